"""What an agency is reminded of: all of it in a span of days, and what of it is to be said now.

Both are reckoned from the data each time; nothing is a timer. What was said or left out before is given as keys.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.owed import Owed, owed_by
from knowledge.obligations.steps import Step, steps
from knowledge.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Reminder:
    """One step of what an agency owes. `step.day` is when it should be said; what is said on a later day is late."""

    agency: str
    owed: Owed
    step: Step

    @property
    def key(self) -> str:
        """Its identity for ever: "bng 47/NQ-CP 2.6 2026 T-30"."""
        return f"{self.agency} {self.owed.obligation.key} {self.step.name}"


@dataclass(frozen=True, slots=True)
class Now:
    """`say` is to be said now, most urgent first. `skipped` are missed steps that one of these stands for, or that were
    before anybody could be told: they are written down and never said."""

    say: tuple[Reminder, ...]
    skipped: tuple[Reminder, ...]


def all_in(catalog: Catalog, calendar: Calendar, agency: str, first: date, last: date) -> list[Reminder]:
    """Every reminder of an agency whose day lies in the span, both days included, in the order of days."""
    found = [
        reminder
        for year in range(first.year - 1, last.year + 2)  # steps reach into the year before and the year after
        for owed in owed_by(catalog, agency, year)
        for reminder in _reminders(agency, owed, calendar)
        if first <= reminder.step.day <= last
    ]
    return sorted(found, key=lambda reminder: (reminder.step.day, *_urgency(reminder)))


def due_now(
    catalog: Catalog,
    calendar: Calendar,
    agency: str,
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
        for owed in owed_by(catalog, agency, year):
            until = put_off.get(owed.obligation.key)
            if owed.obligation.key in done or (until is not None and today < until):
                continue
            now, missed = _of_one(agency, owed, calendar, told_since, today, settled, until)
            say += now
            skipped += missed
    return Now(tuple(sorted(say, key=_urgency)), tuple(skipped))


def _of_one(
    agency: str,
    owed: Owed,
    calendar: Calendar,
    told_since: date,
    today: date,
    settled: Container[str],
    again: date | None,
) -> tuple[list[Reminder], list[Reminder]]:
    come = [step for step in steps(owed.obligation, owed.rhythm, calendar) if step.day <= today]
    if again is not None:
        come = sorted([*come, Step(f"again {again}", again, again)], key=lambda step: step.day)
    open_ = [Reminder(agency, owed, step) for step in come]
    last = open_[-1] if open_ else None
    open_ = [reminder for reminder in open_ if reminder.key not in settled]
    say = [reminder for reminder in open_ if reminder is last and reminder.step.day >= told_since]
    return say, [reminder for reminder in open_ if reminder not in say]


def _reminders(agency: str, owed: Owed, calendar: Calendar) -> Iterator[Reminder]:
    return (Reminder(agency, owed, step) for step in steps(owed.obligation, owed.rhythm, calendar))


def _urgency(reminder: Reminder) -> tuple[date, str, str]:
    """What is due first comes first; what is past due before all."""
    return reminder.owed.obligation.due, reminder.owed.role, reminder.owed.obligation.key


def every_agency(catalog: Catalog) -> Iterable[str]:
    """The agencies and provinces that there are today, in the order of the data."""
    kinds = ("ministry", "ministerial", "government", "media", "party", "province")
    return (agency.id for agency in catalog.agencies.values() if agency.kind in kinds and agency.status == "active")
