"""What somebody wants done that would do harm, and has not confirmed yet: it waits for who asked, once, for a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat

GOOD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`action` names what is to be done, `argument` with what, as a text that only it understands. `seen` is the number
    of the last change that was written down when it was asked for."""

    person: int
    action: str
    argument: str
    asked_at: datetime
    seen: int

    def is_over(self, now: datetime) -> bool:
        """Whether it has waited for too long; a clock that was set back makes it no younger than it was."""
        return not timedelta(0) <= now - self.asked_at < GOOD_FOR


def ask(tx: Transaction, chat: Chat, person: int, action: str, argument: str, now: datetime) -> int:
    """It waits from now on; returns its number. What the person was asked before in this chat waits no longer."""
    end_in(tx, chat, person)
    number = tx.next_number("confirmation")
    tx.change(
        "INSERT INTO confirmation (id, person, channel, chat, action, argument, asked_at, seen)"
        " VALUES (:id, :person, :channel, :chat, :action, :argument, :now, (SELECT COALESCE(MAX(id), 0) FROM change))",
        id=number,
        person=person,
        channel=chat.channel,
        chat=chat.id,
        action=action,
        argument=argument,
        now=to_text(now),
    )
    return number


def get(tx: Transaction, number: int) -> Waiting | None:
    """What waits under this number; None where nothing does any more."""
    row = tx.first("SELECT person, action, argument, asked_at, seen FROM confirmation WHERE id = :id", id=number)
    return Waiting(row[0], row[1], row[2], from_text(row[3]), row[4]) if row else None


def end(tx: Transaction, number: int) -> None:
    """It was confirmed, or given up."""
    tx.change("DELETE FROM confirmation WHERE id = :id", id=number)


def end_in(tx: Transaction, chat: Chat, person: int) -> None:
    """Nothing that the person was asked in this chat waits any longer."""
    tx.change(
        "DELETE FROM confirmation WHERE person = :person AND channel = :channel AND chat = :chat",
        person=person,
        channel=chat.channel,
        chat=chat.id,
    )


def end_all(tx: Transaction, person: int) -> None:
    """Nothing that the person asked for waits any longer."""
    tx.change("DELETE FROM confirmation WHERE person = :person", person=person)


def forget(tx: Transaction, now: datetime) -> int:
    """Remove what has waited for too long. Returns how many."""
    return tx.change("DELETE FROM confirmation WHERE asked_at <= :before", before=to_text(now - GOOD_FOR))
