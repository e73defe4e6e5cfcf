"""Days on which an agency does not work, beside those on which no office does."""

from datetime import date, datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction


def add(tx: Transaction, agency: str, day: date, reason: str, person: int, now: datetime) -> None:
    """It does not work on this day."""
    tx.change(
        "INSERT INTO day_off (agency, day, reason, person, added_at) VALUES (:agency, :day, :reason, :person, :now)"
        " ON CONFLICT (agency, day) DO UPDATE SET reason = excluded.reason, person = excluded.person,"
        " added_at = excluded.added_at",
        agency=agency,
        day=day.isoformat(),
        reason=reason,
        person=person,
        now=to_text(now),
    )


def remove(tx: Transaction, agency: str, day: date) -> bool:
    """It works on this day after all. False where that was so."""
    return (
        tx.change("DELETE FROM day_off WHERE agency = :agency AND day = :day", agency=agency, day=day.isoformat()) == 1
    )


def of_agency(tx: Transaction, agency: str) -> dict[date, str]:
    """The days, each with its reason, in order."""
    rows = tx.rows("SELECT day, reason FROM day_off WHERE agency = :agency ORDER BY day", agency=agency)
    return {date.fromisoformat(day): str(reason) for day, reason in rows}
