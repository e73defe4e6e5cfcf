"""On which days an obligation is reminded of: so many days before its last day, and so many after.

A step on a day off moves to a working day: before the last day to the one before it, afterwards to the one after it. Of
steps that fall on one day the one nearest to the last day is meant: nobody is reminded twice a day of one thing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.obligations.obligation import Obligation
from knowledge.working_days import Calendar

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Step:
    """One reminder of an obligation: `name` ("T-30", "T+3") is its identity there, `day` the working day it is for.

    `wanted` is the day on which it would be if that were a working day.
    """

    name: str
    day: date
    wanted: date

    @property
    def is_late_notice(self) -> bool:
        """Whether it comes after the last day."""
        return self.name.startswith("T+")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`before`: days before the last day (0 is the day itself). `after`: working days after it, then `weekly` times a
    week apart. `in_year`: month and day in the year of a recurring task, which is never late."""

    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    weekly: int = 0
    in_year: tuple[tuple[int, int], ...] = ()


TASK_LEAD = Rhythm((60, 30, 14, 7, 3, 1, 0), after=(1, 3), weekly=8)
TASK_COORDINATE = Rhythm((30, 7))
REPORT = Rhythm((30, 14, 7, 3, 1, 0), after=(1, 3), weekly=8)
RECURRING = Rhythm(in_year=((1, 1), (7, 1), (12, 1)))


def steps(obligation: Obligation, rhythm: Rhythm, calendar: Calendar) -> tuple[Step, ...]:
    """The reminders of an obligation, each on a working day of its own, in order."""
    by_day: dict[date, Step] = {}
    for step in (*_in_year(obligation, rhythm, calendar), *_before(obligation, rhythm, calendar)):
        by_day[step.day] = step
    for step in _after(obligation, rhythm, calendar):
        by_day.setdefault(step.day, step)
    return tuple(by_day[day] for day in sorted(by_day))


def advised_day(obligation: Obligation, calendar: Calendar) -> date:
    """The last working day on which it is surely in time."""
    return calendar.last_working_day_on_or_before(obligation.due)


def _in_year(obligation: Obligation, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    """The start of a year and the like: on that day, or the first working day after it."""
    for month, day in rhythm.in_year:
        wanted = date(obligation.due.year, month, day)
        yield Step(f"{month:02}-{day:02}", calendar.first_working_day_on_or_after(wanted), wanted)


def _before(obligation: Obligation, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    for days in sorted(rhythm.before, reverse=True):
        wanted = obligation.due - days * _DAY
        yield Step(f"T-{days}" if days else "T0", calendar.last_working_day_on_or_before(wanted), wanted)


def _after(obligation: Obligation, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    last = obligation.due
    for days in sorted(rhythm.after):
        last = _working_days_after(obligation.due, days, calendar)
        yield Step(f"T+{days}", last, last)
    for week in range(1, rhythm.weekly + 1):
        wanted = last + week * _WEEK
        yield Step(f"T+{week}w", calendar.first_working_day_on_or_after(wanted), wanted)


def _working_days_after(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.first_working_day_on_or_after(day + _DAY)
    return day
