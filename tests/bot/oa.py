"""The channel of an Official Account against the platform in `tests.fakes.zalo_oa`, alone or in the whole program."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.app import App, Clock, Parts
from bot.channels import Receive
from bot.channels.zalo_oa import ZaloOa
from bot.setting_tables import DataSettings, ZaloOaSettings
from bot.settings import Settings
from bot.web import WebServer
from handlers.context import Access, Services
from jobs.sending import SendError
from knowledge.memory import Store
from knowledge.messages import Chat, Message, Reply
from tests.bot.pages import free_port
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, FIRST, OA_NAME, SECRET_KEY, FakeOa
from tests.talk import Echo

LAN = Chat("zalo_oa", "246845883529197922")
GROUP = Chat("zalo_oa", "f414c8f76fa586fbdfb4", group=True)
HELLO = Reply("Xin chào")


def settings(fake: FakeOa, **other: Any) -> ZaloOaSettings:
    """`timeout_seconds` shorter than a person could set it."""
    found = ZaloOaSettings(app_id=APP_ID, base_url=fake.address, oauth_url=fake.address)
    return found.model_copy(update={"timeout_seconds": 0.2} | other)


def channel(fake: FakeOa, folder: Path, server: WebServer | None = None, **other: Any) -> ZaloOa:
    """`refresh_token`, `patience` and so on as they are to be; the rest as the platform expects it."""
    wanted: dict[str, Any] = {"refresh_token": FIRST, "app_secret": APP_SECRET, "secret_key": SECRET_KEY, "look": 0.01}
    return ZaloOa(
        other.pop("settings", settings(fake)), server or WebServer(port=0), folder, fake.clock, **(wanted | other)
    )


@dataclass
class Taken:
    """The channel, and what came in by its webhook and was stored."""

    channel: ZaloOa
    messages: list[Message] = field(default_factory=list)


@asynccontextmanager
async def alone(
    fake: FakeOa, folder: Path, receive: Receive | None = None, *, known: bool = True, **other: Any
) -> AsyncIterator[Taken]:
    """The channel and its webhook, without the rest of the program; `known` waits until it knows the account."""
    fake.webhook = f"http://127.0.0.1:{(port := free_port())}/zalo-oa"
    served = asyncio.Event()
    server = WebServer(port=port, announce=lambda _: served.set())
    taken = Taken(channel(fake, folder, server, **other))

    async def take(message: Message) -> None:
        if receive is not None:
            await receive(message)
        taken.messages.append(message)

    tasks = [asyncio.create_task(server.run()), asyncio.create_task(taken.channel.run(take))]
    try:
        await asyncio.wait_for(served.wait(), 5)
        if known:
            await until(lambda: taken.channel.identity is not None and taken.channel.identity.name == OA_NAME)
        yield taken
    finally:
        await stopped(*tasks)


@asynccontextmanager
async def program(fake: FakeOa, folder: Path, **other: Any) -> AsyncIterator[ZaloOa]:
    """The whole program, with an echo for answers."""
    fake.webhook = f"http://127.0.0.1:{(port := free_port())}/zalo-oa"
    served = asyncio.Event()
    made: list[ZaloOa] = []

    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        server = WebServer(port=port, announce=lambda _: served.set())
        made.append(channel(fake, folder, server, **other))
        return Parts(Services(Echo(), Access(per_person=1000, per_chat=1000)), (made[0],), (server,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, fake.clock)
    await app.start()
    try:
        await asyncio.wait_for(served.wait(), 5)
        await until(lambda: made[0].identity is not None)
        yield made[0]
    finally:
        async with asyncio.timeout(5):
            await app.stop()


async def stopped(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not happened():  # noqa: ASYNC110 - the platform knows of no event to wait for
            await asyncio.sleep(0.005)


async def failure(oa: ZaloOa, chat: Chat = LAN, row: int = 1) -> SendError:
    """What delivery is told about a message that cannot be sent."""
    try:
        await oa.send(chat, HELLO, row, False)
    except SendError as error:
        return error
    raise AssertionError("it was sent")


class Everything(logging.Handler):
    """Keeps all that is logged, also what libraries log and what hangs on exceptions."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))
