"""What people sent. A message is here before its channel acknowledges it, and is recognised when it comes again."""

from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Message


def add(tx: Transaction, message: Message, now: datetime) -> bool:
    """Store the message. False when this channel has given a message with the same id before."""
    added = tx.change(
        "INSERT INTO inbox (id, channel, message_id, chat, is_group, sender, text, said_at, received_at)"
        " VALUES (:id, :channel, :message_id, :chat, :is_group, :sender, :text, :said_at, :now)"
        " ON CONFLICT (channel, message_id) DO NOTHING",
        id=tx.next_number("message"),
        channel=message.chat.channel,
        message_id=message.id,
        chat=message.chat.id,
        is_group=int(message.chat.group),
        sender=message.sender,
        text=message.text,
        said_at=to_text(message.at),
        now=to_text(now),
    )
    return added == 1


def is_question(tx: Transaction, message: Message) -> None:
    """It was put to the documents as it was typed; it was no choice, no command and no part of a dialogue."""
    tx.change(
        "UPDATE inbox SET asked = 1 WHERE channel = :channel AND message_id = :id",
        channel=message.chat.channel,
        id=message.id,
    )


def questions(tx: Transaction, limit: int) -> list[str]:
    """What was asked lately, as it was typed, the newest first."""
    rows = tx.rows("SELECT text FROM inbox WHERE asked = 1 ORDER BY id DESC LIMIT :limit", limit=limit)
    return [str(text) for (text,) in rows]


def forget_words(tx: Transaction, message: Message, instead: str = "") -> None:
    """Keep that the message came, so that it is recognised when it comes again, and not what it says. Without anything
    `instead` of that it is no line of the chat any more."""
    tx.change(
        "UPDATE inbox SET text = :instead WHERE channel = :channel AND message_id = :id",
        instead=instead,
        channel=message.chat.channel,
        id=message.id,
    )


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was received before, with it the knowledge that it was seen. Returns how many messages."""
    return tx.change("DELETE FROM inbox WHERE received_at < :before", before=to_text(before))
