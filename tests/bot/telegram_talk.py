"""The program with Telegram for a channel, against the local Bot API server."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.app import App, Clock, Parts
from bot.channels import Found, telegram_errors, waiting
from bot.channels.telegram_bot import Telegram
from bot.setting_tables import DataSettings, TelegramSettings
from bot.settings import Settings
from bot.web import WebServer
from handlers.context import Access, Questions, Services
from jobs.pacing import Pace
from knowledge.memory import Store, StoreError
from knowledge.messages import Message
from tests.bot.pages import free_port
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.talk import NOW, Echo

SECRET = "mot-bi-mat_2026"


@pytest_asyncio.fixture
async def telegram(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramFake]:
    """A Bot API server, and pauses that are as short as tests want them."""
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(waiting, "TYPING_AFTER", 0.02)
    monkeypatch.setattr(telegram_errors, "REFUSED_PAUSE", 0.02)
    async with TelegramFake().running() as fake:
        yield fake


class Time:
    """A clock that goes when the test says so."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def nothing_found(channel: str, sender: str, text: str, language: str) -> tuple[Found, ...]:
    return ()


def settings(fake: TelegramFake, **changed: Any) -> TelegramSettings:
    return TelegramSettings(**({"base_url": fake.address, "timeout_seconds": 5, "poll_seconds": 5} | changed))


def channel(fake: TelegramFake, clock: Time | None = None, **changed: Any) -> Telegram:
    """The channel alone, as fast as it can."""
    return Telegram(settings(fake, **changed), TOKEN, "", clock or Time(), None, nothing_found, unpaced())


def unpaced() -> Pace:
    return Pace(lambda chat: ())


@dataclass
class Ear:
    """Hears what the channel gives on. What is said in a chat of `held` waits for its event; the texts of `refused`
    are not stored the first time."""

    heard: list[Message] = field(default_factory=list)
    held: dict[str, asyncio.Event] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    async def receive(self, message: Message) -> None:
        if message.chat.id in self.held:
            await self.held[message.chat.id].wait()
        if message.text in self.refused:
            self.refused.remove(message.text)
            raise StoreError("the disk is full")
        self.heard.append(message)


@asynccontextmanager
async def listening(telegram: Telegram, ear: Ear | None = None) -> AsyncIterator[list[Message]]:
    """The channel alone runs; what it gives on is in the list."""
    ear = ear or Ear()
    task = asyncio.create_task(telegram.run(ear.receive))
    await asyncio.sleep(0)
    try:
        yield ear.heard
    finally:
        task.cancel()
        await asyncio.wait([task], timeout=2)
        assert task.cancelled()


@asynccontextmanager
async def speaking(fake: TelegramFake, clock: Time | None = None, **changed: Any) -> AsyncIterator[Telegram]:
    """The channel alone, once it polls, to send with."""
    alone = channel(fake, clock, **changed)
    async with listening(alone):
        await fake.until(lambda: "getupdates" in fake.names())
        yield alone


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


@dataclass
class Running:
    app: App
    channel: Telegram
    clock: Time


@asynccontextmanager
async def running(
    folder: Path,
    fake: TelegramFake,
    *,
    questions: Questions | None = None,
    look_up: Any = nothing_found,
    clock: Time | None = None,
    token: str = TOKEN,
    webhook: bool = False,
    **changed: Any,
) -> AsyncIterator[Running]:
    """The whole program, polling or called by webhook, until it is told to stop; that takes under five seconds."""
    time, made = clock or Time(), []
    how = {"mode": "webhook", "webhook_address": "https://bot.example.gov.vn"} if webhook else {}
    port = free_port()

    def parts(_: Settings, _store: Store, clock: Clock) -> Parts:
        server = WebServer(port=port, announce=lambda line: None)
        used = settings(fake, **how, **changed)
        made.append(Telegram(used, token, SECRET, clock, server, look_up, unpaced()))
        return Parts(Services(questions or Echo(), Access(per_person=1000, per_chat=1000)), tuple(made), (server,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, time)
    await app.start()
    fake.reached_at = f"http://127.0.0.1:{port}"
    try:
        yield Running(app, made[0], time)
    finally:
        async with asyncio.timeout(5):
            await app.stop()
