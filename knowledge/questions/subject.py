"""Deciding what kind of answer a question wants, from its own words alone."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.bits import bits_of, positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.text_index import Hit
from knowledge.questions import topics
from knowledge.questions.query import (
    AGENCY,
    CLARIFY,
    COORDINATE,
    DOCUMENT,
    EITHER,
    HELP,
    LEAD,
    NONE,
    PROVISION,
    REPORT,
    TASK,
    TASKS,
    Filters,
    Party,
    Query,
)
from knowledge.questions.signals import Signals, topic_start

_PARTICULARS = {
    "document.sign": "sign", "document.issued": "issued", "document.effective": "effective", "document.still_in_force": "in_force",
    "document.recipients": "recipients", "document.implements": "implements", "document.issuer": "issuer",
    "document.full_title": "title", "document.symbol": "symbol", "document.what_is": "title", "document.documents": "documents",
    "document.compare": "compare", "document.based_on": "based_on",
}  # fmt: skip
_ASPECTS = {
    "ask.when": "deadline", "ask.deadline": "deadline", "when.due": "deadline", "ask.about": "about", "ask.group": "group",
    "ask.status": "status", "ask.which_document": "document", "ask.which_task": "number",
}  # fmt: skip


_GROUP_TITLE = 0.6
_STRONG = 0.75
"""The share of the words left that a task must hold to narrow a question that asks for an agency or a time already."""
_LEGAL_BASES = "can cu"
"""The path of the clause that a document's legal bases stand under."""
_CLEAR = 0.5
"""The share of what was asked that a clause must hold to be quoted where duties with their dates are known too."""


def decide(catalog: Catalog, signals: Signals, today: date) -> Query:
    """The query that a question makes by itself; CLARIFY where it needs a conversation, NONE where it is about something else."""
    rules = (_help, _numbered, _particulars, _report, _fate, _clause, _tasks, _by_topic)
    for rule in rules:
        query = rule(catalog, signals, today)
        if query:
            return query
    return Query(
        HELP if signals.has("talk.help", "talk.greet", "talk.thanks") else CLARIFY if _is_fragment(signals) else NONE
    )


def parties(signals: Signals) -> tuple[Party, ...]:
    """The agencies asked about; an ambiguous one stands as its first reading until it is cleared up."""
    return tuple(Party(mention.ids[0], mention.role or signals.role) for mention in signals.mentions)


def aspects(signals: Signals) -> tuple[str, ...]:
    """What of a task was asked for, in the order of the question."""
    found: list[str] = []
    for item in signals.items:
        found.extend(aspect for concept, aspect in _ASPECTS.items() if item.means(concept))
        if item.means("role.coordinate") and (signals.has("ask.who", "tasks.what", "tasks.many") or signals.numbers):
            found.append("coordinate")
        if item.means("ask.who", "role.lead"):
            found.append("coordinate" if signals.role == COORDINATE else "lead")
    return tuple(dict.fromkeys(found))


def particulars(signals: Signals) -> tuple[str, ...]:
    """What of a document was asked for."""
    found = [name for item in signals.items for concept, name in _PARTICULARS.items() if item.means(concept)]
    if "sign" in found and signals.has("ask.when") and not signals.has("ask.who"):
        found = ["issued", *found]
    return tuple(dict.fromkeys(found))


def filters(signals: Signals) -> Filters:
    return replace(signals.times.filters, group=signals.group)


def _is_fragment(signals: Signals) -> bool:
    """Something is asked, but not about what."""
    return signals.has(
        "ask.who", "ask.when", "ask.deadline", "ask.status", "ask.about", "role.lead", "role.coordinate", "role.either",
        "talk.this_task", "talk.this_agency", "talk.this_document", "talk.among", "talk.and_what", "tasks.task", "tasks.more",
        "document.sign", "document.issued", "document.effective", "agency.mine",
    ) and not signals.topic or bool(signals.ordinal or signals.mentions)  # fmt: skip


def _help(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    asked = signals.has("talk.help")
    about_something = (
        signals.mentions or signals.numbers or signals.documents or signals.has("report.report", "tasks.task")
    )
    return (
        Query(HELP) if asked and not about_something and not topics.best(catalog, signals, catalog.facets.all) else None
    )


def _numbered(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    """ "3.7", "47/NQ-CP 3.6": tasks by number, of the document named or else of a programme in force."""
    if not signals.numbers or (signals.documents and not _with_tasks(catalog, signals)):
        return None
    scope = _scope(catalog, signals, today)
    found = [
        catalog.tasks[at].id for number in signals.numbers for at in positions_of(catalog.facets.number(number) & scope)
    ]
    asked = aspects(signals)
    if not found:
        return Query(TASK, topic=" ".join(signals.numbers), aspects=asked, documents=signals.documents)
    kind = TASK if len(found) == 1 else TASKS
    return Query(kind, tasks=tuple(found), aspects=asked, parties=parties(signals), documents=signals.documents)


def _with_tasks(catalog: Catalog, signals: Signals) -> tuple[str, ...]:
    return tuple(document for document in signals.documents if document in catalog.task_documents)


def scope_documents(catalog: Catalog, signals: Signals, today: date) -> tuple[str, ...]:
    """The documents named, or those whose period the named years fall in when no programme in force holds these years."""
    if signals.documents:
        return signals.documents
    years = [*signals.times.years, *(year for span in signals.times.spans for year in span)]
    for document in catalog.task_documents:
        known = catalog.documents[document]
        inside = (
            years
            and known.first_year
            and known.last_year
            and all(known.first_year <= y <= known.last_year for y in years)
        )
        if inside and catalog.is_over(document, today.year):
            return (document,)
    return ()


def _scope(catalog: Catalog, signals: Signals, today: date) -> int:
    documents = scope_documents(catalog, signals, today)
    if not documents:
        return catalog.in_force(today.year)
    found = 0
    for document in documents:
        found |= catalog.facets.document(document)
    return found


def _particulars(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    asked = particulars(signals)
    if not asked or signals.has("report.report", "role.lead", "role.coordinate") or (signals.has("report.submit") and signals.has("report.object")):
        return None
    if signals.documents and "based_on" in asked and "implements" not in asked:
        return Query(PROVISION, documents=signals.documents, clause=_LEGAL_BASES)
    vague = set(asked) <= {"issuer", "symbol", "title", "based_on"} and (
        signals.topic or signals.cited or signals.has("provision.says")
    )
    if signals.documents and not vague:
        return Query(DOCUMENT, documents=signals.documents, aspects=asked)
    if signals.cited and set(asked) & {"in_force", "issued", "sign", "effective", "title"}:
        return Query(DOCUMENT, topic=signals.cited[0], aspects=asked)
    return Query(DOCUMENT, aspects=asked) if "documents" in asked else None


def _report(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    asks = signals.has("ask.when", "ask.deadline", "report.to_whom", "report.days_left", "report.form", "when.before")
    sends = signals.has("report.object") and (asks or signals.has("report.submit", "when.due"))
    if signals.mentions and signals.role and not (asks or signals.has("report.submit")):
        return None
    reporting = sends or (
        signals.has("report.report")
        or signals.has("report.form")
        or (asks and signals.has("report.submit") and not signals.topic)
    )
    if not reporting:
        return None
    asked = tuple(
        name
        for concept, name in (
            ("report.to_whom", "to_whom"), ("report.form", "form"), ("report.all_documents", "all"), ("report.days_left", "days"),
        )
        if signals.has(concept)
    )  # fmt: skip
    return Query(
        REPORT,
        documents=signals.documents,
        parties=parties(signals),
        aspects=asked,
        topic=" ".join(signals.said),
        filters=filters(signals),
    )


def _fate(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    """What became of an agency, whom it took over, how it is called."""
    if not signals.mentions or signals.has("role.lead", "role.coordinate", "role.either") or signals.documents:
        return None
    if signals.has("agency.fate") and not (signals.has("tasks.task") and signals.has("agency.inherit")):
        return Query(AGENCY, parties=parties(signals), aspects=("fate",))
    if signals.has("agency.inherit") and not signals.has("tasks.task", "tasks.what"):
        return Query(AGENCY, parties=parties(signals), aspects=("fate",))
    named = signals.has("agency.abbreviation") or (signals.has("ask.about") and not signals.topic)
    if named and not signals.has("tasks.task"):
        return Query(AGENCY, parties=parties(signals), aspects=("name",))
    return None


def _clause(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    """What a document's body says: a clause by its place, what it gives an agency to do, or what it says of a topic."""
    documents = signals.documents
    if not documents:
        return None
    plain = Query(
        PROVISION,
        documents=documents,
        parties=parties(signals),
        clause=signals.clause,
        topic=topics.broad(signals),
    )
    if signals.clause and not signals.group:
        return plain
    if not _with_tasks(catalog, signals):
        if _only_the_document(signals):
            return Query(DOCUMENT, documents=documents)
        hit = topics.best_clause(catalog, signals) if signals.has("ask.when", "ask.deadline") else None
        dated = signals.has("ask.when", "ask.deadline") and (hit is None or hit.coverage < _CLEAR)
        return replace(plain, subject=REPORT) if dated else plain
    if signals.role or signals.group or signals.times.filters:
        return None
    if signals.mentions:
        addressed = any(m.ids[0] in clause.addressees for m in signals.mentions for clause in _body(catalog, documents))
        leads = any(
            catalog.facets.named(LEAD, m.ids[0]) & catalog.facets.document(documents[0]) for m in signals.mentions
        )
        return plain if addressed and (signals.has("provision.responsibility") or not leads) else None
    if (
        signals.has("provision.says", "provision.money", "provision.number_of", "provision.responsibility")
        and signals.topic
    ):
        return plain
    if signals.has("provision.money") or (signals.topic and signals.has("report.to_whom")):
        return plain
    if signals.topic and not signals.has("tasks.task"):
        in_body = topics.best_clause(catalog, signals)
        in_annex = topics.best(catalog, signals, _scope(catalog, signals, today))
        return plain if in_body and (in_annex is None or in_body.coverage > in_annex.coverage + 0.1) else None
    return Query(DOCUMENT, documents=documents) if _only_the_document(signals) else None


def _body(catalog: Catalog, documents: tuple[str, ...]):  # type: ignore[no-untyped-def]
    return (clause for clause in catalog.provisions if clause.document in documents)


def _only_the_document(signals: Signals) -> bool:
    return not (
        signals.topic
        or signals.mentions
        or signals.role
        or signals.times.filters
        or signals.has(
            "tasks.task",
            "tasks.what",
            "tasks.count",
            "tasks.many",
            "provision.says",
            "provision.assign",
            "provision.money",
            "provision.number_of",
            "provision.responsibility",
        )
    )


def _tasks(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    """Lists by agency, role, time, group and document, narrowed by a topic where the words make one."""
    asked = filters(signals)
    documents = scope_documents(catalog, signals, today)
    if asked.active and documents and not signals.times.years:
        asked = replace(asked, active=None)
    period = _period(catalog, signals, documents)
    if period:
        asked = replace(asked, period=period)
    listing = signals.has("tasks.task", "tasks.many", "tasks.count", "tasks.what")
    titled = signals.has("talk.group_word") and signals.topic
    everything = signals.has("tasks.task") and signals.has("tasks.many", "tasks.count") and not signals.topic
    if not (signals.mentions or asked or titled or everything or (documents and (listing or signals.role))):
        return None
    if signals.mentions and not (
        signals.role or listing or asked or documents or signals.topic or signals.has("when.due", "provision.assign")
    ):
        return None
    group = _group_by_title(catalog, signals, documents, today)
    if group:
        return Query(
            TASKS,
            parties=parties(signals),
            join=signals.join,
            filters=replace(asked, group=group[1]),
            documents=(group[0],),
        )
    scope = _scope(catalog, signals, today)
    hit = topics.best(catalog, signals, scope)
    if hit is None and _is_about_something_else(signals):
        return None
    if hit and hit.coverage >= _STRONG and signals.has("ask.who") and not _wants_list(signals):
        return None
    if hit and hit.coverage < _STRONG and not topic_start(signals.items) and (signals.mentions or asked):
        hit = None
    return Query(
        TASKS,
        parties=parties(signals),
        join=signals.join,
        filters=asked,
        documents=documents,
        topic=topics.words(signals) if hit else "",
        typed_topic=topics.typed(signals) if hit else "",
        aspects=aspects(signals) if hit and not signals.mentions else (),
        count=signals.has("tasks.count"),
        by_deadline=signals.has("tasks.by_deadline"),
    )


def _is_about_something_else(signals: Signals) -> bool:
    """Words are left that no task knows, and nothing says that tasks are asked for."""
    asks_for_tasks = signals.role or signals.has("tasks.task") or signals.group or signals.documents
    return len(signals.topic) >= (2 if signals.mentions else 1) and not asks_for_tasks


def _group_by_title(
    catalog: Catalog, signals: Signals, documents: tuple[str, ...], today: date
) -> tuple[str, str] | None:
    """The document and number of the group whose title the words after "nhóm" are."""
    if not signals.has("talk.group_word") or signals.group or not signals.topic:
        return None
    for hit in catalog.group_titles.search([word.plain for word in signals.topic]):
        document, group, _ = catalog.groups[hit.position]
        wanted = document in documents if documents else not catalog.is_over(document, today.year)
        if wanted and hit.coverage >= _GROUP_TITLE and hit.pairs:
            return document, group
    return None


def _period(catalog: Catalog, signals: Signals, documents: tuple[str, ...]) -> tuple[int, int] | None:
    """A span of years asks for tasks with that period, unless it is the period of a document."""
    for span in signals.times.spans:
        if not any((catalog.documents[d].first_year, catalog.documents[d].last_year) == span for d in documents):
            return span
    return None


def _by_topic(catalog: Catalog, signals: Signals, today: date) -> Query | None:
    hit = topics.best(catalog, signals, _scope(catalog, signals, today))
    documents = scope_documents(catalog, signals, today)
    plain = Query(TASKS, topic=topics.words(signals), typed_topic=topics.typed(signals), documents=documents)
    if hit and _wants_list(signals):
        return replace(plain, aspects=aspects(signals), count=signals.has("tasks.count"))
    if hit:
        return replace(plain, subject=TASK, aspects=aspects(signals), parties=parties(signals))
    if topics.best(catalog, signals, catalog.facets.all):
        return replace(plain, aspects=aspects(signals))
    clause = topics.best_clause(catalog, signals) if signals.topic else None
    return replace(plain, subject=PROVISION) if clause and topics.is_sure(clause) else None


def _wants_list(signals: Signals) -> bool:
    """Whether a topic question asks for every task on it, not for one task's particulars."""
    return signals.has("tasks.many", "tasks.count") or (
        signals.has("tasks.task", "talk.topic_word")
        and not signals.has("ask.who", "ask.when", "ask.deadline", "role.lead", "role.coordinate")
    )


def positions(hits: list[Hit], size: int) -> int:
    return bits_of((hit.position for hit in hits), size)


__all__ = ["EITHER", "aspects", "decide", "filters", "particulars", "parties", "scope_documents"]
