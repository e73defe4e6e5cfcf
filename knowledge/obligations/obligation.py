"""Something owed with a last day: a task that ends, a year of a recurring task, a report."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.catalog.catalog import Catalog
from knowledge.records import Duty, Task
from knowledge.working_days import strict_last_day

Kind = Literal["task", "recurring", "report"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """`of` is the id of the task or duty, `occurrence` which time of it ("2026"), both together are its identity.

    `due` is the strict last day on which it is done in time: "trước ngày 30/11" is due on 29/11. `assumed`: the text
    names no day, and the end of its last year is taken for it until somebody sets one.
    """

    kind: Kind
    of: str
    occurrence: str
    due: date
    assumed: bool = False

    @property
    def key(self) -> str:
        """Its identity as one text: "47/NQ-CP 2.6 2026"."""
        return f"{self.of} {self.occurrence}"


def of_task(catalog: Catalog, task: Task, year: int) -> Obligation | None:
    """What the task has due in `year`: its end, or the year of a recurring one; None in other years, and for a task of
    a programme that is over."""
    last, period = date(year, 12, 31), task.period
    if catalog.is_over(task.document, year):
        return None
    if period.recurring:
        begun = period.first_year is None or period.first_year <= year
        ended = period.last_year is not None and period.last_year < year
        return Obligation("recurring", task.id, str(year), last, assumed=True) if begun and not ended else None
    return Obligation("task", task.id, str(year), last, assumed=True) if period.last_year == year else None


def of_duty(duty: Duty, year: int) -> Obligation | None:
    """What the duty has due in `year`; None for one without a day, or no longer applied."""
    if duty.state == "historical" or not duty.to:
        return None
    last = strict_last_day(duty, year)
    return Obligation("report", duty.id, str(year), last) if last and last.year == year else None


def due_in(catalog: Catalog, year: int) -> Iterator[Obligation]:
    """Everything that is due in a year: tasks in the order of the data, then duties."""
    for task in catalog.tasks:
        if found := of_task(catalog, task, year):
            yield found
    for duty in catalog.duties:
        if found := of_duty(duty, year):
            yield found
