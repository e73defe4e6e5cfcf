"""Moments as the database keeps them: UTC text of one fixed length, so that text order is time order."""

from datetime import UTC, datetime


def to_text(moment: datetime) -> str:
    """Raises ValueError for a moment without a time zone, which would be read as another moment elsewhere."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The moment that `to_text` wrote, aware and in UTC."""
    return datetime.fromisoformat(text)
