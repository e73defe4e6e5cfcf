"""The clock of the program. Everything that tells the time is given this, or another one by a test."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment in UTC: the only place where the system is asked for it."""
    return datetime.now(UTC)
