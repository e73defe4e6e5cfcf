"""A document as it is published: the value that a change of the kind `document` holds, and the records that follow."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from knowledge.changes.change import Value
from knowledge.incoming.numbering import numbers
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.draft import AgencyCell, Deadline, Draft, DraftTask, NamedAgency
from knowledge.records import AgencyColumn, Document, Period, Task
from knowledge.texts import LANGUAGES, say, table

DOCUMENT, DOCUMENT_STATE = "document", "document_state"
"""The kinds of changes. The subject of both is the document's symbol."""

_BEFORE_DAY = re.compile(r"trước (?:ngày )?\d{1,2}/\d{1,2}/\d{4}")


class _Kept(BaseModel):
    """Values that are written down for ever: a later version may add fields with defaults, never rename one."""

    model_config = ConfigDict(frozen=True)


class PublishedTask(_Kept):
    """`number` is unique in the document. Bodies that were not known have no id: they are looked up again each time.
    `extra` are columns of the annex that have no field here, by their headings."""

    number: str
    title: str
    group: str = ""
    group_title: str = ""
    lead: AgencyCell = AgencyCell()
    coordinate: AgencyCell = AgencyCell()
    deadline: Deadline = Deadline()
    product: str = ""
    extra: dict[str, str] = {}


class Published(_Kept):
    """A document with its tasks. `version` counts what was published under this symbol; `file` is where it was read."""

    version: int
    symbol: str
    kind: str
    issued: date | None
    title: str
    file: str
    tasks: tuple[PublishedTask, ...]


class State(_Kept):
    """That a document is over since a day, by which document (as typed), and which takes its place, if any."""

    since: date
    replaced_by: str = ""
    basis: str = ""


def published_from(draft: Draft, file: str, version: int) -> Published:
    """What would be published; the draft has a symbol and unique numbers by then."""
    called = zip(numbers(draft), draft.tasks, strict=True)
    document = draft.document
    return Published(
        version=version,
        symbol=document.symbol or "",
        kind=document.kind or "",
        issued=document.issued,
        title=document.title or "",
        file=file,
        tasks=tuple(_task(number, task, draft) for number, task in called),
    )


def value_of(kept: Published | State) -> Value:
    """As a change holds it."""
    value: Value = kept.model_dump(mode="json")
    return value


def document_of(published: Published) -> Document:
    """The record of a document that is known from the chat alone."""
    vi, en = (_short_name(published, language) for language in LANGUAGES)
    return Document(
        id=published.symbol,
        symbol=published.symbol,
        kind=published.kind,
        short_name=vi,
        short_name_en=en,
        title=published.title,
        issuer="",
        issued=published.issued,
        place="",
        signer="",
        signer_position="",
        first_year=None,
        last_year=None,
        over=False,
        effective="",
        in_force_since=None,
        implements=(),
        based_on=(),
        recipients=(),
        annex_title=published.title,
        version=published.version,
    )


def tasks_of(published: Published, directory: AgencyDirectory) -> tuple[Task, ...]:
    """Its tasks as records. A body that is not in the directory stays as written, and is nobody's task."""
    return tuple(
        Task(
            document=published.symbol,
            number=task.number,
            title=task.title,
            group=task.group,
            group_title=task.group_title,
            lead=_column(task.lead, directory),
            coordinate=_column(task.coordinate, directory),
            period=period_of(task.deadline),
            product=task.product,
        )
        for task in published.tasks
    )


def period_of(deadline: Deadline) -> Period:
    """What has no year has none; "trước ngày 15/12/2025" is over on the 14th, as for reports."""
    due = deadline.due
    if due and _BEFORE_DAY.search(deadline.text.lower()):
        due -= timedelta(days=1)
    last = due.year if due else deadline.last_year
    return Period(deadline.text, deadline.first_year, last, deadline.recurring, None if deadline.recurring else due)


def _task(number: str, task: DraftTask, draft: Draft) -> PublishedTask:
    group = draft.groups[task.group] if task.group is not None else None
    return PublishedTask(
        number=number,
        title=task.title,
        group=group.number if group else "",
        group_title=group.title if group else "",
        lead=task.lead,
        coordinate=task.coordinate,
        deadline=task.deadline,
        product=task.product,
        extra=task.extra,
    )


def _column(cell: AgencyCell, directory: AgencyDirectory) -> AgencyColumn:
    known = [(each.name, _known(each, directory)) for each in cell.named]
    return AgencyColumn(
        named=tuple(dict.fromkeys(id_ for _, id_ in known if id_)),
        collectives=cell.collectives,
        unknown=tuple(name for name, id_ in known if not id_),
    )


def _known(named: NamedAgency, directory: AgencyDirectory) -> str | None:
    if named.id in directory.agencies:
        return named.id
    found = directory.find(named.name)
    return found.id if found else None


def _short_name(published: Published, language: str) -> str:
    """ "Quyết định 99/QĐ-TTg"; in English "Decision 99/QĐ-TTg", where the kind has a name there."""
    return f"{_kind(published.kind, language)} {published.symbol}".strip()


def _kind(kind: str, language: str) -> str:
    names = table("vi", "document_kind")
    known = next((name for name, each in names.items() if each.casefold() == kind.casefold()), "")
    return say(language, f"document_kind.{known}") if known else kind


def read_published(values: Mapping[str, Value]) -> dict[str, Published]:
    """The documents that changes hold, by symbol."""
    return {symbol: Published.model_validate(value) for symbol, value in values.items()}


def read_states(values: Mapping[str, Value]) -> dict[str, State]:
    """What is said of documents, by symbol."""
    return {symbol: State.model_validate(value) for symbol, value in values.items()}
