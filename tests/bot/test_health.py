"""/healthz tells a program that does not work from one that works while a platform is out of reach, and no secret."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from bot.channels import Status
from bot.masking import hide
from knowledge.memory import DATABASE, outbox
from tests.bot.watching import Platform, served
from tests.talk import NOW

HOUR = timedelta(hours=1)
DOWN = Status(reachable=False, contact=NOW - HOUR, trouble="Telegram does not answer")


async def test_all_is_well_when_the_channels_are_and_nothing_waits(tmp_path: Path) -> None:
    async with served(tmp_path, Platform(status=Status(contact=NOW))) as asked:
        assert await asked.state() == (
            200,
            {
                "ok": True,
                "degraded": False,
                "damage": "",
                "unwritable": "",
                "waiting": 0,
                "stuck": 0,
                "dead": 0,
                "backup": {"nightly": True, "last": None, "age_seconds": None, "trouble": ""},
                "channels": {
                    "telegram": {
                        "reachable": True,
                        "last_contact": "2026-11-22T02:00:00+00:00",
                        "oldest_waiting_seconds": None,
                        "trouble": "",
                    }
                },
            },
        )


async def test_the_oldest_message_that_waits_is_told_by_channel_as_it_is_now(tmp_path: Path) -> None:
    async with served(tmp_path, Platform("telegram"), Platform("zalo_bot")) as asked:
        asked.write("telegram", NOW - timedelta(seconds=90))
        asked.write("telegram", NOW)
        _, before = await asked.state()
        asked.time.now += timedelta(seconds=5)
        asked.write("zalo_bot", NOW + HOUR)  # a clock that was set back
        _, after = await asked.state()
    ages = [{name: one["oldest_waiting_seconds"] for name, one in x["channels"].items()} for x in (before, after)]
    assert ages == [{"telegram": 90, "zalo_bot": None}, {"telegram": 95, "zalo_bot": 0}]
    assert (before["waiting"], after["waiting"]) == (2, 3)


async def test_a_platform_out_of_reach_is_no_fault_of_the_program_however_long_its_messages_wait(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, Platform(status=DOWN), Platform("web")) as asked:
        asked.write("telegram", NOW - HOUR)
        status, state = await asked.state()
    assert (status, state["ok"], state["degraded"], state["stuck"]) == (200, True, True, 1)
    assert state["channels"]["telegram"] == {
        "reachable": False,
        "last_contact": "2026-11-22T01:00:00+00:00",
        "oldest_waiting_seconds": 3600,
        "trouble": "Telegram does not answer",
    }


async def test_messages_stuck_for_a_reason_that_the_channel_gives_are_no_fault_of_the_program(tmp_path: Path) -> None:
    async with served(tmp_path, Platform(status=Status(trouble="this month's quota is used up"))) as asked:
        asked.write("telegram", NOW - HOUR)
        status, state = await asked.state()
    assert (status, state["degraded"]) == (200, True)


async def test_a_message_that_was_put_off_is_not_stuck_nor_what_waits_behind_it(tmp_path: Path) -> None:
    async with served(tmp_path, Platform()) as asked:
        asked.write("telegram", NOW - HOUR)
        asked.write("telegram", NOW - HOUR)
        [first] = asked.store.call(outbox.due, "telegram", NOW, 5)
        asked.store.call(outbox.claim, first, NOW)
        asked.store.call(outbox.retry, first.id, NOW + HOUR, "the person has received as many messages as Zalo allows")
        status, state = await asked.state()
        assert (status, state["waiting"], state["stuck"]) == (200, 2, 0)
        asked.time.now += 2 * HOUR
        status, state = await asked.state()
    assert (status, state["stuck"]) == (503, 2)


async def test_messages_stuck_on_a_channel_that_calls_itself_well_are_a_fault(tmp_path: Path) -> None:
    async with served(tmp_path, Platform(), Platform("zalo_bot", DOWN)) as asked:
        asked.write("telegram", NOW - timedelta(minutes=9))
        assert (await asked.state())[0] == 200
        asked.time.now += timedelta(minutes=2)
        status, state = await asked.state()
    assert (status, state["ok"], state["stuck"]) == (503, False, 1)


async def test_a_broadcast_that_takes_longer_than_ten_minutes_is_no_fault(tmp_path: Path) -> None:
    async with served(tmp_path, Platform()) as asked:
        asked.write("telegram", NOW - HOUR)
        asked.write("telegram", NOW - HOUR)
        [first] = asked.store.call(outbox.due, "telegram", NOW, 5)
        asked.store.call(outbox.claim, first, NOW)
        asked.store.call(outbox.sent, first.id, "proof", NOW - timedelta(minutes=9))
        status, state = await asked.state()
        assert (status, state["waiting"], state["stuck"]) == (200, 1, 0)
        asked.time.now += timedelta(minutes=2)
        status, state = await asked.state()
    assert (status, state["stuck"]) == (503, 1)


async def test_a_channel_that_was_switched_off_is_told_while_messages_wait_for_it(tmp_path: Path) -> None:
    async with served(tmp_path, Platform("web")) as asked:
        asked.write("telegram", NOW - HOUR)
        status, state = await asked.state()
    assert (status, state["degraded"]) == (200, True)
    assert "not set up" in state["channels"]["telegram"]["trouble"]


async def test_a_database_that_cannot_be_read_is_a_fault_at_once_and_the_channels_are_still_told(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, Platform(status=DOWN)) as asked:
        assert (await asked.state())[0] == 200
        with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
            other.execute("DROP TABLE outbox")
        status, state = await asked.state()
    assert (status, state["ok"], state["channels"]["telegram"]["reachable"]) == (503, False, False)
    assert "outbox" in state["damage"]


async def test_neither_secrets_nor_what_people_wrote_nor_their_chats_are_told(tmp_path: Path) -> None:
    hide(["123456:the-secret-half"])
    told = Status(reachable=False, trouble="https://api.telegram.test/bot123456:the-secret-half/getMe: 502")
    async with served(tmp_path, Platform(status=told)) as asked:
        asked.write("telegram", NOW - HOUR)
        text = json.dumps(await asked.state(), ensure_ascii=False)
    assert "/bot***/getMe: 502" in text
    assert [word for word in ("secret", "Lan", "phòng") if word in text] == []


async def test_only_this_machine_is_told(tmp_path: Path) -> None:
    async with (
        served(tmp_path, Platform()) as asked,
        asked.http.get(f"{asked.address}/healthz", headers={"Host": "evil.example"}) as response,
    ):
        assert response.status == 403
