"""What stands under a list of an agency's tasks: what it took over, what is given to all, its other role, who it is
now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD, ROLES
from knowledge.occurrences import next_occurrence
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions import headline
from knowledge.questions.amendments import duty_mark
from knowledge.questions.answer import Draft
from knowledge.questions.duties import duty_title
from knowledge.questions.find import Found, count_named, roles_of
from knowledge.questions.query import Query
from knowledge.questions.task_line import task_line
from knowledge.questions.tasks import Tasks
from knowledge.questions.wording import agency_name, day, document_name, with_successor
from knowledge.records import Task
from knowledge.texts import say

_MOST_NAMED = 3
_FEW = 3
_MOST_NUMBERS = 30


def add_sections(
    draft: Draft, catalog: Catalog, query: Query, found: Found, room: int, today: date, recorded: Recorded = NOTHING
) -> None:
    """Adds them to the first page; tasks in a line each while there is `room` for so many lines, else as numbers."""
    if query.page > 1 or not query.parties or query.part:
        return
    language = query.language
    for heading, tasks in (*_taken_over(catalog, query, found), *_given_to_all(query, found)):
        draft.gap()
        _section(draft, catalog, heading, tasks, query, room, today)
    other = other_role(catalog, query, today, recorded)
    if other:
        draft.gap()
        draft.say(say(language, f"tasks.also_{other[0]}", n=other[1]))
    elif not query.parties[0].role and not found.named:
        draft.gap()
        draft.say(say(language, "tasks.also_none"))
    for party in query.parties:
        agency = catalog.agencies[party.agency]
        if any(succession.main for succession in agency.successions):
            draft.gap()
            draft.say(with_successor(catalog, agency, language) + ".")


def add_archived(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date) -> None:
    if not found.archived or query.page > 1 or query.filters.group:
        return
    names = document_names(catalog, found.archived.documents, query.language)
    draft.gap()
    draft.say(say(query.language, "tasks.archived", n=len(found.archived), documents=names))
    if not found.named and len(found.archived) <= _FEW:
        for task in found.archived:
            draft.say(task_line(catalog, task, query.language, today))


def add_reports(draft: Draft, catalog: Catalog, query: Query, today: date) -> None:
    """Asked what falls due in a span of days: the reports that do, too."""
    if not query.filters.due_days or query.page > 1 or query.parties:
        return
    language = query.language
    first, last = map(date.fromisoformat, query.filters.due_days)
    live = ((duty, next_occurrence(duty, today)) for duty in catalog.duties if duty.state == "live" and duty.to)
    due = sorted(
        ((on.last, duty.id, duty, on) for duty, on in live if on and first <= on.last <= last), key=itemgetter(0, 1)
    )
    if due:
        draft.gap()
        draft.say(say(language, "tasks.reports_due"))
    for _, _, duty, on in due:
        title, last_day = duty_title(duty, on, language), day(on.last, language)
        draft.say(
            say(language, "tasks.report_due", title=title, day=last_day, source=duty.citation)
            + duty_mark(duty, language)
        )


def document_names(catalog: Catalog, documents: Sequence[str], language: str, dated: bool = False) -> str:
    """The documents by name, of many the first ones and how many more there are."""
    names = [
        dated_name(catalog, id_, language) if dated else document_name(catalog.documents[id_], language)
        for id_ in documents[:_MOST_NAMED]
    ]
    if len(documents) > _MOST_NAMED:
        names.append(say(language, "source.more", n=len(documents) - _MOST_NAMED))
    return "; ".join(names)


def dated_name(catalog: Catalog, document_id: str, language: str) -> str:
    document = catalog.documents[document_id]
    dated = f" {say(language, 'source.dated', day=day(document.issued, language))}" if document.issued else ""
    return document_name(document, language) + dated


def _section(draft: Draft, catalog: Catalog, heading: str, tasks: Tasks, query: Query, room: int, today: date) -> None:
    if len(tasks) > room:
        more = ", …" if len(tasks) > _MOST_NUMBERS else ""
        draft.say(f"{heading} {_numbers(catalog, tasks.page(0, _MOST_NUMBERS), query.language)}{more}")
        return
    draft.say(heading)
    for task in tasks:
        draft.say(task_line(catalog, task, query.language, today, document=len(tasks.documents) > 1))


def _numbers(catalog: Catalog, tasks: Sequence[Task], language: str) -> str:
    """ "1.1, 1.2"; of several documents "1.1, 1.2 (Nghị quyết 47/NQ-CP); 1.1 (Quyết định 99/QĐ-TTg)"."""
    by_document: dict[str, list[str]] = {}
    for task in tasks:
        by_document.setdefault(task.document, []).append(task.number)
    if len(by_document) < 2:
        return ", ".join(task.number for task in tasks)
    named = ((document_name(catalog.documents[id_], language), each) for id_, each in by_document.items())
    return "; ".join(f"{', '.join(numbers)} ({name})" for name, numbers in named)


def _given_to_all(query: Query, found: Found) -> list[tuple[str, Tasks]]:
    n = len(found.via_group)
    return [(say(query.language, "tasks.via_group", n=n, role=headline.role_verb(query)), found.via_group)] if n else []


def _taken_over(catalog: Catalog, query: Query, found: Found) -> list[tuple[str, Tasks]]:
    """The tasks taken over, by the agency they name; those whose successor is arguable apart."""
    groups: dict[tuple[str, tuple[str, ...]], int] = {}
    rest = found.via_succession.bits
    for party in query.parties:
        for role in roles_of(party):
            for before, main in catalog.predecessors.get(party.agency, ()):
                named = catalog.facets.named(role, before) & rest
                for candidates, doubtful in catalog.doubts(before):
                    groups[before, candidates] = groups.get((before, candidates), 0) | (named & doubtful)
                    named &= ~doubtful
                taken = named & ~catalog.given_away(before) if main else named & catalog.given(party.agency, before)
                groups[before, ()] = groups.get((before, ()), 0) | taken
    return [
        (_heading(catalog, query, *key, n=bits.bit_count()), Tasks(catalog, bits))
        for key, bits in groups.items()
        if bits
    ]


def _heading(catalog: Catalog, query: Query, before: str, candidates: tuple[str, ...], n: int) -> str:
    language = query.language
    agency = agency_name(catalog.agencies[before], language)
    if candidates:
        names = f" {say(language, 'list.or')} ".join(agency_name(catalog.agencies[id_], language) for id_ in candidates)
        return say(language, "tasks.via_doubt", agency=agency, names=names, n=n)
    return say(language, "tasks.via_succession", agency=agency, n=n)


def other_role(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> tuple[str, int] | None:
    """The role that was not asked of the one agency, and in how many tasks of the same programmes it has it."""
    if len(query.parties) != 1 or query.role not in ROLES:
        return None
    other = COORDINATE if query.role == LEAD else LEAD
    n = count_named(catalog, replace(query.with_role(other), topic="", page=1), today, recorded)
    return (other, n) if n else None
