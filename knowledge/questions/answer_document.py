"""Documents: their particulars, always with the place."""

import re
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions import clauses, topics
from knowledge.questions.answer import Answer, Draft
from knowledge.questions.answer_other import with_examples
from knowledge.questions.cited import is_act
from knowledge.questions.internal import say_document, with_not_searched
from knowledge.questions.query import DOCUMENT, NONE, TASKS, Query
from knowledge.questions.wording import action, day, document_name, how_it_ended, position, shorten
from knowledge.reading.compare import compare
from knowledge.records import Document
from knowledge.texts import say
from knowledge.vietnamese.words import plain_tokens

_TOP = re.compile(r"(Điều|Mục|khoản|mục) [0-9IVX]+")


def answer_document(catalog: Catalog, query: Query, today: date) -> Answer:
    """What was asked of a document first, then its card; for an act that is not held here what is known of it."""
    language = query.language
    draft = Draft()
    if "documents" in query.aspects or not query.documents:
        return _cited(catalog, query) if query.topic else _all(catalog, query)
    for document_id in query.documents:
        document = catalog.documents[document_id]
        draft.gap()
        if not document.withheld:
            _say_asked(draft, catalog, document, query, today)
            draft.gap()
        add_card(draft, catalog, document, today, language)
        draft.say(say(language, "source.place", place=_place(catalog, document, query, language)))
        if document_id in catalog.task_documents:
            draft.offer(
                say(language, "button.tasks_of", document=document.short_name),
                action(Query(TASKS, documents=(document_id,), language=language)),
            )
    return Answer(DOCUMENT, draft.reply(), query)


def _say_asked(draft: Draft, catalog: Catalog, document: Document, query: Query, today: date) -> None:
    for aspect in query.aspects:
        draft.say(_direct(catalog, document, aspect, today, query.language))
    if "articles" in query.aspects:
        draft.say(_articles(catalog, document, query.language))
    if "draft" in query.aspects:
        draft.say(_compared(catalog, document, query.language))


def _all(catalog: Catalog, query: Query) -> Answer:
    language = query.language
    draft = Draft()
    draft.say(say(language, "document.all", n=len(catalog.documents)))
    for document in catalog.documents.values():
        title = say(language, "internal.mark") if document.withheld else shorten(document.title)
        draft.say(f"{document_name(document, language)}: {title}")
        draft.offer(document.short_name, action(Query(DOCUMENT, documents=(document.id,), language=language)))
    return Answer(DOCUMENT, draft.reply(), query)


def _cited(catalog: Catalog, query: Query) -> Answer:
    """An act that the documents only cite: what is known of it, and which tasks cite it."""
    language = query.language
    draft = Draft()
    related = catalog.facts.related
    notes = [note for note in related if is_act(note.about, query.topic)]
    notes = notes or [note for note in related if clauses.cites(note.text, query.topic)][:1]
    notes = notes or [note for note in related if set(query.topic.split()) == set(plain_tokens(note.about))]
    cited = clauses.citing(catalog, query.topic)
    if not notes and not cited:
        return _not_held(catalog, query)
    if cited and not notes:
        clause, words = max(cited, key=lambda found: len(found[1]))
        place = f"{document_name(catalog.documents[clause.document], language)}, {clause.path}"
        draft.say(say(language, "document.cited", words=words))
        draft.say(say(language, "source.place", place=place))
    for note in notes:
        draft.say(f"{note.about}: {note.text_en if language == 'en' else note.text}")
        draft.say(say(language, "source.place", place=note.source))
    return Answer(DOCUMENT, draft.reply(), query)


def _not_held(catalog: Catalog, query: Query) -> Answer:
    answer = with_examples(NONE, query, "document.unknown", act=topics.act_name(query.topic))
    return with_not_searched(answer, catalog)


def _direct(catalog: Catalog, document: Document, aspect: str, today: date, language: str) -> str:
    """One particular in a sentence; says so where the text held here does not have it."""
    if aspect == "in_force" and document.ended:
        ended = how_it_ended(document.ended, document.replaced_by, document.ended_by, language)
        return say(language, "document.marked", document=document_name(document, language), state=ended)
    if aspect == "in_force":
        key = "over" if catalog.is_over(document.id, today.year) else "in_force"
        return say(language, f"document.{key}", document=document_name(document, language))
    values = _values(document, language).get(aspect)
    if values is None:
        return ""
    known = all(values.values())
    missing = "no_symbol" if aspect == "symbol" else "not_said"
    return say(
        language, f"document.{aspect if known else missing}", document=document_name(document, language), **values
    )


def _values(document: Document, language: str) -> dict[str, dict[str, str]]:
    """For each particular that can be asked for what is known of it; "" where the text does not say."""
    issued, since = document.issued, document.in_force_since
    return {
        "sign": {"signer": document.signer, "position": position(document)},
        "issued": {"day": day(issued, language) if issued else ""},
        "effective": {"rule": document.effective.rstrip("."), "since": day(since, language) if since else ""},
        "recipients": {"names": "; ".join(document.recipients)},
        "implements": {"acts": "; ".join(document.implements or document.based_on)},
        "period": {"first": str(document.first_year or ""), "last": str(document.last_year or "")},
        "issuer": {"issuer": document.issuer},
        "symbol": {"symbol": document.symbol},
    }


def _articles(catalog: Catalog, document: Document, language: str) -> str:
    """How many articles a document has, or what it is divided into where it has none."""
    tops = [
        clause.path for clause in catalog.provisions if clause.document == document.id and _TOP.fullmatch(clause.path)
    ]
    kinds = dict.fromkeys(path.split()[0] for path in tops)
    counts = [f"{sum(path.startswith(kind) for path in tops)} {kind.lower()}" for kind in kinds]
    return say(language, "document.articles", document=document_name(document, language), counts=", ".join(counts))


def _compared(catalog: Catalog, document: Document, language: str) -> str:
    """Whether the promulgated annex differs from its draft, "" where there is no draft."""
    before = catalog.facts.draft_tasks.get(document.id)
    if not before:
        return ""
    final = [task for task in catalog.tasks if task.document == document.id and not task.withheld]
    numbers = list(dict.fromkeys(difference.number for difference in compare(before, final)))
    name = document_name(document, language)
    if not numbers:
        return say(language, "document.compare_none", document=name, n=len(final))
    return say(language, "document.compare_some", document=name, numbers=", ".join(numbers))


def add_card(draft: Draft, catalog: Catalog, document: Document, today: date, language: str) -> None:
    """The particulars of a document, a line each; what the text held here does not say itself is marked so."""
    state = "state_over" if catalog.is_over(document.id, today.year) else "state_live"
    if document.withheld:
        say_document(draft, document, say(language, f"document.{state}"), language)
        return
    if document.internal:
        draft.say(say(language, "internal.kept"))
    draft.say(document_name(document, language))
    draft.say(document.title)
    draft.gap()
    rows = (
        ("issuer", document.issuer),
        ("issued", day(document.issued, language) if document.issued else ""),
        ("signer", f"{document.signer}, {position(document)}" if document.signer else ""),
        ("effective", _effective(document, language)),
        ("period", "–".join(dict.fromkeys(str(year) for year in (document.first_year, document.last_year) if year))),
        ("state", _state(document, state, language)),
        ("implements", "; ".join(shorten(act, 160) for act in document.implements[:3])),
    )
    for name, value in rows:
        if value:
            mark = f" {say(language, 'document.outside')}" if name in document.outside else ""
            draft.say(say(language, f"document.row_{name}", value=value) + mark)
    if document.outside and document.outside_source:
        draft.say(say(language, "document.outside_source", source=document.outside_source))


def _state(document: Document, state: str, language: str) -> str:
    if document.ended:
        return how_it_ended(document.ended, document.replaced_by, document.ended_by, language)
    return say(language, f"document.{state}")


def _effective(document: Document, language: str) -> str:
    if not document.in_force_since:
        return document.effective
    return say(language, "document.since", since=day(document.in_force_since, language))


def _place(catalog: Catalog, document: Document, query: Query, language: str) -> str:
    """The document and where in it the particular that was asked for stands."""
    name, aspects = document_name(document, language), () if document.withheld else query.aspects
    if "effective" in aspects and document.effective:
        for clause in catalog.provisions:
            if clause.document == document.id and document.effective.rstrip(".") in clause.text:
                return f"{name}, {clause.path}"
    named = next((aspect for aspect in aspects if aspect in ("sign", "issued", "recipients")), "")
    return f"{name}, {say(language, f'document.place_{named}')}" if named else name
