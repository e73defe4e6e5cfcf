"""A draft with something of it put right by a person. Pure: the draft that is given stays as it is."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from knowledge.incoming.agencies import problems_of_unknown, unknown_in, without_flags
from knowledge.incoming.numbering import numbers
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.agency_cells import AgencyReader
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.reading.drafts.draft import Draft, DraftTask, Flag, Problem, Reason

Field = Literal["number", "title", "lead", "coordinate", "period", "product"]

_AGENCIES = (
    Flag.NO_LEAD, Flag.UNKNOWN_AGENCY, Flag.DOUBTFUL_AGENCIES, Flag.DOUBTFUL_ROLES, Flag.SAME_AS_ABOVE,
)  # fmt: skip
_SETTLED: Mapping[Field, tuple[Flag, ...]] = {
    "number": (Flag.NO_NUMBER, Flag.NUMBER_TWICE, Flag.NUMBER_JUMPS),
    "title": (Flag.NO_TITLE,),
    "lead": _AGENCIES,
    "coordinate": _AGENCIES,
    "period": (Flag.NO_PERIOD, Flag.NO_DATE, Flag.DOUBTFUL_PERIOD, Flag.SEVERAL_DATES),
    "product": (),
}
"""What is looked at anew when a field is put right."""


def with_particulars(
    draft: Draft,
    *,
    symbol: str | None = None,
    kind: str | None = None,
    issued: date | None = None,
    title: str | None = None,
) -> Draft:
    """What is given takes the place of what was read of the document."""
    given = {"symbol": symbol, "kind": kind, "issued": issued, "title": title}
    document = draft.document.model_copy(update={name: value for name, value in given.items() if value is not None})
    solved = {Reason.NO_SYMBOL if document.symbol else None, Reason.NO_DAY if document.issued else None}
    problems = tuple(problem for problem in draft.problems if problem.reason not in solved)
    return draft.model_copy(update={"document": document, "problems": problems})


def position_of(draft: Draft, number: str) -> int | None:
    """Where the task with this number stands ("2.3"), or the one at a place from 1 ("#5"); None where there is none, or
    more than one."""
    if number.startswith("#"):
        at = int(number[1:]) - 1 if number[1:].isdecimal() else -1
        return at if 0 <= at < len(draft.tasks) else None
    wanted = number.casefold()
    full = [at for at, each in enumerate(numbers(draft)) if each.casefold() == wanted]
    found = full or [at for at, task in enumerate(draft.tasks) if task.number.casefold() == wanted]
    return found[0] if len(found) == 1 else None


def with_field(draft: Draft, at: int, field: Field, text: str, directory: AgencyDirectory) -> Draft:
    """The task at this place with the field as typed, and read anew; what is doubtful about that is flagged again."""
    task = draft.tasks[at]
    changed, found = _changed(task, field, text, directory)
    changed = without_flags(changed, _SETTLED[field])
    changed = changed.model_copy(update={"flags": (*changed.flags, *found)})
    return _replaced(draft, at, changed, directory)


def looked_through(draft: Draft, at: int, directory: AgencyDirectory) -> Draft:
    """A person says that the task is right as it is."""
    kept = (Flag.UNKNOWN_AGENCY, Flag.NO_DATE)  # they stay true
    task = draft.tasks[at]
    return _replaced(draft, at, without_flags(task, [flag for flag in task.flags if flag not in kept]), directory)


def without_task(draft: Draft, at: int) -> Draft:
    """Without the task at this place, and without a group that has none any more."""
    where = draft.tasks[at].where
    tasks = [task for place, task in enumerate(draft.tasks) if place != at]
    problems = tuple(problem for problem in draft.problems if problem.where != where)
    return without_empty_groups(draft.model_copy(update={"tasks": tuple(tasks), "problems": problems}))


def without_empty_groups(draft: Draft) -> Draft:
    """The groups that have tasks, in the same order."""
    used = sorted({task.group for task in draft.tasks if task.group is not None})
    place = {old: new for new, old in enumerate(used)}
    tasks = (
        task.model_copy(update={"group": None if task.group is None else place[task.group]}) for task in draft.tasks
    )
    return draft.model_copy(update={"groups": tuple(draft.groups[old] for old in used), "tasks": tuple(tasks)})


def _changed(
    task: DraftTask, field: Field, text: str, directory: AgencyDirectory
) -> tuple[DraftTask, tuple[Flag, ...]]:
    match field:
        case "period":
            deadline, doubts = read_deadline(text)
            return task.model_copy(update={"deadline": deadline}), doubts
        case "lead":
            read = AgencyReader(directory).read(text, "")
            changed = task.model_copy(update={"lead": read.lead})
            doubts = tuple(flag for flag in read.flags if flag != Flag.UNKNOWN_AGENCY)
            return changed, (*doubts, *_unknown(changed))
        case "coordinate":
            cell = AgencyReader(directory).read("", text).coordinate
            changed = task.model_copy(update={"coordinate": cell})
            return changed, (*(() if task.lead else (Flag.NO_LEAD,)), *_unknown(changed))
        case "title" | "product" | "number":
            return task.model_copy(update={field: " ".join(text.split())}), ()


def _unknown(task: DraftTask) -> tuple[Flag, ...]:
    return (Flag.UNKNOWN_AGENCY,) if unknown_in(task) else ()


def _replaced(draft: Draft, at: int, task: DraftTask, directory: AgencyDirectory) -> Draft:
    """The problems of the task are those that its flags tell."""
    where = task.where.model_copy(update={"task": task.number})
    task = task.model_copy(update={"where": where})
    tasks = (*draft.tasks[:at], task, *draft.tasks[at + 1 :])
    still = {name for each in tasks for name in unknown_in(each)}
    problems = [
        each
        for each in draft.problems
        if (each.words in still if each.reason == Flag.UNKNOWN_AGENCY else _is_left(each, draft.tasks[at], task))
    ]
    found = draft.model_copy(update={"tasks": tasks, "problems": tuple(problems)})
    decided_before = {name for each in draft.tasks for name in unknown_in(each)} - {
        each.words for each in draft.problems if each.reason == Flag.UNKNOWN_AGENCY
    }
    new = [each for each in problems_of_unknown(found, directory) if each.words not in decided_before]
    told = {each.reason for each in problems if each.where == task.where}
    flagged = [
        Problem(where=where, reason=flag)
        for flag in task.flags
        if flag not in told and flag not in (Flag.UNKNOWN_AGENCY, Flag.TEXT_LAYOUT)
    ]
    return found.model_copy(update={"problems": (*problems, *new, *flagged)})


def _is_left(problem: Problem, before: DraftTask, after: DraftTask) -> bool:
    """Whether the problem is of something else, or still one of this task."""
    return problem.where != before.where or problem.reason in after.flags
