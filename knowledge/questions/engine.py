"""A catalog made ready for questions: its phrase book, vocabulary and spotter. Built once per catalog."""

from collections.abc import Sequence
from functools import lru_cache

from knowledge.catalog.catalog import Catalog
from knowledge.questions.curated import by_likeness
from knowledge.questions.phrases import PhraseBook, build_book, build_vocabulary
from knowledge.questions.spot import Item, Spotter
from knowledge.records import Agency
from knowledge.vietnamese.fold import is_syllable
from knowledge.vietnamese.words import Vocabulary, Word, clean, read_words, tokens

_ENGLISH = frozenset(
    "which what who whom when where how the of does is are was were list tasks task by for from with must should"
    " ministry agency agencies and or show tell me does did has have been their they it its about due overdue"
    " annual which lead leads led coordinate coordinates give report deadline under in resolution decision"
    " directive please".split()
)


class Engine:
    """Immutable. `read` turns a typed text into words and items."""

    def __init__(self, catalog: Catalog, before: "Engine | None" = None) -> None:
        """`before`: of a catalog of which most is the same."""
        self.catalog = catalog
        named = before if before and _has_same_names(catalog, before.catalog) else None
        self.book: PhraseBook = named.book if named else build_book(catalog)
        self.curated = by_likeness(catalog.facts.curated)
        worded = named if named and _has_same_texts(catalog, named.catalog) else None
        self.vocabulary: Vocabulary = worded.vocabulary if worded else build_vocabulary(catalog, self.book)
        exact = frozenset(agency.id for agency in catalog.agencies.values() if agency.kind in ("group", "province"))
        self._spotter: Spotter = named._spotter if named else Spotter(self.book, exact)

    def read(self, text: str, *, english: bool) -> tuple[Sequence[Word], tuple[Item, ...]]:
        words = read_words(text, self.vocabulary, english=english)
        return words, self._spotter.spot(words)


def _has_same_names(catalog: Catalog, before: Catalog) -> bool:
    names, were = ([_naming(each) for each in one.agencies.values()] for one in (catalog, before))
    return names == were and catalog.documents == before.documents


def _naming(agency: Agency) -> tuple[object, ...]:
    """All of an agency by which it is recognised."""
    spelt = (agency.aliases, agency.aliases_en, agency.ambiguous, agency.former_names)
    return agency.id, agency.kind, agency.name, agency.name_en, *spelt


def _has_same_texts(catalog: Catalog, before: Catalog) -> bool:
    labels = catalog.facts.labels == before.facts.labels
    return labels and catalog.text is before.text and catalog.clauses is before.clauses


@lru_cache(maxsize=9)
def engine_for(catalog: Catalog) -> Engine:
    """The engine of a catalog, made at the first question."""
    before = catalog.before()
    return Engine(catalog, engine_for(before) if before else None)


def is_english(text: str) -> bool:
    """Whether a question is in English: English words, and more of them than words that only Vietnamese has."""
    words = tokens(clean(text))
    english = sum(word.plain in _ENGLISH and word.marked.isascii() for word in words)
    vietnamese = sum(
        not word.marked.isascii() or (word.plain not in _ENGLISH and is_syllable(word.plain))
        for word in words
        if word.plain.isalpha()
    )
    return english > 0 and english >= vietnamese
