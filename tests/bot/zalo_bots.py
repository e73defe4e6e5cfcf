"""The program with a Zalo bot as its channel, talking to the fake platform; time that waits is short."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import App, Clock, Parts
from bot.channels import Status
from bot.channels.zalo_bot import ZaloBot
from bot.setting_tables import DataSettings, ZaloBotSettings
from bot.settings import Settings
from bot.web import WebServer
from handlers.context import Access, Questions, Services
from jobs.learned_rate import LearnedRate
from jobs.pacing import Rate
from knowledge.memory import Store
from knowledge.messages import Message
from tests.bot.pages import free_port
from tests.fakes.zalo_bot import Platform
from tests.talk import NOW, Echo

SECRET = SecretStr("một-bí-mật".encode().hex())


async def until(holds: Callable[[], object]) -> None:
    """Wait for something that the test cannot be told of."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


class Time:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Heard:
    """What a channel hands over; `fails` are raised first, one a time."""

    messages: list[Message] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)

    async def __call__(self, message: Message) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.messages.append(message)

    async def next(self) -> Message:
        await until(lambda: self.messages)
        return self.messages.pop(0)


@dataclass
class Running:
    channel: ZaloBot
    clock: Time
    web: str

    async def until_status(self, **wanted: object) -> Status:
        await until(lambda: all(getattr(self.channel.status, name) == value for name, value in wanted.items()))
        return self.channel.status

    async def until_trouble(self, words: str) -> Status:
        await until(lambda: words in self.channel.status.trouble)
        return self.channel.status


def settings(zalo: Platform, **changed: Any) -> ZaloBotSettings:
    """Pointing at the fake; what is `changed` may be what no real settings allow, such as a webhook without TLS."""
    return ZaloBotSettings(base_url=zalo.address).model_copy(update=changed)


class AnyRate(LearnedRate):
    """Time stands still, so nobody waits for a turn."""

    @property
    def rates(self) -> tuple[Rate, ...]:
        return ()


def channel(zalo: Platform, **changed: Any) -> ZaloBot:
    """The channel alone, by polling."""
    return ZaloBot(settings(zalo, **changed), SecretStr(zalo.token), SecretStr(""), Time())


@asynccontextmanager
async def listening(zalo: Platform, heard: Heard, **changed: Any) -> AsyncIterator[ZaloBot]:
    """The channel alone, by polling, with what it hands over in `heard`."""
    made = channel(zalo, **changed)
    task = asyncio.create_task(made.run(heard))
    try:
        yield made
    finally:
        task.cancel()
        _, still_running = await asyncio.wait([task], timeout=1)
        assert not still_running


@asynccontextmanager
async def running(
    folder: Path, zalo: Platform, *, questions: Questions | None = None, **changed: Any
) -> AsyncIterator[Running]:
    """The whole program, in the mode of `changed`."""
    port, clock, made = free_port(), Time(), []
    web = f"http://127.0.0.1:{port}"
    changed = {"webhook_address": web} | changed

    def parts(_settings: Settings, _store: Store, now: Clock) -> Parts:
        server = WebServer(port=port, announce=lambda _: None)
        made.append(ZaloBot(settings(zalo, **changed), SecretStr(zalo.token), SECRET, now, server, AnyRate()))
        return Parts(Services(questions or Echo(), Access(per_person=1000, per_chat=1000)), (made[0],), (server,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, clock)
    await app.start()
    try:
        yield Running(made[0], clock, web)
    finally:
        async with asyncio.timeout(1):
            await app.stop()
