"""How the database is, for the person who runs the program."""

from dataclasses import dataclass

from knowledge.memory.store import Transaction


@dataclass(frozen=True, slots=True)
class Health:
    """`damage` is empty in a sound database. `waiting` and `dead` count messages not yet sent, and given up."""

    schema: int
    damage: str
    waiting: int
    dead: int


def examine(tx: Transaction) -> Health:
    sound = [row[0] for row in tx.rows("PRAGMA quick_check(1)")]
    return Health(
        schema=_number(tx, "SELECT MAX(number) FROM migration"),
        damage="" if sound == ["ok"] else "; ".join(sound),
        waiting=_number(tx, "SELECT COUNT(*) FROM outbox WHERE finished_at IS NULL"),
        dead=_number(tx, "SELECT COUNT(*) FROM outbox WHERE state = 'dead'"),
    )


def _number(tx: Transaction, sql: str) -> int:
    row = tx.first(sql)
    return int(row[0] or 0) if row else 0
