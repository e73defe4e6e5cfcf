"""The phrases a question is made of: what the lexicon, the agencies' names and the documents' names mean."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.text_index import TextIndex
from knowledge.reading.agency_names import name_words
from knowledge.records import Agency
from knowledge.vietnamese.words import Vocabulary, Word, WordSets, plain_tokens, word_sets

Phrase = tuple[str, ...]

ACT_KINDS = {
    "nghi dinh": "nghi dinh", "nd": "nghi dinh", "quyet dinh": "quyet dinh", "qd": "quyet dinh",
    "nghi quyet": "nghi quyet", "nq": "nghi quyet", "chi thi": "chi thi", "ct": "chi thi", "thong tu": "thong tu",
    "tt": "thong tu", "ket luan": "ket luan", "kl": "ket luan", "cong van": "cong van", "cv": "cong van",
    "decree": "nghi dinh", "decision": "quyet dinh", "resolution": "nghi quyet", "directive": "chi thi",
    "circular": "thong tu", "conclusion": "ket luan", "ndinh": "nghi dinh", "qdinh": "quyet dinh",
    "nquyet": "nghi quyet", "cthi": "chi thi", "ttu": "thong tu",
}  # fmt: skip
"""Kinds of acts as typed, folded, with their full folded name."""


@dataclass(slots=True)
class Meaning:
    """What a phrase can mean: concepts of the lexicon ("role.lead"), agencies, documents.

    `weak`: an agency's alias that is an ordinary word too ("công an"), so that its place in the question must decide.
    """

    concepts: set[str] = field(default_factory=set)
    agencies: dict[str, None] = field(default_factory=dict)
    documents: dict[str, None] = field(default_factory=dict)
    weak: bool = True
    spelt: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    """The concepts by how the lexicon spells them: typed just so, only these are meant."""
    named: set[tuple[str, ...]] = field(default_factory=set)
    """How agencies spell an alias of one syllable ("tỉnh"): with other marks ("tính") it is another word."""

    def copy(self) -> "Meaning":
        """The same, to be added to."""
        spelt = {words: set(concepts) for words, concepts in self.spelt.items()}
        return Meaning(set(self.concepts), dict(self.agencies), dict(self.documents), self.weak, spelt, set(self.named))


class PhraseBook:
    """All known phrases; looks up the longest that begins at a word."""

    def __init__(self, base: "PhraseBook | None" = None) -> None:
        """With all phrases of `base`, which stays as it is."""
        self._meanings: dict[Phrase, Meaning] = dict(base._meanings) if base else {}
        self._lengths: dict[str, list[int]] = dict(base._lengths) if base else {}
        self._shared = set(self._meanings)

    def add(self, phrase: Phrase) -> Meaning:
        meaning = self._meanings.get(phrase)
        if meaning is None:
            meaning = self._meanings[phrase] = Meaning()
            lengths = self._lengths.get(phrase[0], [])
            if len(phrase) not in lengths:
                self._lengths[phrase[0]] = sorted((*lengths, len(phrase)), reverse=True)
        elif phrase in self._shared:
            self._shared.remove(phrase)
            meaning = self._meanings[phrase] = meaning.copy()
        return meaning

    def longest(self, words: Sequence[Word], at: int) -> tuple[Meaning, int] | None:
        """The meaning of the longest phrase that begins at word `at`, and where it ends."""
        for length in self._lengths.get(words[at].plain, ()):
            phrase = tuple(word.plain for word in words[at : at + length])
            if len(phrase) == length and phrase in self._meanings:
                return self._meanings[phrase], at + length
        return None

    def get(self, phrase: Phrase) -> Meaning | None:
        return self._meanings.get(phrase)

    def __iter__(self) -> Iterator[tuple[Phrase, Meaning]]:
        return iter(self._meanings.items())


@cache
def lexicon() -> Mapping[str, tuple[str, ...]]:
    """The concepts of lexicon.toml ("section.name") with their phrases."""
    with (Path(__file__).parent / "lexicon.toml").open("rb") as file:
        sections = tomllib.load(file)
    return {
        f"{section}.{name}": tuple(phrases)
        for section, concepts in sections.items()
        for name, phrases in concepts.items()
    }


@cache
def _lexicon_book() -> PhraseBook:
    """The phrases that every catalog has."""
    book = PhraseBook()
    for concept, texts in lexicon().items():
        for text in texts:
            meaning = book.add(plain_tokens(text))
            meaning.concepts.add(concept)
            meaning.spelt.setdefault(name_words(text), set()).add(concept)
    return book


def build_book(catalog: Catalog) -> PhraseBook:
    """The phrase book of a catalog."""
    book = PhraseBook(_lexicon_book())
    for agency in catalog.agencies.values():
        for phrase, weak in spellings(agency):
            meaning = book.add(phrase)
            meaning.agencies[agency.id] = None
            meaning.weak = meaning.weak and weak
        for name in agency.aliases:
            if len(phrase := plain_tokens(name)) == 1:
                book.add(phrase).named.add(name_words(name))
    for document in catalog.documents.values():
        for name in (document.symbol, document.short_name, document.short_name_en, *document.names):
            if name:
                book.add(plain_tokens(name)).documents[document.id] = None
    return book


_ABBREVIATED = re.compile(r"(?<=[A-ZĐ])[&,.-](?=[A-ZĐ])")


def spellings(agency: Agency) -> Iterator[tuple[Phrase, bool]]:
    """Every way to write an agency, and whether it is weak evidence: an ordinary word as well."""
    doubtful = {plain_tokens(alias) for alias in agency.ambiguous}
    for name in (agency.name, agency.name_en, *agency.aliases, *agency.aliases_en, *agency.former_names):
        phrase = plain_tokens(name)
        weak = phrase in doubtful or agency.kind in ("province", "group")
        if phrase:
            yield phrase, weak
        if len(phrase) == 3 and phrase[0] == "bo" and name == agency.name:
            yield (phrase[0], phrase[1][0] + phrase[2]), weak
        if _ABBREVIATED.search(name):
            yield plain_tokens(_ABBREVIATED.sub("", name)), weak


def build_vocabulary(catalog: Catalog, book: PhraseBook) -> Vocabulary:
    """Every word that the catalog and the book know, to tell a slip of the keyboard from a word."""
    return Vocabulary(_few_phrases(catalog, book), (_features(catalog.text), _features(catalog.clauses)))


def _few_phrases(catalog: Catalog, book: PhraseBook) -> Iterable[Phrase]:
    yield from (phrase for phrase, _ in book)
    yield from ((word,) for kind in ACT_KINDS for word in kind.split())
    yield from (plain_tokens(label_en) for _, label_en in catalog.facts.labels.values())


@lru_cache(maxsize=9)
def _features(index: TextIndex) -> WordSets:
    """The words and pairs of all texts of an index."""
    return word_sets(tuple(feature.split()) for feature in index.features())
