"""Reads an annex that is a table of tab-separated cells, a row a line."""

import re

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.annex_rows import Row, TaskBuilder
from knowledge.reading.source import Source
from knowledge.records import Task

_COLUMNS = {"title": "tên", "lead": "chủ trì", "coordinate": "phối hợp", "period": "thời gian"}
_NUMBER = re.compile(r"\d+(\.\d+)*|[IVXLC]+|[A-Z]")
_RULE = re.compile(r"[-\s|:]+")
_MARKS = re.compile(r"</?[bi]>|\*\*")


def read(
    source: Source, first_line: int, document_id: str, directory: AgencyDirectory, document_year: int
) -> list[Task]:
    """The tasks of the table that begins with the first header from `first_line` on and runs to the end.

    Its lines (headers, repeated or not, groups, tasks, what a task goes on with) are entered in the source's account;
    those above the first header are left to others. Raises SourceError for a line that is none of these.
    """
    rows = _rows(source, _header_line(source, first_line))
    builder = TaskBuilder(source, document_id, directory, document_year)
    for row in rows:
        builder.add(row)
    if not builder.tasks:
        raise source.error(first_line, "the table has no tasks")
    return builder.tasks


def _header_line(source: Source, first_line: int) -> int:
    for number, line in source.numbered(first_line):
        if _is_header(_cells(line)):
            return number
    raise source.error(first_line, "no table header with the columns of an annex follows")


def _is_header(cells: list[str]) -> bool:
    return all(any(word in cell.casefold() for cell in cells) for word in _COLUMNS.values())


def _rows(source: Source, header_line: int) -> list[Row]:
    header = _cells(source.lines[header_line - 1])
    rows: list[Row] = []
    for number, line in source.numbered(header_line):
        cells = _cells(line)
        if not line.strip():
            continue
        if cells == header:
            source.read_as(number, "table header")
        elif _RULE.fullmatch(line):
            source.read_as(number, "left out: rule of the table")
        else:
            _read_row(
                source, number, dict(zip(_fields(header), _padded(source, number, cells, header), strict=True)), rows
            )
    return rows


def _cells(line: str) -> list[str]:
    return [" ".join(_MARKS.sub("", cell).split()) for cell in line.split("\t")]


def _fields(header: list[str]) -> list[str]:
    """What each column holds, by its heading; the first is the number."""
    found = (next((name for name, word in _COLUMNS.items() if word in cell.casefold()), "") for cell in header[1:])
    return ["number", *found]


def _padded(source: Source, number: int, cells: list[str], header: list[str]) -> list[str]:
    if len(cells) == 1:
        raise source.error(number, f"{cells[0]!r} is not a row of the table")
    if len(cells) > len(header):
        raise source.error(number, f"{len(cells)} cells where the header has {len(header)}")
    return cells + [""] * (len(header) - len(cells))


def _read_row(source: Source, line: int, cells: dict[str, str], rows: list[Row]) -> None:
    number = cells.pop("number").rstrip(".")
    if not number and rows:
        _go_on(rows[-1], cells)
        source.read_as(line, f"goes on with row {rows[-1].number}")
        return
    if not _NUMBER.fullmatch(number):
        raise source.error(line, f"{number!r} is no row number")
    rows.append(Row(line, number, **cells))
    source.read_as(line, f"{'group' if rows[-1].is_group else 'task'} {number}")


def _go_on(row: Row, cells: dict[str, str]) -> None:
    for name, text in cells.items():
        setattr(row, name, f"{getattr(row, name)} {text}".strip())
