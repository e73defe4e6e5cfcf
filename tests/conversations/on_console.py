"""The console as a driver: what every other channel is compared with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from bot.channels.console import Console, Said
from handlers.context import Services
from knowledge.messages import Chat
from tests.conversations.program import Program, program
from tests.talk import message


class OnConsole:
    def __init__(self, console: Console, program: Program) -> None:
        self._console, self._program, self._ids = console, program, count(1)
        self._last: dict[tuple[str, bool], Said] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        return await self._send(who, text, None, group)

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        last = self._last[who, group]
        labels = [button.label for button in last.reply.buttons]
        return await self._send(who, label, (last.row_id, labels.index(label)), group)

    async def _send(self, who: str, text: str, press: tuple[int, int] | None, group: bool) -> list[str]:
        chat = Chat("console", "nhóm" if group else who, group=group)
        taken = self._program.taken
        await self._console.put(message(text, str(next(self._ids)), chat=chat, sender=who, press=press))
        await self._program.answered(taken + 1)
        said = [each for each in self._console.all() if each.chat.id == chat.id]
        if said:
            self._last[who, group] = said[-1]
        return [each.text for each in said]


@asynccontextmanager
async def on_console(folder: Path, services: Services) -> AsyncIterator[OnConsole]:
    console = Console()
    async with program(folder, services, lambda *_: console) as running:
        yield OnConsole(console, running)
