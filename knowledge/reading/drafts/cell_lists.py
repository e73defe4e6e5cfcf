"""Lists in an agency cell whose names share a head: "Các Bộ: Công an, Quốc phòng", "UBND các huyện A, B"."""

from knowledge.reading.agency_names import Words
from knowledge.reading.drafts.cell_items import begins_item
from knowledge.reading.drafts.cell_words import CellWords
from knowledge.reading.drafts.words import agency_words


def is_class(head: Words) -> bool:
    """Does the head name a class of bodies, one for each place: "UBND tỉnh"?"""
    return any(head[:length] in agency_words().class_heads for length in range(1, len(head) + 1))


def class_of(cell: CellWords, at: int, end: int) -> str:
    """ "UBND" of "UBND quận Ba Đình": the class that a body of one place is of; "" for others."""
    head = cell.has(at, agency_words().class_heads)
    return cell.written(at, at + head) if head and at + head < end and cell.level(at + head) else ""


def next_place_of_class(cell: CellWords, at: int) -> int:
    """Where "quận Hoàn Kiếm" ends, behind "UBND quận Ba Đình"; 0 where no level with a name begins here."""
    level = cell.level(at)
    is_place = level > 0 and cell.is_capital(at + level) and not cell.is_end(at + level)
    return cell.next_end(at) if is_place else 0


def class_with_places(cell: CellWords, at: int) -> tuple[str, int] | None:
    """The head of "UBND các huyện Sóc Sơn, Đông Anh", "UBND huyện", and where the first of several places begins."""
    words = agency_words()
    head = cell.has(at, words.class_heads)
    level = at + head + cell.has(at + head, words.plurals) if head and at + head < cell.count else at
    first = level + cell.level(level) if at + head < level < cell.count else level
    if first == level or first >= cell.count or any(map(cell.is_end, range(at + head, first + 1))):
        return None
    second = cell.next_end(first)
    second += cell.is_and(second)
    if not all(_is_place(cell, place) for place in (first, second)):
        return None
    begins_another = cell.head(second) or (begins_item(cell, second) and not cell.known_at(second))
    if begins_another or cell.break_before(second) not in ("", "comma"):
        return None
    return f"{cell.written(at, at + head)} {cell.written(level, first)}", first


def _is_place(cell: CellWords, at: int) -> bool:
    return at < cell.count and cell.is_capital(at) and not cell.has(at, agency_words().regions)


def head_of_list(cell: CellWords, at: int, colon: int) -> tuple[str, bool]:
    """ "Bộ" of "Các Bộ:" and of "Các bộ, ngành:"; nothing for "các đơn vị:", whose names have heads.

    And whether it is unsure which of several levels of places each name is of.
    """
    words = agency_words()
    ends = (stop for stop in range(at + 1, colon + 1) if cell.is_end(stop))
    end = next(stop for stop in ends if stop == colon or cell.break_before(stop) != "line")
    kept = [place for place in range(at, end) if (cell.words[place],) not in words.plurals]
    head = " ".join(cell.written(place, place + 1) for place in kept)
    is_unsure = end < colon and cell.level(end) > 0
    if is_unsure:
        kept = [place for place in kept if not cell.level(place)]
    is_head = bool(kept) and cell.head(kept[0]) > 0
    return head[0].upper() + head[1:] if is_head else "", is_unsure
