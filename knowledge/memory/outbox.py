"""Everything that is said goes through this table: written down first, then sent, then marked with the proof.

waiting -> sending -> sent (with the channel's message id). A failed sending becomes retry (again at a time), dead (with
the reason) or unknown (it may have arrived: sent again, marked as a repeat). In one chat a row is only sent
when all earlier ones are sent or dead.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from knowledge.memory import outbox_files
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction
from knowledge.messages import Button, Chat, File, Reply

COLUMNS = (
    "id, channel, chat, is_group, thread, reply, person, agency, unique_key, state, due_at, tries, repeated,"
    " parts_sent, proof, reason, created_at"
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row. `person` is who is answered, None for what is said to the whole chat. `agency`: whom it is for, wherever
    it can be reached. What we say by ourselves has a deterministic `key`. `due_at`: not sent before it (UTC).

    The `reply` has its file in the row that `claim` gives, and in no other: files are only read to be sent.

    `tries` counts sendings begun, `repeated` marks a repeat, `parts_sent` is how much of a long reply has arrived.
    """

    id: int
    chat: Chat
    reply: Reply
    person: int | None
    agency: str | None
    key: str | None
    state: str
    due_at: datetime
    tries: int
    repeated: bool
    parts_sent: int
    proof: str | None
    reason: str | None
    created_at: datetime


def add(
    tx: Transaction,
    chat: Chat,
    reply: Reply,
    now: datetime,
    *,
    key: str | None = None,
    person: int | None = None,
    agency: str | None = None,
) -> int | None:
    """Write down what is to be said, to a person of the chat or to all of it (None). Returns its row id, or None when a
    row with this deterministic `key` is there."""
    row = tx.first(
        "INSERT INTO outbox"
        " (id, channel, chat, is_group, thread, reply, person, agency, unique_key, state, due_at, created_at) VALUES"
        " (:id, :channel, :chat, :is_group, :thread, :reply, :person, :agency, :key, 'waiting', :now, :now)"
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
        now=to_text(now),
    )
    if row is None:
        return None
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
    return _outgoing(row) if row else None


def last_offer(tx: Transaction, chat: Chat, person: int, since: datetime) -> tuple[int, tuple[Button, ...]]:
    """The last thing said in the chat (or topic) to this person or to all, if it was said `since`: its row, its
    choices."""
    row = tx.first(
        "SELECT id, reply FROM outbox WHERE channel = :channel AND chat = :chat AND thread = :thread"
        " AND created_at >= :since AND (person = :person OR person IS NULL) ORDER BY id DESC LIMIT 1",
        channel=chat.channel,
        chat=chat.id,
        thread=chat.thread,
        since=to_text(since),
        person=person,
    )
    return (int(row[0]), reply_from_json(row[1]).buttons) if row else (0, ())


def due(tx: Transaction, channel: str, now: datetime, limit: int) -> list[Outgoing]:
    """What may be sent now, longest due first: at most one row a chat, none for a chat in which one is being sent."""
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox o WHERE channel = :channel AND finished_at IS NULL AND state <> 'sending'"
        " AND due_at <= :now AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.channel = o.channel AND e.chat = o.chat"
        " AND e.id < o.id AND e.finished_at IS NULL) ORDER BY due_at, id LIMIT :limit",
        channel=channel,
        now=to_text(now),
        limit=limit,
    )
    return [_outgoing(row) for row in rows]


def next_due(tx: Transaction, channel: str, now: datetime) -> datetime | None:
    """The first moment after `now` at which something becomes due."""
    row = tx.first(
        "SELECT MIN(due_at) FROM outbox WHERE channel = :channel AND finished_at IS NULL AND due_at > :now",
        channel=channel,
        now=to_text(now),
    )
    return from_text(row[0]) if row and row[0] else None


def claim(tx: Transaction, row: Outgoing) -> Outgoing | None:
    """Begin to send `row`. None when somebody else has taken or changed it since it was read."""
    taken = tx.first(
        "UPDATE outbox SET state = 'sending', tries = tries + 1,"
        " repeated = CASE WHEN state = 'unknown' THEN 1 ELSE repeated END"
        f" WHERE id = :id AND state = :state AND tries = :tries RETURNING {COLUMNS}",
        id=row.id,
        state=row.state,
        tries=row.tries,
    )
    return _outgoing(taken, outbox_files.of_row(tx, row.id)) if taken else None


def part_sent(tx: Transaction, row_id: int) -> None:
    """One more part of a long reply has arrived. If it was a repeat, the doubt is settled: the next part is none."""
    tx.change(
        "UPDATE outbox SET parts_sent = parts_sent + 1, repeated = 0 WHERE id = :id AND state = 'sending'", id=row_id
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
    rows = tx.rows(
        "SELECT id, tries, repeated FROM outbox WHERE channel = :channel AND state = 'sending'", channel=channel
    )
    for row_id, tries, repeated in rows:
        unknown(tx, row_id, now + pause(tries) if repeated else now, "the program stopped while sending")
    return len(rows)


def held_up(tx: Transaction, before: datetime) -> list[Outgoing]:
    """What was written down for an agency before this moment and surely has not arrived anywhere yet."""
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox WHERE agency IS NOT NULL AND created_at < :before AND parts_sent = 0"
        " AND state IN ('waiting', 'retry') ORDER BY id",
        before=to_text(before),
    )
    return [_outgoing(row) for row in rows]


def unsent_for(tx: Transaction, agency: str, chat: Chat) -> list[Outgoing]:
    """What is for the agency in this chat and is neither sent nor being sent."""
    rows = tx.rows(
        f"SELECT {COLUMNS} FROM outbox WHERE channel = :channel AND chat = :chat AND agency = :agency"
        " AND finished_at IS NULL AND state <> 'sending' ORDER BY id",
        channel=chat.channel,
        chat=chat.id,
        agency=agency,
    )
    return [_outgoing(row) for row in rows]


def withdraw(tx: Transaction, row_id: int, reason: str, now: datetime) -> None:
    """Do not send it (any more): it is dead unless it is sent or being sent."""
    tx.change(
        "UPDATE outbox SET state = 'dead', finished_at = :now, reason = :reason"
        " WHERE id = :id AND finished_at IS NULL AND state <> 'sending'",
        id=row_id,
        now=to_text(now),
        reason=reason,
    )


def pass_on(tx: Transaction, row: Outgoing, chat: Chat, now: datetime) -> int | None:
    """Say it in another chat instead. Both rows tell of the other; returns the new one's id."""
    key = f"{row.key or row.id} in place of {row.id}"
    new = add(tx, chat, replace(row.reply, file=outbox_files.of_row(tx, row.id)), now, key=key, agency=row.agency)
    tx.change(
        "UPDATE outbox SET state = 'dead', finished_at = :now, reason = :reason WHERE id = :id",
        id=row.id,
        now=to_text(now),
        reason=f"passed on as {new}: {row.reason or 'not sent in time'}",
    )
    return new


def move_chat(tx: Transaction, channel: str, old: str, new: str) -> int:
    """The platform gave the chat another id: what waits goes there, in the same order. Returns how many rows moved."""
    return tx.change(
        "UPDATE outbox SET chat = :new WHERE channel = :channel AND chat = :old AND finished_at IS NULL",
        channel=channel,
        old=old,
        new=new,
    )


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was finished before; open rows stay whatever their age."""
    return tx.change("DELETE FROM outbox WHERE finished_at < :before", before=to_text(before))


def reply_to_json(reply: Reply) -> str:
    """The reply as the text that the database keeps; its file is kept apart, in `outbox_files`."""
    buttons = [[button.label, button.action] for button in reply.buttons]
    return json.dumps({"text": reply.text, "buttons": buttons, "language": reply.language}, ensure_ascii=False)


def reply_from_json(text: str, file: File | None = None) -> Reply:
    """The reply that `reply_to_json` made the text of, and its file, where that was read too."""
    data = json.loads(text)
    buttons = tuple(Button(label, action) for label, action in data["buttons"])
    return Reply(data["text"], buttons, data.get("language", "vi"), file=file)


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
    changed = tx.change(
        "UPDATE outbox SET state = :state, due_at = :at, finished_at = :finished, proof = :proof, reason = :reason"
        " WHERE id = :id AND state = 'sending'",
        id=row_id,
        state=state,
        at=to_text(at),
        finished=to_text(at) if finished else None,
        proof=proof,
        reason=reason,
    )
    return changed == 1


def _outgoing(row: Row, file: File | None = None) -> Outgoing:
    row_id, channel, chat, is_group, thread, reply, person, agency, key, *how, created_at = row
    state, due_at, tries, repeated, parts_sent, proof, reason = how
    return Outgoing(
        row_id,
        Chat(channel, chat, bool(is_group), thread),
        reply_from_json(reply, file),
        person,
        agency,
        key,
        state,
        from_text(due_at),
        tries,
        bool(repeated),
        parts_sent,
        proof,
        reason,
        from_text(created_at),
    )
