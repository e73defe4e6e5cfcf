"""The agencies in a question: which of the names spotted are meant as agencies, in which role, joined how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import COORDINATE, LEAD
from knowledge.questions.query import EITHER
from knowledge.questions.spot import Item
from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.fold import is_syllable
from knowledge.vietnamese.words import Word

_ROLES = {"role.lead": LEAD, "role.coordinate": COORDINATE, "role.either": EITHER}
_EXPECTED_AFTER = (
    "talk.of", "talk.and_what", "talk.and", "talk.or", "provision.assign", "agency.inherit", "agency.reorganisation",
)  # fmt: skip
_EXPECTED_BEFORE = (
    *_ROLES, "tasks.what", "tasks.count", "provision.assign", "provision.responsibility", "talk.and_what", "talk.and",
    "talk.or", "agency.fate", "when.overdue", "report.report",
)  # fmt: skip
_HEADS = {
    "bo": "bộ",
    "cuc": "cục",
    "tinh": "tỉnh",
    "tong cuc": "tổng cục",
    "uy ban": "ủy ban",
    "so": "sở",
    "hoi": "hội",
}
_ASKED_OF = ("role.lead", "role.coordinate", "role.either", "tasks.task", "tasks.what")
_LONGEST_NAME = 5
_BOTH_ROLES_SAID = 4
"""Words of "chủ trì hay phối hợp"; a shorter phrase ("có tên") says only that it is named."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency in the question: the ids it may be (several where it is ambiguous), the role asked, its words.

    `role` is "" where all agencies of the question have the same. `guessed`: not an exact name.
    """

    ids: tuple[str, ...]
    first: int
    end: int
    role: str = ""
    guessed: bool = False


def in_their_place(items: Sequence[Item], catalog: Catalog) -> list[Item]:
    """The items with weak names ("công an", "Hà Nội") as plain words where no agency is expected."""
    meant = any(item.means(*_ROLES, "tasks.task", "report.report") for item in items)
    return [
        item.as_word() if item.kind == "agency" and _is_out_of_place(items, at, catalog, meant) else item
        for at, item in enumerate(items)
    ]


def left_out(items: Sequence[Item]) -> set[int]:
    """Where an agency, a task or a time stands behind "không phải", "ngoài", "trừ": all but this is asked for."""
    found = set()
    for at, item in enumerate(items):
        if item.kind in ("agency", "number") or item.means("when.recurring"):
            near = [before for before in items[max(0, at - 3) : at] if not before.means("provision.assign", "talk.of")]
            near = [before for before in near if before.means("tasks.except") or not before.is_filler]
            if near and near[-1].means("tasks.not", "tasks.except") and not near[-1].means("talk.and_what"):
                found.add(at)
    return found


def mentions(items: Sequence[Item]) -> tuple[Mention, ...]:
    """The agencies asked about, in order, each with its own role where the question gives them different ones."""
    without = left_out(items)
    found = [
        (at, Mention(item.agencies, item.first, item.end, guessed=item.guessed))
        for at, item in enumerate(items)
        if item.kind == "agency" and item.agencies and not _is_source(items, at) and at not in without
    ]
    roles = [(at, role) for at, item in enumerate(items) for concept, role in _ROLES.items() if item.means(concept)]
    if len(found) < 2 or len({role for _, role in roles}) < 2:
        return tuple(mention for _, mention in found)
    ends = [*(at for at, _ in found[1:]), len(items)]
    return tuple(
        replace(mention, role=_own_role(roles, at, end)) for (at, mention), end in zip(found, ends, strict=True)
    )


def _own_role(roles: Iterable[tuple[int, str]], at: int, end: int) -> str:
    """The first role named between this agency and the next, else the last one before it."""
    after = [role for where, role in roles if at < where < end]
    before = [role for where, role in roles if where < at]
    return (after or before[-1:] or [""])[0]


def role_of(items: Sequence[Item], concepts: frozenset[str], agencies: int) -> str:
    """The role that all agencies of the question have; "" where it names none or different ones."""
    named = concepts & {"role.lead", "role.coordinate"}
    says_both = any(item.means("role.either") and len(item.text.split()) >= _BOTH_ROLES_SAID for item in items)
    if "role.either" in concepts and (len(named) != 1 or says_both):
        return EITHER
    if len(named) == 2:
        return EITHER if agencies < 2 else ""
    return LEAD if "role.lead" in named else COORDINATE if named else ""


def says_only(items: Sequence[Item]) -> bool:
    """ "chỉ phối hợp": in this role and not in the other."""
    return any(item.means("tasks.only") and after.means(*_ROLES) for item, after in pairwise(items))


def denied_roles(items: Sequence[Item], words: Sequence[Word]) -> set[int]:
    """Where a role stands right behind "không" or "không phải", with no comma between ("không chủ trì")."""
    found = set()
    for at, item in enumerate(items):
        if item.means("role.lead", "role.coordinate") and not words[item.first].apart:
            near = [before for before in items[max(0, at - 2) : at] if not before.means("provision.assign")]
            if near and near[-1].means("tasks.not"):
                found.add(at)
    return found


def unknown_name(items: Sequence[Item], words: Sequence[Word], catalog: Catalog) -> tuple[int, int] | None:
    """The items of an agency that nobody knows: "Bộ", "Cục", "Ủy ban" and what follows, where an agency is asked about.

    "bổ sung nhiệm vụ" and "bộ quy tắc" are none: so typed, or so written in a title.
    """
    for at in range(len(items) - 1):
        name = _name_after(items, at, words)
        if name is None or catalog.text.knows(f"{items[name - 1].text} {items[name].first_word}"):
            continue
        end = name
        while end < len(items) and (items[end].kind == "word" or items[end].is_filler):
            end += 1
        asks = end < len(items) and items[end].means(*_ASKED_OF)
        if asks and name < end <= name + _LONGEST_NAME and any(item.kind == "word" for item in items[name:end]):
            return at, end
    return None


def _name_after(items: Sequence[Item], at: int, words: Sequence[Word]) -> int | None:
    """Where the name begins behind a word for an agency at this item; None where there is no such word."""
    for head in _HEADS:
        if not head.startswith(items[at].text):
            continue
        plain = head.split()
        texts = [item.text for item in items[at : at + len(plain)]]
        marks = [words[item.first].marked for item in items[at : at + len(plain)]]
        typed = all(mark.isascii() for mark in marks) or name_words(" ".join(marks)) == name_words(_HEADS[head])
        if texts == plain and typed and at + len(plain) < len(items):
            return at + len(plain)
    return None


def join_of(items: Sequence[Item]) -> str:
    """ "or" where "hoặc" or "hay" stands between the agencies, else "and"."""
    places = [at for at, item in enumerate(items) if item.kind == "agency"]
    between = items[places[0] : places[-1]] if len(places) > 1 else ()
    return "or" if any(item.means("talk.or") for item in between) else "and"


def neighbour(items: Sequence[Item], at: int, step: int) -> Item | None:
    """The next item on that side (-1 before, 1 after) that is more than a filler."""
    at += step
    while 0 <= at < len(items):
        if not items[at].is_filler:
            return items[at]
        at += step
    return None


def _is_out_of_place(items: Sequence[Item], at: int, catalog: Catalog, meant: bool) -> bool:
    item = items[at]
    if item.weak and not _is_expected(items, at, meant):
        return True
    beside = any(other.kind == "agency" and not other.weak and other is not item for other in items)
    above = item.weak or all(catalog.is_above_tasks(agency) for agency in item.agencies)
    return beside and above and _is_whose(items, at)


def _is_expected(items: Sequence[Item], at: int, meant: bool) -> bool:
    """Alone, several words long where tasks are asked for, or beside a word that goes with an agency."""
    before, after = neighbour(items, at, -1), neighbour(items, at, 1)
    if after is not None and after.means("talk.yes_no"):
        after = neighbour(items, items.index(after), 1)
    if before is None and after is None:
        return True
    if before is not None and before.means("talk.topic_word"):
        return False
    if meant and (items[at].end - items[at].first >= 2 or not is_syllable(items[at].text)):
        return True
    return bool((before and before.means(*_EXPECTED_AFTER)) or (after and after.means(*_EXPECTED_BEFORE)))


def _is_whose(items: Sequence[Item], at: int) -> bool:
    """In "... của Chính phủ" beside another agency it says whose document it is."""
    before = neighbour(items, at, -1)
    return before is not None and before.means("talk.of") and not before.means("talk.and", "talk.or")


def _is_source(items: Sequence[Item], at: int) -> bool:
    """In "phần nhận từ Bộ X" and "sau khi gộp Bộ X" the agency is where work came from, not the one asked about."""
    places = [where for where, item in enumerate(items) if item.kind == "agency"]
    before = neighbour(items, at, -1)
    if len(places) > 1 and before is not None and before.means("agency.inherit"):
        return True
    previous = max((where for where in places if where < at), default=None)
    if previous is None:
        return False
    asked = any(item.means(*_ROLES, "tasks.task", "tasks.what") for item in items)
    sources = ("agency.inherit", "agency.fate", "agency.reorganisation") if asked else ("agency.inherit",)
    return any(item.means(*sources) for item in items[previous:at])
