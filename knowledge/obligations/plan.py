"""What an agency is reminded of: all of it in a span of days, and what of it is to be said now.

Both are reckoned from the data each time; nothing is a timer. What was said or left out before is given as keys.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.obligations.steps import Step, advised_day

LOOKS_BACK = timedelta(days=800)
"""Steps reach back to the beginning of the year before; what was settled of older ones need not be looked at."""
AGAIN = "again"
"""How the step is called on which something that was put off is spoken of again, before its day."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step of what an agency owes. `step.day` is when it should be said; what is said on a later day is late."""

    agency: str
    owed: Owed
    step: Step

    @property
    def key(self) -> str:
        """Its identity for ever: "bng 47/NQ-CP 2.6 2026 T-30"."""
        return f"{self.agency} {self.owed.obligation.spoken_of} {self.step.name}"


@dataclass(frozen=True, slots=True)
class Now:
    """`say` is to be said now, most urgent first. `skipped` are missed steps that one of these stands for, or that were
    before anybody could be told: they are written down and never said. `unwanted` would be said, were they not of a
    kind that the chat does not want."""

    say: tuple[Reminder, ...]
    skipped: tuple[Reminder, ...]
    unwanted: tuple[Reminder, ...] = ()


def all_in(
    book: Obligations,
    office: Office,
    first: date,
    last: date,
    put_off: Mapping[str, date] = MappingProxyType({}),
    done: Container[str] = (),
) -> list[Reminder]:
    """Every reminder of an agency that its chat wants and whose day lies in the span, both days included, in the order
    of days. `put_off` and `done` as of `due_now`."""
    found = [
        Reminder(office.agency, owed, step)
        for year in range(first.year - 1, last.year + 2)  # steps reach into the year before and the year after
        for owed in book.owed_by(office, year)
        if owed.kind in office.kinds and owed.obligation.key not in done
        for step in _after(_put_off(book, office, owed, put_off, first), book.steps(owed, office))
        if first <= step.day <= last
    ]
    return sorted(found, key=lambda reminder: (reminder.step.day, *urgency(reminder.owed)))


def _put_off(book: Obligations, office: Office, owed: Owed, put_off: Mapping[str, date], today: date) -> date | None:
    """The day until which nothing is said of it: not past the last day on which that is in time, as it is now. The day
    may have been moved since, or a day off been added. None where it was not put off."""
    until, due = put_off.get(owed.obligation.key), owed.obligation.due
    return min(until, advised_day(due, book.telling_days(office))) if until and today <= due else until


def _after(again: date | None, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of what was put off: it is spoken of again on that day, and as usual afterwards."""
    if again is None:
        return steps
    return (_again(again), *(step for step in steps if step.day > again))


def _again(day: date) -> Step:
    return Step(f"{AGAIN} {day}", day, day)


def due_now(
    book: Obligations,
    office: Office,
    told_since: date,
    today: date,
    settled: Container[str],
    put_off: Mapping[str, date] = MappingProxyType({}),
    done: Container[str] = (),
) -> Now:
    """What is to be said to the agency today, which should be a working day.

    `told_since` is the day from which it could be told at all; `settled` holds the keys of reminders that were said or
    skipped; `put_off` the day until which nothing is said of an obligation (by its key), and on which it is spoken of
    again; `done` the keys of obligations that the agency has done. Of one obligation at most one step is said, the last
    that has come.
    """
    say: list[Reminder] = []
    skipped: list[Reminder] = []
    for year in (today.year - 1, today.year, today.year + 1):
        for owed in book.owed_by(office, year):
            if owed.obligation.key in done:
                continue
            until = _put_off(book, office, owed, put_off, today)
            if until is not None and today < until:
                continue
            open_ = _open(book, office, owed, today, until, settled)
            said = [each for each in open_[-1:] if each.is_last and each.reminder.step.day >= told_since]
            say += [each.reminder for each in said]
            skipped += [each.reminder for each in open_[: len(open_) - len(said)]]
    wanted = [reminder for reminder in say if reminder.owed.kind in office.kinds]
    unwanted = tuple(reminder for reminder in say if reminder.owed.kind not in office.kinds)
    return Now(tuple(sorted(wanted, key=lambda reminder: urgency(reminder.owed))), tuple(skipped), unwanted)


@dataclass(frozen=True, slots=True)
class _Open:
    """A reminder whose day has come and that is not settled; whether it is the last that has come of its obligation."""

    reminder: Reminder
    is_last: bool


def _open(
    book: Obligations, office: Office, owed: Owed, today: date, again: date | None, settled: Container[str]
) -> list[_Open]:
    steps = book.steps(owed, office)
    if not (steps and steps[0].day <= today) and again is None:
        return []
    come = [step for step in steps if step.day <= today]
    if again is not None:
        come = sorted([*come, _again(again)], key=lambda step: step.day)
    reminders = [Reminder(office.agency, owed, step) for step in come]
    return [_Open(each, each is reminders[-1]) for each in reminders if each.key not in settled]


def urgency(item: Owed) -> tuple[date, int, list[tuple[int, str]]]:
    """What is due first comes first, what is past due before all. Of one day in the order of `_KINDS`, then by number:
    2.9 before 2.10."""
    owed = item.obligation
    numbered = [(int(number or 0), word) for word, number in _WORDS.findall(owed.key)]
    return owed.due, _KINDS.index(item.kind), numbered


_KINDS = ("report", "lead", "coordinate", "shared", "recurring")
_WORDS = re.compile(r"(\D*)(\d*)")
