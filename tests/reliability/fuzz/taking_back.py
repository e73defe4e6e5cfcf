"""All that was changed is taken back, the last first: then each thing is what it was at first, if that can be."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from knowledge.changes.change import SYSTEM, Entry, Value, canonical
from knowledge.changes.making import Changes, GoneError, LastingError, StandsError
from knowledge.memory import Transaction, journal

_AT_ONCE = 500
Thing = tuple[str, str]


@dataclass
class TakenBack:
    """How many changes were looked at by what became of each; how many things are what they were. `whole`: no entry of
    the journal was altered."""

    became: Counter[str] = field(default_factory=Counter)
    things: int = 0
    as_at_first: int = 0
    whole: bool = True
    violations: list[str] = field(default_factory=list)


def take_all_back(tx: Transaction, changes: Changes, after: int, now: datetime) -> TakenBack:
    """All entries after this one. What cannot be taken back, as a person or a group is gone or something is done for
    ever, may differ; all else that does is a violation."""
    found, kept, failed = TakenBack(), set[Thing](), set[int]()
    entries = _entries(tx, after)
    for entry in entries:
        if not _stands(tx, entry, after):
            continue
        became = _take_back(tx, changes, entry, now, failed)
        found.became[became] += 1
        if became != "taken back":
            kept.add((entry.change.kind, entry.change.subject))
            failed.add(entry.id)
        if became == "stands":
            found.violations.append(f"entry {entry.id} cannot be taken back: {entry.change}")
    first = {(entry.change.kind, entry.change.subject): entry.change.before for entry in entries}
    found.things = len(first)
    found.as_at_first = sum(_is(tx, changes, thing, first) for thing in first)
    for kind, subject in (thing for thing in first if thing not in kept and not _is(tx, changes, thing, first)):
        was, now_it_is = first[kind, subject], changes.get(tx, kind, subject)
        found.violations.append(f"{kind} {subject} was {was} and is {now_it_is} after all is taken back")
    broken = journal.first_broken(tx)
    if broken is not None:
        found.whole = False
        found.violations.append(f"the journal is broken at {broken}")
    return found


def _stands(tx: Transaction, entry: Entry, after: int) -> bool:
    """Whether it still makes a difference: a change that was not taken back, or what took back one from before."""
    if entry.undoes is None:
        return journal.undone_by(tx, entry.id) is None
    return entry.undoes <= after and entry.id == entry.batch


def _take_back(tx: Transaction, changes: Changes, entry: Entry, now: datetime, failed: set[int]) -> str:
    try:
        with tx.savepoint():
            again = changes.undo if entry.undoes is None else changes.redo
            again(tx, entry.id, SYSTEM, now)
    except LastingError:
        return "done for ever"
    except GoneError:
        return "what it was of is gone"
    except StandsError as error:
        rests = {each.id for each in error.later}
        return "before what cannot be taken back" if rests and rests <= failed else "stands"
    return "taken back"


def _is(tx: Transaction, changes: Changes, thing: Thing, first: Mapping[Thing, Value]) -> bool:
    return canonical(changes.get(tx, *thing)) == canonical(first[thing])


def _entries(tx: Transaction, after: int) -> list[Entry]:
    """Newest first."""
    found: list[Entry] = []
    below = None
    while page := [each for each in journal.newest(tx, below, _AT_ONCE) if each.id > after]:
        found += page
        below = page[-1].id
    return found
