"""Collectives in an agency cell: where one begins, and which commas belong to it."""

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.cell_items import begins_item, goes_on, is_full_line, is_plural, leans
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words

_RANKS = frozenset({name_words("cấp")})


def is_collective(cell: CellWords, at: int) -> bool:
    """Does a collective begin with this word: by "các", by a class of places, or by a common noun?"""
    words = agency_words()
    if is_plural(cell, at) or cell.collective_at(at):
        return True
    known = cell.known_at(at) or cell.like_ministry(at)
    if known and goes_on(cell, known) and cell.has(known, words.plurals):
        return True
    if length := cell.has(at, words.class_heads):
        after = at + length
        if goes_on(cell, after) and (is_plural(cell, after) or cell.has(after, _RANKS) or lists_levels(cell, after)):
            return True
    if is_one_for_each(cell, at) or second_class(cell, at):
        return True
    if (length := cell.has(at, words.persons)) and goes_on(cell, at + length):
        return cell.has(at + length, words.plurals) > 0
    noun = cell.has(at, words.nouns)
    if not noun or cell.head(at) > noun:
        return False
    after = at + noun
    if not goes_on(cell, after):
        return True
    return not cell.is_capital(after) and not is_named(cell, at, after)


def ends_collective(cell: CellWords, at: int, end: int, known: int) -> bool:
    """Does the collective that begins at `at` end here? `known` is where a wording that is listed would end."""
    words = agency_words()
    if not cell.is_end(end):
        return False
    if end < cell.count and not cell.is_and(end) and cell.break_before(end) in ("hard", "bullet", "colon"):
        return True
    following = end + 1 if cell.is_and(end) else end
    if following < cell.count and cell.has(at, words.plurals) and (is_bare(cell, following) or is_kin(cell, end)):
        return False
    if following >= cell.count or begins_item(cell, following):
        return not leans(cell, end)
    if cell.written(at, end).casefold().endswith("liên quan"):
        return True
    return end == known and cell.has(following, words.apart) > 0


def second_class(cell: CellWords, at: int) -> int:
    """Where the second of "HĐND, UBND các cấp" begins: two classes that share what stands behind them; 0 if none."""
    heads = agency_words().class_heads
    end = at + cell.has(at, heads)
    if end == at or end >= cell.count or not (cell.is_and(end) or cell.break_before(end) == "comma"):
        return 0
    second = end + 1 if cell.is_and(end) else end
    after = second + cell.has(second, heads) if second < cell.count else second
    return second + 1 if second < after < cell.count and is_plural(cell, after) else 0


def is_one_for_each(cell: CellWords, at: int) -> bool:
    """ "Trung tâm Y tế các huyện, thành phố": the bodies of that name of all places?"""
    words = agency_words()
    if not (cell.head(at) or cell.is_abbreviation(at)):
        return False
    end = next(stop for stop in range(at + 1, cell.count + 1) if cell.is_end(stop) and not is_full_line(cell, stop))
    places = (place + cell.has(place, words.plurals) for place in range(at + 1, end) if cell.has(place, words.plurals))
    return any(place < cell.count and (cell.level(place) or cell.has(place, words.villages)) for place in places)


def is_named(cell: CellWords, at: int, after: int) -> bool:
    """ "Phòng kinh tế", "Trạm y tế xã": a name of its own whose writer has spared the capitals?"""
    words = agency_words()
    if not cell.is_capital(at) or not cell.has(at, words.proper):
        return False
    return not cell.has(after, words.relations | words.plurals | words.nouns)


def lists_levels(cell: CellWords, at: int) -> bool:
    """ "huyện, thị xã, thành phố": more than one level of places."""
    levels = agency_words().levels
    length = cell.has(at, levels)
    after = at + length
    if not length or after >= cell.count or cell.is_capital(at):
        return False
    following = after + 1 if cell.is_and(after) else after
    separated = cell.is_and(after) or cell.break_before(after) == "comma"
    return separated and following < cell.count and cell.has(following, levels) > 0 and not cell.is_capital(following)


def is_kin(cell: CellWords, end: int) -> bool:
    """An abbreviation that nobody has listed, behind another: "các trường TH, THCS"?"""
    unknown = (cell.words[end],) not in cell.directory.by_words and not cell.head(end)
    return cell.is_abbreviation(end) and cell.is_abbreviation(end - 1) and unknown


def is_bare(cell: CellWords, at: int) -> bool:
    """A head with nothing behind it but the next of its kind: "các Vụ, Cục, đơn vị thuộc Bộ"?"""
    length = cell.head(at)
    after = at + length
    if (cell.has(at, agency_words().class_heads) and goes_on(cell, after)) or cell.is_abbreviation(at):
        return False
    return length > 0 and (not goes_on(cell, after) or cell.has(after, agency_words().relations) > 0)
