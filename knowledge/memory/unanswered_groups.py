"""Like questions that were not answered, as groups: how often and by how many asked, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from knowledge.learning.likeness import nearest
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Row, Transaction
from knowledge.memory.unanswered import Kind, questions

State = Literal["", "answered", "aside"]

_SORTED_AT_ONCE = 40
"""With all that is kept at most, this takes the database a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Group:
    """Like questions: how often and by how many they were asked, the last time (UTC), and how they were asked most."""

    id: int
    times: int
    askers: int
    last_at: datetime
    words: str
    kind: Kind


def sort_in(tx: Transaction) -> int:
    """Put questions that stand alone yet beside those that they are like. Returns how many; 0 once all are sorted."""
    new = tx.rows(
        "SELECT id, likeness FROM unanswered WHERE grp IS NULL ORDER BY id LIMIT :limit", limit=_SORTED_AT_ONCE
    )
    if not new:
        return 0
    rows = tx.rows("SELECT id, likeness, grp FROM unanswered WHERE grp IS NOT NULL ORDER BY id")
    known = {int(question): str(key) for question, key, _ in rows}
    groups = {int(question): int(group) for question, _, group in rows}
    for question, key in new:
        like = nearest(key, known)
        group = groups[like] if like is not None else _add_group(tx)
        tx.change("UPDATE unanswered SET grp = :group WHERE id = :id", group=group, id=question)
        known[question], groups[question] = key, group
    return len(new)


def groups(tx: Transaction, skip: int = 0, limit: int = 20) -> list[Group]:
    """Those that wait for an answer, the most asked first."""
    rows = tx.rows(
        f"{_GROUPS} ORDER BY times DESC, last_at DESC, grp LIMIT :limit OFFSET :skip", limit=limit, skip=skip
    )
    return [_group(tx, row) for row in rows]


def count(tx: Transaction) -> tuple[int, int]:
    """How many groups wait for an answer, and how often their questions were asked."""
    row = tx.first(f"SELECT COUNT(*), COALESCE(SUM(times), 0) FROM ({_GROUPS}) waiting")
    return (int(row[0]), int(row[1])) if row else (0, 0)


def group(tx: Transaction, number: int) -> Group | None:
    """The group with this number, whatever became of it; None where nothing of it is kept."""
    row = tx.first(
        "SELECT q.grp, COUNT(*), COUNT(DISTINCT a.asker), MAX(a.asked_at) FROM unanswered q"
        " JOIN unanswered_ask a ON a.question = q.id WHERE q.grp = :id GROUP BY q.grp",
        id=number,
    )
    return _group(tx, row) if row else None


def state(tx: Transaction, number: int) -> tuple[State, datetime | None] | None:
    """What an admin has made of a group, and when (UTC); None where the group is gone."""
    row = tx.first("SELECT state, state_at FROM unanswered_group WHERE id = :id", id=number)
    return (row[0], from_text(row[1]) if row[1] else None) if row else None


def set_state(tx: Transaction, number: int, to: State, at: datetime | None) -> bool:
    """What is asked again after it was answered waits again; what is set aside does not. False where it is gone."""
    changed = tx.change(
        "UPDATE unanswered_group SET state = :state, state_at = :at WHERE id = :id",
        state=to,
        at=to_text(at) if at else None,
        id=number,
    )
    return changed == 1


_GROUPS = (
    "SELECT q.grp AS grp, COUNT(*) AS times, COUNT(DISTINCT a.asker) AS askers, MAX(a.asked_at) AS last_at"
    " FROM unanswered q JOIN unanswered_ask a ON a.question = q.id JOIN unanswered_group g ON g.id = q.grp"
    " WHERE g.state <> 'aside' GROUP BY q.grp, g.state, g.state_at"
    " HAVING g.state <> 'answered' OR MAX(a.asked_at) > g.state_at"
)


def _add_group(tx: Transaction) -> int:
    number = tx.next_number("unanswered_group")
    tx.change("INSERT INTO unanswered_group (id) VALUES (:id)", id=number)
    return number


def _group(tx: Transaction, row: Row) -> Group:
    number, times, askers, last_at = row
    most = questions(tx, number)[0]
    return Group(number, times, askers, from_text(last_at), most.words, most.kind)
