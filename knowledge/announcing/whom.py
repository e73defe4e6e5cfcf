"""To whom a notice goes, as it is typed: "tất cả", "cán bộ đầu mối các tỉnh", "BNG, BCT, báo chí"."""

import re
from collections.abc import Set
from dataclasses import dataclass, replace

from knowledge.catalog.catalog import Catalog
from knowledge.questions.engine import engine_for
from knowledge.vietnamese.fold import fold, fold_letters
from knowledge.vietnamese.words import LONGEST_QUESTION, clean

KINDS = ("ministry", "ministerial", "government", "media", "party", "province")
"""The kinds of agencies that can be told as such. What provinces have of their own goes with them."""

_ALL = ("tat ca cac nhom", "tat ca nhom", "tat ca", "moi nhom", "cac nhom", "toan bo", "all groups", "everybody", "all")
_OFFICERS = ("can bo dau moi", "cac can bo", "can bo", "dau moi", "officers", "officer")
_KIND_WORDS = {
    "cac bo": "ministry", "bo": "ministry", "ministries": "ministry",
    "cac co quan ngang bo": "ministerial", "co quan ngang bo": "ministerial", "ministerial bodies": "ministerial",
    "cac co quan khac cua nha nuoc": "government", "co quan khac cua nha nuoc": "government",
    "other state bodies": "government",
    "cac co quan bao chi": "media", "co quan bao chi": "media", "bao chi": "media", "media": "media", "press": "media",
    "cac co quan cua dang": "party", "co quan cua dang": "party", "co quan dang": "party", "party": "party",
    "party bodies": "party",
    "cac tinh, thanh pho": "province", "tinh, thanh pho": "province", "cac tinh": "province", "tinh": "province",
    "cac dia phuong": "province", "dia phuong": "province", "provinces": "province",
}  # fmt: skip
_EDGES = " ,;.:-\n"
_BETWEEN = frozenset({"va", "cua", "cho", "gui", "toi", "den", "o", "thuoc", "and", "of", "to", "the", "nhom", "group"})


@dataclass(frozen=True, slots=True)
class Whom:
    """`every`: all that have a chat; or the agencies of some `kinds` and single `agencies` (ids). `officers`: those who
    speak for them, in private, instead of their groups."""

    every: bool = False
    kinds: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    officers: bool = False

    @property
    def is_said(self) -> bool:
        """Whether it says anybody."""
        return self.every or bool(self.kinds or self.agencies)

    def has(self, agency: str, kind: str) -> bool:
        """Whether an agency (id) of this kind is meant."""
        return self.every or agency in self.agencies or _told_as(kind) in self.kinds


NOBODY = Whom()


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood; words that name nobody; words that can name several agencies (ids)."""

    whom: Whom
    unknown: tuple[str, ...] = ()
    doubtful: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether all of it was understood."""
        return self.whom.is_said and not (self.unknown or self.doubtful)


def read_whom(catalog: Catalog, typed: str, told: Set[str] = frozenset()) -> Read:
    """Officers alone are those of all agencies. Of several agencies that a word can name it is the one that is `told`,
    as it has a chat. What is longer than a question is not read to its end."""
    officers, text = _without(clean(typed[:LONGEST_QUESTION]), _OFFICERS)
    found = _read_names(catalog, text, told)
    every = False
    if not found.is_clear:
        every, text = _without(text, _ALL)
        found = _read_names(catalog, text, told)
    said = found.whom.is_said or bool(found.unknown or found.doubtful)
    whom = replace(found.whom, officers=officers, every=(every or officers) and not said)
    return replace(found, whom=whom)


def _without(text: str, phrases: tuple[str, ...]) -> tuple[bool, str]:
    """Whether one of the phrases stands in the text, and the text without it."""
    found = re.search(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)", fold_letters(text))
    return (True, f"{text[: found.start()]} {text[found.end() :]}") if found else (False, text)


def _read_names(catalog: Catalog, text: str, told: Set[str]) -> Read:
    """A collective may be written with commas ("các bộ, ngành"), a kind stand by itself between two ("bộ, báo chí")."""
    whole = _read_items(catalog, text, told)
    if whole.is_clear:
        return whole
    pieces = re.split(r"[,;\n]", text)
    kinds = [_KIND_WORDS.get(" ".join(fold(piece).split()).strip(_EDGES)) for piece in (*pieces, text)]
    rest = "" if kinds[-1] else ", ".join(piece for piece, kind in zip(pieces, kinds, strict=False) if not kind)
    found = _read_items(catalog, rest, told)
    named = tuple(dict.fromkeys((*filter(None, kinds), *found.whom.kinds)))
    apart = replace(found, whom=replace(found.whom, kinds=named))
    return apart if len(apart.unknown) < len(whole.unknown) or not whole.whom.is_said else whole


def _read_items(catalog: Catalog, text: str, told: Set[str]) -> Read:
    kinds: dict[str, None] = {}
    agencies: dict[str, None] = {}
    unknown: list[str] = []
    doubtful: list[tuple[str, tuple[str, ...]]] = []
    _, items = engine_for(catalog).read(text, english=False)
    for item in items:
        meant = item.agencies if len(item.agencies) < 2 else tuple(told & set(item.agencies)) or item.agencies
        if len(meant) > 1:
            doubtful.append((item.text, meant))
        elif meant:
            of_group = _members(catalog, meant[0])
            kinds |= dict.fromkeys(of_group)
            agencies |= {} if of_group else dict.fromkeys(meant)
        elif not set(item.text.split()) <= _BETWEEN:
            unknown.append(item.text)
    return Read(Whom(kinds=tuple(kinds), agencies=tuple(agencies)), tuple(unknown), tuple(doubtful))


def _members(catalog: Catalog, agency: str) -> tuple[str, ...]:
    """The kinds that a collective ("các bộ, ngành, địa phương") stands for; () for a single agency."""
    if catalog.agencies[agency].kind not in ("group", "province-class"):
        return ()
    return tuple(dict.fromkeys(_told_as(kind) for kind in sorted(catalog.directory.kinds_of(agency))))


def _told_as(kind: str) -> str:
    return "province" if kind == "province-class" else kind
