"""The directory of agencies: who can be named and how, what a collective reaches, who carries on whose work."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from knowledge.reading.agency_names import Words, name_words
from knowledge.reading.agency_tables import (
    Collective,
    Undetermined,
    read_agencies,
    read_collectives,
    read_undetermined,
)
from knowledge.reading.provinces import read_provinces
from knowledge.records import Agency, SourceError

_NAMED_KINDS = frozenset({"ministry", "ministerial", "media", "party"})


@dataclass(frozen=True)
class AgencyDirectory:
    """All agencies, provinces and collectives as known on the day `checked`, by id. Immutable.

    `undetermined` holds, by task id, the tasks whose successor agency is arguable. `joined` and `left`: by the group
    that stands for a collective, the agencies that officials have counted in and out.
    """

    agencies: Mapping[str, Agency]
    collectives: tuple[Collective, ...]
    undetermined: Mapping[str, Undetermined]
    checked: date
    joined: Mapping[str, frozenset[str]] = field(default_factory=dict)
    left: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def find(self, name: str) -> Agency | None:
        """The agency with this name or alias, as written in a document; None when none or several have it.

        An alias that is ambiguous finds nothing. Case, tone place, hyphens and "&" do not matter.
        """
        return self.by_words.get(name_words(name))

    @cached_property
    def by_words(self) -> Mapping[Words, Agency]:
        """Every name and every alias that is evidence by itself, as words."""
        found: dict[Words, Agency] = {}
        shared: set[Words] = set()
        for words, agency in chain.from_iterable(_spellings(agency) for agency in self.agencies.values()):
            if found.setdefault(words, agency) is not agency:
                shared.add(words)
        return {words: agency for words, agency in found.items() if words not in shared}

    @cached_property
    def longest_name(self) -> int:
        """The number of words of the longest name or alias."""
        return max(map(len, self.by_words))

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words with which a name or a collective can begin."""
        return frozenset(words[0] for words in chain(self.by_words, self.wordings))

    @cached_property
    def head_words(self) -> frozenset[str]:
        """The words with which the full names of single agencies begin: "Bộ", "Ban", "Đài" ..."""
        single = (agency for agency in self.agencies.values() if agency.kind in _NAMED_KINDS)
        return frozenset(name_words(agency.name)[0] for agency in single)

    @cached_property
    def wordings(self) -> Mapping[Words, Collective]:
        """Every known wording of a collective, as words."""
        return {name_words(text): collective for collective in self.collectives for text in collective.wordings}

    def collective(self, text: str) -> Collective | None:
        """What is known of a collective with this wording; None for a wording that nobody has reviewed."""
        return self.wordings.get(name_words(text))

    def reaches(self, collective_text: str, agency_id: str) -> bool:
        """Does the collective reach this agency, by its kind or because the table lists it besides?"""
        known = self.collective(collective_text)
        if known is None or is_open_ended(collective_text):
            return False
        if agency_id in self.left.get(known.agency, ()):
            return False
        listed = agency_id in known.agencies or agency_id in self.joined.get(known.agency, ())
        return listed or self.agencies[agency_id].kind in known.kinds

    def kinds_of(self, group: str) -> frozenset[str]:
        """The kinds of agencies that a collective stands for by its narrowest wording; none for a single agency."""
        return self._kinds.get(group, frozenset())

    @cached_property
    def _kinds(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for known in self.collectives:
            if known.kinds and (known.agency not in found or len(known.kinds) < len(found[known.agency])):
                found[known.agency] = known.kinds
        return found

    def succession_of(self, task_id: str) -> Undetermined | None:
        """What is to be said when it is arguable who carries on with this task; None for all other tasks."""
        return self.undetermined.get(task_id)


def is_open_ended(collective_text: str) -> bool:
    """A collective of "those concerned" names nobody."""
    return " liên quan" in " ".join(name_words(collective_text))


def load_directory(folder: Path) -> AgencyDirectory:
    """Read agencies.toml, provinces.toml, collectives.toml and successions.toml. Raises SourceError."""
    checked, agencies = read_agencies(folder / "agencies.toml")
    entries = [*agencies, *read_provinces(folder / "provinces.toml")]
    directory = AgencyDirectory(
        agencies={agency.id: agency for agency in entries},
        collectives=read_collectives(folder / "collectives.toml"),
        undetermined=read_undetermined(folder / "successions.toml"),
        checked=checked,
    )
    for file, missing in _unknown_ids(directory):
        raise SourceError(file, None, f"there is no agency {missing!r}")
    return directory


def _spellings(agency: Agency) -> Iterator[tuple[Words, Agency]]:
    doubtful = {name_words(alias) for alias in agency.ambiguous}
    for text in (agency.name, *agency.aliases, agency.name_en, *agency.aliases_en):
        words = name_words(text)
        if words not in doubtful:
            yield words, agency


def _unknown_ids(directory: AgencyDirectory) -> Iterator[tuple[str, str]]:
    referred = chain(
        (("agencies.toml", next_.successor) for agency in directory.agencies.values() for next_ in agency.successions),
        (("collectives.toml", id_) for known in directory.collectives for id_ in (known.agency, *known.agencies)),
        (("successions.toml", id_) for row in directory.undetermined.values() for id_ in (row.of, *row.candidates)),
    )
    return ((file, id_) for file, id_ in referred if id_ not in directory.agencies)
