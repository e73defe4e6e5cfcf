"""How a task stands: each agency that leads it by itself, and the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.in_force import LEAD, column
from knowledge.last_days import last_day
from knowledge.progress.records import Asked, Done, Note, Recorded
from knowledge.progress.status import FINISHED, Status, status_of
from knowledge.records import Task

_ALL = 100


@dataclass(frozen=True, slots=True)
class Part:
    """What one agency is to do of a task.

    `named` stands in the document, `agency` answers for it: itself, or who carries on its work; both are the same where
    a collective leads, of which it is a member. `role`: "coordinate" where it only helps: the whole does not hold that.
    """

    named: str
    agency: str
    status: Status
    due: date | None
    done: Done | None = None
    note: Note | None = None
    asked: Asked | None = None
    role: str = "lead"

    @property
    def percent(self) -> int | None:
        """Of a hundred; None where it was not said."""
        return _ALL if self.done else self.note.percent if self.note else None

    @property
    def is_reported(self) -> bool:
        """Whether anything was said of it."""
        return bool(self.done or self.note)


@dataclass(frozen=True, slots=True)
class Standing:
    """A task on a day. `parts`: those named as leading, then members of a collective that leads and others, as far as
    they have recorded something. `members`: how many agencies must do it, where it is given to all of a collective."""

    task: Task
    status: Status
    due: date | None
    parts: tuple[Part, ...]
    members: int = 0

    @property
    def leading(self) -> tuple[Part, ...]:
        """Those that the whole is made of."""
        return tuple(part for part in self.parts if part.role == "lead")

    @property
    def percent(self) -> int | None:
        """The mean of those named as leading; None where one of them has not said how far it is, and for what all must
        do: who is silent may be anywhere."""
        said = [part.percent for part in self.leading if part.percent is not None]
        if self.members or not said or len(said) < len(self.leading):
            return None
        return round(sum(said) / len(said))

    def of(self, agency: str) -> Part | None:
        """What the agency is to do of it, or who carries on its work."""
        return next((part for part in self.parts if agency in (part.named, part.agency)), None)


def standing(catalog: Catalog, task: Task, recorded: Recorded, today: date) -> Standing:
    """As it is recorded, on the day `today`."""
    known = _Known(task, recorded, today, _fixed(catalog, task, today))
    parts = [known.part(named, holders(catalog, task, named)) for named in leads_of(catalog, task)]
    members = _members(catalog, task) if column(task, LEAD).collectives or task.withheld else ()
    others = tuple(_others(catalog, known, parts, members))
    how = Standing(task, "unreported", last_day(task), (*parts, *others), len(members) + len(parts) if members else 0)
    return replace(how, status=known.fixed or _whole(how, today))


class _Known:
    """What agencies have said of a task. `fixed`: its status, where no record changes that."""

    def __init__(self, task: Task, recorded: Recorded, today: date, fixed: Status | None) -> None:
        self.task, self.fixed, self._today = task, fixed, today
        done = recorded.done.get(task.id, ())
        if task.period.recurring:  # of this year
            done = tuple(each for each in done if each.obligation == f"{task.id} {today.year}")
        self._done = {each.agency: each for each in done}
        self._notes = {each.agency: each for each in recorded.notes.get(task.id, ())}
        self._asked = {each.agency: each for each in recorded.asked.get(task.id, ())}
        self.agencies = tuple(dict.fromkeys((*self._done, *self._notes, *self._asked)))

    def part(self, named: str, who: tuple[str, ...], role: str = "lead") -> Part:
        """That of the first of `who` that has recorded something."""
        agency = next((each for each in who if each in self.agencies), who[0])
        due, done, note = last_day(self.task, agency), self._done.get(agency), self._notes.get(agency)
        status: Status = "regular"
        if due:
            status = status_of(due, done.on if done else None, self._today, reported=note is not None)
        return Part(named, agency, self.fixed or status, due, done, note, self._asked.get(agency), role)


def holders(catalog: Catalog, task: Task, named: str) -> tuple[str, ...]:
    """Who answers for what is given to an agency, the first of them today: those that carry on its work, and itself.
    Where that is arguable, itself first."""
    doubt = catalog.directory.succession_of(task.id)
    if doubt and doubt.of == named:
        return named, *doubt.candidates
    agency = catalog.agencies[named]
    given = [each.successor for each in agency.successions if task.id in each.tasks]
    return *(given or [each.successor for each in agency.successions if each.main]), named


def leads_of(catalog: Catalog, task: Task) -> tuple[str, ...]:
    """The agencies that the task names as leading, also where its words are withheld."""
    if not task.withheld:
        return tuple(dict.fromkeys(column(task, LEAD).named))
    bit = 1 << catalog.positions[task.id]
    return tuple(agency for agency in catalog.agencies if catalog.facets.named(LEAD, agency) & bit)


def _fixed(catalog: Catalog, task: Task, today: date) -> Status | None:
    """Of what no record changes."""
    if catalog.is_over(task.document, today.year):
        return "historical"
    return "regular" if task.period.recurring or last_day(task) is None else None


def _others(catalog: Catalog, known: _Known, parts: list[Part], members: tuple[str, ...]) -> Iterator[Part]:
    """Who is not named as leading and has recorded something: as a member of a collective that leads, or as helping."""
    named = {each for part in parts for each in (part.named, part.agency)}
    for agency in known.agencies:
        if agency not in named and agency in catalog.agencies:
            yield known.part(agency, (agency,), "lead" if agency in members else "coordinate")


def _members(catalog: Catalog, task: Task) -> tuple[str, ...]:
    """The agencies that there are today of the collectives that lead the task, and that it does not name."""
    bit, named = 1 << catalog.positions[task.id], leads_of(catalog, task)
    return tuple(
        agency.id
        for agency in catalog.agencies.values()
        if agency.status == "active"
        and agency.kind not in ("group", "province-class")
        and agency.id not in named
        and catalog.facets.reached(LEAD, agency.id) & bit
    )


def _whole(known: Standing, today: date) -> Status:
    """Done when all are done, late when one was late; under way as soon as one has said something."""
    leading = known.leading
    every = len(leading) >= max(known.members, 1)
    if every and all(part.status in FINISHED for part in leading):
        return "late" if any(part.status == "late" for part in leading) else "on_time"
    if not any(part.is_reported for part in leading):
        return "unreported"
    assert known.due is not None  # else it is regular
    return "overdue" if today > known.due else "within"
