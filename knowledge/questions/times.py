"""Times in a question: years, quarters, months and spans, as filters on tasks. Days are days in Viet Nam."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.questions.query import Filters
from knowledge.questions.spot import Item, roman

SOON_DAYS = 60
"""Days ahead that "sắp đến hạn" looks: as far as the first reminder."""

FIRST_YEAR, LAST_YEAR = 1, 9999
"""Bounds of a comparison that is open on one side."""
_FURTHEST = 3650
"""Days, months or years that a question looks ahead at most."""
_DUE = ("when.due", "ask.deadline", "ask.when", "when.overdue", "when.before")
_ACTIVE = ("when.active",)
_MONTH_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(/\d{4})?")
_UNTIL = {
    "den", "toi", "den nam", "toi nam", "het", "het nam", "cuoi nam", "den het nam", "toi het nam", "den cuoi nam",
    "by the end of", "end of", "until", "by",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """The filters that the times of a question ask for, the years it names and the items (indices) that said so."""

    filters: Filters
    years: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    used: frozenset[int]


def read_times(items: Sequence[Item], today: date) -> Times:
    """Which filters the items ask for on the day `today`."""
    spans = [(item.values[0], item.values[1]) for item in items if item.kind == "years"]
    named = [(at, year) for at in range(len(items)) if (year := _named_year(items, at))]
    years = named or [(at, year) for at in range(len(items)) if (year := _relative_year(items[at], today))]
    places = range(len(items))
    spans_of_days = (_quarter_or_month(items, at, today) or _days_ahead(items, at, today) for at in places)
    found = [span for span in spans_of_days if span and (span[1] or not named)]
    days = found[-1][0] if found else None
    days = days or _dates(items, today)
    if days is None and any(item.means("when.soon") for item in items):
        days = (today, today + timedelta(days=SOON_DAYS))
    filters = _concepts(items)
    if days:
        filters = replace(filters, due_days=(days[0].isoformat(), days[1].isoformat()))
    elif years:  # "còn hạn 2030?" goes on with a year, it does not ask for what is open
        filters = _with_years(replace(filters, open=False), items, years)
    periods = {
        at for at, item in enumerate(items[:-1]) if item.means("when.word_period") and items[at + 1].kind == "years"
    }
    used = frozenset(at for _, places in found for at in places).union(periods)
    return Times(filters, tuple(year for _, year in years), tuple(spans), used)


def _named_year(items: Sequence[Item], at: int) -> int | None:
    """The year written at this item, None where there is none or it dates something else."""
    item = items[at]
    return item.values[0] if item.kind == "year" and not (at and _is_reorganisation(items[at - 1])) else None


def _is_reorganisation(before: Item) -> bool:
    """The year in "sau sắp xếp 2025" dates the reorganisation, not the tasks."""
    return before.means("agency.reorganisation", "agency.fate")


def _concepts(items: Sequence[Item]) -> Filters:
    return Filters(
        recurring=any(item.means("when.recurring") for item in items),
        overdue=any(item.means("when.overdue") and not item.means("when.due") for item in items),
        open=any(item.means("when.not_overdue") for item in items),
    )


def _with_years(filters: Filters, items: Sequence[Item], years: list[tuple[int, int]]) -> Filters:
    if any(item.means("when.starting") for item in items):
        return replace(filters, starting=years[0][1])
    if bounds := _compared(items, years):
        return replace(filters, due=bounds)
    active = any(item.means(*_ACTIVE) for item in items)
    until = any(at and items[at - 1].text in _UNTIL for at, _ in years)
    if not active and (until or any(item.means(*_DUE) for item in items)):
        values = [year for _, year in years]
        return replace(filters, due=(min(values), max(values)))
    return replace(filters, active=years[0][1])


def _compared(items: Sequence[Item], years: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Years that a last year must lie in: "trước 2026", "sau 2026 trước 2030", "từ 2028 trở đi"; None where none is
    compared."""
    bounds = [_bounds(items, at, year, alone=len(years) == 1) for at, year in years]
    first, last = max(low for low, _ in bounds), min(high for _, high in bounds)
    return (first, last) if (first, last) != (FIRST_YEAR, LAST_YEAR) else None


def _bounds(items: Sequence[Item], at: int, year: int, *, alone: bool) -> tuple[int, int]:
    """What the words around one year say of it."""
    before = next((item for item in reversed(items[:at]) if not item.means("when.word_year")), None)
    if before is None:
        return FIRST_YEAR, LAST_YEAR
    onwards = any(item.means("when.onwards") for item in items[at:])
    if onwards or (before.means("when.from") and alone and any(item.means(*_DUE) for item in items)):
        return year, LAST_YEAR
    if before.means("when.before"):
        return FIRST_YEAR, year - 1
    return (year + 1 if before.means("when.after") else FIRST_YEAR), LAST_YEAR


def _relative_year(item: Item, today: date) -> int | None:
    if item.means("when.this_year"):
        return today.year
    if item.means("when.next_year"):
        return today.year + 1
    return today.year - 1 if item.means("when.last_year") else None


def _quarter_or_month(items: Sequence[Item], at: int, today: date) -> tuple[tuple[date, date], frozenset[int]] | None:
    item = items[at]
    this_quarter = (today.month - 1) // 3 + 1
    if item.means("when.this_quarter", "when.next_quarter"):
        return _quarter(today.year, this_quarter + item.means("when.next_quarter")), frozenset()
    in_month = item.means("when.this_month") and at + 1 < len(items) and _MONTH_NUMBER.fullmatch(items[at + 1].text)
    counted = at and items[at - 1].kind == "integer"  # "3 tháng tới"
    if item.means("when.this_month", "when.next_month") and not (in_month or counted):
        return _month(today.year, today.month + item.means("when.next_month")), frozenset()
    if item.means("when.this_week", "when.next_week"):
        monday = today + timedelta(days=7 * item.means("when.next_week") - today.weekday())
        return (monday, monday + timedelta(days=6)), frozenset()
    if at + 1 == len(items) or not (in_month or item.means("when.word_quarter", "when.word_month")):
        return None
    number = _small_number(items[at + 1])
    year = next((later.values[0] for later in items[at + 2 : at + 5] if later.kind == "year"), today.year)
    if slashed := re.fullmatch(r"(\d{1,2})/(\d{4})", items[at + 1].text):
        number, year = int(slashed[1]), int(slashed[2])
    if number is None or not 1 <= number <= (4 if item.means("when.word_quarter") else 12):
        return None
    span = _quarter(year, number) if item.means("when.word_quarter") else _month(year, number)
    return span, frozenset((at, at + 1))


def _dates(items: Sequence[Item], today: date) -> tuple[date, date] | None:
    """ "hết hạn 31/12/2026", "trước ngày 1/1/2027", "sau 1/1/2027", "từ 1/1/2026 đến 31/12/2026"."""
    named = [(at, day) for at, item in enumerate(items) if item.kind == "date" and (day := _day(item.text))]
    if not named or not any(item.means(*_DUE) for item in items):
        return None
    at, first = named[0]
    if len(named) > 1:
        return first, max(first, named[-1][1])
    said = items[max(0, at - 2) : at]
    if any(item.means("when.before") for item in said):
        return min(today, first), first
    if any(item.means("when.after", "when.from") for item in said):
        return first, date(LAST_YEAR, 12, 31)
    return first, first


def _day(text: str) -> date | None:
    try:
        day, month, year = map(int, re.split("[/-]", text))
        return date(year, month, day)
    except ValueError:
        return None


def _small_number(item: Item) -> int | None:
    return item.values[0] if item.kind == "integer" else roman(item.text)


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    year, quarter = (year + 1, 1) if quarter > 4 else (year, quarter)
    return date(year, 3 * quarter - 2, 1), _month(year, 3 * quarter)[1]


def _month(year: int, month: int) -> tuple[date, date]:
    year, month = (year + 1, 1) if month > 12 else (year, month)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _days_ahead(items: Sequence[Item], at: int, today: date) -> tuple[tuple[date, date], frozenset[int]] | None:
    """ "30 ngày tới", "trong 60 ngày", "3 tháng tới", "2 năm tới"."""
    if items[at].kind != "integer" or at + 1 == len(items):
        return None
    ahead, unit = min(items[at].values[0], _FURTHEST), items[at + 1]
    if unit.means("when.word_days"):
        last = today + timedelta(days=ahead)
    elif unit.means("when.next_month", "when.next_year"):
        last = _months_later(today, ahead * (12 if unit.means("when.next_year") else 1))
    else:
        return None
    return (today, last), frozenset((at, at + 1))


def _months_later(day: date, months: int) -> date:
    """The same day of the month, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
