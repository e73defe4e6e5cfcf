"""Reads a Word document into blocks. Only its text is read: no macro, link, field or embedded object is followed."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from knowledge.reading.drafts.blocks import Block, Cell, Content, Paragraph, Place, Row, Table, clean
from knowledge.reading.drafts.docx_numbers import ListNumbers
from knowledge.reading.drafts.docx_text import boxes, is_deleted, paragraph_text
from knowledge.reading.drafts.unreadable import Unreadable, Why

Element = Any
MOST_CELLS, MOST_PARAGRAPHS = 200_000, 300_000
DEEPEST = 8  # tables within tables
_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_CONTAINERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}


def read_docx(content: bytes) -> Content:
    """The blocks of the document's body, tables within cells and text boxes after what they stand in."""
    document = docx.Document(BytesIO(content))
    package = document.part
    numbering = next((rel.target_part for rel in package.rels.values() if rel.reltype.endswith("/numbering")), None)
    reader = _Reader(ListNumbers(getattr(numbering, "element", None), package.styles.element))
    reader.blocks_of(document.element.body, 0)
    return Content(reader.blocks)


class _Reader:
    def __init__(self, numbers: ListNumbers) -> None:
        self.numbers = numbers
        self.blocks: list[Block] = []
        self.tables = 0
        self.cells = 0
        self.paragraphs = 0

    def blocks_of(self, element: Element, depth: int) -> None:
        for child in _children(element, (_P, _TBL)):
            if child.tag == _TBL:
                self.table(child, depth)
                continue
            if text := self.text_of(child):
                self.blocks.append(Paragraph(text))
            for box in boxes(child):
                self.blocks_of(box, depth + 1)

    def text_of(self, paragraph: Element) -> str:
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise Unreadable(Why.TOO_LARGE)
        label = self.numbers.label(paragraph)
        text = clean(paragraph_text(paragraph))
        return f"{label} {text}".strip() if text or label else ""

    def table(self, element: Element, depth: int) -> None:
        """Appends the table, and those within its cells after it."""
        if depth > DEEPEST:
            raise Unreadable(Why.BOMB)
        self.tables += 1
        place = Place(table=self.tables)
        inner: list[Element] = []
        rows: list[Row] = []
        above: dict[int, Cell] = {}
        width = 0
        for number, row in enumerate(_rows(element)):
            cells = self._row(row, len(rows), above, inner)
            width = max(width, len(cells))
            rows.append(Row(cells, Place(table=self.tables, row=number + 1)))
        for at, row_ in enumerate(rows):
            row_.cells += [Cell("", at, column) for column in range(len(row_.cells), width)]
        if rows:
            self.blocks.append(Table(rows, _edges(element, width), place))
        for nested in inner:
            self.table(nested, depth + 1)

    def _row(self, row: Element, at: int, above: dict[int, Cell], inner: list[Element]) -> list[Cell]:
        cells: list[Cell] = [Cell("", at, column) for column in range(_before(row))]
        for element in _children(row, (_TC,)):
            column = len(cells)
            span = min(_span(element), 200)
            self.cells += span
            if self.cells > MOST_CELLS:
                raise Unreadable(Why.TOO_LARGE)
            merge = element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and column in above:
                cell = above[column]
                self._text(element, inner)
            else:
                cell = Cell(self._text(element, inner), at, column, columns=span)
            if _goes_on_left(element) and cells:
                cell = cells[-1]
            cells += [cell] * span
            above.update(dict.fromkeys(range(column, column + span), cell))
            if merge is None:
                for place in range(column, column + span):
                    above.pop(place, None)
        return cells

    def _text(self, cell: Element, inner: list[Element]) -> str:
        """The lines of a cell. A table in it that is more than a line or two of layout is read by itself."""
        lines: list[str] = []
        for child in _children(cell, (_P, _TBL)):
            if child.tag == _P:
                lines.append(self.text_of(child))
                lines += [self.text_of(paragraph) for box in boxes(child) for paragraph in box.iter(_P)]
            elif len(list(child.iter(_TC))) > 8:
                inner.append(child)
            else:
                lines += [self.text_of(paragraph) for paragraph in child.iter(_P)]
        return clean("\n".join(lines))


def _children(element: Element, tags: tuple[str, ...]) -> Iterator[Element]:
    """The children with these tags, also those that a change or a content control holds."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tags)


def _rows(table: Element) -> list[Element]:
    rows = _children(table, (_TR,))
    return [row for row in rows if not is_deleted(row.find(qn("w:trPr"))) and any(True for _ in _children(row, (_TC,)))]


def _before(row: Element) -> int:
    skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return min(int(skipped.get(qn("w:val"), "0")), 200) if skipped is not None else 0


def _span(cell: Element) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return max(1, int(span.get(qn("w:val"), "1"))) if span is not None else 1


def _goes_on_left(cell: Element) -> bool:
    """Is it merged with the cell to its left, as old files say it?"""
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:hMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _edges(table: Element, width: int) -> list[float]:
    columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    widths = [float(column.get(qn("w:w"), "0") or 0) for column in columns]
    if len(widths) != width or not all(widths):
        return [float(column) for column in range(width + 1)]
    edges = [0.0]
    for each in widths:
        edges.append(edges[-1] + each)
    return edges
