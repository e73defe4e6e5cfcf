"""Who wishes to be told once a question has an answer, in the chat where it was asked; and is told once."""

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


def add(tx: Transaction, wish: Wish) -> bool:
    """False where the chat is told of this question already."""
    added = tx.change(
        "INSERT INTO answer_wish (question, channel, chat, is_group, thread, person, words, language, wished_at)"
        " VALUES (:question, :channel, :chat, :is_group, :thread, :person, :words, :language, :at)"
        " ON CONFLICT (question, channel, chat) DO NOTHING",
        question=wish.question,
        channel=wish.chat.channel,
        chat=wish.chat.id,
        is_group=int(wish.chat.group),
        thread=wish.chat.thread,
        person=wish.person,
        words=wish.words,
        language=wish.language,
        at=to_text(wish.wished_at),
    )
    return added == 1


def of_group(tx: Transaction, group: int) -> list[Wish]:
    """Who wishes to be told of a question of this group, the first one first."""
    rows = tx.rows(
        "SELECT w.question, w.words, w.channel, w.chat, w.is_group, w.thread, w.person, w.language, w.wished_at"
        " FROM answer_wish w JOIN unanswered q ON q.id = w.question WHERE q.grp = :group ORDER BY w.wished_at, w.chat",
        group=group,
    )
    return [
        Wish(question, words, Chat(channel, chat, bool(is_group), thread), person, language, from_text(at))
        for question, words, channel, chat, is_group, thread, person, language, at in rows
    ]


def end(tx: Transaction, wish: Wish) -> None:
    """The chat was told."""
    tx.change(
        "DELETE FROM answer_wish WHERE question = :question AND channel = :channel AND chat = :chat",
        question=wish.question,
        channel=wish.chat.channel,
        chat=wish.chat.id,
    )
