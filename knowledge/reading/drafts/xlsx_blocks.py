"""Reads a workbook into blocks, a table a sheet. Formulas stay text, no link is followed, hidden cells are left out."""

import re
from datetime import date, datetime, time
from io import BytesIO
from zipfile import ZipFile

import openpyxl
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.reading.drafts.blocks import Cell, Content, Place, Row, Table, clean
from knowledge.reading.drafts.unreadable import Unreadable, Why

Area = tuple[int, int, int, int]
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 200, 50
MOST_MERGED = 200_000  # cells of one merged range: a whole column and more is no layout
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z$0-9:]+)"')
_PLACES = re.compile(r"0\.(0+)")


def read_xlsx(content: bytes) -> Content:
    """The visible cells of each visible sheet, as they are seen. Raises Unreadable for a workbook that is no list."""
    _check_merged(content)
    book = openpyxl.load_workbook(BytesIO(content), data_only=False, keep_links=False, keep_vba=False)
    found = Content()
    if len(book.worksheets) > MOST_SHEETS:
        raise Unreadable(Why.TOO_LARGE)
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible":
            if sheet.max_row > 1:
                found.hidden.append(Place(sheet=sheet.title))
            continue
        if table := _table(sheet, number, found):
            found.blocks.append(table)
    return found


def _check_merged(content: bytes) -> None:
    """The library makes an object of every cell of a merged range, also of one that covers the whole sheet."""
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for found in _MERGED.finditer(archive.read(name)):
                    left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
                    if None in (left, top, right, bottom) or (right - left + 1) * (bottom - top + 1) > MOST_MERGED:
                        raise Unreadable(Why.BOMB)


def _table(sheet: Worksheet, number: int, found: Content) -> Table | None:
    height, width = sheet.max_row, min(sheet.max_column, MOST_COLUMNS)
    if height > MOST_ROWS:
        raise Unreadable(Why.TOO_LARGE)
    columns = [at for at in range(1, width + 1) if not _column_is_hidden(sheet, at)]
    seen = [at for at in range(1, height + 1) if not _row_is_hidden(sheet, at)]
    if len(columns) < width or len(seen) < height:
        found.hidden.append(Place(sheet=sheet.title))
    merged = _merged(sheet)
    lines = [line for line in seen if any(_text(sheet.cell(*merged.get((line, at), (line, at))[:2])) for at in columns)]
    if not lines:
        return None
    rows = _rows(sheet, lines, columns, merged)
    return Table(rows, [float(at) for at in range(len(columns) + 1)], Place(sheet=sheet.title, table=number))


def _merged(sheet: Worksheet) -> dict[tuple[int, int], Area]:
    """For each cell of a merged range the range: its first row and column, its last row and column."""
    merged: dict[tuple[int, int], Area] = {}
    for each in sheet.merged_cells.ranges:
        area = (each.min_row, each.min_col, each.max_row, each.max_col)
        for row in range(area[0], area[2] + 1):
            merged.update({(row, column): area for column in range(area[1], area[3] + 1)})
    return merged


def _rows(sheet: Worksheet, lines: list[int], columns: list[int], merged: dict[tuple[int, int], Area]) -> list[Row]:
    """The rows that are kept; a merged range is one cell in all its places, from the first that is kept."""
    made: dict[Area, Cell] = {}
    rows: list[Row] = []
    for at, line in enumerate(lines):
        cells: list[Cell] = []
        for place, column in enumerate(columns):
            area = merged.get((line, column), (line, column, line, column))
            if area not in made:
                down = sum(area[0] <= each <= area[2] for each in lines) if area[2] > area[0] else 1
                across = sum(area[1] <= each <= area[3] for each in columns) if area[3] > area[1] else 1
                source = sheet.cell(area[0], area[1])
                made[area] = Cell(clean(_text(source)), at, place, down, across, formula=_is_formula(source))
            cells.append(made[area])
        rows.append(Row(cells, Place(sheet=sheet.title, row=line)))
    return rows


def _text(cell: object) -> str:
    """The value as it is seen: days in Vietnamese order, whole numbers without a point."""
    value = getattr(cell, "value", None)
    form = str(getattr(cell, "number_format", "General"))
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return _day(value, form)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, float | int):
        return _number(value, form)
    return str(getattr(value, "text", value))


def _day(value: datetime | date, form: str) -> str:
    """ "15/12/2025"; only month and year, or the year, where the cell shows no more."""
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form).casefold()
    if "d" in shown or "y" not in shown:
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return f"{value.month:02d}/{value.year}" if "m" in shown else str(value.year)


def _number(value: float, form: str) -> str:
    if places := _PLACES.search(form):
        return f"{value:.{len(places[1])}f}"
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"


def _is_formula(cell: object) -> bool:
    return isinstance(cell, SheetCell) and cell.data_type == "f"


def _row_is_hidden(sheet: Worksheet, at: int) -> bool:
    return at in sheet.row_dimensions and bool(sheet.row_dimensions[at].hidden)


def _column_is_hidden(sheet: Worksheet, at: int) -> bool:
    """Hidden itself, or within a run of columns that one entry describes."""
    letter = get_column_letter(at)
    if letter in sheet.column_dimensions and sheet.column_dimensions[letter].hidden:
        return True
    return any(
        dimension.hidden and (dimension.min or 0) <= at <= (dimension.max or 0)
        for dimension in sheet.column_dimensions.values()
    )
