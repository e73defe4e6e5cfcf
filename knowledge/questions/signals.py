"""What a question holds: agencies with their roles, documents, task numbers, clauses, times, and the words that are left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.questions.phrases import ACT_KINDS
from knowledge.questions.query import COORDINATE, EITHER, LEAD
from knowledge.questions.spot import Item, roman
from knowledge.questions.times import Times, read_times
from knowledge.vietnamese.connectives import is_connective, singular
from knowledge.vietnamese.words import Word, plain_tokens

_ROLES = {"role.lead": LEAD, "role.coordinate": COORDINATE, "role.either": EITHER}
_SLOT_BEFORE = (
    "talk.of",
    "talk.and_what",
    "talk.and",
    "talk.or",
    "provision.assign",
    "agency.inherit",
    "agency.reorganisation",
)
_SLOT_AFTER = (
    "role.lead", "role.coordinate", "role.either", "tasks.what", "provision.assign", "talk.and_what", "talk.and", "talk.or",
    "agency.fate", "tasks.count", "when.overdue", "provision.responsibility",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """An agency in the question: the ids it may be (several where it is ambiguous), the role asked, where it stands."""

    ids: tuple[str, ...]
    text: str
    first: int
    end: int
    role: str = ""
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Signals:
    """Everything understood of one question, before it is decided what was asked."""

    items: tuple[Item, ...]
    mentions: tuple[Mention, ...]
    role: str
    join: str
    documents: tuple[str, ...]
    cited: tuple[str, ...]
    """Acts named by kind and number that are not documents of the catalog: "nghi dinh 72"."""
    numbers: tuple[str, ...]
    group: str
    ordinal: int
    clause: str
    times: Times
    topic: tuple[Word, ...]
    said: tuple[str, ...]
    """Every word that can stand in a clause: all but names of documents, question words and fillers."""
    concepts: frozenset[str]

    def has(self, *concepts: str) -> bool:
        return not self.concepts.isdisjoint(concepts)


def collect(
    words: Sequence[Word], items: Sequence[Item], catalog: Catalog, today: date, *, english: bool = False
) -> Signals:
    """The signals of a question whose words were spotted as `items`."""
    items = _only_in_their_place(_as_topic(items, words, catalog, english), catalog)
    used: set[int] = set()
    times = read_times(items, today)
    used |= times.used
    group, taken = _group(items)
    used |= taken
    ordinal, taken = _ordinal(items)
    used |= taken
    clause, taken = _clause(items, words)
    used |= taken
    cited, taken = _cited(items)
    used |= taken
    concepts = _concepts(items)
    mentions = _mentions(items)
    return Signals(
        items=tuple(items),
        mentions=mentions,
        role=_role(concepts, mentions, items),
        join=_join(items),
        documents=tuple(dict.fromkeys((*_documents(items), *(held for act in cited for held in _held(catalog, act))))),
        cited=tuple(act for act in cited if not _held(catalog, act)),
        numbers=tuple(dict.fromkeys(item.text for item in items if item.kind == "number")),
        group=group,
        ordinal=ordinal,
        clause=clause,
        times=times,
        topic=_topic(items, words, used, catalog, english),
        said=_said(items, words, catalog, english),
        concepts=concepts,
    )


_SPEAKS_OF_TASKS = re.compile(r"\b(viec|nhiem vu|nv|tasks?)\b")
_LINKS = {"con", "vay", "and", "also", "so", "the", "roi con"}


def _concepts(items: Sequence[Item]) -> frozenset[str]:
    """All concepts of the question; a link to what was said before ("còn ...") counts only where it opens the question."""
    opening = next(
        (item for item in items if item.concepts != frozenset({"filler.words"}) or item.text in _LINKS), None
    )
    found = frozenset(
        concept
        for item in items
        if item.kind == "concept"
        for concept in item.concepts
        if concept != "talk.and_what" or item is opening or item.text not in _LINKS
    )
    of_tasks = any(item.kind == "concept" and _SPEAKS_OF_TASKS.search(item.text) for item in items)
    return found | {"tasks.task"} if of_tasks else found


def _join(items: Sequence[Item]) -> str:
    places = [at for at, item in enumerate(items) if item.kind == "agency"]
    between = items[places[0] : places[-1]] if len(places) > 1 else ()
    return "or" if any(item.means("talk.or") for item in between) else "and"


def _as_topic(items: Sequence[Item], words: Sequence[Word], catalog: Catalog, english: bool) -> list[Item]:
    """Concepts and short aliases that are part of a title's words ("tùy viên quốc phòng", "VTV World") become words."""
    soft = [_may_be_topic(item, words[item.first : item.end], english) for item in items]
    found = set()
    for at in range(len(items) - 1):
        pair = f"{items[at].text.split()[-1]} {items[at + 1].text.split()[0]}"
        firm = [side for side in (at, at + 1) if not soft[side]]
        joined = not firm or (
            len(firm) == 1 and items[firm[0]].kind == "concept" and items[2 * at + 1 - firm[0]].kind == "word"
        )
        if joined and catalog.text.knows(pair):
            found |= {at, at + 1}
    return [
        replace(item, kind="word", concepts=frozenset(), agencies=())
        if at in found and item.kind in ("concept", "agency")
        else item
        for at, item in enumerate(items)
    ]


_FIRM = ("role.lead", "role.coordinate", "tasks.what", "tasks.count")


def _may_be_topic(item: Item, words: Sequence[Word], english: bool) -> bool:
    if len(words) == 1 and (english or not words[0].marked.isascii()) and is_connective(words[0], english=english):
        return False
    if item.kind == "agency":
        return item.weak or item.guessed or item.end == item.first + 1
    return item.kind in ("word", "integer", "symbol") or (item.kind == "concept" and not item.means(*_FIRM))


def _only_in_their_place(items: Sequence[Item], catalog: Catalog) -> list[Item]:
    """Weak names ("công an", "Hà Nội") count as agencies only where an agency is expected; elsewhere they are words."""
    meant = any(item.means(*_ROLES, "tasks.task", "report.report") for item in items)
    return [
        replace(item, kind="word", agencies=()) if item.kind == "agency" and _is_out_of_place(items, at, catalog, meant) else item
        for at, item in enumerate(items)
    ]


def _is_out_of_place(items: Sequence[Item], at: int, catalog: Catalog, meant: bool) -> bool:
    item = items[at]
    if item.weak and not _in_slot(items, at, meant):
        return True
    beside = any(other.kind == "agency" and not other.weak and other is not item for other in items)
    above = item.weak or all(catalog.is_above_tasks(agency) for agency in item.agencies)
    return beside and above and _is_whose(items, at)


def _is_whose(items: Sequence[Item], at: int) -> bool:
    """In "... của Chính phủ" beside another agency it says whose document it is."""
    before = _neighbour(items, at, -1)
    return before is not None and before.means("talk.of") and not before.means("talk.and", "talk.or")


def _in_slot(items: Sequence[Item], at: int, meant: bool) -> bool:
    before = _neighbour(items, at, -1)
    after = _neighbour(items, at, 1)
    if before is None and after is None:
        return True
    name_only = items[at].end - items[at].first >= 2
    if name_only and meant:
        return True
    return (before is not None and before.means(*_SLOT_BEFORE)) or (after is not None and after.means(*_SLOT_AFTER))


def _neighbour(items: Sequence[Item], at: int, step: int) -> Item | None:
    """The next item on that side that is more than a filler."""
    at += step
    while 0 <= at < len(items):
        item = items[at]
        if item.kind != "concept" or item.concepts != frozenset({"filler.words"}):
            return item
        at += step
    return None


def _mentions(items: Sequence[Item]) -> tuple[Mention, ...]:
    found = [
        (at, Mention(item.agencies, item.text, item.first, item.end, guessed=item.guessed))
        for at, item in enumerate(items)
        if item.kind == "agency" and item.agencies and not _is_source(items, at)
    ]
    roles = [(at, role) for at, item in enumerate(items) for concept, role in _ROLES.items() if item.means(concept)]
    if len(found) < 2 or len({role for _, role in roles}) < 2:
        return tuple(mention for _, mention in found)
    mentions = []
    for place, (at, mention) in enumerate(found):
        until = found[place + 1][0] if place + 1 < len(found) else len(items)
        after = [role for where, role in roles if at < where < until]
        before = [role for where, role in roles if where < at]
        mentions.append(replace(mention, role=(after or before[-1:] or [""])[0]))
    return tuple(mentions)


def _is_source(items: Sequence[Item], at: int) -> bool:
    """In "phần nhận từ Bộ X" and "mảng của Bộ X cũ" the agency is where work came from, not the one asked about."""
    places = [where for where, item in enumerate(items) if item.kind == "agency"]
    before = _neighbour(items, at, -1)
    if len(places) > 1 and before is not None and before.means("agency.inherit"):
        return True
    previous = max((where for where in places if where < at), default=None)
    if previous is None:
        return False
    asked = any(item.means(*_ROLES, "tasks.task", "tasks.what") for item in items)
    between = items[previous:at]
    return any(item.means("agency.inherit") or (asked and item.means("agency.fate", "agency.reorganisation")) for item in between)


def _role(concepts: frozenset[str], mentions: Sequence[Mention], items: Sequence[Item]) -> str:
    both = {"role.lead", "role.coordinate"} <= concepts
    if "role.either" in concepts and (both or not concepts & {"role.lead", "role.coordinate"} or _names_both(items)):
        return EITHER
    if both:
        return EITHER if len(mentions) < 2 else ""
    return LEAD if "role.lead" in concepts else COORDINATE if "role.coordinate" in concepts else ""


def _names_both(items: Sequence[Item]) -> bool:
    """ "chủ trì hay phối hợp" is either role; "có tên chủ trì" is the role that it names."""
    return any(item.means("role.either") and len(item.text.split()) > 3 for item in items)


def _group(items: Sequence[Item]) -> tuple[str, set[int]]:
    for at, item in enumerate(items[:-1]):
        if item.means("talk.group_word"):
            for ahead in (at + 1, at + 2):
                number = _small(items[ahead]) if ahead < len(items) else None
                if number is not None:
                    return str(number), {at, ahead}
    return "", set()


def _small(item: Item) -> int | None:
    return item.values[0] if item.kind == "integer" else roman(item.text) if item.kind == "word" else None


def _ordinal(items: Sequence[Item]) -> tuple[int, set[int]]:
    """The place in a list that is meant, from 1; -1 for the last, 0 for none."""
    for at, item in enumerate(items):
        for place in range(1, 6):
            if item.means(f"talk.ordinal_{place}"):
                return place, {at}
        if item.means("talk.ordinal_last"):
            return -1, {at}
        if item.means("talk.ordinal") and at + 1 < len(items) and items[at + 1].kind == "integer":
            return items[at + 1].values[0], {at, at + 1}
    return 0, set()


_LEVELS = {"dieu": 0, "article": 0, "muc": 0, "phan": 0, "section": 0, "khoan": 1, "clause": 1, "diem": 2, "point": 2, "chu thich": 0}


def _clause(items: Sequence[Item], words: Sequence[Word]) -> tuple[str, set[int]]:
    """A clause as it was cited, from large to small whatever the order: "dieu 1", "muc iii.1.c", "khoan 2 diem dd"."""
    parts: list[tuple[int, str]] = []
    used: set[int] = set()
    for at, item in enumerate(items):
        if item.text not in _LEVELS:
            continue
        ahead, found = at + 1, []
        while ahead < len(items) and re.fullmatch(r"\d{1,2}(\.\d{1,2})?|[ivx]{1,4}|[a-h]|d", items[ahead].text):
            found.append("dd" if words[items[ahead].first].marked == "đ" else items[ahead].text)
            ahead += 1
        if found and not (item.text == "muc" and re.fullmatch(r"\d+\.\d+", found[0])):
            parts.append((_LEVELS[item.text], f"{item.text} {'.'.join(found)}"))
            used |= set(range(at, ahead))
    return " ".join(part for _, part in sorted(parts, key=lambda part: part[0])), used


def _documents(items: Sequence[Item]) -> tuple[str, ...]:
    """The documents named; a bare kind ("chỉ thị") with a number behind it is another act."""
    named = [
        document
        for at, item in enumerate(items)
        for document in item.documents[:1]
        if any(c.isdigit() for c in item.text)
        or at + 1 == len(items)
        or items[at + 1].kind not in ("integer", "symbol")
    ]
    return tuple(dict.fromkeys(named))


def _held(catalog: Catalog, act: str) -> list[str]:
    """The documents of the catalog that an act named by kind and number is."""
    return [
        id_
        for id_, document in catalog.documents.items()
        if document.symbol and is_act(f"{document.kind} {document.symbol}", act)
    ]


def is_act(about: str, cited: str) -> bool:
    """Whether a citation ("Nghị định 72/2015/NĐ-CP") is of the act that was named by kind and number ("nghi dinh 72")."""
    kind, _, number = cited.rpartition(" ")
    words = plain_tokens(about)
    length = len(kind.split())
    return " ".join(words[:length]) == kind and any(
        word.split("/")[0].split("-")[0] == number for word in words[length:]
    )


def _cited(items: Sequence[Item]) -> tuple[tuple[str, ...], set[int]]:
    cited: list[str] = []
    used: set[int] = set()
    for at, item in enumerate(items):
        if item.kind in ("integer", "symbol", "year"):
            number = re.match(r"\d+", item.text)
            kind, start = _act_kind(items, at)
            if kind and number:
                cited.append(f"{kind} {number.group()}")
                used |= set(range(start, at + 1))
    return tuple(cited), used


def _act_kind(items: Sequence[Item], at: int) -> tuple[str, int]:
    """The kind of act whose number stands at item `at`, and the item where its name begins."""
    texts = [item.text for item in items[max(0, at - 3) : at]]
    if texts and texts[-1] == "so":
        texts.pop()
        at -= 1
    for length in (2, 1):
        words = " ".join(texts[-length:]).split()[-length:] if texts else []
        kind = ACT_KINDS.get(" ".join(words))
        if kind:
            return kind, at - (1 if len(texts[-1].split()) == length else length)
    return "", at


_UNSAID = frozenset(
    {
        "filler.words",
        "talk.of",
        "talk.yes_no",
        "talk.and",
        "talk.or",
        "provision.says",
        "provision.clause",
        "provision.assign",
        "provision.responsibility",
    }
)


def _said(items: Sequence[Item], words: Sequence[Word], catalog: Catalog, english: bool) -> tuple[str, ...]:
    said: list[Word] = []
    for item in items:
        asking = item.kind == "concept" and (
            item.concepts <= _UNSAID
            or any(c.split(".")[0] in ("ask", "tasks", "talk", "document") for c in item.concepts)
        )
        if not asking and item.kind not in ("document", "agency"):
            said.extend(words[item.first : item.end])
    return tuple(word.plain for word in _content(said, catalog, english))


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


def _topic(
    items: Sequence[Item], words: Sequence[Word], used: set[int], catalog: Catalog, english: bool
) -> tuple[Word, ...]:
    """The words that carry a topic: not a concept, not a name, not spent on a number or a time."""
    start = topic_start(items)
    for first in (start, 0) if start else (0,):
        topic: list[Word] = []
        for at, item in enumerate(items):
            if item.kind in ("word", "symbol", "integer") and at not in used and at >= first:
                topic.extend(words[item.first : item.end])
        if topic:
            break
    return tuple(_stem(word) if english else word for word in _content(topic, catalog, english))


def topic_start(items: Sequence[Item]) -> int:
    """The item after "về" in "nhiệm vụ nào về ...", where the topic is said to begin; 0 where nothing says so."""
    for at, item in enumerate(items):
        before = _neighbour(items, at, -1)
        speaks = before is not None and (before.kind == "concept" and (before.means("tasks.task", "tasks.what", "tasks.many", "tasks.count") or _SPEAKS_OF_TASKS.search(before.text)))
        if item.means("talk.topic_word") and speaks:
            return at + 1
    return 0


def _stem(word: Word) -> Word:
    return replace(word, plain=singular(word.plain))
