"""Tasks and clauses found by the words of a topic."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.text_index import Hit, pairs
from knowledge.questions.signals import Signals, is_act
from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.fold import is_syllable
from knowledge.vietnamese.words import plain_tokens, tokens

ENOUGH = 0.45
"""The share of a topic's words that a task must hold to be an answer at all."""
_AS_GOOD = 0.72
_OTHER_MARKS = 0.6


def words(signals: Signals) -> str:
    """The topic of a question as folded words, a comma where one was typed; cited acts first, by kind and number."""
    parts = [f", {word.plain}" if word.apart and at else word.plain for at, word in enumerate(signals.topic)]
    return " ".join([*signals.cited, *parts])


def broad(signals: Signals) -> str:
    """Every word of a question that a clause may hold."""
    extra = ("dien thoai",) if signals.has("provision.number_of") else ()
    return " ".join([*signals.cited, *extra, *signals.said])


def typed(signals: Signals) -> str:
    return " ".join([*signals.cited, *(word.marked or word.plain for word in signals.topic)])


def best(catalog: Catalog, signals: Signals, scope: int) -> Hit | None:
    """The task in `scope` that fits the topic best, None where none fits well enough.

    Where nothing in the question says that tasks are asked for, only a task that holds nearly everything fits.
    """
    hits = search(catalog, words(signals), typed(signals), scope)
    if not hits:
        return None
    asks = (
        signals.role
        or signals.mentions
        or signals.documents
        or signals.has("tasks.task", "ask.who", "ask.when", "ask.deadline", "ask.which_task", "talk.topic_word")
    )
    sure = hits[0].coverage > 0.9 or (hits[0].coverage >= 0.6 and hits[0].pairs >= 2)
    return hits[0] if asks or sure else None


def search(catalog: Catalog, topic: str, typed_topic: str, scope: int) -> list[Hit]:
    """Tasks in `scope` that hold enough of the topic, best first.

    Where the question was typed with diacritics, words of the title with other diacritics count less.
    """
    asked = topic.replace(",", " ").split()
    if not asked:
        return []
    marked = _marked(typed_topic)
    hits = [
        Hit(hit.position, _weighed(catalog, hit, asked, marked), hit.pairs)
        for hit in catalog.text.search(asked)
        if scope >> hit.position & 1
    ]
    hits = [hit for hit in hits if hit.coverage >= ENOUGH and _is_evidence(catalog, hit, asked)]
    return sorted(hits, key=lambda hit: (-round(hit.coverage, 3), len(catalog.tasks[hit.position].title), hit.position))


def listed(catalog: Catalog, topic: str, typed_topic: str, scope: int) -> list[Hit]:
    """Every task in `scope` on the topic, best first; of a topic with commas, the tasks on any of its parts."""
    whole = as_good(search(catalog, topic, typed_topic, scope))
    parts = topic.split(",") if "," in topic else []
    others = [hit for part in parts for hit in as_good(search(catalog, part.strip(), typed_topic, scope)) if hit.pairs]
    found = {hit.position: hit for hit in (*others, *whole)}
    return sorted(found.values(), key=lambda hit: (hit not in whole, -round(hit.coverage, 3), hit.position))


def as_good(hits: Sequence[Hit]) -> list[Hit]:
    """Of the hits, those that fit about as well as the best."""
    if not hits:
        return []
    return [hit for hit in hits if hit.coverage >= hits[0].coverage * _AS_GOOD]


def best_clause(catalog: Catalog, signals: Signals) -> Hit | None:
    hits = search_clauses(catalog, broad(signals), signals.documents)
    return hits[0] if hits else None


def search_clauses(catalog: Catalog, topic: str, documents: Iterable[str]) -> list[Hit]:
    """Clauses that hold something of the topic, best first; of all documents where none is named."""
    wanted = set(documents)
    hits = catalog.clauses.search(topic.split(), limit=60)
    fitting = [hit for hit in hits if not wanted or catalog.provisions[hit.position].document in wanted]
    return [hit for hit in fitting if hit.coverage >= 0.3]


def is_sure(hit: Hit) -> bool:
    """A clause found without any document being named must hold nearly all of the topic, pairs of words among it."""
    return hit.coverage >= 0.75 and hit.pairs >= 2


def _is_evidence(catalog: Catalog, hit: Hit, asked: Sequence[str]) -> bool:
    """A pair of words, or a single word that is all that was asked and a name or foreign: a syllable alone says little."""
    if hit.pairs:
        return True
    singles = [word for word in asked if catalog.text.has(word, hit.position)]
    return len(asked) <= 2 and hit.coverage > 0.9 and any(_is_name(catalog, hit.position, word) for word in singles)


def _is_name(catalog: Catalog, position: int, plain: str) -> bool:
    """Not built like a syllable ("ASEAN"), or written as a name inside the title ("Lào")."""
    title = catalog.tasks[position].title
    capitals = [word for word in tokens(title)[1:] if word.plain == plain and title[word.span[0]].isupper()]
    return not is_syllable(plain) or bool(capitals)


def _weighed(catalog: Catalog, hit: Hit, asked: Sequence[str], marked: Mapping[str, str]) -> float:
    if not marked:
        return hit.coverage
    spellings = _spellings(catalog, hit.position)
    features = [*dict.fromkeys(asked), *(pair for pair in dict.fromkeys(pairs(asked)) if catalog.text.knows(pair))]
    total = sum(catalog.text.weight(feature) for feature in features) or 1.0
    lost = 0.0
    for feature in features:
        differ = any(
            word in marked and word in spellings and marked[word] not in spellings[word] for word in feature.split()
        )
        if differ and catalog.text.has(feature, hit.position):
            lost += catalog.text.weight(feature) * _OTHER_MARKS
    return hit.coverage - lost / total


def _marked(typed_topic: str) -> dict[str, str]:
    """For each word typed with diacritics its spelling with the tone mark last."""
    return {word.plain: name_words(word.marked)[0] for word in tokens(typed_topic) if not word.marked.isascii()}


@lru_cache(maxsize=4096)
def _spellings(catalog: Catalog, position: int) -> Mapping[str, frozenset[str]]:
    """How a task's title and labels spell each folded word."""
    task = catalog.tasks[position]
    found: dict[str, set[str]] = {}
    for text in (task.title, *catalog.facts.labels.get(task.id, ()), *catalog.synonyms_in(task.title)):
        for word in name_words(text):
            for plain in plain_tokens(word):
                found.setdefault(plain, set()).add(word)
    return {plain: frozenset(spelt) for plain, spelt in found.items()}


_KIND_NAMES = {
    "nghi dinh": "Nghị định", "quyet dinh": "Quyết định", "nghi quyet": "Nghị quyết", "chi thi": "Chỉ thị", "thong tu": "Thông tư",
    "ket luan": "Kết luận", "cong van": "Công văn",
}  # fmt: skip


def act_name(cited: str) -> str:
    """ "nghi dinh 72" as an official writes it."""
    kind, _, number = cited.rpartition(" ")
    return f"{_KIND_NAMES.get(kind, kind)} {number}"
