"""What officials have set beside the documents: one value for each thing, by kind and subject."""

import json

from knowledge.changes.change import Value, canonical
from knowledge.memory.store import Transaction


def get(tx: Transaction, kind: str, subject: str) -> Value:
    """Its value; None where nothing was set, or was taken back."""
    row = tx.first("SELECT value FROM overlay WHERE kind = :kind AND subject = :subject", kind=kind, subject=subject)
    found: Value = json.loads(row[0]) if row else None
    return found


def put(tx: Transaction, kind: str, subject: str, value: Value) -> None:
    """From now on it has this value; None removes it."""
    if value is None:
        tx.change("DELETE FROM overlay WHERE kind = :kind AND subject = :subject", kind=kind, subject=subject)
        return
    tx.change(
        "INSERT INTO overlay (kind, subject, value) VALUES (:kind, :subject, :value)"
        " ON CONFLICT (kind, subject) DO UPDATE SET value = excluded.value",
        kind=kind,
        subject=subject,
        value=canonical(value),
    )


def of_kind(tx: Transaction, kind: str) -> dict[str, Value]:
    """All of a kind, by subject, in the order of subjects."""
    rows = tx.rows("SELECT subject, value FROM overlay WHERE kind = :kind ORDER BY subject", kind=kind)
    return {str(subject): json.loads(value) for subject, value in rows}
