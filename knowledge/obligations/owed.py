"""Who owes what: the obligations of an agency, named in the document or through the agency whose work it carries on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD
from knowledge.obligations.obligation import Obligation, of_duty, of_task
from knowledge.obligations.office import Office

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
        recurring = self.obligation.kind == "recurring" and self.role == "lead"
        return "recurring" if recurring else self.role


def owed_by(catalog: Catalog, office: Office, year: int) -> Iterator[Owed]:
    """What the agency has due in a year: tasks that it leads, that it coordinates and does not lead, reports, and tasks
    that are given to all agencies together."""
    agency, due = office.agency, catalog.due_in(year)
    leads = catalog.facets.named(LEAD, agency) & due
    took_over = catalog.inherited(LEAD, agency) & due
    own = leads | took_over
    yield from _of_tasks(catalog, leads, "lead", year)
    yield from _of_tasks(catalog, took_over, "lead", year, inherited=True)
    coordinates = catalog.facets.named(COORDINATE, agency) & due & ~own
    coordinates_too = catalog.inherited(COORDINATE, agency) & due & ~own
    yield from _of_tasks(catalog, coordinates, "coordinate", year)
    yield from _of_tasks(catalog, coordinates_too, "coordinate", year, inherited=True)
    shared = catalog.facets.reached(LEAD, agency) & due & ~(own | coordinates | coordinates_too)
    yield from _of_tasks(catalog, shared, "shared", year)
    for duty in catalog.duties:
        if catalog.reaches(duty.who_agencies, {agency}):
            yield from (Owed(found, "report") for found in of_duty(duty, year, office.events))


def _of_tasks(catalog: Catalog, tasks: int, role: Role, year: int, *, inherited: bool = False) -> Iterator[Owed]:
    for position in positions_of(tasks):
        found = of_task(catalog, catalog.tasks[position], year)
        if found:
            yield Owed(found, role, inherited)
