"""Asking back, help, and saying plainly what is not known."""

from rapidfuzz import fuzz, process

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.conversation import Choice
from knowledge.questions.query import AGENCY, CLARIFY, HELP, NONE, TASKS, Party, Query
from knowledge.questions.wording import action, agency_name
from knowledge.texts import say
from knowledge.vietnamese.fold import fold

_NEAR = 3
_ALIKE = 70
EXAMPLES = ("example.lead", "example.due", "example.report")


def ask_back(query: Query, choices: tuple[Choice, ...], typed: str) -> Answer:
    """Which of the choices is meant? Each can be tapped, or answered with its number or its words."""
    language = query.language
    draft = Draft()
    draft.say(say(language, "clarify.which", typed=typed))
    for number, choice in enumerate(choices, 1):
        draft.say(f"{number}. {choice.label}")
        draft.offer(choice.label, action(choice.query))
    return Answer(CLARIFY, draft.reply(), query, options=tuple(choice.label for choice in choices))


def ask_what(catalog: Catalog, query: Query) -> Answer:
    """Something was asked, but not about what; of an agency by itself, what of it."""
    if "negation" in query.aspects:
        return with_examples(CLARIFY, query, "clarify.negation")
    if "own" in query.aspects:
        return with_examples(CLARIFY, query, "clarify.own")
    known = [party for party in query.parties if party.agency in catalog.agencies]
    return _of_agency(catalog, query, known[0]) if known else with_examples(CLARIFY, query, "clarify.about_what")


def _of_agency(catalog: Catalog, query: Query, party: Party) -> Answer:
    language = query.language
    draft = Draft()
    draft.say(say(language, "clarify.of_agency", agency=agency_name(catalog.agencies[party.agency], language)))
    offers = (
        ("offer_lead", Query(TASKS, parties=(Party(party.agency, LEAD),), language=language)),
        ("offer_coordinate", Query(TASKS, parties=(Party(party.agency, COORDINATE),), language=language)),
        ("offer_agency", Query(AGENCY, parties=(Party(party.agency),), aspects=("fate",), language=language)),
    )
    labels = []
    for number, (key, offered) in enumerate(offers, 1):
        labels.append(say(language, f"clarify.{key}"))
        draft.say(f"{number}. {labels[-1]}")
        draft.offer(labels[-1], action(offered))
    return Answer(CLARIFY, draft.reply(), query, options=tuple(labels))


def help_text(query: Query) -> Answer:
    """How to ask; to thanks a short word."""
    if "thanks" in query.aspects:
        return Answer(HELP, Draft([say(query.language, "thanks.text")]).reply(), query)
    return with_examples(HELP, query, "help.text")


def not_known(catalog: Catalog, query: Query) -> Answer:
    """Says so, and what can be asked instead; of an unknown agency which names are like it."""
    reason = next(iter(query.aspects), "")
    if reason == "agency":
        return _no_such_agency(catalog, query)
    return with_examples(NONE, query, f"none.{reason or 'text'}")


def _no_such_agency(catalog: Catalog, query: Query) -> Answer:
    language = query.language
    draft = Draft()
    draft.say(say(language, "none.agency", typed=query.topic_text))
    ministries = {agency.id: fold(agency.name) for agency in catalog.agencies.values() if agency.kind == "ministry"}
    near = process.extract(
        fold(query.topic_text), ministries, scorer=fuzz.token_set_ratio, score_cutoff=_ALIKE, limit=_NEAR
    )
    agencies = [catalog.agencies[id_] for _, _, id_ in near]
    if not agencies:
        return with_examples(NONE, query, "none.agency_examples", typed=query.topic_text)
    draft.say(say(language, "none.near", names=", ".join(agency_name(agency, language) for agency in agencies)))
    for agency in agencies:
        draft.offer(agency_name(agency, language), action(Query(TASKS, parties=(Party(agency.id),), language=language)))
    return Answer(NONE, draft.reply(), query)


def with_examples(kind: str, query: Query, key: str, **values: object) -> Answer:
    """The sentence `key`, and questions that can be asked instead."""
    language = query.language
    draft = Draft()
    draft.say(say(language, key, **values))
    examples = [say(language, example) for example in EXAMPLES]
    for example in examples:
        draft.say(f"- {example}")
        draft.offer(example, example)
    return Answer(kind, draft.reply(), query, options=tuple(examples) if kind == CLARIFY else ())
