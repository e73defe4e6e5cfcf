"""Reads one agency cell of an annex: who is named singly, in order, and which collectives are named with them."""

from dataclasses import dataclass
from itertools import pairwise

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words, words_with_places
from knowledge.records import Agency, AgencyColumn

_AND = name_words("và")[0]
_PLURAL = frozenset(name_words("các mỗi những"))
_CLASSES = frozenset({"group", "province-class"})


class UnknownAgencyError(ValueError):
    """A cell names an agency that the directory does not know. `words` are its words as written."""

    def __init__(self, words: str) -> None:
        super().__init__(f"the directory knows no agency {words!r}")
        self.words = words


def read_agency_column(text: str, directory: AgencyDirectory) -> AgencyColumn:
    """Single agencies as ids and collectives as written, each in the order of the cell; both empty for an empty cell.

    A head that several share is given to each: "các Đài Truyền hình Việt Nam, Tiếng nói Việt Nam", "các Bộ: Y tế, ...".
    Raises UnknownAgencyError for a single agency that the directory does not know.
    """
    cell = _Cell(text, directory)
    named: list[str] = []
    collectives: list[str] = []
    at, head = 0, ""
    while at < len(cell.words):
        item = cell.item_at(at, head)
        if item.agency:
            named.append(item.agency.id)
        elif item.end > item.start:
            collectives.append(cell.written(item.start, item.end))
        at, head = item.end + item.skipped, item.head
    return AgencyColumn(tuple(named), tuple(collectives))


@dataclass(frozen=True, slots=True)
class _Item:
    """Words `start` to `end` (exclusive) of a cell: an agency, or a collective when there is none."""

    start: int
    end: int
    agency: Agency | None = None
    head: str = ""
    skipped: int = 0


class _Cell:
    def __init__(self, text: str, directory: AgencyDirectory) -> None:
        self.text, self.directory = text, directory
        self.places = words_with_places(text)
        self.words = tuple(word for word, _, _ in self.places)
        self.gaps = [text[first[2] : second[1]] for first, second in pairwise(self.places)]

    def item_at(self, at: int, head: str) -> _Item:
        """What stands at this word. `head` is the word that the agencies before it shared, if any."""
        if self.words[at] == _AND:
            return _Item(at, at, head=head, skipped=1)
        if found := self.single_at(at, head):
            return found
        end = self.wording_at(at) or self.common_noun_at(at)
        if not end:
            raise UnknownAgencyError(self.written(at, self.next_separator(at)))
        return _Item(at, end)

    def single_at(self, at: int, head: str) -> _Item | None:
        """A single agency, with its own head, with the shared one, or as the first of those that share one."""
        agency, end = self.name_at(at)
        if not agency and head:
            agency, end = self.name_at(at, before=(head,))
        if not agency and self.words[at] in _PLURAL:
            agency, end = self.name_at(at + 1)
            head = self.words[at + 1] if agency else head
        return _Item(at, end, agency, head) if agency else None

    def name_at(self, at: int, before: tuple[str, ...] = ()) -> tuple[Agency | None, int]:
        """The agency with the longest name from this word to a separator, and where the name ends."""
        for end in range(min(at + self.directory.longest_name, len(self.words)), at, -1):
            agency = self.directory.by_words.get(before + self.words[at:end])
            if agency and agency.kind not in _CLASSES and self.is_separated(end):
                return agency, end
        return None, at

    def wording_at(self, at: int) -> int:
        """Where the longest known collective from this word ends; 0 when there is none."""
        ends = range(len(self.words), at, -1)
        return next((end for end in ends if self.words[at:end] in self.directory.wordings and self.ends_item(end)), 0)

    def common_noun_at(self, at: int) -> int:
        """Where a collective that nobody has listed ends; 0 when the words are a proper name and so no collective."""
        ordinary = all(self.text[start].islower() for _, start, _ in self.places[at : at + 2])
        if self.words[at] not in _PLURAL and not ordinary:
            return 0
        return next(end for end in range(at + 1, len(self.words) + 1) if self.ends_item(end))

    def next_separator(self, at: int) -> int:
        return next(end for end in range(at + 1, len(self.words) + 1) if self.is_separated(end))

    def is_separated(self, end: int) -> bool:
        """Does a comma, a semicolon or "và" follow, or nothing?"""
        return end == len(self.words) or self.words[end] == _AND or any(sign in self.gaps[end - 1] for sign in ",;:")

    def ends_item(self, end: int) -> bool:
        """A collective has commas of its own: it ends only where the next item begins."""
        if not self.is_separated(end):
            return False
        following = end + 1 if end < len(self.words) and self.words[end] == _AND else end
        return following >= len(self.words) or ";" in self.gaps[end - 1] or self.begins_item(following)

    def begins_item(self, at: int) -> bool:
        return self.is_capital(at) or self.words[at] in _PLURAL or self.name_at(at)[0] is not None

    def is_capital(self, at: int) -> bool:
        return self.text[self.places[at][1]].isupper()

    def written(self, start: int, end: int) -> str:
        return self.text[self.places[start][1] : self.places[end - 1][2]]
