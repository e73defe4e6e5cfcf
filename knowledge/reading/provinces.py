"""Reads provinces.toml and spells out under which names a province is asked for."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from knowledge.reading.agency_tables import Row, fields, load_table
from knowledge.records import Agency

_MORE = {"since", "former", "aliases", "aliases_en", "ambiguous", "was_province", "note"}


def read_provinces(path: Path) -> list[Agency]:
    """The provincial units as agencies with id "p-" and their code. Raises SourceError."""
    return [_province(fields(path, row, {"code", "name", "kind"}, _MORE)) for row in load_table(path)["province"]]


def _province(row: Row) -> Agency:
    name, city = row["name"], row["kind"] == "thành phố"
    plain, typed = ascii_name(name), tuple(row.get("aliases", ()))
    return Agency(
        id=f"p-{row['code']}",
        name=f"Thành phố {name}" if city else f"tỉnh {name}",
        name_en=f"{plain} {'city' if city else 'province'}",
        kind="province",
        aliases=(*_spoken(row, city), *typed),
        aliases_en=tuple(dict.fromkeys((plain, *row.get("aliases_en", ())))),
        ambiguous=(*row.get("ambiguous", ()), *(alias for alias in typed if len(alias) == 2)),
        former_names=tuple(row.get("former", ())),
        note=row.get("note", ""),
    )


def _spoken(row: Row, city: bool) -> Iterator[str]:
    """The name with and without its kind of unit, its people's committee, and the same for what became part of it."""
    yield from _as_city(row["name"]) if city else _as_province(row["name"])
    if row.get("was_province"):
        yield from (f"tỉnh {row['name']}", f"UBND tỉnh {row['name']}")
    for former in row.get("former", ()):
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
