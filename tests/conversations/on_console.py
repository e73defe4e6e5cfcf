"""The console as a driver: what every other channel is compared with."""

import asyncio
from itertools import count

from bot.channels.console import Console, Said
from knowledge.messages import Chat
from tests.talk import message


class OnConsole:
    def __init__(self, console: Console) -> None:
        self._console, self._ids = console, count(1)
        self._last: dict[tuple[str, bool], Said] = {}

    async def say(self, who: str, text: str, *, group: bool) -> list[str]:
        return await self._send(who, text, None, group)

    async def choose(self, who: str, label: str, *, group: bool) -> list[str]:
        last = self._last[who, group]
        labels = [button.label for button in last.reply.buttons]
        return await self._send(who, label, (last.row_id, labels.index(label)), group)

    async def _send(self, who: str, text: str, press: tuple[int, int] | None, group: bool) -> list[str]:
        chat = Chat("console", "nhóm" if group else who, group=group)
        await self._console.put(message(text, str(next(self._ids)), chat=chat, sender=who, press=press))
        try:
            said = await asyncio.wait_for(self._console.next(), 0.3)
        except TimeoutError:
            return []
        self._last[who, group] = said
        return [said.reply.text]
