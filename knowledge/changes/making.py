"""The one door for changes: what a thing was is read, what it is now is written, and both are written down."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from knowledge.changes.change import Author, Change, Entry, Value, canonical
from knowledge.changes.resting import belongs, holds, is_of, made_by, search_for
from knowledge.memory import Transaction, journal, overlay
from knowledge.messages import TRIAL


@dataclass(frozen=True, slots=True)
class Kind:
    """Where things of a kind are kept: what one is now (None: not there), and how to make it something else, with who
    does so and when, for tables that keep that too. `put` raises GoneError where what the thing belongs to is not there
    any more. What is `lasting` cannot be taken back by anybody: erased data, accounts that became one person's. What is
    `fleeting` keeps nothing else from being taken back: that a reminder was taken note of, or put off.
    """

    get: Callable[[Transaction, str], Value]
    put: Callable[[Transaction, str, Value, Author, datetime], None]
    lasting: bool = False
    fleeting: bool = False


class GoneError(Exception):
    """What it belongs to is not there any more: the person was erased, the chat, the code or the file is gone."""


class LastingError(Exception):
    """It is of a kind that cannot be taken back."""


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
    """Makes changes, by the kinds that have a place of their own; all others are kept beside the documents. `written`:
    the ids of the documents and tasks that the files have, whatever is taken back."""

    kinds: Mapping[str, Kind]
    written: Container[str] = frozenset()

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
        self._put(tx, kind, subject, after, author, now)
        change = Change(kind, subject, before, after)
        return journal.add(tx, change, author, now, reason=reason, basis=basis, batch=batch)

    def undo(self, tx: Transaction, number: int, author: Author, now: datetime, reason: str = "") -> list[Entry]:
        """Take back the entry with this number and all that was made with it, as they were before, the last first.

        Raises LookupError where there is none, LastingError and GoneError where that cannot be, StandsError where it
        was taken back before or later changes rest on it: changes of the same thing, or what belongs to a thing that
        this made or names it, and still does.
        """
        made = self.check(tx, number)
        first: int | None = None
        undone = []
        for entry in made:
            change = Change(entry.change.kind, entry.change.subject, entry.change.after, entry.change.before)
            self._put(tx, change.kind, change.subject, change.after, author, now)
            undone.append(journal.add(tx, change, author, now, reason=reason, batch=first, undoes=entry.id))
            first = undone[0].id
        return undone

    def redo(self, tx: Transaction, number: int, author: Author, now: datetime, reason: str = "") -> list[Entry]:
        """What was taken back by the entry with this number, and with it, is made again: new changes, which can be
        taken back themselves. Raises LookupError where there is none or it took nothing back, GoneError, and
        StandsError where it is not as it was after that any more."""
        taken_back = journal.batch_of(tx, number)
        if not taken_back or any(entry.undoes is None for entry in taken_back):
            raise LookupError(number)
        first: int | None = None
        made = []
        for entry in taken_back:
            before, change = entry.change.after, entry.change
            try:
                again = self.make(
                    tx, change.kind, change.subject, change.before, author, now,
                    reason=reason, expected=before, batch=first,
                )  # fmt: skip
            except ConflictError as error:
                raise StandsError([error.last] if error.last else []) from error
            if again:
                made.append(again)
                first = made[0].id
        return made

    def check(self, tx: Transaction, number: int) -> list[Entry]:
        """The entries that would be taken back with this one, the last first. Raises what `undo` raises, as far as that
        can be known before; and changes nothing."""
        made = journal.batch_of(tx, number)
        if not made:
            raise LookupError(number)
        if any((place := self.kinds.get(entry.change.kind)) and place.lasting for entry in made):
            raise LastingError(number)
        self._check(tx, made)
        return made

    def _check(self, tx: Transaction, made: list[Entry]) -> None:
        own = {entry.id for entry in made}
        if any(entry.undoes is not None or journal.undone_by(tx, entry.id) for entry in made):
            raise StandsError([])
        later = {each.id: each for entry in made for each in self._resting_on(tx, entry) if each.id not in own}
        if later:
            raise StandsError([later[number] for number in sorted(later)])

    def _resting_on(self, tx: Transaction, entry: Entry) -> Iterator[Entry]:
        """Later changes of the same thing; and those of what belongs to it or names it, as far as that still does."""
        change, made = entry.change, made_by(entry.change, self.written)
        for later in journal.later_naming(tx, entry.id, {change.subject, *search_for(change, made)}):
            same = (later.change.kind, later.change.subject) == (change.kind, change.subject)
            if same or (self._counts(later) and self._needs(tx, later.change, change, made)):
                yield later

    def _counts(self, later: Entry) -> bool:
        """What is only tried out, lasts whatever happens or is soon forgotten is no hindrance."""
        place = self.kinds.get(later.change.kind)
        return later.author.channel != TRIAL and not (place and (place.lasting or place.fleeting))

    def _needs(self, tx: Transaction, later: Change, earlier: Change, made: Collection[str]) -> bool:
        now = self.get(tx, later.kind, later.subject)
        return now is not None and (belongs(later, earlier) or is_of(later.subject, made) or holds(now, made))

    def _put(self, tx: Transaction, kind: str, subject: str, value: Value, author: Author, now: datetime) -> None:
        place = self.kinds.get(kind)
        if place:
            place.put(tx, subject, value, author, now)
        else:
            overlay.put(tx, kind, subject, value)
