"""Many questions a second over all channels together, for minutes: how long answers take, and what memory does."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.reliability.timing import Times
from tests.reliability.ways import Way
from tests.reliability.world import Plan, world

SHARE = {"telegram": 0.24, "zalo_bot": 0.16, "zalo_oa": 0.3, "web": 0.3}
"""How the questions are spread: each platform well under what may be sent to it in a second."""
PEOPLE = 150
"""On each channel, so that nobody asks as often as once in the second that a chat has to wait for its turn."""
SAMPLE = 5.0  # seconds


@dataclass(frozen=True)
class Loaded:
    """`memory` is resident megabytes, a sample every five seconds; `processor` the share of one core in use."""

    rate: float
    seconds: float
    all: Times
    ways: dict[str, Times]
    memory: list[float]
    processor: float


async def run(folder: Path, plan: Plan, *, rate: float, seconds: float, say: Callable[[str], object]) -> Loaded:
    """`rate` questions a second, evenly spaced on each channel, whatever becomes of those before."""
    async with world(folder, plan) as made:
        memory = [made.process.megabytes()]
        began, used = time.perf_counter(), made.process.processor_seconds()
        async with asyncio.TaskGroup() as writing:
            for name, way in made.ways.items():
                writing.create_task(_write(way, rate * SHARE[name], seconds, plan.people, writing))
            while (past := time.perf_counter() - began) < seconds:
                await asyncio.sleep(min(SAMPLE, seconds - past))
                memory.append(made.process.megabytes())
                say(f"{past:.0f} s, {memory[-1]:.0f} MB, {sum(way.book.unanswered for way in made.ways.values())} open")
        processor = (made.process.processor_seconds() - used) / (time.perf_counter() - began)
        await _answered(list(made.ways.values()))
        every = {way.name: way.book.milliseconds() for way in made.ways.values()}
        times = {name: Times.of(ms) for name, ms in every.items()}
        return Loaded(rate, seconds, Times.of(ms for each in every.values() for ms in each), times, memory, processor)


async def _write(way: Way, rate: float, seconds: float, people: int, writing: asyncio.TaskGroup) -> None:
    now = asyncio.get_running_loop().time
    began = now()
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - now()))
        writing.create_task(way.write(number % people))


async def _answered(ways: list[Way]) -> None:
    async with asyncio.timeout(30):
        while any(way.book.unanswered for way in ways):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
