"""Signs that a row was read wrongly, though nothing in it is unknown: a title cut off, a sign that is never closed."""

import re
from collections.abc import Sequence

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.assembling import Piece
from knowledge.reading.drafts.blocks import on_one_line
from knowledge.reading.drafts.cut_rows import WHO_AND_WHEN, goes_on
from knowledge.reading.drafts.draft import Flag
from knowledge.reading.drafts.numbers import kind_of, value_of
from knowledge.reading.drafts.words import agency_words

MOST = 0.7  # of the titles: where as many begin with a capital, another one is odd
_PAIRS = (("(", ")"), ("“", "”"))
_LETTER = re.compile(r"(?:^|(?<=[\s;:.,-]))(?:[a-zđA-ZĐ]|\d{1,2}|[ivx]{1,4})\)")
_OPEN_END = re.compile(r"[,(“\-–]$")


def flag_rows(pieces: Sequence[Piece]) -> None:
    """Flags each row whose title begins or ends in the middle of a sentence, or with a cell that does."""
    titles = [on_one_line(piece.texts.get("title", "")) for piece in pieces]
    usual = sum(not goes_on(title) for title in titles) >= MOST * len(titles)
    for piece, title in zip(pieces, titles, strict=True):
        cells = [title, *(piece.texts.get(name, "") for name in WHO_AND_WHEN)]
        if (
            _holds_next(title, piece.number)
            or _is_cut(title)
            or (usual and title and goes_on(title))
            or not all(map(_is_closed, cells))
        ):
            piece.flags.append(Flag.DOUBTFUL_ROW)


def _holds_next(title: str, number: str) -> bool:
    """Does the next number stand within the title, so that it may hold two rows?"""
    value = value_of(number)
    if value is None or kind_of(number) not in ("plain", "dotted"):
        return False
    following = number.removesuffix(str(value)) + str(value + 1)
    return re.search(rf"\s{re.escape(following)}[.)/]\s+[^\W\d_]", title) is not None


def _is_cut(title: str) -> bool:
    """Does it end with a word after which more must come, or with a comma?"""
    words = name_words(title)
    leans = bool(words) and words[-1:] in agency_words().leaning - _LAST and words[-2:] not in agency_words().closing
    return _OPEN_END.search(title) is not None or leans


def _is_closed(text: str) -> bool:
    """Has each sign that opens one that closes it? That of "a) ..., b) ..." needs none to open it."""
    return any(
        all(each.count(first) == each.count(last) for first, last in _PAIRS) for each in (text, _LETTER.sub(" ", text))
    )


# A name may end with these: "người dân", "có liên", a list "cùng".
_LAST = frozenset(map(name_words, ("dân", "nhân", "liên", "trực", "cùng", "có", "được", "từ")))
