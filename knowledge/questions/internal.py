"""What is said of internal documents, tasks and duties to who may not read them: number and day, and where to ask."""

from dataclasses import replace

from knowledge.catalog.catalog import Catalog
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.wording import day, document_name
from knowledge.records import Document, Task
from knowledge.texts import say


def say_task(draft: Draft, catalog: Catalog, task: Task, period: str, language: str) -> None:
    """An internal task: its number and time."""
    document = document_name(catalog.documents[task.document], language)
    draft.say(say(language, "task.title", number=task.number, document=document))
    draft.say(say(language, "task.period", period=period))
    draft.say(say(language, "internal.tasks"))
    draft.gap()
    draft.say(say(language, "task.source", document=document, number=task.number))


def say_document(draft: Draft, document: Document, state: str, language: str) -> None:
    """An internal document: its symbol and days; `state` says whether it is over."""
    draft.say(document_name(document, language))
    for name, value in (("issued", document.issued), ("effective", document.in_force_since)):
        if value:
            draft.say(say(language, f"document.row_{name}", value=day(value, language)))
    draft.say(say(language, "document.row_state", value=state))
    draft.say(say(language, "internal.documents"))


def say_not_searched(draft: Draft, catalog: Catalog, language: str) -> None:
    """That internal words were not looked through, whatever was asked, so that finding nothing says nothing of them."""
    if catalog.withholds:
        draft.gap()
        draft.say(say(language, "internal.not_searched"))


def with_not_searched(answer: Answer, catalog: Catalog) -> Answer:
    """The same below an answer that nothing was found."""
    draft = Draft(answer.reply.text.splitlines(), list(answer.reply.buttons))
    say_not_searched(draft, catalog, answer.query.language)
    return replace(answer, reply=draft.reply())
