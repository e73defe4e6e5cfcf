"""The program with its platforms around it: which of them, how they are reached, and the settings for that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests.bot.pages import free_port
from tests.fakes import zalo_bot, zalo_oa
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_limits import Limits, Network
from tests.fakes.telegram_people import group
from tests.fakes.zalo_bot import Platform
from tests.fakes.zalo_oa import FakeOa
from tests.reliability.book import numbers
from tests.reliability.gate import Gate, gate
from tests.reliability.process import Process
from tests.reliability.ways import AGAIN, ByPage, ByTelegram, ByZaloBot, ByZaloOa, Way

Mode = Literal["polling", "webhook", ""]
SECRET = "mot-bi-mat_2026"
ADDRESS = "https://bot.example.gov.vn"
SETTINGS = """
[web]
port = {port}

[access]
questions = "anyone"
per_person = 1000
per_chat = 10000

[log]
level = "warning"
format = "json"
"""
MESSENGER = """
[{name}]
mode = "{mode}"
base_url = "{address}"
webhook_address = "{webhook_address}"
timeout_seconds = {timeout}
"""


def group_id(number: int) -> int:
    """Telegram's, of one of the groups of a `Plan`."""
    return -(10**12) - number


@dataclass(frozen=True)
class Plan:
    """Which messengers there are, in which mode ("": not). `gates` puts one before each; `forgets` is a Zalo Bot
    Platform that gives an update once and never again."""

    telegram: Mode = ""
    zalo_bot: Mode = ""
    zalo_oa: bool = False
    page: bool = False
    gates: bool = False
    forgets: bool = False
    people: int = 50
    timeout: int = 30
    groups: int = 0
    """On Telegram, which then has its real limits, and a network before it."""


@dataclass
class World:
    """`ways` and `gates` by the channel's name."""

    process: Process
    ways: dict[str, Way] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    telegram: TelegramFake | None = None
    zalo_bot: Platform | None = None
    zalo_oa: FakeOa | None = None

    async def ready(self) -> None:
        """Until the program serves, and each platform has heard of it. Then the account's tokens are kept as well."""
        await self.process.serves()
        async with asyncio.timeout(20):
            while not self._is_known():  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    def _is_known(self) -> bool:
        known = True
        if self.telegram is not None:
            known &= bool(self.telegram.platform.webhook["url"]) or "getupdates" in self.telegram.names()
        if self.zalo_bot is not None:
            known &= bool(self.zalo_bot.webhook) or "getUpdates" in self.zalo_bot.methods()
        if self.zalo_oa is not None:
            known &= (self.process.folder / "zalo-oa.token.json").exists()
        return known


@asynccontextmanager
async def world(folder: Path, plan: Plan) -> AsyncIterator[World]:
    """Running and ready; the program is ended as an operator does it."""
    port = free_port()
    numbers()  # read now, not in the middle of what is timed
    async with AsyncExitStack() as platforms:
        built = _Builder(plan, port, platforms)
        made = await built.world(folder)
        made.process.start()
        platforms.callback(made.process.stop)
        await made.ready()
        if plan.page:
            made.ways["web"] = page = ByPage(made.process.address)
            reading = asyncio.create_task(page.run(plan.people))
            platforms.push_async_callback(_ended, reading)
            await asyncio.sleep(0)
            await page.opened()
        yield made


class _Builder:
    def __init__(self, plan: Plan, port: int, stack: AsyncExitStack) -> None:
        self._plan, self._port, self._stack = plan, port, stack
        self._reached_at = f"http://127.0.0.1:{port}"
        self._gates: dict[str, Gate] = {}
        self._settings = SETTINGS.format(port=port)
        self._secrets: dict[str, str] = {}

    async def world(self, folder: Path) -> World:
        telegram, bot, oa = await self._telegram(), await self._zalo_bot(), await self._zalo_oa()
        made = World(
            Process(folder, self._port, self._settings, self._secrets),
            gates=self._gates,
            telegram=telegram,
            zalo_bot=bot,
            zalo_oa=oa,
        )
        if telegram is not None:
            made.ways["telegram"] = ByTelegram(telegram, webhook=self._plan.telegram == "webhook")
        if bot is not None:
            made.ways["zalo_bot"] = ByZaloBot(bot, webhook=self._plan.zalo_bot == "webhook")
        if oa is not None:
            made.ways["zalo_oa"] = ByZaloOa(oa)
        return made

    async def _telegram(self) -> TelegramFake | None:
        if not self._plan.telegram:
            return None
        fake = await self._stack.enter_async_context(TelegramFake().running())
        fake.reached_at = self._reached_at
        if self._plan.groups:
            fake.limits, fake.network = Limits(), Network()
            for number in range(self._plan.groups):
                group(fake, group_id(number))
        self._secrets |= {"TTDN_TELEGRAM_TOKEN": TOKEN, "TTDN_TELEGRAM_SECRET": SECRET}
        await self._set_up("telegram", self._plan.telegram, fake.address)
        return fake

    async def _zalo_bot(self) -> Platform | None:
        if not self._plan.zalo_bot:
            return None
        limits = zalo_bot.Plan(people=10**6, messages=10**9)
        switches = zalo_bot.Switches(replay=not self._plan.forgets, push_pauses=(AGAIN,) * 10_000)
        fake = await self._stack.enter_async_context(zalo_bot.platform(plan=limits, switches=switches))
        fake.reached_at = self._reached_at
        self._secrets |= {"TTDN_ZALO_BOT_TOKEN": fake.token, "TTDN_ZALO_BOT_SECRET": SECRET}
        await self._set_up("zalo_bot", self._plan.zalo_bot, fake.address)
        self._settings += "month_messages = 0\npeople = 0\n"
        return fake

    async def _zalo_oa(self) -> FakeOa | None:
        if not self._plan.zalo_oa:
            return None
        fake = await self._stack.enter_async_context(zalo_oa.platform())
        fake.webhook = f"{self._reached_at}/zalo-oa"
        self._secrets |= {
            "TTDN_ZALO_OA_REFRESH_TOKEN": zalo_oa.FIRST,
            "TTDN_ZALO_OA_APP_SECRET": zalo_oa.APP_SECRET,
            "TTDN_ZALO_OA_SECRET_KEY": zalo_oa.SECRET_KEY,
        }
        address = await self._set_up("zalo_oa", "webhook", fake.address)
        self._settings += f'oauth_url = "{address}"\napp_id = "{zalo_oa.APP_ID}"\n'
        return fake

    async def _set_up(self, name: str, mode: str, address: str) -> str:
        """Returns where the program finds the platform."""
        if self._plan.gates:
            self._gates[name] = await self._stack.enter_async_context(gate(address))
            address = self._gates[name].address
        self._settings += MESSENGER.format(
            name=name, mode=mode, address=address, webhook_address=ADDRESS, timeout=self._plan.timeout
        )
        return address


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait([task], timeout=5)
