"""Drafts of documents that came in, until they are published or given up: every admin can see them."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction
from knowledge.reading.drafts.draft import Draft

_COLUMNS = "id, person, file, version, created_at, changed_at"


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What can be said of a draft without reading it. `person` has sent the `file`, 0 for the command line. `version`
    grows with each correction, so that nobody corrects what is not as they saw it. Moments in UTC."""

    id: int
    person: int
    file: str
    version: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft with its content."""

    head: DraftHead
    draft: Draft


def add(tx: Transaction, draft: Draft, file: str, person: int, now: datetime) -> KeptDraft:
    """Keep a draft that was just read."""
    number = tx.next_number("document_draft")
    tx.change(
        "INSERT INTO document_draft (id, person, file, version, content, created_at, changed_at)"
        " VALUES (:id, :person, :file, 1, :content, :now, :now)",
        id=number,
        person=person,
        file=file,
        content=draft.model_dump_json(),
        now=to_text(now),
    )
    return KeptDraft(DraftHead(number, person, file, 1, now, now), draft)


def get(tx: Transaction, number: int) -> KeptDraft | None:
    """The draft with this number; None where there is none any more."""
    row = tx.first(f"SELECT {_COLUMNS}, content FROM document_draft WHERE id = :id", id=number)
    return KeptDraft(_head(row[:-1]), Draft.model_validate_json(row[-1])) if row else None


def all_heads(tx: Transaction) -> list[DraftHead]:
    """Of all drafts, the newest first."""
    return [_head(row) for row in tx.rows(f"SELECT {_COLUMNS} FROM document_draft ORDER BY id DESC")]


def count_of(tx: Transaction, person: int) -> int:
    """How many drafts there are of what this person has sent."""
    row = tx.first("SELECT COUNT(*) FROM document_draft WHERE person = :person", person=person)
    return int(row[0]) if row else 0


def put(tx: Transaction, kept: KeptDraft, draft: Draft, now: datetime) -> KeptDraft | None:
    """The draft is this from now on, a version later; None where it is not as it was seen any more, or gone."""
    head = kept.head
    changed = tx.change(
        "UPDATE document_draft SET content = :content, version = version + 1, changed_at = :now"
        " WHERE id = :id AND version = :version",
        id=head.id,
        version=head.version,
        content=draft.model_dump_json(),
        now=to_text(now),
    )
    if not changed:
        return None
    return KeptDraft(DraftHead(head.id, head.person, head.file, head.version + 1, head.created_at, now), draft)


def remove(tx: Transaction, number: int) -> None:
    """It was published, or given up."""
    tx.change("DELETE FROM document_draft WHERE id = :id", id=number)


def forget(tx: Transaction, before: datetime) -> int:
    """Remove those that nobody has changed since. Returns how many."""
    return tx.change("DELETE FROM document_draft WHERE changed_at < :before", before=to_text(before))


def _head(row: Row) -> DraftHead:
    number, person, file, version, created_at, changed_at = row
    return DraftHead(number, person, file, version, from_text(created_at), from_text(changed_at))
