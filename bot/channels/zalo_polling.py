"""Fetches what was written to the bot from the Zalo Bot Platform, one request after the other.

There is no offset and no acknowledgement: what was given may be lost for us, or be given again and again. So a message
that cannot be stored is kept and tried again, and what is given again is passed over, with a pause.
"""

import asyncio
import time

import structlog

from bot.channels import Receive
from bot.channels.waiting import Backoff
from bot.channels.zalo_api import ZaloApi
from bot.channels.zalo_standing import Standing, insist
from bot.channels.zalo_updates import Reader, UpdateError
from knowledge.memory import StoreError
from knowledge.messages import Message

log = structlog.get_logger(__name__)

FLOOR = 1.0  # seconds from one request to the next when the first one brought nothing new
REMEMBERED = 1000


class Polling:
    """`run` it; it ends when cancelled."""

    def __init__(self, api: ZaloApi, reader: Reader, standing: Standing) -> None:
        self._api, self._reader, self._standing = api, reader, standing
        self._seen: dict[str, None] = {}
        """Ids of recent messages. The database has all; these spare the platform and it the work."""

    async def run(self, take: Receive) -> None:
        """Hand over each new message, and fetch the next when it is stored."""
        self._reader.me = await insist(self._api.get_me, self._standing)
        while True:
            began = time.monotonic()
            messages = [self._read(update) for update in await insist(self._api.get_updates, self._standing)]
            new = [message for message in messages if message and message.id not in self._seen]
            for message in new:
                await self._hand_over(message, take)
            if not new:
                await asyncio.sleep(max(0.0, FLOOR - (time.monotonic() - began)))

    def _read(self, update: object) -> Message | None:
        try:
            return self._reader.read(update)
        except UpdateError as error:
            log.warning("update passed over", channel="zalo_bot", reason=str(error))
            return None

    async def _hand_over(self, message: Message, take: Receive) -> None:
        backoff = Backoff()
        while message.id not in self._seen:
            try:
                await take(message)
            except StoreError as error:  # the platform may not give it again, so it is not let go
                log.error("message not stored", channel="zalo_bot", chat=message.chat.mark, exc_info=error)
                await backoff.pause()
            else:
                self._remember(message)

    def _remember(self, message: Message) -> None:
        self._seen[message.id] = None
        if len(self._seen) > REMEMBERED:
            del self._seen[next(iter(self._seen))]
