"""Agencies by how many tasks name them in a role."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import LEAD
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions import headline
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.find import count_named
from knowledge.questions.query import AGENCY, TASKS, Filters, Party, Query
from knowledge.questions.task_sections import document_names
from knowledge.questions.wording import action, agency_name
from knowledge.texts import say

_SHOWN = 5
_RANKED = ("finished", "overdue", "unreported")


def answer_ranking(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> Answer:
    """The few agencies that most tasks, or fewest, name in the role asked; of those that any names. Where it is asked
    who has the fewest that stand somehow, also those that have none."""
    language, role = query.language, query.role
    counts = {id_: _count(catalog, query, id_, today, recorded) for id_ in catalog.agencies}
    stands = _stands(query)
    given = counts
    if stands and "fewest" in query.aspects:
        plain = replace(query, filters=Filters())
        given = {id_: _count(catalog, plain, id_, today, recorded) for id_ in catalog.agencies}
    named = [id_ for id_ in counts if given[id_]]
    sign = -1 if "most" in query.aspects else 1
    first = sorted(named, key=lambda id_: (sign * counts[id_], catalog.agencies[id_].name))[:_SHOWN]
    draft = Draft()
    where = headline.where(catalog, query, today)
    if named:
        how = f"_{stands}" if stands else ""
        line = say(language, f"ranking.{query.aspects[0]}{how}", role=headline.role_verb(query), where=where)
        draft.say(line[:1].upper() + line[1:])
    else:
        draft.say(say(language, f"ranking.none_{stands or 'so'}", where=where))
    if not stands and (counted := headline.filters_of(query)):
        draft.say(say(language, "ranking.only", filters=counted))
    for id_ in first:
        draft.say(say(language, "ranking.line", agency=agency_name(catalog.agencies[id_], language), n=counts[id_]))
        tasks = Query(
            TASKS, parties=(Party(id_, role),), documents=query.documents, filters=query.filters, language=language
        )
        draft.offer(agency_name(catalog.agencies[id_], language), action(tasks))
    documents = query.documents or catalog.documents_in_force(today.year)
    draft.gap()
    draft.say(say(language, "source.annex", documents=document_names(catalog, documents, language, dated=True)))
    return Answer(AGENCY, draft.reply(), query)


def _stands(query: Query) -> str:
    """How the tasks stand by which agencies are ranked, where nothing else is asked of them; "" where they are counted
    however they stand."""
    asked = query.filters
    if query.role != LEAD or asked not in (Filters(standing=asked.standing), Filters(overdue=True)):
        return ""
    stands = "overdue" if asked.overdue else asked.standing
    return stands if stands in _RANKED else ""


def _count(catalog: Catalog, query: Query, agency: str, today: date, recorded: Recorded) -> int:
    return count_named(catalog, replace(query, parties=(Party(agency, query.role),)), today, recorded)
