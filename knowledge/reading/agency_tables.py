"""Reads the reviewable tables agencies.toml, collectives.toml and successions.toml."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge.reading.tables import read_rows, read_table
from knowledge.records import Agency, SourceError

KINDS = frozenset({"ministry", "ministerial", "government", "media", "party", "province", "province-class", "group"})


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


def read_agencies(path: Path) -> tuple[date, list[Agency]]:
    """The day on which the table was checked, and its agencies. Raises SourceError."""
    checked = read_table(path).get("checked")
    if not isinstance(checked, date):
        raise SourceError(path.name, None, "`checked`, the day on which the table was checked, is missing")
    agencies = list(read_rows(path, "agency", Agency, beside={"checked"}))
    if len({agency.id for agency in agencies}) < len(agencies):
        raise SourceError(path.name, None, "two agencies have the same id")
    _check_kinds(path, ((agency.id, agency.kind) for agency in agencies))
    return checked, agencies


def read_collectives(path: Path) -> tuple[Collective, ...]:
    """Collectives and what each reaches. Raises SourceError."""
    collectives = read_rows(path, "collective", Collective)
    _check_kinds(path, ((each.wordings[0], kind) for each in collectives for kind in each.kinds))
    return collectives


def read_undetermined(path: Path) -> dict[str, Undetermined]:
    """Tasks whose successor agency is arguable, by task id. Raises SourceError."""
    return {row.task: row for row in read_rows(path, "undetermined", Undetermined)}


def _check_kinds(path: Path, kinds: Iterable[tuple[str, str]]) -> None:
    for name, kind in kinds:
        if kind not in KINDS:
            raise SourceError(path.name, None, f"{name}: {kind!r} is no kind of agency")
