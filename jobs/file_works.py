"""Works that go on beside everything else, one for each file that somebody has sent."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import structlog

from knowledge.memory import Store, Transaction
from knowledge.memory.file_readings import FileReading

log = structlog.get_logger(__name__)

Waiting = Callable[[Transaction], Iterable[FileReading]]
Work = Callable[[FileReading, Callable[[], object]], Awaitable[None]]
"""What is done with a file; the second is called when something was written that is to be sent. Raises nothing."""


class FileWorks:
    """Begins a work when its file comes, and ends it when nobody wants it any more. `run` until cancelled."""

    def __init__(self, store: Store, waiting: Waiting, work: Work) -> None:
        """`waiting` are the files that are wanted at present."""
        self._store, self._waiting, self._work = store, waiting, work
        self._woken = asyncio.Event()
        self._works: dict[int, asyncio.Task[None]] = {}

    def look(self) -> None:
        """Somebody may have sent a file, or does not want it any more."""
        self._woken.set()

    async def run(self, wake: Callable[[], object]) -> None:
        """`wake` is called when something was written that is to be sent. What fails is looked at again at the next
        call of `look`."""
        self._woken.set()
        try:
            while True:
                await self._woken.wait()
                self._woken.clear()
                try:
                    await self._begin_and_end(wake)
                except Exception as error:
                    log.error("files not looked after", exc_info=error)
        finally:
            for work in self._works.values():
                work.cancel()
            await asyncio.gather(*self._works.values(), return_exceptions=True)

    async def settled(self) -> None:
        """Returns when nothing is being worked on any more."""
        while works := list(self._works.values()):
            await asyncio.wait(works)

    async def _begin_and_end(self, wake: Callable[[], object]) -> None:
        wanted = {reading.id: reading for reading in await self._store.run(self._waiting)}
        for number in self._works.keys() - wanted.keys():
            self._works[number].cancel()
        for number, reading in wanted.items():
            if number not in self._works:
                work = asyncio.ensure_future(self._work(reading, wake))
                self._works[number] = work
                work.add_done_callback(partial(self._ended, number))

    def _ended(self, number: int, _: asyncio.Task[None]) -> None:
        del self._works[number]
