"""The facts without the words of what is internal. What is left is what anybody may know: numbers and days."""

from collections.abc import Container
from dataclasses import fields, replace
from typing import Any, TypeVar

from knowledge.last_days import DUE
from knowledge.reading.facts import Facts
from knowledge.records import AgencyColumn, Curated, Document, Duty, Provision, Related, Task
from knowledge.texts import say

Record = TypeVar("Record", Document, Duty)
_NOBODY = AgencyColumn()


def source_of(duty: Duty) -> str:
    """The document that sets the duty; the duty itself where its document is not held here."""
    return duty.document or duty.id


def withhold(facts: Facts, closed: frozenset[str]) -> Facts:
    """The facts as they are without the internal words of these documents and duties (ids, see `source_of`).

    An empty title says that the words are withheld. The files as read are left out, and so is what was corrected in
    them: only the operator's commands look at those.
    """
    tasks = tuple(_task(task) if task.internal and task.document in closed else task for task in facts.tasks)
    documents = tuple(_document(each) if each.internal and each.id in closed else each for each in facts.documents)
    whole = {document.id: document for document in documents if document.withheld}
    numbers = {task.id for task in tasks if task.withheld}
    doubts = facts.directory.undetermined.items()
    told = {task: replace(doubt, why="", why_en="") if task in numbers else doubt for task, doubt in doubts}
    return replace(
        facts,
        directory=replace(facts.directory, undetermined=told),
        tasks=tasks,
        documents=documents,
        provisions=tuple(_provision(each) if each.document in whole else each for each in facts.provisions),
        duties=tuple(
            _duty(duty, whole.get(duty.document)) if duty.internal and source_of(duty) in closed else duty
            for duty in facts.duties
        ),
        draft_tasks={
            document: tuple(task for task in draft if task.id not in numbers)
            for document, draft in facts.draft_tasks.items()
            if document not in whole
        },
        related=tuple(note for note in facts.related if not _is_about(note, numbers, whole)),
        labels={task: label for task, label in facts.labels.items() if task not in numbers},
        corrections=(),
        curated=tuple(each for each in facts.curated if not says_withheld(each, closed, set(whole), numbers)),
        sources={},
    )


def _task(task: Task) -> Task:
    amendments = tuple(replace(each, basis="", reason="") for each in task.amendments if each.field == DUE)
    left = replace(task, title="", group_title="", lead=_NOBODY, coordinate=_NOBODY, product="")
    return replace(left, amendments=amendments)


def _provision(provision: Provision) -> Provision:
    return replace(provision, heading="", text="", addressees=())


def _document(document: Document) -> Document:
    """Its kind, symbol and days. Other names may say what it is about, and so may its short name."""
    left = _without_words(document, kept=("id", "symbol", "kind"), without=(str, tuple, frozenset))
    return replace(left, short_name=_name(document, "vi"), short_name_en=_name(document, "en"))


def _name(document: Document, language: str) -> str:
    if document.symbol:
        return say(language, "internal.document", kind=document.kind, number=document.symbol)
    if document.issued:
        return say(language, "internal.document_of", year=document.issued.year)
    return say(language, "internal.document_plain")


def _duty(duty: Duty, document: Document | None) -> Duty:
    """Where it stands and its days. Who owes it to whom is reckoned with, by ids, and not said."""
    kept = ("id", "document", "citation", "clause", "recurrence", "state", "confidence")
    left = _without_words(duty, kept=kept, without=(str,))
    word = say("vi", "internal.mark")
    citation = f"{document.short_name}, {duty.clause}" if document else duty.citation
    return replace(left, citation=citation, who=word, to=word if duty.to else "", amendments=())


def _without_words(record: Record, kept: tuple[str, ...], without: tuple[type, ...]) -> Record:
    """The record with every field of these types empty but those kept: one that is new is not given away."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    words = (name for name, each in values.items() if name not in kept and isinstance(each, without))
    empty: dict[str, Any] = {name: type(values[name])() for name in words}
    return replace(record, **empty)


def says_withheld(answer: Curated, closed: Container[str], whole: Container[str], tasks: set[str]) -> bool:
    """Whether an answer says what is withheld: by its source the `whole` document, or one of the `tasks`. One that
    names no part of a document may say anything in it, so also what is `closed`."""
    if answer.of:
        return answer.document in whole or not tasks.isdisjoint(answer.of)
    return answer.document in closed


def _is_about(note: Related, tasks: set[str], documents: dict[str, Document]) -> bool:
    return note.about in tasks or any(id_ in note.about for id_ in documents)
