"""The numbers by which the tasks of a draft are called once it is published: each is one task's alone."""

from collections import Counter

from knowledge.reading.drafts.draft import Draft, DraftTask


def numbers(draft: Draft) -> list[str]:
    """For each task its number as printed, with that of its group before it where the numbers begin anew in each."""
    printed = Counter(task.number for task in draft.tasks)
    return [task.number if printed[task.number] == 1 else _in_group(draft, task) for task in draft.tasks]


def clashes(draft: Draft) -> list[str]:
    """The numbers that more than one task would have, "" where tasks have none; each once, in order."""
    counted = Counter(numbers(draft))
    return [number for number, count in counted.items() if count > 1 or not number]


def _in_group(draft: Draft, task: DraftTask) -> str:
    group = draft.groups[task.group].number if task.group is not None else ""
    return f"{group}.{task.number}" if group and task.number else task.number
