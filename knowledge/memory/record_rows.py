"""A record as a row and back, by the types of its fields: texts, numbers and days as they are, lists as JSON."""

import json
from collections.abc import Iterable
from dataclasses import fields
from types import UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

T = TypeVar("T")
Values = dict[str, Any]
PLAIN: dict[Any, type] = {int: int, bool: int}


class RecordRows(Generic[T]):
    """Rows of one table for one type of record: a dataclass whose field names are the columns."""

    def __init__(self, table: str, record: type[T]) -> None:
        self.table = table
        hints = get_type_hints(record)
        self._types = {field.name: hints[field.name] for field in fields(record)}  # type: ignore[arg-type]
        self._several = [name for name, hint in self._types.items() if get_origin(hint) in (tuple, frozenset)]
        self._adapter: TypeAdapter[list[T]] = TypeAdapter(list[record])  # type: ignore[valid-type]

    @property
    def columns(self) -> dict[str, type]:
        """Column names with the Python type of what is kept in them."""
        return {name: PLAIN.get(_without_none(hint), str) for name, hint in self._types.items()}

    def to_rows(self, records: Iterable[T]) -> list[Values]:
        """A row of `columns` a record, in the same order."""
        rows: list[Values] = self._adapter.dump_python(list(records), mode="json")
        for row in rows:
            for name in self._several:
                row[name] = json.dumps(row[name], ensure_ascii=False)
        return rows

    def from_rows(self, rows: Iterable[Values]) -> tuple[T, ...]:
        """The records that `to_rows` made these rows of. Raises ValidationError for rows of another shape."""
        plain = [{name: row[name] for name in self._types} for row in rows]
        for row in plain:
            for name in self._several:
                row[name] = json.loads(row[name])
        return tuple(self._adapter.validate_python(plain))


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        return next(each for each in get_args(hint) if each is not type(None))
    return hint
