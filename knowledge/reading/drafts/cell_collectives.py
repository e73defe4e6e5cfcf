"""Collectives in an agency cell: where one begins, and which commas belong to it."""

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.cell_items import begins_item, goes_on, is_full_line, is_plural, leans
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words

_MANY_OF_RANK = frozenset({"huyện", "xã"})
_RANKS = frozenset({name_words("cấp")})


def is_collective(cell: CellWords, at: int) -> bool:
    """Does a collective begin with this word: by "các", by a class of places, or by a common noun?"""
    words = agency_words()
    if is_plural(cell, at) or cell.collective_at(at):
        return True
    if cell.has(at, words.many):
        return False
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


def is_for_places(cell: CellWords, at: int) -> bool:
    """Does "các" go on with the name before it, also on the next line where that one is full: "Sở Y tế / các tỉnh"?"""
    length = cell.has(at, agency_words().plurals)
    if not length or not cell.break_before(at):
        return length > 0
    return cell.is_open_line(at) and at + length < cell.count and cell.level(at + length) > 0


def ends_collective(cell: CellWords, at: int, end: int, known: int) -> bool:
    """Does the collective that begins at `at` end here? `known` is where a wording that is listed would end."""
    words = agency_words()
    if not cell.is_end(end):
        return False
    if end < cell.count and not cell.is_and(end) and cell.break_before(end) in ("hard", "bullet", "colon"):
        return True
    if end == at + cell.has(at, words.persons) and end < cell.count and cell.break_before(end) == "line":
        return False  # "Hiệu trưởng" / "các trường"
    following = end + 1 if cell.is_and(end) else end
    if following < cell.count and cell.has(at, words.plurals) and (is_bare(cell, following) or is_kin(cell, end)):
        return False
    if is_short(cell, at, end) and is_common_kind(cell, following):
        return False
    if following >= cell.count or begins_item(cell, following):
        return not leans(cell, end)
    if cell.written(at, end).casefold().endswith("liên quan"):
        return True
    return end == known and cell.has(following, words.apart) > 0


def second_class(cell: CellWords, at: int) -> int:
    """Where the last of "Đảng ủy, HĐND, UBND các xã" begins: classes that share what stands behind them; 0 if none."""
    heads = agency_words().class_heads
    end = at + cell.has(at, heads)
    while at < end < cell.count and (cell.is_and(end) or cell.break_before(end) == "comma"):
        following = end + 1 if cell.is_and(end) else end
        after = following + cell.has(following, heads) if following < cell.count else following
        if following < after < cell.count and is_plural(cell, after) and not cell.is_end(after):
            return following + 1
        at, end = following, after
    return 0


def is_one_for_each(cell: CellWords, at: int) -> int:
    """Where the places begin in "Trung tâm Y tế các huyện, thành phố", which is all bodies of that name; 0 if none.

    So it is where ranks do: "Hội Nông dân các cấp", "Mặt trận Tổ quốc cấp xã".
    """
    words = agency_words()
    if not (cell.head(at) or cell.is_abbreviation(at)):
        return 0
    for place in range(at + 1, cell.count):
        many = cell.has(place, words.plurals)
        after = place + many
        if is_of_rank(cell, place):
            return place
        if many and after < cell.count and (cell.level(after) or cell.has(after, words.villages)):
            is_next = cell.is_end(place) and (cell.break_before(place) != "line" or cell.is_capital(place))
            return 0 if is_next or cell.is_and(place - 1) else place
        if cell.is_end(place) and not is_full_line(cell, place):
            return 0
    return 0


def is_of_rank(cell: CellWords, at: int) -> bool:
    """ "các cấp", or "cấp xã" without a capital, behind the name of a body? At the rank of a province there is one."""
    if cell.is_capital(at) or cell.is_end(at):
        return False
    after = at + cell.has(at, agency_words().plurals)
    if after >= cell.count or not cell.has(after, _RANKS):
        return False
    return after > at or (after + 1 < cell.count and cell.words[after + 1] in _MANY_OF_RANK)


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


def is_told(cell: CellWords, at: int) -> bool:
    """Is it said which bodies "tổ chức" are, or what they have: "tổ chức chính trị"? Else it may be a verb."""
    words = agency_words()
    after = at + cell.has(at, words.nouns)
    return cell.is_end(after) or cell.has(after, words.relations | words.nouns | words.levels | words.heads) > 0


def is_short(cell: CellWords, at: int, end: int) -> bool:
    """Is the collective so far only "các Khoa": a plural and one kind of bodies?"""
    many = cell.has(at, agency_words().plurals)
    first = at + many
    return many > 0 and first < end and first + max(cell.head(first), cell.has(first, agency_words().nouns)) == end


def is_bare_level(cell: CellWords, at: int, end: int) -> bool:
    """Is it only "phường" or "đơn vị", behind a comma: the end of a list that is taken for a body of its own?"""
    words = agency_words()
    length = max(cell.has(at, words.levels), cell.has(at, words.nouns))
    return length > 0 and at + length == end and not cell.is_capital(at) and cell.break_before(at) == "comma"


def places_within(cell: CellWords, at: int, end: int) -> int:
    """Where "Hội đồng bồi thường, hỗ trợ các xã, phường" ends, which is one body for each place; 0 for others."""
    places = (p for p in range(at + 1, end - 1) if cell.has(p, agency_words().plurals) and not cell.is_end(p + 1))
    first = next((place + 1 for place in places if cell.level(place + 1) and not cell.is_capital(place + 1)), 0)
    if not first or first + cell.level(first) < end:
        return 0
    while end < cell.count and (cell.is_and(end) or cell.break_before(end) == "comma"):
        following = end + 1 if cell.is_and(end) else end
        length = cell.level(following) if following < cell.count and not cell.is_capital(following) else 0
        if not length:
            break
        end = cell.next_end(following)
    return end


def is_without_place(cell: CellWords, end: int) -> bool:
    """After "các bệnh viện", is "Trung tâm Y tế" one more kind or a body of its own? Unlisted and without a place."""
    if end >= cell.count or cell.break_before(end) != "comma" or not cell.head(end):
        return False
    stop = cell.next_end(end)
    known = cell.known_at(end) or cell.like_ministry(end)
    return not known and not any(cell.level(place) for place in range(end + 1, stop))


def is_common_kind(cell: CellWords, at: int) -> bool:
    """Does a kind of bodies follow, told by what it is for and not by a name: "Viện đào tạo"?"""
    if at >= cell.count or cell.has(at, agency_words().class_heads):
        return False
    length = cell.head(at)
    after = at + length
    return length > 0 and goes_on(cell, after) and not cell.is_capital(after) and not cell.level(after)


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
    if cell.is_capital(at) and cell.words[at:after] in agency_words().whole - agency_words().class_heads:
        return False
    is_related = after < cell.count and not cell.is_capital(after) and cell.has(after, agency_words().relations) > 0
    return length > 0 and (not goes_on(cell, after) or is_related)
