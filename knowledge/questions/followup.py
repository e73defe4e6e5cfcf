"""Questions that go on with the conversation: they keep what was last asked and change what they name."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions import subject, topics
from knowledge.questions.conversation import Conversation
from knowledge.questions.query import (
    AGENCY,
    CLARIFY,
    DOCUMENT,
    LEAD,
    PROVISION,
    REPORT,
    TASK,
    TASKS,
    Filters,
    Party,
    Query,
)
from knowledge.questions.signals import Signals

_POINTS_BACK = ("talk.this_task", "talk.this_agency", "talk.this_document", "talk.among", "talk.and_what", "tasks.more")
_WHICH_ONES = {"cai nao", "nhung cai nao", "which ones", "which one"}


def merge(catalog: Catalog, signals: Signals, conversation: Conversation, today: date) -> Query | None:
    """The query of a follow-up; None for a question that stands by itself. CLARIFY where there is nothing to follow."""
    last = conversation.last
    if signals.topic and not topics.best(catalog, signals, catalog.facets.all):
        signals = replace(signals, topic=())
    if not _goes_on(signals, last):
        return None
    if last is None:
        return Query(CLARIFY)
    for rule in (_paged, _from_list, _document, _this_agency, _same_task, _other_agency, _report, _provision, _refined):
        query = rule(catalog, signals, conversation, last, today)
        if query:
            return query
    return None


def _goes_on(signals: Signals, last: Query | None) -> bool:
    if signals.numbers or signals.cited or signals.has("talk.help"):
        return False
    if signals.has(*_POINTS_BACK):
        return last is not None or not _stands_alone(signals)
    if signals.ordinal:
        return True
    opening = next((item.text for item in signals.items if item.concepts != frozenset({"filler.words"})), "")
    if opening in _WHICH_ONES and not signals.mentions and not signals.topic and not signals.documents:
        return True
    return last is not None and _is_bare(signals)


def _stands_alone(signals: Signals) -> bool:
    """It points back by a word, but says everything itself ("thế Bộ Y tế chủ trì gì?")."""
    return bool(
        signals.mentions or signals.topic or signals.documents or signals.group or (signals.has("tasks.task") and subject.filters(signals))
    )


def _is_bare(signals: Signals) -> bool:
    """Only an agency, a time, a role, a document or a question word: no subject of its own."""
    own = signals.topic or signals.has(
        "report.report",
        "talk.help",
        "talk.greet",
        "talk.thanks",
        "agency.fate",
        "agency.abbreviation",
        "agency.inherit",
    )
    if own:
        return False
    asks_for_tasks = signals.has("tasks.task") and signals.has(
        "tasks.what", "tasks.many", "tasks.count", "ask.which_task"
    )
    if signals.mentions:
        return not (signals.role or asks_for_tasks or signals.documents or signals.has("tasks.what", "tasks.task"))
    if signals.documents:
        return not (
            asks_for_tasks
            or subject.particulars(signals)
            or signals.clause
            or signals.has("tasks.what", "provision.says")
        )
    return (
        not asks_for_tasks
        and not (signals.has("talk.help"))
        and bool(
            signals.role
            or subject.filters(signals)
            or subject.aspects(signals)
            or signals.times.spans
            or subject.particulars(signals)
            or signals.has("report.to_whom", "report.form", "report.days_left")
        )
    )


def _paged(catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date) -> Query | None:
    only_more = signals.has("tasks.more") and not (
        signals.mentions or signals.role or signals.topic or subject.filters(signals)
    )
    return replace(last, page=last.page + 1) if only_more and last.subject == TASKS else None


def _from_list(
    catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date
) -> Query | None:
    if not signals.ordinal:
        return None
    place = signals.ordinal if signals.ordinal < 0 else signals.ordinal - 1
    if not conversation.listed or place >= len(conversation.listed):
        return Query(CLARIFY)
    return Query(TASK, tasks=(conversation.listed[place],), aspects=subject.aspects(signals))


def _document(catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date) -> Query | None:
    asked = subject.particulars(signals)
    pointed = signals.has("talk.this_document")
    if signals.documents or not (asked or pointed) or signals.role or signals.has("report.report"):
        return None
    documents = last.documents or tuple(
        dict.fromkeys(catalog.task(task).document for task in last.tasks if task in catalog.positions)
    )
    if not documents and conversation.listed:
        documents = (
            (catalog.task(conversation.listed[0]).document,) if conversation.listed[0] in catalog.positions else ()
        )
    if last.subject in (DOCUMENT, PROVISION, REPORT) or pointed:
        return Query(DOCUMENT, documents=documents, aspects=asked) if documents else Query(CLARIFY)
    return None


def _this_agency(
    catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date
) -> Query | None:
    """ "cơ quan này giờ là bộ nào?": what became of the agency that was spoken of."""
    asked = signals.has("agency.fate", "agency.abbreviation") and not signals.mentions and not signals.role
    if not asked or not (signals.has("talk.this_agency") or last.subject == AGENCY):
        return None
    spoken_of = last.parties or tuple(Party(id_) for task in last.tasks[:1] for id_ in catalog.task(task).lead.named)
    return Query(AGENCY, parties=spoken_of, aspects=("fate",)) if spoken_of else Query(CLARIFY)


def _same_task(
    catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date
) -> Query | None:
    """ "ai phối hợp?", "hạn của nó?" after one task."""
    asked = subject.aspects(signals)
    one = last.tasks[:1] if last.subject == TASK else ()
    if (
        last.subject == TASKS
        and signals.has("talk.this_task")
        and not signals.has("talk.among")
        and not (signals.role and last.parties)
    ):
        one = conversation.listed[:1]
    if (last.subject == TASK and not one) or (
        last.subject == TASKS and len(conversation.listed) == 1 and asked == ("about",)
    ):
        one = conversation.listed[:1]
    if not one or signals.documents or signals.times.years:
        return None
    if signals.mentions:
        return (
            Query(TASK, tasks=one, parties=subject.parties(signals), aspects=asked) if signals.role or asked else None
        )
    return Query(TASK, tasks=one, aspects=asked) if asked or signals.has("talk.this_task") or signals.role else None


def _other_agency(
    catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date
) -> Query | None:
    if last.subject != AGENCY:
        return None
    if signals.mentions and not signals.role and not signals.has("tasks.task", "tasks.what"):
        return replace(last, parties=subject.parties(signals))
    if signals.role or signals.has("tasks.task"):
        named = subject.parties(signals) or last.parties
        return Query(
            TASKS, parties=tuple(Party(party.agency, signals.role) for party in named), filters=subject.filters(signals)
        )
    return None


def _report(catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date) -> Query | None:
    if last.subject != REPORT or signals.role or signals.has("tasks.task"):
        return None
    fresh = subject.decide(catalog, signals, today)
    return replace(
        last,
        documents=signals.documents or last.documents,
        parties=subject.parties(signals) or last.parties,
        aspects=fresh.aspects if fresh.subject == REPORT else _report_aspects(signals) or last.aspects,
        topic="",
    )


def _report_aspects(signals: Signals) -> tuple[str, ...]:
    pairs = (
        ("report.to_whom", "to_whom"),
        ("ask.who", "to_whom"),
        ("report.form", "form"),
        ("report.days_left", "days"),
    )
    return tuple(name for concept, name in pairs if signals.has(concept))


def _provision(
    catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date
) -> Query | None:
    if last.subject not in (PROVISION, DOCUMENT) or signals.role or signals.has("tasks.task", "report.report"):
        return None
    if signals.documents and not signals.mentions and not signals.topic:
        return replace(
            last,
            documents=signals.documents,
            aspects=subject.particulars(signals) or last.aspects,
            clause=signals.clause,
        )
    if signals.mentions and last.subject == PROVISION:
        return replace(last, parties=subject.parties(signals), topic="", documents=signals.documents or last.documents)
    return None


def _refined(catalog: Catalog, signals: Signals, conversation: Conversation, last: Query, today: date) -> Query | None:
    """A list again, with what the follow-up names changed: agency, role, time, group, document or topic."""
    if last.subject not in (TASKS, TASK):
        return None
    fresh = subject.decide(catalog, signals, today)
    only_document = fresh.subject == DOCUMENT and not fresh.aspects
    if not only_document and (fresh.subject not in (TASKS, TASK, CLARIFY, "none") or fresh.tasks):
        return None
    return Query(
        TASKS,
        parties=_parties(signals, last),
        join=signals.join if len(signals.mentions) > 1 else last.join,
        filters=_filters(_as_before(signals, last), last.filters, among=signals.has("talk.among")),
        documents=signals.documents or last.documents,
        topic=fresh.topic or ("" if signals.topic else last.topic),
        typed_topic=fresh.typed_topic or ("" if signals.topic else last.typed_topic),
        count=signals.has("tasks.count"),
        by_deadline=signals.has("tasks.by_deadline"),
    )


def _as_before(signals: Signals, last: Query) -> Filters:
    """The filters of the follow-up; a bare year ("2026 thì sao") asks of that year what was asked of the year before."""
    new = subject.filters(signals)
    if new.active and last.filters.due and not signals.has("when.active"):
        return replace(new, active=None, due=(new.active, new.active))
    return new


def _parties(signals: Signals, last: Query) -> tuple[Party, ...]:
    named = subject.parties(signals)
    if named:
        return tuple(replace(party, role=party.role or (last.role if last.parties else "")) for party in named)
    if signals.role:
        return tuple(replace(party, role=signals.role) for party in last.parties)
    return last.parties


def _filters(new: Filters, last: Filters, *, among: bool) -> Filters:
    """New times replace the old ones (inside a list they narrow it); a new group replaces the old group."""
    times = replace(new, group="")
    kept = last if not times else _both(last, times) if among else times
    return replace(kept, group=new.group or last.group)


def _both(last: Filters, new: Filters) -> Filters:
    plain = Filters()
    changed = {name: getattr(new, name) for name in Filters.__slots__ if getattr(new, name) != getattr(plain, name)}
    return replace(last, **changed)


__all__ = ["LEAD", "merge"]
