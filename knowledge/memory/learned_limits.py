"""How fast a platform that does not say so was seen to take messages, so that a restart need not be refused again."""

from knowledge.memory.store import Transaction


def get(tx: Transaction, channel: str) -> float | None:
    """Messages a second that were last too many; None where none were."""
    row = tx.first("SELECT per_second FROM learned_limit WHERE channel = :channel", channel=channel)
    return float(row[0]) if row else None


def put(tx: Transaction, channel: str, per_second: float | None) -> None:
    """So many a second are too many; None: nothing is known any more."""
    tx.change("DELETE FROM learned_limit WHERE channel = :channel", channel=channel)
    if per_second is not None:
        tx.change(
            "INSERT INTO learned_limit (channel, per_second) VALUES (:channel, :per_second)",
            channel=channel,
            per_second=per_second,
        )
