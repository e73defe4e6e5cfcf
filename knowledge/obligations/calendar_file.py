"""Days and moments as a file that calendar programs read (RFC 5545)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar"
_MADE_BY = "-//TTDN Bot//reminders//VI"
_READ_AGAIN = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: `key` is its identity, so that a calendar which reads the file again does not hold it twice. `at` is
    an aware moment, or a whole day."""

    key: str
    at: datetime | date
    title: str
    why: str
    categories: tuple[str, ...] = ()


def calendar_file(entries: Iterable[Entry], written: datetime, name: str = "") -> bytes:
    """The file; `written` is when (aware), `name` what a calendar program calls it."""
    found = Calendar()
    found.add("prodid", _MADE_BY)
    found.add("version", "2.0")
    if name:
        found.add("x-wr-calname", name)
        found.add("refresh-interval", _READ_AGAIN, parameters={"value": "DURATION"})  # RFC 7986
        found.add("x-published-ttl", "PT6H")  # the same for programs that are older than that
    for entry in entries:
        found.add_component(_event(entry, written))
    return bytes(found.to_ical())


def uid(key: str) -> str:
    """How calendar programs know the event with this key; it says nothing, as a key may be of something internal."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _event(entry: Entry, written: datetime) -> Event:
    """Nobody is busy because of it."""
    event = Event()
    event.add("uid", uid(entry.key))
    event.add("dtstamp", written.astimezone(UTC))
    if isinstance(entry.at, datetime):
        event.add("dtstart", entry.at.astimezone(UTC))
    else:
        event.add("dtstart", entry.at)
        event.add("dtend", entry.at + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.why)
    if entry.categories:
        event.add("categories", list(entry.categories))
    event.add("transp", "TRANSPARENT")
    return event
