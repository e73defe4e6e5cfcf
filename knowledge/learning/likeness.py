"""Which questions are alike: the same folded words, whatever their order, but for slips and what is only polite."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.connectives import is_connective
from knowledge.vietnamese.words import Word, clean, tokens

_LONGEST = 240  # characters of a likeness
_NEAR = 75.0
_CANDIDATES = 5
_SHARED = 0.75
"""The share of their words that two questions that are alike have in common."""
_LONG_WORD = 4
_IN_ORDER = 80.0
_OPENERS = (
    "xin hỏi", "cho hỏi", "cho em hỏi", "cho tôi hỏi", "cho mình hỏi", "xin cho hỏi", "em hỏi", "tôi hỏi", "dạ",
    "xin chào", "chào anh chị", "anh chị ơi", "ad ơi", "bot ơi", "vui lòng cho biết", "xin cho biết", "cho biết",
    "please", "hi", "hello",
)  # fmt: skip
_CLOSERS = (
    "ạ", "nhé", "nhỉ", "giúp em", "giúp tôi", "giúp mình", "với ạ", "vậy ạ", "thế ạ", "cảm ơn", "please", "thanks",
    "thank you",
)  # fmt: skip
"""What is only polite: it asks for nothing where a question begins or ends with it."""
_POLITE_AT_START = tuple(tuple(tokens(each)) for each in _OPENERS)
_POLITE_AT_END = tuple(tuple(tokens(each)) for each in _CLOSERS)


def question_words(text: str) -> tuple[Word, ...]:
    """The words of a question, without what it begins and ends with to be polite."""
    words = tuple(tokens(clean(text)))
    while polite := next((each for each in _POLITE_AT_START if _reads(words[: len(each)], each)), ()):
        words = words[len(polite) :]
    while polite := next((each for each in _POLITE_AT_END if _reads(words[-len(each) :], each)), ()):
        words = words[: -len(polite)]
    return words or tuple(tokens(clean(text)))


def likeness(text: str) -> str:
    """The same text for questions of the same words; "" for one that has none."""
    words = question_words(text)
    return " ".join(sorted(word.plain for word in _content(words) or words))[:_LONGEST]


def nearest(asked: str, known: Mapping[int, str]) -> int | None:
    """Whose likeness (by number) is most like this one; None where none is alike."""
    found = process.extract(asked, known, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_CANDIDATES)
    return next((number for other, _, number in found if _are_alike(asked.split(), other.split())), None)


def ask_the_same(first: str, second: str) -> bool:
    """Whether two questions have the same words in about the same order: whoever answers one, answers the other.

    Diacritics count where both were typed with them.
    """
    one, other = question_words(first), question_words(second)
    core, other_core = _content(one) or one, _content(other) or other
    if sorted(word.plain for word in core) != sorted(word.plain for word in other_core):
        return False
    if fuzz.ratio(_in_order(core), _in_order(other_core)) < _IN_ORDER:
        return False
    if not (_has_what_only_looks_joining(one, other) and _has_what_only_looks_joining(other, one)):
        return False
    return _spellings(core) == _spellings(other_core) or not (_is_marked(core) and _is_marked(other_core))


def _content(words: Iterable[Word]) -> tuple[Word, ...]:
    """Without the words that join, and those that do where they are typed without diacritics: so a question gives the
    same words however it is typed."""
    return tuple(word for word in words if not _looks_joining(word))


def _looks_joining(word: Word) -> bool:
    return is_connective(replace(word, marked=word.plain))


def _has_what_only_looks_joining(words: Iterable[Word], of: Iterable[Word]) -> bool:
    """ "cửa" folds like "của": where one question has it, so must the other."""
    plain = [word.plain for word in words if word.marked.isascii() or not is_connective(word)]
    return all(word.plain in plain for word in of if _looks_joining(word) and not is_connective(word))


def _reads(words: Sequence[Word], phrase: Sequence[Word]) -> bool:
    """Whether the words are this phrase, as far as their diacritics were typed."""
    return len(words) == len(phrase) and all(
        word.marked == wanted.marked or (word.marked.isascii() and word.plain == wanted.plain)
        for word, wanted in zip(words, phrase, strict=True)
    )


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
