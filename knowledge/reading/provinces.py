"""Reads provinces.toml and spells out under which names a province is asked for."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from knowledge.reading.tables import read_rows
from knowledge.records import Agency


@dataclass(frozen=True, slots=True)
class _Row:
    """A provincial unit as it stands in the table."""

    code: str
    name: str
    kind: Literal["tỉnh", "thành phố"]
    since: date | None = None
    former: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    was_province: bool = False
    note: str = ""

    @property
    def is_city(self) -> bool:
        return self.kind == "thành phố"


def read_provinces(path: Path) -> list[Agency]:
    """The provincial units as agencies with id "p-" and their code. Raises SourceError."""
    return [_province(row) for row in read_rows(path, "province", _Row)]


def _province(row: _Row) -> Agency:
    plain = ascii_name(row.name)
    return Agency(
        id=f"p-{row.code}",
        name=f"Thành phố {row.name}" if row.is_city else f"tỉnh {row.name}",
        name_en=f"{plain} {'city' if row.is_city else 'province'}",
        kind="province",
        aliases=(*_spoken(row), *row.aliases),
        aliases_en=tuple(dict.fromkeys((plain, f"{plain} province", f"{plain} city", *row.aliases_en))),
        ambiguous=(*row.ambiguous, *(alias for alias in row.aliases if len(alias) == 2)),
        former_names=row.former,
        note=row.note,
    )


def _spoken(row: _Row) -> Iterator[str]:
    """The name with and without its kind of unit, its people's committee, and the same for what became part of it."""
    yield from _as_city(row.name) if row.is_city else _as_province(row.name)
    if row.was_province:
        yield from (f"tỉnh {row.name}", f"UBND tỉnh {row.name}")
    for former in row.former:
        yield from _as_province(former)


def _as_city(name: str) -> tuple[str, ...]:
    committee = (f"UBND thành phố {name}", f"UBND TP {name}", f"UBND {name}", f"Ủy ban nhân dân thành phố {name}")
    return (name, f"TP {name}", *committee)


def _as_province(name: str) -> tuple[str, ...]:
    return (name, f"tỉnh {name}", f"UBND tỉnh {name}", f"UBND {name}", f"Ủy ban nhân dân tỉnh {name}")


def ascii_name(name: str) -> str:
    """The name as it is written in English: "Lạng Sơn" is "Lang Son"."""
    marks = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))
