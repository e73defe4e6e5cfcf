"""The reviewable tables: TOML files of entries, refused where an entry is not what its record asks for."""

import tomllib
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from knowledge.records import SourceError

Row = TypeVar("Row")


def read_table(path: Path) -> dict[str, Any]:
    """The whole TOML file, its text in NFC. Raises SourceError when it is missing or not TOML."""
    try:
        return tomllib.loads(unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(path.name, None, f"cannot be read as TOML ({error})") from error


def read_rows(path: Path, key: str, row: type[Row], beside: Collection[str] = ()) -> tuple[Row, ...]:
    """The `[[key]]` entries of a TOML file as `row` dataclasses, in order; keys `beside` them are for others to read.

    Raises SourceError that names the entry (by number and id) and the field that is missing, unknown or wrong.
    """
    table = read_table(path)
    unknown = sorted(set(table) - {key, *beside})
    if unknown or not isinstance(table.get(key), list):
        raise SourceError(
            path.name, None, f"must hold [[{key}]] entries and nothing else, found {', '.join(table) or 'nothing'}"
        )
    shape = _Shape(path.name, key, row)
    return tuple(shape.read(number, entry) for number, entry in enumerate(table[key], 1))


class _Shape(Generic[Row]):
    """What an entry must look like, by its dataclass. TOML has no null: a field that may be None may be missing."""

    def __init__(self, file: str, key: str, row: type[Row]) -> None:
        self.file, self.key = file, key
        self.adapter: TypeAdapter[Row] = TypeAdapter(row)
        hints = get_type_hints(row)
        self.known = set(hints)
        self.empty = {name: None for name, hint in hints.items() if type(None) in get_args(hint)}

    def read(self, number: int, entry: dict[str, Any]) -> Row:
        name = f"[[{self.key}]] number {number}" + (f" ({entry['id']})" if "id" in entry else "")
        if unknown := sorted(set(entry) - self.known):
            raise SourceError(self.file, None, f"{name}: unknown field {', '.join(unknown)}")
        try:
            return self.adapter.validate_python({**self.empty, **entry})
        except ValidationError as error:
            raise SourceError(self.file, None, f"{name}: {_reasons(error)}") from error


def _reasons(error: ValidationError) -> str:
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'entry'}: {e['msg']}" for e in error.errors())
