"""Days as people type them: "20/3/2027", "ngày 20 tháng 3", "24/12-31/12/2026", "mai", "thứ Sáu tuần sau"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_WEEKDAYS = (
    ("hai", "2", "monday"), ("ba", "3", "tuesday"), ("tu", "4", "wednesday"), ("nam", "5", "thursday"),
    ("sau", "6", "friday"), ("bay", "7", "saturday"),
)  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_AFTER_TODAY = {"hom nay": 0, "today": 0, "ngay mai": 1, "mai": 1, "tomorrow": 1, "ngay kia": 2}

_WEEKDAY = (
    r"(?:thu\s*(?P<thu>hai|ba|tu|nam|sau|bay|[2-7])|t(?P<t>[2-7])|(?P<sunday>chu\s+nhat|cn|sunday)"
    r"|(?P<english>monday|tuesday|wednesday|thursday|friday|saturday))"
)
_A_WEEKDAY = re.compile(rf"\b{_WEEKDAY}\b")
_RELATIVE = re.compile(
    rf"\s*(?:ngay\s+)?(?:(?P<after>{'|'.join(_AFTER_TODAY)})"
    rf"|{_WEEKDAY}(?:\s+(?P<week>tuan\s+(?:nay|sau|toi)|this\s+week|next\s+week))?)\b"
)
_BEFORE_IT = rf"(?:{re.sub(r'[?]P<[a-z]+>', '?:', _WEEKDAY)}\s*,?\s*)?(?:(?:ngay|mung|mong)\s+)?"
_DAY = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<d>\d{1,2})(?:(?P<sign>[/-])(?P<m>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?(?!(?P=sign)\d)(?![/.]\d)"
    r"|\.(?P<dotted_m>\d{1,2})\.(?P<dotted_y>\d{4})"
    r"|\s+thang\s+(?P<word_m>\d{1,2})(?:\s*(?:,?\s*nam\s+|/)(?P<word_y>\d{4}))?"
    rf"|\s+(?P<english_m>{'|'.join(_MONTHS)})(?:\s+(?P<english_y>\d{{4}}))?))(?!\w)"
)
_WRITTEN = re.compile(rf"(?<![\w/.]){_BEFORE_IT}{_DAY}")
_FIRST_OF_SPAN = re.compile(
    r"(?<![\w/.-])(?:(?:tu|from)\s+)?(?:ngay\s+)?(?P<d>\d{1,2})\s*(?=(?:[-–—]|den\b|toi\b|to\b))"
)
_UP_TO = re.compile(r"\s*(?:[-–—]|\b(?:den het|den|toi|to|until)\b)\s*")
_FROM = re.compile(r"\b(?:tu|from)\s*$")
_EDGES = " \t,.:;-–—"
_LEAP = 8
"""Years within which every day of a year comes again, also 29/2."""


@dataclass(frozen=True, slots=True)
class Days:
    """From `first` to `last`, both included, and the `rest` of what was typed."""

    first: date
    last: date
    rest: str


def read_days(text: str, today: date) -> Days | None:
    """The day or span that a text names: one with a number wherever it stands, else a word such as "mai" at the
    beginning. A day without a year is the next such day. None where no day is named, or one that does not exist."""
    text = clean(text)
    folded = "".join(fold(letter)[:1] or " " for letter in text)  # letter by letter, so that places stay
    found = _written(folded, today) or _relative(folded, today)
    if found is None:
        return None
    (start, end), first, last = found
    rest = f"{text[:start].strip(_EDGES)} {text[end:].strip(_EDGES)}"
    return Days(first, last, " ".join(rest.split()))


def read_weekdays(text: str) -> frozenset[int]:
    """The weekdays (0 for Monday) that a text names."""
    return frozenset(_weekday(match) for match in _A_WEEKDAY.finditer(fold(clean(text))))


@dataclass(frozen=True, slots=True)
class _Written:
    day: int
    month: int | None = None
    year: int | None = None

    def next(self, first: date) -> date | None:
        """The day; the next one on or after `first` where no year is written."""
        years = (self.year,) if self.year is not None else range(first.year, first.year + _LEAP + 1)
        days = (_exists(year, self.month or first.month, self.day) for year in years)
        return next((day for day in days if day and (self.year is not None or day >= first)), None)

    def last(self, last: date) -> date | None:
        """The day; the latest one on or before `last` where no year, or not even a month, is written."""
        if self.month is None or self.year is not None:
            found = _exists(self.year or last.year, self.month or last.month, self.day)
            return found if found and found <= last else None
        days = (_exists(year, self.month, self.day) for year in range(last.year, last.year - _LEAP - 1, -1))
        return next((day for day in days if day and day <= last), None)


def _written(folded: str, today: date) -> tuple[tuple[int, int], date, date] | None:
    match = _WRITTEN.search(folded)
    if match is None:
        return None
    start, only = match.start(), _of(match)
    short = _FIRST_OF_SPAN.search(folded)
    if short and (up_to := _UP_TO.match(folded, short.end())) and up_to.end() == start:
        return _span(short.start(), match.end(), _Written(int(short["d"])), only, today)
    after = _UP_TO.match(folded, match.end())
    second = _WRITTEN.match(folded, after.end()) if after else None
    if second is not None:
        before = _FROM.search(folded, 0, start)
        return _span(before.start() if before else start, second.end(), only, _of(second), today)
    day = only.next(today)
    return ((start, match.end()), day, day) if day else None


def _span(
    start: int, end: int, first: _Written, last: _Written, today: date
) -> tuple[tuple[int, int], date, date] | None:
    begins = first.next(today) if first.year is not None else None
    ends = last.next(begins or today)
    begins = begins or (first.last(ends) if ends else None)
    return ((start, end), begins, ends) if begins and ends and begins <= ends else None


def _relative(folded: str, today: date) -> tuple[tuple[int, int], date, date] | None:
    match = _RELATIVE.match(folded)
    if match is None:
        return None
    if match["after"]:
        day = today + timedelta(days=_AFTER_TODAY[" ".join(match["after"].split())])
    elif match["week"]:
        later = not match["week"].endswith("nay") and not match["week"].startswith("this")
        day = today + timedelta(days=_weekday(match) - today.weekday() + 7 * later)
    else:
        day = today + timedelta(days=(_weekday(match) - today.weekday() - 1) % 7 + 1)
    return match.span(), day, day


def _of(match: re.Match[str]) -> _Written:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _Written(day, month, year)
    month_typed = match["m"] or match["dotted_m"] or match["word_m"]
    month = int(month_typed) if month_typed else _MONTHS.index(match["english_m"]) + 1
    typed = match["y"] or match["dotted_y"] or match["word_y"] or match["english_y"]
    return _Written(int(match["d"]), month, int(typed) + 2000 * (len(typed) == 2) if typed else None)


def _weekday(match: re.Match[str]) -> int:
    if match["sunday"]:
        return 6
    named = match["thu"] or match["t"] or match["english"]
    return next(number for number, names in enumerate(_WEEKDAYS) if named in names)


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
