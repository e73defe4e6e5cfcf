"""Reads comma-separated and plain text into blocks: columns by a separator, by bars, or none at all."""

import csv
import re
from io import StringIO

from knowledge.reading.drafts.blocks import (
    Block,
    Content,
    Paragraph,
    Place,
    PlacedLine,
    PlacedWord,
    Table,
    clean,
    plain_table,
)
from knowledge.reading.drafts.headings import find_layout
from knowledge.reading.drafts.numbers import split_number
from knowledge.reading.drafts.text_decoding import decode
from knowledge.reading.drafts.unreadable import Unreadable, Why

SEPARATORS = (";", ",", "\t", "|")
MOST_LINES = 50_000
FEWEST_CELLS = 3
_RULE = re.compile(r"[-=+|:_\s]+")


def read_csv(content: bytes) -> Content:
    """One table, by the separator with which it has a heading; else as plain text."""
    text = decode(content)
    _check(text)
    tables = [table for separator in SEPARATORS if (table := _separated(text, separator))]
    best = max(tables, key=_columns, default=None)
    return Content([best]) if best and _columns(best) else read_text(text)


def read_txt(content: bytes) -> Content:
    """Tables of tabs or bars where there are any, and the lines around them."""
    text = decode(content)
    _check(text)
    return read_text(text)


def read_text(text: str) -> Content:
    """The same of a text that is decoded."""
    lines = text.splitlines()
    for separator in ("\t", "|"):
        if sum(line.count(separator) >= FEWEST_CELLS for line in lines) >= 2:
            return Content(_blocks(lines, separator))
    paragraphs: list[Block] = [
        Paragraph(clean(line), Place(row=at)) for at, line in enumerate(lines, 1) if line.strip()
    ]
    placed = [PlacedLine(_placed(line), Place(row=at)) for at, line in enumerate(lines, 1) if line.strip()]
    return Content(paragraphs, lines=lines, placed=placed)


def _placed(line: str) -> list[PlacedWord]:
    return [PlacedWord(found.start(), found.end(), found[0]) for found in re.finditer(r"\S+", line)]


def _check(text: str) -> None:
    if text.count("\n") > MOST_LINES:
        raise Unreadable(Why.TOO_LARGE)


def _columns(table: Table) -> int:
    layout = find_layout(table)
    return len(set(layout.fields) - {"extra", ""}) if layout else 0


def _separated(text: str, separator: str) -> Table | None:
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        return None
    return plain_table([row for _, row in rows], [Place(row=line) for line, _ in rows]) if rows else None


def _blocks(lines: list[str], separator: str) -> list[Block]:
    """Lines with the separator are rows; one without it between them goes on with the row before, or is a heading."""
    blocks: list[Block] = []
    rows: list[list[str]] = []
    places: list[Place] = []
    last = max(at for at, line in enumerate(lines) if separator in line)
    for at, line in enumerate(lines):
        if not line.strip() or _RULE.fullmatch(line):
            continue
        place = Place(row=at + 1)
        if separator in line.strip():
            rows.append(_cells(line, separator))
            places.append(place)
        elif not rows or at > last:
            blocks += [plain_table(rows, places)] if rows else []
            rows, places = [], []
            blocks.append(Paragraph(clean(line), place))
        elif split_number(line.strip())[0]:
            number, title = split_number(line.strip())
            rows.append([number, title])
            places.append(place)
        else:
            rows[-1][-1] = f"{rows[-1][-1]}\n{line}"
    return [*blocks, plain_table(rows, places)] if rows else blocks


def _cells(line: str, separator: str) -> list[str]:
    if separator == "|":
        line = line.strip().removeprefix("|").removesuffix("|")
    return [
        re.sub(r"\*\*|</?[bi]>|<br\s*/?>", lambda found: "\n" if "br" in found[0] else "", cell)
        for cell in line.split(separator)
    ]
