"""The draft that reading a file ends in: validated values, so that what comes out of the child process can be trusted.

Text fields hold the document's own words. Nothing that the file does not say is filled in: what is missing or doubtful
is flagged at its task and listed among the problems.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

LONGEST = 20_000  # characters of one field: more is no title, and no chat shows it


class Flag(StrEnum):
    """What a person should look at in a task; the words for it are in the texts under `draft`."""

    NO_NUMBER = "number_missing"
    NUMBER_TWICE = "number_twice"
    NUMBER_JUMPS = "number_jumps"
    NO_TITLE = "title_missing"
    NO_LEAD = "lead_missing"
    UNKNOWN_AGENCY = "agency_unknown"
    DOUBTFUL_AGENCIES = "agencies_doubtful"
    DOUBTFUL_ROLES = "roles_doubtful"
    SAME_AS_ABOVE = "as_above"
    NO_PERIOD = "period_missing"
    NO_DATE = "period_without_date"
    DOUBTFUL_PERIOD = "period_doubtful"
    SEVERAL_DATES = "period_several_dates"
    JOINED = "rows_joined"
    DOUBTFUL_ROW = "row_doubtful"
    FORMULA = "formula"
    TEXT_LAYOUT = "columns_guessed"


class Reason(StrEnum):
    """Why something of the file is not in the tasks, or needs a person; texts under `draft`, beside those of Flag."""

    TABLE_NOT_READ = "table_not_read"
    ROW_NOT_READ = "row_not_read"
    PROSE = "tasks_in_prose"
    HIDDEN = "hidden"
    NO_SYMBOL = "symbol_missing"
    NO_DAY = "day_missing"
    GROUP_NOT_NUMBERED = "group_number_missing"
    GROUP_EMPTY = "group_without_tasks"
    TEXT_BETWEEN = "text_between_tables"
    LIMIT = "too_many_problems"


class Frozen(BaseModel):
    """Values that never change and hold nothing unasked for."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=LONGEST)


class Where(Frozen):
    """Where in the file: page, sheet, table and row as far as known (from 1), and the number of the task."""

    page: int | None = None
    sheet: str = ""
    table: int | None = None
    row: int | None = None
    task: str = ""


class Problem(Frozen):
    """What could not be read or is doubtful: where, why (a Flag or a Reason), the words concerned.

    `nearest` are known agencies that an unknown one may be, the likeliest first.
    """

    where: Where
    reason: Flag | Reason
    words: str = ""
    nearest: tuple[str, ...] = ()


class NamedAgency(Frozen):
    """A single body as the file writes it, and its id in the directory where it is known."""

    name: str
    id: str | None = None


class AgencyCell(Frozen):
    """Single bodies and collectives of one cell, each in order."""

    named: tuple[NamedAgency, ...] = ()
    collectives: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.named or self.collectives)


class Deadline(Frozen):
    """When a task is to be done: `text` as written, years where it has them, the day where it names one.

    `due` is the last day of a month, a quarter or half a year, or the day itself ("trước ngày 15/12": the 15th).
    """

    text: str = ""
    first_year: int | None = None
    last_year: int | None = None
    due: date | None = None
    recurring: bool = False


class Group(Frozen):
    """A heading over tasks; `number` may be empty."""

    number: str
    title: str


class DraftTask(Frozen):
    """One task as read. `group` is its place in the draft's groups, None above the first."""

    number: str
    title: str
    group: int | None
    lead: AgencyCell
    coordinate: AgencyCell
    deadline: Deadline
    product: str = ""
    extra: dict[str, str] = Field(default_factory=dict)
    flags: tuple[Flag, ...] = ()
    where: Where = Where()


class Particulars(Frozen):
    """What the file says of the document; None where it does not."""

    symbol: str | None = None
    kind: str | None = None
    issued: date | None = None
    title: str | None = None


class Draft(Frozen):
    """Everything read from one file."""

    document: Particulars
    groups: tuple[Group, ...]
    tasks: tuple[DraftTask, ...]
    problems: tuple[Problem, ...]
