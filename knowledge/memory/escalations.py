"""What was said to agencies, what was done about it, and what of it was brought before officers and the office that
follows the whole programme. A step that stands here for one of them is never brought before them again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from knowledge.memory import completions
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.reminders import step_in
from knowledge.memory.store import Row, Transaction
from knowledge.messages import Chat
from knowledge.obligations.escalation import History, Level, Note, Said

NOWHERE = 0
"""Stands for an outbox row where there was no chat to say it in."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message of these steps (reminders' keys) in the outbox that has surely not arrived, and may be changed."""

    row: int
    chat: Chat
    keys: frozenset[str]


def agencies(tx: Transaction) -> list[str]:
    """Those that were ever reminded of anything."""
    return [str(agency) for (agency,) in tx.rows("SELECT DISTINCT agency FROM reminder WHERE state = 'said'")]


def history(tx: Transaction, agency: str, since: date) -> History:
    """What the agency was told for this day or a later one, and what was done about it."""
    done = (Note(each.obligation, "done", each.person, each.at) for each in completions.all_of_agency(tx, agency))
    notes = (*_acknowledged(tx, agency, since), *_put_off(tx, agency), *done)
    return History(_said(tx, agency, since), notes, _escalated(tx, agency, since))


def escalate(tx: Transaction, steps: Iterable[Said], level: Level, row: int, now: datetime) -> None:
    """These are brought before them in this outbox row, or `NOWHERE`."""
    for said in steps:
        tx.change(
            "INSERT INTO escalation (reminder_key, level, outbox, escalated_at) VALUES (:key, :level, :row, :now)"
            " ON CONFLICT (reminder_key, level, outbox) DO NOTHING",
            key=said.key,
            level=level,
            row=row,
            now=to_text(now),
        )


def take_back(tx: Transaction, row: int, keys: Iterable[str]) -> None:
    """These are not in this outbox row any more."""
    for key in keys:
        tx.change("DELETE FROM escalation WHERE outbox = :row AND reminder_key = :key", row=row, key=key)


def waiting(tx: Transaction, agency: str, since: date) -> list[Waiting]:
    """What waits to be said to the agency's officers, of steps for this day or a later one."""
    rows = tx.rows(
        "SELECT o.id, o.channel, o.chat, o.is_group, e.reminder_key FROM reminder r"
        " JOIN escalation e ON e.reminder_key = r.reminder_key JOIN outbox o ON o.id = e.outbox"
        " WHERE r.agency = :agency AND r.step_day >= :since AND e.level = 'officers' AND o.finished_at IS NULL"
        " AND o.state IN ('waiting', 'retry') AND o.parts_sent = 0 ORDER BY o.id",
        agency=agency,
        since=since.isoformat(),
    )
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(int(row[0]), []).append(row)
    return [
        Waiting(id_, Chat(of[0][1], of[0][2], bool(of[0][3])), frozenset(str(row[4]) for row in of))
        for id_, of in found.items()
    ]


def held_by(tx: Transaction, row: int) -> dict[str, set[str]]:
    """The steps (reminders' keys) that this outbox row brings before somebody, by agency."""
    rows = tx.rows(
        "SELECT r.agency, r.reminder_key FROM escalation e JOIN reminder r ON r.reminder_key = e.reminder_key"
        " WHERE e.outbox = :row",
        row=row,
    )
    found: dict[str, set[str]] = {}
    for agency, key in rows:
        found.setdefault(str(agency), set()).add(str(key))
    return found


def unheard(tx: Transaction, since: date, first: datetime, last: datetime) -> dict[str, list[Said]]:
    """By agency the steps for this day or a later one that arrived between the two moments, and that neither the office
    was told of nor anybody noted under the reminder itself or recorded as done. It is quick, and more than there is to
    be told: `History.note` knows all that counts as a note."""
    rows = tx.rows(
        f"SELECT r.agency, {_SAID} FROM reminder r JOIN outbox o ON o.id = r.outbox"
        " WHERE r.state = 'said' AND r.step_day >= :since AND o.state = 'sent'"
        " AND o.finished_at BETWEEN :first AND :last"
        " AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.reminder_key = r.reminder_key AND e.level = 'office')"
        " AND NOT EXISTS (SELECT 1 FROM acknowledgement a WHERE a.outbox = r.outbox)"
        " AND NOT EXISTS (SELECT 1 FROM completion c WHERE c.agency = r.agency AND c.obligation = r.obligation"
        " AND c.taken_back_at IS NULL) ORDER BY r.agency, r.reminder_key",
        since=since.isoformat(),
        first=to_text(first),
        last=to_text(last),
    )
    found: dict[str, list[Said]] = {}
    for agency, *columns in rows:
        found.setdefault(str(agency), []).append(_step(agency, tuple(columns)))
    return found


def move(tx: Transaction, old: int, new: int) -> None:
    """What was in one outbox row is in another one now."""
    tx.change("UPDATE escalation SET outbox = :new WHERE outbox = :old", old=old, new=new)


_SAID = (
    "r.reminder_key, r.obligation, r.step_day, r.outbox, r.settled_at,"
    " CASE WHEN o.state = 'sent' THEN o.finished_at END"
)


def _said(tx: Transaction, agency: str, since: date) -> tuple[Said, ...]:
    rows = tx.rows(
        f"SELECT {_SAID} FROM reminder r LEFT JOIN outbox o ON o.id = r.outbox"
        " WHERE r.agency = :agency AND r.step_day >= :since AND r.state = 'said' ORDER BY r.step_day, r.reminder_key",
        agency=agency,
        since=since.isoformat(),
    )
    return tuple(_step(agency, row) for row in rows)


def _step(agency: str, row: Row) -> Said:
    key, obligation, day, outbox, said_at, sent_at = row
    of_day, step = step_in(str(key), agency, str(obligation))
    return Said(
        str(key),
        str(obligation),
        step,
        date.fromisoformat(day),
        int(outbox),
        from_text(said_at),
        from_text(sent_at) if sent_at else None,
        of_day,
    )


def _acknowledged(tx: Transaction, agency: str, since: date) -> list[Note]:
    """Under the reminder, or under what was said because nobody had taken note of it."""
    rows = tx.rows(
        "SELECT r.obligation, a.person, a.acknowledged_at, a.outbox FROM reminder r"
        " JOIN acknowledgement a ON a.outbox = r.outbox WHERE r.agency = :agency AND r.step_day >= :since"
        " UNION SELECT r.obligation, a.person, a.acknowledged_at, a.outbox FROM reminder r"
        " JOIN escalation e ON e.reminder_key = r.reminder_key JOIN acknowledgement a ON a.outbox = e.outbox"
        " WHERE r.agency = :agency AND r.step_day >= :since",
        agency=agency,
        since=since.isoformat(),
    )
    return [Note(str(of), "acknowledged", int(person), from_text(at), int(row)) for of, person, at, row in rows]


def _put_off(tx: Transaction, agency: str) -> list[Note]:
    rows = tx.rows("SELECT obligation, person, put_off_at FROM snooze WHERE agency = :agency", agency=agency)
    return [Note(str(of), "put_off", int(person), from_text(at)) for of, person, at in rows]


def _escalated(tx: Transaction, agency: str, since: date) -> dict[tuple[str, Level], datetime]:
    rows = tx.rows(
        "SELECT e.reminder_key, e.level, MIN(e.escalated_at) FROM reminder r"
        " JOIN escalation e ON e.reminder_key = r.reminder_key WHERE r.agency = :agency AND r.step_day >= :since"
        " GROUP BY e.reminder_key, e.level",
        agency=agency,
        since=since.isoformat(),
    )
    return {(str(key), level): from_text(at) for key, level, at in rows}
