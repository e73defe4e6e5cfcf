"""The words of a question that carry its topic."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from knowledge.catalog.catalog import Catalog
from knowledge.questions.mentions import neighbour
from knowledge.questions.spot import Item
from knowledge.vietnamese.connectives import is_connective, singular
from knowledge.vietnamese.words import Word

SPEAKS_OF_TASKS = re.compile(r"\b(viec|nhiem vu|nv|tasks?)\b")
_ASKS_FOR_TASKS = ("tasks.task", "tasks.what", "tasks.many", "tasks.count")
_CAN_BE_WORDS = ("concept", "agency", "year")
_FIRM = ("role.lead", "role.coordinate", "tasks.what", "tasks.count")
_NEVER_IN_A_CLAUSE = frozenset(
    (
        "filler.words", "talk.of", "talk.yes_no", "talk.and", "talk.or", "provision.says", "provision.clause",
        "provision.assign",
        "provision.responsibility",
    )
)  # fmt: skip
_QUESTION_WORDS = ("ask.", "tasks.", "talk.")


def as_in_titles(items: Sequence[Item], words: Sequence[Word], catalog: Catalog, english: bool) -> list[Item]:
    """The items with those concepts and short aliases as plain words that are part of a title's wording.

    "tùy viên quốc phòng" and "VTV World" name a topic, not an agency; "quy chế phối hợp" no role.
    """
    soft = [_may_be_topic(item, words[item.first : item.end], english) for item in items]
    found: set[int] = set()
    for at, (item, after) in enumerate(pairwise(items)):
        if _may_join(item, after, soft[at], soft[at + 1]) and catalog.text.knows(
            f"{item.last_word} {after.first_word}"
        ):
            found |= {at, at + 1}
    return [item.as_word() if at in found and item.kind in _CAN_BE_WORDS else item for at, item in enumerate(items)]


def topic(
    items: Sequence[Item], words: Sequence[Word], used: Collection[int], catalog: Catalog, english: bool
) -> tuple[Word, ...]:
    """The words that are no concept, no name and not spent on a number or a time; those after "nhiệm vụ nào về" where
    it stands."""
    start = topic_start(items)
    counts = {at for at, (item, after) in enumerate(pairwise(items)) if _is_count(item, after)}
    spent = counts.union(used)
    left = [at for at, item in enumerate(items) if item.kind in ("word", "symbol", "integer") and at not in spent]
    chosen = [at for at in left if at >= start] or left
    found = _content([word for at in chosen for word in words[items[at].first : items[at].end]], catalog, english)
    return tuple(replace(word, plain=singular(word.plain)) for word in found) if english else found


def topic_start(items: Sequence[Item]) -> int:
    """The item after "về" in "nhiệm vụ nào về ...", where the topic is said to begin; 0 where nothing says so."""
    for at, item in enumerate(items):
        before = neighbour(items, at, -1) if item.means("talk.topic_word") else None
        if (
            before
            and before.kind == "concept"
            and (before.means(*_ASKS_FOR_TASKS) or SPEAKS_OF_TASKS.search(before.text))
        ):
            return at + 1
    return 0


def said(items: Sequence[Item], words: Sequence[Word], catalog: Catalog, english: bool) -> tuple[str, ...]:
    """Every word that can stand in a clause: all but names, question words and fillers."""
    kept = [item for item in items if item.kind not in ("document", "agency") and not _is_question_word(item)]
    found = [word for item in kept for word in words[item.first : item.end]]
    plain = (word.plain for word in _content(found, catalog, english))
    return tuple(map(singular, plain)) if english else tuple(plain)


def _is_count(item: Item, after: Item) -> bool:
    """The number in "56 nhiệm vụ"."""
    return item.kind == "integer" and after.means("tasks.task")


def _is_question_word(item: Item) -> bool:
    asks = any(concept.startswith(_QUESTION_WORDS) for concept in item.concepts)
    return item.kind == "concept" and (asks or item.concepts <= _NEVER_IN_A_CLAUSE)


def _may_join(item: Item, after: Item, soft: bool, soft_after: bool) -> bool:
    """Two soft items, or a role or question word beside a word that is nothing else ("quy chế" "phối hợp")."""
    if after.kind == "year":  # "Luật Báo chí 2016"
        return item.kind == "word" or item.weak
    if soft and soft_after:
        return True
    firm, other = (after, item) if soft else (item, after)
    return (soft or soft_after) and firm.kind == "concept" and other.kind == "word"


def _may_be_topic(item: Item, words: Sequence[Word], english: bool) -> bool:
    if len(words) == 1 and (english or not words[0].marked.isascii()) and is_connective(words[0], english=english):
        return False
    if item.kind == "agency":
        return item.weak or item.guessed or item.end == item.first + 1
    return item.kind in ("word", "integer", "symbol") or (item.kind == "concept" and not item.means(*_FIRM))


def _content(words: Sequence[Word], catalog: Catalog, english: bool) -> tuple[Word, ...]:
    """The words that carry meaning; one that may be a connective does where it makes a known pair ("cua khau")."""
    kept = []
    for at, word in enumerate(words):
        near = [f"{words[at - 1].plain} {word.plain}"] if at else []
        near += [f"{word.plain} {words[at + 1].plain}"] if at + 1 < len(words) else []
        paired = not english and word.marked.isascii() and any(map(catalog.text.knows, near))
        if not is_connective(word, english=english) or paired:
            kept.append(word)
    return tuple(kept)
