"""How it is said how a task stands: a mark in a list, lines on its card, an account of many."""

from collections import Counter
from datetime import date

from babel.numbers import format_percent

from knowledge.catalog.catalog import Catalog
from knowledge.last_days import extension
from knowledge.progress.records import Recorded
from knowledge.progress.standing import Part, Standing, standing
from knowledge.progress.status import FINISHED, Status
from knowledge.questions.wording import agency_name, day, shorten
from knowledge.records import Amendment, Task
from knowledge.texts import say

_MOST_PARTS = 12
_TEXT = 200  # characters


def mark(
    catalog: Catalog, task: Task, recorded: Recorded, agencies: tuple[str, ...], today: date, language: str
) -> str:
    """ " · hoàn thành đúng hạn": behind a task in a list, of one of these agencies where it leads; "" where nothing was
    reported, and of a task whose words are withheld."""
    if task.withheld or (task.id not in recorded.done and task.id not in recorded.notes):
        return ""
    how = standing(catalog, task, recorded, today)
    part = next((found for found in map(how.of, agencies) if found), None)
    if part and part.is_reported:
        said = _of_part(part, language)
        alone = len(how.leading) < 2 and not how.members and part.role == "lead"
        name = agency_name(catalog.agencies[part.agency], language)
        return f" · {said if alone else say(language, 'standing.own_part', agency=name, status=said)}"
    return f" · {_with_percent(how.status, how.percent, language)}"


def is_finished(catalog: Catalog, task: Task, recorded: Recorded, agencies: tuple[str, ...], today: date) -> bool:
    """Whether the first of these agencies that has a part has done it, or else all have."""
    if task.id not in recorded.done:
        return False
    how = standing(catalog, task, recorded, today)
    part = next((found for found in map(how.of, agencies) if found), None)
    return (part.status if part else how.status) in FINISHED


def status_line(how: Standing, language: str) -> str:
    """ "Tình hình: đang thực hiện trong hạn, 60%"."""
    return say(language, "standing.line", status=whole(how, language))


def whole(how: Standing, language: str) -> str:
    """ "đang thực hiện trong hạn, 60%"; of what is given to all with how many have done it."""
    if how.status == "regular":
        return _regular(how, language)
    said = _with_percent(how.status, None if how.status in FINISHED else how.percent, language)
    done = sum(part.done is not None for part in how.leading)
    reported = sum(part.is_reported for part in how.leading)
    if how.members and done:
        said += ", " + say(language, "standing.members", n=done, all=how.members)
    elif not how.members and 0 < reported < len(how.leading):
        said += ", " + say(language, "standing.some", n=reported, all=len(how.leading))
    return said


def _regular(how: Standing, language: str) -> str:
    """Of what has no end: what was said of it this year."""
    done = [part.done for part in how.parts if part.done]
    if done and len(how.leading) < 2 and not how.members:
        return say(language, "standing.regular_done")
    reported = any(part.is_reported for part in how.parts)
    return _with_percent("regular", how.percent, language) if reported else say(language, "standing.regular_unreported")


def part_lines(catalog: Catalog, how: Standing, language: str) -> list[str]:
    """A line for each agency of a task that several lead, and for each that has reported."""
    several = len(how.leading) > 1
    shown = [part for part in how.parts if several or part.is_reported or part.asked][:_MOST_PARTS]
    return [_part(catalog, part, how, language) for part in shown]


def of_part(catalog: Catalog, part: Part, language: str) -> str:
    """ "Bộ Ngoại giao: đang thực hiện trong hạn, 60%"."""
    name = agency_name(catalog.agencies[part.agency], language)
    return f"{name}: {_of_part(part, language)}"


def extended(changed: Amendment, language: str) -> str:
    """ "gia hạn đến 31/12/2027 theo Quyết định 99/QĐ-TTg": a last day that stands beside the text."""
    basis = say(language, "task.by_basis", basis=changed.basis) if changed.basis else ""
    return say(language, "task.extended", day=day(date.fromisoformat(changed.now), language), basis=basis)


def account(counts: Counter[Status], language: str) -> str:
    """How many of the tasks that end are done, under way and not reported, in time or not; and how many do not end."""
    finished, under_way = (sum(counts[each] for each in kinds) for kinds in (FINISHED, ("within", "overdue")))
    ending = finished + under_way + counts["unreported"]
    percent = format_percent(finished / ending if ending else 0, "0.0%", locale=language)
    values: dict[str, object] = {name: counts[name] for name in counts}
    defaults = dict.fromkeys(("on_time", "late", "within", "overdue", "unreported", "regular", "historical"), 0)
    values = {**defaults, **values, "done": finished, "ending": ending, "percent": percent, "under_way": under_way}
    said = say(language, "standing.account", **values)
    if counts["regular"]:
        said += " " + say(language, "standing.regular_too", n=counts["regular"])
    return said


def _part(catalog: Catalog, part: Part, how: Standing, language: str) -> str:
    line = f"- {of_part(catalog, part, language)}"
    if part.role != "lead":
        line = f"- {say(language, 'standing.helps', part=of_part(catalog, part, language))}"
    if part.done:
        proof = say(language, "remind.recorded_with", proof=part.done.proof) if part.done.proof else ""
        line += say(language, "standing.done", day=day(part.done.on, language), proof=proof)
    elif part.note:
        text = f": {shorten(part.note.text, _TEXT)}" if part.note.text else ""
        line += text + say(language, "standing.noted", day=day(part.note.on, language))
    if part.due and part.due != how.due:
        changed = extension(how.task, part.agency)
        basis = say(language, "task.by_basis", basis=changed.basis) if changed and changed.basis else ""
        line += say(language, "standing.until", day=day(part.due, language)) + basis
    if part.asked and not part.done:
        line += say(language, "standing.asked", day=day(part.asked.day, language))
    return line


def _of_part(part: Part, language: str) -> str:
    if part.status == "regular" and part.done:
        return say(language, "standing.regular_done")
    return _with_percent(part.status, None if part.done else part.percent, language)


def _with_percent(status: Status, percent: int | None, language: str) -> str:
    said = say(language, f"standing.{status}")
    return said if percent is None or status in FINISHED else f"{said}, {percent}%"
