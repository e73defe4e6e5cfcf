"""What became of the reminders of an agency, for whoever looks back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.reminders import step_in
from knowledge.memory.store import Row, Transaction

_LONGEST_LATE = timedelta(days=800)
"""How much later than its day a reminder may be settled."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """By whom a reminder was taken note of (their name, "" where it is not known any more), and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminded:
    """One reminder: the `step` of the `obligation` (its key) for `day`. It was settled `at`: "sent" then, "waiting" or
    "dead" (could not be sent) since then, or "skipped" for a `reason` in our own words. `passed_on`: it was meant for
    another chat of the agency first."""

    agency: str
    obligation: str
    step: str
    day: date
    at: datetime
    state: Literal["sent", "waiting", "dead", "skipped"]
    reason: str = ""
    passed_on: bool = False
    acknowledged: Acknowledged | None = None


def agencies(tx: Transaction) -> list[str]:
    """Those that were ever reminded of anything."""
    return [str(agency) for (agency,) in tx.rows("SELECT DISTINCT agency FROM reminder ORDER BY agency")]


def between(tx: Transaction, agency: str, first: datetime, end: datetime) -> list[Reminded]:
    """What was said to the agency or left out from `first` until before `end` (aware), the latest first."""
    rows = tx.rows(
        "SELECT r.reminder_key, r.obligation, r.step_day, r.state, r.reason, r.settled_at, o.state, o.finished_at,"
        " o.unique_key, a.acknowledged_at, (SELECT MAX(n.name) FROM account n WHERE n.person = a.person)"
        " FROM reminder r LEFT JOIN outbox o ON o.id = r.outbox LEFT JOIN acknowledgement a ON a.outbox = r.outbox"
        " WHERE r.agency = :agency AND r.step_day >= :earliest AND r.obligation <> ''"
        " AND r.settled_at >= :first AND r.settled_at < :end ORDER BY r.settled_at DESC, r.reminder_key",
        agency=agency,
        earliest=(first - _LONGEST_LATE).date().isoformat(),
        first=to_text(first),
        end=to_text(end),
    )
    return [_reminded(agency, row) for row in rows]


def _reminded(agency: str, row: Row) -> Reminded:
    key, obligation, day, settled, reason, settled_at, sending, finished_at, row_key, noted_at, name = row
    state = "skipped" if settled == "skipped" else _of_sending(sending)
    return Reminded(
        agency,
        str(obligation),
        step_in(str(key), agency, str(obligation))[1],
        date.fromisoformat(day),
        from_text(finished_at if state == "sent" and finished_at else settled_at),
        state,
        str(reason or ""),
        " in place of " in (row_key or ""),
        Acknowledged(str(name or ""), from_text(noted_at)) if noted_at else None,
    )


def _of_sending(state: str | None) -> Literal["sent", "waiting", "dead"]:
    """What is not in the outbox any more was finished long ago."""
    if state == "dead":
        return "dead"
    return "sent" if state in ("sent", None) else "waiting"
