"""Reads the reviewable tables agencies.toml, collectives.toml and successions.toml."""

import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.records import Agency, SourceError, Succession

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Collective:
    """What a collective reaches: the `kinds` and the single `agencies`. `agency` is the group that people ask for."""

    agency: str
    wordings: tuple[str, ...]
    kinds: frozenset[str]
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Undetermined:
    """The task names agency `of`, which has ended; no act read says which of the `candidates` goes on."""

    task: str
    of: str
    candidates: tuple[str, ...]
    why: str
    why_en: str


def load_table(path: Path) -> Row:
    """A data file in TOML. Raises SourceError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(path.name, None, f"cannot be read as TOML ({error})") from error


def fields(path: Path, row: Row, required: AbstractSet[str], optional: AbstractSet[str] = frozenset()) -> Row:
    """The row, when it has all required fields and no unknown one. Raises SourceError that names the row."""
    wrong = required - row.keys() or row.keys() - required - optional
    if wrong:
        said = next(iter(row.values()), "")
        problem = "lacks" if required - row.keys() else "has the unknown field"
        raise SourceError(path.name, None, f"the row {said!r} {problem} {', '.join(sorted(wrong))}")
    return row


_AGENCY = {"id", "name", "name_en", "kind"}
_AGENCY_MORE = {"status", "aliases", "aliases_en", "ambiguous", "former_names", "note", "succession"}
KINDS = {"ministry", "ministerial", "government", "media", "party", "province", "province-class", "group"}


def read_agencies(path: Path) -> tuple[date, list[Agency]]:
    """The day on which the table was checked, and its agencies. Raises SourceError."""
    table = load_table(path)
    agencies = [_agency(path, row) for row in table["agency"]]
    if len({agency.id for agency in agencies}) < len(agencies):
        raise SourceError(path.name, None, "two agencies have the same id")
    return table["checked"], agencies


def _agency(path: Path, row: Row) -> Agency:
    fields(path, row, _AGENCY, _AGENCY_MORE)
    if row["kind"] not in KINDS:
        raise SourceError(path.name, None, f"{row['id']}: {row['kind']!r} is no kind of agency")
    texts = {key: tuple(row.get(key, ())) for key in ("aliases", "aliases_en", "ambiguous", "former_names")}
    return Agency(
        id=row["id"],
        name=row["name"],
        name_en=row["name_en"],
        kind=row["kind"],
        status=row.get("status", "active"),
        successions=tuple(_succession(path, each) for each in row.get("succession", ())),
        note=row.get("note", ""),
        **texts,
    )


def _succession(path: Path, row: Row) -> Succession:
    fields(path, row, {"to", "since", "basis", "confidence"}, {"part", "part_en", "main"})
    return Succession(
        successor=row["to"],
        since=row["since"],
        basis=row["basis"],
        confidence=row["confidence"],
        main=row.get("main", False),
        part=row.get("part", ""),
        part_en=row.get("part_en", ""),
    )


def read_collectives(path: Path) -> tuple[Collective, ...]:
    """Collectives and what each reaches. Raises SourceError."""
    return tuple(_collective(path, row) for row in load_table(path)["collective"])


def _collective(path: Path, row: Row) -> Collective:
    fields(path, row, {"agency", "wordings", "kinds"}, {"agencies"})
    if unknown := set(row["kinds"]) - KINDS:
        raise SourceError(path.name, None, f"{row['wordings'][0]}: unknown kind {', '.join(sorted(unknown))}")
    return Collective(
        row["agency"], tuple(row["wordings"]), frozenset(row["kinds"]), frozenset(row.get("agencies", ()))
    )


def read_undetermined(path: Path) -> dict[str, Undetermined]:
    """Tasks whose successor agency is arguable, by task id. Raises SourceError."""
    rows = (
        fields(path, row, {"task", "of", "candidates", "why", "why_en"}) for row in load_table(path)["undetermined"]
    )
    return {row["task"]: Undetermined(**{**row, "candidates": tuple(row["candidates"])}) for row in rows}
