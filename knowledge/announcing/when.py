"""When a notice is to go out, as it is typed: "ngay", "14h30", "8 giờ sáng mai", "chiều thứ Hai", "9:00 25/11"."""

import re
from datetime import UTC, date, datetime, time, timedelta

from knowledge.questions.ask import VIET_NAM
from knowledge.questions.days import read_days
from knowledge.sending_hours import Hours
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_NOW = ("ngay", "ngay bay gio", "bay gio", "gui ngay", "now", "at once")
_PART = r"(?P<part>sang|trua|chieu|toi|am|pm)"
_TIME = re.compile(
    rf"(?<![\d/])(?P<hour>\d{{1,2}})\s*(?:(?:gio|h|g|:)\s*(?P<minute>\d{{2}})?|(?=\s*(?:am|pm)\b))(?:\s*phut)?"
    rf"(?:\s*{_PART}\b(?:\s+nay\b)?)?(?![\d/])"
)
_A_PART = re.compile(rf"\b{_PART}\b(?:\s+nay\b)?")
_AFTERNOON = time(14)
_LATE = ("chieu", "toi", "pm")
_NOON = 12
_AHEAD = re.compile(r"^(?:luc|vao|at|on)\s+")


def read_when(typed: str, now: datetime, hours: Hours) -> datetime | None:
    """The moment (UTC), which may be past or outside of the hours; the given `now` for what is to go out at once.

    A time alone is the next such one, a day alone the beginning of its hours. None for what says neither.
    """
    text = _AHEAD.sub("", " ".join(fold(clean(typed)).split()).strip(" ,.;"))
    if text in _NOW:
        return now
    local = now.astimezone(VIET_NAM)
    at, rest = _time(text, hours)
    found = read_days(rest, local.date()) if rest else None
    if rest and (found is None or found.rest or found.first != found.last):
        return None
    if found is None and at is None:
        return None
    if found is None:
        assert at is not None  # or else nothing was said
        return _at(local.date() + timedelta(days=int(at <= local.time())), at)
    return _at(found.first, at or hours.first)


def _time(text: str, hours: Hours) -> tuple[time | None, str]:
    """The time of day that a text says, and the rest of it; of a part of the day its beginning."""
    found = _TIME.search(text) or _A_PART.search(text)
    if found is None:
        return None, text
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split()).strip(" ,.;")
    named = found.groupdict()
    if "hour" not in named:
        return (_AFTERNOON if named["part"] in _LATE else hours.first), rest
    hour, minute = int(named["hour"]), int(named["minute"] or 0)
    if named["part"] in _LATE and hour < _NOON:
        hour += _NOON
    try:
        return time(hour, minute), rest
    except ValueError:
        return None, text


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, VIET_NAM).astimezone(UTC)
