"""Asks Telegram until it answers, and knows how it stands with it."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

import structlog

from bot.channels import Status
from bot.channels.telegram_api import Api
from bot.channels.telegram_errors import Trouble, trouble
from bot.channels.waiting import Backoff

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Asking:
    """`status` is how things stand since the last answer, or the lack of it."""

    def __init__(self, api: Api, clock: Callable[[], datetime]) -> None:
        self._api, self._clock = api, clock
        self._backoff = Backoff()
        self.status = Status(reachable=False, trouble="Telegram has not been reached yet")

    async def ask(self, read: Callable[[Any], T], method: str, /, *, wait: int = 0, **parameters: Any) -> T:
        """What `read` makes of the result. A method that fails, or a result that `read` raises for, is a status, and
        is asked again after a pause: this returns with an answer or not at all."""
        while True:
            try:
                result = read(await self._api.call(method, wait=wait, **parameters))
            except Exception as error:
                found = trouble(error)
                self.failed(found)
                await self._pause(found)
            else:
                self._backoff.reset()
                self.status = Status(contact=self._clock())
                return result

    async def pause(self) -> None:
        """Wait for longer each time, until something is answered again."""
        await self._backoff.pause()

    def answered(self) -> None:
        """Something that was sent has arrived, which puts nothing right that is wrong with asking."""
        still = self.status.trouble if self.status.reachable else ""
        self.status = Status(contact=self._clock(), trouble=still)

    def failed(self, found: Trouble) -> None:
        """It did not answer as it should; said in the log once for each trouble."""
        if found.sentence != self.status.trouble:
            log.warning("channel in trouble", channel="telegram", trouble=found.sentence)
        contact = self._clock() if found.reached else self.status.contact
        self.status = replace(self.status, reachable=found.reached, contact=contact, trouble=found.sentence)

    async def _pause(self, found: Trouble) -> None:
        if found.pause is None:
            await self._backoff.pause()
        else:
            await asyncio.sleep(found.pause)
