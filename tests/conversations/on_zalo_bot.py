"""A Zalo bot as a driver, by polling and by webhook: in a group it hears only those who pick it from the list."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.app import Clock
from bot.channels.zalo_bot import ZaloBot
from bot.setting_tables import ZaloBotSettings
from bot.web import WebServer
from handlers.context import Services
from knowledge.memory import Store
from knowledge.messages import Chat
from tests.bot.pages import free_port
from tests.conversations.choosing import number_of
from tests.conversations.program import Program, program
from tests.fakes.zalo_bot import Platform, hex_id, platform

SECRET = "mot-bi-mat-2026"
GROUP = "nhóm"


class Unpaced(ZaloBot):
    """Time stands still in these tests, so nobody waits for a turn."""

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return now


class OnZaloBot:
    def __init__(self, fake: Platform, program: Program) -> None:
        self._fake, self._program = fake, program
        self._fake.invite(GROUP)
        self._last: dict[tuple[str, bool], list[str]] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        taken, sent = self._program.taken, len(self._fake.sent)
        if group:
            self._fake.write(f"@{self._fake.display_name} {text}", who, GROUP)
        else:
            self._fake.write(text, who)
        await self._program.answered(taken + 1)
        answer = [each for each in self._fake.sent[sent:] if each.chat == hex_id(GROUP if group else who)]
        if answer:
            self._last[who, group] = [each.text for each in answer]
        return [each.text for each in answer]

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        return await self.say(who, number_of(label, self._last[who, group]), group=group)


@asynccontextmanager
async def on_zalo_bot(mode: str, folder: Path, services: Services) -> AsyncIterator[OnZaloBot]:
    """`mode` as in the settings."""
    async with platform() as fake:
        port = free_port()
        settings = ZaloBotSettings.model_validate(
            {"base_url": fake.address, "mode": mode, "webhook_address": f"http://127.0.0.1:{port}"}
        )
        made: list[Unpaced] = []

        def make(server: WebServer, _store: Store, clock: Clock) -> ZaloBot:
            made.append(Unpaced(settings, SecretStr(fake.token), SecretStr(SECRET), clock, server))
            return made[0]

        async with program(folder, services, make, port) as running:
            await running.until(lambda: made[0].identity is not None and (mode == "polling" or bool(fake.webhook)))
            yield OnZaloBot(fake, running)
