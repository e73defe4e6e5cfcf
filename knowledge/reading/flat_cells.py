"""Finds the cells in the flattened text of a table row: title, lead agencies, coordinating agencies, period.

The text of a row has its cells in this order, but nothing marks where one ends. What tells them apart: the period is
what the row ends with; a cell of agencies begins with a capital, is a list joined by commas and "và", and consists of
names that the directory knows and of collectives; two names with nothing between them belong to two cells; and blocks
of text are set off by blank lines, except where the last line of one cell stands beside the first of the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.columns import UnknownAgencyError, read_agency_column
from knowledge.reading.periods import read_period

# What follows one of these belongs to the same sentence: neither a title nor a cell ends with it.
_LEANING = frozenset("của và với cho về giữa tại ở từ đến bởi các những mỗi là hoặc thuộc".split())
_LONGEST_PERIOD = 8


@dataclass(frozen=True, slots=True)
class Cells:
    """The text of each cell of a row, on one line; only `coordinate` may be empty."""

    title: str
    lead: str
    coordinate: str
    period: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word, and whether it stands first in a line or first after a blank line."""

    text: str
    first_in_line: bool
    first_in_block: bool


def ends_with_period(lines: list[str], document_year: int) -> bool:
    """Whether the last words of a row are a period, as in every complete row."""
    return _period_start(_words(lines), document_year) is not None


def split_cells(lines: list[str], directory: AgencyDirectory, document_year: int) -> Cells:
    """The cells of one row. Raises ValueError, saying what stands in the way, when they cannot be told apart."""
    words = _words(lines)
    end = _period_start(words, document_year)
    if end is None:
        raise ValueError(f"it does not end with a period: {_text(words[-6:])!r}")
    starts = [at for at in range(1, end) if _may_begin_cell(words, at, directory)]
    readings = ((lead, coordinate) for lead in starts for coordinate in (*_after(starts, lead), end))
    fitting = [(lead, coordinate) for lead, coordinate in readings if _reads(words, (lead, coordinate, end), directory)]
    if not fitting:
        raise ValueError(f"its agencies cannot be read: {_text(words[max(0, end - 20) : end])!r}")
    lead, coordinate = min(fitting, key=lambda found: (_splits_block(words, found[0]), found[0]))
    _check_title(words[:lead], directory)
    return Cells(_text(words[:lead]), _text(words[lead:coordinate]), _text(words[coordinate:end]), _text(words[end:]))


def _words(lines: list[str]) -> list[_Word]:
    words: list[_Word] = []
    after_blank = False
    for line in lines:
        for place, text in enumerate(line.split()):
            if place == 0 and words and words[-1].text[-1] == "-" and words[-1].text[:-1]:
                words[-1] = _Word(words[-1].text + text, words[-1].first_in_line, words[-1].first_in_block)
            else:
                words.append(_Word(text, place == 0, place == 0 and after_blank))
        after_blank = not line.strip()
    return words


def _period_start(words: list[_Word], document_year: int) -> int | None:
    for at in range(max(0, len(words) - _LONGEST_PERIOD), len(words)):
        try:
            read_period(_text(words[at:]), document_year)
        except ValueError:
            continue
        return at
    return None


def _may_begin_cell(words: list[_Word], at: int, directory: AgencyDirectory) -> bool:
    before, word = words[at - 1].text, words[at].text
    if not word[0].isupper() or before[-1] in ",;:-" or before.casefold() in _LEANING:
        return False
    # "Truyền hình Việt Nam" is a name of its own, but not after "Đài".
    return name_words(word)[0] in directory.first_words and not _begins_name(words, at - 1, directory)


def _begins_name(words: list[_Word], at: int, directory: AgencyDirectory) -> bool:
    """Does a known name of two words or more begin here?"""
    following = name_words(_text(words[at : at + directory.longest_name]))
    return any(following[:length] in directory.by_words for length in range(2, len(following) + 1))


def _after(starts: list[int], at: int) -> Iterator[int]:
    return (start for start in starts if start > at)


def _reads(words: list[_Word], bounds: tuple[int, int, int], directory: AgencyDirectory) -> bool:
    lead, coordinate, end = bounds
    try:
        read_agency_column(_text(words[lead:coordinate]), directory)
        read_agency_column(_text(words[coordinate:end]), directory)
    except UnknownAgencyError:
        return False
    return True


def _splits_block(words: list[_Word], at: int) -> bool:
    """A cell whose first line is not on the height of the title's last begins after a blank line."""
    return words[at].first_in_line and not words[at].first_in_block


def _check_title(words: list[_Word], directory: AgencyDirectory) -> None:
    """A title is one block and does not run into a proper name: else an unknown agency has slipped into it."""
    for at in range(1, len(words)):
        if words[at].first_in_block or _names_unknown(words, at, directory):
            raise ValueError(f"the directory knows no agency {_text(words[at:])!r}")


def _names_unknown(words: list[_Word], at: int, directory: AgencyDirectory) -> bool:
    if at + 1 == len(words) or not words[at + 1].text[0].isupper() or not _may_begin_cell(words, at, directory):
        return False
    return name_words(words[at].text)[0] in directory.head_words and not _begins_name(words, at, directory)


def _text(words: list[_Word]) -> str:
    return " ".join(word.text for word in words)
