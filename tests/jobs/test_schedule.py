"""The ticks: what they do, and when they come."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

import pytest

from jobs.schedule import NothingToRemind, Plan, Ticks, Times, forget_old, look_after_chats
from knowledge.memory import Store, StoreError, Transaction, chats, conversations, history, inbox, outbox, people
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from knowledge.questions.ask import VIET_NAM
from tests.jobs.post import Clock
from tests.talk import CHAT, NOW, message

NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=VIET_NAM)
"""The next time after NOW at which the old is forgotten."""
TIMES = Times(messages=timedelta(days=10), conversations=timedelta(days=1))


async def test_at_night_what_is_older_than_its_time_is_forgotten_and_the_rest_stays(store: Store) -> None:
    lan = store.call(people.recognise, message(""), NOW).id
    store.call(conversations.put, CHAT, lan, "bộ ngoại giao", NOW - timedelta(days=2))
    store.call(inbox.add, message("cũ", "1"), NOW - timedelta(days=11))
    store.call(inbox.add, message("mới", "2"), NOW - timedelta(days=9))
    clock = Clock()
    ticks = Ticks(store, clock, TIMES, NothingToRemind(), lambda: None)
    clock.now = NIGHT
    await ticks.tick()
    assert [line.reply.text for line in store.call(history.since, CHAT)] == ["mới"]
    assert store.call(conversations.get, CHAT, lan) is None


def test_strangers_not_seen_for_as_long_are_forgotten_with_their_private_chats(store: Store) -> None:
    for sender, role, days in (("cũ", "", 11), ("mới", "", 9), ("thành viên", "member", 11)):
        said = message("", chat=Chat("console", sender), sender=sender)
        person = store.call(people.recognise, said, NOW - timedelta(days=days))
        store.call(chats.seen, said, NOW)
        store.call(people.set_role, person.id, role)
    assert store.call(forget_old, NOW, TIMES) == 1
    assert store.call(people.find, "console", "cũ") is None
    assert store.call(people.find, "console", "mới") is not None
    assert store.call(people.find, "console", "thành viên") is not None
    assert store.call(chats.count, "console") == (2, 0)


async def test_the_night_is_that_of_viet_nam_and_one_that_was_missed_is_made_up_for(store: Store) -> None:
    clock = Clock()
    ticks = Ticks(store, clock, TIMES, NothingToRemind(), lambda: None)
    store.call(inbox.add, message("cũ", "1"), NOW - timedelta(days=11))
    for now, left in ((NOW, 1), (NIGHT - timedelta(seconds=1), 1), (NIGHT + timedelta(days=2), 0)):
        clock.now = now
        await ticks.tick()
        assert len(store.call(history.since, CHAT)) == left


class Reminding:
    """Does what the test says for each of its agencies."""

    def __init__(self, remind: Callable[[str, datetime], int], *agencies: str) -> None:
        self._remind, self._agencies = remind, list(agencies)

    def agencies(self, tx: Transaction) -> list[str]:
        return self._agencies

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        return self._remind(agency, now)


async def test_what_a_tick_could_not_do_the_next_one_does_and_the_rest_is_done_at_once(store: Store) -> None:
    clock, failures, told = Clock(), [StoreError("locked")], list[str]()

    def fails_once(agency: str, now: datetime) -> int:
        if failures:
            raise failures.pop()
        told.append(agency)
        return 1

    woken: list[int] = []
    ticks = Ticks(store, clock, TIMES, Reminding(fails_once, "bng", "bct"), lambda: woken.append(1))
    store.call(inbox.add, message("cũ", "1"), NOW - timedelta(days=11))
    clock.now = NIGHT
    await ticks.tick()
    assert (told, woken, store.call(history.since, CHAT)) == (["bct"], [1], [])
    await ticks.tick()
    assert told == ["bct", "bng", "bct"]


class SystemClock(datetime):
    """The system's clock as the scheduler reads it, off by what the test says."""

    off = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "SystemClock":
        return super().now(tz) + cls.off


async def test_ticks_go_on_whatever_the_clock_does(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set back by a year, a scheduler that waits for a time of the clock would wait for a year."""
    for module in ("schedulers.base", "triggers.interval"):
        monkeypatch.setattr(f"apscheduler.{module}.datetime", SystemClock)
    told, seen = asyncio.Event(), []

    def remind(agency: str, now: datetime) -> int:
        seen.append(agency)
        SystemClock.off = timedelta(days=-365) if len(seen) == 2 else SystemClock.off
        if len(seen) > 4:
            told.set()
        return 0

    ticks = Ticks(store, Clock(), TIMES, Reminding(remind, "bng"), lambda: None, seconds=0.02)
    running = asyncio.create_task(ticks.run())
    async with asyncio.timeout(5):
        await told.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


FIRST, SECOND = Chat("console", "nhóm một", group=True), Chat("zalo_bot", "nhóm hai", group=True)
HOUR = timedelta(hours=1)


def bind_both(tx: Transaction) -> None:
    for chat in (FIRST, SECOND):
        chats.seen(tx, message("", chat=chat), NOW)
        chats.bind(tx, chat, "bng", 1, NOW)


def texts(store: Store, chat: Chat) -> list[str]:
    return [line.reply.text for line in store.call(history.since, chat)]


def test_an_agency_is_told_in_the_first_of_its_chats_and_once(store: Store) -> None:
    store.call(bind_both)
    assert store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") is not None
    assert store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") is None
    assert (texts(store, FIRST), texts(store, SECOND)) == (["nhắc"], [])
    assert store.call(tell_agency, "bct", Reply("nhắc"), NOW, "3.9 T-7") is None


def test_what_the_first_chat_does_not_take_for_the_set_time_goes_to_the_next_and_both_rows_say_so(store: Store) -> None:
    store.call(bind_both)
    old = store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") or 0
    assert store.call(look_after_chats, NOW + HOUR / 2, TIMES) == 0
    assert store.call(look_after_chats, NOW + 2 * HOUR, TIMES) == 1
    assert store.call(look_after_chats, NOW + 2 * HOUR, TIMES) == 0
    assert texts(store, SECOND) == ["nhắc"]
    new = store.call(history.since, SECOND)[-1].id
    first, second = store.call(outbox.get, old), store.call(outbox.get, new)
    assert first is not None
    assert (first.state, first.reason) == ("dead", f"passed on as {new}: not sent in time")
    assert second is not None
    assert second.key == f"2.6 T-7 in place of {old}"


def test_the_night_does_not_count_as_time_in_which_the_first_chat_did_not_take_it(store: Store) -> None:
    store.call(bind_both)
    row = store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") or 0
    store.call(outbox.hold, row, NOW + 15 * HOUR, NOW, "hours")
    for hours in (2, 14, 15.9):
        assert store.call(look_after_chats, NOW + hours * HOUR, TIMES) == 0
    assert store.call(look_after_chats, NOW + 16.1 * HOUR, TIMES) == 1
    assert texts(store, SECOND) == ["nhắc"]


def test_with_no_other_chat_it_goes_on_waiting(store: Store) -> None:
    store.call(bind_both)
    store.call(chats.lost, SECOND, NOW)
    old = store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") or 0
    assert store.call(look_after_chats, NOW + 2 * HOUR, TIMES) == 0
    waiting = store.call(outbox.get, old)
    assert waiting is not None
    assert waiting.state == "waiting"


def test_the_order_of_preference_can_be_changed(store: Store) -> None:
    store.call(bind_both)
    bound = store.call(chats.binding, SECOND)
    assert bound is not None
    first = store.call(chats.first_position, "bng")
    store.call(chats.put_binding, SECOND, replace(bound, position=first), NOW)
    store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7")
    assert texts(store, SECOND) == ["nhắc"]


def test_admins_are_told_once_before_a_plan_is_full_and_once_when_it_is(store: Store) -> None:
    admin = store.call(people.recognise, message("", sender="lan"), NOW)
    store.call(people.set_role, admin.id, "admin")
    times = Times(messages=HOUR, conversations=HOUR, plans={"console": Plan(groups=10)})
    told = []
    for number in range(11):
        store.call(chats.seen, message("", chat=Chat("console", f"nhóm {number}", group=True)), NOW)
        told.append(store.call(look_after_chats, NOW, times))
    assert told == [0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0]
    assert texts(store, CHAT) == [
        "Kênh console đã có 8 trong 10 nhóm của gói đang dùng.",
        "Kênh console đã có 10 trong 10 nhóm của gói đang dùng.",
    ]


class Told:
    """A part that writes down what it is asked, and breaks for one agency."""

    def __init__(self, name: str, log: list[str], broken: str = "") -> None:
        self.name, self.log, self.broken = name, log, broken

    def agencies(self, tx: Transaction) -> list[str]:
        return ["bct", "bng"]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        if agency == self.broken:
            raise RuntimeError("on fire")
        self.log.append(f"{self.name} {agency}")
        return 0


async def test_what_comes_after_reminders_comes_after_all_of_them_and_what_is_broken_keeps_nothing_else(
    store: Store,
) -> None:
    log: list[str] = []
    then = (Told("báo", log, broken="bct"), Told("tháng", log))
    await Ticks(store, lambda: NOW, TIMES, Told("nhắc", log, broken="bng"), lambda: None, then=then).tick()
    assert log == ["nhắc bct", "báo bng", "tháng bct", "tháng bng"]
