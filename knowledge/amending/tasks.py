"""What officials changed of tasks, those that they added, and those that they hid."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from knowledge.amending.edits import HIDDEN, Edit, added, names, read_edits
from knowledge.amending.ground import Ground
from knowledge.amending.secrecy import with_internal
from knowledge.changes.change import Value
from knowledge.in_force import ADDED, COORDINATE, LEAD, NOTE, TITLE, column_text
from knowledge.reading.periods import read_period
from knowledge.records import AgencyColumn, Period, Task

TASK = "task"
FIELDS = frozenset({TITLE, LEAD, COORDINATE, NOTE})


def column_value(column: AgencyColumn) -> Value:
    """Agencies as they are kept."""
    return {"named": list(column.named), "collectives": list(column.collectives)}


def read_column(value: Value, known: Container[str]) -> AgencyColumn:
    """What `column_value` made, without agencies that are not known any more."""
    if not isinstance(value, dict):
        return AgencyColumn()
    return AgencyColumn(tuple(each for each in names(value["named"]) if each in known), names(value["collectives"]))


def lay_tasks(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of tasks: the document's words stay in a task, what was changed stands beside them."""
    known, documents = ground.facts.directory.agencies, {each.id: each for each in ground.facts.documents}
    tasks = {task.id: task for task in ground.facts.tasks}
    closed = {each.id for each in with_internal(ground.facts.documents, ground.facts.tasks)}
    new: list[Task] = []
    for edit in read_edits(changed, FIELDS):
        document = edit.id.rpartition(" ")[0]
        if not edit.field and edit.id not in tasks and document in documents:
            issued = documents[document].issued
            year = issued.year if issued else edit.since.year
            tasks[edit.id] = _added(edit, known, year, tasks.values(), internal=document in closed)
            new.append(tasks[edit.id])
        elif edit.field == HIDDEN:
            tasks.pop(edit.id, None)
        elif edit.field and edit.id in tasks:
            tasks[edit.id] = _set(tasks[edit.id], edit, known)
    order = _in_place([task.id for task in ground.facts.tasks], new)
    return replace(ground, facts=replace(ground.facts, tasks=tuple(tasks[id_] for id_ in order if id_ in tasks)))


def _set(task: Task, edit: Edit, known: Container[str]) -> Task:
    match edit.field:
        case "lead" | "coordinate":
            was = task.lead if edit.field == LEAD else task.coordinate
            amendment = edit.amends(column_text(was), column_text(read_column(edit.value, known)))
        case _:
            amendment = edit.amends(task.title if edit.field == TITLE else "", str(edit.value))
    return replace(task, amendments=(*task.amendments, amendment))


def _added(edit: Edit, known: Container[str], year: int, others: Iterable[Task], *, internal: bool) -> Task:
    """In the group of its number, with that group's title where the document has it; `internal` where something in its
    document is."""
    document, _, number = edit.id.rpartition(" ")
    fields, group = added(edit), number.partition(".")[0]
    title = next((each.group_title for each in others if (each.document, each.group) == (document, group)), "")
    lead, coordinate = (read_column(fields.get(role), known) for role in (LEAD, COORDINATE))
    stands = replace(edit, field=ADDED).amends("", "")
    period = _period(str(fields.get("period", "")), year)
    words = str(fields.get(TITLE, ""))
    return Task(document, number, words, group, title, lead, coordinate, period, internal, amendments=(stands,))


def _period(text: str, year: int) -> Period:
    try:
        return read_period(text, year)
    except ValueError:
        return Period(text, None, None, recurring=False)


def _in_place(order: list[str], new: Iterable[Task]) -> list[str]:
    """Each new one behind the last of its group, or else of its document."""
    for task in new:
        group = [at for at, id_ in enumerate(order) if id_.startswith(f"{task.document} {task.group}.")]
        held = group or [at for at, id_ in enumerate(order) if id_.rpartition(" ")[0] == task.document]
        order.insert(held[-1] + 1 if held else len(order), task.id)
    return order
