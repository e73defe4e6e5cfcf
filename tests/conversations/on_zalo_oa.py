"""A Zalo Official Account as a driver: people who write to it, and a group in which they call it by its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.app import Clock
from bot.channels.zalo_oa import ZaloOa
from bot.setting_tables import ZaloOaSettings
from bot.web import WebServer
from handlers.context import Services
from knowledge.memory import Store
from knowledge.messages import Chat
from tests.conversations.choosing import number_of
from tests.conversations.program import Program, program
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, FIRST, OA_NAME, SECRET_KEY, FakeOa, platform

GROUP = "f414c8f76fa586fbdfb4"


class Unpaced(ZaloOa):
    """Time stands still in these tests, so nobody waits for a turn."""

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return now


class OnZaloOa:
    def __init__(self, fake: FakeOa, program: Program) -> None:
        self._fake, self._program = fake, program
        self._fake.groups.add(GROUP)
        self._people: dict[str, str] = {}
        self._last: dict[tuple[str, bool], list[str]] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        person = self._people.setdefault(who, str(10**17 + len(self._people)))
        taken, sent = self._program.taken, len(self._fake.sent)
        said = f"@{OA_NAME} {text}" if group else text
        statuses = await self._fake.say(person, said, group=GROUP if group else "")
        assert statuses[-1] == 200  # a busy machine may have it sent twice, which is taken once
        await self._program.answered(taken + 1)
        answer = [each for each in self._fake.sent[sent:] if each.to == (GROUP if group else person)]
        if answer:
            self._last[who, group] = [each.text for each in answer]
        return [each.text for each in answer]

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        return await self.say(who, number_of(label, self._last[who, group]), group=group)


@asynccontextmanager
async def on_zalo_oa(folder: Path, services: Services) -> AsyncIterator[OnZaloOa]:
    async with platform() as fake:
        settings = ZaloOaSettings(app_id=APP_ID, base_url=fake.address, oauth_url=fake.address)
        made: list[Unpaced] = []

        def make(server: WebServer, _store: Store, clock: Clock) -> ZaloOa:
            made.append(
                Unpaced(
                    settings, server, folder, clock, refresh_token=FIRST, app_secret=APP_SECRET, secret_key=SECRET_KEY
                )
            )
            return made[0]

        async with program(folder, services, make) as running:
            fake.webhook = f"{running.address}/zalo-oa"
            await running.until(lambda: made[0].identity is not None)
            yield OnZaloOa(fake, running)
