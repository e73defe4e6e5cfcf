"""Questions about tasks: lists by agency, role, time, group and document; and tasks by the words of a topic."""

from dataclasses import replace

from knowledge.questions.case import Case
from knowledge.questions.query import PROVISION, TASK, TASKS, Filters, Query

_GROUP_TITLE = 0.6
"""The share of the words after "nhóm" that a group's title must hold."""
_STRONG = 0.75
"""The share of the words left that a task must hold to narrow a question that asks for an agency or a time already."""
_SURE_CLAUSE = 0.75
_FAR_MORE = 0.25


def by_filters(case: Case) -> Query | None:
    """A list of tasks, narrowed by a topic where the words left surely make one."""
    signals = case.signals
    asked = _filters(case)
    if not _asks_for_a_list(case, asked):
        return None
    query = Query(
        TASKS,
        parties=case.parties,
        join=signals.join,
        filters=asked,
        documents=case.documents,
        by_deadline=case.has("tasks.by_deadline"),
    )
    if case.has("tasks.percent") or (case.has("ask.status") and signals.mentions and not signals.topic):
        return _share(case, query)
    group = _group_by_title(case)
    if group:
        return replace(query, filters=replace(asked, group=group[1]), documents=(group[0],))
    hit = case.hit
    if hit is None and case.has("agency.inherit") and not signals.role:
        return replace(query, part="via_succession")
    if hit is None:
        return None if _is_about_something_else(case) else query
    strong = hit.coverage >= _STRONG
    if strong and case.has("ask.who") and not case.wants_list():
        return None
    narrows = not asked.group and (strong or signals.names_topic or not (signals.mentions or asked))
    if case.has("agency.inherit") and not signals.role:
        return replace(query, part="via_succession")
    if not narrows or case.has("agency.inherit"):
        return query
    aspects = () if signals.mentions else case.aspects
    return replace(query, topic=case.topic, typed_topic=case.typed_topic, aspects=aspects)


def by_topic(case: Case) -> Query | None:
    """One task where its particulars are asked for, all tasks on the topic otherwise; a clause where no task fits."""
    query = Query(TASKS, topic=case.topic, typed_topic=case.typed_topic, documents=case.documents, aspects=case.aspects)
    if case.hit and case.wants_list():
        return query
    if case.hit and not _rather_a_clause(case):
        return replace(query, subject=TASK, parties=case.parties)
    if case.hit_anywhere and not _rather_a_clause(case):
        return query
    return replace(query, subject=PROVISION, topic=case.wording) if _is_sure_clause(case) else None


def _is_sure_clause(case: Case) -> bool:
    """A clause found without any document being named must hold nearly all of what was asked, pairs of words among
    it."""
    clause = case.clause_hit if case.signals.topic else None
    return clause is not None and clause.coverage >= _SURE_CLAUSE and clause.pairs >= 2


def _rather_a_clause(case: Case) -> bool:
    """A clause holds nearly all of what was asked, and far more than any task does."""
    task = case.hit_anywhere
    if task is None or task.coverage + _FAR_MORE >= 1 or case.clause_hit is None or not _is_sure_clause(case):
        return False
    return case.clause_hit.coverage > task.coverage + _FAR_MORE


def _share(case: Case, query: Query) -> Query:
    """A share of all tasks; of those completed nothing is known, so that what is over is listed and that is said."""
    if case.has("when.due", "ask.status") or not case.parties:
        named = tuple(party for party in query.parties if case.catalog.agencies[party.agency].kind != "group")
        return replace(query, parties=named, filters=Filters(overdue=True), topic="", aspects=("progress",))
    return replace(query, aspects=("share",))


def _asks_for_a_list(case: Case, asked: Filters) -> bool:
    signals = case.signals
    listing = case.has("tasks.task", "tasks.many", "tasks.count", "tasks.what")
    if signals.mentions:
        return bool(
            signals.role
            or listing
            or asked
            or case.documents
            or signals.topic
            or case.has("when.due", "provision.assign", "ask.status")
        )
    if case.has("tasks.percent"):
        return True
    titled = case.has("talk.group_word") and signals.topic
    everything = case.has("tasks.task") and case.has("tasks.many", "tasks.count") and not signals.topic
    return bool(asked or titled or everything or (case.documents and (listing or signals.role)))


def _filters(case: Case) -> Filters:
    """The filters; a span of years asks for tasks with that period, unless it is the period of a document."""
    asked = case.filters
    if asked.active and case.documents and not case.signals.times.years:
        asked = replace(asked, active=None)
    periods = [(case.catalog.documents[d].first_year, case.catalog.documents[d].last_year) for d in case.documents]
    spans = [span for span in case.signals.times.spans if span not in periods]
    return replace(asked, period=spans[0]) if spans else asked


def _is_about_something_else(case: Case) -> bool:
    """Words are left that no task knows, and nothing says that tasks are asked for."""
    signals = case.signals
    lists = case.filters and case.has("tasks.many")
    asks_for_tasks = signals.role or case.has("tasks.task") or signals.group or signals.documents or lists
    return len(signals.topic) >= (2 if signals.mentions else 1) and not asks_for_tasks


def _group_by_title(case: Case) -> tuple[str, str] | None:
    """The document and number of the group whose title the words after "nhóm" are."""
    signals, catalog = case.signals, case.catalog
    if not case.has("talk.group_word") or signals.group or not signals.topic:
        return None
    for hit in catalog.group_titles.search([word.plain for word in signals.topic]):
        document, group, _ = catalog.groups[hit.position]
        wanted = document in case.documents if case.documents else not catalog.is_over(document, case.today.year)
        if wanted and hit.coverage >= _GROUP_TITLE and hit.pairs:
            return document, group
    return None
