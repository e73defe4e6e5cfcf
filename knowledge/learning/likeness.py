"""Which questions are alike: the same folded words, whatever their order, but for slips and what is only polite."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.connectives import is_connective
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import Word, clean, tokens

_LONGEST = 240  # characters of a likeness
_NEAR = 75.0
_CANDIDATES = 5
_SHARED = 0.75
"""The share of their words that two questions that are alike have in common."""
_LONG_WORD = 4
_IN_ORDER = 80.0
_POLITE = frozenset(
    "ạ anh bạn bác các chào chị chú cô dùm em giúp giùm hộ hỏi kính làm mình mọi nha nhé nhỉ ơi ơn thưa tôi vui lòng"
    " xin please pls hi hello".split()
)
"""Such a word beside others asks for nothing ("cho em hỏi ... ạ")."""
_POLITE_FOLDED = frozenset(map(fold, _POLITE))


def content_words(text: str) -> tuple[Word, ...]:
    """The words of a question that ask for something, in order; all of them where it has none such."""
    words = tokens(clean(text))
    kept = tuple(word for word in words if not is_connective(word) and not _is_polite(word))
    return kept or tuple(words)


def likeness(text: str) -> str:
    """The same text for questions of the same words; "" for one that has none."""
    return " ".join(sorted(word.plain for word in content_words(text)))[:_LONGEST]


def nearest(asked: str, known: Mapping[int, str]) -> int | None:
    """Whose likeness (by number) is most like this one; None where none is alike."""
    found = process.extract(asked, known, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_CANDIDATES)
    return next((number for other, _, number in found if _are_alike(asked.split(), other.split())), None)


def ask_the_same(first: str, second: str) -> bool:
    """Whether two questions have the same words in about the same order: whoever answers one, answers the other.

    Diacritics count where both were typed with them.
    """
    one, other = content_words(first), content_words(second)
    if sorted(word.plain for word in one) != sorted(word.plain for word in other):
        return False
    if fuzz.ratio(_in_order(one), _in_order(other)) < _IN_ORDER:
        return False
    return _spellings(one) == _spellings(other) or not (_is_marked(one) and _is_marked(other))


def _is_polite(word: Word) -> bool:
    return word.plain in _POLITE_FOLDED if word.marked.isascii() else word.marked in _POLITE


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    if _numbers(one) != _numbers(other):
        return False
    left = list(other)
    shared = 0
    for word in one:
        match = next((each for each in left if _is_slip_of(word, each)), None)
        if match is not None:
            left.remove(match)
            shared += 1
    return 2 * shared >= _SHARED * (len(one) + len(other))


def _is_slip_of(word: str, other: str) -> bool:
    long = min(len(word), len(other)) >= _LONG_WORD
    return word == other or (long and OSA.distance(word, other, score_cutoff=1) <= 1)


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if re.search(r"\d", word))


def _in_order(words: Iterable[Word]) -> str:
    return " ".join(word.plain for word in words)


def _is_marked(words: Iterable[Word]) -> bool:
    return any(not word.marked.isascii() for word in words)


def _spellings(words: Iterable[Word]) -> list[str]:
    return sorted(spelt for word in words for spelt in name_words(word.marked))
