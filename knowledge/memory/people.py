"""Who writes. One person may have accounts on several channels; our own number stands for the person everywhere."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction


@dataclass(frozen=True, slots=True)
class Person:
    """`language` is what the person chose ("vi", "en"), None as long as nothing was chosen."""

    id: int
    language: str | None


def recognise(tx: Transaction, channel: str, sender: str, now: datetime) -> Person:
    """The person behind the channel's `sender`, made known now if new."""
    person_id = _find(tx, channel, sender)
    if person_id is None:
        person_id = _add(tx, channel, sender, now)
    row = tx.first(
        "UPDATE person SET last_seen = :now WHERE id = :id RETURNING id, language",
        id=person_id,
        now=to_text(now),
    )
    assert row is not None  # the foreign key says so
    return Person(*row)


def choose_language(tx: Transaction, person_id: int, language: str) -> None:
    """Answer this person in "vi" or "en" from now on, on every channel."""
    tx.change("UPDATE person SET language = :language WHERE id = :id", id=person_id, language=language)


def _find(tx: Transaction, channel: str, sender: str) -> int | None:
    row = tx.first(
        "SELECT person FROM account WHERE channel = :channel AND sender = :sender", channel=channel, sender=sender
    )
    return int(row[0]) if row else None


def _add(tx: Transaction, channel: str, sender: str, now: datetime) -> int:
    person_id = tx.next_number("person")
    tx.change("INSERT INTO person (id, first_seen, last_seen) VALUES (:id, :now, :now)", id=person_id, now=to_text(now))
    tx.change(
        "INSERT INTO account (channel, sender, person) VALUES (:channel, :sender, :person)",
        channel=channel,
        sender=sender,
        person=person_id,
    )
    return person_id
