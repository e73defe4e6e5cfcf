"""How much somebody may still do: a bucket that fills steadily and that every message takes one from."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether it may be done. If not, `wait` is after how many seconds it may, and `first` whether it is the first time
    since the bucket was full: only then somebody is told."""

    ok: bool
    wait: float = 0.0
    first: bool = False


def take(tx: Transaction, name: str, most: int, seconds: float, now: datetime) -> Allowed:
    """Take one from the bucket of this name, which holds `most` and fills in `seconds` from empty.

    A clock that is set back fills nothing and takes nothing away.
    """
    row = tx.first("SELECT left_over, at, told FROM bucket WHERE name = :name", name=name)
    left, told = float(most), False
    if row is not None:
        passed = max((now - from_text(row[1])).total_seconds(), 0.0)
        left = min(float(most), float(row[0]) + passed * most / seconds)
        told = bool(row[2]) and left < most
    allowed = Allowed(True) if left >= 1 else Allowed(False, (1 - left) * seconds / most, first=not told)
    tx.change(
        "INSERT INTO bucket (name, left_over, at, told) VALUES (:name, :left, :now, :told) ON CONFLICT (name)"
        " DO UPDATE SET left_over = excluded.left_over, at = excluded.at, told = excluded.told",
        name=name,
        left=left - 1 if allowed.ok else left,
        now=to_text(now),
        told=int(told or not allowed.ok),
    )
    return allowed


def forget(tx: Transaction, before: datetime) -> int:
    """Remove buckets last used before, which are full again. Returns how many."""
    return tx.change("DELETE FROM bucket WHERE at < :before", before=to_text(before))
