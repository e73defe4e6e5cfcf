"""Notices to many go out when their time has come, and their writers see how far they have come."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from knowledge.announcing.going_out import go_on
from knowledge.memory import Store, Transaction, announcements
from knowledge.obligations.book import Books

log = structlog.get_logger(__name__)

PAUSE = 2.0
"""Seconds between two looks, so that a message that shows how far a notice has come is not changed for each chat."""


class Announcing:
    """Sends them, through the outbox. `run` until cancelled."""

    def __init__(
        self,
        store: Store,
        books: Books,
        clock: Callable[[], datetime],
        can_edit: frozenset[str] = frozenset(),
        pause: float = PAUSE,
    ) -> None:
        """`can_edit` are the channels that can put in other words what was said."""
        self._store, self._books, self._clock = store, books, clock
        self._can_edit, self._pause = can_edit, pause
        self._woken = asyncio.Event()
        self._woken.set()  # at the start: one may be on its way

    def look(self) -> None:
        """One may have been made, stopped, or have become due; something was sent."""
        self._woken.set()

    async def run(self, wake: Callable[[], object]) -> None:
        """`wake` is called when something was written that is to be sent."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.work(wake)
            except Exception as error:
                log.error("notices not looked after", exc_info=error)
            await asyncio.sleep(self._pause)

    async def work(self, wake: Callable[[], object]) -> None:
        """Do for each all that is to be done now. What is wrong with one keeps no other from its chats."""
        for number in await self._store.run(announcements.going_out):
            try:
                while await self._store.run(self._go_on, number):
                    wake()
                wake()
            except Exception as error:
                log.error("notice not sent", number=number, exc_info=error)

    def _go_on(self, tx: Transaction, number: int) -> bool:
        agencies = self._books.book(tx).catalog.agencies
        return go_on(
            tx,
            number,
            lambda agency: agencies[agency].name if agency in agencies else agency,
            self._clock(),
            can_edit=self._can_edit,
        )
