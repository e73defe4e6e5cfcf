"""Another last day for a task, or for the part of one agency: the subject is the task, or the task and the agency."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.last_days import DUE
from knowledge.records import Amendment, Task


def due_value(day: date, basis: str, reason: str, since: date) -> Value:
    """Until this day, by this document, for this reason; `since` is the day on which it was set."""
    return {"day": day.isoformat(), "basis": basis, "reason": reason, "since": since.isoformat()}


def lay_due(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of last days: the text stays, the day stands beside it."""
    known = {task.id: place for place, task in enumerate(ground.facts.tasks)}
    tasks = list(ground.facts.tasks)
    for subject, value in changed.items():
        id_, agency = (subject, "") if subject in known else subject.rpartition(" ")[::2]
        if id_ in known and isinstance(value, dict):
            tasks[known[id_]] = _set(tasks[known[id_]], agency, value)
    return replace(ground, facts=replace(ground.facts, tasks=tuple(tasks)))


def _set(task: Task, agency: str, value: Mapping[str, Value]) -> Task:
    new = Amendment(
        DUE,
        task.period.text,
        str(value["day"]),
        str(value.get("basis", "")),
        str(value.get("reason", "")),
        date.fromisoformat(str(value["since"])),
        agency,
    )
    return replace(task, amendments=(*task.amendments, new))
