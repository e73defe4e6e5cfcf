"""Tables as an .xlsx file. Whatever people typed is text in it: nothing in a cell is ever reckoned or followed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from string import ascii_uppercase

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767  # characters that a cell takes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_BOLD = Font(bold=True)
_NO_TITLE = re.compile(r"[\[\]:*?/\\]")

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title and the names of its columns."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a head that stays in sight. Numbers are numbers, all else is text."""
    return workbook_of(Sheet(title, head, rows))


def workbook_of(*sheets: Sheet) -> bytes:
    """The same of several."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _add(book: Workbook, made: Sheet) -> None:
    head, rows = made.head, list(made.rows)
    sheet = book.create_sheet(_NO_TITLE.sub(" ", made.title)[:31])
    sheet.freeze_panes = "A2"
    for at, name in enumerate(head):
        longest = max((len(str(row[at])) for row in rows), default=0)
        sheet.column_dimensions[_letter(at)].width = min(max(longest, len(name)) + 2, _WIDEST)
    sheet.append([_cell(sheet, name, bold=True) for name in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    """Styles cost as much as the text, so that only what needs one has one."""
    if isinstance(value, int | float):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:_LONGEST]
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # also where it begins with "="
    if text.startswith(_FORMULA):
        cell.quotePrefix = True  # so that it stays text when somebody edits the cell
    if bold:
        cell.font = _BOLD
    return cell


def _letter(at: int) -> str:
    assert 0 <= at < len(ascii_uppercase)
    return ascii_uppercase[at]
