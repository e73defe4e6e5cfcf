"""What a person was asked for and has not answered yet, in each chat by itself."""

from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat


def ask(tx: Transaction, chat: Chat, person: int, about: str, now: datetime) -> None:
    """The person's next message in the chat is the answer to this; what was asked before is given up."""
    tx.change(
        "INSERT INTO dialogue (channel, chat, person, about, asked_at) VALUES (:channel, :chat, :person, :about, :now)"
        " ON CONFLICT (channel, chat, person) DO UPDATE SET about = excluded.about, asked_at = excluded.asked_at",
        channel=chat.channel,
        chat=chat.id,
        person=person,
        about=about,
        now=to_text(now),
    )


def asked(tx: Transaction, chat: Chat, person: int, since: datetime) -> str | None:
    """What was asked for `since`, and is not answered; None where nothing was."""
    row = tx.first(
        "SELECT about FROM dialogue WHERE channel = :channel AND chat = :chat AND person = :person"
        " AND asked_at >= :since",
        channel=chat.channel,
        chat=chat.id,
        person=person,
        since=to_text(since),
    )
    return str(row[0]) if row else None


def end(tx: Transaction, chat: Chat, person: int) -> None:
    """It was answered, or given up."""
    tx.change(
        "DELETE FROM dialogue WHERE channel = :channel AND chat = :chat AND person = :person",
        channel=chat.channel,
        chat=chat.id,
        person=person,
    )


def end_all(tx: Transaction, person: int) -> None:
    """Whatever the person was asked for in any chat is given up."""
    tx.change("DELETE FROM dialogue WHERE person = :person", person=person)
