"""What is done by the clock: a few ticks over data in the database, never one timer for one thing that is due."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from knowledge.memory import Store, Transaction, conversations, inbox, outbox
from knowledge.questions.ask import VIET_NAM

log = structlog.get_logger(__name__)


def make_scheduler(
    store: Store, clock: Callable[[], datetime], keep_messages: timedelta, keep_conversations: timedelta
) -> AsyncIOScheduler:
    """A scheduler with every tick, not started. A tick that was missed runs once, as soon as it can."""

    async def forget() -> None:
        now = clock()
        log.info("forgotten", rows=await store.run(forget_old, now - keep_messages, now - keep_conversations))

    scheduler = AsyncIOScheduler(timezone=VIET_NAM)
    scheduler.add_job(forget, "cron", hour=3, id="forget", misfire_grace_time=None, coalesce=True, max_instances=1)
    return scheduler


def forget_old(tx: Transaction, messages_before: datetime, conversations_before: datetime) -> int:
    """Remove what was said, and talked about, before these moments; what still waits to be sent stays."""
    messages = inbox.forget(tx, messages_before) + outbox.forget(tx, messages_before)
    return messages + conversations.forget(tx, conversations_before)
