"""What was asked: from the words of a question and what the conversation was about, to a query."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.questions import followup, subject
from knowledge.questions.case import Case
from knowledge.questions.conversation import Choice, Conversation
from knowledge.questions.engine import Engine, is_english
from knowledge.questions.mentions import Mention
from knowledge.questions.query import CLARIFY, HELP, NONE, TASK, TASKS, Query
from knowledge.questions.signals import Signals, collect
from knowledge.questions.topics import act_name
from knowledge.questions.wording import agency_name, is_former_name
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import Word, clean

_NEEDS_AGENCY = (TASKS, CLARIFY, NONE)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query; or where `choices` are given the question to ask back: which of them is meant by what was `typed`."""

    query: Query
    choices: tuple[Choice, ...] = ()
    typed: str = ""


def understand(
    engine: Engine,
    text: str,
    conversation: Conversation,
    today: date,
    language: str | None,
    own: tuple[str, ...] = (),
) -> Reading:
    """What the person wants to know on the day `today`. Never raises for any text. `own`: the person's agencies."""
    cleaned = clean(text)
    english = is_english(cleaned)
    before = conversation.last.language if conversation.last else language
    spoken = "en" if english or (before == "en" and cleaned.isascii()) else "vi"
    chosen = _chosen(cleaned, conversation)
    if chosen:
        return Reading(chosen.query)
    words, items = engine.read(cleaned, english=english)
    if not words:
        return Reading(Query(HELP, language=spoken))
    signals = collect(words, items, engine.catalog, today, english=english, own=own)
    chosen = _chosen_by_name(signals, conversation)
    if chosen:
        return Reading(chosen.query)
    case = Case(engine.catalog, signals, today)
    query = followup.merge(case, conversation) or subject.decide(case)
    if signals.no_own and query.subject in _NEEDS_AGENCY:
        query = Query(CLARIFY, aspects=("own",))
    if query.topic or signals.unknown:
        query = replace(query, topic_text=_topic_text(cleaned, words, signals) or query.topic_text)
    return _which_agency(engine.catalog, replace(query, language=spoken), signals, partial(_as_typed, cleaned, words))


def _chosen(text: str, conversation: Conversation) -> Choice | None:
    """The pending choice that a number or its own words pick."""
    typed = fold(text).strip(" .)")
    if not conversation.pending or not typed:
        return None
    if typed.isdecimal():
        number = int(typed[:4])
        return conversation.pending[number - 1] if 1 <= number <= len(conversation.pending) else None
    fitting = [choice for choice in conversation.pending if fold(choice.label) == typed]
    return fitting[0] if len(fitting) == 1 else None


def _chosen_by_name(signals: Signals, conversation: Conversation) -> Choice | None:
    """The pending choice whose agency the answer names, when it says nothing else."""
    if len(signals.mentions) != 1 or signals.role or signals.topic or signals.numbers:
        return None
    named = set(signals.mentions[0].ids)
    fitting = [choice for choice in conversation.pending if named & {party.agency for party in choice.query.parties}]
    return fitting[0] if len(fitting) == 1 else None


def _which_agency(catalog: Catalog, query: Query, signals: Signals, typed: Callable[[Mention], str]) -> Reading:
    """Ask which agency is meant where a mention fits several; note what a short or misspelt name was taken for."""
    if query.subject == TASK and not query.parties:
        return Reading(query)
    mentions = [_cleared_up(catalog, mention) if len(signals.mentions) > 1 else mention for mention in signals.mentions]
    for before, mention in zip(signals.mentions, mentions, strict=True):
        query = _with_agency(query, before, mention.ids[0])
    for mention in mentions:
        if len(mention.ids) > 1 and any(party.agency == mention.ids[0] for party in query.parties):
            names = [agency_name(catalog.agencies[id_], query.language) for id_ in mention.ids]
            queries = [_with_agency(query, mention, id_) for id_ in mention.ids]
            return Reading(query, tuple(map(Choice, names, queries)), typed(mention))
    named = [(typed(mention), mention.ids[0], mention.guessed) for mention in mentions]
    notes = [(name, id_) for name, id_, guessed in named if guessed or is_former_name(catalog.agencies[id_], name)]
    return Reading(replace(query, notes=tuple(notes)))


def _cleared_up(catalog: Catalog, mention: Mention) -> Mention:
    """Beside another agency an ambiguous name means the one that is given tasks, where there is just one."""
    given = [id_ for id_ in mention.ids if any(catalog.facets.named(role, id_) for role in ROLES)]
    return replace(mention, ids=(given[0],), guessed=True) if len(mention.ids) > 1 and len(given) == 1 else mention


def _with_agency(query: Query, mention: Mention, agency: str) -> Query:
    parties = (replace(party, agency=agency) if party.agency == mention.ids[0] else party for party in query.parties)
    return replace(query, parties=tuple(parties))


def _topic_text(text: str, words: Sequence[Word], signals: Signals) -> str:
    """The topic (or the unknown agency) as typed; "" where other words of the question stand inside it."""
    if signals.unknown:
        return text[words[signals.unknown[0]].span[0] : words[signals.unknown[1] - 1].span[1]]
    if not signals.topic:
        return ", ".join(map(act_name, signals.cited))
    start, end = signals.topic[0].span[0], signals.topic[-1].span[1]
    firm = [item for item in signals.items if item.kind != "word" and not item.is_filler]
    inside = any(start < words[item.first].span[0] < end for item in firm)
    return "" if inside else text[start:end]


def _as_typed(text: str, words: Sequence[Word], mention: Mention) -> str:
    return text[words[mention.first].span[0] : words[mention.end - 1].span[1]]
