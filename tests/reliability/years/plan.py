"""What will happen in those years: the moments that are lived, and everything that goes wrong, all from one seed."""

import random
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

MORNING, AFTERNOON = time(8, 20), time(15)
"""When a working day is lived; in the afternoon officers act. When all is well, nothing is left to be done at any other
time."""
_LATER = timedelta(minutes=10)
"""By which it is later on each day of the week: what is to come two working days after something was said, to the
second, is then due well before the moment that is lived, or well after it."""
NIGHT, EVENING, DAY_OFF = time(3, 5), time(18, 30), time(9)
_SOME = 0.25
"""How likely one of these is lived too."""
_QUIETLY = 6
"""One kill in so many comes at any moment at all."""
_AROUND = 4
"""Working days around what goes wrong on which nobody does what would come out differently on another day."""

_AT_THE_END = 28
"""Days."""
OUTAGES = (("telegram", "502"), ("telegram", "cut"), ("zalo_bot", "502"))
What = Literal["down", "asleep", "jump", "outage", "gone"]
Kill = Literal["before", "accepted", "after", "any", "starting", "quiet"]
"""At a request before it is accepted, at its acceptance, some milliseconds after that, some milliseconds after the
moment began, while it starts, when nothing is left to be done."""
KILLS: tuple[Kill, ...] = ("before", "accepted", "accepted", "after", "after", "any", "any", "starting", "quiet")


@dataclass(frozen=True)
class Window:
    """Something is wrong from one moment to another one. `down`: killed and not started; `asleep`: the machine is;
    `jump`: its clock is wrong by `shift`; `outage`: the channel `whom` fails (`how`: "502", or "cut", which might
    have arrived); `gone`: the bot is out of the group of the agency `whom` (`how`: "told", or "untold")."""

    what: What
    first: datetime
    last: datetime
    whom: str = ""
    how: str = ""
    shift: timedelta = timedelta(0)

    def holds(self, moment: datetime) -> bool:
        return self.first <= moment < self.last

    def touches(self, first: datetime, last: datetime) -> bool:
        """Whether anything of that span may have been seen wrongly: a clock that jumps reaches further."""
        return self.first - abs(self.shift) <= last and first <= self.last + abs(self.shift)


@dataclass(frozen=True)
class Plan:
    """`windows` are known in an undisturbed run too, where nothing of them happens."""

    first: date
    last: date
    moments: tuple[datetime, ...]
    windows: tuple[Window, ...]
    disturbed: bool = False
    kills: Mapping[datetime, Sequence[Kill]] = field(default_factory=dict)
    faults: float = 0.0
    """How likely one call of a platform goes wrong."""
    seed: int = 0

    def holding(self, what: What, moment: datetime) -> list[Window]:
        return [window for window in self.windows if self.disturbed and window.what == what and window.holds(moment)]

    def is_calm(self, agency: str, day: date, calendar: Calendar) -> bool:
        """Whether nothing lasting is wrong for the agency on this day, or was or will be on the days around it."""
        first, last = (_midnight(_away(day, calendar, by)) for by in (-_AROUND, _AROUND))
        return not any(
            window.touches(first, last) for window in self.windows if window.what != "gone" or window.whom == agency
        )


def _away(day: date, calendar: Calendar, by: int) -> date:
    for _ in range(abs(by)):
        if by < 0:
            day = calendar.last_working_day_on_or_before(day - timedelta(days=1))
        else:
            day = calendar.first_working_day_on_or_after(day + timedelta(days=1))
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIET_NAM)


def disturbed(first: date, last: date, agencies: Sequence[str], calendar: Calendar, faults: float, seed: int) -> Plan:
    """Without kills as yet."""
    chance = random.Random(f"moments {seed}")
    found: list[datetime] = []
    for day in _days(first, last):
        others = (NIGHT, EVENING) if calendar.is_working(day) else (DAY_OFF,)
        found += (datetime.combine(day, at, VIET_NAM) for at in others if chance.random() < _SOME)
        found += _working_hours(day, calendar)
    return Plan(first, last, tuple(sorted(found)), _windows(first, last, agencies, seed), True, {}, faults, seed)


def undisturbed(plan: Plan, calendar: Calendar) -> Plan:
    """The same years, and nothing goes wrong."""
    found = tuple(moment for day in _days(plan.first, plan.last) for moment in _working_hours(day, calendar))
    return Plan(plan.first, plan.last, found, plan.windows, seed=plan.seed)


def is_afternoon(moment: datetime) -> bool:
    return moment.hour == AFTERNOON.hour


def _working_hours(day: date, calendar: Calendar) -> Iterator[datetime]:
    for at in (MORNING, AFTERNOON) if calendar.is_working(day) else ():
        yield datetime.combine(day, at, VIET_NAM) + day.weekday() * _LATER


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def with_kills(plan: Plan, number: int, sent: Iterable[datetime]) -> Plan:
    """Most of them where much was `sent` in an undisturbed run."""
    chance = random.Random(f"kills {plan.seed}")
    runs = [moment for moment in plan.moments if not (plan.holding("down", moment) or plan.holding("asleep", moment))]
    busy = [runs[max(0, bisect_right(runs, at) - 1)] for at in sent]
    found: dict[datetime, list[Kill]] = {}
    for n in range(number):
        moment = chance.choice(busy) if n % _QUIETLY and busy else chance.choice(runs)
        found.setdefault(moment, []).append(chance.choice(KILLS))
    return replace(plan, kills=found)


def _windows(first: date, last: date, agencies: Sequence[str], seed: int) -> tuple[Window, ...]:
    """Six of each kind in a year, and every group loses the bot about once; none in the last weeks, so that all is over
    in the end. What concerns everybody never meets its like."""
    chance = random.Random(f"windows {seed}")
    days = (last - first).days - _AT_THE_END
    few, many = max(1, round(6 * days / 365)), max(1, round(len(agencies) * days / 365))

    def spans(number: int, longest: float) -> Iterator[tuple[datetime, datetime]]:
        for _ in range(number):
            begins = _midnight(first) + timedelta(days=chance.uniform(1, days))
            yield begins, begins + timedelta(days=chance.uniform(0.1, longest))

    for_all = (
        *(Window("down", *span) for span in spans(few, 6)),
        *(Window("asleep", *span) for span in spans(few, 4)),
        *(Window("jump", *span, shift=timedelta(hours=chance.uniform(-50, 50))) for span in spans(few, 1)),
        *(Window("outage", *span, channel, how) for channel, how in OUTAGES for span in spans(few, 4)),
    )
    gone = [
        Window("gone", *span, chance.choice(agencies), chance.choice(("told", "untold"))) for span in spans(many, 12)
    ]
    each = (_apart(window for window in gone if window.whom == agency) for agency in agencies)
    return (*_apart(for_all), *(window for windows in each for window in windows))


def _apart(windows: Iterable[Window]) -> list[Window]:
    """Those that meet none of the ones before them."""
    found: list[Window] = []
    for window in windows:
        if not any(window.touches(other.first, other.last) for other in found):
            found.append(window)
    return found
