"""Spotting: the words of a question as items that mean something, longest phrase first, from left to right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from knowledge.questions.phrases import Phrase, PhraseBook
from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.words import Word

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7}
_CLOSE_ENOUGH = 86.0

_FILLERS = frozenset(("filler.words", "filler.generic"))


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of words `first` to `end` (exclusive) and what it can mean.

    kind: concept, agency, document, number ("3.7"), integer, year, years, date, symbol, word.
    `agencies` has several ids where the words fit several; `guessed` where they are not an exact name.
    """

    kind: str
    first: int
    end: int
    text: str
    concepts: frozenset[str] = frozenset()
    agencies: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    weak: bool = False
    guessed: bool = False
    values: tuple[int, ...] = field(default=())

    def means(self, *concepts: str) -> bool:
        return not self.concepts.isdisjoint(concepts)

    @property
    def is_filler(self) -> bool:
        """Whether it means nothing here."""
        return self.kind == "concept" and self.concepts <= _FILLERS

    def as_word(self) -> "Item":
        """The same words meaning nothing in particular."""
        return replace(self, kind="word", concepts=frozenset(), agencies=())

    @property
    def first_word(self) -> str:
        return self.text.split(" ", 1)[0]

    @property
    def last_word(self) -> str:
        return self.text.rsplit(" ", 1)[-1]


class Spotter:
    """Knows the phrase book and, for names typed with slips or in part, the agencies' full names by their first
    word."""

    def __init__(self, book: PhraseBook, exact: frozenset[str]) -> None:
        """`exact` are agencies that are never guessed: collectives, whose names are ordinary words, and provinces,
        which are too much like each other."""
        self._book = book
        self._names: dict[str, dict[str, tuple[str, ...]]] = {}
        self._starts: dict[Phrase, dict[str, None]] = {}
        for phrase, meaning in book:
            if not meaning.agencies or len(phrase) < 3 or not (meaning.agencies.keys() - exact):
                continue
            self._names.setdefault(phrase[0], {})[" ".join(phrase)] = tuple(meaning.agencies)
            for length in range(1, len(phrase)):
                self._starts.setdefault(phrase[:length], {}).update(meaning.agencies)

    def spot(self, words: Sequence[Word]) -> tuple[Item, ...]:
        return tuple(self._items(words))

    def _items(self, words: Sequence[Word]) -> Iterator[Item]:
        at = 0
        while at < len(words):
            item = self._at(words, at)
            yield item
            at = item.end

    def _at(self, words: Sequence[Word], at: int) -> Item:
        numeric = _numeric(words[at], at)
        found = self._book.longest(words, at)
        if numeric and (found is None or (found[1] == at + 1 and not found[0].documents)):
            return numeric
        if found is None or (found[0].weak and not found[0].documents):
            known_to = at if found is None else found[1] + bool(found[0].agencies)
            return self._near(words, at, known_to) or self._plain(words, at)
        return self._plain(words, at)

    def _plain(self, words: Sequence[Word], at: int) -> Item:
        found = self._book.longest(words, at)
        if found is None:
            return Item("word", at, at + 1, words[at].plain)
        meaning, end = found
        spelling = _spelling(words[at:end])
        concepts = frozenset(meaning.spelt.get(spelling, meaning.concepts))
        if spelling not in meaning.spelt and len(spelling) == 1 and not (meaning.agencies or meaning.documents):
            return Item("word", at, end, words[at].plain)  # a syllable with other marks is another word
        if len(spelling) == 1 and meaning.weak and meaning.agencies and spelling not in meaning.named:
            return Item("word", at, end, words[at].plain)
        if meaning.agencies and concepts and end == at + 1 and not words[at].capitals:
            return Item("concept", at, end, words[at].plain, concepts)
        kind = "document" if meaning.documents else "agency" if meaning.agencies else "concept"
        return Item(
            kind,
            at,
            end,
            " ".join(word.plain for word in words[at:end]),
            concepts,
            tuple(meaning.agencies),
            tuple(meaning.documents),
            weak=meaning.weak and bool(meaning.agencies),
        )

    def _near(self, words: Sequence[Word], at: int, known_to: int) -> Item | None:
        """An agency's name with a slip in it, or the beginning of one, at least as long as what is known to begin
        here."""
        names = self._names.get(words[at].plain)
        if names is None:
            return None
        return self._misspelt(words, at, known_to, names) or self._begun(words, at, known_to)

    def _misspelt(
        self, words: Sequence[Word], at: int, known_to: int, names: dict[str, tuple[str, ...]]
    ) -> Item | None:
        best: tuple[float, int, str] | None = None
        for end in range(max(at + 3, known_to), min(at + 11, len(words)) + 1):
            typed = " ".join(word.plain for word in words[at:end])
            hit = process.extractOne(typed, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
            if hit and (best is None or hit[1] > best[0]):
                best = (hit[1], end, hit[0])
        if best is None:
            return None
        _, end, name = best
        return Item("agency", at, end, " ".join(w.plain for w in words[at:end]), agencies=names[name], guessed=True)

    def _begun(self, words: Sequence[Word], at: int, known_to: int) -> Item | None:
        end = at + 1
        while end < len(words) and tuple(word.plain for word in words[at : end + 1]) in self._starts:
            end += 1
        phrase = tuple(word.plain for word in words[at:end])
        agencies = tuple(self._starts.get(phrase, ()))
        if end < len(words) and self._book.longest(words, end) is None and _numeric(words[end], end) is None:
            return None  # the name goes on with a word that no agency has
        enough = len(phrase) >= 2 or (2 <= len(agencies) <= 3 and len(phrase[0]) > 2)
        if end <= known_to or not enough or len(agencies) > 6:
            return None
        return Item("agency", at, end, " ".join(phrase), agencies=agencies, guessed=True, weak=len(phrase) == 1)


def _spelling(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as typed where any has diacritics; else nothing that the lexicon has."""
    if all(word.marked.isascii() for word in words) or not all(word.marked for word in words):
        return ()
    return name_words(" ".join(word.marked for word in words))


def _numeric(word: Word, at: int) -> Item | None:
    plain, make = word.plain, at + 1
    if re.fullmatch(r"\d{1,2}\.\d{1,3}", plain):
        return Item("number", at, make, plain)
    if re.fullmatch(r"(19|20)\d\d", plain):
        return Item("year", at, make, plain, values=(int(plain),))
    if re.fullmatch(r"(19|20)\d\d-(19|20)\d\d", plain):
        return Item("years", at, make, plain, values=tuple(map(int, plain.split("-"))))
    if plain.isdecimal() and len(plain) <= 4:
        return Item("integer", at, make, plain, values=(int(plain),))
    if re.fullmatch(r"\d{1,2}[/-]\d{1,2}([/-]\d{4})?", plain):
        return Item("date", at, make, plain)
    if re.match(r"\d+(/\d{4})?[-/][a-z]|\d+/\d{4}$", plain):
        return Item("symbol", at, make, plain)
    return None


def roman(text: str) -> int | None:
    """The value of a folded Roman numeral up to VII."""
    return _ROMAN.get(text)
