"""What any format comes down to: paragraphs and tables in the order of the document."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
FULL = "\x1f"  # ends a line that is full: the next may go on with it or be one of its own
_SPACES = re.compile(rf"[^\S\n{FULL}]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: page, sheet, table and row, as far as the format knows them; numbers count from 1."""

    page: int | None = None
    sheet: str = ""
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside of any table, on one or several lines."""

    text: str
    place: Place = Place()


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell and the stretch of the grid that it covers. A cell that covers several places stands in all of them.

    `unruled` says that no rules close it: it may go on over the page.
    """

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    formula: bool = False
    unruled: bool = False


@dataclass(slots=True)
class Row:
    """One row of the grid, a cell for each column."""

    cells: list[Cell]
    place: Place
    opens_page: bool = False
    closes_page: bool = False


@dataclass(slots=True)
class Table:
    """A grid of cells. `edges` are where its columns begin and end, in whatever unit its document uses."""

    rows: list[Row]
    edges: list[float]
    place: Place = Place()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and where it begins and ends on its line, in points or letters."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line outside of any ruled table."""

    words: list[PlacedWord]
    place: Place


@dataclass(slots=True)
class Content:
    """A document as read. `hidden` says where rows, columns or sheets were left out because the file hides them.

    `lines` are the lines of a plain text as they are, and `placed` where their words stand, for when no table is found:
    columns may be set off by space only. `loose` says that the cells had to be
    told apart by their words, without any rules or marks between them.
    """

    blocks: list[Block] = field(default_factory=list)
    hidden: list[Place] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    placed: list[PlacedLine] = field(default_factory=list)
    loose: bool = False

    @property
    def tables(self) -> Iterator[Table]:
        """The tables in order."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


def clean(text: str) -> str:
    """NFC, without what nobody sees, every run of spaces one space; line breaks stay, empty lines do not.

    Soft hyphens stay: they are letters in fonts from before Unicode (`old_letters.py`).
    """
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).replace("\u2011", "-").replace("\u00a0", " ")
    plain = re.sub(r"\r\n?|[\v\f\u2028\u2029\u0085]", "\n", plain)
    lines = (_SPACES.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def on_one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def plain_table(texts: Sequence[Sequence[str]], places: Sequence[Place]) -> Table:
    """A table without merged cells; short rows are filled up with empty cells."""
    width = max(map(len, texts), default=0)
    rows = [
        Row([Cell(clean(text), at, column) for column, text in enumerate(filled(line, width))], places[at])
        for at, line in enumerate(texts)
    ]
    return Table(rows, [float(column) for column in range(width + 1)], places[0] if places else Place())


def filled(line: Iterable[str], width: int) -> list[str]:
    """The line with empty texts up to `width`."""
    cells = list(line)
    return cells + [""] * (width - len(cells))
