"""What stands under a list of an agency's tasks: what it took over, what is given to all, its other role, who it is now."""

from collections.abc import Sequence
from datetime import date

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD, ROLES
from knowledge.questions import headline
from knowledge.questions.answer import Draft
from knowledge.questions.find import Found
from knowledge.questions.query import Query
from knowledge.questions.task_line import task_line
from knowledge.questions.wording import agency_name, document_name, with_successor
from knowledge.records import Task
from knowledge.texts import say


def add_sections(draft: Draft, catalog: Catalog, query: Query, found: Found, room: int, today: date) -> None:
    """Adds them to the first page; tasks in a line each while there is `room` for so many lines, else as numbers."""
    if query.page > 1 or not query.parties or query.part:
        return
    language = query.language
    for heading, positions in (*_taken_over(catalog, query, found), *_given_to_all(query, found)):
        draft.gap()
        _section(draft, catalog, heading, positions, query, room, today)
    other = other_role(catalog, query)
    if other:
        draft.gap()
        draft.say(say(language, f"tasks.also_{other[0]}", n=other[1]))
    for party in query.parties:
        agency = catalog.agencies[party.agency]
        if any(succession.main for succession in agency.successions):
            draft.gap()
            draft.say(with_successor(catalog, agency, language) + ".")


def add_archived(draft: Draft, catalog: Catalog, query: Query, found: Found) -> None:
    if not found.archived or query.page > 1:
        return
    documents = dict.fromkeys(catalog.tasks[at].document for at in found.archived)
    names = ", ".join(document_name(catalog.documents[document], query.language) for document in documents)
    draft.gap()
    draft.say(say(query.language, "tasks.archived", n=len(found.archived), documents=names))


def _section(
    draft: Draft, catalog: Catalog, heading: str, positions: Sequence[int], query: Query, room: int, today: date
) -> None:
    tasks = [catalog.tasks[at] for at in positions]
    if len(tasks) > room:
        draft.say(f"{heading} {', '.join(task.number for task in tasks)}")
        return
    draft.say(heading)
    for task in tasks:
        draft.say(task_line(catalog, task, query.language, today))


def _given_to_all(query: Query, found: Found) -> list[tuple[str, Sequence[int]]]:
    n = len(found.via_group)
    return [(say(query.language, "tasks.via_group", n=n, role=headline.role_verb(query)), found.via_group)] if n else []


def _taken_over(catalog: Catalog, query: Query, found: Found) -> list[tuple[str, list[int]]]:
    """The tasks taken over, by the agency they name; those whose successor is arguable apart."""
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for at in found.via_succession:
        task = catalog.tasks[at]
        doubt = catalog.directory.succession_of(task.id)
        groups.setdefault((_taken_from(catalog, query, task), doubt.candidates if doubt else ()), []).append(at)
    return [(_heading(catalog, query, *key, n=len(positions)), positions) for key, positions in groups.items()]


def _heading(catalog: Catalog, query: Query, before: str, candidates: tuple[str, ...], n: int) -> str:
    language = query.language
    agency = agency_name(catalog.agencies[before], language)
    if candidates:
        names = f" {say(language, 'list.or')} ".join(agency_name(catalog.agencies[id_], language) for id_ in candidates)
        return say(language, "tasks.via_doubt", agency=agency, names=names, n=n)
    return say(language, "tasks.via_succession", agency=agency, n=n, role=headline.role_verb(query))


def _taken_from(catalog: Catalog, query: Query, task: Task) -> str:
    """The agency named in the task whose work one of the agencies asked about carries on, or may."""
    doubt = catalog.directory.succession_of(task.id)
    for party in query.parties:
        columns = {LEAD: (task.lead,), COORDINATE: (task.coordinate,)}.get(
            party.role or LEAD, (task.lead, task.coordinate)
        )
        before = dict(catalog.predecessors.get(party.agency, ()))
        for id_ in (id_ for column in columns for id_ in column.named):
            if before.get(id_) or (doubt is not None and doubt.of == id_ and party.agency in doubt.candidates):
                return id_
    raise ValueError(f"{task.id} was not taken over by any agency of the query")


def other_role(catalog: Catalog, query: Query) -> tuple[str, int] | None:
    """The role that was not asked of the one agency, and in how many tasks of the same programmes it has it."""
    if len(query.parties) != 1 or query.role not in ROLES:
        return None
    other = COORDINATE if query.role == LEAD else LEAD
    documents = query.documents or catalog.current_documents
    named = catalog.facets.named(other, query.parties[0].agency)
    n = sum(1 for document in documents for _ in positions_of(named & catalog.facets.document(document)))
    return (other, n) if n else None
