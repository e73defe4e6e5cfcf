"""Everything that is said goes through this table: written down first, then sent, then marked with the proof.

waiting -> sending -> sent (with the channel's message id). A failed sending becomes retry (again at a time), dead (with
the reason) or unknown (it may have arrived: sent again, marked as a repeat). In one chat a row is only sent
when all earlier ones are sent or dead; but what is held until a time, a reminder at night, holds up no answer.
Across chats, those in which a person waits for an answer go first, then what has been due for longest (`turns`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from knowledge.memory import outbox_files, turns
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.outgoing import COLUMNS, Outgoing, outgoing, reply_to_json
from knowledge.memory.store import Transaction
from knowledge.messages import Chat, Reply


def add(
    tx: Transaction,
    chat: Chat,
    reply: Reply,
    now: datetime,
    *,
    key: str | None = None,
    person: int | None = None,
    agency: str | None = None,
    in_hours: bool = False,
    edits: int | None = None,
) -> int | None:
    """Write down what is to be said, to a person of the chat or to all of it (None), and whether only within the hours
    in which the chat is written to; in the message of the row that it `edits`, or in one of its own. Returns its row
    id, or None when a row with this deterministic `key` is there."""
    row = tx.first(
        "INSERT INTO outbox"
        " (id, channel, chat, is_group, thread, reply, person, agency, unique_key, in_hours, edits, state, turn,"
        " due_at, created_at) VALUES (:id, :channel, :chat, :is_group, :thread, :reply, :person, :agency, :key,"
        " :in_hours, :edits, 'waiting', :turn, :now, :now)"
        " ON CONFLICT (unique_key) DO NOTHING RETURNING id",
        id=tx.next_number("message"),
        channel=chat.channel,
        chat=chat.id,
        is_group=int(chat.group),
        thread=chat.thread,
        reply=reply_to_json(reply),
        person=person,
        agency=agency,
        key=key,
        in_hours=int(in_hours),
        edits=edits,
        turn=turns.BEHIND,
        now=to_text(now),
    )
    if row is None:
        return None
    turns.line_up(tx, chat.channel, chat.id)
    row_id = int(row[0])
    if reply.file:
        outbox_files.keep(tx, row_id, reply.file)
    return row_id


def has_key(tx: Transaction, key: str) -> bool:
    """Whether a row with this deterministic key was ever written down, and is not forgotten."""
    return tx.first("SELECT 1 FROM outbox WHERE unique_key = :key", key=key) is not None


def get(tx: Transaction, row_id: int) -> Outgoing | None:
    """The row as it is now; None when there is none with this id, or it was forgotten."""
    row = tx.first(f"SELECT {COLUMNS} FROM outbox WHERE id = :id", id=row_id)
    return outgoing(row) if row else None


def due(tx: Transaction, channel: str, now: datetime, limit: int) -> list[Outgoing]:
    """What is due now, where an answer is awaited first, then longest due first: at most one row a chat, none for a
    chat in which one is being sent. What keeps no hours does not wait for what is held."""
    rows = _due(tx, channel, turns.AWAITED, now, limit)
    return rows + _due(tx, channel, turns.NEXT, now, limit - len(rows))


def longest_due(tx: Transaction, channel: str, now: datetime, limit: int) -> list[Outgoing]:
    """The same, longest due first whoever waits for it."""
    rows = _due(tx, channel, turns.AWAITED, now, limit) + _due(tx, channel, turns.NEXT, now, limit)
    return sorted(rows, key=lambda row: (row.due_at, row.id))[:limit]


def _due(tx: Transaction, channel: str, turn: int, now: datetime, limit: int) -> list[Outgoing]:
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox o WHERE channel = :channel AND turn = :turn AND finished_at IS NULL"
        " AND state <> 'sending' AND due_at <= :now AND NOT EXISTS (SELECT 1 FROM outbox e"
        " WHERE e.channel = o.channel AND e.chat = o.chat AND e.id < o.id AND e.finished_at IS NULL"
        " AND NOT (e.held_for <> '' AND e.due_at > :now AND e.state <> 'sending' AND o.in_hours = 0))"
        " AND NOT EXISTS (SELECT 1 FROM outbox s WHERE s.channel = o.channel AND s.chat = o.chat"
        " AND s.state = 'sending') ORDER BY due_at, id LIMIT :limit",
        channel=channel,
        turn=turn,
        now=to_text(now),
        limit=limit,
    )
    return [outgoing(row) for row in rows]


def next_due(tx: Transaction, channel: str, now: datetime) -> datetime | None:
    """The first moment after `now` at which something becomes due."""
    row = tx.first(
        "SELECT MIN(due_at) FROM outbox WHERE channel = :channel AND finished_at IS NULL AND due_at > :now",
        channel=channel,
        now=to_text(now),
    )
    return from_text(row[0]) if row and row[0] else None


def claim(tx: Transaction, row: Outgoing, now: datetime) -> Outgoing | None:
    """Begin to send `row`, which is held no longer. None when somebody else has taken or changed it since it was
    read."""
    taken = tx.first(
        "UPDATE outbox SET state = 'sending', tries = tries + 1, tried_since = :since, held_for = '',"
        " held_since = NULL, repeated = CASE WHEN state = 'unknown' THEN 1 ELSE repeated END"
        f" WHERE id = :id AND state = :state AND tries = :tries AND due_at = :due_at RETURNING {COLUMNS}",
        id=row.id,
        due_at=to_text(row.due_at),
        state=row.state,
        tries=row.tries,
        since=to_text(_tried_since(row, now)),
    )
    return outgoing(taken, outbox_files.of_row(tx, row.id)) if taken else None


def _tried_since(row: Outgoing, now: datetime) -> datetime:
    """The first try, and later by as long as the row was held since. A clock that was ahead then puts nothing off."""
    held = now - row.held_since if row.held_since else timedelta(0)
    return min((row.tried_since or now) + max(held, timedelta(0)), now)


def in_flight(tx: Transaction, channel: str) -> int:
    """How many rows of the channel are being sent at this moment."""
    row = tx.first("SELECT COUNT(*) FROM outbox WHERE channel = :channel AND state = 'sending'", channel=channel)
    return int(row[0]) if row else 0


def part_sent(tx: Transaction, row_id: int) -> None:
    """One more part of a long reply has arrived. If it was a repeat, the doubt is settled: the next part is none."""
    tx.change(
        "UPDATE outbox SET parts_sent = parts_sent + 1, repeated = 0, turn = :awaited"
        " WHERE id = :id AND state = 'sending'",
        id=row_id,
        awaited=turns.AWAITED,
    )


def sent(tx: Transaction, row_id: int, proof: str, now: datetime) -> bool:
    """`proof` is the channel's id of the message. False when the row was not being sent."""
    return _leave_sending(tx, row_id, "sent", now, finished=True, proof=proof)


def retry(tx: Transaction, row_id: int, at: datetime, reason: str) -> bool:
    """Not sent for sure: again from `at` (aware) on. False when the row was not being sent."""
    return _leave_sending(tx, row_id, "retry", at, reason=reason)


def dead(tx: Transaction, row_id: int, reason: str, now: datetime) -> bool:
    """Given up for good, so that what waits behind it goes on. False when the row was not being sent."""
    return _leave_sending(tx, row_id, "dead", now, finished=True, reason=reason)


def unknown(tx: Transaction, row_id: int, at: datetime, reason: str) -> bool:
    """It may have arrived: again from `at` (aware) on, as a repeat. False when the row was not being sent."""
    return _leave_sending(tx, row_id, "unknown", at, reason=reason)


def hasten(tx: Transaction, channel: str, now: datetime) -> None:
    """The platform answers again: what may have arrived, or not, need not wait any longer to be settled."""
    tx.change(
        "UPDATE outbox SET due_at = :now WHERE channel = :channel AND state = 'unknown' AND due_at > :now",
        channel=channel,
        now=to_text(now),
    )


def postpone(tx: Transaction, row_id: int, until: datetime) -> None:
    """Pacing: leave the row as it is, but not before `until`."""
    tx.change(
        "UPDATE outbox SET due_at = :until WHERE id = :id AND state <> 'sending'", id=row_id, until=to_text(until)
    )


def hold(tx: Transaction, row_id: int, until: datetime, now: datetime, why: Literal["hours", "quota"]) -> None:
    """Not before `until`: it is out of its hours, or the month's messages are used up. That is no try, and what is not
    bound to hours need not wait for it."""
    held = tx.first(
        "UPDATE outbox SET due_at = :until, held_for = :why, held_since = COALESCE(held_since, :now)"
        " WHERE id = :id AND state <> 'sending' RETURNING channel, chat",
        id=row_id,
        until=to_text(until),
        why=why,
        now=to_text(now),
    )
    if held:
        turns.line_up(tx, *held)


def bring_forward(tx: Transaction, channel: str, latest: datetime) -> int:
    """Nothing that waits on the channel is due after `latest`. Returns how many rows were."""
    return tx.change(
        "UPDATE outbox SET due_at = :latest WHERE channel = :channel AND finished_at IS NULL AND due_at > :latest",
        channel=channel,
        latest=to_text(latest),
    )


def recover(tx: Transaction, channel: str, now: datetime, pause: Callable[[int], timedelta]) -> int:
    """At start, before anything is sent: what a crash left in `sending` may have arrived. Returns how many.

    The first repeat is due at once, one more after the `pause` that belongs to so many tries.
    """
    turns.line_up_all(tx, channel)
    rows = tx.rows(
        "SELECT id, tries, repeated FROM outbox WHERE channel = :channel AND state = 'sending'", channel=channel
    )
    for row_id, tries, repeated in rows:
        unknown(tx, row_id, now + pause(tries) if repeated else now, "the program stopped while sending")
    return len(rows)


def move_chat(tx: Transaction, channel: str, old: str, new: str) -> int:
    """The platform gave the chat another id: what waits goes there, in the same order. Returns how many rows moved."""
    moved = tx.change(
        "UPDATE outbox SET chat = :new WHERE channel = :channel AND chat = :old AND finished_at IS NULL",
        channel=channel,
        old=old,
        new=new,
    )
    turns.line_up(tx, channel, new)
    return moved


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was finished before; open rows stay whatever their age."""
    return tx.change("DELETE FROM outbox WHERE finished_at < :before", before=to_text(before))


def _leave_sending(
    tx: Transaction,
    row_id: int,
    state: str,
    at: datetime,
    *,
    finished: bool = False,
    proof: str | None = None,
    reason: str | None = None,
) -> bool:
    left = tx.first(
        "UPDATE outbox SET state = :state, due_at = :at, finished_at = :finished, proof = :proof, reason = :reason"
        " WHERE id = :id AND state = 'sending' RETURNING channel, chat",
        id=row_id,
        state=state,
        at=to_text(at),
        finished=to_text(at) if finished else None,
        proof=proof,
        reason=reason,
    )
    if left and finished:
        turns.line_up(tx, *left)
    return left is not None
