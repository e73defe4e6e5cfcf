"""Reads when a report is due: "trước ngày 30/11 hằng năm", "15/6 và 15/12", "ngày 20 hằng tháng"."""

import re
from datetime import date

from knowledge.amending.duties import When
from knowledge.questions.days import read_weekdays
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_ONCE = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](20\d\d)\b")
_IN_YEAR = re.compile(r"\b(\d{1,2})(?:[/-]|\s+thang\s+)(\d{1,2})\b")
_IN_MONTH = re.compile(r"\bngay\s+(\d{1,2})\b|\bday\s+(\d{1,2})\b")
_MONTHLY, _WEEKLY = re.compile(r"\bthang\b|\bmonth"), re.compile(r"\btuan\b|\bweek")
_BEFORE = re.compile(r"\b(?:truoc|before)\s+(?:ngay\s+)?\d")
_RECURRENCES = {1: "yearly", 2: "half-yearly", 4: "quarterly"}
_LONGEST_MONTH = 31


def read_when(text: str) -> When | None:
    """None where it says no day."""
    plain = fold(clean(text))
    exclusive = _BEFORE.search(plain) is not None
    if once := _ONCE.search(plain):
        day = _exists(int(once[3]), int(once[2]), int(once[1]))
        return When("once", exclusive, day=day) if day else None
    if in_year := _IN_YEAR.findall(plain):
        month_days = [(int(month), int(each)) for each, month in in_year]
        if len(month_days) not in _RECURRENCES or not all(_exists(2001, *each) for each in month_days):
            return None
        named = tuple(f"{month:02}-{each:02}" for month, each in month_days)
        return When(_RECURRENCES[len(month_days)], exclusive, month_days=named)
    if (in_month := _IN_MONTH.search(plain)) and _MONTHLY.search(plain):
        number = int(in_month[1] or in_month[2])
        return When("monthly", exclusive, month_day=number) if 1 <= number <= _LONGEST_MONTH else None
    weekdays = read_weekdays(text)
    if len(weekdays) == 1 and _WEEKLY.search(plain):
        return When("weekly", exclusive, weekday=min(weekdays) + 1)
    return None


def _exists(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
