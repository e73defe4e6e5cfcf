"""Columns that are each named after a body, in which a mark says what it does there: a cross, "CT", "PH"."""

import re
from collections.abc import Sequence

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import Table, on_one_line
from knowledge.reading.drafts.words import agency_words, begins_with, field_of, marks

FEWEST = 2  # such columns side by side: a single one with crosses says something else
_ABBREVIATION = re.compile(r"[A-ZĐ][A-ZĐ&.-]{1,9}")
ROLES = {"lead": "lead", "coordinate": "coordinate", "agency": "agencies", "agencies": "agencies"}


def role_of_mark(text: str) -> str | None:
    """ "lead" or "coordinate" where the mark says so, "" for a cross; None for what is no mark."""
    mark = on_one_line(text).strip("() .").casefold()
    for role in ("lead", "coordinate"):
        if mark in marks(role):
            return role
    return "" if mark in marks("cross") else None


def body_columns(fields: Sequence[str], stacks: Sequence[list[str]], table: Table, first: int) -> dict[int, str]:
    """The columns for one body each, by place, with the role that a cross has in them. `first` is below the heading."""
    found = {
        column: _role(fields, stack)
        for column, stack in enumerate(stacks)
        if _names_body(fields[column], stack) and _holds_marks(table, first, column)
    }
    return found if len(found) >= FEWEST else {}


def _names_body(field: str, stack: list[str]) -> bool:
    """Is the lowest cell of a heading the name of a body, or anything below a heading for bodies?"""
    if not stack or field in ("number", "title", "year"):
        return False
    if len(stack) > 1:
        return field_of(name_words(" ".join(stack[:-1]))) in ROLES
    words, known = name_words(stack[0]), agency_words()
    is_name = len(words) > 1 and begins_with(words, known.heads) >= max(1, begins_with(words, known.others))
    return is_name or _ABBREVIATION.fullmatch(stack[0]) is not None


def _holds_marks(table: Table, first: int, column: int) -> bool:
    cells = dict.fromkeys(row.cells[column] for row in table.rows[first:])
    texts = [cell.text for cell in cells if cell.text and cell.columns == 1]
    return len(texts) > 0 and sum(role_of_mark(text) is not None for text in texts) * 2 >= len(texts)


def _role(fields: Sequence[str], stack: list[str]) -> str:
    role = ROLES.get(field_of(name_words(" ".join(stack[:-1]))), "agencies")
    has_lead = any(field == "lead" for field in fields)
    return "coordinate" if role == "agencies" and has_lead else role
