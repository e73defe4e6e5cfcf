"""The files of what is said, apart from the rows of the outbox: those are read again and again, a file to be sent."""

from dataclasses import dataclass

from knowledge.memory.store import Transaction
from knowledge.messages import Chat, File


@dataclass(frozen=True, slots=True)
class FileHead:
    """What can be said of a file without reading it; `size` is in bytes."""

    name: str
    media_type: str
    size: int


def keep(tx: Transaction, row_id: int, file: File) -> None:
    """The file goes with this row of the outbox, and is forgotten with it."""
    tx.change(
        "INSERT INTO outbox_file (outbox, name, media_type, size, content)"
        " VALUES (:row, :name, :media_type, :size, :content)",
        row=row_id,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        content=file.content,
    )


def share(tx: Transaction, row_id: int, kept: int) -> None:
    """A kept file goes with this row too, without being kept again."""
    tx.change(
        "INSERT INTO outbox_file (outbox, name, media_type, size, content, kept)"
        " SELECT :row, name, media_type, size, :nothing, id FROM kept_file WHERE id = :kept",
        row=row_id,
        nothing=b"",
        kept=kept,
    )


def of_row(tx: Transaction, row_id: int) -> File | None:
    """The file that goes with this row; None when it has none."""
    row = tx.first(
        "SELECT f.name, f.media_type, COALESCE(k.content, f.content) FROM outbox_file f"
        " LEFT JOIN kept_file k ON k.id = f.kept WHERE f.outbox = :row",
        row=row_id,
    )
    return File(row[0], row[1], bytes(row[2])) if row else None


def in_chat(tx: Transaction, chat: Chat, row_id: int) -> File | None:
    """The file that goes with this row; None when it has none, or was not said in this chat."""
    row = tx.first(
        "SELECT 1 FROM outbox WHERE id = :row AND channel = :channel AND chat = :chat",
        row=row_id,
        channel=chat.channel,
        chat=chat.id,
    )
    return of_row(tx, row_id) if row else None
