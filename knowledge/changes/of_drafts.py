"""What is done with drafts of documents: that one was given up, with all that was corrected in it."""

from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_people import number_in
from knowledge.memory import Transaction, drafts
from knowledge.memory.drafts import KeptDraft

DRAFT = "draft"


def draft_subject(number: int) -> str:
    """The draft with this number."""
    return f"draft:{number}"


def draft_value(kept: KeptDraft) -> Value:
    """What it was: the file it was read from, the document's symbol, how often it was corrected, how many tasks."""
    draft, head = kept.draft, kept.head
    return {
        "file": head.file,
        "symbol": draft.document.symbol or "",
        "version": head.version,
        "tasks": len(draft.tasks),
    }


def _get(tx: Transaction, subject: str) -> Value:
    kept = drafts.get(tx, number_in(subject))
    return draft_value(kept) if kept else None


def _give_up(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    if value is not None:
        raise GoneError(subject)
    drafts.remove(tx, number_in(subject))


KINDS = {DRAFT: Kind(_get, _give_up, lasting=True)}
