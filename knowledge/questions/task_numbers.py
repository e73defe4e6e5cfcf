"""Numbers of tasks that look like any number: annexes also count 1, 2, 3, or begin anew in each group ("II.3")."""

import re
from collections.abc import Sequence

from knowledge.catalog.catalog import Catalog
from knowledge.questions.spot import Item

_BEFORE = {"muc", "stt", "item"}
_BETWEEN = {"so", "no", "number"}
_OF_TIME = {"thang", "ngay", "nam", "tuan", "quy", "gio", "phan", "nguoi", "month", "months", "day", "days", "year"}
"""Behind a number: "nhiệm vụ 6 tháng đầu năm" is no task 6."""
_GROUP = re.compile(r"[ivx]{1,7}")


def with_task_numbers(items: Sequence[Item], catalog: Catalog) -> list[Item]:
    """The items, with those as numbers of tasks that stand behind a word for a task and that some document has."""
    found: list[Item] = []
    for item in items:
        number = _number(found[-1:], item)
        before = found[:-1] if "." in number else found
        if number and catalog.facets.number(number) and _is_said(before) and not _is_of_time(items, item):
            first = found[-1].first if "." in number else item.first
            found = [*before, Item("number", first, item.end, number)]
        else:
            found.append(item)
    return found


def _number(before: Sequence[Item], item: Item) -> str:
    """As a document would print it, "" for what is none."""
    if item.kind != "integer":
        return ""
    group = before[0].text if before and before[0].end == item.first else ""
    return f"{group.upper()}.{item.text}" if _GROUP.fullmatch(group) else item.text


def _is_of_time(items: Sequence[Item], item: Item) -> bool:
    return any(each.first == item.end and each.first_word in _OF_TIME for each in items)


def _is_said(before: Sequence[Item]) -> bool:
    at = len(before) - 1
    if at >= 0 and before[at].text in _BETWEEN:
        at -= 1
    return at >= 0 and (before[at].means("tasks.task") or before[at].text in _BEFORE)
