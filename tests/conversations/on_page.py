"""The page as a driver: a browser for each person; and the roles that one browser plays, in private and in a group."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.channels.web_chat import page_channels
from handlers.context import Services
from tests.bot.pages import programme
from tests.bot.wire import Browser, Event, browser
from tests.conversations.play import as_shown
from tests.conversations.program import Program, program
from tests.questions.asking import real_catalog


class OnPage:
    def __init__(self, program: Program, open_browsers: AsyncExitStack) -> None:
        self._program, self._open = program, open_browsers
        self._browsers: dict[str, Browser] = {}
        self._last: dict[str, Event] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        assert not group
        return await self._send(who, text, None)

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        assert not group
        last = self._last[who].data
        return await self._send(who, label, {"row": last["row"], "position": last["buttons"].index(label)})

    async def _send(self, who: str, text: str, press: dict[str, int] | None) -> list[str]:
        if who not in self._browsers:
            self._browsers[who] = await self._open.enter_async_context(browser(self._program.address))
            await self._browsers[who].history()
        taken = self._program.taken
        before = len(await self._browsers[who].history())
        status, _ = await self._browsers[who].post(text, press=press)
        assert status == 200
        await self._program.answered(taken + 1)
        replies = [event for event in (await self._browsers[who].history())[before:] if event.name == "reply"]
        if replies:
            self._last[who] = replies[-1]
        return [as_shown(reply.data["text"], reply.data.get("file", {}).get("name")) for reply in replies]


@asynccontextmanager
async def on_page(folder: Path, services: Services) -> AsyncIterator[OnPage]:
    tried = programme(services)
    async with (
        program(
            folder, services, lambda server, store, clock: page_channels(server, store, clock, tried)[0]
        ) as running,
        AsyncExitStack() as browsers,
    ):
        yield OnPage(running, browsers)


PLAYED = {"lan": "guest", "minh": "guest", "hoa": "member"}
"""Whom each person is played as: nobody is an officer before a code says so."""


class OnTrial:
    """The people are roles of one browser, who meet in its group."""

    def __init__(self, program: Program, played_by: Browser) -> None:
        self._program, self._browser = program, played_by
        self._last: dict[tuple[str, bool], Event] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        return await self._send(who, text, None, group)

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        last = self._last[who, group].data
        return await self._send(who, label, {"row": last["row"], "position": last["buttons"].index(label)}, group)

    async def _send(self, who: str, text: str, press: dict[str, int] | None, group: bool) -> list[str]:
        page = await self._browser.plays(PLAYED[who], "group" if group else "private")
        taken, before = self._program.taken, _last_row(await page.history())
        status, _ = await page.post(text, press=press)
        assert status == 200
        await self._program.answered(taken + 1)
        lines = await page.history()
        replies = [event for event in lines if event.name == "reply" and event.data["row"] > before]
        if replies:
            self._last[who, group] = replies[-1]
        return [as_shown(reply.data["text"], reply.data.get("file", {}).get("name")) for reply in replies]


def _last_row(lines: list[Event]) -> int:
    """Not how many lines there are: who is erased leaves fewer."""
    return max((event.data["row"] for event in lines if event.name == "reply"), default=0)


@asynccontextmanager
async def on_trial(folder: Path, services: Services) -> AsyncIterator[OnTrial]:
    tried = programme(services, real_catalog().agencies)
    async with (
        program(folder, services, lambda server, store, clock: page_channels(server, store, clock, tried)[1]) as on,
        browser(on.address) as person,
    ):
        yield OnTrial(on, person)
