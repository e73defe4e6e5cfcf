"""Reads a table whose columns have run together in plain text, line by line, as copying from a PDF leaves it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.blocks import Block, Content, Paragraph, Place, plain_table
from knowledge.reading.drafts.deadlines import is_deadline
from knowledge.reading.drafts.numbers import kind_of, parent_of, value_of
from knowledge.reading.flat_cells import split_cells

HEADING = ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]
_HEADING = re.compile(r"\s*S?TT\b")
_NUMBER = re.compile(r"\s*([IVXL]+|\d{1,3}(?:\.\d{1,3})*)[.)]?(?=\s|$)")
_FOOT = re.compile(r"\s*(?:Nơi nhận|Ghi chú)\s*:")
_LONGEST_DEADLINE = 10  # words
_ANY_YEAR = 2000  # stands for the deadline while the other cells are told apart
_NO_YEAR = 0  # read_period asks for the document's year, of which nothing here depends


@dataclass(slots=True)
class _Row:
    line: int
    number: str
    lines: list[str] = field(default_factory=list)


def read_flat(content: Content, directory: AgencyDirectory) -> Content | None:
    """The same document with its table told apart by its words; None where no heading and no row 1 are found."""
    start = next((at for at, line in enumerate(content.lines) if _HEADING.match(line)), None)
    if start is None:
        return None
    rows = _rows(content.lines, start)
    cells = [_cells(row, following, directory) for row, following in zip(rows, [*rows[1:], None], strict=True)]
    if not any(len(row) == len(HEADING) for row in cells):
        return None
    above: list[Block] = [
        Paragraph(line, Place(row=at + 1)) for at, line in enumerate(content.lines[:start]) if line.strip()
    ]
    places = [Place(row=start + 1), *(Place(row=row.line + 1) for row in rows)]
    return Content([*above, plain_table([HEADING, *cells], places)], loose=True)


def _rows(lines: list[str], start: int) -> list[_Row]:
    """The rows by the numbers that can come next; lines that repeat the heading are left out."""
    rows: list[_Row] = []
    heading: set[str] = set()
    for at in range(start, len(lines)):
        line = lines[at]
        if _FOOT.match(line):
            break
        found = _NUMBER.match(line)
        if found and _comes_next(found[1], rows):
            rows.append(_Row(at, found[1], [line[found.end() :]]))
        elif not rows:
            heading.add(line.strip())
        elif line.strip() not in heading or not line.strip():
            rows[-1].lines.append(line)
    return rows


def _comes_next(number: str, rows: list[_Row]) -> bool:
    if not rows:
        return number in ("1", "I")
    last = rows[-1]
    is_complete = kind_of(last.number) == "roman" or _split_deadline(last.lines) is not None
    if number in _below(last.number):
        return True
    return is_complete and number in set(_after(rows))


def _below(number: str) -> tuple[str, ...]:
    return ("1", f"{number}.1") if kind_of(number) == "roman" else (f"{number}.1",)


def _after(rows: list[_Row]) -> Iterator[str]:
    """The numbers that can follow: one more on the same level or on one above."""
    seen: set[str] = set()
    for row in reversed(rows):
        kind = kind_of(row.number)
        if kind in seen:
            continue
        seen.add(kind)
        if kind == "roman":
            yield next(each for each in _ROMANS if (value_of(each) or 0) == (value_of(row.number) or 0) + 1)
        above = row.number
        while above and kind != "roman":
            parent = parent_of(above)
            yield f"{parent}.{(value_of(above) or 0) + 1}".lstrip(".")
            above = parent


_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split()


def _cells(row: _Row, following: _Row | None, directory: AgencyDirectory) -> list[str]:
    """Number, title, agencies and period; number and all the text where they cannot be told apart."""
    text = " ".join(" ".join(row.lines).split())
    if kind_of(row.number) == "roman" or (following and following.number == f"{row.number}.1"):
        return [row.number, text]
    split = _split_deadline(row.lines)
    try:
        cells = split_cells([*split[0], str(_ANY_YEAR)] if split else row.lines, directory, _NO_YEAR)
    except ValueError:
        return [row.number, text, "", "", ""]
    return [row.number, cells.title, cells.lead, cells.coordinate, split[1] if split else cells.period]


def _split_deadline(lines: list[str]) -> tuple[list[str], str] | None:
    """The lines without the deadline that they end with, and the deadline; None where they end with none."""
    words = [(at, word) for at, line in enumerate(lines) for word in line.split()]
    for start in range(max(1, len(words) - _LONGEST_DEADLINE), len(words)):
        text = " ".join(word for _, word in words[start:])
        if (text[0].isdigit() or text[0].isupper()) and is_deadline(text):
            line = words[start][0]
            kept = [word for at, word in words[:start] if at == line]
            return [*lines[:line], " ".join(kept)], text
    return None
