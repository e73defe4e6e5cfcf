"""The draft as one plain object, as `ttdn import --json` prints it."""

from collections import Counter
from typing import Any

from knowledge.reading.drafts.draft import Draft, DraftTask, Problem, Where
from knowledge.texts import say


def draft_as_json(draft: Draft, language: str) -> dict[str, Any]:
    """Document, groups, tasks (the fields of `ttdn tasks --json` and due, product, flags), problems (place, reason).

    Agencies are named as the file names them. A task's id is the symbol of its document and its number, with that of
    its group where the numbers begin anew in each.
    """
    document = draft.document.model_dump(mode="json")
    twice = {number for number, count in Counter(task.number for task in draft.tasks).items() if count > 1}
    return {
        "document": document,
        "groups": [group.model_dump() for group in draft.groups],
        "tasks": [_task(task, draft, alone=task.number not in twice) for task in draft.tasks],
        "problems": [_problem(problem, language) for problem in draft.problems],
    }


def _task(task: DraftTask, draft: Draft, *, alone: bool) -> dict[str, Any]:
    group = draft.groups[task.group] if task.group is not None else None
    number = task.number if alone or not group else f"{group.number}.{task.number}"
    return {
        "id": f"{draft.document.symbol or ''} {number}".strip(),
        "number": task.number,
        "title": task.title,
        "group": group.number if group else "",
        "group_title": group.title if group else "",
        "lead": [agency.name for agency in task.lead.named],
        "coordinate": [agency.name for agency in task.coordinate.named],
        "lead_collectives": list(task.lead.collectives),
        "coordinate_collectives": list(task.coordinate.collectives),
        "period": task.deadline.text,
        "first_year": task.deadline.first_year,
        "last_year": task.deadline.last_year,
        "recurring": task.deadline.recurring,
        "due": task.deadline.due.isoformat() if task.deadline.due else None,
        "product": task.product or None,
        "extra": task.extra,
        "flags": [flag.value for flag in task.flags],
    }


def _problem(problem: Problem, language: str) -> dict[str, Any]:
    plain = {"place": place_in_words(problem.where, language), "reason": reason_in_words(problem, language)}
    return {
        **plain, "code": problem.reason.value, "task": problem.where.task or None, "words": problem.words,
        "nearest": list(problem.nearest),
    }  # fmt: skip


def place_in_words(where: Where, language: str) -> str:
    """ "trang 3, bảng 2, dòng 5 (nhiệm vụ 12)"; empty for the whole file."""
    parts = [
        say(language, f"draft_place.{name}", value=value)
        for name in ("page", "sheet", "table", "row")
        if (value := getattr(where, name))
    ]
    place = ", ".join(parts)
    if not where.task:
        return place or say(language, "draft_place.file")
    task = say(language, "draft_place.task", value=where.task)
    return f"{place} ({task})" if place else task


def reason_in_words(problem: Problem, language: str) -> str:
    """What is doubtful or missing, with the words concerned and the agencies that may be meant."""
    text = say(language, f"draft.{problem.reason.value}")
    if problem.words:
        text = f"{text}: “{problem.words}”"
    if problem.nearest:
        text = f"{text}. {say(language, 'draft.nearest', names='; '.join(problem.nearest))}"
    return text
