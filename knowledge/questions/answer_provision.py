"""What the clauses of the documents say, always with the place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import LEAD
from knowledge.questions import clauses
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.answer_document import add_card
from knowledge.questions.internal import say_not_searched
from knowledge.questions.query import PROVISION, TASKS, Party, Query
from knowledge.questions.wording import action, agency_name, document_name
from knowledge.records import Provision
from knowledge.texts import say

_LONGEST_QUOTE = 900
_LONGEST_CITED = 1500
_MOST_QUOTED = 5


def answer_provision(catalog: Catalog, query: Query, today: date) -> Answer:
    """The clauses that answer: the one that was cited, those that give the agency something to do, or those on the
    topic."""
    found = clauses.find(catalog, query)
    if any(catalog.documents[clause.document].withheld for clause in found) or not found:
        return _nothing_said(catalog, query, today)
    draft = Draft()
    draft.say(_given(catalog, query, found))
    _quote(draft, catalog, query, found)
    _offer_tasks(draft, catalog, query)
    documents = query.documents or tuple(dict.fromkeys(clause.document for clause in found))
    return Answer(PROVISION, draft.reply(), replace(query, documents=documents, aspects=()))


def _given(catalog: Catalog, query: Query, found: Sequence[Provision]) -> str:
    """Whether the clauses name the agency that was asked about; "" where that was not the question."""
    asked = {party.agency for party in query.parties}
    direct = any(asked & set(clause.addressees) for clause in found)
    if not direct and "given" not in query.aspects:
        return ""
    names = ", ".join(agency_name(catalog.agencies[party.agency], query.language) for party in query.parties)
    documents = _names(catalog, (clause.document for clause in found), query.language)
    key = "provision.given" if direct else "provision.not_named"
    return say(query.language, key, agency=names, document=documents)


def _quote(draft: Draft, catalog: Catalog, query: Query, found: Sequence[Provision]) -> None:
    """The first clauses in their own words, where the others stand, and the source."""
    language = query.language
    quoted, more = found[:_MOST_QUOTED], found[_MOST_QUOTED:]
    longest = _LONGEST_CITED if query.clause or query.parties else _LONGEST_QUOTE
    for clause in quoted:
        draft.gap()
        draft.say(f"{clause.path}: “{clauses.excerpt(clause.text, query.topic, longest)}”")
    draft.gap()
    if more:
        draft.say(say(language, "provision.more", places=", ".join(clause.path for clause in more)))
        draft.gap()
    draft.say(say(language, "source.place", place="; ".join(_places(catalog, quoted, language))))


def _places(catalog: Catalog, quoted: Sequence[Provision], language: str) -> list[str]:
    """Each document once, with the places in it."""
    places: dict[str, list[str]] = {}
    for clause in quoted:
        places.setdefault(clause.document, []).append(clause.path)
    return [
        f"{document_name(catalog.documents[id_], language)}, {', '.join(dict.fromkeys(paths))}"
        for id_, paths in places.items()
    ]


def _offer_tasks(draft: Draft, catalog: Catalog, query: Query) -> None:
    """The tasks that the agency leads in the same documents."""
    for party in query.parties[:1]:
        agency = catalog.agencies[party.agency]
        for document in query.documents:
            if catalog.facets.named(LEAD, agency.id) & catalog.facets.document(document):
                tasks = Query(TASKS, (Party(agency.id, LEAD),), documents=(document,), language=query.language)
                draft.offer(
                    say(query.language, "button.lead_tasks", agency=agency_name(agency, query.language)), action(tasks)
                )


def _nothing_said(catalog: Catalog, query: Query, today: date) -> Answer:
    """That it was not found, and what the documents are."""
    language = query.language
    draft = Draft()
    read = [id_ for id_ in query.documents if not catalog.documents[id_].withheld]
    if read or not query.documents:
        draft.say(say(language, "provision.none", documents=_names(catalog, read, language)))
        say_not_searched(draft, catalog, language)
    for id_ in query.documents:
        document = catalog.documents[id_]
        draft.gap()
        add_card(draft, catalog, document, today, language)
        draft.say(say(language, "source.place", place=document_name(document, language)))
    return Answer(PROVISION, draft.reply(), query)


def _names(catalog: Catalog, documents: Iterable[str], language: str) -> str:
    return ", ".join(document_name(catalog.documents[id_], language) for id_ in dict.fromkeys(documents))
