"""What both kinds of annex have in common: a row's cells become a group or a task."""

from dataclasses import dataclass, field

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.columns import UnknownAgencyError, read_agency_column
from knowledge.reading.periods import read_period
from knowledge.reading.source import Source
from knowledge.records import AgencyColumn, Task


@dataclass(slots=True)
class Row:
    """A row of an annex as read: its first line in the file and the text of its cells."""

    line: int
    number: str
    title: str
    lead: str = ""
    coordinate: str = ""
    period: str = ""

    @property
    def is_group(self) -> bool:
        """A heading over tasks: it has a title only."""
        return not (self.lead or self.coordinate or self.period)


@dataclass(slots=True)
class TaskBuilder:
    """Turns the rows of one annex, given in order, into tasks under their groups. Raises SourceError."""

    source: Source
    document: str
    directory: AgencyDirectory
    document_year: int
    tasks: list[Task] = field(default_factory=list)
    group: Row | None = None
    numbers: set[str] = field(default_factory=set)

    def add(self, row: Row) -> None:
        """The next row: a group opens, a task comes to the open group. SourceError for a row that cannot be either."""
        if row.number in self.numbers:
            raise self.error(row, "the number is used twice")
        if not row.title:
            raise self.error(row, "the title is missing")
        self.numbers.add(row.number)
        if row.is_group:
            self.group = row
        else:
            self.tasks.append(self._task(row))

    def _task(self, row: Row) -> Task:
        group = self.group
        if "." in row.number and (group is None or row.number.rpartition(".")[0] != group.number):
            raise self.error(row, f"it stands under group {group.number if group else 'none'}")
        if not row.lead:
            raise self.error(row, "no agency leads it")
        try:
            period = read_period(row.period, self.document_year)
        except ValueError as error:
            raise self.error(row, str(error)) from error
        return Task(
            document=self.document,
            number=row.number,
            title=row.title,
            group=group.number if group else "",
            group_title=group.title if group else "",
            lead=self._agencies(row, row.lead),
            coordinate=self._agencies(row, row.coordinate),
            period=period,
        )

    def _agencies(self, row: Row, text: str) -> AgencyColumn:
        try:
            return read_agency_column(text, self.directory)
        except UnknownAgencyError as error:
            raise self.error(row, str(error)) from error

    def error(self, row: Row, reason: str) -> Exception:
        """An error to raise that names the row and its line."""
        return self.source.error(row.line, f"row {row.number}: {reason}")
