"""Notices to many: that one is made, and that one is stopped. Neither can be taken back."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from knowledge.announcing.notice import words_of
from knowledge.announcing.stopping import stop
from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_people import number_in
from knowledge.memory import Transaction, announcements, kept_files
from knowledge.memory.announcements import Addressee, Announcement
from knowledge.memory.moments import from_text, to_text

ANNOUNCEMENT, STOPPING = "announcement", "announcement_stop"


def announcement_subject(number: int) -> str:
    """The notice with this number."""
    return f"announcement:{number}"


def announcement_value(
    text: str,
    at: datetime,
    to: Sequence[Addressee],
    missing: Sequence[str],
    asked_in: int,
    language: str,
    picture: int | None = None,
) -> Value:
    """What it says, when it goes out, to which chats (by our own numbers), and which agencies have none; the chat in
    which its writer is told, in this language, what became of it; the kept file that goes with it."""
    return {
        "text": text,
        "picture": picture,
        "at": to_text(at),
        "to": [asdict(each) for each in to],
        "missing": list(missing),
        "asked_in": asked_in,
        "language": language,
    }


def _get(tx: Transaction, subject: str) -> Value:
    found = announcements.get(tx, number_in(subject))
    if found is None:
        return None
    to = [sending.to for sending in announcements.sendings(tx, found.id)]
    return announcement_value(
        found.text, found.starts_at, to, found.missing, found.asked_in, found.language, found.picture
    )


def _put(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    assert isinstance(value, dict)  # as `announcement_value` makes it, and never taken back
    made = Announcement(
        number_in(subject),
        author.person,
        value["asked_in"],
        value["language"],
        value["text"],
        tuple(value["missing"]),
        now,
        from_text(value["at"]),
        value["picture"],
    )
    picture = kept_files.get(tx, made.picture) if made.picture is not None else None
    announcements.add(tx, made, words_of(made.text, picture), [Addressee(**each) for each in value["to"]])


def _is_stopped(tx: Transaction, subject: str) -> Value:
    found = announcements.get(tx, number_in(subject))
    return True if found and found.state == "stopped" else None


def _stop(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    found = announcements.get(tx, number_in(subject))
    if found is None or found.state != "open":
        raise GoneError(subject)
    stop(tx, found.id, now)


KINDS = {
    ANNOUNCEMENT: Kind(_get, _put, lasting=True),
    STOPPING: Kind(_is_stopped, _stop, lasting=True),
}
