"""What waits in the outbox and has surely not arrived: it may still be changed, or need not be said."""

from dataclasses import dataclass

from knowledge.memory import turns
from knowledge.memory.outgoing import Outgoing, reply_from_json, reply_to_json
from knowledge.memory.store import Transaction
from knowledge.messages import Reply

_UNSENT = "finished_at IS NULL AND state IN ('waiting', 'retry') AND parts_sent = 0"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A row of the outbox, with its deterministic key."""

    id: int
    key: str
    reply: Reply


def of_agency(tx: Transaction, agency: str, prefix: str) -> list[Unsent]:
    """Those of the agency whose key begins so, in the order in which they were written down."""
    rows = tx.rows(
        f"SELECT id, unique_key, reply FROM outbox WHERE agency = :agency AND {_UNSENT}"
        " AND SUBSTR(unique_key, 1, LENGTH(:prefix)) = :prefix ORDER BY id",
        agency=agency,
        prefix=prefix,
    )
    return [Unsent(int(row_id), str(key), reply_from_json(reply)) for row_id, key, reply in rows]


def edit_of(tx: Transaction, row: Outgoing) -> int | None:
    """What is to be said in the message of this row and is not yet; None where nothing is."""
    found = tx.first(
        f"SELECT id FROM outbox WHERE channel = :channel AND chat = :chat AND edits = :row AND {_UNSENT}",
        channel=row.chat.channel,
        chat=row.chat.id,
        row=row.id,
    )
    return int(found[0]) if found else None


def replace(tx: Transaction, row_id: int, reply: Reply) -> None:
    """Say this instead."""
    tx.change(f"UPDATE outbox SET reply = :reply WHERE id = :id AND {_UNSENT}", id=row_id, reply=reply_to_json(reply))


def drop(tx: Transaction, row_id: int) -> None:
    """Say nothing; its key may be used again."""
    dropped = tx.first(f"DELETE FROM outbox WHERE id = :id AND {_UNSENT} RETURNING channel, chat", id=row_id)
    if dropped:
        turns.line_up(tx, *dropped)
