"""Long changes as they are listed, beside the journal: made of it, and at any time again."""

from knowledge.changes.brief import Brief
from knowledge.memory.store import Transaction


def keep(tx: Transaction, number: int, brief: Brief) -> None:
    """Of the entry with this number."""
    tx.change(
        "INSERT INTO change_brief (change, was, will, ids) VALUES (:number, :was, :will, :ids)"
        " ON CONFLICT (change) DO NOTHING",
        number=number,
        was=brief.before,
        will=brief.after,
        ids=brief.ids,
    )


def of(tx: Transaction, number: int) -> Brief | None:
    """That of the entry with this number; None where none is kept."""
    row = tx.first("SELECT was, will, ids FROM change_brief WHERE change = :number", number=number)
    return Brief(*row) if row else None
