"""How many messages were sent on a channel in a month, as platforms with a monthly limit count them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from knowledge.memory.store import Transaction

_MONTHS_OF = ZoneInfo("Asia/Ho_Chi_Minh")


def count(tx: Transaction, channel: str, now: datetime) -> int:
    """One more was sent; returns how many that makes this month."""
    row = tx.first(
        "INSERT INTO month_sent (channel, month, messages) VALUES (:channel, :month, 1)"
        " ON CONFLICT (channel, month) DO UPDATE SET messages = month_sent.messages + 1 RETURNING messages",
        channel=channel,
        month=month_of(now),
    )
    assert row is not None  # one row is written either way
    return int(row[0])


def so_far(tx: Transaction, channel: str, now: datetime) -> int:
    """How many were sent this month."""
    row = tx.first(
        "SELECT messages FROM month_sent WHERE channel = :channel AND month = :month",
        channel=channel,
        month=month_of(now),
    )
    return int(row[0]) if row else 0


def month_of(now: datetime) -> str:
    """ "2026-11": the month in Viet Nam."""
    return now.astimezone(_MONTHS_OF).strftime("%Y-%m")


def next_month(now: datetime) -> datetime:
    """When the next month begins in Viet Nam (UTC)."""
    first = now.astimezone(_MONTHS_OF).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1).astimezone(UTC)
