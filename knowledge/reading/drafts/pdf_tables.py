"""Ruled tables of a PDF page as grids, with the cells that run over several rows or columns."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as Found

from knowledge.reading.drafts.blocks import Cell, Place, Row, Table
from knowledge.reading.drafts.pdf_lines import Box, joined, lines_of, padding_of

Char = dict[str, Any]
Slots = dict[tuple[int, int], list[Char]]
SNAP = 3.0  # points: rules nearer to each other are one
STICKS_OUT = 6.0  # points by which upright rules run on where the page cut a row
MOST_RULES = 20_000  # on a page: more are a drawing


def find_grids(page: Page) -> list[tuple[Table, Box]]:
    """The ruled tables of a page from top to bottom, with the box of each."""
    if len(page.edges) > MOST_RULES:
        return []
    found = page.find_tables({"snap_tolerance": SNAP, "explicit_horizontal_lines": _cut_rows(page)})
    grids = [(_grid(page, table), table.bbox) for table in found if len(table.cells) > 1]
    return [(table, box) for table, box in grids if any(cell.text for row in table.rows for cell in row.cells)]


def is_inside(obj: Char, box: Box) -> bool:
    """Whether the middle of a character is inside the box."""
    across, down = (obj["x0"] + obj["x1"]) / 2, (obj["top"] + obj["bottom"]) / 2
    return bool(box[0] <= across < box[2] and box[1] <= down < box[3])


def _cut_rows(page: Page) -> list[float]:
    """Where upright rules end without one across: the upper or lower edge of a row that goes on on another page."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["height"] > SNAP]
    across = [edge["top"] for edge in page.edges if edge["orientation"] == "h" and edge["width"] > SNAP]
    if len(upright) < 3 or not across:
        return []
    top, bottom = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    cut = [top] if min(across) - top > STICKS_OUT else []
    return [*cut, bottom] if bottom - max(across) > STICKS_OUT else cut


def _grid(page: Page, found: Found) -> Table:
    boxes: list[Box] = [(float(x0), float(top), float(x1), float(bottom)) for x0, top, x1, bottom in found.cells]
    lefts = _edges(x for box in boxes for x in (box[0], box[2]))
    tops = _edges(y for box in boxes for y in (box[1], box[3]))
    slots = _by_slot((char for char in page.chars if is_inside(char, found.bbox)), lefts, tops)
    grid: list[list[Cell | None]] = [[None] * (len(lefts) - 1) for _ in tops[1:]]
    texts = [(box, lines_of(_chars_in(box, slots, lefts, tops))) for box in boxes]
    padding = padding_of(texts)
    for box, lines in texts:
        _enter(grid, box, lefts, tops, joined(lines, box, padding))
    for box in _unruled(grid, lefts, tops):
        lines = lines_of(_chars_in(box, slots, lefts, tops))
        _enter(grid, box, lefts, tops, joined(lines, box, padding), unruled=True)
    place = page.page_number
    rows = [
        Row([cell or Cell("", at, column) for column, cell in enumerate(cells)], Place(page=place, row=at + 1))
        for at, cells in enumerate(grid)
    ]
    return Table(rows, lefts)


def _by_slot(chars: Iterable[Char], lefts: list[float], tops: list[float]) -> Slots:
    """The characters by row and column of the grid: going through all of them for each cell takes too long."""
    slots: Slots = defaultdict(list)
    for char in chars:
        across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        slots[bisect_right(tops, down) - 1, bisect_right(lefts, across) - 1].append(char)
    return slots


def _chars_in(box: Box, slots: Slots, lefts: list[float], tops: list[float]) -> list[Char]:
    rows = range(_index(tops, box[1]), _index(tops, box[3]))
    columns = range(_index(lefts, box[0]), _index(lefts, box[2]))
    return [char for row in rows for column in columns for char in slots.get((row, column), ())]


def _unruled(grid: list[list[Cell | None]], lefts: list[float], tops: list[float]) -> list[Box]:
    """The places that no cell covers, those below each other as one: a merged cell that a page cuts lacks a rule."""
    boxes: list[Box] = []
    for column in range(len(lefts) - 1):
        first = 0
        for row in range(len(grid) + 1):
            if row == len(grid) or grid[row][column] is not None:
                if row > first:
                    boxes.append((lefts[column], tops[first], lefts[column + 1], tops[row]))
                first = row + 1
    return boxes


def _enter(
    grid: list[list[Cell | None]],
    box: Box,
    lefts: list[float],
    tops: list[float],
    text: str,
    *,
    unruled: bool = False,
) -> None:
    first, last = _index(lefts, box[0]), _index(lefts, box[2])
    upper, lower = _index(tops, box[1]), _index(tops, box[3])
    cell = Cell(text, upper, first, rows=lower - upper, columns=last - first, unruled=unruled)
    for row in range(upper, lower):
        for column in range(first, last):
            grid[row][column] = cell


def _edges(values: Iterable[float]) -> list[float]:
    """The values in order, those nearer than SNAP as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SNAP:
            edges.append(value)
    return edges


def _index(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))
