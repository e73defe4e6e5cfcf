"""The documents, acts and clauses that a question cites."""

import re
from collections.abc import Sequence

from knowledge.catalog.catalog import Catalog
from knowledge.questions.phrases import ACT_KINDS
from knowledge.questions.spot import Item
from knowledge.vietnamese.words import Word, plain_tokens

_LEVELS = {
    "dieu": 0, "article": 0, "muc": 0, "phan": 0, "section": 0, "chu thich": 0, "khoan": 1, "clause": 1, "diem": 2,
    "point": 2,
}  # fmt: skip
_CLAUSE_NUMBER = re.compile(r"\d{1,2}(\.\d{1,2})?|[ivx]{1,4}|[a-h]|d")
_TASK_NUMBER = re.compile(r"\d+\.\d+")


def documents(items: Sequence[Item], catalog: Catalog) -> tuple[tuple[str, ...], tuple[str, ...], set[int]]:
    """The documents of the catalog that are named, the other acts that are cited, and the items that are spent on them.

    Acts are written as kind and number, folded: "nghi dinh 72".
    """
    acts, used = _acts(items)
    held = {act: catalog.acts.get(act, ()) for act in acts}
    named = (*_by_name(items), *(document for act in acts for document in held[act]))
    return tuple(dict.fromkeys(named)), tuple(act for act in acts if not held[act]), used


def is_act(about: str, cited: str) -> bool:
    """Whether a citation ("Nghị định 72/2015/NĐ-CP") is of the act that was named by kind and number ("nghi dinh
    72")."""
    kind, _, number = cited.rpartition(" ")
    words = plain_tokens(about)
    length = len(kind.split())
    numbers = {re.split("[/-]", word)[0] for word in words[length:]}
    return " ".join(words[:length]) == kind and number in numbers


def clause(items: Sequence[Item], words: Sequence[Word]) -> tuple[str, set[int]]:
    """A clause as it was cited, from large to small whatever the order ("dieu 1", "khoan 2 diem dd"), and its items.

    The letter đ is written "dd". "mục 3.7" is a task, not a clause.
    """
    parts: list[tuple[int, str]] = []
    used: set[int] = set()
    for at, item in enumerate(items):
        if item.text not in _LEVELS:
            continue
        end = at + 1
        while end < len(items) and _CLAUSE_NUMBER.fullmatch(items[end].text):
            end += 1
        found = ["dd" if words[number.first].marked == "đ" else number.text for number in items[at + 1 : end]]
        if found and not (item.text == "muc" and _TASK_NUMBER.fullmatch(found[0])):
            parts.append((_LEVELS[item.text], f"{item.text} {'.'.join(found)}"))
            used |= set(range(at, end))
    return " ".join(part for _, part in sorted(parts, key=lambda part: part[0])), used


def _by_name(items: Sequence[Item]) -> list[str]:
    """The documents named; a bare kind ("chỉ thị") with a number behind it is another act."""
    named = []
    for at, item in enumerate(items):
        numbered = at + 1 < len(items) and items[at + 1].kind in ("integer", "symbol")
        if item.documents and (not numbered or any(letter.isdigit() for letter in item.text)):
            named.append(item.documents[0])
    return named


def _acts(items: Sequence[Item]) -> tuple[tuple[str, ...], set[int]]:
    acts: list[str] = []
    used: set[int] = set()
    for at, item in enumerate(items):
        number = re.match(r"\d+", item.text) if item.kind in ("integer", "symbol", "year") else None
        kind, start = _kind_before(items, at)
        if kind and number:
            acts.append(f"{kind} {number.group()}")
            used |= set(range(start, at + 1))
    return tuple(acts), used


def _kind_before(items: Sequence[Item], at: int) -> tuple[str, int]:
    """The kind of act whose number stands at item `at`, and the item where its name begins."""
    if at and items[at - 1].text == "so":
        at -= 1
    for length in (2, 1):
        kind = ACT_KINDS.get(" ".join(item.text for item in items[max(0, at - length) : at]))
        if kind:
            return kind, at - length
    return "", at
