"""One platform is down in every way there is: the others do not notice, and afterwards everything is delivered."""

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.book import Verdict
from tests.reliability.gate import How
from tests.reliability.kill import answered
from tests.reliability.timing import Times
from tests.reliability.ways import Way
from tests.reliability.world import Plan, World, world

DOWN: tuple[How, ...] = ("hang", "refuse", "error")
TIMEOUT = 5
"""Seconds after which the program gives a request up, so that several are given up while the platform hangs."""


@dataclass(frozen=True)
class Down:
    """`before` and `during` are the times of the other ways together. `recovered`: seconds from the platform's return
    until everything was answered."""

    way: str
    verdicts: dict[str, Verdict]
    before: Times
    during: Times
    recovered: float


async def run(
    folder: Path,
    broken: str,
    *,
    seconds: float,
    people: int,
    spacing: float,
    say: Callable[[str], object],
) -> Down:
    """Everybody asks about every `spacing` seconds: 2 or more, as a chat is sent to once in a second.

    `broken` (the name of a channel) is down for `seconds`, a third of them in each way. People go on writing there as
    elsewhere and are heard everywhere: only what the program says does not get through.
    """
    plan = Plan("webhook", "webhook", zalo_oa=True, page=True, gates=True, people=people, timeout=TIMEOUT)
    async with world(folder, plan) as made:
        asking = asyncio.create_task(_ask_until_cancelled(made, people, spacing))
        began = time.perf_counter()
        await asyncio.sleep(seconds / 3)
        down = time.perf_counter()
        for how in DOWN:
            say(f"{broken}: {how}")
            await made.gates[broken].set(how)
            await asyncio.sleep(seconds / len(DOWN))
        up = time.perf_counter()
        asking.cancel()
        await asyncio.wait([asking])
        await made.gates[broken].set("open")
        await answered(made, say)
        others = [way.book for name, way in made.ways.items() if name != broken]
        return Down(
            made.ways[broken].name,
            {way.name: way.book.judge() for way in made.ways.values()},
            Times.of([ms for book in others for ms in book.milliseconds(began, down)]),
            Times.of([ms for book in others for ms in book.milliseconds(down, up)]),
            max(arrivals[-1].at for arrivals in made.ways[broken].book.arrived.values() if arrivals) - up,
        )


async def _ask_until_cancelled(made: World, people: int, spacing: float) -> None:
    chance = random.Random(3)

    async def ask(way: Way, person: int) -> None:
        await asyncio.sleep(chance.uniform(0, 0.5) * spacing)
        while True:
            await asyncio.shield(way.write(person))  # what was begun is brought to its end
            await asyncio.sleep(chance.uniform(0.6, 1.4) * spacing)

    async with asyncio.TaskGroup() as asking:
        for way in made.ways.values():
            for person in range(people):
                asking.create_task(ask(way, person))
