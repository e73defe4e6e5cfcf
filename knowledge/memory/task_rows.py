"""Tasks as rows and back. There may be 100,000 of them, so their columns and periods, which recur, are made once."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from knowledge.records import AgencyColumn, Period, Task

Values = dict[str, Any]

COLUMNS: dict[str, type] = {
    "document": str,
    "number": str,
    "draft": int,
    "title": str,
    "group": str,
    "group_title": str,
    "lead_named": str,
    "lead_collectives": str,
    "coordinate_named": str,
    "coordinate_collectives": str,
    "period": str,
    "first_year": int,
    "last_year": int,
    "recurring": int,
    "internal": int,
}


def to_rows(tasks: Iterable[Task], *, draft: bool) -> Iterable[Values]:
    """A row of `COLUMNS` a task, in the same order; lists as JSON."""
    for task in tasks:
        yield {
            "document": task.document,
            "number": task.number,
            "draft": int(draft),
            "title": task.title,
            "group": task.group,
            "group_title": task.group_title,
            "lead_named": _list(task.lead.named),
            "lead_collectives": _list(task.lead.collectives),
            "coordinate_named": _list(task.coordinate.named),
            "coordinate_collectives": _list(task.coordinate.collectives),
            "period": task.period.text,
            "first_year": task.period.first_year,
            "last_year": task.period.last_year,
            "recurring": int(task.period.recurring),
            "internal": int(task.internal),
        }


def from_row(row: Values) -> Task:
    """The task that `to_rows` made the row of."""
    return Task(
        document=row["document"],
        number=row["number"],
        title=row["title"],
        group=row["group"],
        group_title=row["group_title"],
        lead=_column(row["lead_named"], row["lead_collectives"]),
        coordinate=_column(row["coordinate_named"], row["coordinate_collectives"]),
        period=_period(row["period"], row["first_year"], row["last_year"], row["recurring"]),
        internal=bool(row["internal"]),
    )


def _list(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


@lru_cache(maxsize=10_000)
def _column(named: str, collectives: str) -> AgencyColumn:
    return AgencyColumn(tuple(json.loads(named)), tuple(json.loads(collectives)))


@lru_cache(maxsize=10_000)
def _period(text: str, first_year: int | None, last_year: int | None, recurring: int) -> Period:
    return Period(text, first_year, last_year, bool(recurring))
