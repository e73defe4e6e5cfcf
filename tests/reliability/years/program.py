"""The program's process as the driver has it: started, told the time, killed at any moment."""

import asyncio
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from knowledge.memory import DATABASE
from tests.reliability.years import child

PATIENCE = 60.0
"""Seconds of real time in which the program does what is due at one moment."""


_ON_THE_WIRE = 0.05
"""Seconds."""


class KilledError(Exception):
    """It was killed before it answered."""


def _needed() -> Iterator[str]:
    """What the process has imported from which the program is forked, so that a start takes half a second and not two:
    the program, and what multiprocessing runs again in each child, the main module of this process."""
    yield child.__name__
    if main := getattr(sys.modules["__main__"], "__spec__", None):
        yield main.name


def unspoilt() -> None:
    """The program as it is."""


class Program:
    """`folder` is its data folder with its "config.toml"; its log is "program.log" in it. `doubted` is told, at every
    kill, of the rows that were being sent."""

    def __init__(
        self,
        folder: Path,
        secrets: dict[str, str],
        doubted: Callable[[list[int]], object],
        spoil: Callable[[], None] = unspoilt,
    ) -> None:
        self.folder, self._secrets, self._doubted, self._spoil = folder, secrets, doubted, spoil
        self.kills = 0
        self._is_asleep = False
        self.has_begun = False
        """From then on what arrives is its own, and not on its way from the one before."""
        self._process: BaseProcess | None = None
        self._lane: Connection | None = None
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(_needed()))

    @property
    def runs(self) -> bool:
        return self._process is not None

    @property
    def log(self) -> str:
        file = self.folder / "program.log"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def start(self, now: datetime) -> None:
        """Without waiting until it runs."""
        self._lane, theirs = self._context.Pipe()
        self._process = self._context.Process(
            target=child.main, args=(theirs, self.folder, self._secrets, now, self._spoil), daemon=True
        )
        self._process.start()
        theirs.close()

    async def begun(self) -> None:
        """Until everything runs. Raises KilledError."""
        assert await self._answer() == child.BEGUN
        self.has_begun = True

    async def at(self, now: datetime, *, tick: bool) -> datetime | None:
        """It is this moment there, and everything that is due is done. Returns when there will be something to be sent
        again. Raises KilledError."""
        if self._lane is None:
            raise KilledError
        try:
            self._lane.send((now, tick))
        except OSError as error:
            raise KilledError from error
        self._wake()
        due = await self._answer()
        assert due is None or isinstance(due, datetime)
        return due

    async def sleep(self) -> None:
        """The machine is suspended: what is on its way arrives, and nothing else happens until it is told the time."""
        if self._process is not None and not self._is_asleep:
            self._signal(signal.SIGSTOP)
            self._is_asleep = True
            await asyncio.sleep(_ON_THE_WIRE)

    @property
    def is_asleep(self) -> bool:
        return self._is_asleep

    def _wake(self) -> None:
        if self._is_asleep:
            self._signal(signal.SIGCONT)
            self._is_asleep = False

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    def kill(self) -> None:
        """As the system does it, without warning. Nothing happens when it does not run."""
        if self._process is None:
            return
        assert self._process.is_alive(), f"the program has ended by itself: {self.log[-3000:]}"
        self._process.kill()
        self._gone()
        self.kills += 1
        self._doubted(self._being_sent())

    def stop(self) -> None:
        """As an operator does it."""
        if self._process is not None:
            self._wake()
            self._process.terminate()
            self._gone()

    def _gone(self) -> None:
        assert self._process is not None
        assert self._lane is not None
        self._is_asleep = self.has_begun = False
        self._process.join(PATIENCE)
        self._process, lane, self._lane = None, self._lane, None
        if not self._is_waited_for:
            lane.close()

    _is_waited_for = False

    async def _answer(self) -> Any:
        if (lane := self._lane) is None:
            raise KilledError
        loop, fd = asyncio.get_running_loop(), lane.fileno()
        ready = asyncio.Event()
        loop.add_reader(fd, ready.set)
        self._is_waited_for = True
        try:
            async with asyncio.timeout(PATIENCE):
                await ready.wait()
            return lane.recv()
        except TimeoutError:  # which is an OSError
            raise
        except (EOFError, OSError) as error:
            assert self._lane is not lane, f"the program has ended by itself: {self.log[-3000:]}"
            raise KilledError from error
        finally:
            self._is_waited_for = False
            loop.remove_reader(fd)
            if self._lane is not lane:
                lane.close()

    def _being_sent(self) -> list[int]:
        """Read from a copy: opening the database itself would do what the program must do at its next start."""
        with tempfile.TemporaryDirectory(prefix="ttdn-") as scratch:
            for name in (DATABASE, f"{DATABASE}-wal"):
                if (self.folder / name).exists():
                    shutil.copy(self.folder / name, scratch)
            if not (Path(scratch) / DATABASE).exists():
                return []
            with closing(sqlite3.connect(Path(scratch) / DATABASE)) as database:
                return [row for (row,) in database.execute("SELECT id FROM outbox WHERE state = 'sending'")]
