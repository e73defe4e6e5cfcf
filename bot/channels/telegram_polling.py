"""Long polling. Asking for what follows is what acknowledges an update, so that is done when it is stored."""

import asyncio
from itertools import groupby
from typing import Any

import structlog

from bot.channels.telegram_asking import Asking
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_json import ALLOWED_UPDATES, MalformedError, Update, read_update
from bot.channels.telegram_updates import CHANNEL
from knowledge.messages import Message

log = structlog.get_logger(__name__)

SHORTEST_POLL = 1.0
"""Seconds between two polls that bring nothing, where the platform does not wait as long as it was asked to."""

Taken = tuple[Update, Message | None]


class Polling:
    """Polls until cancelled."""

    def __init__(self, asking: Asking, intake: Intake, poll_seconds: int) -> None:
        self._asking, self._intake, self._poll_seconds = asking, intake, poll_seconds

    async def run(self) -> None:
        offset: int | None = None
        now = asyncio.get_running_loop().time
        while True:
            began = now()
            updates = await self._asking.ask(
                _batch,
                "getUpdates",
                wait=self._poll_seconds,
                offset=offset,
                timeout=self._poll_seconds,
                allowed_updates=ALLOWED_UPDATES,
            )
            following = await self._take_all(updates)
            if updates and following == offset:
                await self._asking.pause()
            if not updates:
                await asyncio.sleep(max(0.0, SHORTEST_POLL - (now() - began)))
            offset = following if updates else offset

    async def _take_all(self, updates: list[Update]) -> int | None:
        """Take in several chats side by side, each in order. Returns the first update that is still to come: behind the
        last one, or the first that could not be stored."""
        taken = [(update, self._intake.message(update)) for update in updates]
        chats = [list(chat) for _, chat in groupby(sorted(taken, key=_chat), key=_chat)]  # sorted: as they came
        failed = await asyncio.gather(*(self._take_in_order(chat) for chat in chats))
        behind = max((update.update_id + 1 for update in updates), default=None)
        return min((first for first in failed if first is not None), default=behind)

    async def _take_in_order(self, chat: list[Taken]) -> int | None:
        """The first update of a chat that could not be stored; None when all were."""
        for update, message in chat:
            try:
                await self._intake.take(update, message)
            except Exception as error:
                log.error("message not taken", channel=CHANNEL, chat=message and message.chat.mark, exc_info=error)
                return update.update_id
        return None


def _chat(taken: Taken) -> str:
    return taken[1].chat.id if taken[1] else ""


def _batch(result: Any) -> list[Update]:
    """The updates that can be read; of one that cannot only its number is taken, so that it is passed over."""
    return [_readable(data) for data in result]


def _readable(data: Any) -> Update:
    try:
        return read_update(data)
    except MalformedError:
        log.warning("update not readable", channel=CHANNEL)
        return read_update({"update_id": data["update_id"]})
