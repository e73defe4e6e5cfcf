"""The times at which a duty is due: each with the day that the text names, and the last day on which it is in time."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.records import Duty

PERIODS = {"yearly": 1, "half-yearly": 2, "quarterly": 4, "monthly": 12}
"""How many periods a year has."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that an agency holds, and that it must report on: `kind` is what duties call it. Days in Viet Nam."""

    id: int
    agency: str
    kind: str
    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`name` is its identity within the duty: "2026", "2026-H1", "2026-Q3", "2026-07", "2026-W30", "e5" (an event).

    `named` is the day that the text names, `last` the strict last day: "trước ngày 30/11" ends on 29/11. `period`:
    which half or quarter of which year it is for, None for others.
    """

    name: str
    named: date
    last: date
    period: tuple[int, int] | None = None


def occurrences(duty: Duty, year: int) -> tuple[Occurrence, ...]:
    """Those whose named day lies in `year`, in order; none of a duty without a day, nor of events."""
    if not date.min.year < year < date.max.year:
        return ()
    return tuple(sorted(_in_year(duty, year), key=lambda occurrence: occurrence.named))


def after_event(duty: Duty, event: Event) -> Occurrence | None:
    """When the duty is due for this event; None where it is about something else, or the text has no number of days."""
    if not duty.event_days or duty.event != event.kind:
        return None
    named = event.day + duty.event_days * _DAY
    return _occurrence(duty, f"e{event.id}", named)


def next_occurrence(duty: Duty, today: date) -> Occurrence | None:
    """The one that comes next (or is due today) of a live duty that recurs; else the one it has."""
    recurs = duty.recurrence != "once" and duty.state == "live"
    first = duty.day.year if duty.day else today.year
    years = range(first, first + 3) if recurs else (first,)
    found = [occurrence for year in years for occurrence in occurrences(duty, year)]
    ahead = [occurrence for occurrence in found if occurrence.last >= today]
    return ahead[0] if ahead and recurs else found[0] if found else None


def figures(duty: Duty, last: date) -> tuple[date, date] | None:
    """The first and last day of the reporting period: the last one that has closed on the last day of the duty; None
    where the text sets none."""
    months = 12 // PERIODS.get(duty.recurrence, 12)
    if not duty.closing_day or duty.recurrence not in PERIODS:
        return None
    closing = last
    while closing.month % months or closing.day != duty.closing_day:
        closing -= _DAY
    return _months_before(closing, months) + _DAY, closing


def _in_year(duty: Duty, year: int) -> Iterator[Occurrence]:
    match duty.recurrence:
        case "once" if duty.day and duty.day.year == year:
            yield _occurrence(duty, str(year), duty.day)
        case "yearly":
            yield _occurrence(duty, str(year), _day(year, duty.month_days[0]))
        case "half-yearly" | "quarterly":
            yield from _of_periods(duty, year)
        case "monthly":
            for month in range(1, 13):
                named = date(year, month, min(duty.month_day, monthrange(year, month)[1]))
                yield _occurrence(duty, f"{year}-{month:02}", named)
        case "weekly":
            yield from _weekly(duty, year)


def _of_periods(duty: Duty, year: int) -> Iterator[Occurrence]:
    """Days are written in the order of their periods: one that lies before the first is in the following year."""
    mark = "H" if duty.recurrence == "half-yearly" else "Q"
    for number, month_day in enumerate(duty.month_days, 1):
        of_year = year - 1 if month_day < duty.month_days[0] else year
        yield _occurrence(duty, f"{of_year}-{mark}{number}", _day(year, month_day), (number, of_year))


def _weekly(duty: Duty, year: int) -> Iterator[Occurrence]:
    named = date(year, 1, 1)
    named += (duty.weekday - named.isoweekday()) % 7 * _DAY
    while named.year == year:
        of_year, week, _ = named.isocalendar()
        yield _occurrence(duty, f"{of_year}-W{week:02}", named)
        named += 7 * _DAY


def _occurrence(duty: Duty, name: str, named: date, period: tuple[int, int] | None = None) -> Occurrence:
    return Occurrence(name, named, named - _DAY if duty.exclusive else named, period)


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year:04}-{month_day}")


def _months_before(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 - months
    return date(whole // 12, whole % 12 + 1, day.day)
