"""A list of tasks: how many and whose in the first line, ten a page, then what reaches the agency otherwise, then the source."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions import headline
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.find import Found, find
from knowledge.questions.query import TASK, TASKS, Filters, Query
from knowledge.questions.task_line import task_line
from knowledge.questions.task_sections import add_archived, add_sections, other_role
from knowledge.questions.wording import action, day, document_name
from knowledge.texts import say

PAGE = 10
_DETAILS = 4
_FEW = 3


def answer_tasks(catalog: Catalog, query: Query, today: date) -> Answer:
    """The list that a query asks for, one page of it.

    A topic that none of an agency's tasks has is said so, and the list is given without it.
    """
    found = find(catalog, query, today)
    draft = Draft()
    if query.topic and query.parties and not (found.named or found.via_succession):
        draft.say(say(query.language, "tasks.topic_missed", topic=query.typed_topic or query.topic))
        query = replace(query, topic="", typed_topic="")
        found = find(catalog, query, today)
    listed = getattr(found, query.part or "named")
    pages = max(1, -(-len(listed) // PAGE))
    query = replace(query, page=min(max(query.page, 1), pages))
    draft.say(headline.of_list(catalog, query, len(listed)))
    _add_page(draft, catalog, query, listed, today)
    add_sections(draft, catalog, query, found, PAGE - len(listed), today)
    add_archived(draft, catalog, query, found)
    draft.gap()
    draft.say(_source(catalog, query, found))
    _offer(draft, catalog, query, found, today)
    ids = {name: tuple(catalog.tasks[at].id for at in getattr(found, name)) for name in Found.__slots__}
    return Answer(TASKS, draft.reply(), query, ids["named"], ids["via_group"], ids["via_succession"], ids["archived"])


def _shown(query: Query, listed: tuple[int, ...]) -> tuple[int, ...]:
    return listed[(query.page - 1) * PAGE : query.page * PAGE]


def _add_page(draft: Draft, catalog: Catalog, query: Query, listed: tuple[int, ...], today: date) -> None:
    shown = _shown(query, listed)
    if shown:
        draft.gap()
    several = len({catalog.tasks[at].document for at in listed}) > 1
    leads = bool({"lead", "number"} & set(query.aspects)) or (
        bool(query.topic) and len(listed) <= _FEW and not query.parties
    )
    for at in shown:
        draft.say(task_line(catalog, catalog.tasks[at], query.language, today, document=several, leads=leads))
    if len(listed) > PAGE:
        first = (query.page - 1) * PAGE + 1
        draft.say(say(query.language, "tasks.page", first=first, last=first + len(shown) - 1, total=len(listed)))


def _source(catalog: Catalog, query: Query, found: Found) -> str:
    positions = (*found.named, *found.via_succession, *found.via_group) or found.archived
    documents = list(dict.fromkeys(catalog.tasks[at].document for at in positions))
    documents = documents or [*(query.documents or catalog.current_documents)]
    names = [_dated(catalog, document, query.language) for document in documents]
    return say(query.language, "source.annex", documents="; ".join(names))


def _dated(catalog: Catalog, document_id: str, language: str) -> str:
    document = catalog.documents[document_id]
    dated = f" {say(language, 'source.dated', day=day(document.issued, language))}" if document.issued else ""
    return document_name(document, language) + dated


def _offer(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date) -> None:
    """More pages, the other lists of this agency, what is over, and the first tasks in full."""
    language = query.language
    listed = getattr(found, query.part or "named")
    first = query.page * PAGE + 1
    if first <= len(listed):
        label = say(language, "button.more", first=first, last=min(first + PAGE - 1, len(listed)))
        draft.offer(label, action(replace(query, page=query.page + 1)))
    if query.page > 1:
        draft.offer(say(language, "button.back"), action(replace(query, page=query.page - 1)))
    plain = replace(query, page=1, part="")
    other = other_role(catalog, query)
    if other:
        draft.offer(say(language, f"button.{other[0]}", n=other[1]), action(plain.with_role(other[0])))
    if query.parties:
        for part, name in (("via_succession", "succession_part"), ("via_group", "group_part")):
            n = len(getattr(found, part))
            if n and query.part != part:
                draft.offer(say(language, f"button.{name}", n=n), action(replace(plain, part=part)))
    _offer_times(draft, catalog, plain, found, today)
    for at in (_shown(query, listed) or found.via_succession or found.via_group or found.archived)[:_DETAILS]:
        task = catalog.tasks[at]
        label = say(language, "button.detail", number=task.number)
        draft.offer(label, action(Query(TASK, tasks=(task.id,), language=language)))


def _offer_times(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date) -> None:
    if query.filters == Filters() and not query.topic:
        overdue = replace(query, filters=Filters(overdue=True))
        n = len(find(catalog, overdue, today).named)
        if 0 < n < len(found.named):
            draft.offer(say(query.language, "button.overdue", n=n), action(overdue))
    if found.archived:
        documents = tuple(dict.fromkeys(catalog.tasks[at].document for at in found.archived))
        label = say(query.language, "button.archived_part", n=len(found.archived))
        draft.offer(label, action(replace(query, documents=documents)))
