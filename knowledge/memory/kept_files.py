"""Files that go to many: kept once, whatever goes with how many rows of the outbox, until nothing has them any more."""

from datetime import datetime

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction
from knowledge.messages import File


def keep(tx: Transaction, file: File) -> int:
    """Returns its number. It is forgotten unless something has it by the next night."""
    number = tx.next_number("kept_file")
    tx.change(
        "INSERT INTO kept_file (id, name, media_type, size, content) VALUES (:id, :name, :media_type, :size, :content)",
        id=number,
        name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        content=file.content,
    )
    return number


def get(tx: Transaction, number: int) -> File | None:
    """The file with this number; None where it was forgotten."""
    row = tx.first("SELECT name, media_type, content FROM kept_file WHERE id = :id", id=number)
    return File(row[0], row[1], bytes(row[2])) if row else None


def forget_unused(tx: Transaction, since: datetime) -> int:
    """Remove those that no message, no notice, no draft of one and no record of what was done has, and that no change
    made since then names, which can be taken back. Returns how many."""
    return tx.change(
        "DELETE FROM kept_file WHERE NOT EXISTS (SELECT 1 FROM outbox_file f WHERE f.kept = kept_file.id)"
        " AND NOT EXISTS (SELECT 1 FROM announcement a WHERE a.picture = kept_file.id)"
        " AND NOT EXISTS (SELECT 1 FROM announcement_draft d WHERE d.picture = kept_file.id)"
        " AND NOT EXISTS (SELECT 1 FROM proof_file p WHERE p.kept = kept_file.id)"
        " AND NOT EXISTS (SELECT 1 FROM change c WHERE c.kind = 'proof_file' AND c.at >= :since AND"
        " REPLACE(c.before || c.after, '\"file\":' || kept_file.id || ',', '') <> c.before || c.after)",
        since=to_text(since),
    )
