"""A draft as an .xlsx that is corrected elsewhere and taken back: laid out as an annex, so that it can be read."""

import re
from collections.abc import Iterator

from knowledge.incoming.agencies import problems_of_unknown, unknown_in
from knowledge.incoming.numbering import numbers
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.draft import AgencyCell, Draft, DraftTask, Flag, NamedAgency
from knowledge.spreadsheet import workbook
from knowledge.texts import LANGUAGES, say

_COLUMNS = ("number", "task", "lead", "coordinate", "period", "product", "look")
_TITLE = re.compile(r"(\d{1,9})[.\- ](\d{1,9})$")


def sheet_of(draft: Draft, number: int, version: int, directory: AgencyDirectory, language: str) -> bytes:
    """The draft with this number, as it is in this version; the groups are rows of their own."""
    head = [say(language, f"incoming.column_{name}") for name in _COLUMNS]
    return workbook(sheet_name(number, version, language), head, _rows(draft, directory, language))


def sheet_name(number: int, version: int, language: str) -> str:
    """What the sheet is called, by which it is known again: other programs keep the name."""
    return f"{say(language, 'incoming.sheet')} {number}-{version}"


def comes_back_as(read: Draft) -> tuple[int, int] | None:
    """The number and version of the draft that was sent out as this sheet; None for any other file."""
    names = {task.where.sheet for task in read.tasks}
    name = names.pop() if len(names) == 1 else ""
    found = _TITLE.search(name)
    called = name[: found.start()].strip() if found else ""
    known = {say(language, "incoming.sheet") for language in LANGUAGES}
    return (int(found[1]), int(found[2])) if found and called in known else None


def taken_back(draft: Draft, sheet: Draft, directory: AgencyDirectory) -> Draft:
    """The draft with what the sheet says of its tasks, found by their numbers; a task that is not in it is left out.

    What was decided of unknown agencies holds for the names that are still there. The sheet says nothing of the
    document itself.
    """
    before = dict(zip(numbers(draft), draft.tasks, strict=True))
    decided = {
        name_words(each.name): each.id for task in draft.tasks for each in _named(task) if each.id is not None
    }  # fmt: skip
    undecided = {each.words for each in draft.problems if each.reason == Flag.UNKNOWN_AGENCY}
    settled = {name for task in draft.tasks for name in unknown_in(task)} - undecided
    tasks = [
        _merged(_with_extra(task, before.get(number)), decided)
        for number, task in zip(numbers(sheet), sheet.tasks, strict=True)
    ]
    found = draft.model_copy(update={"groups": sheet.groups, "tasks": tuple(tasks), "problems": ()})
    of_document = [each for each in draft.problems if not each.where.task and each.reason != Flag.UNKNOWN_AGENCY]
    of_rows = [each for each in sheet.problems if each.where.task and each.reason != Flag.UNKNOWN_AGENCY]
    unknown = [each for each in problems_of_unknown(found, directory) if each.words not in settled]
    return found.model_copy(update={"problems": (*of_document, *of_rows, *unknown)})


def _named(task: DraftTask) -> tuple[NamedAgency, ...]:
    return (*task.lead.named, *task.coordinate.named)


def _with_extra(task: DraftTask, before: DraftTask | None) -> DraftTask:
    """Columns that the sheet does not have stay as they were read; its remarks on what to look at are no column."""
    return task.model_copy(update={"extra": before.extra if before else {}})


def _merged(task: DraftTask, decided: dict[tuple[str, ...], str]) -> DraftTask:
    lead, coordinate = (_cell(cell, decided) for cell in (task.lead, task.coordinate))
    changed = task.model_copy(update={"lead": lead, "coordinate": coordinate})
    if unknown_in(changed):
        return changed
    return changed.model_copy(update={"flags": tuple(f for f in task.flags if f != Flag.UNKNOWN_AGENCY)})


def _cell(cell: AgencyCell, decided: dict[tuple[str, ...], str]) -> AgencyCell:
    named = (NamedAgency(name=each.name, id=each.id or decided.get(name_words(each.name))) for each in cell.named)
    return AgencyCell(named=tuple(named), collectives=cell.collectives)


def _rows(draft: Draft, directory: AgencyDirectory, language: str) -> Iterator[tuple[str, ...]]:
    group = None
    for task in draft.tasks:
        if task.group is not None and task.group != group:
            heading = draft.groups[task.group]
            yield (heading.number, heading.title, "", "", "", "", "")
        group = task.group
        yield (
            task.number,
            task.title,
            _bodies(task.lead, directory),
            _bodies(task.coordinate, directory),
            task.deadline.text,
            task.product,
            "; ".join(say(language, f"draft.{flag.value}") for flag in task.flags),
        )


def _bodies(cell: AgencyCell, directory: AgencyDirectory) -> str:
    """One a line, as written; who was chosen for an unknown name by the official one."""
    return ";\n".join([*(_name(each, directory) for each in cell.named), *cell.collectives])


def _name(named: NamedAgency, directory: AgencyDirectory) -> str:
    if named.id is None or directory.find(named.name) is not None or named.id not in directory.agencies:
        return named.name
    return directory.agencies[named.id].name
