"""Reads an annex that is the flattened text of a PDF table, its columns run together line by line."""

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.annex_rows import Row, TaskBuilder
from knowledge.reading.flat_cells import ends_with_period, split_cells
from knowledge.reading.flat_rows import FlatRow, flat_rows
from knowledge.reading.source import Source
from knowledge.records import Task


def read(
    source: Source, first_line: int, document_id: str, directory: AgencyDirectory, document_year: int
) -> list[Task]:
    """The tasks of the table whose header is the first from `first_line` on and which runs to the end of the file.

    Its lines are entered in the source's account; those above the header are left to others. Raises SourceError, naming
    the first line of the row, when its cells cannot be told apart or the directory does not know an agency in it.
    """

    def is_complete(row: FlatRow) -> bool:
        return ends_with_period(row.lines, document_year)

    builder = TaskBuilder(source, document_id, directory, document_year)
    for row in flat_rows(source, first_line, is_complete):
        builder.add(_cells(row, builder))
    return builder.tasks


def _cells(row: FlatRow, builder: TaskBuilder) -> Row:
    if row.is_group:
        return Row(row.line, row.number, " ".join(" ".join(row.lines).split()))
    try:
        cells = split_cells(row.lines, builder.directory, builder.document_year)
    except ValueError as error:
        raise builder.source.error(row.line, f"row {row.number}: {error}") from error
    return Row(row.line, row.number, cells.title, cells.lead, cells.coordinate, cells.period)
