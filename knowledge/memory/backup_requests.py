"""Who has asked for a backup, in which chat: a job makes it, and tells them."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat


@dataclass(frozen=True, slots=True)
class Request:
    """`language` is the one in which they are told."""

    chat: Chat
    person: int
    language: str


def ask(tx: Transaction, request: Request, now: datetime) -> bool:
    """Write it down. False where one of this chat is there already: it is the same backup."""
    return (
        tx.change(
            "INSERT INTO backup_request (channel, chat, thread, person, language, asked_at)"
            " VALUES (:channel, :chat, :thread, :person, :language, :now) ON CONFLICT (channel, chat) DO NOTHING",
            channel=request.chat.channel,
            chat=request.chat.id,
            thread=request.chat.thread,
            person=request.person,
            language=request.language,
            now=to_text(now),
        )
        == 1
    )


def waiting(tx: Transaction) -> list[Request]:
    """Those that nobody was told of yet, in the order in which they were asked."""
    rows = tx.rows(
        "SELECT channel, chat, thread, person, language FROM backup_request ORDER BY asked_at, channel, chat"
    )
    return [
        Request(Chat(channel, chat, thread=thread), int(person), language)
        for channel, chat, thread, person, language in rows
    ]


def done(tx: Transaction, request: Request) -> None:
    """They were told what became of it."""
    tx.change(
        "DELETE FROM backup_request WHERE channel = :channel AND chat = :chat",
        channel=request.chat.channel,
        chat=request.chat.id,
    )
