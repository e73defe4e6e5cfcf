"""What was reminded of, put off and acknowledged. A reminder that stands here, said or skipped, is settled for ever."""

import re
from collections.abc import Iterable
from datetime import date, datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction
from knowledge.messages import TRIAL
from knowledge.obligations.plan import Reminder

_SET_DAY = re.compile(r"(\d{4}-\d\d-\d\d) ")
BEFORE_BOUND, LATER_STEP = "before the chat was bound", "a later step had come"
UNWANTED = "the chat does not want this kind"
"""Why reminders are skipped."""


def key_of_day(agency: str, day: date) -> str:
    """Of the one message in which the agency is reminded on this day."""
    return f"remind {agency} {day}"


def bound_agencies(tx: Transaction) -> list[str]:
    """The agencies that have a chat which can be reached."""
    rows = tx.rows(
        "SELECT DISTINCT agency FROM chat WHERE agency IS NOT NULL AND active = 1 AND channel <> :trial"
        " ORDER BY agency",
        trial=TRIAL,
    )
    return [str(agency) for (agency,) in rows]


def bound_since(tx: Transaction, agency: str) -> datetime | None:
    """Since when the agency has had a chat (UTC); None where it has none."""
    row = tx.first(
        "SELECT MIN(bound_at) FROM chat WHERE agency = :agency AND channel <> :trial", agency=agency, trial=TRIAL
    )
    return from_text(row[0]) if row and row[0] else None


def settled(tx: Transaction, agency: str, since: date) -> set[str]:
    """The keys of what was said to the agency, or skipped, of steps for this day or a later one."""
    rows = tx.rows(
        "SELECT reminder_key FROM reminder WHERE agency = :agency AND step_day >= :since",
        agency=agency,
        since=since.isoformat(),
    )
    return {str(key) for (key,) in rows}


def said(tx: Transaction, reminders: Iterable[Reminder], row: int, now: datetime) -> None:
    """These are in the outbox row with this id."""
    for reminder in reminders:
        _settle(tx, reminder, "said", now, row=row)


def skipped(tx: Transaction, reminders: Iterable[Reminder], reason: str, now: datetime) -> None:
    """These will never be said, for this reason."""
    for reminder in reminders:
        _settle(tx, reminder, "skipped", now, reason=reason)


def open_ahead(tx: Transaction, agency: str, now: datetime) -> None:
    """What was left out by a clock that was ahead of `now` is open again."""
    tx.change(
        "DELETE FROM reminder WHERE agency = :agency AND state = 'skipped' AND settled_at > :now",
        agency=agency,
        now=to_text(now),
    )


def left_out(tx: Transaction, key: str, agency: str, day: date, reason: str, now: datetime) -> None:
    """What has this key was for this day and will not be said."""
    tx.change(
        "INSERT INTO reminder (reminder_key, agency, obligation, step_day, state, reason, settled_at)"
        " VALUES (:key, :agency, '', :day, 'skipped', :reason, :now) ON CONFLICT (reminder_key) DO NOTHING",
        key=key,
        agency=agency,
        day=day.isoformat(),
        reason=reason,
        now=to_text(now),
    )


def is_settled(tx: Transaction, key: str) -> bool:
    """Whether what has this key was said or left out."""
    return tx.first("SELECT 1 FROM reminder WHERE reminder_key = :key", key=key) is not None


def unsaid(tx: Transaction, row: int) -> None:
    """What is in this outbox row is not said: it is open again."""
    tx.change("DELETE FROM reminder WHERE outbox = :row", row=row)


def keys_in(tx: Transaction, row: int) -> set[str]:
    """The keys of the reminders in this outbox row."""
    return {str(key) for (key,) in tx.rows("SELECT reminder_key FROM reminder WHERE outbox = :row", row=row)}


def in_row(tx: Transaction, row: int) -> tuple[str, tuple[str, ...]]:
    """Whom the reminders in this outbox row are for, or were that it brings before an officer, and their obligations'
    keys; ("", ()) where it holds none, or those of many agencies."""
    rows = tx.rows(
        "SELECT agency, obligation, reminder_key FROM reminder WHERE outbox = :row"
        " UNION SELECT r.agency, r.obligation, r.reminder_key FROM escalation e"
        " JOIN reminder r ON r.reminder_key = e.reminder_key WHERE e.outbox = :row AND e.level = 'officers'"
        " ORDER BY reminder_key",
        row=row,
    )
    return (str(rows[0][0]), tuple(dict.fromkeys(str(row[1]) for row in rows))) if rows else ("", ())


def move(tx: Transaction, old: int, new: int) -> None:
    """What was in one outbox row is in another one now."""
    tx.change("UPDATE reminder SET outbox = :new WHERE outbox = :old", old=old, new=new)


def put_off(tx: Transaction, agency: str, obligation: str, until: date, person: int, now: datetime) -> None:
    """Nothing is said of the obligation before this day."""
    tx.change(
        "INSERT INTO snooze (agency, obligation, until, person, put_off_at)"
        " VALUES (:agency, :obligation, :until, :person, :now) ON CONFLICT (agency, obligation) DO UPDATE SET"
        " until = excluded.until, person = excluded.person, put_off_at = excluded.put_off_at",
        agency=agency,
        obligation=obligation,
        until=until.isoformat(),
        person=person,
        now=to_text(now),
    )


def put_off_until(tx: Transaction, agency: str) -> dict[str, date]:
    """The obligations of the agency that were put off, each with the day on which it is spoken of again."""
    rows = tx.rows("SELECT obligation, until FROM snooze WHERE agency = :agency", agency=agency)
    return {str(obligation): date.fromisoformat(until) for obligation, until in rows}


def snooze_of(tx: Transaction, agency: str, obligation: str) -> tuple[date, int, datetime] | None:
    """Until when it was put off, by whom and when; None where it was not."""
    row = tx.first(
        "SELECT until, person, put_off_at FROM snooze WHERE agency = :agency AND obligation = :obligation",
        agency=agency,
        obligation=obligation,
    )
    return (date.fromisoformat(row[0]), int(row[1]), from_text(row[2])) if row else None


def put_off_no_more(tx: Transaction, agency: str, obligation: str) -> None:
    """It is spoken of as if it had never been put off."""
    tx.change(
        "DELETE FROM snooze WHERE agency = :agency AND obligation = :obligation", agency=agency, obligation=obligation
    )


def acknowledge(tx: Transaction, row: int, person: int, now: datetime) -> None:
    """The reminder in this outbox row was taken note of, by the first who did so."""
    tx.change(
        "INSERT INTO acknowledgement (outbox, person, acknowledged_at) VALUES (:row, :person, :now)"
        " ON CONFLICT (outbox) DO NOTHING",
        row=row,
        person=person,
        now=to_text(now),
    )


def acknowledge_no_more(tx: Transaction, row: int) -> None:
    """Nobody has taken note of it."""
    tx.change("DELETE FROM acknowledgement WHERE outbox = :row", row=row)


def acknowledged(tx: Transaction, row: int) -> tuple[int, datetime] | None:
    """Who took note of the reminder in this outbox row, and when; None where nobody did."""
    found = tx.first("SELECT person, acknowledged_at FROM acknowledgement WHERE outbox = :row", row=row)
    return (int(found[0]), from_text(found[1])) if found else None


def _settle(
    tx: Transaction, reminder: Reminder, state: str, now: datetime, *, row: int | None = None, reason: str | None = None
) -> None:
    tx.change(
        "INSERT INTO reminder (reminder_key, agency, obligation, step_day, state, outbox, reason, settled_at)"
        " VALUES (:key, :agency, :obligation, :day, :state, :row, :reason, :now) ON CONFLICT (reminder_key) DO NOTHING",
        key=reminder.key,
        agency=reminder.agency,
        obligation=reminder.owed.obligation.key,
        day=reminder.step.day.isoformat(),
        state=state,
        row=row,
        reason=reason,
        now=to_text(now),
    )


def step_in(key: str, agency: str, obligation: str) -> tuple[date | None, str]:
    """The step of a reminder's key, and the last day that officials had set for what it is of, if they had."""
    name = key.removeprefix(f"{agency} {obligation} ")
    set_ = _SET_DAY.match(name)
    return (date.fromisoformat(set_[1]), name[set_.end() :]) if set_ else (None, name)
