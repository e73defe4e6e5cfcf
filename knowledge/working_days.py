"""The working calendar of Vietnamese state offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from holidays import HolidayBase, country_holidays

from knowledge.reading.tables import read_rows
from knowledge.records import SourceError

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A day on which offices work or rest otherwise than the holidays package says, or will once it is confirmed."""

    day: date
    working: bool
    confirmed: bool
    reason: str
    reason_en: str
    source: str


class Calendar:
    """Which days state offices work. What is not confirmed changes nothing and is told by `remark`."""

    def __init__(self, special_days: Iterable[SpecialDay] = ()) -> None:
        self._special = {special.day: special for special in special_days}
        self._also_off: frozenset[date] = frozenset()
        self._quiet: frozenset[int] = frozenset()

    @classmethod
    def read(cls, path: Path) -> "Calendar":
        """Read holidays.toml. Raises SourceError, also when a day stands there twice."""
        rows = read_rows(path, "day", SpecialDay)
        days = [row.day for row in rows]
        if twice := sorted({day for day in days if days.count(day) > 1}):
            raise SourceError(path.name, None, f"{twice[0]} stands there more than once")
        return cls(rows)

    def without(self, days: frozenset[date], weekdays: frozenset[int] = frozenset()) -> "Calendar":
        """The same, these days and weekdays (0 for Monday) off as well. Raises ValueError where none would be left."""
        if weekdays >= frozenset(range(_SATURDAY)):
            raise ValueError("no working day would be left in a week")
        found = Calendar(self._special.values())
        found._also_off, found._quiet = self._also_off | days, self._quiet | weekdays
        return found

    def with_days(self, days: Iterable[SpecialDay]) -> "Calendar":
        """The same, with these days in place of what is known of them."""
        found = Calendar((*self._special.values(), *days))
        found._also_off, found._quiet = self._also_off, self._quiet
        return found

    def special(self, day: date) -> SpecialDay | None:
        """What is set of this day beside the public holidays."""
        return self._special.get(day)

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day, as far as it is confirmed."""
        if day in self._also_off or day.weekday() in self._quiet:
            return False
        if special := self._confirmed(day):
            return special.working
        return day.weekday() < _SATURDAY and day not in _public_holidays(day.year)

    def remark(self, day: date, language: str = "vi") -> str | None:
        """What is proposed or estimated about this day and not confirmed; None where there is nothing of the kind."""
        special = self._special.get(day)
        if special is None or special.confirmed:
            return None
        return special.reason_en if language == "en" else special.reason

    def last_working_day_on_or_before(self, day: date) -> date:
        """`day` itself where it is a working day."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def first_working_day_on_or_after(self, day: date) -> date:
        """`day` itself where it is a working day."""
        while not self.is_working(day):
            day += _DAY
        return day

    def _confirmed(self, day: date) -> SpecialDay | None:
        special = self._special.get(day)
        return special if special and special.confirmed else None


@cache
def _public_holidays(year: int) -> HolidayBase:
    """Made a year at a time: a year costs a few milliseconds and few are ever asked for."""
    return country_holidays("VN", years=year, expand=False)
