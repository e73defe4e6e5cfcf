"""The whole program with one channel, in this process: it can be asked whether all that was written is answered."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import App, Clock, Parts
from bot.channels import Channel
from bot.metrics import Metrics
from bot.setting_tables import DataSettings
from bot.settings import Settings
from bot.web import WebServer
from handlers.context import Services
from knowledge.memory import Store
from knowledge.memory.health import queues
from tests.questions.asking import NOW

MakeChannel = Callable[[WebServer, Store, Clock], Channel]


class Program:
    """`address` is that of its web server."""

    def __init__(self, address: str, store: Store, counted: "Counted") -> None:
        self.address, self._store, self._counted = address, store, counted

    @property
    def taken(self) -> int:
        """How many messages have come in and are stored."""
        return self._counted.taken

    async def answered(self, taken: int) -> None:
        """When so many messages have come in, and everything that they made the program say is sent.

        Nothing more is said then: an answer is written down together with its message.
        """
        await self.until(lambda: self.taken >= taken)
        async with asyncio.timeout(10):
            waiting = True
            while waiting:
                waiting = bool(await self._store.run(queues, NOW))

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not happened():  # noqa: ASYNC110 - something that tells nobody
                await asyncio.sleep(0.002)


class Counted(Metrics):
    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def received(self, channel: str, kind: str, seconds: float, *, stored: bool) -> None:
        super().received(channel, kind, seconds, stored=stored)
        self.taken += stored


@asynccontextmanager
async def program(folder: Path, services: Services, make: MakeChannel, port: int = 0) -> AsyncIterator[Program]:
    """Running with the channel that is made, until the end of the block; its time stands still."""
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    counted, stores = Counted(), []

    def parts(_settings: Settings, store: Store, clock: Clock) -> Parts:
        stores.append(store)
        server = WebServer(port=port, announce=listening.set_result)
        return Parts(services, (make(server, store, clock),), (server,), metrics=counted)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        line = await asyncio.wait_for(listening, 5)
        yield Program(next(word for word in line.split() if "://" in word), stores[0], counted)
    finally:
        await app.stop()
