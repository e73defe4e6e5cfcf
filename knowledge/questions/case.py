"""A question with the catalog and the day it is asked on, and what the rules that decide on it share."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE
from knowledge.catalog.text_index import Hit
from knowledge.questions import topics
from knowledge.questions.query import Filters, Party
from knowledge.questions.signals import Signals

_STANDINGS = ("on_time", "late", "unreported", "unfinished", "finished", "reported")
_PARTICULARS = {
    "document.sign": "sign", "document.issued": "issued", "document.effective": "effective",
    "document.still_in_force": "in_force", "document.recipients": "recipients", "document.implements": "implements",
    "document.issuer": "issuer", "document.period": "period", "document.full_title": "title",
    "document.symbol": "symbol", "document.what_is": "title", "document.documents": "documents",
    "document.compare": "compare", "document.draft": "draft", "document.based_on": "based_on",
}  # fmt: skip
_ASPECTS = {
    "ask.when": "deadline", "ask.deadline": "deadline", "when.due": "deadline", "ask.about": "about",
    "ask.group": "group", "ask.status": "status", "report.days_left": "deadline", "ask.which_document": "document",
    "ask.which_task": "number", **{f"progress.{name}": "status" for name in (*_STANDINGS, "missing")},
}  # fmt: skip
_ASKS_FOR_TASKS = ("tasks.task", "ask.who", "ask.when", "ask.deadline", "ask.which_task", "talk.topic_word")
_NEARLY_ALL = 0.9
_MOST = 0.6
_ENOUGH_OF_A_CLAUSE = 0.3


class Case:
    """One question to be decided on. What costs a search is looked up once, when it is first needed."""

    def __init__(self, catalog: Catalog, signals: Signals, today: date) -> None:
        self.catalog, self.signals, self.today = catalog, signals, today

    def has(self, *concepts: str) -> bool:
        return self.signals.has(*concepts)

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """The agencies asked about; an ambiguous one stands as its first reading until it is cleared up."""
        signals = self.signals
        return tuple(Party(mention.ids[0], mention.role or signals.role) for mention in signals.mentions)

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """What of a task was asked for, in the order of the question."""
        return tuple(dict.fromkeys(self._aspects()))

    def _aspects(self) -> Iterator[str]:
        lists = self.has("ask.who", "tasks.what", "tasks.many") or bool(self.signals.numbers)
        for item in self.signals.items:
            found = (aspect for concept, aspect in _ASPECTS.items() if item.means(concept))
            yield from ("status" if self.has("tasks.percent") and each == "deadline" else each for each in found)
            if item.means("role.coordinate") and lists:
                yield "coordinate"
            if item.means("ask.who", "role.lead"):
                yield "coordinate" if self.signals.role == COORDINATE else "lead"

    @cached_property
    def particulars(self) -> tuple[str, ...]:
        """What of a document was asked for."""
        found = [name for item in self.signals.items for concept, name in _PARTICULARS.items() if item.means(concept)]
        if "sign" in found and self.has("ask.when") and not self.has("ask.who"):
            found = ["issued", *found]
        return tuple(dict.fromkeys(found))

    @cached_property
    def filters(self) -> Filters:
        times = self.signals.times.filters
        standing = next((name for name in _STANDINGS if self.has(f"progress.{name}")), "")
        standing = "" if times.overdue and standing == "unfinished" else standing  # what is past its day is not done
        return replace(times, group=self.signals.group, only=self.signals.only, standing=standing)

    @cached_property
    def annexed(self) -> tuple[str, ...]:
        """The documents named that have tasks."""
        return tuple(document for document in self.signals.documents if document in self.catalog.task_documents)

    @cached_property
    def documents(self) -> tuple[str, ...]:
        """The documents named, or a programme that is over whose period the years named fall in."""
        if self.signals.documents:
            return self.signals.documents
        times = self.signals.times
        years = [*times.years, *(year for span in times.spans for year in span)]
        return self.catalog.over_in(years, self.today.year) if years else ()

    @cached_property
    def scope(self) -> int:
        """The tasks the question is about: of these documents, or of the programmes in force."""
        return self.catalog.of_documents(self.documents) if self.documents else self.catalog.in_force(self.today.year)

    @cached_property
    def topic(self) -> str:
        """The words of the topic, a comma where one was typed; cited acts first."""
        parts = [f", {word.plain}" if word.apart and at else word.plain for at, word in enumerate(self.signals.topic)]
        return " ".join([*self.signals.cited, *parts])

    @cached_property
    def typed_topic(self) -> str:
        return " ".join([*self.signals.cited, *(word.marked or word.plain for word in self.signals.topic)])

    @cached_property
    def wording(self) -> str:
        """Every word of the question that a clause may hold."""
        extra = ("dien thoai",) if self.has("provision.number_of") else ()
        return " ".join([*self.signals.cited, *extra, *self.signals.said])

    @cached_property
    def hit(self) -> Hit | None:
        """The task in scope that fits the topic best, None where none fits well enough."""
        return self._best(self.scope)

    @cached_property
    def hit_anywhere(self) -> Hit | None:
        """The same of all programmes."""
        return self.hit or self._best(self.catalog.facets.all)

    def _best(self, scope: int) -> Hit | None:
        """Where nothing in the question says that tasks are asked for, only a task that holds nearly everything
        fits."""
        hits = topics.search(self.catalog, self.topic, self.typed_topic, scope)
        if not hits:
            return None
        signals, hit = self.signals, hits[0]
        asked = signals.role or signals.mentions or signals.documents or self.has(*_ASKS_FOR_TASKS)
        return hit if asked or hit.coverage > _NEARLY_ALL or (hit.coverage >= _MOST and hit.pairs >= 2) else None

    @cached_property
    def clause_hit(self) -> Hit | None:
        """The clause (of the documents named) that holds most of what was asked, None where none holds enough."""
        hits = topics.search_clauses(self.catalog, self.wording, self.signals.documents)
        return hits[0] if hits and hits[0].coverage >= _ENOUGH_OF_A_CLAUSE else None

    def wants_list(self) -> bool:
        """Whether a topic question asks for every task on it, not for one task's particulars."""
        if self.has("tasks.many", "tasks.count"):
            return True
        one = self.has("ask.who", "ask.when", "ask.deadline", "role.lead", "role.coordinate")
        return self.has("tasks.task", "talk.topic_word") and not one
