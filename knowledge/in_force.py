"""What holds of a task now: what officials have set in place of a field, or else the document's words."""

import json

from knowledge.records import Agency, AgencyColumn, Amendment, Duty, Task

LEAD, COORDINATE, TITLE, NOTE = "lead", "coordinate", "title", "note"
"""Fields of a task. Its last day is `last_days.DUE`; a note stands beside what the document says."""
NAME = "name"
"""Of an agency."""
ADDED = "added"
"""In place of a field: no document that is held here has it, officials have added it."""


def amended(record: Task | Duty | Agency, field: str) -> Amendment | None:
    """What stands in place of this field; None where the document's words hold."""
    return next((each for each in record.amendments if each.field == field and not each.agency), None)


def title(task: Task) -> str:
    """The words of the task; "" where they are withheld."""
    changed = amended(task, TITLE) if task.amendments else None
    return changed.now if changed else task.title


def column(task: Task, role: str) -> AgencyColumn:
    """The agencies of a task that lead (LEAD) or coordinate it."""
    changed = amended(task, role) if task.amendments else None
    return column_of(changed.now) if changed else task.lead if role == LEAD else task.coordinate


def column_text(column: AgencyColumn) -> str:
    """Agencies as an amendment keeps them: ids, collectives and unknown ones as written."""
    return json.dumps([column.named, column.collectives, column.unknown], ensure_ascii=False)


def column_of(text: str) -> AgencyColumn:
    """What `column_text` made."""
    named, collectives, unknown = json.loads(text)
    return AgencyColumn(tuple(named), tuple(collectives), tuple(unknown))
