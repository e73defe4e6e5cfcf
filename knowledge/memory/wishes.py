"""What a chat wishes to be told of by itself, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import Chat
from knowledge.obligations.office import UNASKED


@dataclass(frozen=True, slots=True)
class Wishes:
    """It is told from `first` until before `last` (times in Viet Nam; None: as the settings say), not on the weekdays
    `quiet` (0 for Monday), of `kinds` (see `office.KINDS`), and of nothing before `paused_until`."""

    first: time | None = None
    last: time | None = None
    quiet: frozenset[int] = frozenset()
    kinds: frozenset[str] = UNASKED
    paused_until: date | None = None


def get(tx: Transaction, chat: Chat) -> Wishes:
    """Those of the chat; where it never said any, what holds unasked."""
    row = tx.first(
        "SELECT first_hour, last_hour, quiet, kinds, paused_until FROM chat_wishes"
        " WHERE channel = :channel AND chat = :chat",
        channel=chat.channel,
        chat=chat.id,
    )
    if row is None:
        return Wishes()
    first, last, quiet, kinds, paused = row
    return Wishes(
        time.fromisoformat(first) if first else None,
        time.fromisoformat(last) if last else None,
        frozenset(map(int, quiet.split())),
        frozenset(kinds.split()),
        date.fromisoformat(paused) if paused else None,
    )


def put(tx: Transaction, chat: Chat, wishes: Wishes, person: int, now: datetime) -> None:
    """From now on it wishes this."""
    tx.change(
        "INSERT INTO chat_wishes (channel, chat, first_hour, last_hour, quiet, kinds, paused_until, person, changed_at)"
        " VALUES (:channel, :chat, :first, :last, :quiet, :kinds, :paused, :person, :now)"
        " ON CONFLICT (channel, chat) DO UPDATE SET first_hour = excluded.first_hour, last_hour = excluded.last_hour,"
        " quiet = excluded.quiet, kinds = excluded.kinds, paused_until = excluded.paused_until,"
        " person = excluded.person, changed_at = excluded.changed_at",
        channel=chat.channel,
        chat=chat.id,
        first=wishes.first.isoformat("minutes") if wishes.first else None,
        last=wishes.last.isoformat("minutes") if wishes.last else None,
        quiet=" ".join(map(str, sorted(wishes.quiet))),
        kinds=" ".join(sorted(wishes.kinds)),
        paused=wishes.paused_until.isoformat() if wishes.paused_until else None,
        person=person,
        now=to_text(now),
    )


def to_value(wishes: Wishes) -> dict[str, str | list[int] | list[str] | None]:
    """As it is written down for ever."""
    return {
        "first": wishes.first.isoformat("minutes") if wishes.first else None,
        "last": wishes.last.isoformat("minutes") if wishes.last else None,
        "quiet": sorted(wishes.quiet),
        "kinds": sorted(wishes.kinds),
        "paused_until": wishes.paused_until.isoformat() if wishes.paused_until else None,
    }


def from_value(value: Mapping[str, Any]) -> Wishes:
    """What `to_value` was made of."""
    return Wishes(
        time.fromisoformat(value["first"]) if value["first"] else None,
        time.fromisoformat(value["last"]) if value["last"] else None,
        frozenset(value["quiet"]),
        frozenset(value["kinds"]),
        date.fromisoformat(value["paused_until"]) if value["paused_until"] else None,
    )


def forget(tx: Transaction, chat: Chat) -> None:
    """It wishes nothing any more."""
    tx.change("DELETE FROM chat_wishes WHERE channel = :channel AND chat = :chat", channel=chat.channel, chat=chat.id)


def move_chat(tx: Transaction, channel: str, old: str, new: str) -> None:
    """The platform gave the chat another id. What it wishes there already stays, where it wished nothing before."""
    tx.change(
        "DELETE FROM chat_wishes WHERE channel = :channel AND chat = :new AND EXISTS"
        " (SELECT 1 FROM chat_wishes o WHERE o.channel = :channel AND o.chat = :old)",
        channel=channel,
        old=old,
        new=new,
    )
    tx.change(
        "UPDATE chat_wishes SET chat = :new WHERE channel = :channel AND chat = :old",
        channel=channel,
        old=old,
        new=new,
    )
