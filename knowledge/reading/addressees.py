"""Whose duties a clause sets: the agencies that its heading or its first words name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.profiles import Profile
from knowledge.records import Provision, SourceError

_REQUEST = re.compile(r"(?:Đề nghị|Kiến nghị|Giao) ")
_BETWEEN = re.compile(r",? (?:và )?")
_WORD = re.compile(r"[\w./&-]+")


def with_addressees(profile: Profile, provisions: Iterable[Provision], directory: AgencyDirectory) -> list[Provision]:
    """The same clauses with their addressees. A clause that names nobody has those of the clause it stands under.

    Raises SourceError where documents.toml speaks of a clause or an agency that is not there.
    """
    provisions = list(provisions)
    given = {row.path: row.agencies for row in profile.addressed}
    _check(profile, provisions, directory)
    found: dict[str, tuple[str, ...]] = dict(given)
    for provision in provisions:
        if provision.path not in given:
            named = _named(provision, directory) if _sets_duties(provision, profile) else ()
            found[provision.path] = named or _inherited(provision.path, found)
    return [replace(provision, addressees=found[provision.path]) for provision in provisions]


def _sets_duties(provision: Provision, profile: Profile) -> bool:
    """Legal bases, opening words and footnotes speak of agencies without setting them a duty."""
    return provision.path.startswith((profile.clause_word, "Điều"))


def _named(provision: Provision, directory: AgencyDirectory) -> tuple[str, ...]:
    heading = directory.find(provision.heading)
    return _named_first(provision.text, directory) or ((heading.id,) if heading else ())


def _named_first(text: str, directory: AgencyDirectory) -> tuple[str, ...]:
    """The agencies that a text starts with: "Đề nghị Ban A, Ban B và Bộ C chỉ đạo ..." names three."""
    request = _REQUEST.match(text)
    place = request.end() if request else 0
    agencies: list[str] = []
    while found := _name_at(text, place, directory):
        agency, end = found
        agencies.append(agency)
        between = _BETWEEN.match(text, end)
        place = between.end() if between else end
    return tuple(agencies)


def _name_at(text: str, place: int, directory: AgencyDirectory) -> tuple[str, int] | None:
    """The longest agency name that stands at `place`, with its end. A name starts with a capital."""
    if not text[place : place + 1].isupper():
        return None
    ends = [word.end() for word, _ in zip(_WORD.finditer(text, place), range(directory.longest_name), strict=False)]
    for end in reversed(ends):
        if agency := directory.by_words.get(name_words(text[place:end].rstrip("."))):
            return agency.id, end
    return None


def _inherited(path: str, found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    above = [known for known in found if _stands_under(path, known)]
    return found[max(above, key=len)] if above else ()


def _stands_under(path: str, above: str) -> bool:
    return path.startswith((f"{above}.", f"{above} ", f"{above},"))


def _check(profile: Profile, provisions: list[Provision], directory: AgencyDirectory) -> None:
    for row in profile.addressed:
        if not any(provision.path == row.path or _stands_under(provision.path, row.path) for provision in provisions):
            raise SourceError("documents.toml", None, f"{profile.id}: there is no clause {row.path!r}")
        for agency in row.agencies:
            if agency not in directory.agencies:
                raise SourceError("documents.toml", None, f"{profile.id}: there is no agency {agency!r}")
