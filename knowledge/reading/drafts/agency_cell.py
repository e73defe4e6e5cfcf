"""Tells the bodies of a cell apart, whether or not the directory knows them: singles and collectives, as written.

What separates them is a semicolon, a bullet, a comma, a line or "và", but all of these also stand inside names ("Bộ Văn
hóa, Thể thao và Du lịch", "UBND các huyện, thành phố"). So known names come first; then a separator counts where what
follows it begins a name or a collective of its own.
"""

import re
from dataclasses import dataclass

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import Words, name_words
from knowledge.reading.drafts.blocks import clean, on_one_line
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words, marks

LONGEST_NAME = 18  # words of one name: more are a sentence
_RANKS = frozenset({name_words("cấp")})
_CLASS_ABBREVIATIONS = frozenset({name_words("UBND"), name_words("HĐND")})
_OFFICES = frozenset({name_words("Văn phòng"), name_words("VP")})
_COUNCILS = frozenset(map(name_words, ("HĐND", "UBND", "Hội đồng nhân dân", "Ủy ban nhân dân", "Đoàn ĐBQH")))
_COUNTED = re.compile(r"^(?:\d{1,2}|[a-zđ])[.)]\s+", re.MULTILINE)
_REMARK = re.compile(r"\s*\([^()]*\)")


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
    return _Reading(CellWords(plain, directory)).bodies()


def is_class(head: Words) -> bool:
    """Does the head name a class of bodies, one for each place: "UBND tỉnh"?"""
    return any(head[:length] in agency_words().class_heads for length in range(1, len(head) + 1))


class _Reading:
    def __init__(self, cell: CellWords) -> None:
        self.cell = cell
        self.found: list[Body] = []
        self.head = ""  # the word that the names from here on share: "Bộ"
        self.is_list = False  # does the head stand before a colon, for all that follow?
        self.is_unsure = False  # of several levels of places, which is that of the names behind them?

    def bodies(self) -> list[Body]:
        at = 0
        while at < self.cell.count:
            at = at + 1 if self.cell.is_and(at) else self.item(at)
        return self.found

    def item(self, at: int) -> int:
        """Reads what begins at this word; where the next begins."""
        return self.shared(at) or self.named(at) or self.heading_a_list(at) or self.collective(at) or self.single(at)

    def named(self, at: int) -> int:
        """A body that the directory knows, or an agency of a province that is called like a ministry."""
        end = self.cell.known_at(at) or (self.cell.like_ministry(at) if self.cell.is_capital(at) else 0)
        if not end:
            return 0
        if end < self.cell.count and self.cell.has(end, agency_words().plurals) and not self.cell.break_before(end):
            return self.collective(at)  # "Sở Y tế các tỉnh, thành phố"
        end = self.with_place(at, end)
        while self.is_full_line(end):
            end = next(stop for stop in range(end + 1, self.cell.count + 1) if self.cell.is_end(stop))
        self.head = self.cell.written(at, at + (self.cell.head(at) or 1)) if end > at + 1 else ""
        self.is_list = False
        self.add(at, end)
        return end

    def is_full_line(self, end: int) -> bool:
        """Does the line end here only because it is full: nothing that can be an item begins the next?"""
        cell = self.cell
        if end >= cell.count or cell.is_and(end) or cell.break_before(end) != "line":
            return False
        return not (self.begins_item(end) or self.is_common(end) or cell.is_abbreviation(end))

    def with_place(self, at: int, end: int) -> int:
        """Where the name ends with the place that the directory's name has not: "Ngân hàng Chính sách xã hội" "tỉnh"."""
        cell = self.cell
        if end >= cell.count or not cell.level(end) or cell.break_before(end) not in ("", "line"):
            return end
        if cell.is_capital(end) and not cell.has(at, agency_words().ministry_like):
            return end
        stop = next(stop for stop in range(end + 1, cell.count + 1) if cell.is_end(stop))
        return stop if stop >= cell.count or not self.lists_levels(end) else end

    def shared(self, at: int) -> int:
        """A name that only with the head of those before it is one: "Các Bộ: Quốc phòng, Xây dựng"."""
        if not self.head:
            return 0
        cell, head = self.cell, name_words(self.head)
        end = 0 if cell.known_at(at) else cell.known_at(at, head)
        if not end and cell.is_capital(at) and not cell.head(at):
            end = (cell.known_at(at) if is_class(head) else 0) or cell.like_ministry(at, self.head)
        if end:
            self.add(at, end, head=self.head, doubtful=self.is_unsure)
        return end or self.listed_place(at)

    def listed_place(self, at: int) -> int:
        """A place that nobody has listed, behind "UBND các huyện:"."""
        cell = self.cell
        if not self.is_list or not is_class(name_words(self.head)) or not cell.is_capital(at) or self.begins_item(at):
            return 0
        end = next(stop for stop in range(at + 1, cell.count + 1) if cell.is_end(stop))
        self.add(at, end, head=self.head, doubtful=self.is_unsure)
        return end

    def heading_a_list(self, at: int) -> int:
        """ "Các Bộ:", "UBND các tỉnh:", "các Bộ Quốc phòng, ...": the head is for those that follow."""
        cell, words = self.cell, agency_words()
        colon = next((end for end in range(at + 1, min(at + 10, cell.count)) if cell.break_before(end) == "colon"), 0)
        if colon and cell.is_whole(at, colon) and not any(map(cell.is_capital, range(at + 2, colon))):
            self.head, self.is_list = self.head_of_list(at, colon), True
            return self.listed(colon)
        plural = cell.has(at, words.plurals)
        if not plural or at + plural >= cell.count:
            return 0
        if end := self.named(at + plural):
            return end
        noun = cell.has(at + plural, words.nouns)
        if noun and cell.known_at(at + plural + noun):
            self.head = ""
            return self.named(at + plural + noun)
        return 0

    def head_of_list(self, at: int, colon: int) -> str:
        """ "Bộ" of "Các Bộ:" and of "Các bộ, ngành:"; nothing for "các đơn vị:", whose names have heads."""
        words = agency_words()
        end = next(stop for stop in range(at + 1, colon + 1) if self.cell.is_end(stop))
        kept = [place for place in range(at, end) if (self.cell.words[place],) not in words.plurals]
        head = " ".join(self.cell.written(place, place + 1) for place in kept)
        self.is_unsure = end < colon and self.cell.level(end) > 0
        if self.is_unsure:
            kept = [place for place in kept if not self.cell.level(place)]
        is_head = bool(kept) and self.cell.head(kept[0]) > 0
        return head[0].upper() + head[1:] if is_head else ""

    def listed(self, at: int) -> int:
        """The first of a list behind a colon; the next ones are found by the head that they share."""
        end = self.shared(at) or self.named(at)
        while not end and self.head and not self.begins_item(at) and self.cell.is_capital(at):
            stop = next(stop for stop in range(at + 1, self.cell.count + 1) if self.cell.is_end(stop))
            self.add(at, stop, head=self.head, doubtful=True)
            end = stop
        return end or self.item(at)

    def collective(self, at: int) -> int:
        """A collective, with the commas that belong to it."""
        if not self.is_collective(at):
            return 0
        known = self.cell.collective_at(at)
        end, doubtful = max(at + 1, known, self.second_class(at)), False
        plain = known or self.cell.has(at, agency_words().plurals) or self.cell.has(at, agency_words().class_heads)
        while end < self.cell.count:
            if self.ends_collective(at, end, known):
                break
            parted = self.cell.break_before(end) not in ("", "line")
            named = self.cell.is_capital(end) and not self.cell.has(end, agency_words().nouns)
            if parted and named and not self.is_bare(end):
                doubtful = True
            end += 1
        self.head = ""
        proper = not (plain or self.is_one_for_each(at)) and any(map(self.cell.is_capital, range(at + 1, end)))
        proper = proper and self.cell.has(at, agency_words().proper) > 0
        broken_off = end == at + 1 and self.cell.head(at) > 0
        self.add(at, end, collective=True, doubtful=doubtful or proper or broken_off)
        return end

    def is_collective(self, at: int) -> bool:
        cell, words = self.cell, agency_words()
        if self.is_plural(at) or cell.collective_at(at):
            return True
        known = cell.known_at(at) or cell.like_ministry(at)
        if known and self.goes_on(known) and cell.has(known, words.plurals):
            return True
        if length := cell.has(at, words.class_heads):
            after = at + length
            if self.goes_on(after) and (
                self.is_plural(after) or cell.has(after, _RANKS) or self.lists_levels(after)
            ):
                return True
        if self.is_one_for_each(at) or self.second_class(at):
            return True
        if (length := cell.has(at, words.persons)) and self.goes_on(at + length):
            return cell.has(at + length, words.plurals) > 0
        noun = cell.has(at, words.nouns)
        if not noun or cell.head(at) > noun:
            return False
        after = at + noun
        if not self.goes_on(after):
            return True
        return not cell.is_capital(after) and not self.is_named(at, after)

    def second_class(self, at: int) -> int:
        """Where the second of "HĐND, UBND các cấp" begins: two classes that share what stands behind them; 0 if none."""
        cell, heads = self.cell, agency_words().class_heads
        end = at + cell.has(at, heads)
        if end == at or end >= cell.count or not (cell.is_and(end) or cell.break_before(end) == "comma"):
            return 0
        second = end + 1 if cell.is_and(end) else end
        after = second + cell.has(second, heads) if second < cell.count else second
        return second + 1 if second < after < cell.count and self.is_plural(after) else 0

    def is_one_for_each(self, at: int) -> bool:
        """ "Trung tâm Y tế các huyện, thành phố": the bodies of that name of all places?"""
        cell, words = self.cell, agency_words()
        if not (cell.head(at) or cell.is_abbreviation(at)):
            return False
        end = next(
            stop for stop in range(at + 1, cell.count + 1) if cell.is_end(stop) and not self.is_full_line(stop)
        )
        places = (place + cell.has(place, words.plurals) for place in range(at + 1, end) if cell.has(place, words.plurals))
        return any(place < cell.count and (cell.level(place) or cell.has(place, words.villages)) for place in places)

    def is_plural(self, at: int) -> bool:
        """ "Các", "một số", or how many there are: "18 phường"."""
        cell, words = self.cell, agency_words()
        counted = cell.words[at].isdigit() and self.goes_on(at + 1) and cell.has(at + 1, words.nouns | words.levels) > 0
        return cell.has(at, words.plurals) > 0 or counted

    def is_named(self, at: int, after: int) -> bool:
        """ "Phòng kinh tế", "Trạm y tế xã": a name of its own whose writer has spared the capitals?"""
        cell, words = self.cell, agency_words()
        if not cell.is_capital(at) or not cell.has(at, words.proper):
            return False
        return not cell.has(after, words.relations | words.plurals | words.nouns)

    def goes_on(self, at: int) -> bool:
        """Does the same item go on with this word, if on the next line?"""
        return at < self.cell.count and (not self.cell.is_end(at) or self.cell.break_before(at) == "line")

    def lists_levels(self, at: int) -> bool:
        """ "huyện, thị xã, thành phố": more than one level of places."""
        cell, levels = self.cell, agency_words().levels
        length = cell.has(at, levels)
        after = at + length
        if not length or after >= cell.count or cell.is_capital(at):
            return False
        following = after + 1 if cell.is_and(after) else after
        separated = cell.is_and(after) or cell.break_before(after) == "comma"
        return (
            separated and following < cell.count and cell.has(following, levels) > 0 and not cell.is_capital(following)
        )

    def ends_collective(self, at: int, end: int, known: int) -> bool:
        cell, words = self.cell, agency_words()
        if not cell.is_end(end):
            return False
        if end < cell.count and not cell.is_and(end) and cell.break_before(end) in ("hard", "bullet", "colon"):
            return True
        following = end + 1 if cell.is_and(end) else end
        if following < cell.count and cell.has(at, words.plurals) and (self.is_bare(following) or self.is_kin(end)):
            return False
        if following >= cell.count or self.begins_item(following):
            return not self.leans(end)
        if cell.written(at, end).casefold().endswith("liên quan"):
            return True
        return end == known and cell.has(following, words.apart) > 0

    def is_kin(self, end: int) -> bool:
        """An abbreviation that nobody has listed, behind another: "các trường TH, THCS"?"""
        cell = self.cell
        unknown = (cell.words[end],) not in cell.directory.by_words and not cell.head(end)
        return cell.is_abbreviation(end) and cell.is_abbreviation(end - 1) and unknown

    def is_bare(self, at: int) -> bool:
        """A head with nothing behind it but the next of its kind: "các Vụ, Cục, đơn vị thuộc Bộ"?"""
        length = self.cell.head(at)
        after = at + length
        if (self.cell.has(at, agency_words().class_heads) and self.goes_on(after)) or self.cell.is_abbreviation(at):
            return False
        return length > 0 and (not self.goes_on(after) or self.cell.has(after, agency_words().relations) > 0)

    def begins_item(self, at: int) -> bool:
        """Does a name or a collective of its own begin here? A bare "ban" of "các bộ, ban, ngành" does not."""
        cell, words = self.cell, agency_words()
        if cell.has(at, words.plurals):
            return not (cell.is_and(at - 1) and cell.written(at, at + 1) == "một")  # "các thành phố và một số tỉnh"
        if cell.known_at(at) or (cell.is_capital(at) and cell.like_ministry(at)):
            return True
        if not cell.is_capital(at):
            return False
        head = cell.head(at)
        if head:
            return self.goes_on(at + head) or not cell.has(at, words.nouns)
        return cell.is_abbreviation(at) and cell.is_end(at + 1)

    def single(self, at: int) -> int:
        """A single body that nobody has listed: up to where the next begins."""
        cell = self.cell
        end = at + 1
        while end < cell.count and not self.ends_single(at, end):
            end += 1
        self.add(at, end, doubtful=not self.is_plain(at, end))
        return end

    def is_plain(self, at: int, end: int) -> bool:
        """Does the name begin as names of bodies, persons and places do, and is it no longer than such?"""
        cell, words = self.cell, agency_words()
        if end - at > LONGEST_NAME or self.is_soft_joint(at, end):
            return False
        length = cell.has(at, words.levels | words.villages)
        if length and not cell.head(at) > length:
            return at + length < end and cell.is_capital(at + length)
        begins = cell.head(at) > 0 or cell.has(at, words.persons) > 0 or cell.is_abbreviation(at)
        return begins and cell.is_capital(at)

    def is_soft_joint(self, at: int, end: int) -> bool:
        """Does the name hold "và" and a word behind it that could also begin another: "... và Bảo hiểm xã hội"?"""
        places = range(at + 1, end - 1)
        return any(self.cell.is_and(place) and self.is_soft(place + 1) for place in places)

    def is_soft(self, at: int) -> bool:
        """Is the word the head of a body, but as often a common noun within the name of one?"""
        cell, words = self.cell, agency_words()
        length = cell.has(at, words.soft)
        if not length or not cell.is_capital(at):
            return False
        end = next(stop for stop in range(at + 1, cell.count + 1) if cell.is_end(stop))
        return not any(cell.level(place) or cell.has(place, words.nations) for place in range(at + length, end))

    def ends_single(self, at: int, end: int) -> bool:
        cell = self.cell
        if not cell.is_end(end):
            return False
        following = end + 1 if cell.is_and(end) else end
        if following >= cell.count:
            return True
        if cell.is_and(end) and cell.has(at, agency_words().boards) and (many := cell.has(following, agency_words().plurals)):
            return not cell.has(following + many, agency_words().administered)
        if cell.is_and(end) and (self.joins_offices(at, end) or (cell.head(at) and self.is_soft(following))):
            return False
        if cell.head(at) and (self.lists_fields(following) or self.stands_together(end)):
            return False
        bare = at + cell.head(at) == end
        kind = cell.break_before(following)
        if kind in ("hard", "bullet"):
            return True
        if (bare and kind == "line") or self.leans(end) or (kind == "dash" and self.is_part(at, following)):
            return False
        if self.begins_item(following) or (self.is_common(following) and (kind != "line" or cell.is_and(end))):
            return True
        return kind == "comma" and cell.is_capital(following)

    def joins_offices(self, at: int, end: int) -> bool:
        """Does an "và" stand within a name: "Văn phòng HĐND và UBND xã", "Phòng Cảnh sát PCCC và CNCH"?"""
        cell = self.cell
        before, after = cell.words[end - 1 : end], cell.words[end + 1 : end + 2]
        if cell.words[at : at + 2] in _OFFICES or cell.words[at : at + 1] in _OFFICES:
            return after in _COUNCILS or cell.words[end + 1 : end + 4] in _COUNCILS
        abbreviated = cell.is_abbreviation(end - 1) and end + 1 < cell.count and cell.is_abbreviation(end + 1)
        return abbreviated and end - at > 1 and not {before, after} & cell.directory.by_words.keys()

    def stands_together(self, end: int) -> bool:
        """Does a comma part words that belong together: "Phát thanh, Truyền hình"?"""
        words, together = self.cell.words, agency_words().together
        pairs = ((words[end - n : end], words[end : end + m]) for n in (1, 2) for m in (1, 2))
        return any(before + after in together for before, after in pairs)

    def lists_fields(self, at: int) -> bool:
        """Do only fields of work follow, up to an "và": "Trung tâm Văn hóa", "Thông tin và Thể thao"?"""
        cell = self.cell
        if cell.is_and(at - 1):
            return False
        while at < cell.count and cell.is_capital(at) and not self.begins_item(at) and not cell.is_abbreviation(at):
            end = next(stop for stop in range(at + 1, cell.count + 1) if cell.is_end(stop))
            if end >= cell.count or cell.break_before(end) in ("hard", "bullet", "colon"):
                return cell.is_and(at - 1)
            if cell.is_and(at - 1):
                return True
            at = end + 1 if cell.is_and(end) else end
        return False

    def is_part(self, at: int, following: int) -> bool:
        """ "Phòng PA05 - Công an tỉnh", "Cục C06 - Bộ Công an": a unit, and the body that it is a part of?"""
        units = agency_words().units
        return self.cell.has(at, units) > 0 and not self.cell.has(following, units)

    def is_common(self, at: int) -> bool:
        """Does a collective begin here, without "các": "bộ, ngành liên quan"?"""
        return not self.cell.is_capital(at) and self.cell.has(at, agency_words().nouns) > 0

    def leans(self, end: int) -> bool:
        """Is this only a line that is full: "Ủy ban nhân" / "dân tỉnh"?"""
        if end >= self.cell.count or self.cell.break_before(end) != "line":
            return False
        return (self.cell.words[end - 1],) in agency_words().leaning | _CLASS_ABBREVIATIONS

    def add(self, start: int, end: int, head: str = "", *, collective: bool = False, doubtful: bool = False) -> None:
        name = self.cell.written(start, end)
        if not collective and (remark := _REMARK.search(name)):
            doubtful = True
            if remark[0].strip(" (")[:1].islower():
                name = _REMARK.sub("", name)
        self.found.append(Body(f"{head} {name}".strip(), collective, doubtful))
