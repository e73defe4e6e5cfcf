"""Reminders as a file that calendar programs read (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

_MADE_BY = "-//TTDN Bot//reminders//VI"


@dataclass(frozen=True, slots=True)
class Entry:
    """One reminder: `key` is its identity, so that a calendar which reads the file again does not hold it twice. `at`
    is aware."""

    key: str
    at: datetime
    title: str
    why: str


def calendar_file(entries: Iterable[Entry], written: datetime) -> bytes:
    """The file; `written` is when (aware)."""
    found = Calendar()
    found.add("prodid", _MADE_BY)
    found.add("version", "2.0")
    for entry in entries:
        event = Event()
        event.add("uid", entry.key.replace(" ", "-"))
        event.add("dtstamp", written.astimezone(UTC))
        event.add("dtstart", entry.at.astimezone(UTC))
        event.add("summary", entry.title)
        event.add("description", entry.why)
        found.add_component(event)
    return bytes(found.to_ical())
