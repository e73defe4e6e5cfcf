"""The short form of `python -m tests.reliability.years`: months in which it is killed, compared with quiet ones.

And the comparison itself: whatever is done to a story that it should notice, it does.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.channels.telegram_bot import Telegram
from knowledge.messages import Chat, Reply
from tests.questions.asking import real_calendar
from tests.reliability.years.both import Both, both
from tests.reliability.years.check import judge
from tests.reliability.years.rules import repeats
from tests.reliability.years.story import Story


def quiet(line: str) -> None:
    """Nobody watches."""


@pytest.fixture(autouse=True, scope="module")
def _calls_that_end_as_the_program_is_killed() -> Iterator[None]:
    logging.getLogger("aiohttp.server").disabled = True
    yield
    logging.getLogger("aiohttp.server").disabled = False


@pytest.fixture(scope="module")
def months() -> Both:
    return asyncio.run(both(6, date(2026, 10, 1), date(2027, 2, 28), kills=12, seed=7, say=quiet))


def test_killed_and_cut_off_for_months_it_loses_no_reminder_and_marks_what_it_says_twice(months: Both) -> None:
    assert months.verdict.violations == []
    assert sum(months.story.kills.values()) >= 12
    assert months.verdict.became["on its day"] > 100
    assert months.verdict.repeats["arrived a second time"] > 0


def spoilt(months: Both, change: Callable[[Story], None]) -> list[str]:
    """What the comparison says when this is done to the story."""
    story = deepcopy(months.story)
    change(story)
    return judge(months.plan, real_calendar(), months.calm, story).violations


def a_reminder(story: Story) -> int:
    """One in the middle of the run that came on its day, once."""
    rows = story.by_row()
    fitting = (
        number
        for number, each in enumerate(story.arrivals)
        if each.kind == "remind" and len(rows[each.row]) == 1 and each.day == each.of and each.day >= date(2026, 12, 1)
    )
    return next(fitting)


def test_the_comparison_sees_a_reminder_that_is_lost(months: Both) -> None:
    def lose(story: Story) -> None:
        del story.arrivals[a_reminder(story)]

    assert any(line.startswith("LOST") for line in spoilt(months, lose))


def test_the_comparison_sees_a_reminder_that_comes_twice_though_nothing_happened(months: Both) -> None:
    def repeat(story: Story) -> None:
        number = a_reminder(story)
        story.arrivals.insert(number + 1, replace(story.arrivals[number], marked=True))

    assert any(line.startswith("twice without a doubt") for line in spoilt(months, repeat))


def test_the_comparison_sees_a_reminder_that_is_said_again_in_another_message(months: Both) -> None:
    def say_again(story: Story) -> None:
        number = a_reminder(story)
        story.arrivals.append(replace(story.arrivals[number], row=10**6))

    assert any(line.startswith("in several messages") for line in spoilt(months, say_again))


def test_the_comparison_sees_a_reminder_on_another_day_and_at_night(months: Both) -> None:
    def put_off(story: Story) -> None:
        number = a_reminder(story)
        late = story.arrivals[number].at + timedelta(hours=12)
        story.arrivals[number] = replace(story.arrivals[number], at=late)

    assert any(line.startswith("on a day off or outside the hours") for line in spoilt(months, put_off))


def test_the_comparison_sees_a_reminder_of_what_nobody_owes(months: Both) -> None:
    def invent(story: Story) -> None:
        number = a_reminder(story)
        made_up = replace(story.arrivals[number].steps[0], key="made up")
        story.arrivals[number] = replace(story.arrivals[number], steps=(*story.arrivals[number].steps, made_up))

    assert any("not in the undisturbed run: made up" in line for line in spoilt(months, invent))


def test_the_comparison_sees_a_reminder_of_what_was_done(months: Both) -> None:
    def do(story: Story) -> None:
        reminder = story.arrivals[a_reminder(story)]
        story.done[reminder.agency, reminder.steps[0].obligation] = reminder.at - timedelta(days=1)

    assert any(line.startswith("said when it was done") for line in spoilt(months, do))


def test_the_comparison_sees_what_is_brought_up_twice_and_what_was_noted(months: Both) -> None:
    def bring_again(story: Story) -> None:
        first = next(each for each in story.arrivals if each.brought)
        story.arrivals.append(replace(first, row=10**6))
        story.noted[first.brought[0].key] = first.at - timedelta(days=1)

    found = spoilt(months, bring_again)
    assert any("before the off" in line and line.startswith("in several messages") for line in found)
    assert any(line.startswith("brought up when it was noted") for line in found)


def never_mark_repeats() -> None:
    """A program that has forgotten to say so."""
    send = Telegram.send

    async def unmarked(self: Telegram, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        return await send(self, chat, part, row_id, False)

    Telegram.send = unmarked  # type: ignore[method-assign]


async def test_a_program_that_does_not_mark_repeats_is_found_out() -> None:
    found = await both(2, date(2026, 11, 15), date(2027, 1, 15), kills=5, seed=3, say=quiet, spoil=never_mark_repeats)
    assert repeats(found.story)["arrived a second time"] > 0
    assert any(line.startswith("twice, and not marked") for line in found.verdict.violations)
