"""Backups: one every night, one whenever an admin asks for it; and what is said of them to admins.

The copying is done beside the database's thread and the event loop, so that answers go on and a disk that hangs keeps
nothing from its work.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import inf

import structlog

from jobs.schedule import night_of
from knowledge.memory import Store, StoreError, Transaction, backup_requests, outbox, people
from knowledge.memory.backup import BackupError, Trouble
from knowledge.memory.backup_requests import Request
from knowledge.memory.backups import Backup, Backups
from knowledge.messages import Reply
from knowledge.notices import tell_admins
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day, file_size
from knowledge.texts import say

log = structlog.get_logger(__name__)

PATIENCE = 2.0  # seconds after which who has asked is told that it is being made
AGAIN_AFTER = 3600.0  # seconds after which one that failed is tried again

Words = Callable[[str], str]
"""What is said, by the language in which it is said."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups stand: whether one is made every night, when the last one was made (UTC; None where there is
    none), and why the one after it could not be, "" where none failed since."""

    nightly: bool
    last: datetime | None = None
    trouble: str = ""

    def age(self, now: datetime) -> float:
        """For how many seconds there is the last one; infinity where there is none."""
        return max((now - self.last).total_seconds(), 0.0) if self.last else inf


class BackingUp:
    """Makes them, one at a time. `run` until cancelled."""

    def __init__(
        self, store: Store, backups: Backups, clock: Callable[[], datetime], patience: float = PATIENCE
    ) -> None:
        self._store, self._backups, self._clock, self._patience = store, backups, clock, patience
        self._standing = Standing(backups.daily > 0)
        self._woken, self._ticked = asyncio.Event(), False
        self._rests_until = 0.0  # of the event loop's clock
        self._untold: tuple[date, Trouble] | None = None

    @property
    def standing(self) -> Standing:
        """As last seen: at the start, and with every tick."""
        return self._standing

    def look(self) -> None:
        """Somebody may have asked for one."""
        self._woken.set()

    def tick(self) -> None:
        """A minute has passed: that of the night may be due."""
        self._ticked = True
        self._woken.set()

    async def run(self, wake: Callable[[], object]) -> None:
        """`wake` is called when something was written that is to be sent."""
        await self._see()
        self._woken.set()
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.work(wake)
            except StoreError as error:
                log.error("backups not looked after", why=str(error))
            except Exception as error:
                log.error("backups not looked after", exc_info=error)

    async def work(self, wake: Callable[[], object]) -> None:
        """Make what was asked for, and that of the night if it is due. What cannot be done is tried again: at once when
        somebody asks, else an hour later."""
        asked = await self._store.run(backup_requests.waiting)
        if asked:
            await self._as_asked(asked, wake)
        if self._ticked:
            self._ticked = False
            await self._tonight(wake)

    async def _as_asked(self, asked: Sequence[Request], wake: Callable[[], object]) -> None:
        making = asyncio.ensure_future(self._make())
        done, _ = await asyncio.wait([making], timeout=self._patience)
        if not done:
            await self._store.run(_say, asked, lambda language: say(language, "backup.making"), self._clock())
            wake()
        try:
            made = await making
        except BackupError as error:
            words = _failed(error)
        else:
            words = _made(made, len(await asyncio.to_thread(self._backups.kept)))
        await self._store.run(_finish, asked, words, self._clock())
        wake()

    async def _tonight(self, wake: Callable[[], object]) -> None:
        night, rested = night_of(self._clock()), asyncio.get_running_loop().time() >= self._rests_until
        if self._backups.daily and rested and not await asyncio.to_thread(self._backups.of_day(night).exists):
            await self._make_of(night)
        await self._see()
        if self._untold:
            failed, trouble = self._untold
            if await self._store.run(_tell, failed, trouble, self._clock()):
                wake()
            self._untold = None

    async def _make_of(self, night: date) -> None:
        try:
            await self._make(night)
        except BackupError as error:
            self._rests_until = asyncio.get_running_loop().time() + AGAIN_AFTER
            self._untold = night, error.trouble

    async def _make(self, night: date | None = None) -> Backup:
        at = self._clock().astimezone(VIET_NAM)
        try:
            made = await asyncio.to_thread(self._backups.make, at, night)
        except BackupError as error:
            self._standing = replace(self._standing, trouble=str(error))
            log.error("backup failed", exc_info=error)
            raise
        self._standing = Standing(self._standing.nightly, made.made_at)
        log.info("backup made", file=made.path.name, bytes=made.size)
        return made

    async def _see(self) -> None:
        with suppress(OSError):  # a folder that cannot be read is told of when one is to be made
            kept = await asyncio.to_thread(self._backups.kept)
            last = max((backup.made_at for backup in kept), default=None)
            self._standing = replace(self._standing, last=last)


def _say(tx: Transaction, asked: Sequence[Request], words: Words, now: datetime) -> None:
    for request in asked:
        reply = Reply(words(request.language), language=request.language)
        outbox.add(tx, request.chat, reply, now, person=request.person if people.exists(tx, request.person) else None)


def _finish(tx: Transaction, asked: Sequence[Request], words: Words, now: datetime) -> None:
    _say(tx, asked, words, now)
    for request in asked:
        backup_requests.done(tx, request)


def _tell(tx: Transaction, night: date, trouble: Trouble, now: datetime) -> int:
    return tell_admins(tx, f"notice.backup_{trouble}", now, once=f"backup {night}")


def _made(made: Backup, kept: int) -> Words:
    at = made.made_at.astimezone(VIET_NAM)

    def words(language: str) -> str:
        when, size = f"{at:%H:%M} {day(at.date(), language)}", file_size(made.size, language)
        return say(language, "backup.made", name=made.path.name, size=size, when=when, n=kept)

    return words


def _failed(error: BackupError) -> Words:
    return lambda language: say(language, f"notice.backup_{error.trouble}")
