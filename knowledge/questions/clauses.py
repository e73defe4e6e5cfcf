"""Finding the clauses that answer a question about what a document says, and the part of a long clause that does."""

import re
from collections.abc import Iterable
from dataclasses import replace

from knowledge.catalog.catalog import Catalog
from knowledge.questions import topics
from knowledge.questions.query import Query
from knowledge.questions.topics import act_kind
from knowledge.records import Provision
from knowledge.vietnamese.connectives import content
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import plain_tokens

_BEST = 3
_ARTICLE = "dieu"
_ENOUGH_WORDS = 2
"""A question with more words than these finds its clause without the agency's name."""
_AS_GOOD = 0.5
_LONGEST_HEADING = 120
"""Characters."""


def find(catalog: Catalog, query: Query) -> list[Provision]:
    """The clauses a query asks for, best first: by their place, else by whom they address, else by the topic."""
    within = [clause for clause in catalog.provisions if not query.documents or clause.document in query.documents]
    if query.clause:
        return _at(within, query.clause)
    if query.parties:
        return _of_agencies(catalog, query, within)
    return _with_below(_by_topic(catalog, query, within)[:_BEST], within)


def _of_agencies(catalog: Catalog, query: Query, within: list[Provision]) -> list[Provision]:
    """What the document gives the agencies to do; asked something else, the clauses on it, theirs first."""
    asked = {party.agency for party in query.parties}
    addressed = [clause for clause in within if catalog.reaches(clause.addressees, asked)]
    named = [clause for clause in addressed if asked & set(clause.addressees)]
    found = _by_topic(catalog, query, named)
    if "given" in query.aspects:
        return found or _own_first(_without_headings(named or addressed))
    if len(query.topic.split()) <= _ENOUGH_WORDS:
        names = " ".join(" ".join(content(catalog.agencies[id_].name)) for id_ in sorted(asked))
        query = replace(query, topic=f"{query.topic} {names}".strip())
    return found or _by_topic(catalog, query, within)[:_BEST] or _own_first(_without_headings(addressed))


def citing(catalog: Catalog, act: str) -> list[tuple[Provision, str]]:
    """The clauses that cite an act named by kind and number ("ket luan 57"), with the words by which each does; first
    citation only."""
    named = _citation(act)
    found = ((clause, named.search(clause.text)) for clause in catalog.provisions)
    return [(clause, match.group().strip()) for clause, match in found if match]


def cites(text: str, act: str) -> bool:
    """Whether a text names an act by kind and number."""
    return _citation(act).search(text) is not None


def _citation(act: str) -> re.Pattern[str]:
    kind, _, number = act.rpartition(" ")
    return re.compile(rf"\b{re.escape(act_kind(kind))} (?:số )?{number}\b[^;,.()“”]*", re.IGNORECASE)


def _own_first(clauses: list[Provision]) -> list[Provision]:
    """What is addressed to few before what is addressed to all."""
    return sorted(clauses, key=lambda clause: len(clause.addressees))


def _with_below(found: list[Provision], within: list[Provision]) -> list[Provision]:
    """A heading that was found is followed by what stands under it."""
    if not found or len(found[0].text) > _LONGEST_HEADING:
        return found
    below = _below(found[0], within)
    return [found[0], *below] if below else found


def _below(top: Provision, within: list[Provision]) -> list[Provision]:
    return [
        clause
        for clause in within
        if clause.document == top.document and clause.path.startswith((f"{top.path}.", f"{top.path} "))
    ]


def _by_topic(catalog: Catalog, query: Query, among: Iterable[Provision]) -> list[Provision]:
    """Of the clauses those that hold about as much of the topic as the best of the document."""
    allowed = {(clause.document, clause.path) for clause in among}
    hits = topics.search_clauses(catalog, query.topic, query.documents)
    least = hits[0].coverage * _AS_GOOD if hits else 1.0
    found = [catalog.provisions[hit.position] for hit in hits if hit.coverage >= least]
    return [clause for clause in found if (clause.document, clause.path) in allowed]


def _at(within: list[Provision], cited: str) -> list[Provision]:
    """The clauses whose path ends in the parts that were cited, and what stands under the first of them."""
    wanted = _parts(cited)
    exact = [clause for clause in within if _parts(clause.path) == wanted]
    ending = [clause for clause in within if _parts(clause.path)[-len(wanted) :] == wanted]
    holding = [clause for clause in within if set(wanted) <= set(_parts(clause.path))]
    inside = [clause for clause in within if _parts(clause.path) == wanted[2:]] if wanted[:1] == [_ARTICLE] else []
    found = exact or inside or ending or holding
    if not found:
        return []
    top = found[0]
    return [top, *_below(top, within)]


_LEVELS = {"muc", "khoan", "diem", "phan", "section", "clause", "point"}


def _parts(path: str) -> list[str]:
    """The numbers and letters of a path, in order; the letter đ as "dd"."""
    parts = re.split(r"[\s.]+", path.lower())
    plain = ["dd" if part == "đ" else fold(part).replace("article", "dieu") for part in parts if part]
    return [part for part in plain if part not in _LEVELS]


def _without_headings(clauses: list[Provision]) -> list[Provision]:
    """A heading says nothing by itself where its clauses are listed too."""
    paths = [clause.path for clause in clauses]
    return [
        clause
        for clause in clauses
        if len(clause.text) > _LONGEST_HEADING
        or not any(path.startswith((f"{clause.path}.", f"{clause.path} ")) for path in paths)
    ]


def excerpt(text: str, topic: str, most: int) -> str:
    """The text, or of a long one the run of sentences of at most `most` characters that holds most of the topic's
    words."""
    if len(text) <= most:
        return text
    asked = set(topic.split())
    sentences = re.split(r"(?<=[.;:])\s+", text)
    best = (
        max(range(len(sentences)), key=lambda at: (len(asked & set(plain_tokens(sentences[at]))), -at)) if asked else 0
    )
    first = last = best
    while True:
        longer = [(first, last + 1)] if last + 1 < len(sentences) else []
        longer += [(first - 1, last)] if first > 0 else []
        fitting = [(a, b) for a, b in longer if sum(map(len, sentences[a : b + 1])) + b - a <= most]
        if not fitting:
            break
        first, last = fitting[0]
    shown = " ".join(sentences[first : last + 1])
    return ("… " if first else "") + shown[: most + 200] + (" …" if last + 1 < len(sentences) else "")
