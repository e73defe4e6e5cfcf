"""The agency of who asks, where the question calls it "bộ mình" or "đơn vị tôi"."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from knowledge.questions.mentions import neighbour
from knowledge.questions.phrases import lexicon
from knowledge.questions.spot import Item
from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.words import Word

_MINE, _OUR_SIDE = "agency.mine", "agency.our_side"


def as_own(items: Sequence[Item], words: Sequence[Word], own: tuple[str, ...]) -> tuple[list[Item], bool]:
    """The items with "bộ mình" as the agency of who asks; and whether that is meant and not known.

    "bên em" may be mere courtesy, and beside the name of an agency "bộ ta" speaks of that one unless joined to it by
    "và"; typed with other marks ("tính tới") it is nothing of the kind.
    """
    named = any(item.kind == "agency" for item in items)
    surely = {at for at, item in enumerate(items) if item.means(_MINE) and (not named or _is_joined(items, at))}

    def read(at: int, item: Item) -> Item:
        if not item.means(_MINE, _OUR_SIDE):
            return item
        if own and _is_spelt_so(item, words) and (at in surely or not named):
            return replace(item, kind="agency", concepts=frozenset(), agencies=own)
        return replace(item, concepts=frozenset({"filler.words"}))

    asked = any(_is_spelt_so(items[at], words) for at in surely)
    return [read(at, item) for at, item in enumerate(items)], asked and not own


def _is_joined(items: Sequence[Item], at: int) -> bool:
    before, after = neighbour(items, at, -1), neighbour(items, at, 1)
    return any(beside is not None and beside.means("talk.and", "talk.or") for beside in (before, after))


def _is_spelt_so(item: Item, words: Sequence[Word]) -> bool:
    """Typed without diacritics, or with those that the lexicon has."""
    typed = tuple(word.marked for word in words[item.first : item.end])
    return all(mark.isascii() for mark in typed) or name_words(" ".join(typed)) in _own_names()


@cache
def _own_names() -> frozenset[tuple[str, ...]]:
    return frozenset(name_words(text) for concept in (_MINE, _OUR_SIDE) for text in lexicon()[concept])
