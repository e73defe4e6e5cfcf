"""Something owed with a last day: a task that ends, a year of a recurring task, a report."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.catalog.catalog import Catalog
from knowledge.last_days import extension, is_assumed, last_day
from knowledge.occurrences import Event, Occurrence, after_event, occurrences
from knowledge.records import Duty, Task

Kind = Literal["task", "recurring", "report"]


@dataclass(frozen=True, slots=True)
class Obligation:
    """`of` is the id of the task or duty, `occurrence` which time of it ("2026"), both together are its identity.

    `due` is the strict last day on which it is done in time: "trước ngày 30/11" is due on 29/11. `assumed`: the text
    names no day, and the end of its last year is taken for it until somebody sets one. `moved`: officials have set
    another day than the text's, which changes nothing of the identity: what was recorded before is still of the same
    thing. `time` and `event` are what of a report's: which time of the duty, and what it is about.
    """

    kind: Kind
    of: str
    occurrence: str
    due: date
    assumed: bool = False
    moved: bool = False
    time: Occurrence | None = None
    event: Event | None = None

    @property
    def key(self) -> str:
        """Its identity as one text: "47/NQ-CP 2.6 2026"."""
        return f"{self.of} {self.occurrence}"

    @property
    def spoken_of(self) -> str:
        """What its reminders are called by: those of a day that was set are others than those of the day before."""
        return f"{self.key} {self.due}" if self.moved else self.key


def of_task(catalog: Catalog, task: Task, year: int, agency: str = "") -> Obligation | None:
    """What the task has due in `year`: its end, or the year of a recurring one; None in other years, and for a task of
    a programme that is over. `agency`: whose part it is, where that has a last day of its own."""
    if task.period.recurring:
        return _of_year(catalog, task, year)
    found = end_of(catalog, task, agency)
    return found if found and found.due.year == year else None


def end_of(catalog: Catalog, task: Task, agency: str = "") -> Obligation | None:
    """What a task that does not recur has due; None where nobody has set a time for it, and of a programme that was
    over before. It is called by the year that the text names (0 for none), whatever day is set."""
    due = last_day(task, agency)
    if due is None:
        return None
    written = task.period.last_year
    if catalog.is_over(task.document, min(written or due.year, due.year)):
        return None
    moved = extension(task, agency) is not None
    return Obligation("task", task.id, str(written or 0), due, assumed=is_assumed(task, agency), moved=moved)


def _of_year(catalog: Catalog, task: Task, year: int) -> Obligation | None:
    period = task.period
    begun = period.first_year is None or period.first_year <= year
    ended = period.last_year is not None and period.last_year < year
    if ended or not begun or catalog.is_over(task.document, year):
        return None
    return Obligation("recurring", task.id, str(year), date(year, 12, 31), assumed=True)


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
