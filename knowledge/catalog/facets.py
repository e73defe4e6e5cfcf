"""Which tasks name an agency, run in a year, belong to a document: sets of task positions, made once."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from knowledge.catalog.bits import bits_of
from knowledge.last_days import DUE, last_day, own_days
from knowledge.reading.agencies import AgencyDirectory
from knowledge.records import AgencyColumn, Task

LEAD, COORDINATE = "lead", "coordinate"
ROLES = (LEAD, COORDINATE)


def column(task: Task, role: str) -> AgencyColumn:
    """The agency cell of a task for a role of ROLES."""
    return task.lead if role == LEAD else task.coordinate


class Facets:
    """Immutable. Every method gives a set of positions in `tasks` (see bits)."""

    def __init__(self, tasks: Sequence[Task], directory: AgencyDirectory) -> None:
        self._directory = directory
        lists: dict[tuple[object, ...], list[int]] = {}
        for position, task in enumerate(tasks):
            for key in _keys(task):
                lists.setdefault(key, []).append(position)
        self._sets = {key: bits_of(positions, len(tasks)) for key, positions in lists.items()}
        self.last_years = tuple(sorted({int(str(key[1])) for key in self._sets if key[0] in ("last", "own")}))
        """The years in which one-off tasks end, for all or for one agency."""
        self.all = bits_of(range(len(tasks)), len(tasks))
        self._collectives = tuple(dict.fromkeys(str(key[2]) for key in self._sets if key[0] == "collective"))
        self.reached = lru_cache(maxsize=512)(self._reached)
        self.collectives_of = lru_cache(maxsize=8192)(self._collectives_of)

    def _of(self, *key: object) -> int:
        return self._sets.get(key, 0)

    def document(self, document: str) -> int:
        """Tasks of the document with this id."""
        return self._of("document", document)

    def number(self, number: str) -> int:
        """Tasks with just this number, one a document at most."""
        return self._of("number", number)

    def group(self, group: str) -> int:
        """Tasks of the group with this number, of every document."""
        return self._of("group", group)

    def named(self, role: str, agency: str) -> int:
        """Tasks that name the agency singly in this role."""
        return self._of(role, agency)

    def _reached(self, role: str, agency: str) -> int:
        """Tasks that reach the agency through a collective in this role, whether or not they name it too."""
        return self._union(("collective", role, text) for text in self.collectives_of(agency))

    def _collectives_of(self, agency: str) -> tuple[str, ...]:
        """The collectives, as written, of which the agency is a member."""
        return tuple(text for text in self._collectives if self._is_reached(text, agency))

    def _is_reached(self, collective: str, agency: str) -> bool:
        known = self._directory.collective(collective)
        if known is None:
            return False
        part = self._directory.kinds_of(agency)
        return (
            known.agency == agency
            or self._directory.reaches(collective, agency)
            or (bool(part) and part <= known.kinds)
        )

    @property
    def recurring(self) -> int:
        """Tasks that recur, with or without years."""
        return self._of("recurring")

    def last_year(self, first: int, last: int) -> int:
        """One-off tasks whose last day lies in one of the years `first` to `last`."""
        return self._union(key for key in self._sets if key[0] == "last" and first <= int(str(key[1])) <= last)

    @property
    def without_end(self) -> int:
        """Tasks that recur, or whose text names no time."""
        return self.all & ~self.last_year(0, 9999)

    def own_last_year(self, year: int) -> int:
        """Tasks of which the part of some agency ends in `year`, whenever the whole does."""
        return self._of("own", year)

    @property
    def dated(self) -> int:
        """One-off tasks that end on another day than the last of a year."""
        return self._of("dated")

    @property
    def extended(self) -> int:
        """Tasks whose last day officials have set, for all or for one agency."""
        return self._of("extended")

    def first_year(self, year: int) -> int:
        """Tasks whose period begins in `year`."""
        return self._of("first", year)

    def period(self, first: int, last: int) -> int:
        """Tasks whose written period is just these years."""
        return self._of("period", first, last)

    def over_before(self, year: int) -> int:
        """One-off tasks whose last day lay before `year`."""
        return self.last_year(0, year - 1)

    def under_way(self, year: int) -> int:
        """Tasks that run in `year`, as long as they were given; of the recurring ones those without years."""
        found = self.recurring
        for key, bits in self._sets.items():
            if key[0] == "runs" and int(str(key[1])) <= year <= int(str(key[2])):
                found |= bits
        return found

    def _union(self, keys: Iterable[tuple[object, ...]]) -> int:
        found = 0
        for key in keys:
            found |= self._sets.get(key, 0)
        return found


def _amended(task: Task) -> Iterable[tuple[object, ...]]:
    if any(each.field == DUE for each in task.amendments):
        yield ("extended",)
    yield from (("own", day.year) for day in own_days(task).values())


def _keys(task: Task) -> Iterable[tuple[object, ...]]:
    yield "document", task.document
    yield "number", task.number
    yield "group", task.group
    for role in ROLES:
        named = column(task, role)
        yield from ((role, agency) for agency in dict.fromkeys(named.named))
        yield from (("collective", role, text) for text in dict.fromkeys(named.collectives))
    period = task.period
    if period.recurring:
        yield ("recurring",)
    if period.first_year is not None:
        yield "first", period.first_year
    if last := last_day(task):
        yield "last", last.year
        if last != date(last.year, 12, 31):
            yield ("dated",)
    if task.amendments:
        yield from _amended(task)
    if period.first_year is not None and period.last_year is not None:
        yield "period", period.first_year, period.last_year
        yield "runs", period.first_year, last.year if last else period.last_year
