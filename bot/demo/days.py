"""The days of a demo, in Viet Nam: how far they reach, which one is meant, and the moments that are lived."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

YEARS_AHEAD = 5
_DAY = timedelta(days=1)


def day_of(now: datetime) -> date:
    """The day that it is in Viet Nam at this moment."""
    return now.astimezone(VIET_NAM).date()


def last_day(today: date) -> date:
    """The furthest day that may be looked at when it really is `today`."""
    return date(today.year + YEARS_AHEAD, 12, 31)


def meant(wanted: str, today: date, calendar: Calendar) -> date | None:
    """The day behind "day" (the next working day), "week", "month", or a day such as "2026-12-31"; None for another
    text."""
    if wanted == "day":
        return calendar.first_working_day_on_or_after(today + _DAY)
    if wanted == "week":
        return today + 7 * _DAY
    if wanted == "month":
        return _month_later(today)
    try:
        return date.fromisoformat(wanted)
    except ValueError:
        return None


def moments(after: datetime, last: date, hour: time) -> Iterator[datetime]:
    """This time of every day until `last`, included, from the first one later than `after`."""
    day = day_of(after)
    while day <= last:
        moment = at(day, hour)
        if moment > after:
            yield moment
        day += _DAY


def at(day: date, hour: time) -> datetime:
    """This time of the day in Viet Nam."""
    return datetime.combine(day, hour, VIET_NAM)


def _month_later(day: date) -> date:
    year, month = (day.year + day.month // 12, day.month % 12 + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
