"""Who owes what in a year: named in the document, through the agency whose work it carries on, or with all others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD, column
from knowledge.last_days import own_days
from knowledge.obligations.obligation import Obligation, of_task

Role = Literal["lead", "coordinate", "report", "shared"]


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation of an agency in a role. `inherited` says that the document names a predecessor of it. "shared":
    a collective leads it, of which the agency is a member."""

    obligation: Obligation
    role: Role
    inherited: bool = False

    @property
    def kind(self) -> str:
        """As in `office.KINDS`."""
        return "recurring" if self.obligation.kind == "recurring" else self.role


class TasksOfYear:
    """What tasks have due in a year, looked up by agency: nobody goes through 100,000 tasks for each of 3,500 agencies.

    A recurring task is owed by those who lead it: others are not spoken to of it.
    """

    def __init__(self, catalog: Catalog, year: int) -> None:
        self._catalog = catalog
        self._obligations: dict[int, Obligation] = {}
        self._own: dict[tuple[str, int], Obligation | None] = {}
        self._named: dict[tuple[str, str], list[int]] = {}
        self._shared: dict[str, list[int]] = {}
        for position in positions_of(catalog.due_in(year)):
            task = catalog.tasks[position]
            if found := of_task(catalog, task, year):
                self._obligations[position] = found
            for agency in own_days(task):
                self._own[agency, position] = of_task(catalog, task, year, agency)
            self._add(LEAD, task.lead.named, position)
            if not task.period.recurring:
                self._add(COORDINATE, column(task, COORDINATE).named, position)
                for collective in task.lead.collectives:
                    self._shared.setdefault(collective, []).append(position)

    def of(self, agency: str) -> Iterator[Owed]:
        """Tasks that the agency leads, that it coordinates and does not lead, and that are given to all together; each
        in the order of the data."""
        leads = self._by_name(LEAD, [agency])
        leads_too = self._inherited(LEAD, agency) - leads
        own = leads | leads_too
        coordinates = self._by_name(COORDINATE, [agency]) - own
        coordinates_too = self._inherited(COORDINATE, agency) - own - coordinates
        yield from self._owed(agency, leads, "lead")
        yield from self._owed(agency, leads_too, "lead", inherited=True)
        yield from self._owed(agency, coordinates, "coordinate")
        yield from self._owed(agency, coordinates_too, "coordinate", inherited=True)
        yield from self._owed(agency, self._with_all(agency) - own - coordinates - coordinates_too, "shared")

    def led_by_all(self, agency: str) -> Iterator[Obligation]:
        """Tasks that a collective leads of which the agency is a member, and that do not name it as leading."""
        own = self._by_name(LEAD, [agency])
        return (owed.obligation for owed in self._owed(agency, self._with_all(agency) - own, "shared"))

    def _add(self, role: str, agencies: Iterable[str], position: int) -> None:
        for agency in agencies:
            self._named.setdefault((role, agency), []).append(position)

    def _by_name(self, role: str, agencies: Iterable[str]) -> set[int]:
        return {position for agency in agencies for position in self._named.get((role, agency), ())}

    def _inherited(self, role: str, agency: str) -> set[int]:
        found = self._by_name(role, self._catalog.main_predecessors(agency))
        for position, of in self._catalog.doubtful(agency):
            if position in self._obligations and position in self._by_name(role, [of]):
                found.add(position)
        return found

    def _with_all(self, agency: str) -> set[int]:
        collectives = self._catalog.facets.collectives_of(agency)
        return {position for text in collectives for position in self._shared.get(text, ())}

    def _owed(self, agency: str, positions: set[int], role: Role, *, inherited: bool = False) -> Iterator[Owed]:
        """Those that end in this year for the agency."""
        for position in sorted(positions):
            found = self._own.get((agency, position), self._obligations.get(position))
            if found:
                yield Owed(found, role, inherited)


def every_agency(catalog: Catalog) -> Iterable[str]:
    """The agencies and provinces that there are today, in the order of the data."""
    kinds = ("ministry", "ministerial", "government", "media", "party", "province")
    return (agency.id for agency in catalog.agencies.values() if agency.kind in kinds and agency.status == "active")
