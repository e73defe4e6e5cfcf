"""Notices to many chats: to whom each goes, what became of it in each chat, and where its writer sees that."""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction

State = Literal["open", "stopped", "over"]
Became = Literal["sent", "dead", "stopped"]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A chat, by our own number, in which a notice is said: the group of an `agency`, or where a `person` who speaks
    for it is written to in private; in this language."""

    chat: int
    agency: str
    person: int | None = None
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A notice by this `person`, `asked_in` the chat with this number of ours. `missing` are the agencies meant that
    have no chat. It goes out from `starts_at` on (UTC). `shown_in`: the outbox row whose message shows how far it has
    come, which is `shown`. `picture` is the number of the kept file that goes with it.

    state: open, stopped (nothing more is sent), over (its writer was told what became of it).
    """

    id: int
    person: int
    asked_in: int
    language: str
    text: str
    missing: tuple[str, ...]
    made_at: datetime
    starts_at: datetime
    picture: int | None = None
    state: State = "open"
    shown_in: int | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """A notice in one chat: its outbox row, None as long as there is none, and what `became` of it for good and why.

    Of the row that is in the outbox still: its `state` ("" for none), why it was given up, what it waits for, and
    which row (0: none) stands for it, as in the outbox.
    """

    to: Addressee
    outbox: int | None
    became: Became | None
    reason: str
    state: str
    why: str
    held_for: str
    replaced_by: int | None


def add(tx: Transaction, notice: Announcement, words: str, to: Sequence[Addressee]) -> None:
    """It goes out to these. `words` are the same for a notice that says the same."""
    tx.change(
        "INSERT INTO announcement (id, person, asked_in, language, text, words, missing, made_at, starts_at, picture,"
        " state) VALUES (:id, :person, :asked_in, :language, :text, :words, :missing, :made_at, :starts_at, :picture,"
        " 'open')",
        id=notice.id,
        person=notice.person,
        asked_in=notice.asked_in,
        language=notice.language,
        text=notice.text,
        words=words,
        missing=json.dumps(notice.missing),
        made_at=to_text(notice.made_at),
        starts_at=to_text(notice.starts_at),
        picture=notice.picture,
    )
    for each in to:
        tx.change(
            "INSERT INTO announcement_chat (announcement, chat, agency, person, language)"
            " VALUES (:id, :chat, :agency, :person, :language)",
            id=notice.id,
            chat=each.chat,
            agency=each.agency,
            person=each.person,
            language=each.language,
        )


def get(tx: Transaction, number: int) -> Announcement | None:
    """The one with this number; None where there is none, or it was forgotten."""
    row = tx.first(f"SELECT {_COLUMNS} FROM announcement WHERE id = :id", id=number)
    return _announcement(row) if row else None


def going_out(tx: Transaction) -> list[int]:
    """The numbers of those that are not over, in the order in which they were made."""
    return [int(number) for (number,) in tx.rows("SELECT id FROM announcement WHERE state <> 'over' ORDER BY id")]


def sendings(tx: Transaction, number: int) -> list[Sending]:
    """All of a notice, by agency."""
    rows = tx.rows(
        "SELECT c.chat, c.agency, c.person, c.language, c.outbox, c.became, c.reason, COALESCE(o.state, ''),"
        " COALESCE(o.reason, ''), COALESCE(o.held_for, ''), o.replaced_by FROM announcement_chat c"
        " LEFT JOIN outbox o ON o.id = c.outbox WHERE c.announcement = :id ORDER BY c.agency, c.chat",
        id=number,
    )
    return [Sending(Addressee(*row[:4]), *row[4:]) for row in rows]


def told_since(tx: Transaction, words: str, since: datetime) -> Set[int]:
    """The chats (our numbers) to which what says the same was to be sent since, or still is; not where it was stopped
    before."""
    rows = tx.rows(
        "SELECT DISTINCT c.chat FROM announcement a JOIN announcement_chat c ON c.announcement = a.id"
        " WHERE a.words = :words AND (a.made_at >= :since OR a.state = 'open') AND COALESCE(c.became, '') <> 'stopped'",
        words=words,
        since=to_text(since),
    )
    return {int(chat) for (chat,) in rows}


def written(tx: Transaction, number: int, chat: int, row: int) -> None:
    """It is in the outbox for this chat."""
    tx.change(
        "UPDATE announcement_chat SET outbox = :row WHERE announcement = :id AND chat = :chat",
        id=number,
        chat=chat,
        row=row,
    )


def settled(tx: Transaction, number: int, chat: int, became: Became, reason: str = "") -> None:
    """This became of it in this chat, for good."""
    tx.change(
        "UPDATE announcement_chat SET became = :became, reason = :reason WHERE announcement = :id AND chat = :chat",
        id=number,
        chat=chat,
        became=became,
        reason=reason,
    )


def put_state(tx: Transaction, number: int, state: State) -> None:
    """It is this from now on."""
    tx.change("UPDATE announcement SET state = :state WHERE id = :id", id=number, state=state)


def show(tx: Transaction, number: int, row: int, shown: str) -> None:
    """The message of this outbox row says this of how far it has come."""
    tx.change("UPDATE announcement SET shown_in = :row, shown = :shown WHERE id = :id", id=number, row=row, shown=shown)


def open_rows(tx: Transaction, channel: str, chat: str, number: int) -> list[int]:
    """The outbox rows of notices to the chat (ours is `number`) that are neither sent nor being sent."""
    rows = tx.rows(
        "SELECT o.id FROM announcement_chat c JOIN outbox o ON o.id = c.outbox WHERE c.chat = :number"
        " AND o.channel = :channel AND o.chat = :chat AND o.finished_at IS NULL AND o.state <> 'sending'",
        number=number,
        channel=channel,
        chat=chat,
    )
    return [int(row) for (row,) in rows]


def open_in_private(tx: Transaction, person: int) -> list[tuple[int, Addressee]]:
    """The outbox rows of notices to the person in private that are neither sent nor being sent, and to whom each is."""
    rows = tx.rows(
        "SELECT o.id, c.chat, c.agency, c.person, c.language FROM announcement_chat c JOIN outbox o ON o.id = c.outbox"
        " WHERE c.person = :person AND o.finished_at IS NULL AND o.state <> 'sending'",
        person=person,
    )
    return [(int(row), Addressee(*to)) for row, *to in rows]


def addressee(tx: Transaction, row: int) -> Addressee | None:
    """To whom a notice goes by this outbox row; None where the row is no notice."""
    found = tx.first("SELECT chat, agency, person, language FROM announcement_chat WHERE outbox = :row", row=row)
    return Addressee(*found) if found else None


def open_of(tx: Transaction, person: int) -> list[Announcement]:
    """Those by this person that are going out still."""
    rows = tx.rows(
        f"SELECT {_COLUMNS} FROM announcement WHERE person = :person AND state = 'open' ORDER BY id", person=person
    )
    return [_announcement(row) for row in rows]


def forget(tx: Transaction, before: datetime) -> int:
    """Remove those that were over before, and drafts that nobody went on with since. Returns how many."""
    gone = tx.change("DELETE FROM announcement WHERE state = 'over' AND starts_at < :before", before=to_text(before))
    return gone + tx.change("DELETE FROM announcement_draft WHERE changed_at < :before", before=to_text(before))


def draft_of(tx: Transaction, person: int) -> str | None:
    """What the person has begun to write, as `put_draft` was given it."""
    row = tx.first("SELECT draft FROM announcement_draft WHERE person = :person", person=person)
    return str(row[0]) if row else None


def put_draft(tx: Transaction, person: int, draft: str | None, now: datetime, picture: int | None = None) -> None:
    """So far the person has written this, with the kept file that has this number; None: nothing any more."""
    if draft is None:
        tx.change("DELETE FROM announcement_draft WHERE person = :person", person=person)
        return
    tx.change(
        "INSERT INTO announcement_draft (person, draft, picture, changed_at) VALUES (:person, :draft, :picture, :now)"
        " ON CONFLICT (person) DO UPDATE SET draft = excluded.draft, picture = excluded.picture,"
        " changed_at = excluded.changed_at",
        person=person,
        draft=draft,
        picture=picture,
        now=to_text(now),
    )


_COLUMNS = "id, person, asked_in, language, text, missing, made_at, starts_at, picture, state, shown_in, shown"


def _announcement(row: Row) -> Announcement:
    number, person, asked_in, language, text, missing, made_at, starts_at, *rest = row
    agencies = tuple(json.loads(missing))
    return Announcement(
        number, person, asked_in, language, text, agencies, from_text(made_at), from_text(starts_at), *rest
    )
