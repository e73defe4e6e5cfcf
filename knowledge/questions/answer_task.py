"""One task: what was asked of it in the first line, then its card, what is known besides, and the source."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD, column
from knowledge.in_force import ADDED, amended, column_of, title
from knowledge.last_days import extension
from knowledge.progress.records import NOTHING, Recorded
from knowledge.progress.standing import Standing, standing
from knowledge.progress.status import FINISHED
from knowledge.questions import topics
from knowledge.questions.amendments import beside_column, on_what, task_lines
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.answer_tasks import answer_tasks
from knowledge.questions.find import find
from knowledge.questions.internal import say_task
from knowledge.questions.query import TASK, TASKS, Filters, Party, Query
from knowledge.questions.standing_lines import extended, of_part, part_lines, status_line, whole
from knowledge.questions.task_line import task_line
from knowledge.questions.tasks import Tasks
from knowledge.questions.wording import (
    action,
    agency_name,
    day,
    days_left,
    detail_label,
    document_name,
    period_text,
    with_successor,
)
from knowledge.records import Task
from knowledge.texts import say

_MAYBE = 3
_CLEARLY = 0.02

_SYMBOL = re.compile(r"\d+/\d{4}/[^\s,;.)]+")


def answer_task(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> Answer:
    """The task with that id, or the one that fits the topic; several where the topic fits several as well."""
    if query.tasks:
        known = [task for task in query.tasks if task in catalog.positions]
        return (
            _card(catalog, query, catalog.task(known[0]), today, recorded) if known else _no_such(catalog, query, today)
        )
    if query.topic and not query.typed_topic:
        return _no_such(catalog, query, today)
    found = find(catalog, replace(query, subject=TASKS, filters=Filters(), parties=()), today).named
    first = found.page(0, 1 + _MAYBE)
    if len(first) == 1 or (first and _stands_out(catalog, query)):
        return _card(catalog, query, first[0], today, recorded, maybe=first[1:])
    return answer_tasks(catalog, replace(query, subject=TASKS, parties=()), today, recorded)


def _stands_out(catalog: Catalog, query: Query) -> bool:
    """Whether the best task holds clearly more of the topic than the next."""
    hits = topics.search(catalog, query.topic, query.typed_topic, catalog.facets.all)
    return len(hits) < 2 or hits[0].coverage > hits[1].coverage + _CLEARLY


def _no_such(catalog: Catalog, query: Query, today: date) -> Answer:
    """There is no task with that number; says which there are."""
    language = query.language
    draft = Draft()
    draft.say(say(language, "task.none", number=query.topic or " ".join(query.tasks)))
    for document in (query.documents or catalog.documents_in_force(today.year))[:_MAYBE]:
        tasks = list(Tasks(catalog, catalog.facets.document(document)))
        name = document_name(catalog.documents[document], language)
        group = query.topic.partition(".")[0]
        numbers = [task.number for task in tasks if task.group == group]
        if numbers:
            draft.say(say(language, "task.group_range", group=group, document=name, first=numbers[0], last=numbers[-1]))
        elif tasks:
            draft.say(say(language, "task.range", document=name, first=tasks[0].group, last=tasks[-1].group))
    return Answer(TASK, draft.reply(), query)


def _card(
    catalog: Catalog, query: Query, task: Task, today: date, recorded: Recorded, maybe: Sequence[Task] = ()
) -> Answer:
    draft = Draft()
    how = standing(catalog, task, recorded, today)
    if task.withheld:
        say_task(draft, catalog, task, _period(catalog, how, today, query.language), query.language)
    else:
        _in_full(draft, catalog, query, how, today)
    if maybe:
        _maybe(draft, catalog, query, maybe, today)
    elif not task.withheld:
        _buttons(draft, catalog, task, query.language)
    shown = replace(query, tasks=(task.id,), topic="", typed_topic="")
    return Answer(TASK, draft.reply(), shown, tasks=(task.id, *(other.id for other in maybe)))


def _in_full(draft: Draft, catalog: Catalog, query: Query, how: Standing, today: date) -> None:
    task, language = how.task, query.language
    for party in query.parties:
        draft.say(_part_of(catalog, task, party, language))
    for aspect in query.aspects[:2]:
        draft.say(_direct(catalog, how, aspect, query, today))
    draft.gap()
    draft.say(
        say(
            language,
            "task.title",
            number=task.number,
            document=document_name(catalog.documents[task.document], language),
        )
    )
    if task.internal:
        draft.say(say(language, "internal.kept"))
    draft.say(title(task))
    if language == "en" and catalog.label(task, "en") != title(task):
        draft.say(f"({catalog.label(task, 'en')})")
    draft.gap()
    draft.say(say(language, "task.lead", names=_names(catalog, task, LEAD, language)))
    draft.say(say(language, "task.coordinate", names=_names(catalog, task, COORDINATE, language)))
    draft.say(say(language, "task.period", period=_period(catalog, how, today, language)))
    if task.product:
        draft.say(say(language, "task.product", product=task.product))
    for line in task_lines(task, language):
        draft.say(line)
    _say_standing(draft, catalog, how, language, said="status" in query.aspects[:2])
    _doubt(draft, catalog, task, language)
    _related(draft, catalog, task, language)
    draft.say(_source(catalog, task, language))


def _source(catalog: Catalog, task: Task, language: str) -> str:
    """Where it stands; of a task that officials added by what."""
    if changed := amended(task, ADDED):
        return say(language, "source.place", place=changed.basis)
    name = document_name(catalog.documents[task.document], language)
    return say(language, "task.source", document=name, number=task.number)


def _say_standing(draft: Draft, catalog: Catalog, how: Standing, language: str, *, said: bool) -> None:
    """How it stands, unless that was `said` first, and each agency's part."""
    if not said:
        draft.say(status_line(how, language))
    for line in part_lines(catalog, how, language):
        draft.say(line)


def _maybe(draft: Draft, catalog: Catalog, query: Query, maybe: Sequence[Task], today: date) -> None:
    draft.gap()
    draft.say(say(query.language, "task.maybe"))
    several = len({other.document for other in maybe}) > 1
    for other in maybe:
        draft.say(task_line(catalog, other, query.language, today, document=several))
        label = detail_label(catalog, other, query.language, maybe)
        draft.offer(label, action(Query(TASK, tasks=(other.id,), language=query.language)))


def _unsettled(catalog: Catalog, task: Task) -> str:
    """The agency of the task whose successor is arguable, "" where there is none."""
    doubt = catalog.directory.succession_of(task.id)
    return doubt.of if doubt else ""


def _direct(catalog: Catalog, how: Standing, aspect: str, query: Query, today: date) -> str:
    task, language = how.task, query.language
    match aspect:
        case "lead":
            return say(
                language,
                "task.direct_lead",
                number=task.number,
                names=_names(catalog, task, LEAD, language),
            )
        case "coordinate":
            names = _names(catalog, task, COORDINATE, language)
            return say(language, "task.direct_coordinate", number=task.number, names=names)
        case "deadline":
            return say(
                language, "task.direct_period", number=task.number, period=_period(catalog, how, today, language)
            )
        case "group":
            return say(language, "task.direct_group", number=task.number, group=task.group, title=task.group_title)
        case "status":
            return _direct_status(catalog, how, query)
        case "document" | "number":
            name = document_name(catalog.documents[task.document], language)
            return say(language, "task.direct_document", number=task.number, document=name)
    return ""


def _direct_status(catalog: Catalog, how: Standing, query: Query) -> str:
    """How the task stands; of the agency asked about how its part does."""
    language, number = query.language, how.task.number
    part = next((found for party in query.parties if (found := how.of(party.agency))), None)
    if part and part.is_reported:
        return f"{of_part(catalog, part, language)}."
    if how.status == "unreported" or (how.status == "regular" and not any(each.is_reported for each in how.parts)):
        return say(language, "task.direct_status", number=number)
    return say(language, "standing.direct", number=number, status=whole(how, language))


def _part_of(catalog: Catalog, task: Task, party: Party, language: str) -> str:
    """Whether an agency has a part in the task: named, through succession, through a collective, or not."""
    agency = catalog.agencies[party.agency]
    values = {"agency": agency_name(agency, language), "number": task.number}
    bit = 1 << catalog.positions[task.id]
    for role in (LEAD, COORDINATE):
        if agency.id in column(task, role).named:
            denied = party.role in (LEAD, COORDINATE) and party.role != role
            return say(language, f"task.part_not_{party.role}" if denied else f"task.part_{role}", **values)
    for changed in (found for role in (LEAD, COORDINATE) if (found := amended(task, role))):
        if agency.id in column_of(changed.was).named:
            return say(language, "amended.part_before", on=on_what(changed, language), **values)
    for role in (LEAD, COORDINATE):
        if catalog.inherited(role, agency.id) & bit:
            return say(language, f"task.part_inherited_{role}", **values)
        if catalog.facets.reached(role, agency.id) & bit:
            return say(language, f"task.part_group_{role}", **values)
    return say(language, "task.part_none", **values)


def _names(catalog: Catalog, task: Task, role: str, language: str) -> str:
    """Who has it now, each with who carries on its work, and whom the document names where that is another."""
    cell, unsettled = column(task, role), _unsettled(catalog, task)
    if not (cell.named or cell.collectives or cell.unknown):
        return say(language, "task.nobody") + beside_column(catalog, task, role, language)
    agencies = [catalog.agencies[id_] for id_ in cell.named]
    names = [
        with_successor(catalog, agency, language, task.id) if agency.id != unsettled else agency_name(agency, language)
        for agency in agencies
    ]
    collectives = [text if names else text[:1].upper() + text[1:] for text in cell.collectives]
    unknown = [say(language, "task.unknown_agency", name=name) for name in cell.unknown]
    return "; ".join([*names, *collectives, *unknown]) + beside_column(catalog, task, role, language)


def _period(catalog: Catalog, how: Standing, today: date, language: str) -> str:
    """The period as written and where the day stands in it; a period in years is taken to end on 31 December."""
    task, finished, last = how.task, how.status in FINISHED, how.due
    text = period_text(task, language)
    over = "task.period_over_done" if finished else "task.period_over"
    if changed := extension(task):
        over = "task.extended_over_done" if finished else "task.extended_over"
        text += "; " + extended(changed, language)
    if last is None:
        return text
    if catalog.is_over(task.document, today.year):
        return f"{text} ({say(language, 'task.programme_over')})"
    if last < today:
        return f"{text} ({say(language, over)})"
    if last.year == today.year and not finished:
        return f"{text} ({say(language, 'task.ends', day=day(last, language), left=days_left(last, today, language))})"
    return text


def _doubt(draft: Draft, catalog: Catalog, task: Task, language: str) -> None:
    doubt = catalog.directory.succession_of(task.id)
    if doubt:
        names = f" {say(language, 'list.or')} ".join(
            agency_name(catalog.agencies[id_], language) for id_ in doubt.candidates
        )
        why = doubt.why_en if language == "en" else doubt.why
        draft.say(say(language, "task.undetermined", names=names, why=why))


def _related(draft: Draft, catalog: Catalog, task: Task, language: str) -> None:
    """What became of acts that it speaks of; nothing that speaks of the same acts once more."""
    known: set[str] = set()
    for note in catalog.related_to(task)[:2]:
        acts = set(_SYMBOL.findall(note.text))
        if not acts or acts - known:
            draft.say(say(language, "task.related", text=note.text_en if language == "en" else note.text))
        known |= acts


def _buttons(draft: Draft, catalog: Catalog, task: Task, language: str) -> None:
    for id_ in column(task, LEAD).named[:2]:
        agency = catalog.agencies[id_]
        query = Query(TASKS, parties=(Party(id_, LEAD),), documents=(task.document,), language=language)
        draft.offer(
            say(language, "button.of_agency", agency=agency.name_en if language == "en" else agency.name), action(query)
        )
    query = Query(TASKS, filters=Filters(group=task.group), documents=(task.document,), language=language)
    draft.offer(say(language, "button.group", group=task.group), action(query))
