"""Agencies by how many tasks name them in a role."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions import headline
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.find import count_named
from knowledge.questions.query import AGENCY, TASKS, Party, Query
from knowledge.questions.task_sections import document_names
from knowledge.questions.wording import action, agency_name
from knowledge.texts import say

_SHOWN = 5


def answer_ranking(catalog: Catalog, query: Query, today: date, recorded: Recorded = NOTHING) -> Answer:
    """The few agencies that most tasks, or fewest, name in the role asked; of those that any names."""
    language, role = query.language, query.role
    counts = {id_: _count(catalog, query, id_, today, recorded) for id_ in catalog.agencies}
    named = [id_ for id_ in counts if counts[id_]]
    sign = -1 if "most" in query.aspects else 1
    first = sorted(named, key=lambda id_: (sign * counts[id_], catalog.agencies[id_].name))[:_SHOWN]
    draft = Draft()
    where = headline.where(catalog, query, today)
    line = say(language, f"ranking.{query.aspects[0]}", role=headline.role_verb(query), where=where)
    draft.say(line[:1].upper() + line[1:])
    if counted := headline.filters_of(query):
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


def _count(catalog: Catalog, query: Query, agency: str, today: date, recorded: Recorded) -> int:
    return count_named(catalog, replace(query, parties=(Party(agency, query.role),)), today, recorded)
