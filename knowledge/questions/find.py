"""Finding the tasks a query asks for: named, through a collective, through succession, and of programmes that are
over."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import and_, or_
from typing import Protocol

from knowledge.catalog.bits import bits_of, positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD, ROLES
from knowledge.last_days import last_day
from knowledge.progress.records import NOTHING, Recorded
from knowledge.progress.sets import WANTED, standing_so
from knowledge.progress.status import FINISHED
from knowledge.questions import topics
from knowledge.questions.query import EITHER, Filters, Party, Query
from knowledge.questions.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Found:
    """Tasks in the order they are shown. The four lists never share a task."""

    named: Tasks
    via_group: Tasks
    via_succession: Tasks
    archived: Tasks


def find(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> Found:
    """The tasks that fit the query on the day `today`, by what is recorded."""
    none = Tasks(catalog, 0)
    if query.tasks:
        known = tuple(catalog.positions[task] for task in query.tasks if task in catalog.positions)
        return Found(Tasks.of(catalog, known), none, none, none)
    live = catalog.in_force(today.year)
    scope = catalog.of_documents(query.documents) if query.documents else live
    named, group, succession = _parts(catalog, query, scope & _filtered(catalog, query, today, recorded))
    archived = none
    if not query.documents and not (query.filters.overdue or query.filters.standing):
        over = catalog.facets.all & ~live & _filtered(catalog, query, today, recorded)
        archived = _ordered(catalog, query, _parts(catalog, query, over)[0])
    return Found(
        named=_ordered(catalog, query, named),
        via_group=_ordered(catalog, query, group),
        via_succession=_ordered(catalog, query, succession),
        archived=archived,
    )


def count_named(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> int:
    """How many tasks of the programmes in force name the agencies of a query without a topic."""
    scope = catalog.of_documents(query.documents) if query.documents else catalog.in_force(today.year)
    return _parts(catalog, query, scope & _filtered(catalog, query, today, recorded))[0].bit_count()


def _parts(catalog: Catalog, query: Query, fitting: int) -> tuple[int, int, int]:
    if not query.parties:
        return fitting, 0, 0
    combine = and_ if query.join == "and" else or_
    by_name = [_in_role(catalog.facets.named, party) for party in query.parties]
    by_group = [_in_role(catalog.facets.reached, party) for party in query.parties]
    by_succession = [_in_role(catalog.inherited, party) for party in query.parties]
    named = reduce(combine, by_name) & fitting
    if query.filters.only:
        named &= ~reduce(or_, (_in_role(catalog.facets.named, other) for other in map(_other, query.parties)))
    reached = reduce(combine, map(or_, by_name, by_group)) & fitting & ~named
    taken_over = reduce(combine, map(or_, by_name, by_succession)) & fitting & ~named
    return named, reached & ~taken_over, taken_over


class _Sets(Protocol):
    def __call__(self, role: str, agency: str) -> int: ...


def roles_of(party: Party) -> tuple[str, ...]:
    """The columns that a party is asked for in; lead where no role was named."""
    return ROLES if party.role == EITHER else (party.role or LEAD,)


def _other(party: Party) -> Party:
    return replace(party, role=COORDINATE if (party.role or LEAD) == LEAD else LEAD)


def _in_role(sets: _Sets, party: Party) -> int:
    return reduce(or_, (sets(role, party.agency) for role in roles_of(party)))


def _filtered(catalog: Catalog, query: Query, today: date, recorded: Recorded) -> int:
    """What is done is not past its day. How a task stands whose words are withheld is withheld too."""
    agencies = tuple(party.agency for party in query.parties)
    found, wanted = _timed(catalog, query.filters, today), query.filters.standing
    if wanted or query.filters.overdue:
        found &= ~catalog.withheld
    if wanted:
        found &= standing_so(catalog, recorded, WANTED[wanted], agencies, today)
    elif query.filters.overdue and found and recorded.done:
        found &= ~standing_so(catalog, recorded, FINISHED, agencies, today)
    return found


def _timed(catalog: Catalog, asked: Filters, today: date) -> int:
    facets = catalog.facets
    found = facets.all
    if asked.due:
        found &= facets.last_year(*asked.due)
    if asked.due_days:
        found &= _ending_between(catalog, *map(date.fromisoformat, asked.due_days))
    if asked.active:
        found &= catalog.under_way(asked.active)
    if asked.starting:
        found &= facets.first_year(asked.starting)
    if asked.period:
        found &= facets.period(*asked.period)
    if asked.recurring:
        found &= facets.recurring
    if asked.overdue:
        found &= _over(catalog, today)
    if asked.open:
        found &= ~_over(catalog, today)
    if asked.group:
        found &= facets.group(asked.group)
    return found


def _ending_between(catalog: Catalog, first: date, last: date) -> int:
    """Tasks whose last day lies in these days; a period in years is taken to end on 31 December."""
    facets = catalog.facets
    years = [year for year in range(first.year, last.year + 1) if first <= date(year, 12, 31) <= last]
    ending = facets.last_year(years[0], years[-1]) & ~facets.dated if years else 0
    return ending | _dated(catalog, facets.last_year(first.year, last.year), first, last)


def _over(catalog: Catalog, today: date) -> int:
    """One-off tasks whose last day is past."""
    this_year = catalog.facets.last_year(today.year, today.year)
    return catalog.facets.over_before(today.year) | _dated(catalog, this_year, date.min, today - timedelta(days=1))


def _dated(catalog: Catalog, among: int, first: date, last: date) -> int:
    """Those of the tasks whose last day is another than the end of a year, and lies in these days."""
    found = []
    for position in positions_of(among & catalog.facets.dated):
        due = last_day(catalog.tasks[position])
        if due and first <= due <= last:
            found.append(position)
    return bits_of(found, len(catalog.tasks))


def _ordered(catalog: Catalog, query: Query, bits: int) -> Tasks:
    """As in the annex; by deadline where that was asked; of a topic those that hold it, best first."""
    if query.topic and bits:
        hits = topics.listed(catalog, query.topic, query.typed_topic, bits)
        return Tasks.of(catalog, tuple(hit.position for hit in hits))
    return Tasks(catalog, bits, by_deadline=query.by_deadline)
