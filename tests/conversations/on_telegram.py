"""Telegram as a driver: people with its app, by polling and by webhook."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.app import Clock
from bot.channels import Found
from bot.channels.telegram_bot import Telegram
from bot.setting_tables import TelegramSettings
from bot.web import WebServer
from handlers.context import Services
from jobs.pacing import Pace
from knowledge.memory import Store
from tests.conversations.play import as_shown
from tests.conversations.program import Program, program
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_methods import Sent
from tests.fakes.telegram_people import Person, group

SECRET = "mot-bi-mat_2026"


class OnTelegram:
    def __init__(self, fake: TelegramFake, program: Program, *, webhook: bool) -> None:
        self._fake, self._program, self._webhook = fake, program, webhook
        self._group = group(fake)
        self._people: dict[str, Person] = {}
        self._presses = count(1)
        self._last: dict[tuple[str, bool], Sent] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        return await self._read(who, group, self._person(who).says(text, self._group if group else None))

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        last = self._last[who, group]
        data = {key["text"]: key["callback_data"] for row in last.keyboard for key in row}
        return await self._read(
            who, group, self._person(who).presses(last, data[label], f"press-{next(self._presses)}")
        )

    async def _read(self, who: str, group: bool, act: Awaitable[int]) -> list[str]:
        taken, sent = self._program.taken, len(self._fake.platform.sent)
        await act
        if self._webhook:
            assert await self._fake.call_webhook() == [200]
        await self._program.answered(taken + 1)
        chat = self._group if group else self._person(who).chat
        said = [each for each in self._fake.platform.sent[sent:] if each.chat == str(chat["id"])]
        if said:
            self._last[who, group] = said[-1]
        return [as_shown(each.text, each.file.name if each.file else None) for each in said]

    def _person(self, who: str) -> Person:
        return self._people.setdefault(who, Person(self._fake, 100 + len(self._people), who))


@asynccontextmanager
async def on_telegram(mode: str, folder: Path, services: Services) -> AsyncIterator[OnTelegram]:
    """`mode` as in the settings."""
    async with TelegramFake().running() as fake:
        settings = TelegramSettings.model_validate(
            {"base_url": fake.address, "poll_seconds": 5, "mode": mode, "webhook_address": "https://bot.example.gov.vn"}
        )

        def make(server: WebServer, _store: Store, clock: Clock) -> Telegram:
            return Telegram(settings, TOKEN, SECRET, clock, server, nothing_found, Pace(lambda _: ()))

        async with program(folder, services, make) as running:
            fake.reached_at = running.address
            webhook = mode == "webhook"
            await fake.until(lambda: bool(fake.platform.webhook["url"]) if webhook else "getupdates" in fake.names())
            yield OnTelegram(fake, running, webhook=webhook)


async def nothing_found(channel: str, sender: str, text: str, language: str) -> tuple[Found, ...]:
    return ()
