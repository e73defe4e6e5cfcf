"""What was asked: from the signals of a question, and what the conversation was about, to a query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.questions import followup, subject
from knowledge.questions.conversation import Choice, Conversation
from knowledge.questions.engine import Engine, is_english
from knowledge.questions.query import CLARIFY, HELP, TASK, Query
from knowledge.questions.signals import Mention, Signals, collect
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import Word, clean


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, or where `choices` are given the question to ask back: which of them is meant, for what was `typed`."""

    query: Query
    choices: tuple[Choice, ...] = ()
    typed: str = ""


def understand(engine: Engine, text: str, conversation: Conversation, today: date, language: str | None) -> Reading:
    """What the person wants to know on the day `today`. Never raises for any text."""
    cleaned = clean(text)
    english = is_english(cleaned)
    spoken = "en" if english else language if language and not _is_vietnamese(cleaned) else "vi"
    chosen = _chosen(cleaned, conversation)
    if chosen:
        return Reading(chosen.query)
    words, items = engine.read(cleaned, english=english)
    if not words:
        return Reading(Query(HELP, language=spoken))
    signals = collect(words, items, engine.catalog, today, english=english)
    chosen = _chosen_by_name(signals, conversation)
    if chosen:
        return Reading(chosen.query)
    query = followup.merge(engine.catalog, signals, conversation, today) or subject.decide(
        engine.catalog, signals, today
    )
    return _which_agency(engine.catalog, replace(query, language=spoken), signals, partial(_typed, cleaned, words))


def _is_vietnamese(text: str) -> bool:
    return not text.isascii()


def _chosen(text: str, conversation: Conversation) -> Choice | None:
    """The pending choice that a number or its own words pick."""
    typed = fold(text).strip(" .)")
    if not conversation.pending or not typed:
        return None
    if typed.isdigit():
        number = int(typed[:4])
        return conversation.pending[number - 1] if 1 <= number <= len(conversation.pending) else None
    fitting = [choice for choice in conversation.pending if fold(choice.label) == typed]
    return fitting[0] if len(fitting) == 1 else None


def _chosen_by_name(signals: Signals, conversation: Conversation) -> Choice | None:
    """The pending choice whose agency the answer names, when it says nothing else."""
    if len(signals.mentions) != 1 or signals.role or signals.topic or signals.numbers:
        return None
    fitting = [
        choice
        for choice in conversation.pending
        if {p.agency for p in choice.query.parties} & set(signals.mentions[0].ids)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _which_agency(catalog: Catalog, query: Query, signals: Signals, typed: Callable[[Mention], str]) -> Reading:
    """Ask which agency is meant where a mention fits several; note what a short or misspelt name was taken for."""
    if query.subject == TASK and not query.parties:
        return Reading(query)
    signals, query = _cleared_up(catalog, signals, query)
    doubtful = [mention for mention in signals.mentions if len(mention.ids) > 1]
    if doubtful and any(party.agency == doubtful[0].ids[0] for party in query.parties):
        mention = doubtful[0]
        choices = tuple(
            Choice(_name(catalog, id_, query.language), _with_agency(query, mention, id_)) for id_ in mention.ids
        )
        return Reading(replace(query, subject=CLARIFY), choices, typed(mention))
    notes = tuple((typed(m), m.ids[0]) for m in signals.mentions if m.guessed)
    return Reading(replace(query, notes=notes))


def _cleared_up(catalog: Catalog, signals: Signals, query: Query) -> tuple[Signals, Query]:
    """Beside another agency an ambiguous name means the one that is given tasks, where there is just one."""
    if len(signals.mentions) < 2:
        return signals, query
    mentions = []
    for mention in signals.mentions:
        given = [id_ for id_ in mention.ids if any(catalog.facets.named(role, id_) for role in ROLES)]
        if len(mention.ids) > 1 and len(given) == 1:
            query = _with_agency(query, mention, given[0])
            mention = replace(mention, ids=(given[0],), guessed=True)
        mentions.append(mention)
    return replace(signals, mentions=tuple(mentions)), query


def _name(catalog: Catalog, agency: str, language: str) -> str:
    known = catalog.agencies[agency]
    return f"{known.name_en} ({known.name})" if language == "en" else known.name


def _with_agency(query: Query, mention: Mention, agency: str) -> Query:
    parties = tuple(
        replace(party, agency=agency) if party.agency == mention.ids[0] else party for party in query.parties
    )
    return replace(query, parties=parties)


def _typed(text: str, words: Sequence[Word], mention: Mention) -> str:
    """The agency as it was typed."""
    return text[words[mention.first].span[0] : words[mention.end - 1].span[1]]
