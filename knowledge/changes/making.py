"""The one door for changes: what a thing was is read, what it is now is written, and both are written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.changes.change import Author, Change, Entry, Value, canonical
from knowledge.memory import Transaction, journal, overlay


@dataclass(frozen=True, slots=True)
class Kind:
    """Where things of a kind are kept: what one is now (None: not there), and how to make it something else."""

    get: Callable[[Transaction, str], Value]
    put: Callable[[Transaction, str, Value], None]


class ConflictError(Exception):
    """It is not any more what whoever wants to change it has seen. `now` is what it is, `last` who made it that."""

    def __init__(self, now: Value, last: Entry | None) -> None:
        super().__init__("changed meanwhile")
        self.now, self.last = now, last


class StandsError(Exception):
    """It cannot be taken back: `later` changes rest on it. Empty where it was taken back before."""

    def __init__(self, later: list[Entry]) -> None:
        super().__init__("later changes rest on it")
        self.later = later


UNSEEN = object()
"""For `expected`: whoever changes it need not have seen what it is."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Makes changes, by the kinds that have a place of their own; all others are kept beside the documents."""

    kinds: Mapping[str, Kind]

    def get(self, tx: Transaction, kind: str, subject: str) -> Value:
        """What it is now; None where it is not there."""
        place = self.kinds.get(kind)
        return place.get(tx, subject) if place else overlay.get(tx, kind, subject)

    def make(
        self,
        tx: Transaction,
        kind: str,
        subject: str,
        after: Value,
        author: Author,
        now: datetime,
        *,
        reason: str = "",
        basis: str = "",
        expected: object = UNSEEN,
        batch: int | None = None,
    ) -> Entry | None:
        """Make it this (None: not there). None where it is that already; raises ConflictError where it is not what was
        `expected`, and nothing is changed then."""
        before = self.get(tx, kind, subject)
        if expected is not UNSEEN and canonical(before) != canonical(expected):  # type: ignore[arg-type]
            raise ConflictError(before, next(iter(journal.newest(tx, limit=1, kind=kind, subject=subject)), None))
        if canonical(before) == canonical(after):
            return None
        self._put(tx, kind, subject, after)
        change = Change(kind, subject, before, after)
        return journal.add(tx, change, author, now, reason=reason, basis=basis, batch=batch)

    def undo(self, tx: Transaction, number: int, author: Author, now: datetime, reason: str = "") -> list[Entry]:
        """Take back the entry with this number and all that was made with it, as they were before, the last first.

        Raises LookupError where there is none, StandsError where it was taken back before or later changes rest on it:
        changes of the same thing, or of what belongs to a thing that this made.
        """
        made = journal.batch_of(tx, number)
        if not made:
            raise LookupError(number)
        self._check(tx, made)
        first: int | None = None
        undone = []
        for entry in made:
            change = Change(entry.change.kind, entry.change.subject, entry.change.after, entry.change.before)
            self._put(tx, change.kind, change.subject, change.after)
            undone.append(journal.add(tx, change, author, now, reason=reason, batch=first, undoes=entry.id))
            first = undone[0].id
        return undone

    def _check(self, tx: Transaction, made: list[Entry]) -> None:
        own = {entry.id for entry in made}
        if any(entry.undoes is not None or journal.undone_by(tx, entry.id) for entry in made):
            raise StandsError([])
        later = {
            each.id: each
            for entry in made
            for each in journal.later_on(tx, entry.id, entry.change.subject)
            if each.id not in own and _rests_on(each.change, entry.change)
        }
        if later:
            raise StandsError([later[number] for number in sorted(later)])

    def _put(self, tx: Transaction, kind: str, subject: str, value: Value) -> None:
        place = self.kinds.get(kind)
        if place:
            place.put(tx, subject, value)
        else:
            overlay.put(tx, kind, subject, value)


def _rests_on(later: Change, earlier: Change) -> bool:
    """Whether it is of the same thing, or of what belongs to a thing that was made by the earlier one."""
    same = (later.kind, later.subject) == (earlier.kind, earlier.subject)
    return same or earlier.before is None
