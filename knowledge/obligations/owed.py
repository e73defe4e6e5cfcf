"""Who owes what: the obligations of an agency, named in the document or through the agency whose work it carries on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD
from knowledge.obligations.obligation import Obligation, of_duty, of_task
from knowledge.obligations.steps import RECURRING, REPORT, TASK_COORDINATE, TASK_LEAD, Rhythm

Role = Literal["lead", "coordinate", "report"]


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation of an agency in a role. `inherited` says that the document names a predecessor of it."""

    obligation: Obligation
    role: Role
    inherited: bool = False

    @property
    def rhythm(self) -> Rhythm:
        """How often it is reminded of."""
        if self.role == "report":
            return REPORT
        if self.obligation.kind == "recurring":
            return RECURRING if self.role == "lead" else Rhythm()
        return TASK_LEAD if self.role == "lead" else TASK_COORDINATE


def owed_by(catalog: Catalog, agency: str, year: int) -> Iterator[Owed]:
    """What the agency has due in a year: tasks that it leads, that it coordinates and does not lead, reports.

    What a document gives to all ("các bộ, ngành, địa phương") is a report's, not a task's: tasks given to a collective
    are for the digest.
    """
    held = catalog.in_force(year)
    named_lead, inherited_lead = (
        catalog.facets.named(LEAD, agency) & held,
        catalog.inherited(LEAD, agency) & held,
    )
    leads = named_lead | inherited_lead
    yield from _of_tasks(catalog, named_lead, "lead", year)
    yield from _of_tasks(catalog, inherited_lead, "lead", year, inherited=True)
    yield from _of_tasks(catalog, catalog.facets.named(COORDINATE, agency) & held & ~leads, "coordinate", year)
    yield from _of_tasks(
        catalog, catalog.inherited(COORDINATE, agency) & held & ~leads, "coordinate", year, inherited=True
    )
    for duty in catalog.duties:
        found = of_duty(duty, year)
        if found and catalog.reaches(duty.who_agencies, {agency}):
            yield Owed(found, "report")


def _of_tasks(catalog: Catalog, tasks: int, role: Role, year: int, *, inherited: bool = False) -> Iterator[Owed]:
    for position in positions_of(tasks):
        found = of_task(catalog, catalog.tasks[position], year)
        if found:
            yield Owed(found, role, inherited)
