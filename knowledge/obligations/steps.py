"""On which days an obligation is reminded of: so many days before its last day, and so many after.

A step on a day off moves to a working day: before the last day to the one before it, afterwards to the one after it. Of
steps that fall on one day the one nearest to the last day is meant: nobody is reminded twice a day of one thing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from knowledge.occurrences import PERIODS
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

    def of_period(self, days: int) -> "Rhythm":
        """For what comes again after so many days: not long before its day, and not after the next one's."""
        before = tuple(each for each in self.before if each <= days // _EARLY)
        after = tuple(each for each in self.after if each < days)
        return replace(self, before=before, after=after, weekly=min(self.weekly, max(0, days // 7 - 1)))

    def not_before(self, first: date, due: date) -> "Rhythm":
        """For a report on something of the day `first`: where it is due after that, it is not spoken of before."""
        days = (due - first).days
        return replace(self, before=tuple(each for each in self.before if each <= days)) if days > 0 else self


_EARLY = 4
"""What comes again is first reminded of in the last quarter of its period."""
TASK_LEAD = Rhythm((60, 30, 14, 7, 3, 1, 0), after=(1, 3), weekly=8)
TASK_COORDINATE = Rhythm((30, 7))
REPORT = Rhythm((30, 14, 7, 3, 1, 0), after=(1, 3), weekly=8)
RECURRING = Rhythm(in_year=((1, 1), (7, 1), (12, 1)))


@dataclass(frozen=True, slots=True)
class Rhythms:
    """How often what is owed is reminded of: tasks led (and those given to all together), coordinated, reports, the
    years of recurring tasks led; `own` are those of single duties (ids)."""

    lead: Rhythm = TASK_LEAD
    coordinate: Rhythm = TASK_COORDINATE
    report: Rhythm = REPORT
    recurring: Rhythm = RECURRING
    own: Mapping[str, Rhythm] = field(default_factory=dict)

    def of(self, kind: str, recurrence: str = "", duty: str = "") -> Rhythm:
        """That of a kind of `office.KINDS`. `recurrence` is a report's: what is due each week is not spoken of a month
        before. `duty` (id): whose report it is, which may have one of its own."""
        if duty in self.own:
            return self.own[duty]
        match kind:
            case "report":
                return self.report.of_period(_DAYS[recurrence]) if recurrence in _DAYS else self.report
            case "recurring":
                return self.recurring
            case "coordinate":
                return self.coordinate
        return self.lead


_DAYS = {recurrence: 365 // times for recurrence, times in PERIODS.items() if times > 1} | {"weekly": 7}


def steps(due: date, rhythm: Rhythm, calendar: Calendar) -> tuple[Step, ...]:
    """The reminders of what is due on this strict last day, each on a working day of its own, in order."""
    by_day: dict[date, Step] = {}
    for step in (*_in_year(due, rhythm, calendar), *_before(due, rhythm, calendar)):
        by_day[step.day] = step
    for step in _after(due, rhythm, calendar):
        by_day.setdefault(step.day, step)
    return tuple(by_day[day] for day in sorted(by_day))


def advised_day(due: date, calendar: Calendar) -> date:
    """The last working day on which it is surely in time."""
    return calendar.last_working_day_on_or_before(due)


def _in_year(due: date, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    """The start of a year and the like: on that day, or the first working day after it."""
    for month, day in rhythm.in_year:
        wanted = date(due.year, month, day)
        yield Step(f"{month:02}-{day:02}", calendar.first_working_day_on_or_after(wanted), wanted)


def _before(due: date, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    for days in sorted(rhythm.before, reverse=True):
        wanted = due - days * _DAY
        yield Step(f"T-{days}" if days else "T0", calendar.last_working_day_on_or_before(wanted), wanted)


def _after(due: date, rhythm: Rhythm, calendar: Calendar) -> Iterator[Step]:
    last = due
    for days in sorted(rhythm.after):
        last = _working_days_after(due, days, calendar)
        yield Step(f"T+{days}", last, last)
    for week in range(1, rhythm.weekly + 1):
        wanted = last + week * _WEEK
        yield Step(f"T+{week}w", calendar.first_working_day_on_or_after(wanted), wanted)


def _working_days_after(day: date, count: int, calendar: Calendar) -> date:
    for _ in range(count):
        day = calendar.first_working_day_on_or_after(day + _DAY)
    return day
