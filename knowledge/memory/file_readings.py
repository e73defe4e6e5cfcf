"""Files that admins have sent and that are to be read: a job fetches and reads them, and tells what was found."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Row, Transaction
from knowledge.messages import Attachment, Chat

_COLUMNS = (
    "id, channel, chat, thread, person, language, message_id, name, media_type, size, largest, place, purpose, about"
)
DOCUMENT, NOTICE, PROOF = "document", "notice", "proof"
"""It is read as a document; it is the picture of a notice to many; it is the document by which something is done."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file that waits to be read. Nothing of it is kept: its bytes are where its channel has them (`file.place`).
    `purpose`: what is done with it, one of those above; `about`: what for, in words of that purpose."""

    id: int
    chat: Chat
    person: int
    language: str
    message_id: str
    file: Attachment = field(repr=False)
    purpose: str = DOCUMENT
    about: str = ""


def ask(tx: Transaction, wanted: FileReading, now: datetime) -> FileReading:
    """Have it read; returns it with its number."""
    number, chat, file = tx.next_number("file_reading"), wanted.chat, wanted.file
    tx.change(
        f"INSERT INTO file_reading ({_COLUMNS}, asked_at) VALUES (:id, :channel, :chat, :thread, :person, :language,"
        " :message_id, :name, :media_type, :size, :largest, :place, :purpose, :about, :now)",
        id=number,
        channel=chat.channel,
        chat=chat.id,
        thread=chat.thread,
        person=wanted.person,
        language=wanted.language,
        message_id=wanted.message_id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        largest=file.largest,
        place=file.place,
        purpose=wanted.purpose,
        about=wanted.about,
        now=to_text(now),
    )
    return replace(wanted, id=number)


def waiting(tx: Transaction, purpose: str = DOCUMENT) -> list[FileReading]:
    """Those of which nobody was told yet, in the order in which they were sent."""
    rows = tx.rows(f"SELECT {_COLUMNS} FROM file_reading WHERE purpose = :purpose ORDER BY id", purpose=purpose)
    return [_reading(row) for row in rows]


def get(tx: Transaction, number: int) -> FileReading | None:
    """The one with this number; None where it is done, or was stopped."""
    row = tx.first(f"SELECT {_COLUMNS} FROM file_reading WHERE id = :id", id=number)
    return _reading(row) if row else None


def is_wanted(tx: Transaction, chat: Chat, message_id: str) -> bool:
    """Whether the file of this message waits to be read, so that its bytes are to be taken."""
    row = tx.first(
        "SELECT 1 FROM file_reading WHERE channel = :channel AND chat = :chat AND message_id = :message_id",
        channel=chat.channel,
        chat=chat.id,
        message_id=message_id,
    )
    return row is not None


def done(tx: Transaction, number: int) -> bool:
    """They were told what became of it, or do not want to know any more. False where that was so before."""
    return tx.change("DELETE FROM file_reading WHERE id = :id", id=number) == 1


def end_all(tx: Transaction, person: int, purpose: str = "") -> None:
    """Nothing that the person has sent, or nothing for this purpose, is read any more."""
    tx.change(
        "DELETE FROM file_reading WHERE person = :person AND :purpose IN ('', purpose)", person=person, purpose=purpose
    )


def _reading(row: Row) -> FileReading:
    (
        number,
        channel,
        chat,
        thread,
        person,
        language,
        message_id,
        name,
        media_type,
        size,
        largest,
        place,
        purpose,
        about,
    ) = row
    return FileReading(
        number,
        Chat(channel, chat, thread=thread),
        person,
        language,
        message_id,
        Attachment(name, media_type, size, largest, place),
        purpose,
        about,
    )
