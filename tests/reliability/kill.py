"""Killed at random moments while questions come in: every one is answered, and what is said twice says so."""

import asyncio
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.memory import DATABASE
from tests.reliability.book import Verdict
from tests.reliability.ways import Way
from tests.reliability.world import Plan, World, world

STARTING = 1.0
"""Seconds that a start takes, until it has been measured."""
PATIENCE = 90.0
"""Seconds without any answer after which what is still open is lost."""


@dataclass(frozen=True)
class Killed:
    """`outbox` counts rows by channel and state; `repeats` those that were sent a second time."""

    kills: int
    verdicts: dict[str, Verdict]
    outbox: dict[tuple[str, str], int]
    repeats: dict[str, int]
    log: str


async def run(
    folder: Path,
    plan: Plan,
    *,
    each: int,
    spacing: float,
    lives: float,
    say: Callable[[str], object],
    seed: int = 7,
) -> Killed:
    """Everybody asks `each` questions, one about every `spacing` seconds; the program is killed again and again: up to
    `lives` seconds after it began to serve, and once in four times while it still starts."""
    chance = random.Random(seed)
    async with world(folder, plan) as made:
        asking = asyncio.create_task(_ask_all(made, plan.people, each, spacing, chance))
        await _kill(made, lives, chance, asking, say)
        await asking
        await answered(made, say)
        verdicts = {way.name: way.book.judge() for way in made.ways.values()}
        made.process.stop()
        return Killed(made.process.kills, verdicts, *_outbox(folder), made.process.log)


async def _ask_all(made: World, people: int, each: int, spacing: float, chance: random.Random) -> None:
    async def ask(way: Way, person: int) -> None:
        for _ in range(each):
            await asyncio.sleep(chance.uniform(0, 2 * spacing))
            await way.write(person)

    async with asyncio.TaskGroup() as asking:
        for way in made.ways.values():
            for person in range(people):
                asking.create_task(ask(way, person))


async def _kill(
    made: World,
    lives: float,
    chance: random.Random,
    asking: asyncio.Task[None],
    say: Callable[[str], object],
) -> None:
    """As long as anybody asks, and once more."""
    starting = STARTING
    while not asking.done():
        if chance.random() < 0.25:
            await asyncio.sleep(chance.uniform(0, starting))
        else:
            began = time.monotonic()
            await made.process.serves()
            starting = time.monotonic() - began
            await asyncio.wait([asking], timeout=chance.uniform(0, lives))
        made.process.kill()
        made.process.start()
        say(f"{made.process.kills} times killed, {_open(made)} questions open")


async def answered(made: World, say: Callable[[str], object]) -> None:
    """Until nothing is open, or nothing comes any more."""
    still, waited = _open(made), 0.0
    while still and waited < PATIENCE:
        await asyncio.sleep(0.5)
        waited = waited + 0.5 if _open(made) == still else 0.0
        still = _open(made)
        say(f"{still} questions open")


def _open(made: World) -> int:
    return sum(way.book.open for way in made.ways.values())


def _outbox(folder: Path) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    with closing(sqlite3.connect(folder / DATABASE)) as database:
        rows = database.execute("SELECT channel, state, COUNT(*), SUM(repeated) FROM outbox GROUP BY channel, state")
        found = rows.fetchall()
    repeats: dict[str, int] = {}
    for channel, _, _, repeated in found:
        repeats[channel] = repeats.get(channel, 0) + repeated
    return {(channel, state): count for channel, state, count, _ in found}, repeats
