"""What is done by the clock: a few ticks over data in the database, never one timer for one thing that is due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from knowledge.memory import Store, Transaction, buckets, chats, conversations, inbox, invites, outbox, people
from knowledge.notices import pass_on, tell_admins
from knowledge.questions.ask import VIET_NAM

log = structlog.get_logger(__name__)

_WARN_AT = 0.8
_BUCKETS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many people's chats and how many groups a channel's plan allows; 0 for no limit."""

    people: int = 0
    groups: int = 0


@dataclass(frozen=True, slots=True)
class Times:
    """For how long messages and conversations are kept, after how long an agency's next chat is used, and the plans of
    channels by name."""

    messages: timedelta
    conversations: timedelta
    next_chat: timedelta = timedelta(hours=1)
    plans: Mapping[str, Plan] = field(default_factory=dict)


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


def make_scheduler(
    store: Store, clock: Callable[[], datetime], times: Times, reminds: Reminds, wake: Callable[[], object]
) -> AsyncIOScheduler:
    """A scheduler with every tick, not started. A tick that was missed runs once, as soon as it can. `wake` is called
    when a tick has written something that is to be sent."""

    async def forget() -> None:
        log.info("forgotten", rows=await store.run(forget_old, clock(), times))

    async def look_after() -> None:
        if await store.run(look_after_chats, clock(), times):
            wake()
        for agency in await store.run(reminds.agencies):
            await remind_one(agency)

    async def remind_one(agency: str) -> None:
        """What is wrong with one agency's must not keep the others from theirs."""
        try:
            if await store.run(reminds.remind, agency, clock()):
                wake()
        except Exception as error:
            log.error("not reminded", agency=agency, exc_info=error)

    scheduler = AsyncIOScheduler(timezone=VIET_NAM)
    every = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler.add_job(forget, "cron", hour=3, id="forget", **every)
    scheduler.add_job(look_after, "interval", minutes=1, id="look_after", **every)
    return scheduler


def forget_old(tx: Transaction, now: datetime, times: Times) -> int:
    """Remove what was said, and talked about, long enough ago, and strangers not seen since. What still waits to be
    sent stays."""
    before = now - times.messages
    messages = inbox.forget(tx, before) + outbox.forget(tx, before) + people.forget(tx, before)
    used_up = invites.forget(tx, now) + buckets.forget(tx, now - _BUCKETS_KEPT)
    return messages + used_up + conversations.forget(tx, now - times.conversations)


def look_after_chats(tx: Transaction, now: datetime, times: Times) -> int:
    """Pass on what an agency's chat has not taken for too long, and warn of plans that are nearly full."""
    passed = [pass_on(tx, row, now) for row in outbox.held_up(tx, now - times.next_chat)]
    told = sum(_warn(tx, channel, plan, now) for channel, plan in times.plans.items())
    return told + sum(row is not None for row in passed)


def _warn(tx: Transaction, channel: str, plan: Plan, now: datetime) -> int:
    private, groups = chats.count(tx, channel)
    told = 0
    for what, used, limit in (("people", private, plan.people), ("groups", groups, plan.groups)):
        if limit and used >= int(limit * _WARN_AT):
            once = f"plan {channel} {what} {limit} {'full' if used >= limit else 'nearly'}"
            told += tell_admins(tx, f"notice.plan_{what}", now, once=once, channel=channel, used=used, limit=limit)
    return told
