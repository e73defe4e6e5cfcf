"""The program under test, in its own process: the whole of it, but what time it is is said by the driver."""

import asyncio
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.app import App
from bot.building import make_parts
from bot.ending import run_to_the_end
from bot.log import configure
from bot.settings import load
from jobs.schedule import Ticks
from knowledge.memory import Transaction, outbox
from tests.reliability.years.passing import Clock

CHANNELS = ("telegram", "zalo_bot")
BEGUN = "begun"
"""Said once, when everything runs."""

Orders = tuple[datetime, bool]
"""What time it is now, and whether a tick is due."""


class OrderedTicks(Ticks):
    """Ticks when it is told to, and answers, when nothing is left to be done, when there will be something again."""

    def __init__(self, lane: Connection, clock: Clock, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._lane, self._given_clock = lane, clock

    async def run(self) -> None:
        orders: asyncio.Queue[Orders] = asyncio.Queue()
        asyncio.get_running_loop().add_reader(self._lane.fileno(), _take, self._lane, orders)
        self._lane.send(BEGUN)
        while True:
            now, ticks = await orders.get()
            self._given_clock.set(now)
            self._wake()
            if ticks:
                await self.tick()
            while await self._store.run(_is_busy, self._clock()):  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            self._lane.send(await self._store.run(_next_due, self._clock()))


def main(lane: Connection, folder: Path, secrets: dict[str, str], now: datetime, spoil: Callable[[], None]) -> None:
    """`spoil` breaks the program before it runs, for whoever tests this test."""
    _write_errors_to(folder / "program.log")
    for name in [name for name in os.environ if name.startswith("TTDN_")]:
        del os.environ[name]
    os.environ.update(secrets)
    settings, clock = load(folder / "config.toml", folder), Clock(now)
    configure(settings.log)
    spoil()
    run_to_the_end(App(settings, make_parts, clock, partial(OrderedTicks, lane, clock)).run)


def _write_errors_to(file: Path) -> None:
    """Where the page is, which is said on standard output, is of no interest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())


def _take(lane: Connection, orders: "asyncio.Queue[Orders]") -> None:
    try:
        orders.put_nowait(lane.recv())
    except EOFError:  # nobody is there any more to tell the time
        os._exit(1)


def _is_busy(tx: Transaction, now: datetime) -> bool:
    return any(outbox.due(tx, channel, now, 1) or outbox.in_flight(tx, channel) for channel in CHANNELS)


def _next_due(tx: Transaction, now: datetime) -> datetime | None:
    found = [due for channel in CHANNELS if (due := outbox.next_due(tx, channel, now))]
    return min(found, default=None)
