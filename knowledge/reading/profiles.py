"""How each document of the collection is to be read: the entries of documents.toml."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ConfigDict

from knowledge.reading.tables import read_rows
from knowledge.records import SourceError

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True)
class LeftOut:
    """A line of the file that is not part of the document (a stamp), and why it is left out."""

    __pydantic_config__ = _STRICT

    text: str
    why: str


@dataclass(frozen=True)
class Addressed:
    """The agencies (ids) whose duties the clause at `path`, and what stands under it, sets; `why` quotes the reason."""

    __pydantic_config__ = _STRICT

    path: str
    agencies: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Outside:
    """Particulars that do not stand in the document's text. An empty one is not known from elsewhere either."""

    __pydantic_config__ = _STRICT

    symbol: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    issued: date | None = None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True)
class Profile:
    """One entry of documents.toml; its fields are explained at the top of that file."""

    id: str
    file: str
    body_from: str
    clause_word: str
    wrapped: bool
    short_name: str
    short_name_en: str
    names: tuple[str, ...]
    over: bool
    note: str
    annex_format: str = ""
    draft_file: str = ""
    draft_format: str = ""
    implements_in: str = ""
    closing_from: str = ""
    outside: Outside = field(default_factory=Outside)
    outside_source: str = ""
    internal: bool = False
    internal_tasks: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    addressed: tuple[Addressed, ...] = ()


def read_profiles(path: Path) -> tuple[Profile, ...]:
    """The documents in their order. Raises SourceError for an incomplete entry or an id that is used twice."""
    profiles = read_rows(path, "document", Profile)
    ids = [profile.id for profile in profiles]
    if twice := sorted({one for one in ids if ids.count(one) > 1}):
        raise SourceError(path.name, None, f"the same id more than once: {', '.join(twice)}")
    return profiles
