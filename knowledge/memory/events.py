"""What agencies hold and must report on, such as an event abroad."""

from datetime import date, datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Row, Transaction
from knowledge.occurrences import Event


def add(tx: Transaction, agency: str, kind: str, title: str, day: date, person: int, now: datetime) -> int:
    """The agency holds it on this day; returns its number. `kind` is what duties call it."""
    number = tx.next_number("event")
    put(tx, Event(number, agency, kind, title, day), person, now)
    return number


def put(tx: Transaction, event: Event, person: int, now: datetime) -> None:
    """It is held, as is said there, also where it had been cancelled."""
    tx.change(
        "INSERT INTO event (id, agency, kind, title, day, person, added_at)"
        " VALUES (:id, :agency, :kind, :title, :day, :person, :now) ON CONFLICT (id) DO UPDATE SET"
        " kind = excluded.kind, title = excluded.title, day = excluded.day, cancelled_by = NULL, cancelled_at = NULL",
        id=event.id,
        agency=event.agency,
        kind=event.kind,
        title=event.title,
        day=event.day.isoformat(),
        person=person,
        now=to_text(now),
    )


def cancel(tx: Transaction, number: int, person: int, now: datetime) -> bool:
    """It is not held. False when there is none with this number, or it was cancelled before."""
    changed = tx.change(
        "UPDATE event SET cancelled_by = :person, cancelled_at = :now WHERE id = :id AND cancelled_at IS NULL",
        id=number,
        person=person,
        now=to_text(now),
    )
    return changed == 1


def get(tx: Transaction, number: int) -> Event | None:
    """The event; None where there is none with this number or it was cancelled."""
    row = tx.first("SELECT id, agency, kind, title, day FROM event WHERE id = :id AND cancelled_at IS NULL", id=number)
    return _event(row) if row else None


def of_agency(tx: Transaction, agency: str) -> tuple[Event, ...]:
    """Those that it holds or held, in the order of their days."""
    rows = tx.rows(
        "SELECT id, agency, kind, title, day FROM event WHERE agency = :agency AND cancelled_at IS NULL"
        " ORDER BY day, id",
        agency=agency,
    )
    return tuple(map(_event, rows))


def _event(row: Row) -> Event:
    id_, agency, kind, title, day = row
    return Event(id_, agency, kind, title, date.fromisoformat(day))
