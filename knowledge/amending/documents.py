"""Documents that were published from the chat, and what was said of any: replaced by another, over.

What the data files call internal stays so under its number and by its words; of all else that is internal in what was
published there are marks (`secrecy`), made when it was.
"""

from collections.abc import Mapping
from dataclasses import replace

from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.incoming.published import Published, State, document_of, read_published, read_states, tasks_of
from knowledge.incoming.secrecy import words_of
from knowledge.reading.facts import Facts
from knowledge.records import Document, Task


def with_documents(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """With the documents that were published, in place of what the data files have under the same symbol."""
    facts = ground.facts
    for published in read_published(changed).values():
        facts = _with(facts, published)
    return replace(ground, facts=facts)


def with_states(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """With the documents marked that are over, by what they are replaced where that is known."""
    states = read_states(changed)
    documents = tuple(_ended(each, states[each.id]) if each.id in states else each for each in ground.facts.documents)
    return replace(ground, facts=replace(ground.facts, documents=documents))


def _ended(document: Document, state: State) -> Document:
    return replace(document, over=True, replaced_by=state.replaced_by, ended=state.since, ended_by=state.basis)


def _with(facts: Facts, published: Published) -> Facts:
    tasks = tasks_of(published, facts.directory)
    held = next((each for each in facts.documents if each.id == published.symbol), None)
    if held is None:
        return replace(facts, documents=(*facts.documents, document_of(published)), tasks=(*facts.tasks, *tasks))
    before = {task.id: task for task in facts.tasks if task.document == held.id}
    secret = {words_of(task.title) for task in before.values() if task.internal}
    tasks = tuple(
        replace(task, internal=held.internal or _was_internal(before, task) or words_of(task.title) in secret)
        for task in tasks
    )
    renamed = {task.id for task in before.values()} - {task.id for task in tasks if _same_title(before, task)}
    return replace(
        facts,
        documents=tuple(_again(each, published) if each is held else each for each in facts.documents),
        tasks=_in_place(facts.tasks, held, tasks),
        labels={id_: label for id_, label in facts.labels.items() if id_ not in renamed},
    )


def _again(held: Document, published: Published) -> Document:
    """What the data files say of a document stays; the annex is the one that was published."""
    return replace(held, version=published.version, annex_title=published.title or held.annex_title)


def _in_place(all_tasks: tuple[Task, ...], held: Document, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Where the document's tasks stood, so that documents keep their order."""
    at = next((at for at, task in enumerate(all_tasks) if task.document == held.id), len(all_tasks))
    behind = tuple(task for task in all_tasks[at:] if task.document != held.id)
    return (*all_tasks[:at], *tasks, *behind)


def _was_internal(before: Mapping[str, Task], task: Task) -> bool:
    return task.id in before and before[task.id].internal


def _same_title(before: Mapping[str, Task], task: Task) -> bool:
    """Whether a reviewed short title of it still fits."""
    return task.id in before and before[task.id].title == task.title
