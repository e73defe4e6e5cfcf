"""Words that join and carry no meaning of their own, told from words that only look like them without diacritics."""

from functools import lru_cache

from knowledge.vietnamese.words import REMEMBERED, Word, tokens

_VIETNAMESE = frozenset(
    "các những và của ở tại cho về trong đến với theo là để trên được từ khi do nhằm một cùng hoặc có thì mà ra"
    " so việc giữa".split()
)
_ENGLISH = frozenset("the a an of in on for to and or by with at from as its their is are".split())
_FOLDED = frozenset(plain for word in _VIETNAMESE for plain in (tokens(word)[0].plain,))


def is_connective(word: Word, *, english: bool = False) -> bool:
    """Whether a word only joins. "cửa" is none, though it folds like "của"; typed without diacritics it may be one."""
    if english:
        return word.plain in _ENGLISH
    return word.marked in _VIETNAMESE if not word.marked.isascii() else word.plain in _FOLDED


@lru_cache(REMEMBERED)
def content(text: str, *, english: bool = False) -> tuple[str, ...]:
    """The folded words of a text, written with its diacritics, that carry meaning."""
    connectives = _ENGLISH if english else _VIETNAMESE
    kept = (word.plain for word in tokens(text) if word.marked not in connectives)
    return tuple(map(singular, kept)) if english else tuple(kept)


def singular(plain: str) -> str:
    """An English word without the endings that say nothing of its topic: "promoting", "promotes" give "promot"."""
    if plain.endswith("ies") and len(plain) > 4:
        plain = plain[:-3] + "y"
    elif plain.endswith("s") and not plain.endswith("ss") and len(plain) > 3:
        plain = plain[:-1]
    for ending in ("ing", "ed", "e"):
        if plain.endswith(ending) and len(plain) > len(ending) + 3:
            return plain[: -len(ending)]
    return plain
