"""How it is said what officials have set beside the words of a document: what it is now, and what stands there."""

from collections.abc import Iterable, Iterator

from knowledge.catalog.catalog import Catalog
from knowledge.in_force import ADDED, COORDINATE, LEAD, NOTE, TITLE, amended, column_of
from knowledge.questions.wording import agency_name, day, sentence
from knowledge.records import AgencyColumn, Amendment, Duty, Task
from knowledge.texts import say

_WHEN = "when"
"""The field of a duty that says by which day it is sent."""


def on_what(changed: Amendment, language: str) -> str:
    """ "ngày 22/11/2026 theo Quyết định 99/QĐ-TTg"."""
    return say(language, "amended.on", day=day(changed.since, language), basis=_by_basis(changed, language))


def beside_column(catalog: Catalog, task: Task, role: str, language: str) -> str:
    """ " (sửa ngày ...; văn bản gốc ghi: ...)" behind the agencies that lead or coordinate a task; "" where the
    document's hold."""
    changed = amended(task, role)
    if changed is None:
        return ""
    was = column_names(catalog, column_of(changed.was), language)
    return " " + say(language, "amended.beside", on=on_what(changed, language), was=was)


def column_names(catalog: Catalog, cell: AgencyColumn, language: str) -> str:
    """Agencies by name, as a document has them."""
    known = [agency_name(catalog.agencies[id_], language) for id_ in cell.named if id_ in catalog.agencies]
    return "; ".join([*known, *cell.collectives, *cell.unknown]) or say(language, "task.nobody")


def task_lines(task: Task, language: str) -> Iterator[str]:
    """What was changed of its words, what was noted, and that it was added, a sentence each."""
    for field, key in ((ADDED, "amended.added"), (TITLE, "amended.title"), (NOTE, "amended.note")):
        if changed := amended(task, field):
            values = {"on": on_what(changed, language), "was": changed.was, "text": sentence(changed.now)}
            yield say(language, key, **values)


def task_mark(task: Task, language: str) -> str:
    """ " (bổ sung theo QĐ 7/QĐ-TTg)": behind a task in a list that is not as its document has it; "" of others."""
    said = [
        say(language, f"amended.mark_{field}", basis=_by_basis(changed, language))
        for field in (ADDED, LEAD, COORDINATE, TITLE)
        if not task.withheld and (changed := amended(task, field))
    ]
    return f" ({'; '.join(said)})" if said else ""


def bases(tasks: Iterable[Task]) -> tuple[str, ...]:
    """The documents by which what `task_mark` says was set, each once."""
    found = (
        changed.basis
        for task in tasks
        for field in (ADDED, LEAD, COORDINATE, TITLE)
        if not task.withheld and (changed := amended(task, field))
    )
    return tuple(dict.fromkeys(filter(None, found)))


def duty_mark(duty: Duty, language: str) -> str:
    """The same of a duty, with what its document says of the day."""
    said = []
    if changed := amended(duty, ADDED):
        said.append(say(language, "amended.mark_added", basis=_by_basis(changed, language)))
    if (changed := amended(duty, _WHEN)) and changed.was:
        said.append(say(language, "amended.mark_when", basis=_by_basis(changed, language), was=changed.was))
    return f" ({'; '.join(said)})" if said else ""


def _by_basis(changed: Amendment, language: str) -> str:
    return say(language, "task.by_basis", basis=changed.basis) if changed.basis else ""


def duty_lines(duty: Duty, language: str) -> Iterator[str]:
    """The same of a duty, a sentence for each field."""
    for changed in duty.amendments:
        on = on_what(changed, language)
        if changed.field == ADDED:
            yield say(language, "amended.duty_added", on=on)
        elif changed.was:
            name = say(language, f"edit_field.duty_{changed.field}")
            yield say(language, "amended.field", field=name, on=on, now=changed.now, was=changed.was)


def reminder_notes(catalog: Catalog, task: Task, role: str, language: str) -> Iterator[str]:
    """What a reminder says of it: that it is led or coordinated by others than the document names, that its words are
    not those of the document. What is said of the last day is said there."""
    if amended(task, ADDED):
        yield from task_lines(task, language)
        return
    field = COORDINATE if role == COORDINATE else LEAD
    if changed := amended(task, field):
        was = column_names(catalog, column_of(changed.was), language)
        yield say(language, f"amended.remind_{field}", on=on_what(changed, language), was=was)
    if changed := amended(task, TITLE):
        yield say(language, "amended.title", on=on_what(changed, language), was=changed.was)
