"""How the database is, for the person who runs the program."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction

STUCK_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """`damage` is empty in a sound database. `waiting` and `dead` count messages not yet sent, and given up;
    `stuck` those of the waiting ones that were written down more than `STUCK_AFTER` ago."""

    schema: int
    damage: str
    waiting: int
    stuck: int
    dead: int

    @property
    def ok(self) -> bool:
        """Nothing needs a person's hand. What was given up is done with, and may have been the other side's fault."""
        return not self.damage and not self.stuck


def examine(tx: Transaction, now: datetime) -> Health:
    """Look through the whole database as it is at `now` (aware). Raises what SQLite raises when it cannot be read."""
    sound = [row[0] for row in tx.rows("PRAGMA quick_check(1)")]
    return Health(
        schema=_number(tx, "SELECT MAX(number) FROM migration"),
        damage="" if sound == ["ok"] else "; ".join(sound),
        waiting=_number(tx, "SELECT COUNT(*) FROM outbox WHERE finished_at IS NULL"),
        stuck=_number(
            tx,
            "SELECT COUNT(*) FROM outbox WHERE finished_at IS NULL AND created_at < :before",
            before=to_text(now - STUCK_AFTER),
        ),
        dead=_number(tx, "SELECT COUNT(*) FROM outbox WHERE state = 'dead'"),
    )


def _number(tx: Transaction, sql: str, **values: object) -> int:
    row = tx.first(sql, **values)
    return int(row[0] or 0) if row else 0
