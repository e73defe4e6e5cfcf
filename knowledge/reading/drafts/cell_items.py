"""Where the items of an agency cell begin and go on: by heads, capitals, plurals and what stands between words."""

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words

_MEMBERS = name_words("thành viên")
_CLASS_ABBREVIATIONS = frozenset({name_words("UBND"), name_words("HĐND")})


def goes_on(cell: CellWords, at: int) -> bool:
    """Does the same item go on with this word, if on the next line?"""
    return at < cell.count and (not cell.is_end(at) or cell.break_before(at) == "line")


def leans(cell: CellWords, end: int) -> bool:
    """Is this only a line that is full: "Ủy ban nhân" / "dân tỉnh", "các bộ thành viên" / "Ủy ban Quốc gia"?"""
    if end >= cell.count or cell.break_before(end) != "line":
        return False
    if cell.is_open_line(end) and cell.words[end - 2 : end] == _MEMBERS:
        return True
    return (cell.words[end - 1],) in agency_words().leaning | _CLASS_ABBREVIATIONS


def is_full_line(cell: CellWords, end: int) -> bool:
    """Does the line end here only because it is full: nothing that can be an item begins the next?"""
    if end >= cell.count or cell.is_and(end) or cell.break_before(end) != "line":
        return False
    return not (begins_item(cell, end) or is_common(cell, end) or cell.is_abbreviation(end))


def begins_item(cell: CellWords, at: int) -> bool:
    """Does a name or a collective of its own begin here? A bare "ban" of "các bộ, ban, ngành" does not."""
    words = agency_words()
    if cell.has(at, words.plurals):
        return not (cell.is_and(at - 1) and cell.written(at, at + 1) == "một")  # "các thành phố và một số tỉnh"
    if cell.known_at(at) or (cell.is_capital(at) and cell.like_ministry(at)):
        return True
    if not cell.is_capital(at):
        return False
    if (length := cell.has(at, words.persons)) and goes_on(cell, at + length) and cell.has(at + length, words.plurals):
        return True
    head = cell.head(at)
    if head:
        return goes_on(cell, at + head) or cell.has(at, words.nouns) < head
    return cell.is_abbreviation(at) and cell.is_end(at + 1)


def is_common(cell: CellWords, at: int) -> bool:
    """Does a collective begin here, without "các": "bộ, ngành liên quan"?"""
    return not cell.is_capital(at) and cell.has(at, agency_words().nouns) > 0


def is_plural(cell: CellWords, at: int) -> bool:
    """ "Các", "một số", or how many there are: "18 phường"."""
    words = agency_words()
    counted = cell.words[at].isdigit() and goes_on(cell, at + 1) and cell.has(at + 1, words.nouns | words.levels) > 0
    return cell.has(at, words.plurals) > 0 or counted
