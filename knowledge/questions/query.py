"""What was asked, as a value: the subject, agencies and their role, filters, what is wanted first, which page."""

from collections.abc import Container
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from knowledge.catalog.facets import LEAD

TASKS, TASK, REPORT, PROVISION, DOCUMENT = "tasks", "task", "report", "provision", "document"
AGENCY, RANKING, HELP, NONE, CLARIFY = "agency", "ranking", "help", "none", "clarify"
CURATED = "curated"
"""Answered by an official; nothing else is asked for by it."""
EITHER = "either"


@dataclass(frozen=True, slots=True)
class Party:
    """An agency asked about (id) and the role asked of it; "" where the question names no role."""

    agency: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which tasks fit; None or "" where nothing was asked. Years are calendar years; `due` and `period` inclusive."""

    due: tuple[int, int] | None = None
    due_days: tuple[str, str] | None = None
    """ISO days, inclusive: the task's last day (31/12 of its last year, an assumption) lies between them."""
    active: int | None = None
    starting: int | None = None
    period: tuple[int, int] | None = None
    recurring: bool = False
    overdue: bool = False
    open: bool = False
    """Not recurring and its period not over."""
    group: str = ""
    standing: str = ""
    """How it stands by what is recorded, as in `progress.sets.WANTED`."""
    only: bool = False
    """Named in the role asked and not in the other."""

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Query:
    """One question. Ids only, so that it survives a restart and a change of the catalog's order."""

    subject: str
    parties: tuple[Party, ...] = ()
    join: str = "and"
    filters: Filters = Filters()
    documents: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    topic: str = ""
    """The folded words of the topic asked about."""
    typed_topic: str = ""
    """The same words as typed, with diacritics where there were any."""
    topic_text: str = ""
    """The part of the question that is its topic, as typed; "" where other words stand in between."""
    aspects: tuple[str, ...] = ()
    """What of it was asked for, in this order: lead, coordinate, deadline, status, sign ...; why it is not known."""
    clause: str = ""
    cited: tuple[str, ...] = ()
    """Acts named by kind and number that duties are asked of."""
    by_deadline: bool = False
    page: int = 1
    part: str = ""
    """The list that is shown instead of the tasks that name the agency: via_group or via_succession."""
    language: str = "vi"
    notes: tuple[tuple[str, str], ...] = ()
    """Abbreviations that were taken for something: (as typed, agency id)."""

    def to_json(self) -> dict[str, Any]:
        """Plain values of the fields that are not at their default."""
        plain = {name: getattr(self, name) for name, default in _DEFAULTS.items() if getattr(self, name) != default}
        if self.parties:
            plain["parties"] = [{"agency": party.agency, "role": party.role} for party in self.parties]
        if self.filters:
            plain["filters"] = _changed(self.filters)
        return {"subject": self.subject, **plain}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Self:
        """The query that `to_json` wrote. Raises ValueError or TypeError for anything else."""
        known = {field.name for field in fields(cls)}
        if not set(plain) <= known:
            raise ValueError(f"unknown fields {sorted(set(plain) - known)}")
        values = {key: _tupled(value) for key, value in plain.items()}
        if "parties" in values:
            values["parties"] = tuple(Party(**party) for party in plain["parties"])
        if "filters" in values:
            values["filters"] = Filters(**{key: _tupled(value) for key, value in plain["filters"].items()})
        return cls(**values)

    def is_known(self, agencies: Container[str], documents: Container[str], tasks: Container[str]) -> bool:
        """Whether everything it names is there; what was asked before a change of the data may name what is gone."""
        return (
            all(not party.agency or party.agency in agencies for party in self.parties)
            and all(document in documents for document in self.documents)
            and all(task in tasks for task in self.tasks)
        )

    def with_role(self, role: str) -> "Query":
        """The same of all its agencies in another role, from the first page."""
        return replace(self, parties=tuple(replace(party, role=role) for party in self.parties), page=1)

    @property
    def role(self) -> str:
        """The role asked of the first agency; lead where the question names none."""
        return (self.parties[0].role if self.parties else "") or LEAD


_DEFAULTS = {field.name: field.default for field in fields(Query) if field.name != "subject"}


def _changed(filters: Filters) -> dict[str, Any]:
    return {
        field.name: getattr(filters, field.name)
        for field in fields(filters)
        if getattr(filters, field.name) != field.default
    }


def _tupled(value: Any) -> Any:
    return tuple(_tupled(item) for item in value) if isinstance(value, list | tuple) else value
