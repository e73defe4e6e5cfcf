"""How the database is, for the person who runs the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.memory import turns
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction

STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Queue:
    """What one channel has not sent yet: how many messages; how many of them should have gone more than `STUCK_AFTER`
    ago, which those that were put off, and what waits behind them, should not, nor any on a channel that has sent
    something since; when the oldest was written (UTC) of those that are not held until their hours, or another month.
    """

    waiting: int
    stuck: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """`damage` is empty in a sound database. `queues` has the channels with messages not yet sent, `dead` counts those
    given up: done with, and perhaps through a fault of the other side."""

    schema: int
    damage: str
    dead: int
    queues: Mapping[str, Queue]

    @property
    def waiting(self) -> int:
        """Messages not yet sent, on all channels."""
        return sum(queue.waiting for queue in self.queues.values())

    @property
    def stuck(self) -> int:
        """Those of them that have waited too long."""
        return sum(queue.stuck for queue in self.queues.values())


def examine(tx: Transaction, now: datetime) -> Health:
    """Look through the whole database as it is at `now` (aware). Raises what SQLite raises when it cannot be read."""
    sound = [row[0] for row in tx.rows("PRAGMA quick_check(1)")]
    return Health(
        schema=_number(tx, "SELECT MAX(number) FROM migration"),
        damage="" if sound == ["ok"] else "; ".join(sound),
        dead=_number(tx, "SELECT COUNT(*) FROM outbox WHERE state = 'dead'"),
        queues=queues(tx, now),
    )


def queues(tx: Transaction, now: datetime) -> dict[str, Queue]:
    """The channels with messages not yet sent. Unlike `examine` it looks at these only, and may be asked often."""
    rows = tx.rows("SELECT channel, COUNT(*) FROM outbox WHERE finished_at IS NULL GROUP BY channel")
    return {channel: Queue(waiting, _stuck(tx, channel, now), _oldest(tx, channel, now)) for channel, waiting in rows}


def _stuck(tx: Transaction, channel: str, now: datetime) -> int:
    moment = {"channel": channel, "before": to_text(now - STUCK_AFTER), "now": to_text(now)}
    if tx.first(
        "SELECT 1 FROM outbox WHERE finished_at BETWEEN :before AND :now AND state = 'sent'"
        " AND channel || '' = :channel LIMIT 1",  # by its age, and not by all that was ever said on the channel
        **moment,
    ):
        return 0  # where tens of thousands wait, it is the platform that takes no more of them at a time
    return _number(
        tx,
        "SELECT COUNT(*) FROM outbox o WHERE channel = :channel AND finished_at IS NULL AND due_at < :before"
        " AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.channel = o.channel AND e.chat = o.chat AND e.id < o.id"
        " AND e.finished_at IS NULL AND e.due_at >= :before AND NOT (e.held_for <> '' AND o.in_hours = 0))",
        **moment,
    )


def _oldest(tx: Transaction, channel: str, now: datetime) -> datetime | None:
    row = tx.first(
        "SELECT MIN(created_at) FROM outbox WHERE channel = :channel AND finished_at IS NULL AND turn > :behind"
        " AND (held_for = '' OR due_at <= :now)",
        channel=channel,
        behind=turns.BEHIND,
        now=to_text(now),
    )
    return from_text(row[0]) if row and row[0] else None


def _number(tx: Transaction, sql: str, **values: object) -> int:
    row = tx.first(sql, **values)
    return int(row[0] or 0) if row else 0
