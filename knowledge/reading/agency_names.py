"""Names of agencies as words that compare equal however they are spelled."""

import re
import unicodedata
from functools import lru_cache

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+|&")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@lru_cache(maxsize=8192)
def name_words(text: str) -> Words:
    """The words of a name: without case and punctuation, "&" as "và", each tone mark at the end of its word.

    So "Văn hoá" and "Văn hóa", "Uỷ ban" and "Ủy ban", "Thương binh - Xã hội" and "Thương binh Xã hội" are equal.
    """
    return tuple(folded for folded, _, _ in words_with_places(text))


def words_with_places(text: str) -> list[tuple[str, int, int]]:
    """The same words with where each begins and ends in `text`, which must be NFC."""
    return [(_fold(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=8192)
def _fold(word: str) -> str:
    return "và" if word == "&" else tone_last(word.casefold().replace("ð", "đ"))


def tone_last(word: str) -> str:
    """The word with its tone mark on its last letter, so that two ways of placing the mark compare equal."""
    marks = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sorted(marks, key=_TONES.__contains__)))
