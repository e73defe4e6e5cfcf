"""Questions that were not answered, or hardly: what was asked, and how often.

Who asked is kept as a digest (`askers`). Words that one asker typed are that asker's rows alone, so that they can be
erased; what is left when nobody's are is a number without words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from knowledge.learning.likeness import likeness
from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction

Kind = Literal["none", "clarify", "low"]

MOST_A_DAY = 30
"""Of one asker."""
MOST = 20_000
"""Of all askers: then nothing more is kept until the night, when room is made."""
_LEFT_AT_NIGHT = 15_000
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was asked last, without what it says of people. `kind` is how it was answered then."""

    id: int
    words: str
    language: str
    kind: Kind
    times: int


def keep(tx: Transaction, asker: str, words: str, kind: Kind, language: str, now: datetime) -> int | None:
    """Keep that it was asked; returns the number of this asking. None where it has no words, or where so much is kept
    already that nothing more is."""
    key = likeness(words)
    if not key or _is_enough(tx, asker, now):
        return None
    row = tx.first("SELECT id FROM unanswered WHERE likeness = :key", key=key)
    question = int(row[0]) if row else _add(tx, key)
    number = tx.next_number("unanswered")
    tx.change(
        "INSERT INTO unanswered_ask (id, question, asker, words, kind, language, asked_at)"
        " VALUES (:id, :question, :asker, :words, :kind, :language, :now)",
        id=number,
        question=question,
        asker=asker,
        words=words,
        kind=kind,
        language=language,
        now=to_text(now),
    )
    return number


def questions(tx: Transaction, number: int) -> list[Asked]:
    """The questions of a group, the most asked first."""
    return _asked(tx, "WHERE q.grp = :id", limit=100, id=number)


def newest(tx: Transaction, limit: int) -> list[Asked]:
    """Of all that are kept those asked last, whatever became of them."""
    return _asked(tx, "", limit=limit, order="MAX(a.id) DESC")


def erase(tx: Transaction, asker: str) -> None:
    """Forget all that this asker asked."""
    tx.change("DELETE FROM unanswered_ask WHERE asker = :asker", asker=asker)
    _remove_empty(tx)


def asked_by(tx: Transaction, asker: str) -> int:
    """How many questions of this asker are kept."""
    row = tx.first("SELECT COUNT(*) FROM unanswered_ask WHERE asker = :asker", asker=asker)
    return int(row[0]) if row else 0


def give(tx: Transaction, asker: str, to: str) -> None:
    """Two askers are one person."""
    tx.change("UPDATE unanswered_ask SET asker = :to WHERE asker = :asker", to=to, asker=asker)


def forget(tx: Transaction, before: datetime) -> int:
    """Remove what was asked before, and the oldest where room must be made. Returns how many."""
    gone = tx.change("DELETE FROM unanswered_ask WHERE asked_at < :before", before=to_text(before))
    gone += tx.change(
        "DELETE FROM unanswered_ask WHERE id <= (SELECT id FROM unanswered_ask ORDER BY id DESC LIMIT 1 OFFSET :left)",
        left=_LEFT_AT_NIGHT,
    )
    _remove_empty(tx)
    return gone


def _is_enough(tx: Transaction, asker: str, now: datetime) -> bool:
    row = tx.first(
        "SELECT (SELECT COUNT(*) FROM unanswered_ask WHERE asker = :asker AND asked_at > :since),"
        " (SELECT COUNT(*) FROM unanswered_ask)",
        asker=asker,
        since=to_text(now - _A_DAY),
    )
    return row is not None and (row[0] >= MOST_A_DAY or row[1] >= MOST)


def _add(tx: Transaction, key: str) -> int:
    number = tx.next_number("unanswered")
    tx.change("INSERT INTO unanswered (id, likeness) VALUES (:id, :key)", id=number, key=key)
    return number


def _asked(
    tx: Transaction, where: str, *, limit: int, order: str = "times DESC, MAX(a.id) DESC", **values: object
) -> list[Asked]:
    rows = tx.rows(
        "SELECT q.id, COUNT(*) AS times, MAX(a.id) FROM unanswered q JOIN unanswered_ask a ON a.question = q.id"
        f" {where} GROUP BY q.id ORDER BY {order} LIMIT :limit",
        limit=limit,
        **values,
    )
    return [_as_asked_last(tx, *row) for row in rows]


def _as_asked_last(tx: Transaction, question: int, times: int, last: int) -> Asked:
    row = tx.first("SELECT words, language, kind FROM unanswered_ask WHERE id = :id", id=last)
    assert row is not None  # it was just found
    return Asked(question, row[0], row[1], row[2], times)


def _remove_empty(tx: Transaction) -> None:
    tx.change(
        "DELETE FROM unanswered WHERE NOT EXISTS (SELECT 1 FROM unanswered_ask a WHERE a.question = unanswered.id)"
    )
    tx.change(
        "DELETE FROM unanswered_group WHERE NOT EXISTS (SELECT 1 FROM unanswered q WHERE q.grp = unanswered_group.id)"
    )
