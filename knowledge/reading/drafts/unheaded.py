"""The columns of a table without any heading, told by what their cells are; whatever is read so is doubtful."""

from knowledge.reading.drafts.blocks import Table
from knowledge.reading.drafts.column_claims import FEWEST_WORDS, NEARLY_ALL, begins_like_body
from knowledge.reading.drafts.deadlines import is_deadline
from knowledge.reading.drafts.headings import Layout
from knowledge.reading.drafts.numbers import read_number

FEWEST_ROWS, FEWEST_CELLS = 3, 2  # with a number; of a kind in a column


def layout_by_cells(table: Table) -> Layout | None:
    """The columns for numbers, titles, and bodies or deadlines; of two for bodies the first leads.

    None where one of these cannot be told.
    """
    first = next((at for at, row in enumerate(table.rows) if read_number(row.cells[0].text)), None)
    if first is None or table.width < FEWEST_ROWS:
        return None
    columns = [_texts(table, first, column) for column in range(table.width)]
    if sum(read_number(text) is not None for text in columns[0]) < max(FEWEST_ROWS, NEARLY_ALL * len(columns[0])):
        return None
    fields = ["number", *map(_field_of, columns[1:])]
    for field, others in (("lead", "coordinate"), ("coordinate", "extra"), ("period", "extra"), ("title", "extra")):
        _keep_first(fields, field, others)
    if "title" not in fields or not {"lead", "period"} & set(fields):
        return None
    headings = tuple(f"({at})" for at in range(1, table.width + 1))
    none = ("",) * table.width
    return Layout(tuple(fields), headings, tuple(table.edges), first, none, none, guessed=True)


def _texts(table: Table, first: int, column: int) -> list[str]:
    cells = dict.fromkeys(row.cells[column] for row in table.rows[first:])
    return [cell.text for cell in cells if cell.text and cell.columns == 1]


def _field_of(texts: list[str]) -> str:
    fewest = max(FEWEST_CELLS, NEARLY_ALL * len(texts))
    if sum(map(is_deadline, texts)) >= fewest:
        return "period"
    if sum(map(begins_like_body, texts)) >= fewest:
        return "lead"
    words = sum(len(text.split()) for text in texts)
    return "title" if len(texts) >= FEWEST_ROWS and words >= FEWEST_WORDS * len(texts) else "extra"


def _keep_first(fields: list[str], field: str, others: str) -> None:
    """Of several columns of a kind the first is it."""
    for at in [at for at, found in enumerate(fields) if found == field][1:]:
        fields[at] = others
