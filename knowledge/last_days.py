"""The last day of a task: what its text says, or what officials have set in its place."""

from datetime import date

from knowledge.records import Amendment, Task

DUE = "due"
"""The field that says until when a task runs; its value is an ISO day."""


def extension(task: Task, agency: str = "") -> Amendment | None:
    """What set another last day for the task: for this agency alone, or else for all; None where the text's holds."""
    set_ = [each for each in task.amendments if each.field == DUE and each.agency in ("", agency)]
    return max(set_, key=lambda each: bool(each.agency), default=None)


def last_day(task: Task, agency: str = "") -> date | None:
    """The strict last day of what the task gives, to this agency where it has one of its own: as set, as written, or
    the end of the last year where the text names years alone. None where the task recurs, or no time is known."""
    if task.period.recurring:
        return None
    if changed := extension(task, agency):
        return date.fromisoformat(changed.now)
    year = task.period.last_year
    return task.period.due or (date(year, 12, 31) if year is not None else None)


def is_assumed(task: Task, agency: str = "") -> bool:
    """Whether the text names no day, and nobody has set one: then the end of its last year is taken for it."""
    return extension(task, agency) is None and task.period.due is None


def own_days(task: Task) -> dict[str, date]:
    """The last days of agencies (ids) that have one of their own."""
    return {each.agency: date.fromisoformat(each.now) for each in task.amendments if each.field == DUE and each.agency}
