"""Something owed with a last day: a task that ends, a year of a recurring task, a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.catalog.catalog import Catalog
from knowledge.occurrences import Event, Occurrence, after_event, occurrences
from knowledge.records import Duty, Task

Kind = Literal["task", "recurring", "report"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """`of` is the id of the task or duty, `occurrence` which time of it ("2026"), both together are its identity.

    `due` is the strict last day on which it is done in time: "trước ngày 30/11" is due on 29/11. `assumed`: the text
    names no day, and the end of its last year is taken for it until somebody sets one. `time` and `event` are what of
    a report's: which time of the duty, and what it is about.
    """

    kind: Kind
    of: str
    occurrence: str
    due: date
    assumed: bool = False
    time: Occurrence | None = None
    event: Event | None = None

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
    if period.last_year != year:
        return None
    return Obligation("task", task.id, str(year), period.due or last, assumed=period.due is None)


def of_duty(duty: Duty, year: int, events: Iterable[Event] = ()) -> Iterator[Obligation]:
    """What the duty has due on days named in `year`, of its own and for these events; nothing where it has no receiver
    or is no longer applied."""
    if duty.state == "historical" or not duty.to:
        return
    for time in occurrences(duty, year):
        yield Obligation("report", duty.id, time.name, time.last, time=time)
    for event in events:
        after = after_event(duty, event)
        if after and after.named.year == year:
            yield Obligation("report", duty.id, after.name, after.last, time=after, event=event)


def duties_after_events(catalog: Catalog, agency: str) -> tuple[Duty, ...]:
    """What the agency has to report on each event that it holds, so many days before it or after it."""
    if agency not in catalog.agencies:
        return ()
    live = (duty for duty in catalog.duties if duty.event and duty.event_days and duty.to)
    return tuple(duty for duty in live if duty.state != "historical" and catalog.reaches(duty.who_agencies, {agency}))
