"""A list of tasks: how many and whose in the first line, ten a page, then what reaches the agency otherwise, then the source."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.questions import headline
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.find import Found, find
from knowledge.questions.query import COORDINATE, LEAD, TASK, TASKS, Filters, Query
from knowledge.questions.wording import (
    action,
    agency_name,
    day,
    days_left,
    document_name,
    period_text,
    shorten,
    with_successor,
)
from knowledge.records import Task
from knowledge.texts import say

PAGE = 10
_DETAILS = 4


def answer_tasks(catalog: Catalog, query: Query, today: date) -> Answer:
    """The list that a query asks for, one page of it."""
    found = find(catalog, query, today)
    missed = ""
    if query.topic and query.parties and not (found.named or found.via_succession):
        missed, query = query.typed_topic or query.topic, replace(query, topic="", typed_topic="")
        found = find(catalog, query, today)
    pages = max(1, -(-len(found.named) // PAGE))
    query = replace(query, page=min(max(query.page, 1), pages))
    draft = Draft()
    draft.say(say(query.language, "tasks.topic_missed", topic=missed) if missed else "")
    draft.say(headline.of_list(catalog, query, found))
    _page(draft, catalog, query, found, today)
    _others(draft, catalog, query, found)
    _archived(draft, catalog, query, found)
    _source(draft, catalog, query, found)
    _buttons(draft, catalog, query, found, pages, today)
    ids = {name: tuple(catalog.tasks[at].id for at in getattr(found, name)) for name in Found.__slots__}
    return Answer(TASKS, draft.reply(), query, ids["named"], ids["via_group"], ids["via_succession"], ids["archived"])


def _page(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date) -> None:
    start = (query.page - 1) * PAGE
    shown = found.named[start : start + PAGE]
    if shown:
        draft.gap()
    several = len({catalog.tasks[at].document for at in found.named}) > 1
    for at in shown:
        draft.say(task_line(catalog, catalog.tasks[at], query, today, several))
    if len(found.named) > PAGE:
        draft.say(say(query.language, "tasks.page", first=start + 1, last=start + len(shown), total=len(found.named)))


def task_line(catalog: Catalog, task: Task, query: Query, today: date, several: bool = False) -> str:
    """ "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP … · 2024–2026, còn 39 ngày"."""
    language = query.language
    where = f" ({document_name(catalog.documents[task.document], language)})" if several else ""
    when = period_text(task, language)
    if task.period.last_year and not task.period.recurring and not catalog.is_over(task.document, today.year):
        if task.period.last_year < today.year:
            when += ", " + say(language, "tasks.over")
        elif task.period.last_year == today.year:
            when += ", " + days_left(date(today.year, 12, 31), today, language)
    line = f"{task.number} {shorten(catalog.label(task, language))}{where} · {when}"
    if "lead" in query.aspects or "number" in query.aspects:
        line += " · " + say(language, "tasks.led_by", names=leads(catalog, task, language))
    return line


def leads(catalog: Catalog, task: Task, language: str) -> str:
    names = [agency_name(catalog.agencies[id_], language) for id_ in task.lead.named]
    return "; ".join([*names, *task.lead.collectives])


def _others(draft: Draft, catalog: Catalog, query: Query, found: Found) -> None:
    """What reaches the agency by succession and through collectives, apart from what names it; its other role as a number."""
    language = query.language
    if query.page > 1 or not query.parties:
        return
    room = PAGE - len(found.named)
    if found.via_succession or found.via_group:
        draft.gap()
    if found.via_succession:
        for heading, positions in _by_predecessor(catalog, query, found.via_succession):
            _section(draft, catalog, heading, positions, language, room)
        _undetermined(draft, catalog, query, found.via_succession)
    if found.via_group:
        heading = say(language, "tasks.via_group", n=len(found.via_group), role=headline.role_verb(query))
        _section(draft, catalog, heading, found.via_group, language, room)
    other = _other_role(catalog, query)
    if other:
        draft.gap()
        draft.say(say(language, f"tasks.also_{other[0]}", n=other[1]))
    for party in query.parties:
        agency = catalog.agencies[party.agency]
        if any(succession.main for succession in agency.successions):
            draft.gap()
            draft.say(with_successor(catalog, agency, language) + ".")


def _section(draft: Draft, catalog: Catalog, heading: str, positions: Sequence[int], language: str, room: int) -> None:
    """A heading with its tasks: a line each where there is room on the page, else only their numbers."""
    tasks = [catalog.tasks[at] for at in positions]
    if len(tasks) <= room:
        draft.say(heading)
        for task in tasks:
            draft.say(f"{task.number} {shorten(catalog.label(task, language), 80)} · {period_text(task, language)}")
    else:
        draft.say(heading + " " + ", ".join(task.number for task in tasks))


def _by_predecessor(catalog: Catalog, query: Query, positions: Sequence[int]) -> list[tuple[str, list[int]]]:
    language = query.language
    found: dict[str, list[int]] = {}
    for at in positions:
        for party in query.parties:
            names = _taken_from(catalog, party.agency, catalog.tasks[at], party.role or LEAD)
            if names:
                found.setdefault(names[0], []).append(at)
                break
    return [
        (
            say(
                language,
                "tasks.via_succession",
                agency=agency_name(catalog.agencies[before], language),
                n=len(tasks),
                role=headline.role_verb(query),
            ),
            tasks,
        )
        for before, tasks in found.items()
    ]


def _taken_from(catalog: Catalog, agency: str, task: Task, role: str) -> list[str]:
    """The agencies named in the task whose work `agency` carries on, or may."""
    columns = {LEAD: (task.lead,), COORDINATE: (task.coordinate,)}.get(role, (task.lead, task.coordinate))
    before = dict(catalog.predecessors.get(agency, ()))
    doubt = catalog.directory.succession_of(task.id)
    return [
        id_ for column in columns for id_ in column.named
        if before.get(id_) or (doubt is not None and doubt.of == id_ and agency in doubt.candidates)
    ]  # fmt: skip


def _undetermined(draft: Draft, catalog: Catalog, query: Query, positions: Sequence[int]) -> None:
    tasks = [catalog.tasks[at] for at in positions]
    doubts = [(task, doubt) for task in tasks if (doubt := catalog.directory.succession_of(task.id))]
    if doubts:
        names = [agency_name(catalog.agencies[id_], query.language) for id_ in doubts[0][1].candidates]
        numbers = ", ".join(task.number for task, _ in doubts)
        draft.say(
            say(
                query.language,
                "tasks.undetermined",
                numbers=numbers,
                names=f" {say(query.language, 'list.or')} ".join(names),
            )
        )


def _other_role(catalog: Catalog, query: Query) -> tuple[str, int] | None:
    """The role that was not asked of the one agency, and in how many of the same tasks it has it."""
    if len(query.parties) != 1 or query.role not in ROLES:
        return None
    other = COORDINATE if query.role == LEAD else LEAD
    scope = 0
    for document in query.documents or [d for d in catalog.task_documents if not catalog.documents[d].over]:
        scope |= catalog.facets.document(document)
    n = sum(1 for _ in positions_of(catalog.facets.named(other, query.parties[0].agency) & scope))
    return (other, n) if n else None


def _archived(draft: Draft, catalog: Catalog, query: Query, found: Found) -> None:
    if not found.archived or query.page > 1:
        return
    documents = dict.fromkeys(catalog.tasks[at].document for at in found.archived)
    names = ", ".join(document_name(catalog.documents[document], query.language) for document in documents)
    draft.gap()
    draft.say(say(query.language, "tasks.archived", n=len(found.archived), documents=names))


def _source(draft: Draft, catalog: Catalog, query: Query, found: Found) -> None:
    positions = [*found.named, *found.via_succession, *found.via_group, *found.archived]
    documents = list(dict.fromkeys(catalog.tasks[at].document for at in positions)) or list(query.documents)
    if not documents:
        documents = [d for d in catalog.task_documents if not catalog.documents[d].over]
    if found.named or found.via_group or found.via_succession:
        documents = list(
            dict.fromkeys(catalog.tasks[at].document for at in (*found.named, *found.via_succession, *found.via_group))
        )
    draft.gap()
    draft.say(
        say(
            query.language,
            "source.annex",
            documents="; ".join(annex_name(catalog, d, query.language) for d in documents),
        )
    )


def annex_name(catalog: Catalog, document_id: str, language: str) -> str:
    document = catalog.documents[document_id]
    dated = f" {say(language, 'source.dated', day=day(document.issued, language))}" if document.issued else ""
    return document_name(document, language) + dated


def _buttons(draft: Draft, catalog: Catalog, query: Query, found: Found, pages: int, today: date) -> None:
    language = query.language
    start = (query.page - 1) * PAGE
    if query.page < pages:
        last = min(start + 2 * PAGE, len(found.named))
        draft.offer(
            say(language, "button.more", first=start + PAGE + 1, last=last), action(replace(query, page=query.page + 1))
        )
    if query.page > 1:
        draft.offer(say(language, "button.back"), action(replace(query, page=query.page - 1)))
    other = _other_role(catalog, query)
    if other:
        draft.offer(say(language, f"button.{other[0]}", n=other[1]), action(query.with_role(other[0])))
    overdue = replace(query, filters=replace(query.filters, overdue=True), page=1)
    if query.filters == Filters() and not query.topic and not query.documents:
        n = len(find(catalog, overdue, today).named)
        if n and n < len(found.named):
            draft.offer(say(language, "button.overdue", n=n), action(overdue))
    for at in found.named[start : start + PAGE][:_DETAILS] or (found.via_succession or found.via_group)[:_DETAILS]:
        task = catalog.tasks[at]
        draft.offer(
            say(language, "button.detail", number=task.number), action(Query(TASK, tasks=(task.id,), language=language))
        )
