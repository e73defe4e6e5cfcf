"""The rows of a table of tasks by what their cells hold, before it is decided which of them are tasks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from knowledge.reading.drafts.agency_columns import role_of_mark
from knowledge.reading.drafts.blocks import Cell, Place, Row, Table, on_one_line
from knowledge.reading.drafts.headings import Layout
from knowledge.reading.drafts.numbers import read_number
from knowledge.reading.drafts.words import marks

JOINED = ("product", "extra")  # several columns can hold these
LONGEST_OFFICE = 60  # characters of a cell for a signature
FEWEST_COUNTED = 3  # cells of a row that only counts its columns: (1) (2) (3)


@dataclass(slots=True)
class TaskRow:
    """One row: the text of its cells by field. `inherited` are the fields whose cell is merged with the row above.

    `heading` is the text of a cell that runs across the table; such a row is no task. `opens` and `closes` say that it
    is the first or the last of its page or table, where a row may have been cut. `shared` are the fields whose cell
    also covers the row below, `unclosed` those whose cell no rule ends.
    """

    place: Place
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)
    unclosed: set[str] = field(default_factory=set)
    heading: str = ""
    opens: bool = False
    closes: bool = False
    formula: bool = False
    doubtful: bool = False

    def own(self, name: str) -> str:
        """The text of a field that is not merely merged with the row above."""
        return "" if name in self.inherited else self.texts.get(name, "")

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in the row itself."""
        own = any(self.own(name) for name in self.texts) or any(self.extra.values())
        return not (own or self.heading or (self.number and "number" not in self.inherited))

    @property
    def has_who_or_when(self) -> bool:
        """Whether it says who does something or until when: what makes a row a task."""
        return any(self.texts.get(name) for name in ("lead", "agency", "agencies", "coordinate", "period", "begin"))

    @property
    def has_own_who_or_when(self) -> bool:
        """The same, in cells of its own."""
        return any(self.own(name) for name in ("lead", "agency", "agencies", "coordinate", "period", "begin"))


def table_rows(table: Table, layout: Layout) -> Iterator[TaskRow]:
    """The rows below the heading that say something; repeated headings and rows that count columns are left out."""
    count = len(table.rows)
    first_of_page = True
    for at in range(layout.first, count):
        row = table.rows[at]
        first_of_page = first_of_page or row.opens_page
        texts = tuple(on_one_line(cell.text) for cell in row.cells)
        if layout.repeats(texts) or _counts_columns(row):
            continue
        read = _read(row, at, layout)
        _note_cells_below(read, row, table.rows[at + 1] if at + 1 < count else None, layout)
        if read.is_empty:
            continue
        if not read.number and is_signature(row) and not _is_numbered(table.rows[at + 1 :], layout):
            return
        read.opens, first_of_page = first_of_page, False
        read.closes = row.closes_page or at == count - 1
        yield read


def _read(row: Row, at: int, layout: Layout) -> TaskRow:
    read = TaskRow(row.place, doubtful=layout.guessed)
    if heading := _heading(row, at, layout):
        read.heading = heading.text
        read.number = "" if row.cells[0] is heading else on_one_line(row.cells[0].text)
        return read
    done: set[int] = set()
    for column, cell in enumerate(row.cells):
        if id(cell) in done:
            read.doubtful = read.doubtful or (bool(cell.text) and layout.fields[column] not in ("", "extra", "number"))
            continue
        done.add(id(cell))
        read.formula = read.formula or (cell.formula and layout.fields[column] not in ("", "extra"))
        _take(read, cell, layout, column, inherited=cell.row < at)
    return read


def _note_cells_below(read: TaskRow, row: Row, below: Row | None, layout: Layout) -> None:
    for column, cell in enumerate(row.cells):
        if below is not None and below.cells[column] is cell:
            read.shared.add(layout.fields[column])
        if cell.unruled:
            read.unclosed.add(layout.fields[column])


def _take(read: TaskRow, cell: Cell, layout: Layout, column: int, *, inherited: bool) -> None:
    name = layout.fields[column]
    if name == "number":
        read.number = on_one_line(cell.text)
    elif name == "year":
        if cell.text and not inherited:
            read.texts["period"] = _until(read.texts.get("period", ""), layout.moments[column])
    elif name == "body":
        _take_body(read, cell, layout, column)
    elif name == "extra":
        if cell.text and not inherited:
            read.extra[layout.headings[column]] = on_one_line(cell.text)
    elif name:
        before = read.texts.get(name)
        read.texts[name] = f"{before}; {cell.text}" if before and cell.text else before or cell.text
    if inherited and name:
        read.inherited.add(name)


def _take_body(read: TaskRow, cell: Cell, layout: Layout, column: int) -> None:
    """A mark in the column of a body: who it is joins those that lead or coordinate. Doubtful where it is no mark."""
    if cell.text:
        role = role_of_mark(cell.text) or role_of_mark(cell.text.split()[0]) or layout.roles[column]
        read.doubtful = read.doubtful or role_of_mark(cell.text) is None
        before = read.texts.get(role)
        read.texts[role] = f"{before};\n{layout.headings[column]}" if before else layout.headings[column]


def _until(before: str, moment: str) -> str:
    """The time from the first cross to this one: "2025 - 2027", "Quý I/2025 - Quý III/2025"."""
    first = before.partition(" - ")[0]
    return f"{first} - {moment}" if first else moment


def _heading(row: Row, at: int, layout: Layout) -> Cell | None:
    """The one cell with text in the row, where it runs across the table."""
    cells = list(dict.fromkeys(cell for cell in row.cells if cell.text and cell.row == at))
    if len(cells) > 1 and cells[0] is row.cells[0] and cells[0].columns == 1:
        cells = cells[1:]
    if len(cells) != 1 or any(cell.text and cell.row < at for cell in row.cells[1:]):
        return None
    return cells[0] if cells[0].columns >= max(2, (len(layout.fields) - 1) / 2) else None


def _counts_columns(row: Row) -> bool:
    texts = [cell.text.strip("()[]. ") for cell in dict.fromkeys(row.cells) if cell.text]
    counts = [text for text in texts if text.isdigit()]
    letters = [text for text in texts if len(text) == 1 and text.isalpha()]
    if len(texts) < FEWEST_COUNTED or len(counts) + len(letters) < len(texts) or len(counts) < len(texts) - 2:
        return False
    values = [int(text) for text in counts]
    return values == list(range(values[0], values[0] + len(values)))


def _is_numbered(rows: Sequence[Row], layout: Layout) -> bool:
    column = layout.fields.index("number") if "number" in layout.fields else 0
    return any(read_number(row.cells[column].text) for row in rows)


def is_signature(row: Row) -> bool:
    """Whether the row has room for who signs: short cells, one of which begins with an office."""
    texts = [cell.text.casefold() for cell in dict.fromkeys(row.cells) if cell.text]
    short = 0 < len(texts) < FEWEST_COUNTED and all(len(text) < LONGEST_OFFICE for text in texts)
    return short and any(text.startswith(tuple(marks("signatures"))) for text in texts)


def is_remark(text: str) -> bool:
    """Whether a text under a table is a note, a sum or the foot of the document: "Cộng: 12", not "Cộng đồng"."""
    return any(re.match(rf"{re.escape(mark)}(?:\s*[:.(\d]|\s*$)", text.casefold()) for mark in marks("remarks"))
