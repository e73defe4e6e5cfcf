"""What is done by the clock: one tick over data in the database, never one timer for one thing that is due."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from knowledge.memory import (
    Store,
    Transaction,
    announcements,
    asked_counts,
    buckets,
    chats,
    confirmations,
    conversations,
    drafts,
    inbox,
    invites,
    kept_files,
    outbox,
    people,
    proof_files,
    unanswered,
    unanswered_groups,
    undelivered,
)
from knowledge.notices import pass_on, tell_admins, tell_of_dead_letters
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours

log = structlog.get_logger(__name__)

_WARN_AT = 0.8
_BUCKETS_KEPT = timedelta(days=1)
_UNDO_HAS_FILES = timedelta(days=30)
"""For how long a file is there still that taking back a change would need."""
_A_MINUTE = 60.0
_FORGETS_AT = timedelta(hours=3)  # in Viet Nam


@dataclass(frozen=True, slots=True)
class Plan:
    """How many people's chats and how many groups a channel's plan allows; 0 for no limit."""

    people: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Times:
    """For how long messages, conversations, drafts and questions that were not answered are kept, after how long an
    agency's next chat is used, the plans of channels by name, and the hours in which admins are told what can wait."""

    messages: timedelta
    conversations: timedelta
    drafts: timedelta = timedelta(days=30)
    unanswered: timedelta = timedelta(days=180)
    next_chat: timedelta = timedelta(hours=1)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    hours: Hours = field(default_factory=Hours)


class Reminds(Protocol):
    """Writes down the reminders that are to be said at a moment, for each agency in a transaction of its own."""

    def agencies(self, tx: Transaction) -> list[str]: ...

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """Returns how many messages that are."""


class NothingToRemind:
    """Where nothing is reminded of."""

    def agencies(self, tx: Transaction) -> list[str]:
        return []

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        return 0


class Ticks:
    """What is done once a minute. The minute is one that passes, not one of the clock: that may be set back by a year,
    and the machine may sleep for a week, and the next tick still comes, once."""

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        times: Times,
        reminds: Reminds,
        wake: Callable[[], object],
        seconds: float = _A_MINUTE,
        then: Sequence[Reminds] = (),
        ticked: Callable[[], object] = lambda: None,
    ) -> None:
        """`wake` is called when a tick has written something that is to be sent. `then` is done after all reminders,
        in this order. `ticked` is called at the end of each tick, for what takes longer than a tick may."""
        self._store, self._clock, self._times, self._wake = store, clock, times, wake
        self._reminds = (reminds, *then)
        self._seconds, self._ticked = seconds, ticked
        self._forgot = night_of(clock())

    async def run(self) -> None:
        """Until cancelled."""
        scheduler = AsyncIOScheduler(timezone=VIET_NAM)
        job = scheduler.add_job(
            self.tick, "interval", seconds=self._seconds, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        scheduler.start()
        try:
            await self._watch(job)
        finally:
            scheduler.shutdown(wait=False)

    async def _watch(self, job: Job) -> None:
        """The scheduler waits for a time of the clock: set back by a day, it would wait for a day. Where no tick came
        in the time of two, its next one is reckoned anew."""
        seen = None
        while True:
            await asyncio.sleep(2 * self._seconds)
            if job.next_run_time == seen:
                job.reschedule("interval", seconds=self._seconds)
            seen = job.next_run_time

    async def tick(self) -> None:
        """Do all that is due at this moment. What cannot be done is tried again at the next tick."""
        for step in (self._look_after, self._remind, self._sort_in, self._forget):
            try:
                await step(self._clock())
            except Exception as error:
                log.error("tick failed", exc_info=error)
        self._ticked()

    async def _look_after(self, now: datetime) -> None:
        if await self._store.run(look_after_chats, now, self._times):
            self._wake()

    async def _remind(self, now: datetime) -> None:
        for reminds in self._reminds:
            for agency in await self._store.run(reminds.agencies):
                await self._remind_one(reminds, agency, now)

    async def _remind_one(self, reminds: Reminds, agency: str, now: datetime) -> None:
        """What is wrong with one agency's must not keep the others from theirs."""
        try:
            if await self._store.run(reminds.remind, agency, now):
                self._wake()
        except Exception as error:
            log.error("not reminded", agency=agency, exc_info=error)

    async def _sort_in(self, now: datetime) -> None:
        """Questions that were not answered are put beside like ones here: nobody waits for that with an answer."""
        await self._store.run(unanswered_groups.sort_in)

    async def _forget(self, now: datetime) -> None:
        if night_of(now) != self._forgot:
            log.info("forgotten", rows=await self._store.run(forget_old, now, self._times))
            self._forgot = night_of(now)


def night_of(now: datetime) -> date:
    """The day in Viet Nam, which begins when the old is forgotten and a backup is made."""
    return (now.astimezone(VIET_NAM) - _FORGETS_AT).date()


def forget_old(tx: Transaction, now: datetime, times: Times) -> int:
    """Remove what was said, talked about and asked in vain long enough ago, and strangers not seen since. What still
    waits to be sent stays."""
    before = now - times.messages
    messages = inbox.forget(tx, before) + outbox.forget(tx, before) + people.forget(tx, before)
    used_up = invites.forget(tx, now) + buckets.forget(tx, now - _BUCKETS_KEPT)
    used_up += confirmations.forget(tx, now) + drafts.forget(tx, now - times.drafts)
    used_up += announcements.forget(tx, before) + proof_files.forget(tx, now - _UNDO_HAS_FILES)
    used_up += kept_files.forget_unused(tx, now - _UNDO_HAS_FILES)
    used_up += unanswered.forget(tx, now - times.unanswered)
    used_up += asked_counts.forget(tx, now.astimezone(VIET_NAM).date() - asked_counts.KEPT)
    return messages + used_up + conversations.forget(tx, now - times.conversations)


def look_after_chats(tx: Transaction, now: datetime, times: Times) -> int:
    """Pass on what an agency's chat has not taken for too long, and tell admins of plans that are nearly full and of
    what was given up. Returns how much there is to be sent."""
    passed = [pass_on(tx, row, now) for row in undelivered.held_up(tx, now - times.next_chat)]
    told = sum(_warn(tx, channel, plan, now) for channel, plan in times.plans.items())
    local = now.astimezone(VIET_NAM)
    if times.hours.hold(local.time()):
        told += tell_of_dead_letters(tx, now, local.date())
    return told + sum(row is not None for row in passed)


def _warn(tx: Transaction, channel: str, plan: Plan, now: datetime) -> int:
    private, groups = chats.count(tx, channel)
    told = 0
    for what, used, limit in (("people", private, plan.people), ("groups", groups, plan.groups)):
        if limit and used >= int(limit * _WARN_AT):
            once = f"plan {channel} {what} {limit} {'full' if used >= limit else 'nearly'}"
            told += tell_admins(tx, f"notice.plan_{what}", now, once=once, channel=channel, used=used, limit=limit)
    return told
