"""A list of tasks: how many and whose in the first line, ten a page, then what reaches the agency otherwise, then the
source."""

from dataclasses import replace
from datetime import date
from itertools import islice

from babel.numbers import format_percent

from knowledge.catalog.catalog import Catalog
from knowledge.progress.records import NOTHING, Recorded
from knowledge.progress.sets import counted
from knowledge.questions import headline
from knowledge.questions.amendments import bases
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.find import Found, count_named, find
from knowledge.questions.internal import say_not_searched
from knowledge.questions.query import TASK, TASKS, Filters, Query
from knowledge.questions.standing_lines import account, is_finished, mark
from knowledge.questions.task_line import task_line
from knowledge.questions.task_sections import add_archived, add_reports, add_sections, document_names, other_role
from knowledge.questions.tasks import Tasks
from knowledge.questions.wording import action, agency_name, detail_label
from knowledge.records import Task
from knowledge.texts import say

PAGE = 10
_DETAILS = 4
_FEW = 3
_MOST_DOCUMENTS = 20


def answer_tasks(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> Answer:
    """The list that a query asks for, one page of it, by what is recorded.

    A topic that none of an agency's tasks has is said so, and the list is given without it.
    """
    if query.parties and all(catalog.agencies[party.agency].kind == "group" for party in query.parties):
        query = replace(query, part="via_group")
    if "progress" in query.aspects and len(query.parties) > 1:
        return _side_by_side(catalog, query, today, recorded)
    found = find(catalog, query, today, recorded)
    draft = Draft()
    if "progress" in query.aspects:
        draft.say(_progress(catalog, query, recorded, today))
        draft.gap()
    if query.topic and query.parties and not (found.named or found.via_succession or found.via_group):
        draft.say(say(query.language, "tasks.topic_missed", topic=query.topic_text or query.typed_topic))
        query = replace(query, topic="", typed_topic="", topic_text="")
        found = find(catalog, query, today, recorded)
    listed: Tasks = getattr(found, query.part or "named")
    pages = max(1, -(-len(listed) // PAGE))
    if query.page > pages:
        draft.say(say(query.language, "tasks.no_more"))
    query = replace(query, page=min(max(query.page, 1), pages))
    draft.say(headline.of_list(catalog, query, len(listed), today))
    if "share" in query.aspects:
        draft.say(_share(catalog, query, len(listed), today, recorded))
    _add_page(draft, catalog, query, listed, today, recorded)
    _say_not_listed(draft, catalog, query, found, today, recorded)
    add_sections(draft, catalog, query, found, PAGE - len(listed), today, recorded)
    add_reports(draft, catalog, query, today)
    add_archived(draft, catalog, query, found, today)
    _say_internal(draft, catalog, query, found)
    draft.gap()
    draft.say(_source(catalog, query, found, today))
    _offer(draft, catalog, query, found, today, recorded)
    lists = (found.named.ids, found.via_group.ids, found.via_succession.ids, found.archived.ids)
    return Answer(TASKS, draft.reply(), query, *lists)


def _side_by_side(catalog: Catalog, query: Query, today: date, recorded: Recorded) -> Answer:
    """How far each of the agencies is, and its own tasks to choose."""
    draft = Draft()
    for party in query.parties:
        alone, name = replace(query, parties=(party,)), agency_name(catalog.agencies[party.agency], query.language)
        draft.say(_progress(catalog, alone, recorded, today))
        draft.offer(name, action(alone))
    draft.gap()
    draft.say(_source(catalog, query, find(catalog, query, today, recorded), today))
    return Answer(TASKS, draft.reply(), query)


def _progress(catalog: Catalog, query: Query, recorded: Recorded, today: date) -> str:
    """How many of the tasks of the agency asked about, which is named, or of all, are done and under way."""
    if not (recorded.done or recorded.notes):
        return say(query.language, "tasks.no_progress")
    found = find(catalog, replace(query, filters=Filters(group=query.filters.group), topic=""), today)
    agencies = [party.agency for party in query.parties]
    bits = found.named.bits | found.via_succession.bits
    said = account(counted(catalog, recorded, bits & ~catalog.withheld, agencies, today), query.language)
    names = [agency_name(catalog.agencies[agency], query.language) for agency in agencies]
    return say(query.language, "tasks.progress_of", agency=", ".join(names), progress=said) if names else said


def _share(catalog: Catalog, query: Query, n: int, today: date, recorded: Recorded) -> str:
    """Of all tasks; of those of an agency that are done, of all of its own."""
    of_own = query.filters.standing
    whole = replace(query, filters=Filters(), parties=query.parties if of_own else ())
    total = count_named(catalog, whole, today, recorded)
    percent = format_percent(n / total if total else 0, "0.0%", locale=query.language)
    return say(query.language, "tasks.share", percent=percent, total=total)


def _shown(query: Query, listed: Tasks) -> list[Task]:
    return listed.page((query.page - 1) * PAGE, query.page * PAGE)


def _say_not_listed(
    draft: Draft, catalog: Catalog, query: Query, found: Found, today: date, recorded: Recorded
) -> None:
    """How many are left out because they are done, or have no end."""
    if query.page > 1 or query.part:
        return
    asked = query.filters
    if asked.overdue and not asked.standing and recorded.done:
        n = count_named(catalog, query, today) - count_named(catalog, query, today, recorded)
        draft.say(say(query.language, "standing.finished_apart", n=n) if n else "")
    if asked.standing in ("unfinished", "unreported") and not asked.recurring and not query.topic:
        n = count_named(catalog, replace(query, filters=replace(asked, standing="", recurring=True)), today)
        draft.say(say(query.language, "standing.regular_too", n=n) if n else "")


def _add_page(draft: Draft, catalog: Catalog, query: Query, listed: Tasks, today: date, recorded: Recorded) -> None:
    shown = _shown(query, listed)
    if shown:
        draft.gap()
    several = len({task.document for task in shown}) > 1
    few = bool(query.topic) and len(listed) <= _FEW and not query.parties
    leads = few or bool({"lead", "number"} & set(query.aspects))
    agencies = tuple(party.agency for party in query.parties)
    for task in shown:
        finished = is_finished(catalog, task, recorded, agencies, today)
        line = task_line(catalog, task, query.language, today, document=several, leads=leads, finished=finished)
        draft.say(line + mark(catalog, task, recorded, agencies, today, query.language))
    if len(listed) > PAGE:
        first = (query.page - 1) * PAGE + 1
        draft.say(say(query.language, "tasks.page", first=first, last=first + len(shown) - 1, total=len(listed)))


def _say_internal(draft: Draft, catalog: Catalog, query: Query, found: Found) -> None:
    """Where the words of internal tasks can be read; of a topic, that they were not looked through."""
    listed = found.named.bits | found.via_group.bits | found.via_succession.bits | found.archived.bits
    if catalog.withheld & listed:
        draft.gap()
        draft.say(say(query.language, "internal.tasks"))
    elif query.topic:
        say_not_searched(draft, catalog, query.language)


def _source(catalog: Catalog, query: Query, found: Found, today: date) -> str:
    live = Tasks(catalog, found.named.bits | found.via_succession.bits | found.via_group.bits)
    documents = live.documents or found.archived.documents or query.documents
    documents = documents or catalog.documents_in_force(today.year) or catalog.task_documents
    source = say(
        query.language, "source.annex", documents=document_names(catalog, documents, query.language, dated=True)
    )
    if amending := bases(_shown(query, getattr(found, query.part or "named"))):
        source += say(query.language, "source.amending", bases="; ".join(amending))
    return source


def _offer(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date, recorded: Recorded) -> None:
    """More pages, the other lists of this agency, what is over, and the first tasks in full."""
    language = query.language
    listed: Tasks = getattr(found, query.part or "named")
    first = query.page * PAGE + 1
    if first <= len(listed):
        last = min(first + PAGE - 1, len(listed))
        label = say(language, "button.more" if last > first else "button.last_one", first=first, last=last)
        draft.offer(label, action(replace(query, page=query.page + 1)))
    if query.page > 1:
        draft.offer(say(language, "button.back"), action(replace(query, page=query.page - 1)))
    plain = replace(query, page=1, part="")
    other = other_role(catalog, query, today, recorded)
    if other:
        draft.offer(say(language, f"button.{other[0]}", n=other[1]), action(plain.with_role(other[0])))
    if query.parties:
        for part, name in (("via_succession", "succession_part"), ("via_group", "group_part")):
            n = len(getattr(found, part))
            if n and query.part != part:
                draft.offer(say(language, f"button.{name}", n=n), action(replace(plain, part=part)))
    _offer_times(draft, catalog, plain, found, today, recorded)
    shown = _shown(query, listed)
    first_tasks = list(islice(shown or found.via_succession or found.via_group or found.archived, _DETAILS))
    for task in first_tasks:
        label = detail_label(catalog, task, language, shown or first_tasks)
        draft.offer(label, action(Query(TASK, tasks=(task.id,), language=language)))


def _offer_times(draft: Draft, catalog: Catalog, query: Query, found: Found, today: date, recorded: Recorded) -> None:
    if query.filters == Filters() and not query.topic:
        overdue = replace(query, filters=Filters(overdue=True))
        n = count_named(catalog, overdue, today, recorded)
        if 0 < n < len(found.named):
            draft.offer(say(query.language, "button.overdue", n=n), action(overdue))
    if found.archived:
        earlier = replace(query, documents=found.archived.documents[:_MOST_DOCUMENTS])
        draft.offer(say(query.language, "button.archived_part", n=len(found.archived)), action(earlier))
