"""Finding the tasks a query asks for: named, through a collective, through succession, and of programmes that are over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Protocol

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.questions import topics
from knowledge.questions.query import EITHER, LEAD, Filters, Party, Query


@dataclass(frozen=True, slots=True)
class Found:
    """Positions of tasks in `Catalog.tasks`, in the order they are shown. The four never mix."""

    named: tuple[int, ...] = ()
    via_group: tuple[int, ...] = ()
    via_succession: tuple[int, ...] = ()
    archived: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.named or self.via_group or self.via_succession)


def find(catalog: Catalog, query: Query, today: date) -> Found:
    """The tasks that fit the query on the day `today`."""
    if query.tasks:
        return Found(tuple(catalog.positions[task] for task in query.tasks if task in catalog.positions))
    live = catalog.in_force(today.year)
    scope = _documents(catalog, query.documents) or live
    fitting = scope & _filtered(catalog, query.filters, today)
    named, group, succession = _parts(catalog, query, fitting)
    archived = 0
    if not query.documents:
        over = catalog.facets.all & ~live & _filtered(catalog, replace(query.filters, overdue=False), today)
        archived = _parts(catalog, query, over)[0] if not query.filters.overdue else 0
    order = _Order(catalog, query)
    return Found(order.of(named), order.of(group), order.of(succession), _topical(catalog, query, archived))


def _documents(catalog: Catalog, documents: Iterable[str]) -> int:
    return reduce(or_, map(catalog.facets.document, documents), 0)


def _parts(catalog: Catalog, query: Query, fitting: int) -> tuple[int, int, int]:
    if not query.parties:
        return fitting, 0, 0
    combine = and_ if query.join == "and" else or_
    by_name = [_in_role(catalog.facets.named, party) for party in query.parties]
    by_group = [_in_role(catalog.facets.reached, party) for party in query.parties]
    by_succession = [_in_role(catalog.inherited, party) for party in query.parties]
    named = reduce(combine, by_name) & fitting
    reached = reduce(combine, map(or_, by_name, by_group)) & fitting & ~named
    taken_over = reduce(combine, map(or_, by_name, by_succession)) & fitting & ~named
    return named, reached & ~taken_over, taken_over


class _Sets(Protocol):
    def __call__(self, role: str, agency: str) -> int: ...


def _in_role(sets: _Sets, party: Party) -> int:
    roles = ROLES if party.role == EITHER else (party.role or LEAD,)
    return reduce(or_, (sets(role, party.agency) for role in roles))


def _filtered(catalog: Catalog, asked: Filters, today: date) -> int:
    facets = catalog.facets
    found = facets.all
    if asked.due:
        found &= facets.last_year(*asked.due)
    if asked.due_days:
        found &= _ending_between(catalog, *map(date.fromisoformat, asked.due_days))
    if asked.active:
        found &= facets.under_way(asked.active)
    if asked.starting:
        found &= facets.first_year(asked.starting)
    if asked.period:
        found &= facets.period(*asked.period)
    if asked.recurring:
        found &= facets.recurring
    if asked.overdue:
        found &= facets.over_before(today.year)
    if asked.open:
        found &= ~facets.over_before(today.year) & ~facets.recurring
    if asked.group:
        found &= facets.group(asked.group)
    return found


def _ending_between(catalog: Catalog, first: date, last: date) -> int:
    """Tasks whose last day lies in these days; a period in years is taken to end on 31 December."""
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    return catalog.facets.last_year(years[0], years[-1]) if years else 0


class _Order:
    """Puts sets of tasks in the order they are shown: as in the annex, by deadline, or by how well they fit the topic."""

    def __init__(self, catalog: Catalog, query: Query) -> None:
        self._catalog, self._query = catalog, query

    def of(self, bits: int) -> tuple[int, ...]:
        if self._query.topic:
            return _topical(self._catalog, self._query, bits)
        positions = tuple(positions_of(bits))
        return tuple(sorted(positions, key=self._deadline)) if self._query.by_deadline else positions

    def _deadline(self, position: int) -> tuple[bool, int, int]:
        period = self._catalog.tasks[position].period
        return period.recurring, period.last_year or 9999, position


def _topical(catalog: Catalog, query: Query, bits: int) -> tuple[int, ...]:
    """Of a set, the tasks that hold the topic, best first."""
    if not query.topic or not bits:
        return tuple(positions_of(bits))
    return tuple(hit.position for hit in topics.listed(catalog, query.topic, query.typed_topic, bits))
