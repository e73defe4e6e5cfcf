"""A typed question as words: each folded, repaired where the keyboard slipped, and with the form that was typed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.vietnamese.fold import fold, is_syllable, without_telex, without_vni

LONGEST_QUESTION = 600
"""Characters that are read; a question is short, and what is longer costs time without saying more."""

_TOKEN = re.compile(
    r"(?P<symbol>\d+(?:/\d{4})?[-/][^\W\d_]+(?:[-/][^\W\d_]+)*|(?<![\d/])\d+/(?:19|20)\d\d(?![\d/]))"
    r"|(?P<years>\b(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d\b)"
    r"|(?P<date>\b\d{1,2}[/-]\d{1,2}(?:[/-]\d{4})?\b)"
    r"|(?P<number>(?<![\d.,/])\d{1,2}[.,]\d{1,3}\b(?![.,/]\d))"
    r"|(?P<glued>\b[^\W\d_]{1,8}(?=\d{1,2}[.,]\d))"
    r"|(?P<vni>\b[^\W\d_]+\d[\w]*)"
    r"|(?P<digits>[0-9]+|\d+)"
    r"|(?P<word>[^\W\d_]+)"
)

_APART = re.compile(r"[,;]")

_SOUNDS_LIKE = {"f": "ph", "z": "d", "w": "qu"}
"""Letters that Vietnamese does not have, typed for a sound that it has."""


REMEMBERED = 8192
"""Texts of the documents: when officials change one thing, all the others are as they were."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `plain` is folded and repaired, `marked` is lower case as typed ("" when repaired), `span` its place.

    `capitals`: typed in capitals, as abbreviations are. `apart`: a comma or semicolon stands before it.
    """

    plain: str
    marked: str
    span: tuple[int, int]
    capitals: bool = False
    apart: bool = False


WordSets = tuple[frozenset[str], frozenset[tuple[str, str]]]
"""Words, and pairs of neighbours."""


def word_sets(phrases: Iterable[tuple[str, ...]]) -> WordSets:
    """The words (of letters alone) and the pairs of some phrases."""
    words: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for phrase in phrases:
        words.update(word for word in phrase if word.isalpha())
        pairs.update(pairwise(phrase))
    return frozenset(words), frozenset(pairs)


class Vocabulary:
    """The words that the catalog and the lexicon use, and the pairs that stand side by side in them (all folded)."""

    def __init__(self, phrases: Iterable[tuple[str, ...]], sets: Sequence[WordSets] = ()) -> None:
        """`sets` are those of phrases that were gone through before."""
        words, pairs = word_sets(phrases)
        self.words = frozenset(words.union(*(each for each, _ in sets)))
        self.pairs = frozenset(pairs.union(*(each for _, each in sets)))
        self._by_length: dict[int, list[str]] = {}
        for word in self.words:
            self._by_length.setdefault(len(word), []).append(word)
        self.candidates = lru_cache(maxsize=4096)(self._candidates)
        self.pieces = lru_cache(maxsize=4096)(self._pieces)

    def _candidates(self, typed: str) -> tuple[str, ...]:
        """Known words one slip away (two in a long word), nearest first."""
        most = 1 if len(typed) < 8 else 2
        near = [
            word
            for length in range(len(typed) - most, len(typed) + most + 1)
            for word in self._by_length.get(length, ())
        ]
        found = process.extract(typed, near, scorer=OSA.distance, score_cutoff=most, limit=12)
        return tuple(word for word, _, _ in sorted(found, key=lambda hit: (hit[1], hit[0][:1] != typed[:1], hit[0])))

    def _pieces(self, typed: str) -> tuple[str, ...]:
        """The fewest known words that run together to `typed`, () where there are none; of one letter only "y"."""
        best: list[tuple[str, ...] | None] = [(), *[None] * len(typed)]
        for end in range(1, len(typed) + 1):
            for start in range(max(0, end - 7), end):
                before, piece = best[start], typed[start:end]
                if before is None or piece not in self.words or not is_syllable(piece):
                    continue
                if len(piece) == 1 and piece != "y":
                    continue
                found, held = (*before, piece), best[end]
                if held is None or self._rank(found) < self._rank(held):
                    best[end] = found
        return best[-1] or ()

    def _rank(self, pieces: tuple[str, ...]) -> tuple[int, int]:
        """Fewer unknown neighbours first, then fewer pieces."""
        strangers = sum(pair not in self.pairs for pair in pairwise(pieces))
        return strangers, len(pieces)


def tokens(text: str) -> list[Word]:
    """The words of a text, folded but not repaired. Punctuation, emoji and control characters only separate."""
    words: list[Word] = []
    end = 0
    for match in _TOKEN.finditer(text):
        found = _of_match(match)
        if words and _APART.search(text, end, match.start()):
            found[0] = replace(found[0], apart=True)
        words.extend(found)
        end = match.end()
    return words


def _of_match(match: re.Match[str]) -> list[Word]:
    raw, span = match.group().lower(), match.span()
    plain = fold(raw)
    match match.lastgroup:
        case "years":
            return [Word(re.sub(r"\s*[-–—]\s*", "-", plain), raw, span)]
        case "number":
            return [Word(plain.replace(",", "."), raw, span)]
        case "vni":
            syllable = without_vni(plain)
            if syllable:
                return [Word(syllable, "", span)]
            return [Word(part, part, span) for part in re.findall(r"\d+|[^\W\d_]+", plain)]
    return [Word(plain, raw, span, capitals=match.group().isupper())]


@lru_cache(REMEMBERED)
def plain_tokens(text: str) -> tuple[str, ...]:
    """The folded words of a name or title."""
    return tuple(word.plain for word in tokens(unicodedata.normalize("NFC", text)))


def clean(text: str, longest: int = LONGEST_QUESTION) -> str:
    """The part of a typed text that is read: composed, without invisible characters, at most `longest` characters."""
    text = unicodedata.normalize("NFC", text[: longest * 2])[:longest]
    return "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text if unicodedata.category(c) != "Cf"
    )


def read_words(text: str, vocabulary: Vocabulary, *, english: bool = False) -> tuple[Word, ...]:
    """The words of a question with slips of the keyboard put right: Telex and VNI residue, run-together words, typos.

    A word that is known, or that is built like a Vietnamese syllable, is never changed.
    """
    repaired: list[Word] = []
    typed = _with_country(tokens(text))
    for at, word in enumerate(typed):
        after = typed[at + 1].plain if at + 1 < len(typed) else ""
        before = repaired[-1].plain if repaired else ""
        repaired.extend(_repair(word, before, after, vocabulary, english))
    return tuple(repaired)


def _with_country(words: list[Word]) -> list[Word]:
    """ "VN" spelt out, as names have it; capitals mean nothing where everything is in capitals."""
    shouted = sum(word.capitals for word in words) > max(2, len(words) // 2)
    spelt: list[Word] = []
    for word in words:
        if word.plain == "vn":
            spelt += [Word("viet", "việt", word.span), Word("nam", "nam", word.span)]
        else:
            spelt.append(replace(word, capitals=False) if shouted else word)
    return spelt


def _repair(word: Word, before: str, after: str, vocabulary: Vocabulary, english: bool) -> list[Word]:
    plain = word.plain
    if not plain.isalpha() or plain in vocabulary.words or len(plain) < 3:
        return [word]
    if not english:
        if is_syllable(plain) and not _is_telex(plain, vocabulary):
            return [word]
        spoken = _SOUNDS_LIKE.get(plain[0], "") + plain[1:]
        if plain[0] in _SOUNDS_LIKE and is_syllable(spoken):
            return [replace(word, plain=spoken, marked="")]
        fitting = _fitting(plain, before, after, vocabulary)
        if fitting and sorted(fitting[0]) == sorted(plain):
            return [replace(word, plain=fitting[0], marked="")]
        syllable = without_telex(plain)
        if syllable and (syllable in vocabulary.words or not vocabulary.candidates(plain)):
            return [replace(word, plain=syllable, marked="")]
        pieces = vocabulary.pieces(plain) if len(plain) > 4 and not fitting else ()
        if pieces:
            return [Word(piece, "", word.span) for piece in pieces]
    fitting = _fitting(plain, before, after, vocabulary)
    if fitting:
        return [replace(word, plain=fitting[0], marked="")]
    candidates = vocabulary.candidates(plain)
    return [replace(word, plain=candidates[0], marked="")] if candidates and len(plain) > 4 else [word]


def _fitting(plain: str, before: str, after: str, vocabulary: Vocabulary) -> list[str]:
    """The words one slip away that make a known pair with a neighbour; those with the same letters, swapped, first."""
    near = vocabulary.candidates(plain)
    known = [word for word in near if (before, word) in vocabulary.pairs or (word, after) in vocabulary.pairs]
    return sorted(known, key=lambda word: sorted(word) != sorted(plain))


def _is_telex(plain: str, vocabulary: Vocabulary) -> bool:
    """Whether a syllable with a doubled vowel ("thoong") is one that Telex would have made ("thông")."""
    doubled = any(pair in plain for pair in ("aa", "ee", "oo"))
    return doubled and plain not in vocabulary.words and without_telex(plain) in vocabulary.words
