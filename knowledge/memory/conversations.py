"""What a person is talking about in a chat, as a text that only the questions layer understands."""

from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat


def get(tx: Transaction, chat: Chat, person_id: int) -> str | None:
    """The text kept by `put` for this person in this chat; None when there is none."""
    row = tx.first(
        "SELECT state FROM conversation WHERE channel = :channel AND chat = :chat AND person = :person",
        channel=chat.channel,
        chat=chat.id,
        person=person_id,
    )
    return str(row[0]) if row else None


def put(tx: Transaction, chat: Chat, person_id: int, state: str, now: datetime) -> None:
    """Keep `state` in the place of what was kept before."""
    tx.change(
        "INSERT INTO conversation (channel, chat, person, state, changed_at)"
        " VALUES (:channel, :chat, :person, :state, :now)"
        " ON CONFLICT (channel, chat, person) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
        channel=chat.channel,
        chat=chat.id,
        person=person_id,
        state=state,
        now=to_text(now),
    )


def move_chat(tx: Transaction, channel: str, old: str, new: str) -> None:
    """The platform gave the chat another id. What was already said under the new one stays."""
    tx.change(
        "UPDATE conversation SET chat = :new WHERE channel = :channel AND chat = :old AND NOT EXISTS"
        " (SELECT 1 FROM conversation c WHERE c.channel = :channel AND c.chat = :new"
        " AND c.person = conversation.person)",
        channel=channel,
        old=old,
        new=new,
    )


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was last changed before this moment (aware). Returns how many conversations."""
    return tx.change("DELETE FROM conversation WHERE changed_at < :before", before=to_text(before))
