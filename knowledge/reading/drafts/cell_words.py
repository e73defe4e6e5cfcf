"""A cell of agencies as words, what stands between them, and what the directory knows of each stretch of them."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import Words, name_words, words_with_places
from knowledge.reading.drafts.blocks import FULL
from knowledge.reading.drafts.words import agency_words, begins_with

_SOCIETY = name_words("hội")
AND = name_words("và")[0]
CLASSES = frozenset({"group", "province-class"})
Break = Literal["", "hard", "bullet", "comma", "line", "dash", "colon"]
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_HARD = re.compile(r"[;•●▪*]|\.\s*\n|\s\+\s")
_BULLET = re.compile(r"\n\s*[-–—+]\s")


@dataclass(frozen=True)
class KnownNames:
    """The names of single bodies without "và", so that "Khoa học, Công nghệ" is found too; and what follows "Bộ"."""

    singles: frozenset[Words]
    tails: frozenset[Words]
    longest: int

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, names: frozenset[Words]) -> "KnownNames":
        """From the words of all names; one object for as long as the directory is the same."""
        singles = frozenset(without_and(words) for words in names)
        tails = frozenset(words[1:] for words in singles if words[0] == "bộ" and len(words) > 2)
        return cls(singles, tails, max(map(len, names), default=1))


def without_and(words: Words) -> Words:
    """The words without "và"."""
    return tuple(word for word in words if word != AND)


class CellWords:
    """The words of one cell; what stands in parentheses is no word, but belongs to the item before it."""

    def __init__(self, text: str, directory: AgencyDirectory) -> None:
        self.text, self.directory = text, directory
        blank = _PARENTHESIS.sub(lambda found: " " * len(found[0]), text)
        self.places = words_with_places(blank)
        self.words: Words = tuple(word for word, _, _ in self.places)
        self.blank = blank
        self.count = len(self.words)
        self.has_bullets = text.startswith(("-", "–", "—", "+"))  # else a line may begin with the dash of a name

    @cached_property
    def known(self) -> KnownNames:
        """What the directory knows of single bodies."""
        singles = frozenset(words for words, agency in self.directory.by_words.items() if agency.kind not in CLASSES)
        return KnownNames.of(singles)

    def break_before(self, at: int) -> Break:
        """What stands between this word and the one before it."""
        gap = self.blank[self.places[at - 1][2] : self.places[at][1]]
        if _HARD.search(gap):
            return "hard"
        if _BULLET.search(gap):
            return "bullet" if self.has_bullets or self.begins_name(at) else "line"
        if "," in gap or "/" in gap:
            return "comma"
        if ":" in gap:
            return "colon"
        if "\n" in gap or FULL in gap:
            return "line"
        return "dash" if re.search(r"\s[-–—]\s", gap) else ""

    def is_open_line(self, at: int) -> bool:
        """Does this word begin a line only because the one before it was full, as far as anybody can see?"""
        gap = self.blank[self.places[at - 1][2] : self.places[at][1]]
        return FULL in gap and self.break_before(at) == "line"

    def begins_name(self, at: int) -> bool:
        """Does the word begin a name or a collective, by its head or by "các"?"""
        return (self.is_capital(at) and self.head(at) > 0) or self.has(at, agency_words().plurals) > 0

    def is_and(self, at: int) -> bool:
        """Is this word an "và" between words? The "&" of "TT&TT" belongs to its abbreviation."""
        return at < self.count and self.words[at] == AND and not self.joins(at)

    def joins(self, at: int) -> bool:
        """Is this the "&" in the middle of an abbreviation?"""
        _, start, end = self.places[at]
        return self.text[start:end] == "&" and not self.text[start - 1 : start].isspace()

    def is_end(self, at: int) -> bool:
        """Can an item end before this word? At a dash only where a name begins after it: "Văn hóa - Xã hội" is one."""
        if at >= self.count or self.is_and(at):
            return True
        kind = self.break_before(at)
        return kind != "" and (kind != "dash" or (self.begins_name(at) and not self.has(at, agency_words().soft)))

    def next_end(self, at: int) -> int:
        """The next place after this word at which an item can end."""
        return next(stop for stop in range(at + 1, self.count + 1) if self.is_end(stop))

    def is_capital(self, at: int) -> bool:
        return at < self.count and self.text[self.places[at][1]].isupper()

    def is_abbreviation(self, at: int) -> bool:
        """Capitals only ("VTV", "TTXVN"), and no common noun."""
        _, start, end = self.places[at]
        word = self.text[start:end]
        return len(word) > 1 and word.isupper() and (self.words[at],) not in agency_words().nouns

    def head(self, at: int) -> int:
        """The number of words of the head of a body's name that begin here; 0 when none does."""
        return self.has(at, agency_words().heads)

    def has(self, at: int, phrases: frozenset[Words]) -> int:
        """The number of words of the longest of these phrases that begins here; 0 where it only begins another word."""
        words = self.words[at : at + 5]
        length = begins_with(words, phrases, 5)
        return length if length >= begins_with(words, agency_words().others) else 0

    def level(self, at: int) -> int:
        """The number of words of a level of places that begins here: "thị xã", but not the "xã" of "xã hội".

        Nor the "tỉnh" of "tỉnh đoàn", which is the head of a body.
        """
        length = self.has(at, agency_words().levels)
        if length and self.head(at) > length:
            return 0
        return 0 if self.words[at + length : at + length + 1] == _SOCIETY else length

    def known_at(self, at: int, before: Words = ()) -> int:
        """Where the longest known name of a single body that begins here ends; 0 when there is none."""
        for end in range(min(at + self.known.longest + 2, self.count), at, -1):
            name = before + without_and(self.words[at:end])
            if (
                self.words[end - 1] != AND
                and self.is_end(end)
                and name in self.known.singles
                and self.is_whole(at, end)
            ):
                return end
        return 0

    def like_ministry(self, at: int, after: str = "") -> int:
        """Where "Sở" with what follows "Bộ" in a ministry's name ends, and with the place that it is of; 0 if none."""
        if not after and (self.words[at],) not in agency_words().ministry_like:
            return 0
        first = at if after else at + 1
        for end in range(min(first + self.known.longest, self.count), first, -1):
            name = without_and(self.words[first:end])
            if self.words[end - 1] == AND or name not in self.known.tails or not self.is_whole(first, end):
                continue
            if self.has(end, agency_words().plurals):
                return end
            if self.is_end(end):
                return 0 if self.goes_on_in_name(end) else end
            if self.level(end):
                return self.next_end(end)
        return 0

    def goes_on_in_name(self, end: int) -> bool:
        """Does a comma or "và" stand within a name: "Vụ Kế hoạch", "Tài chính và Quản lý doanh nghiệp"?"""
        if end >= self.count:
            return False
        following = end + 1 if self.is_and(end) else end
        if following >= self.count or self.is_abbreviation(following):
            return False
        if not self.is_capital(following):
            words = agency_words()
            common = words.nouns | words.plurals | words.levels | words.heads
            return self.break_before(end) == "comma" and not self.has(following, common)
        if self.break_before(end) not in (("", "line") if self.is_and(end) else ("comma",)):
            return False
        stop = self.next_end(following)
        begins = self.begins_name(following) or self.known_at(following) or self.level(following)
        if begins or self.known_at(following, (self.words[0],)) or self.known_at(following, ("bộ",)):
            return False
        return self.is_and(end) or (stop < self.count and self.is_and(stop) and self.goes_on_in_name(stop))

    def is_whole(self, start: int, end: int) -> bool:
        """Is nothing in between that parts one item from the next?"""
        return all(self.break_before(at) not in ("hard", "colon") for at in range(start + 1, end))

    def collective_at(self, at: int) -> int:
        """Where the longest known wording of a collective that begins here ends; 0 when there is none."""
        ends = range(self.count, at, -1)
        return next((end for end in ends if self.words[at:end] in self.directory.wordings and self.is_end(end)), 0)

    def written(self, start: int, end: int) -> str:
        """These words as the cell has them, on one line, with the parenthesis that follows."""
        last = self.places[end - 1][2]
        if following := _PARENTHESIS.match(self.text, last):
            last = following.end()
        return " ".join(self.text[self.places[start][1] : last].split())
