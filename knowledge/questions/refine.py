"""A list of tasks asked for again with something changed: agency, role, time, group, document or topic."""

from dataclasses import fields, replace

from knowledge.questions.case import Case
from knowledge.questions.query import CLARIFY, DOCUMENT, NONE, TASK, TASKS, Filters, Party, Query


def refined(case: Case, last: Query, alone: Query) -> Query | None:
    """`last` with what the question names changed; None where the question, read alone as `alone`, wants something
    else."""
    only_document = alone.subject == DOCUMENT and not alone.aspects
    if not only_document and (alone.subject not in (TASKS, TASK, CLARIFY, NONE) or alone.tasks):
        return None
    if "progress" in alone.aspects:
        return replace(alone, parties=alone.parties or last.parties)
    signals = case.signals
    keeps_topic = not (alone.topic or signals.topic)
    return Query(
        TASKS,
        parties=_parties(case, last),
        join=signals.join if len(signals.mentions) > 1 else last.join,
        filters=_times(case, last),
        documents=signals.documents or _documents(case, last),
        topic=last.topic if keeps_topic else alone.topic,
        typed_topic=last.typed_topic if keeps_topic else alone.typed_topic,
        topic_text=last.topic_text if keeps_topic else alone.topic_text,
        aspects=_aspects(case, last),
        by_deadline=case.has("tasks.by_deadline"),
    )


def _aspects(case: Case, last: Query) -> tuple[str, ...]:
    """ "còn Bộ Công an?" after how much is completed asks that of another agency."""
    if "progress" in last.aspects and not (case.signals.role or case.filters):
        return last.aspects
    return ("lead",) if case.has("ask.who") and not case.parties else ()


def _documents(case: Case, last: Query) -> tuple[str, ...]:
    """The documents asked before, unless the year asked now lies outside their period."""
    years = case.signals.times.years
    held = [case.catalog.documents[document] for document in last.documents]
    inside = all((known.first_year or 0) <= year <= (known.last_year or 9999) for known in held for year in years)
    return last.documents if inside else case.documents


def _parties(case: Case, last: Query) -> tuple[Party, ...]:
    """The agencies named, in the role named or asked before; else those asked before."""
    if case.parties:
        before = last.role if last.parties else ""
        return tuple(replace(party, role=party.role or before) for party in case.parties)
    role = case.signals.role
    return tuple(replace(party, role=role) for party in last.parties) if role else last.parties


def _times(case: Case, last: Query) -> Filters:
    """ "bộ đó chủ trì gì" is a question of its own: it keeps the agency, not the times."""
    if case.has("talk.this_agency") and case.signals.role and case.has("tasks.what") and not case.has("talk.and_what"):
        return case.filters
    return _filters(_as_before(case, last), last.filters, among=case.has("talk.among"))


def _as_before(case: Case, last: Query) -> Filters:
    """The filters of the follow-up; a bare year ("2026 thì sao") asks of that year what was asked of the year
    before."""
    new = case.filters
    if new.active and last.filters.due and not case.has("when.active"):
        return replace(new, active=None, due=(new.active, new.active))
    return new


def _filters(new: Filters, last: Filters, *, among: bool) -> Filters:
    """New times replace the old ones (inside a list they narrow it); a new group replaces the old group."""
    times = replace(new, group="")
    kept = last if not times else _both(last, times) if among else times
    return replace(kept, group=new.group or last.group)


def _both(last: Filters, new: Filters) -> Filters:
    changed = {
        field.name: getattr(new, field.name) for field in fields(new) if getattr(new, field.name) != field.default
    }
    return replace(last, **changed)
