"""Tasks and clauses found by the words of a topic."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from knowledge.catalog.bits import among
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.text_index import Hit, pairs
from knowledge.in_force import title
from knowledge.reading.agency_names import name_words
from knowledge.vietnamese.fold import fold, is_syllable
from knowledge.vietnamese.words import tokens

ENOUGH = 0.45
"""The share of a topic's words that a task must hold to be an answer at all."""
_AS_GOOD = 0.72
"""The share of what the best task holds that another must hold to be on the topic as well."""
_OTHER_MARKS = 0.6
"""What a word loses that was typed with other diacritics than the title has."""
_ALONE = 0.9
_ENOUGH_OF_ONE_TOPIC = 3
"""Tasks on a topic with commas in it as a whole, from which on its parts are not looked for as well."""
_CLAUSES = 60

_KIND_NAMES = {
    "nghi dinh": "Nghị định", "quyet dinh": "Quyết định", "nghi quyet": "Nghị quyết", "chi thi": "Chỉ thị",
    "thong tu": "Thông tư", "ket luan": "Kết luận", "cong van": "Công văn",
}  # fmt: skip


def search(catalog: Catalog, topic: str, typed_topic: str, scope: int) -> list[Hit]:
    """Tasks in `scope` that hold enough of the topic (folded words, commas ignored), best first.

    Where the question was typed with diacritics (`typed_topic`), words of the title with other diacritics count less.
    """
    hits = _ranked(catalog, topic.replace(",", " "), typed_topic)
    inside = among(scope, (hit.position for hit in hits))
    return [hit for hit in hits if hit.position in inside]


def listed(catalog: Catalog, topic: str, typed_topic: str, scope: int) -> list[Hit]:
    """Every task in `scope` on the topic, best first; of a topic with commas, also the tasks on any of its parts."""
    whole = as_good(search(catalog, topic, typed_topic, scope))
    parts = topic.split(",") if "," in topic and len(whole) < _ENOUGH_OF_ONE_TOPIC else []
    others = [hit for part in parts for hit in as_good(search(catalog, part.strip(), typed_topic, scope)) if hit.pairs]
    known = {hit.position for hit in whole}
    found = {hit.position: hit for hit in others if hit.position not in known}
    return [*whole, *sorted(found.values(), key=lambda hit: _order(catalog, hit))]


def as_good(hits: Sequence[Hit]) -> list[Hit]:
    """Of hits with the best first, those that fit about as well."""
    return [hit for hit in hits if hit.coverage >= hits[0].coverage * _AS_GOOD]


def search_clauses(catalog: Catalog, wording: str, documents: Iterable[str]) -> list[Hit]:
    """Clauses that hold something of the wording, best first; of all documents where none is named."""
    wanted = set(documents)
    hits = catalog.clauses.search(wording.replace(",", " ").split(), limit=_CLAUSES)
    return [hit for hit in hits if not wanted or catalog.provisions[hit.position].document in wanted]


def act_kind(folded: str) -> str:
    """The kind of an act as it is written: "Nghị định"."""
    return _KIND_NAMES.get(folded, folded)


def act_name(cited: str) -> str:
    """ "nghi dinh 72" as an official writes it."""
    kind, _, number = cited.rpartition(" ")
    return f"{act_kind(kind)} {number}"


@lru_cache(maxsize=256)
def _ranked(catalog: Catalog, topic: str, typed_topic: str) -> tuple[Hit, ...]:
    asked = topic.split()
    if not asked:
        return ()
    enough = [hit for hit in catalog.text.search(asked) if hit.coverage >= ENOUGH]
    hits = _with_marks(catalog, enough, asked, typed_topic)
    fitting = [hit for hit in hits if hit.coverage >= ENOUGH and _is_evidence(catalog, hit, asked)]
    return tuple(sorted(fitting, key=lambda hit: _order(catalog, hit)))


def _order(catalog: Catalog, hit: Hit) -> tuple[float, int, int]:
    """What holds most first; of two that hold as much the shorter title, which is more about it."""
    return -round(hit.coverage, 3), len(title(catalog.tasks[hit.position])), hit.position


def _is_evidence(catalog: Catalog, hit: Hit, asked: Sequence[str]) -> bool:
    """A pair of words, or a single word that is all that was asked and a name or foreign: a syllable alone says
    little."""
    if hit.pairs:
        return True
    singles = [word for word in asked if catalog.text.has(word, hit.position)]
    alone = len(asked) <= 2 and hit.coverage > _ALONE
    return alone and any(_is_name(catalog, hit.position, word) for word in singles)


def _is_name(catalog: Catalog, position: int, plain: str) -> bool:
    """Not built like a syllable ("ASEAN"), or written as a name inside the title ("Lào")."""
    words = title(catalog.tasks[position])
    return not is_syllable(plain) or any(
        word.plain == plain and words[word.span[0]].isupper() for word in tokens(words)[1:]
    )


def _with_marks(catalog: Catalog, hits: Sequence[Hit], asked: Sequence[str], typed_topic: str) -> list[Hit]:
    marked = {word.plain: name_words(word.marked)[0] for word in tokens(typed_topic) if not word.marked.isascii()}
    if not marked:
        return list(hits)
    features = [*dict.fromkeys(asked), *(pair for pair in dict.fromkeys(pairs(asked)) if catalog.text.knows(pair))]
    weights = {feature: catalog.text.weight(feature) for feature in features}
    total = sum(weights.values()) or 1.0
    lost = {hit.position: _lost(catalog, hit.position, weights, marked) / total for hit in hits}
    return [replace(hit, coverage=hit.coverage - lost[hit.position]) if lost[hit.position] else hit for hit in hits]


def _lost(catalog: Catalog, position: int, weights: Mapping[str, float], marked: Mapping[str, str]) -> float:
    """The weight of what was asked that the title has only with other diacritics, as far as it is lost."""
    spelt = _spellings(catalog, position)
    differing = {word for word, typed in marked.items() if word in spelt and typed not in spelt[word]}
    if not differing:
        return 0.0
    lost = [f for f in weights if differing & set(f.split()) and catalog.text.has(f, position)]
    return sum(weights[feature] for feature in lost) * _OTHER_MARKS


@lru_cache(maxsize=8192)
def _spellings(catalog: Catalog, position: int) -> Mapping[str, frozenset[str]]:
    """How a task's title and labels spell each folded word; what it is found by through a synonym it does not spell."""
    task = catalog.tasks[position]
    found: dict[str, set[str]] = {}
    for text in (title(task), *catalog.facts.labels.get(task.id, ())):
        for word in name_words(text):
            found.setdefault(fold(word), set()).add(word)
    return {plain: frozenset(words) for plain, words in found.items()}


def forget() -> None:
    """Nothing is remembered of earlier questions: it would keep the catalogs alive that they were put to."""
    _ranked.cache_clear()
    _spellings.cache_clear()
