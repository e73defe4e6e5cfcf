"""Finds the rows in the flattened text of a table: where each begins, by the numbers that must come next."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from knowledge.reading.source import Source

_HEADING = re.compile(r"S?TT\b")
_DOTTED = re.compile(r"\d+(?:\.\d+)+")


@dataclass(slots=True)
class FlatRow:
    """The lines of one row, blank ones included, without its number. `line` counts its first line in the file."""

    line: int
    number: str
    lines: list[str] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        """A heading over tasks: its number has no dot."""
        return "." not in self.number


def flat_rows(source: Source, first_line: int, is_complete: Callable[[FlatRow], bool]) -> list[FlatRow]:
    """The groups and tasks below the first table header from `first_line` on; their lines entered in the account.

    A line begins a row when it begins with the number that comes next ("2.3" or "3" after "2.2") and the row before it
    `is_complete`: other numbers at the beginning of a line (years, dates) are text. Raises SourceError when another
    number than the next one begins a row, or when there is no table.
    """
    heading = _heading(source, first_line)
    below = heading[-1][0] + 1 if heading else first_line
    rows: list[FlatRow] = []
    for line, text in source.numbered(below):
        number = _number(text)
        if number and _comes_next(number, rows) and (not rows or rows[-1].is_group or is_complete(rows[-1])):
            rows.append(FlatRow(line, number, [text.strip().removeprefix(number)]))
        elif number and _DOTTED.fullmatch(number) and rows and is_complete(rows[-1]):
            raise source.error(line, f"row {number} follows row {rows[-1].number}")
        elif rows:
            rows[-1].lines.append(text)
        if text.strip():
            source.read_as(line, f"{'group' if rows[-1].is_group else 'task'} {rows[-1].number}")
    return rows


def _heading(source: Source, first_line: int) -> list[tuple[int, str]]:
    """The lines of the table header: from "STT" or "TT" to the line before row 1."""
    lines = source.numbered(first_line)
    start = next((line for line, text in lines if _HEADING.match(text.strip())), None)
    end = next((line for line, text in source.numbered(start or first_line) if _number(text) == "1"), None)
    if start is None or end is None:
        raise source.error(first_line, "no table header and row 1 follow")
    heading = list(source.numbered(start, end - 1))
    for line, text in heading:
        if text.strip():
            source.read_as(line, "table header")
    return heading


def _number(text: str) -> str:
    found = re.match(r"\s*(\d+(?:\.\d+)*)\.?(?=\s|$)", text)
    return found[1] if found else ""


def _comes_next(number: str, rows: list[FlatRow]) -> bool:
    return number in _following(rows[-1].number) if rows else number == "1"


def _following(number: str) -> Iterator[str]:
    group, _, task = number.partition(".")
    yield f"{group}.{int(task or 0) + 1}"
    if task:
        yield str(int(group) + 1)
