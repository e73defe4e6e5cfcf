"""Finds the heading of a table of tasks and says what each of its columns holds."""

from dataclasses import dataclass, replace

from knowledge.reading.agency_names import Words, name_words
from knowledge.reading.drafts.agency_columns import body_columns
from knowledge.reading.drafts.blocks import Table, on_one_line
from knowledge.reading.drafts.column_claims import (
    NEARLY_ALL,
    choose_period,
    choose_title,
    find_by_cells,
    find_numbers,
    find_title,
    settle,
)
from knowledge.reading.drafts.moment_columns import moment_of
from knowledge.reading.drafts.numbers import read_number
from knowledge.reading.drafts.words import field_of, has_phrase

DEEPEST = 3  # rows of one heading
FARTHEST = 40  # rows above it: a sheet has the particulars of its document there
NEAR = 0.015  # of the width of a table: edges nearer than this are the same
LONGEST_HEADING = 80  # characters of one cell of a heading
AGENCIES = ("lead", "agencies", "agency")
TELLING = frozenset({"number", "lead", "coordinate", "agencies", "agency", "period", "begin", "year", "body"})
FEWEST_TELLING = 2  # of these kinds of columns, besides the one for titles


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns of a table hold. `first` is the first row below its heading.

    `moments` say of each column what a cross in it means, `roles` what a body does in whose column one stands; "" for
    columns that hold no crosses. `guessed` says that only the cells told what a column holds.
    """

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    edges: tuple[float, ...]
    first: int
    moments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def keys(self) -> tuple[Words, ...]:
        """The headings as words that compare equal."""
        return tuple(map(name_words, self.headings))

    def repeats(self, texts: tuple[str, ...]) -> bool:
        """Whether a row with these texts is the heading, or a row of it, once more."""
        own = [(name_words(text), key) for text, key in zip(texts, self.keys, strict=False) if text]
        fitting = sum(bool(words) and has_phrase(key, words) for words, key in own)
        return len(own) >= 2 and fitting >= max(2, len(own) - 1)


def find_layout(table: Table, farthest: int = FARTHEST) -> Layout | None:
    """The heading of a table of tasks, within its first rows: it names what is to be done and by whom or by when.

    None when there is none.
    """
    for first in range(min(len(table.rows), farthest)):
        depths = [depth for depth in range(1, DEEPEST + 1) if _is_heading(table, first, depth)]
        layouts = [layout for depth in depths if (layout := _layout(table, first, depth))]
        if layouts:
            return max(layouts, key=_richness)
    return None


def carried_on(layout: Layout, table: Table) -> Layout | None:
    """The same columns in a table without a heading that goes on with the one before; None where they do not match."""
    ours = [_nearest(layout.edges, edge) for edge in _stretched(table.edges, layout.edges)]
    if table.width == len(layout.fields) and (None not in ours or _is_numbered(table)):
        return replace(layout, edges=tuple(table.edges), first=0)
    if None in ours or table.width < 3:
        return None
    columns_ = [at for at in ours[:-1] if at is not None]
    fields = tuple(layout.fields[at] for at in columns_)
    if "title" not in fields:
        return None
    headings = tuple(layout.headings[at] for at in columns_)
    moments, roles = (tuple(each[at] for at in columns_) for each in (layout.moments, layout.roles))
    return Layout(fields, headings, tuple(table.edges), 0, moments, roles, layout.guessed)


def _stretched(edges: list[float], like: tuple[float, ...]) -> list[float]:
    """The edges with the first and the last where those of another table are, if nearly as wide as that."""
    width, other = edges[-1] - edges[0], like[-1] - like[0]
    if not width or not 0.95 < other / width < 1.05:
        return edges
    return [like[0] + (edge - edges[0]) * other / width for edge in edges]


def _nearest(edges: tuple[float, ...], place: float) -> int | None:
    near = min(range(len(edges)), key=lambda at: abs(edges[at] - place))
    return near if abs(edges[near] - place) <= NEAR * (edges[-1] - edges[0]) else None


def _is_numbered(table: Table) -> bool:
    """Does its first column hold numbers, as that of a table of tasks?"""
    texts = [row.cells[0].text for row in table.rows if row.cells[0].text]
    return len(texts) > 0 and sum(read_number(text) is not None for text in texts) >= NEARLY_ALL * len(texts)


def _richness(layout: Layout) -> tuple[int, int]:
    """More kinds of columns first; with as many, the shallower heading."""
    kinds = set(layout.fields) - {"extra", ""}
    return len(kinds) + len({"year", "body"} & kinds) + ({"lead", "coordinate"} <= kinds), -layout.first


def _is_heading(table: Table, first: int, depth: int) -> bool:
    """Can these rows together be one heading? Each but the first must be tied to the one above or hold headings."""
    below = first + depth
    if below > len(table.rows):
        return False
    if below < len(table.rows) and any(first <= cell.row < below for cell in table.rows[below].cells if cell.text):
        return False  # a cell of the heading goes on below
    for at in range(first, first + depth):
        cells = table.rows[at].cells
        if any(len(cell.text) > LONGEST_HEADING for cell in cells):
            return False
        if at > first and not _goes_on(table, first, at):
            return False
    return True


def _goes_on(table: Table, first: int, at: int) -> bool:
    own = [cell for cell in table.rows[at].cells if cell.row == at and cell.text]
    tied = any(first <= cell.row < at for cell in table.rows[at].cells)
    under = any(cell.columns > 1 for cell in table.rows[at - 1].cells if cell.text and cell.columns < table.width)
    named = all(field_of(name_words(cell.text)) for cell in own)
    return (
        bool(own)
        and ((tied and under) or named)
        and table.rows[at].cells[0].text in ("", table.rows[first].cells[0].text)
    )


def _layout(table: Table, first: int, depth: int) -> Layout | None:
    stacks = [_stack(table, first, depth, column) for column in range(table.width)]
    fields = [_field_of(stack) for stack in stacks]
    headings = [on_one_line(" ".join(stack)) for stack in stacks]
    bodies = body_columns(fields, stacks, table, first + depth)
    for column in bodies:
        fields[column], headings[column] = "body", on_one_line(stacks[column][-1])
    choose_title(fields, table, first + depth)
    choose_period(fields, headings, table, first + depth)
    settle(fields, headings, table.rows[first].cells)
    find_numbers(fields, table, first + depth)
    guessed = find_title(fields, headings, table, first + depth)
    if "title" not in fields or not any(field in fields for field in (*AGENCIES, "period", "year", "body")):
        return None
    if len(TELLING & set(fields)) < FEWEST_TELLING or _is_data(table, first, depth):
        return None
    guessed = find_by_cells(fields, headings, table, first + depth) or guessed
    moments = tuple(moment_of(stack) if stack else "" for stack in stacks)
    roles = tuple(bodies.get(column, "") for column in range(table.width))
    return Layout(tuple(fields), tuple(headings), tuple(table.edges), first + depth, moments, roles, guessed)


def _is_data(table: Table, first: int, depth: int) -> bool:
    """Tasks are made of the same words as headings, but they have a number, and headings have none."""
    if len({id(cell) for cell in table.rows[first].cells if cell.text}) < 3:
        return True
    rows = table.rows[first : first + depth]
    return any(cell.text and read_number(cell.text) for row in rows for cell in row.cells[:2])


def _stack(table: Table, first: int, depth: int, column: int) -> list[str]:
    cells = (table.rows[at].cells[column] for at in range(first, first + depth))
    return [cell.text for cell in dict.fromkeys(cells) if cell.text]


def _field_of(stack: list[str]) -> str:
    """By the lowest cell of a heading; by all of it where that alone says nothing."""
    if not stack:
        return ""
    if moment_of(stack):
        return "year"
    return field_of(name_words(stack[-1])) or field_of(name_words(" ".join(stack))) or "extra"
