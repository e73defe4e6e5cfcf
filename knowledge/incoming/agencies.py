"""The agencies of a draft that the directory does not have: who they are is chosen, or they stay as written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.agency_cells import AgencyReader
from knowledge.reading.drafts.draft import AgencyCell, Draft, DraftTask, Flag, NamedAgency, Problem
from knowledge.records import Agency


@dataclass(frozen=True, slots=True)
class Unknown:
    """A body as the file writes it, the numbers of the tasks that name it, and known ones that it may be."""

    name: str
    tasks: tuple[str, ...]
    nearest: tuple[Agency, ...]


def unknown_agencies(draft: Draft, directory: AgencyDirectory) -> tuple[Unknown, ...]:
    """Those that nobody has decided about yet, in the order of the problems."""
    named: dict[str, dict[str, None]] = {}
    for task in draft.tasks:
        for name in unknown_in(task):
            named.setdefault(name, {})[task.number] = None
    return tuple(
        Unknown(
            each.words,
            tuple(named.get(each.words, ())),
            tuple(found for name in each.nearest if (found := directory.find(name))),
        )
        for each in draft.problems
        if each.reason == Flag.UNKNOWN_AGENCY
    )


def unknown_in(task: DraftTask) -> tuple[str, ...]:
    """The bodies of a task that are not known, as written."""
    return tuple(each.name for cell in (task.lead, task.coordinate) for each in cell.named if each.id is None)


def decided(draft: Draft, name: str, agency: str | None) -> Draft:
    """The body with this name is the agency with this id wherever it stands; None: it stays as written."""
    tasks = tuple(_with(task, name, agency) for task in draft.tasks) if agency else draft.tasks
    problems = (each for each in draft.problems if not (each.reason == Flag.UNKNOWN_AGENCY and each.words == name))
    return draft.model_copy(update={"tasks": tasks, "problems": tuple(problems)})


def known_since(draft: Draft, directory: AgencyDirectory) -> Draft:
    """With what the directory has learnt since the draft was read."""
    for name in dict.fromkeys(name for task in draft.tasks for name in unknown_in(task)):
        if found := directory.find(name):
            draft = decided(draft, name, found.id)
    return draft


def problems_of_unknown(draft: Draft, directory: AgencyDirectory) -> Iterator[Problem]:
    """A problem for each body that is not known and is none of the draft's problems yet."""
    told = {each.words for each in draft.problems if each.reason == Flag.UNKNOWN_AGENCY}
    reader = AgencyReader(directory)
    for task in draft.tasks:
        for name in unknown_in(task):
            if name not in told:
                told.add(name)
                nearest = reader.nearest(name)
                yield Problem(where=task.where, reason=Flag.UNKNOWN_AGENCY, words=name, nearest=nearest)


def _with(task: DraftTask, name: str, agency: str) -> DraftTask:
    if name not in unknown_in(task):
        return task
    changed = task.model_copy(
        update={"lead": _cell(task.lead, name, agency), "coordinate": _cell(task.coordinate, name, agency)}
    )
    return changed if unknown_in(changed) else without_flags(changed, (Flag.UNKNOWN_AGENCY,))


def _cell(cell: AgencyCell, name: str, agency: str) -> AgencyCell:
    named = (NamedAgency(name=each.name, id=agency) if each.name == name else each for each in cell.named)
    return AgencyCell(named=tuple(named), collectives=cell.collectives)


def without_flags(task: DraftTask, flags: Iterable[Flag]) -> DraftTask:
    """The task without these flags."""
    gone = set(flags)
    return task.model_copy(update={"flags": tuple(flag for flag in task.flags if flag not in gone)})
