"""From the text of the agency cells of a row to who leads and who coordinates, with what is doubtful about it."""

from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz, process, utils

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.agency_cell import Body, read_bodies
from knowledge.reading.drafts.cell_roles import split_roles
from knowledge.reading.drafts.cell_words import CLASSES, CellWords
from knowledge.reading.drafts.draft import AgencyCell, Flag, NamedAgency
from knowledge.reading.drafts.words import begins_with

SLIP = 88  # so much alike (0 to 100) are a name and the same name with a slip
_NO_MINISTRIES = frozenset(
    map(name_words, ("Bộ Chỉ huy", "Bộ CHQS", "Bộ Tư lệnh", "Bộ đội", "Bộ phận", "Bộ môn", "Bộ Tổng"))
)
NEAREST, ALIKE = 3, 75  # as many are offered of an unknown name, and none less alike (0 to 100)


@dataclass
class Agencies:
    """Who leads and coordinates one task. `unknown` are single bodies that the directory does not have:
    they are told once for the document, and flagged where they look like a slip."""

    lead: AgencyCell
    coordinate: AgencyCell
    flags: list[Flag] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)


class AgencyReader:
    """Reads the agencies of rows with one directory."""

    def __init__(self, directory: AgencyDirectory) -> None:
        self.directory = directory

    def read(self, lead: str, coordinate: str, *, shared: str = "") -> Agencies:
        """From the cells for leading and coordinating bodies, and from one that is for both (`shared`)."""
        first, second = split_roles(lead or shared), split_roles(coordinate, "coordinate")
        leading = _lines(first.lead, second.lead)
        coordinating = _lines(first.coordinate, second.coordinate)
        found = Agencies(AgencyCell(), AgencyCell())
        found.lead = self._cell(leading, found)
        found.coordinate = self._cell(coordinating, found)
        bodies = len(found.lead.named) + len(found.lead.collectives)
        if shared and not lead and not first.said and bodies > 1:
            found.flags.append(Flag.DOUBTFUL_ROLES)
        if not found.lead:
            found.flags.append(Flag.NO_LEAD)
        if any(map(self._is_slip, found.unknown)):
            found.flags.append(Flag.UNKNOWN_AGENCY)
        if found.doubtful:
            found.flags.append(Flag.DOUBTFUL_AGENCIES)
        return found

    def is_body(self, text: str) -> bool:
        """Is the text the name of a body that is known, or of one called like a ministry, and nothing more?"""
        cell = CellWords(text, self.directory)
        return cell.count > 1 and (cell.known_at(0) == cell.count or cell.like_ministry(0) == cell.count)

    def nearest(self, name: str) -> tuple[str, ...]:
        """Known agencies that an unknown name may be, by their official names, the likeliest first."""
        hits = process.extract(
            name, self._names, scorer=fuzz.ratio, processor=utils.default_process, limit=4 * NEAREST, score_cutoff=ALIKE
        )
        return tuple(dict.fromkeys(self._names_of[hit[0]] for hit in hits))[:NEAREST]

    def _is_slip(self, name: str) -> bool:
        """Is an unknown name likely a known one misspelt or cut? A province has many bodies that nobody has listed."""
        words = name_words(name)
        if words[0] == "bộ" and not begins_with(words, _NO_MINISTRIES):
            return True
        return any(
            fuzz.ratio(name.casefold(), known.casefold()) >= SLIP
            and len(name_words(known)) == len(words)
            and name_words(known)[0] == words[0]
            for known in self.nearest(name)
        )

    def _cell(self, text: str, found: Agencies) -> AgencyCell:
        if not name_words(text):
            return AgencyCell()
        bodies = read_bodies(text, self.directory)
        named = [body for body in bodies if not body.is_collective]
        found.doubtful += [body.name for body in bodies if body.is_doubtful]
        cell = [self._named(body) for body in named]
        found.unknown += [agency.name for agency in cell if agency.id is None]
        return AgencyCell(named=tuple(cell), collectives=tuple(body.name for body in bodies if body.is_collective))

    def _named(self, body: Body) -> NamedAgency:
        agency = self.directory.find(body.name) or self.directory.find(body.name.partition("(")[0])
        return NamedAgency(name=body.name, id=agency.id if agency else None)

    @cached_property
    def _names_of(self) -> dict[str, str]:
        """Every full name and longer alias of a single body, with the official name."""
        singles = (agency for agency in self.directory.agencies.values() if agency.kind not in CLASSES)
        return {
            name: agency.name
            for agency in singles
            for name in (agency.name, *agency.former_names, *agency.aliases)
            if len(name) > 3
        }

    @cached_property
    def _names(self) -> list[str]:
        return list(self._names_of)


def _lines(*texts: str) -> str:
    return ";\n".join(text for text in texts if text.strip())
