"""Single bodies in an agency cell that nobody has listed: where the name of one ends."""

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.cell_collectives import lists_levels
from knowledge.reading.drafts.cell_items import begins_item, is_common, leans
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words

LONGEST_NAME = 18  # words of one name: more are a sentence
LONGEST_MARK = 2  # letters of a word that alone is a mark and no body: "CT", "x"
_OFFICES = frozenset({name_words("Văn phòng"), name_words("VP")})
_COUNCILS = frozenset(
    map(name_words, ("HĐND", "UBND", "Hội đồng nhân dân", "Ủy ban nhân dân", "Đoàn ĐBQH", "Đoàn đại biểu Quốc hội"))
)


def with_place(cell: CellWords, at: int, end: int) -> int:
    """Where the name ends with the place that the directory's name has not: "Ngân hàng Chính sách xã hội" "tỉnh"."""
    if end >= cell.count or not cell.level(end) or cell.break_before(end) not in ("", "line"):
        return end
    if cell.is_capital(end) and not cell.has(at, agency_words().ministry_like):
        return end
    stop = cell.next_end(end)
    return stop if stop >= cell.count or not lists_levels(cell, end) else end


def ends_single(cell: CellWords, at: int, end: int) -> bool:
    """Does the single body that begins at `at` end here? Not within its head: "Báo và Đài"."""
    if not cell.is_end(end) or end < at + cell.head(at):
        return False
    following = end + 1 if cell.is_and(end) else end
    if following >= cell.count:
        return True
    if is_within_name(cell, at, end, following):
        return False
    bare = cell.words[at:end] in agency_words().heads - agency_words().whole
    kind = cell.break_before(following)
    if kind in ("hard", "bullet"):
        return True
    if (bare and kind == "line") or leans(cell, end) or (kind == "dash" and is_part(cell, at, following)):
        return False
    if not cell.is_and(end) and cell.is_open_line(following) and has_marks(cell) and not is_alike(cell, at, following):
        return False
    if begins_item(cell, following) or (is_common(cell, following) and (kind != "line" or cell.is_and(end))):
        return True
    is_unit = cell.has(at, agency_words().units) > 0
    return kind == "comma" and cell.is_capital(following) and not is_unit


def has_marks(cell: CellWords) -> bool:
    """Do commas or semicolons part the items of this cell?"""
    breaks = ((place, cell.break_before(place)) for place in range(1, cell.count))
    return any(kind == "hard" or (kind == "comma" and begins_item(cell, place)) for place, kind in breaks)


def is_alike(cell: CellWords, at: int, other: int) -> bool:
    """Do two names begin with the same head: "Phòng Kinh tế", "Phòng Văn hóa"?"""
    length = cell.head(at)
    return length > 0 and cell.words[at : at + length] == cell.words[other : other + length]


def is_plain(cell: CellWords, at: int, end: int) -> bool:
    """Does the name begin as names of bodies, persons and places do, and is it no longer than such?"""
    words = agency_words()
    if end - at > LONGEST_NAME or is_soft_joint(cell, at, end):
        return False
    if any(is_bare_field(cell, place) and cell.break_before(place) == "comma" for place in range(at + 1, end)):
        return False
    if has_loose_comma(cell, at, end) or any(
        cell.has(place, words.stray) for place in range(at + max(1, cell.head(at)), end)
    ):
        return False
    plurals = [place for place in range(at + 1, end) if cell.has(place, words.plurals)]
    if plurals and not cell.has(at, words.over_many):
        return False
    if end - at == 1 and len(cell.words[at]) <= LONGEST_MARK:
        return False
    length = cell.has(at, words.levels | words.villages)
    if length and not cell.head(at) > length:
        return at + length < end and cell.is_capital(at + length)
    is_title = end - at > 2 and all(map(cell.is_abbreviation, range(at, end)))  # all in capitals: a heading
    begins = cell.head(at) > 0 or cell.has(at, words.persons) > 0 or (cell.is_abbreviation(at) and not is_title)
    return begins and cell.is_capital(at) and not (holds_another(cell, at, end) or joins_lines(cell, at, end))


def joins_lines(cell: CellWords, at: int, end: int) -> bool:
    """Do two lines make up the name, of which the second may be a body of its own and the first no part of it?"""
    lines = [place for place in range(at + 1, end) if cell.is_open_line(place) and is_peer(cell, place)]
    return bool(lines) and not cell.has(at, agency_words().units)


def holds_another(cell: CellWords, at: int, end: int) -> bool:
    """Does the name of one body hold that of another of its kind: "Sở Tài chính Sở Nội vụ", where a sign is lost?"""
    peers = [place for place in range(at, end) if cell.is_capital(place) and is_peer(cell, place)]
    return len(peers) > 1 and peers[0] == at


def is_peer(cell: CellWords, at: int) -> bool:
    """Does a body begin here that is no part of another: "Bộ", but not "Bộ Chỉ huy"?"""
    length = cell.has(at, agency_words().peers)
    return length > 0 and cell.head(at) <= length


def has_loose_comma(cell: CellWords, at: int, end: int) -> bool:
    """Does a comma part words with capitals, and no "và" behind it show that they are fields of one body?"""
    for place in range(at + 1, end):
        if cell.break_before(place) == "comma" and cell.is_capital(place) and not stands_together(cell, place):
            return not any(map(cell.is_and, range(place, end)))
    return False


def is_soft_joint(cell: CellWords, at: int, end: int) -> bool:
    """Does the name hold "và" and a word behind it that could also begin another: "... và Bảo hiểm xã hội"?"""
    places = range(at + max(1, cell.head(at)), end - 1)
    joints = (place + 1 for place in places if cell.is_and(place))
    return any(is_soft(cell, place) and not is_bare_field(cell, place) for place in joints)


def is_soft(cell: CellWords, at: int) -> bool:
    """Is the word the head of a body, but as often a common noun within the name of one?"""
    words = agency_words()
    length = cell.has(at, words.soft)
    if not length or not cell.is_capital(at) or cell.head(at) > length:
        return False
    end = cell.next_end(at)
    return not any(cell.level(place) or cell.has(place, words.nations) for place in range(at + length, end))


def is_within_name(cell: CellWords, at: int, end: int, following: int) -> bool:
    """Does the comma or "và" here stand within a name?"""
    words = agency_words()
    many = cell.has(following, words.plurals)
    if many and cell.has(at, words.boards) and cell.has(following + many, words.administered):
        return True
    if cell.has(at, words.many) and not many and not cell.is_capital(following) and cell.is_and(end):
        return True
    if cell.is_and(end):
        is_joint = is_soft(cell, following) and not cell.known_at(following) and not is_alike(cell, at, following)
        return joins_offices(cell, at, end) or (cell.head(at) > 0 and is_joint)
    if cell.break_before(end) not in ("comma", "line"):
        return False
    joins = lists_fields(cell, following) or stands_together(cell, end)
    return cell.head(at) > 0 and (joins or (cell.break_before(end) == "comma" and is_bare_field(cell, following)))


def is_bare_field(cell: CellWords, at: int) -> bool:
    """ "Thống kê" of "Cục Thông tin, Thống kê": nothing but the head of a body, so that it may be a field of work?"""
    length = cell.has(at, agency_words().soft)
    end = at + length
    is_last = end >= cell.count or cell.break_before(end) != "line"
    return length > 0 and is_last and is_soft(cell, at) and cell.next_end(at) == end


def joins_offices(cell: CellWords, at: int, end: int) -> bool:
    """Does an "và" stand within a name: "Văn phòng HĐND và UBND xã", "Phòng Cảnh sát PCCC và CNCH"?"""
    before, after = cell.words[end - 1 : end], cell.words[end + 1 : end + 2]
    if cell.has(at, _OFFICES):
        serves = any(cell.has(place, _COUNCILS) for place in range(at + 1, end))
        return serves and end + 1 < cell.count and cell.has(end + 1, _COUNCILS) > 0
    abbreviated = cell.is_abbreviation(end - 1) and end + 1 < cell.count and cell.is_abbreviation(end + 1)
    if abbreviated and cell.head(end + 1):
        return False  # "Bảo hiểm xã hội khu vực XXIII và UBND các xã"
    return abbreviated and end - at > 1 and not {before, after} & cell.directory.by_words.keys()


def stands_together(cell: CellWords, end: int) -> bool:
    """Does a comma part words that belong together: "Phát thanh, Truyền hình"?"""
    words, together = cell.words, agency_words().together
    pairs = ((words[end - n : end], words[end : end + m]) for n in (1, 2) for m in (1, 2))
    return any(before + after in together for before, after in pairs)


def lists_fields(cell: CellWords, at: int) -> bool:
    """Do only fields of work follow, up to an "và": "Trung tâm Văn hóa", "Thông tin và Thể thao"?"""
    if cell.is_and(at - 1):
        return False
    while at < cell.count and cell.is_capital(at) and not cell.is_abbreviation(at):
        if begins_item(cell, at) and not is_bare_field(cell, at):
            return False
        end = cell.next_end(at)
        if end >= cell.count or cell.break_before(end) in ("hard", "bullet", "colon"):
            return cell.is_and(at - 1)
        if cell.is_and(at - 1):
            return True
        at = end + 1 if cell.is_and(end) else end
    return False


def is_part(cell: CellWords, at: int, following: int) -> bool:
    """ "Phòng PA05 - Công an tỉnh", "Cục C06 - Bộ Công an": a unit, and the body that it is a part of?"""
    units = agency_words().units
    return cell.has(at, units) > 0 and not cell.has(following, units)
