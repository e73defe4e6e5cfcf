"""What we say by ourselves and has not arrived: held up in one chat and said in another, or given up.

A row that was given up and that no other row stands for (`replaced_by`) is a dead letter.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from knowledge.memory import outbox, outbox_files, turns
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.outgoing import COLUMNS, Outgoing, outgoing
from knowledge.memory.store import Row, Transaction
from knowledge.messages import TRIAL, Chat

GIVEN_UP = "given up: "
NOT_CONFIRMED = "arrival not confirmed twice: "
NOT_ITS_CHAT = "the chat is not the agency's any more"
NOT_THERE = "the chat cannot be reached any more"
NO_OFFICER = "the person does not speak for the agency any more"
"""Reasons, the first two before that of the last try."""

SHOWN_FOR = timedelta(days=30)
"""For so long admins are shown what was given up."""

OF_LETTERS = "dead letters"
"""The occasion of a notice about dead letters: that one does not arrive is no reason for another one."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A row that was given up `at` (UTC)."""

    row: Outgoing
    at: datetime


def held_up(tx: Transaction, before: datetime) -> list[Outgoing]:
    """What is for an agency and could have been sent before this moment, and surely has not arrived anywhere yet.

    The hours in which it may not be sent do not count; that the month's messages are used up does.
    """
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox WHERE agency IS NOT NULL AND finished_at IS NULL AND parts_sent = 0"
        " AND state IN ('waiting', 'retry')"
        " AND CASE WHEN held_for = 'hours' THEN due_at ELSE COALESCE(tried_since, created_at) END < :before"
        " ORDER BY id",
        before=to_text(before),
    )
    return [outgoing(row) for row in rows]


def unsent_for(tx: Transaction, agency: str, chat: Chat) -> list[Outgoing]:
    """What is for the agency in this chat and is neither sent nor being sent."""
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox WHERE channel = :channel AND chat = :chat AND agency = :agency"
        " AND finished_at IS NULL AND state <> 'sending' ORDER BY id",
        channel=chat.channel,
        chat=chat.id,
        agency=agency,
    )
    return [outgoing(row) for row in rows]


def withdraw(tx: Transaction, row_id: int, reason: str, now: datetime) -> None:
    """Do not send it, unless it is sent or being sent: it need not be said, or is said anew. It is no dead letter."""
    _give_up(tx, row_id, reason, now, _NEED_NOT)


def give_up(tx: Transaction, row_id: int, reason: str, now: datetime) -> None:
    """Do not send it, unless it is sent or being sent, though it should have been: it is a dead letter."""
    _give_up(tx, row_id, reason, now, None)


def pass_on(tx: Transaction, row: Outgoing, chat: Chat, now: datetime) -> int | None:
    """Say it in another chat instead. Both rows tell of the other; returns the new one's id."""
    new = _add_instead(tx, row, chat, f"{row.key or row.id} in place of {row.id}", now)
    tx.change(
        "UPDATE outbox SET state = 'dead', finished_at = :now, reason = :reason, replaced_by = :new WHERE id = :id",
        id=row.id,
        now=to_text(now),
        reason=f"passed on as {new}: {row.reason or 'not sent in time'}",
        new=new,
    )
    turns.line_up(tx, row.chat.channel, row.chat.id)
    return new


def send_again(tx: Transaction, row: Outgoing, chat: Chat, now: datetime) -> int | None:
    """Say a dead letter once more, in this chat; returns the new row's id. None when that was done before."""
    new = _add_instead(tx, row, chat, f"again after {row.id}: {row.key}", now)
    if new is not None:
        tx.change("UPDATE outbox SET replaced_by = :new WHERE id = :id", id=row.id, new=new)
    return new


def dead_letter(tx: Transaction, row_id: int) -> Outgoing | None:
    """The dead letter with this id; None where it is none (any more)."""
    row = tx.first(f"SELECT {COLUMNS} FROM outbox WHERE id = :id AND {_DEAD}", id=row_id, **_IS_DEAD)
    return outgoing(row) if row else None


def dead_letters(tx: Transaction, since: datetime, limit: int) -> list[DeadLetter]:
    """What was given up `since`, the last one first."""
    rows = tx.rows(
        f"SELECT finished_at, {COLUMNS} FROM outbox WHERE {_DEAD} AND finished_at >= :since"
        " ORDER BY finished_at DESC, id DESC LIMIT :limit",
        since=to_text(since),
        limit=limit,
        **_IS_DEAD,
    )
    return [_dead(row) for row in rows]


def count(tx: Transaction, since: datetime) -> int:
    """How many dead letters there are of those given up `since`."""
    row = tx.first(
        f"SELECT COUNT(*) FROM outbox WHERE {_DEAD} AND finished_at >= :since", since=to_text(since), **_IS_DEAD
    )
    return int(row[0]) if row else 0


def untold(tx: Transaction, since: datetime) -> int:
    """How many of them nobody was told of yet."""
    row = tx.first(
        f"SELECT COUNT(*) FROM outbox WHERE {_DEAD} AND finished_at >= :since AND told = 0",
        since=to_text(since),
        **_IS_DEAD,
    )
    return int(row[0]) if row else 0


def mark_told(tx: Transaction, since: datetime) -> None:
    """Somebody was told of all that there are now."""
    tx.change(
        f"UPDATE outbox SET told = 1 WHERE {_DEAD} AND finished_at >= :since AND told = 0",
        since=to_text(since),
        **_IS_DEAD,
    )


def still_waiting(tx: Transaction, before: datetime, now: datetime) -> int:
    """How much of what we say by ourselves was written down before, and waits for something other than its hours."""
    row = tx.first(
        "SELECT COUNT(*) FROM outbox WHERE unique_key IS NOT NULL AND finished_at IS NULL AND channel <> :trial"
        " AND created_at < :before AND NOT (held_for = 'hours' AND due_at > :now)",
        trial=TRIAL,
        before=to_text(before),
        now=to_text(now),
    )
    return int(row[0]) if row else 0


_NEED_NOT = 0
"""Stands for no row, in the place of the one that would be said instead."""
_DEAD = (
    "state = 'dead' AND replaced_by IS NULL AND unique_key IS NOT NULL AND unique_key NOT LIKE :of_letters"
    " AND channel <> :trial"
)
_IS_DEAD = {"of_letters": f"notice {OF_LETTERS}%", "trial": TRIAL}


def _give_up(tx: Transaction, row_id: int, reason: str, now: datetime, replaced_by: int | None) -> None:
    given_up = tx.first(
        "UPDATE outbox SET state = 'dead', finished_at = :now, reason = :reason, replaced_by = :replaced_by"
        " WHERE id = :id AND finished_at IS NULL AND state <> 'sending' RETURNING channel, chat",
        id=row_id,
        now=to_text(now),
        reason=reason,
        replaced_by=replaced_by,
    )
    if given_up:
        turns.line_up(tx, *given_up)


def _add_instead(tx: Transaction, row: Outgoing, chat: Chat, key: str, now: datetime) -> int | None:
    reply = replace(row.reply, file=outbox_files.of_row(tx, row.id))
    return outbox.add(tx, chat, reply, now, key=key, agency=row.agency, person=row.person, in_hours=row.in_hours)


def _dead(row: Row) -> DeadLetter:
    at, *columns = row
    return DeadLetter(outgoing(tuple(columns)), from_text(at))
