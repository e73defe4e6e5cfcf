"""Chats that were ever written in: whether they can be reached, and whose group they are."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory import calendar_addresses, conversations, outbox, wishes
from knowledge.memory.moments import to_text
from knowledge.memory.store import Row, Transaction
from knowledge.messages import TRIAL, Chat, Message

COORDINATING = "(coordinating)"
"""Stands where an agency's id does, for the office that follows the whole programme: what is for it goes to its chats,
which are marked as such and may be an agency's besides."""


@dataclass(frozen=True, slots=True)
class Place:
    """A chat as it is known. `agency`: whose chat it is. `active`: false once the bot was removed or blocked.
    `coordinating`: the office that follows the whole programme is told there."""

    chat: Chat
    title: str
    active: bool
    agency: str | None
    coordinating: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """That a chat is an agency's: the place in the order of its chats, who (a person's number) made it that, and since
    when (UTC, as texts are kept)."""

    agency: str
    position: int
    by: int | None
    since: str | None


def seen(tx: Transaction, message: Message, now: datetime) -> Place:
    """Somebody wrote there, so it can be reached; that the bot was removed says nothing of the kind."""
    chat = message.chat
    row = tx.first(
        "INSERT INTO chat (channel, chat, is_group, title, active, changed_at)"
        " VALUES (:channel, :chat, :is_group, :title, :here, :now)"
        " ON CONFLICT (channel, chat) DO UPDATE SET"
        " active = CASE WHEN excluded.active = 1 THEN 1 ELSE chat.active END,"
        " title = CASE WHEN excluded.title = '' THEN chat.title ELSE excluded.title END"
        f" RETURNING {_COLUMNS}",
        channel=chat.channel,
        chat=chat.id,
        is_group=int(chat.group),
        title=message.chat_title,
        here=int(message.event != "left"),
        now=to_text(now),
    )
    assert row is not None  # one row is written either way
    return _place(row)


def get(tx: Transaction, chat: Chat) -> Place | None:
    """The chat as it is known; None where nobody ever wrote."""
    row = tx.first(
        f"SELECT {_COLUMNS} FROM chat WHERE channel = :channel AND chat = :chat", channel=chat.channel, chat=chat.id
    )
    return _place(row) if row else None


def lost(tx: Transaction, chat: Chat, now: datetime) -> Place | None:
    """Nothing can be sent there any more. What it was, the first time it is said; None when that is known, or new."""
    row = tx.first(
        "UPDATE chat SET active = 0, changed_at = :now WHERE channel = :channel AND chat = :chat AND active = 1"
        f" RETURNING {_COLUMNS}",
        channel=chat.channel,
        chat=chat.id,
        now=to_text(now),
    )
    return _place(row) if row else None


def bind(tx: Transaction, chat: Chat, agency: str, person_id: int, now: datetime) -> None:
    """It is this agency's chat from now on, the last in its order of preference."""
    tx.change(
        "UPDATE chat SET agency = :agency, bound_by = :person, bound_at = :now, changed_at = :now, position ="
        " (SELECT COALESCE(MAX(position), 0) + 1 FROM chat WHERE agency = :agency)"
        " WHERE channel = :channel AND chat = :chat",
        channel=chat.channel,
        chat=chat.id,
        agency=agency,
        person=person_id,
        now=to_text(now),
    )


def unbind(tx: Transaction, chat: Chat, now: datetime) -> None:
    """It is no agency's chat any more: what it wished as one is forgotten, and no calendar is read by it."""
    calendar_addresses.forget(tx, chat)
    wishes.forget(tx, chat)
    tx.change(
        "UPDATE chat SET agency = NULL, position = 0, bound_by = NULL, bound_at = NULL, changed_at = :now"
        " WHERE channel = :channel AND chat = :chat",
        channel=chat.channel,
        chat=chat.id,
        now=to_text(now),
    )


def number_of(tx: Transaction, chat: Chat) -> int:
    """Our own number of the chat, which must be known: it stays when the platform gives the chat another id."""
    row = tx.first(
        "SELECT number FROM chat WHERE channel = :channel AND chat = :chat", channel=chat.channel, chat=chat.id
    )
    assert row is not None  # who writes there has made it known
    if row[0] is not None:
        return int(row[0])
    number = tx.next_number("chat")
    tx.change(
        "UPDATE chat SET number = :number WHERE channel = :channel AND chat = :chat",
        number=number,
        channel=chat.channel,
        chat=chat.id,
    )
    return number


def numbered(tx: Transaction, number: int) -> Place | None:
    """The chat with this number of ours; None where it is gone."""
    row = tx.first(f"SELECT {_COLUMNS} FROM chat WHERE number = :number", number=number)
    return _place(row) if row else None


def binding(tx: Transaction, chat: Chat) -> Binding | None:
    """How the chat is an agency's; None where it is not."""
    row = tx.first(
        "SELECT agency, position, bound_by, bound_at FROM chat WHERE channel = :channel AND chat = :chat"
        " AND agency IS NOT NULL",
        channel=chat.channel,
        chat=chat.id,
    )
    return Binding(*row) if row else None


def put_binding(tx: Transaction, chat: Chat, bound: Binding, now: datetime) -> None:
    """It is an agency's chat like this from now on."""
    tx.change(
        "UPDATE chat SET agency = :agency, position = :position, bound_by = :person, bound_at = :since,"
        " changed_at = :now WHERE channel = :channel AND chat = :chat",
        channel=chat.channel,
        chat=chat.id,
        agency=bound.agency,
        position=bound.position,
        person=bound.by,
        since=bound.since,
        now=to_text(now),
    )


def last_position(tx: Transaction, agency: str) -> int:
    """For a chat that comes after all others of the agency."""
    return _position(tx, "COALESCE(MAX(position), 0) + 1", agency)


def first_position(tx: Transaction, agency: str) -> int:
    """For a chat that comes before all others of the agency."""
    return _position(tx, "COALESCE(MIN(position), 2) - 1", agency)


def _position(tx: Transaction, place: str, agency: str) -> int:
    row = tx.first(f"SELECT {place} FROM chat WHERE agency = :agency", agency=agency)
    assert row is not None  # one row is given also where there is no chat
    return int(row[0])


def of_agency(tx: Transaction, agency: str) -> list[Place]:
    """The agency's chats in order of preference, those that cannot be reached too; none where it is only tried out.
    Those of `COORDINATING` are in the order in which they were marked."""
    if agency == COORDINATING:
        rows = tx.rows(
            f"SELECT {_COLUMNS} FROM chat WHERE coordinating IS NOT NULL AND channel <> :trial ORDER BY coordinating",
            trial=TRIAL,
        )
        return [_place(row) for row in rows]
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM chat WHERE agency = :agency AND channel <> :trial ORDER BY position",
        agency=agency,
        trial=TRIAL,
    )
    return [_place(row) for row in rows]


def bound(tx: Transaction) -> list[Place]:
    """All chats that are an agency's, those that cannot be reached too; none that is only tried out."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM chat WHERE agency IS NOT NULL AND channel <> :trial ORDER BY agency, position",
        trial=TRIAL,
    )
    return [_place(row) for row in rows]


def coordinating(tx: Transaction, chat: Chat) -> int | None:
    """Which of its chats it is in which the office that follows the whole programme is told; None where it is none."""
    row = tx.first(
        "SELECT coordinating FROM chat WHERE channel = :channel AND chat = :chat", channel=chat.channel, chat=chat.id
    )
    return row[0] if row else None


def put_coordinating(tx: Transaction, chat: Chat, position: int | None, now: datetime) -> None:
    """That office is told there from now on, or (None) not any more."""
    tx.change(
        "UPDATE chat SET changed_at = :now, coordinating = :position WHERE channel = :channel AND chat = :chat",
        channel=chat.channel,
        chat=chat.id,
        position=position,
        now=to_text(now),
    )


def last_coordinating(tx: Transaction) -> int:
    """For a chat that comes after all others of that office."""
    row = tx.first("SELECT COALESCE(MAX(coordinating), 0) + 1 FROM chat")
    assert row is not None  # one row is given also where there is no chat
    return int(row[0])


def count(tx: Transaction, channel: str) -> tuple[int, int]:
    """How many people's and how many groups' chats can be reached on the channel."""
    rows = tx.rows(
        "SELECT is_group, COUNT(*) FROM chat WHERE channel = :channel AND active = 1 GROUP BY is_group", channel=channel
    )
    found = {int(is_group): int(chats) for is_group, chats in rows}
    return found.get(0, 0), found.get(1, 0)


def move_chat(tx: Transaction, channel: str, old: str, new: str) -> None:
    """The platform gave the chat another id: whose it is, what is talked about in it and what waits go along."""
    outbox.move_chat(tx, channel, old, new)
    conversations.move_chat(tx, channel, old, new)
    wishes.move_chat(tx, channel, old, new)
    tx.change(
        "DELETE FROM chat WHERE channel = :channel AND chat = :new AND agency IS NULL AND coordinating IS NULL",
        channel=channel,
        new=new,
    )
    tx.change(
        "UPDATE chat SET chat = :new WHERE channel = :channel AND chat = :old AND NOT EXISTS"
        " (SELECT 1 FROM chat c WHERE c.channel = :channel AND c.chat = :new)",
        channel=channel,
        old=old,
        new=new,
    )
    tx.change("DELETE FROM chat WHERE channel = :channel AND chat = :old", channel=channel, old=old)


_COLUMNS = "channel, chat, is_group, title, active, agency, coordinating"


def _place(row: Row) -> Place:
    channel, chat, is_group, title, active, agency, coordinating = row
    return Place(Chat(channel, chat, bool(is_group)), title, bool(active), agency, coordinating is not None)
