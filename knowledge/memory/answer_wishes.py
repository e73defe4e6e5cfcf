"""Who wishes to be told once a question has an answer, in the chat where it was asked; and is told once.

A wish hangs on one asking of the question and has no words of its own: they are those that were typed in that chat, and
go when whoever typed them is erased, or their time is over.
"""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat


@dataclass(frozen=True, slots=True)
class Wish:
    """`question` is the number of the question; `words` are those it was asked with there."""

    question: int
    words: str
    chat: Chat
    person: int
    language: str
    wished_at: datetime


def add(tx: Transaction, ask: int, chat: Chat, person: int, language: str, now: datetime) -> bool | None:
    """Of the asking with this number in this chat. False where the chat is told of this question already; None where
    nothing is kept of that asking any more."""
    asked = tx.first("SELECT question FROM unanswered_ask WHERE id = :ask", ask=ask)
    if asked is None:
        return None
    known = tx.first(
        "SELECT 1 FROM answer_wish w JOIN unanswered_ask a ON a.id = w.ask WHERE a.question = :question"
        " AND w.channel = :channel AND w.chat = :chat",
        question=asked[0],
        channel=chat.channel,
        chat=chat.id,
    )
    tx.change(
        "INSERT INTO answer_wish (ask, channel, chat, is_group, thread, person, language, wished_at)"
        " VALUES (:ask, :channel, :chat, :is_group, :thread, :person, :language, :at)"
        " ON CONFLICT (ask, channel, chat) DO NOTHING",
        ask=ask,
        channel=chat.channel,
        chat=chat.id,
        is_group=int(chat.group),
        thread=chat.thread,
        person=person,
        language=language,
        at=to_text(now),
    )
    return known is None


def of_group(tx: Transaction, group: int) -> list[Wish]:
    """Who wishes to be told of a question of this group, the first one first; of a question each chat once, as it was
    wished there last."""
    rows = tx.rows(
        "SELECT a.question, a.words, w.channel, w.chat, w.is_group, w.thread, w.person, w.language, w.wished_at"
        " FROM answer_wish w JOIN unanswered_ask a ON a.id = w.ask JOIN unanswered q ON q.id = a.question"
        " WHERE q.grp = :group ORDER BY w.wished_at, w.ask, w.chat",
        group=group,
    )
    wishes = [
        Wish(question, words, Chat(channel, chat, bool(is_group), thread), person, language, from_text(at))
        for question, words, channel, chat, is_group, thread, person, language, at in rows
    ]
    return list({(wish.question, wish.chat.channel, wish.chat.id): wish for wish in wishes}.values())


def end(tx: Transaction, wish: Wish) -> None:
    """The chat was told of this question."""
    tx.change(
        "DELETE FROM answer_wish WHERE channel = :channel AND chat = :chat"
        " AND ask IN (SELECT id FROM unanswered_ask WHERE question = :question)",
        question=wish.question,
        channel=wish.chat.channel,
        chat=wish.chat.id,
    )
