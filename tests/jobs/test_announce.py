"""Notices go out when it is their time, once a chat, wherever the program is killed."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from jobs.announce import Announcing
from knowledge.announcing.going_out import go_on, say_first
from knowledge.memory import Store, Transaction, announcements, chats, history, outbox, people
from knowledge.memory.announcements import Addressee, Announcement
from knowledge.messages import Chat
from knowledge.obligations.book import nothing_owed
from tests.jobs.post import Clock
from tests.stores import new_store
from tests.talk import NOW, message

LAN = Chat("console", "lan")
GROUPS = tuple(Chat("console", f"nhóm {number}", group=True) for number in range(3))


def announce(tx: Transaction, number: int, starts_at: datetime) -> None:
    """A notice by Lan, an administrator, to three groups."""
    lan = people.recognise(tx, message("", chat=LAN), NOW)
    people.set_role(tx, lan.id, "admin")
    for chat in (LAN, *GROUPS):
        chats.seen(tx, message("", chat=chat), NOW)
    for chat in GROUPS:
        if chats.binding(tx, chat) is None:
            chats.bind(tx, chat, "bng", lan.id, NOW)
    to = [Addressee(chats.number_of(tx, chat), "bng") for chat in GROUPS]
    made = Announcement(number, lan.id, chats.number_of(tx, LAN), "vi", "Họp", (), NOW, starts_at)
    announcements.add(tx, made, "họp", to)
    say_first(tx, number, LAN, NOW)


def in_groups(tx: Transaction) -> list[str]:
    return [line.reply.text for chat in GROUPS for line in history.since(tx, chat) if not line.message_id]


def send_all(tx: Transaction, now: datetime) -> None:
    """Whatever is due arrives."""
    while rows := outbox.due(tx, "console", now, 10):
        for row in rows:
            if outbox.claim(tx, row, now):
                outbox.sent(tx, row.id, f"proof {row.id}", now)


class Work:
    """The job, and what it wakes."""

    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.woken = store, Clock(), 0
        self.job = Announcing(store, nothing_owed(), self.clock, frozenset({"console"}), pause=0)

    def wake(self) -> None:
        self.woken += 1

    async def work(self) -> None:
        await self.job.work(self.wake)


async def test_a_notice_goes_out_at_its_time_and_its_writer_is_told_of_the_end(store: Store) -> None:
    work = Work(store)
    store.call(announce, 1, NOW + timedelta(hours=1))
    await work.work()
    assert store.call(in_groups) == []
    work.clock.now += timedelta(hours=1)
    await work.work()
    assert store.call(in_groups) == ["Thông báo\nHọp"] * 3
    store.call(send_all, work.clock.now)
    await work.work()
    assert "Kết quả thông báo số 1: 3/3" in store.call(history.since, LAN)[-1].reply.text
    assert store.call(announcements.going_out) == []


async def test_it_looks_when_it_is_told_to_and_at_the_start(store: Store) -> None:
    work = Work(store)
    store.call(announce, 1, NOW)
    running = asyncio.create_task(work.job.run(work.wake))
    async with asyncio.timeout(5):
        while len(store.call(in_groups)) < 3:  # noqa: ASYNC110
            await asyncio.sleep(0)
        store.call(announce, 2, NOW)
        work.job.look()
        while len(store.call(in_groups)) < 6:  # noqa: ASYNC110
            await asyncio.sleep(0)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_what_is_wrong_with_one_notice_keeps_no_other_from_its_chats(store: Store) -> None:
    work = Work(store)
    store.call(announce, 1, NOW)
    store.call(announce, 2, NOW)
    store.call(lambda tx: tx.change("UPDATE announcement SET missing = 'broken' WHERE id = 1"))
    await work.work()
    assert store.call(in_groups) == ["Thông báo\nHọp"] * 3


class _KilledError(Exception):
    pass


class _Killing(Transaction):
    """A transaction of a program that is killed at one of its statements."""

    def __init__(self, tx: Transaction, at: int) -> None:
        super().__init__(tx.connection)
        self.left = at

    def _execute(self, sql: str, values: dict[str, object]) -> tuple[list[tuple[object, ...]], int]:
        self.left -= 1
        if self.left < 0:
            raise _KilledError
        return super()._execute(sql, values)


@pytest.mark.parametrize("at", range(0, 60, 3))
def test_killed_anywhere_it_is_said_once_in_each_chat_when_it_goes_on(at: int) -> None:
    with new_store() as store:
        store.call(announce, 1, NOW)
        now = NOW

        def go(tx: Transaction) -> bool:
            return go_on(tx, 1, str, now, can_edit=frozenset({"console"}))

        for _ in range(3):
            with suppress(_KilledError):
                store.call(lambda tx: go(_Killing(tx, at)))
            store.call(go)
            store.call(send_all, now)
        assert store.call(in_groups) == ["Thông báo\nHọp"] * 3
        told = [line.reply.text for line in store.call(history.since, LAN)]
        assert sum("Kết quả" in text.split("\n")[0] for text in told) == 1
