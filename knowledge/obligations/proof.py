"""The day of a document, read from how an officer names it: "123/BC-BNG ngày 20/11/2026"."""

import re
import unicodedata
from datetime import date, timedelta

_LATELY = timedelta(days=90)
_FULL_YEAR = 4  # digits
_MONTHS = "january february march april may june july august september october november december".split()
_WRITTEN = (
    r"(?<![\d/.-])(?P<d1>\d{1,2})\s*[/.-]\s*(?P<m1>\d{1,2})\s*[/.-]\s*(?P<y1>\d{4}|\d{2})(?![\d/])",
    r"(?<!\d)(?P<d2>\d{1,2})\s*(?:tháng|thang)\s*(?P<m2>\d{1,2})\s*,?\s*(?:năm|nam)\s*(?P<y2>\d{4})(?!\d)",
    r"(?<!\d)(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?!\d)",
    rf"(?<!\d)(?P<d4>\d{{1,2}})\s+(?P<m4>{'|'.join(_MONTHS)})\s+(?P<y4>\d{{4}})(?!\d)",
)
_DAY = re.compile("|".join(_WRITTEN))
_SAID_TO_BE = re.compile(rf"(?:\bngày|\bngay|\bof|\bon)\s*(?:{_DAY.pattern})")
_WITHOUT_YEAR = re.compile(
    r"\b(?:ngày|ngay)\s*(?P<d>\d{1,2})\s*(?:/|-|\.|tháng|thang)\s*(?P<m>\d{1,2})(?![\d/.-]|\s*(?:năm|nam))"
)


def day_of(text: str, today: date) -> date | None:
    """The day that the text names, one after "ngày" before others; None where it names none, or one that is no day or
    lies after `today`. A year of two digits is of this century; a day without a year is of the last three months."""
    written = unicodedata.normalize("NFC", text).lower()
    if match := _SAID_TO_BE.search(written):
        return _not_after(today, _read(match))
    if match := _WITHOUT_YEAR.search(written):
        return _lately(match["d"], match["m"], today)
    match = _DAY.search(written)
    return _not_after(today, _read(match)) if match else None


def day_ahead(text: str, today: date) -> date | None:
    """The day that the text names where it is still to come; one without a year where it does within three months."""
    written = unicodedata.normalize("NFC", text).lower()
    found = None
    if match := _SAID_TO_BE.search(written):
        found = _read(match)
    elif match := _WITHOUT_YEAR.search(written):
        days = (_day(str(year), match["m"], match["d"]) for year in (today.year, today.year + 1))
        return next((each for each in days if each and today < each <= today + _LATELY), None)
    elif match := _DAY.search(written):
        found = _read(match)
    return found if found and found > today else None


def _read(match: re.Match[str]) -> date | None:
    day, month, year = (next(match[f"{part}{n}"] for n in range(1, 5) if match[f"{part}{n}"]) for part in "dmy")
    return _day(year, str(_MONTHS.index(month) + 1) if month in _MONTHS else month, day)


def _lately(day: str, month: str, today: date) -> date | None:
    found = (_not_after(today, _day(str(year), month, day)) for year in (today.year, today.year - 1))
    return next((each for each in found if each and today - each <= _LATELY), None)


def _not_after(today: date, day: date | None) -> date | None:
    return day if day and day <= today else None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year if len(year) == _FULL_YEAR else f"20{year}"), int(month), int(day))
    except ValueError:
        return None
