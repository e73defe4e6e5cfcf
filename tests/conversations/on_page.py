"""The page as a driver: a browser for each person. It knows no groups."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.channels.web_chat import page_channels
from handlers.context import Services
from tests.bot.wire import Browser, Event, browser
from tests.conversations.program import Program, program


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
        return [reply.data["text"] for reply in replies]


@asynccontextmanager
async def on_page(folder: Path, services: Services) -> AsyncIterator[OnPage]:
    async with (
        program(folder, services, lambda server, store, clock: page_channels(server, store, clock, {})[0]) as running,
        AsyncExitStack() as browsers,
    ):
        yield OnPage(running, browsers)
