"""A chat as it was said, both directions in one order. Reads what the inbox and the outbox hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import from_text
from knowledge.memory.outbox_files import FileHead
from knowledge.memory.outgoing import reply_from_json
from knowledge.memory.store import Row, Transaction
from knowledge.messages import Button, Chat, Reply

_OFFERS = 50
"""Rows among which the last offer is looked for: what keeps hours may be sent long after it was written down."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something said. `id` is one growing numbering for both directions; of ours, the outbox row that a press names.

    A person's line has the channel's `message_id`, `sender` and the `name` of that; in ours all are empty. `at` is in
    UTC. `file` is what came with ours, whose `reply` is without it; `edits` the line that says this from now on.
    """

    id: int
    at: datetime
    reply: Reply
    message_id: str = ""
    sender: str = ""
    name: str = ""
    file: FileHead | None = None
    edits: int | None = None


def since(tx: Transaction, chat: Chat, after: int = 0, limit: int = 200) -> list[Line]:
    """What was said in the chat after line `after`, in order; of more than `limit` lines the newest ones.

    Ours are included as soon as they are written down, sent or not: a line seen twice has the same id.
    """
    rows = tx.rows(
        "SELECT i.id, received_at, text, message_id, i.sender, COALESCE(a.name, ''), NULL, NULL, NULL, NULL"
        " FROM inbox i"
        " LEFT JOIN account a ON a.channel = i.channel AND a.sender = i.sender"
        " WHERE i.channel = :channel AND i.chat = :chat AND i.id > :after AND text <> ''"
        " UNION ALL SELECT o.id, created_at, reply, '', '', '', edits, f.name, f.media_type, f.size FROM outbox o"
        " LEFT JOIN outbox_file f ON f.outbox = o.id"
        " WHERE channel = :channel AND chat = :chat AND o.id > :after"
        " ORDER BY id DESC LIMIT :limit",
        channel=chat.channel,
        chat=chat.id,
        after=after,
        limit=limit,
    )
    return [_line(row) for row in reversed(rows)]


@dataclass(frozen=True, slots=True)
class Offer:
    """The choices under what was said `at` in the outbox row. `by_itself`: nobody had asked, as with a reminder."""

    row: int
    buttons: tuple[Button, ...]
    at: datetime
    by_itself: bool


def last_offer(tx: Transaction, chat: Chat, person: int) -> Offer | None:
    """The last thing said in the chat (or topic) to this person or to all, also where there is no choice under it. What
    was held until its hours is said when it is sent, all else when it is written down."""
    return next(_said(tx, chat, person), None)


def last_offer_by_itself(tx: Transaction, chat: Chat, person: int) -> Offer | None:
    """The last thing said there that nobody had asked for and that has choices under it."""
    return next((offer for offer in _said(tx, chat, person, by_itself=True) if offer.buttons), None)


def _said(tx: Transaction, chat: Chat, person: int, *, by_itself: bool = False) -> Iterator[Offer]:
    """The latest first, of all or only what nobody had asked for."""
    rows = tx.rows(
        "SELECT id, reply, said_at, in_hours FROM (SELECT id, reply, in_hours,"
        " CASE WHEN in_hours = 1 THEN COALESCE(finished_at, due_at) ELSE created_at END AS said_at"
        " FROM outbox WHERE channel = :channel AND chat = :chat AND thread = :thread"
        " AND (person = :person OR person IS NULL)"
        " AND edits IS NULL AND (in_hours = 0 OR (held_for = '' AND state <> 'dead')) ORDER BY id DESC LIMIT :newest) o"
        " WHERE in_hours >= :by_itself ORDER BY said_at DESC, id DESC",
        channel=chat.channel,
        chat=chat.id,
        thread=chat.thread,
        person=person,
        newest=_OFFERS,
        by_itself=int(by_itself),
    )
    for row_id, reply, said_at, in_hours in rows:
        yield Offer(int(row_id), reply_from_json(reply).buttons, from_text(said_at), bool(in_hours))


def _line(row: Row) -> Line:
    line_id, at, said, message_id, sender, name, edits, *file = row
    reply = Reply(said) if message_id else reply_from_json(said)
    head = FileHead(*file) if file[0] else None
    return Line(line_id, from_text(at), reply, message_id, sender, name, head, edits)
