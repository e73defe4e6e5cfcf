"""The short form of `python -m tests.reliability`: the program as a process, killed, misused, and cut off."""

import asyncio
from pathlib import Path

import pytest

from tests.reliability import hostile, kill, load, outage
from tests.reliability.world import Plan

KILLED = {
    "polling": Plan("polling", "polling", zalo_oa=True, page=True, people=4),
    "webhook": Plan("webhook", "webhook", people=4),
}


def quiet(line: str) -> None:
    """Nobody watches."""


async def test_killed_again_and_again_it_answers_every_question_and_marks_what_it_says_twice(tmp_path: Path) -> None:
    async def killed(name: str, plan: Plan) -> kill.Killed:
        (tmp_path / name).mkdir()
        return await kill.run(tmp_path / name, plan, each=2, spacing=0.7, lives=1.5, say=quiet)

    for found in await asyncio.gather(*(killed(name, plan) for name, plan in KILLED.items())):
        assert found.kills >= 2
        assert all(verdict.kept_its_word and verdict.answered == 8 for verdict in found.verdicts.values()), found
        assert {state for _, state in found.outbox} == {"sent"}


async def test_nonsense_and_wrong_secrets_are_refused_by_every_webhook_and_leave_no_trace(tmp_path: Path) -> None:
    found = await hostile.run(tmp_path, calls=50, say=quiet)
    assert [one.webhook for one in found if not one.stood] == []
    assert [one.wrong_secret.total() for one in found] == [50, 50, 50]


async def test_while_a_platform_is_down_the_others_answer_and_afterwards_everything_is_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "TIMEOUT", 1)
    found = await outage.run(tmp_path, "zalo_oa", seconds=3, people=2, spacing=2, say=quiet)
    assert all(verdict.kept_its_word for verdict in found.verdicts.values()), found
    assert found.during.worst < float("inf")


async def test_fifty_questions_in_a_second_are_all_answered_in_order(tmp_path: Path) -> None:
    plan = Plan("polling", "webhook", zalo_oa=True, page=True, people=40)
    found = await load.run(tmp_path, plan, rate=50, seconds=1, say=quiet)
    assert found.all.number == 50
    assert found.all.worst < float("inf")
