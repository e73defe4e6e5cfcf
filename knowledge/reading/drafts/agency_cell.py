"""Tells the bodies of a cell apart, whether or not the directory knows them: singles and collectives, as written.

What separates them is a semicolon, a bullet, a comma, a line or "và", but all of these also stand inside names ("Bộ Văn
hóa, Thể thao và Du lịch", "UBND các huyện, thành phố"). So known names come first; then a separator counts where what
follows it begins a name or a collective of its own.
"""

import re
from dataclasses import dataclass, replace

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import clean, on_one_line
from knowledge.reading.drafts.cell_collectives import (
    ends_collective,
    is_bare,
    is_bare_level,
    is_collective,
    is_for_places,
    is_one_for_each,
    is_short,
    is_told,
    is_without_place,
    places_within,
    second_class,
)
from knowledge.reading.drafts.cell_items import begins_item, is_full_line
from knowledge.reading.drafts.cell_lists import class_of, class_with_places, head_of_list, is_class, next_place_of_class
from knowledge.reading.drafts.cell_names import ends_single, is_plain, with_place
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words, marks

LONGEST_FIELD = 6  # words of a field of work in a list: more are something else
MOST_WORDS, MOST_LETTERS = 400, 1_000  # of a cell of agencies: more is no list of bodies, and would take too long
_COUNTED = re.compile(r"(?:^|(?<=[;,.] ))(?:\d{1,2}|[a-zđ])[.)]\s+", re.MULTILINE)
_REMARK = re.compile(r"\s*\([^()]*\)")
_ABBREVIATION = re.compile(r"\((?:[A-ZĐ][A-ZĐ\d&, -]+|[A-Z][a-z]+)\)")  # "(VCCI)", "(Viettel)", "(PA03, PC06)"
_TOGETHER = re.compile(r"\s(?:cùng với|cùng)\s")


@dataclass(frozen=True, slots=True)
class Body:
    """A single body or a collective as written. Doubtful where it may be less or more than one."""

    name: str
    is_collective: bool = False
    is_doubtful: bool = False


def read_bodies(text: str, directory: AgencyDirectory) -> list[Body]:
    """The bodies that a cell names, in order; a head that several share is given to each. Empty for an empty cell."""
    if on_one_line(text).strip(" .").casefold() in marks("none"):
        return []
    plain = clean(text)
    if len(_COUNTED.findall(plain)) > 1:
        plain = _COUNTED.sub("- ", plain)
    cell = CellWords(_TOGETHER.sub(" và ", plain), directory)
    if cell.count > MOST_WORDS:
        return [Body(on_one_line(plain)[:MOST_LETTERS], is_doubtful=True)]
    return _Reading(cell).bodies()


class _Reading:
    def __init__(self, cell: CellWords) -> None:
        self.cell = cell
        self.found: list[Body] = []
        self.taken: set[int] = set()  # the words that are part of a body
        self.head = ""  # the word that the names from here on share: "Bộ"
        self.is_list = False  # does the head stand before a colon, for all that follow?
        self.is_unsure = False  # of several levels of places, which is that of the names behind them?
        self.class_head = ""  # the class of which the last body was: "UBND" of "UBND quận Ba Đình"

    def bodies(self) -> list[Body]:
        at = 0
        while at < self.cell.count:
            at = at + 1 if self.cell.is_and(at) else self.item(at)
        if self.found and self.leaves_words():
            self.found[-1] = replace(self.found[-1], is_doubtful=True)
        return self.found

    def leaves_words(self) -> bool:
        """Has a word come into no body, that is neither "và", "các", the head of a list nor a noun before its name?"""
        cell, words = self.cell, agency_words()
        rest = [at for at in range(cell.count) if at not in self.taken and not cell.is_and(at)]
        rest = [at for at in rest if (cell.words[at],) not in words.plurals and not cell.has(at, words.nouns)]
        colons = [at for at in range(1, cell.count) if cell.break_before(at) == "colon"]
        return any(not any(at < colon for colon in colons) for at in rest)

    def item(self, at: int) -> int:
        """Reads what begins at this word; where the next begins."""
        end = self.shared(at)
        if not end:
            self.class_head = ""
            end = self.named(at) or self.heading_a_list(at) or self.places(at) or self.collective(at)
        return end or self.single(at)

    def named(self, at: int) -> int:
        """A body that the directory knows, or an agency of a province that is called like a ministry."""
        end = self.cell.known_at(at) or (self.cell.like_ministry(at) if self.cell.is_capital(at) else 0)
        if not end:
            return 0
        if end < self.cell.count and is_for_places(self.cell, end):
            return self.collective(at)  # "Sở Y tế các tỉnh, thành phố"
        end = with_place(self.cell, at, end)
        while is_full_line(self.cell, end):
            end = self.cell.next_end(end)
        self.head = self.cell.written(at, at + (self.cell.head(at) or 1)) if end > at + 1 else ""
        self.is_list = False
        self.class_head = class_of(self.cell, at, end)
        self.add(at, end)
        return end

    def shared(self, at: int) -> int:
        """A name that only with the head of those before it is one: "Các Bộ: Quốc phòng, Xây dựng"."""
        if end := next_place_of_class(self.cell, at) if self.class_head else 0:
            self.add(at, end, head=self.class_head)
            return end
        if not self.head:
            return 0
        cell, head = self.cell, name_words(self.head)
        end = 0 if cell.known_at(at) else cell.known_at(at, head)
        if not end and cell.is_capital(at) and not cell.head(at):
            end = (cell.known_at(at) if is_class(head) else 0) or cell.like_ministry(at, self.head)
        if end:
            self.add(at, end, head=self.head, doubtful=self.is_unsure)
        return end or self.listed_place(at) or self.listed_field(at)

    def listed_field(self, at: int) -> int:
        """What no ministry is called, behind "Các phòng:" and the like: "Văn hóa - Xã hội", "TC"."""
        cell = self.cell
        if not (self.is_list and cell.is_capital(at)) or cell.head(at) or cell.known_at(at):
            return 0
        end = cell.next_end(at)
        is_abbreviation = cell.is_abbreviation(at) and end == at + 1
        if begins_item(cell, at) and not is_abbreviation:
            return 0
        is_sure = name_words(self.head) in agency_words().ministry_like and end - at <= LONGEST_FIELD
        self.add(at, end, head=self.head, doubtful=not is_sure or (is_abbreviation and cell.break_before(at) == "hard"))
        return end

    def listed_place(self, at: int) -> int:
        """A place that nobody has listed, behind "UBND các huyện:"."""
        cell = self.cell
        is_place = self.is_list and is_class(name_words(self.head)) and cell.is_capital(at)
        if not is_place or begins_item(cell, at):
            return 0
        end = cell.next_end(at)
        self.add(at, end, head=self.head, doubtful=self.is_unsure)
        return end

    def heading_a_list(self, at: int) -> int:
        """ "Các Bộ:", "UBND các tỉnh:", "các Bộ Quốc phòng, ...": the head is for those that follow."""
        cell, words = self.cell, agency_words()
        colon = next((end for end in range(at + 1, min(at + 10, cell.count)) if cell.break_before(end) == "colon"), 0)
        if colon and cell.is_whole(at, colon) and not any(map(cell.is_capital, range(at + 2, colon))):
            (self.head, self.is_unsure), self.is_list = head_of_list(self.cell, at, colon), True
            return self.listed(colon)
        plural = cell.has(at, words.plurals)
        if not plural or at + plural >= cell.count:
            return 0
        if end := self.named(at + plural):
            return end
        noun = cell.has(at + plural, words.nouns)
        if noun and not cell.is_end(at + plural + noun) and cell.known_at(at + plural + noun):
            self.head = ""
            return self.named(at + plural + noun)
        return 0

    def places(self, at: int) -> int:
        """ "UBND các huyện Sóc Sơn, Đông Anh": the first of the places; the next ones are found by the head."""
        found = class_with_places(self.cell, at)
        if found is None:
            return 0
        (self.head, first), self.is_list, self.is_unsure = found, True, False
        end = self.cell.next_end(first)
        self.taken.update(range(at, first))
        self.add(first, end, head=self.head)
        return end

    def listed(self, at: int) -> int:
        """The first of a list behind a colon; the next ones are found by the head that they share."""
        end = self.shared(at) or self.named(at)
        while not end and self.head and not begins_item(self.cell, at) and self.cell.is_capital(at):
            stop = self.cell.next_end(at)
            self.add(at, stop, head=self.head, doubtful=True)
            end = stop
        return end or self.item(at)

    def collective(self, at: int) -> int:
        """A collective, with the commas that belong to it."""
        cell, words = self.cell, agency_words()
        if not is_collective(cell, at):
            return 0
        known = cell.collective_at(at)
        places = is_one_for_each(cell, at)
        end = max(at + 1, known, second_class(cell, at), places + 1 if places else 0)
        doubtful = bool(places) and cell.break_before(places) == "line"
        while end < cell.count and not ends_collective(cell, at, end, known):
            parted = cell.break_before(end) not in ("", "line")
            is_name = cell.is_capital(end) and not cell.has(end, words.nouns)
            doubtful = doubtful or (parted and is_name and not is_bare(cell, end))
            end += 1
        self.head = ""
        plain = known or cell.has(at, words.plurals | words.class_heads) or places
        is_name = not plain and cell.has(at, words.proper) > 0 and any(map(cell.is_capital, range(at + 1, end)))
        is_name = is_name or (not plain and cell.has(at, words.acts) > 0 and not is_told(cell, at))
        broken_off = end == at + 1 and cell.head(at) > 0
        broken_off = (
            broken_off
            or (at > 0 and is_bare_level(cell, at, end))
            or (is_short(cell, at, end) and is_without_place(cell, end))
        )
        self.add(at, end, collective=True, doubtful=doubtful or is_name or broken_off)
        return end

    def single(self, at: int) -> int:
        """A single body that nobody has listed: up to where the next begins."""
        cell = self.cell
        end = at + 1
        while end < cell.count and not ends_single(cell, at, end):
            end += 1
        if places := places_within(cell, at, end):
            self.head = ""
            self.add(at, places, collective=True)
            return places
        is_parted = "dash" in (cell.break_before(at) if at else "", cell.break_before(end) if end < cell.count else "")
        is_cut = end < cell.count and cell.is_open_line(end) and cell.has(at, agency_words().units) > 0
        self.add(at, end, doubtful=not is_plain(cell, at, end) or is_cut or is_parted)
        self.class_head = class_of(self.cell, at, end)
        return end

    def add(self, start: int, end: int, head: str = "", *, collective: bool = False, doubtful: bool = False) -> None:
        self.taken.update(range(start, end))
        name = self.cell.written(start, end)
        if not collective and (remark := _REMARK.search(name)):
            doubtful = doubtful or not _ABBREVIATION.fullmatch(remark[0].strip())
            if remark[0].strip(" (")[:1].islower():
                name = _REMARK.sub("", name)
        self.found.append(Body(f"{head} {name}".strip(), collective, doubtful))
