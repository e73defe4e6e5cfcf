"""What is said to thousands of groups, all of it due at once: how long until the last has it, and who has to wait."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.clock import utc_now
from knowledge.memory import DATABASE, Transaction, open_store, outbox
from knowledge.messages import Chat, Reply
from tests.reliability.book import Book
from tests.reliability.timing import Times
from tests.reliability.ways import Way
from tests.reliability.world import Plan, World, group_id, world

FASTEST = 30
"""Messages a second: what Telegram takes."""
SAMPLE = 5.0  # seconds
PEOPLE = 40
LOOKS = 200


@dataclass(frozen=True)
class Broadcast:
    """`seconds` from the first arrival to the last of `arrived` messages, `answers` included. `refused` are those that
    were too many for Telegram, `twice` those that a group got before. `memory` is resident megabytes, a sample every
    five seconds. `due` and `next_due` are one look each at what still waited in the end."""

    groups: int
    rows: int
    arrived: int
    seconds: float
    refused: int
    twice: int
    memory: list[float]
    processor: float
    answers: Times | None
    due: Times
    next_due: Times

    @property
    def least(self) -> float:
        """The seconds that so many messages take as fast as Telegram takes them."""
        return self.arrived / FASTEST


async def run(
    folder: Path, *, groups: int, rows: int, seconds: float, asking: float, say: Callable[[str], object]
) -> Broadcast:
    """`rows` messages, the same number for each group, are in the outbox when the program starts. Until they have
    arrived, or for `seconds`, people ask `asking` questions a second in private."""
    store = open_store(folder / DATABASE)
    store.call(_write, groups, rows // groups)
    store.close()
    async with world(folder, Plan("polling", groups=groups, people=PEOPLE)) as made:
        way = made.ways["telegram"]
        began, used = time.perf_counter(), made.process.processor_seconds()
        questions = asyncio.create_task(_ask(way, asking))
        memory = await _watch(made, rows, seconds, say)
        questions.cancel()
        processor = (made.process.processor_seconds() - used) / (time.perf_counter() - began)
        while way.book.unanswered:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        assert made.telegram is not None
        assert made.telegram.limits is not None
        refused = made.telegram.limits.refused
    at = sorted(arrival.at for said in way.book.arrived.values() for arrival in said)
    asked = way.book.milliseconds()
    twice = sum(max(0, len(said) - rows // groups) for said in _in_groups(way.book))
    answers = Times.of(asked) if asked else None
    looks = _look(folder)
    return Broadcast(groups, rows, len(at), at[-1] - at[0], refused, twice, memory, processor, answers, *looks)


def _write(tx: Transaction, groups: int, each: int) -> None:
    """Group by group, which is the worst order: what is behind in its chat stands before what is next in others."""
    now = utc_now()
    for number in range(groups):
        chat = Chat("telegram", str(group_id(number)), group=True)
        for count in range(each):
            outbox.add(tx, chat, Reply(f"Nhắc việc {count + 1}: báo cáo quý trước ngày 30/11/2026."), now)


async def _ask(way: Way, rate: float) -> None:
    number = 0
    while rate:
        await way.write(number % PEOPLE)
        number += 1
        await asyncio.sleep(1 / rate)


async def _watch(made: World, rows: int, seconds: float, say: Callable[[str], object]) -> list[float]:
    memory, began = [made.process.megabytes()], time.perf_counter()
    book = made.ways["telegram"].book
    while (arrived := sum(map(len, _in_groups(book)))) < rows and time.perf_counter() - began < seconds:
        say(f"{time.perf_counter() - began:.0f} s, {arrived:,} of {rows:,} arrived, {memory[-1]:.0f} MB")
        await asyncio.sleep(SAMPLE)
        memory.append(made.process.megabytes())
    return memory


def _in_groups(book: Book) -> list[list[object]]:
    """What arrived in each of them: people have numbers of their own above 0."""
    return [list(said) for person, said in book.arrived.items() if person < 0]


def _look(folder: Path) -> tuple[Times, Times]:
    store = open_store(folder / DATABASE)
    try:
        due = store.call(_times, lambda tx: outbox.due(tx, "telegram", utc_now(), 8))
        return due, store.call(_times, lambda tx: outbox.next_due(tx, "telegram", utc_now()))
    finally:
        store.close()


def _times(tx: Transaction, look: Callable[[Transaction], object]) -> Times:
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        look(tx)
        taken.append((time.perf_counter() - began) * 1000)
    return Times.of(taken)
