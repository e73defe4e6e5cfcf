"""Topic search beside what somebody would write instead. Every way gets the same titles and the same questions."""

import importlib.util
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from knowledge.catalog.catalog import Catalog
from knowledge.questions import topics as topic_search
from knowledge.questions.case import Case
from knowledge.questions.engine import engine_for
from knowledge.questions.signals import collect
from knowledge.vietnamese.connectives import content
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean
from tests.benchmarks.measuring import Spread, forget_questions, progress, step, timed
from tests.benchmarks.questions import NOW, Mixed, Topic

BEST = 3


@dataclass(frozen=True, slots=True)
class Searched:
    """`first` and `among` are shares: the right task came first, or among the first three."""

    name: str
    first: float
    among: float
    time: Spread


class Search(Protocol):
    name: str

    def find(self, question: str) -> Sequence[int]:
        """Positions of at most three tasks, best first."""
        ...


class Ours:
    """A question read (slips of the keyboard, what is topic in it) and its topic searched, over all programmes."""

    name = "this program"

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._engine = engine_for(catalog)

    def read(self, question: str) -> tuple[str, str]:
        """The topic's words, folded and as typed."""
        words, items = self._engine.read(clean(question), english=False)
        case = Case(self._catalog, collect(words, items, self._catalog, NOW.date()), NOW.date())
        return case.topic, case.typed_topic

    def find(self, question: str) -> Sequence[int]:
        words, typed = self.read(question)
        hits = topic_search.search(self._catalog, words, typed, self._catalog.facets.all)
        return [hit.position for hit in hits[:BEST]]


class Scan:
    """rapidfuzz over every folded title."""

    name = "rapidfuzz `process.extract`, `token_set_ratio`"

    def __init__(self, titles: Sequence[str]) -> None:
        self._titles = titles

    def find(self, question: str) -> Sequence[int]:
        hits = process.extract(fold(question), self._titles, scorer=fuzz.token_set_ratio, limit=BEST)
        return [position for _, _, position in hits]


class FullText:
    """SQLite FTS5, any of the content words, by bm25. Folded beforehand: unicode61 leaves đ alone."""

    name = "SQLite FTS5, `bm25`"

    def __init__(self, titles: Sequence[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE task USING fts5 (title, tokenize = 'unicode61 remove_diacritics 2')"
        )
        rows = ((position, title) for position, title in enumerate(titles))
        self._connection.executemany("INSERT INTO task (rowid, title) VALUES (?, ?)", rows)

    def find(self, question: str) -> Sequence[int]:
        words = dict.fromkeys(part for word in content(question) for part in word.replace(".", " ").split())
        wanted = " OR ".join('"{}"'.format(word.replace('"', "")) for word in words)
        sql = f"SELECT rowid FROM task WHERE task MATCH ? ORDER BY bm25(task) LIMIT {BEST}"
        return [row[0] for row in self._connection.execute(sql, (wanted,))] if wanted else []


class NGrams:
    """TF-IDF over character n-grams of folded titles, by cosine (scikit-learn; see requirements.txt)."""

    name = "TF-IDF, character 2- to 4-grams, cosine"

    def __init__(self, titles: Sequence[str]) -> None:
        text: Any = importlib.import_module("sklearn.feature_extraction.text")
        self._vectors = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
        self._matrix = self._vectors.fit_transform(titles).T.tocsr()  # by feature: a question has few of them

    def find(self, question: str) -> Sequence[int]:
        scores = (self._vectors.transform([fold(question)]) @ self._matrix).toarray()[0]
        best = scores.argpartition(-BEST)[-BEST:]
        return [int(at) for at in sorted(best, key=lambda at: (-scores[at], at))]


class AsRead:
    """Another way, given the words that this program understood to be the topic."""

    def __init__(self, other: Search, ours: Ours) -> None:
        self.name = f"{other.name}, our reading"
        self._other, self._ours = other, ours

    def find(self, question: str) -> Sequence[int]:
        return self._other.find(self._ours.read(question)[0] or question)


def measure(catalog: Catalog, topics: list[Topic], mixed: list[Mixed], rounds: int) -> list[Searched]:
    ours = Ours(catalog)
    with step("indexes for comparison"):
        folded = [fold(task.title) for task in catalog.tasks]
        others: list[Search] = [Scan(folded), FullText(folded), *_with_scikit(folded)]
    ways = [ours, *(way for other in others for way in (other, AsRead(other, ours)))]
    return [_measure(way, catalog, topics, mixed, rounds if way is ours else 1) for way in ways]


def _with_scikit(folded: Sequence[str]) -> list[Search]:
    return [NGrams(folded)] if importlib.util.find_spec("sklearn") else []


def _measure(way: Search, catalog: Catalog, topics: list[Topic], mixed: list[Mixed], rounds: int) -> Searched:
    times: dict[str, list[float]] = defaultdict(list)
    found: dict[str, Sequence[int]] = {}
    with progress(way.name, range(rounds * len(topics)), rounds * len(topics)) as steps:
        for at in steps:
            if at % len(topics) == 0:
                forget_questions(catalog)
                for question in mixed if isinstance(way, Ours) else mixed[:5]:
                    way.find(question.text)
            topic = topics[at % len(topics)]
            found[topic.id], time = timed(lambda topic=topic: way.find(topic.text))  # type: ignore[misc]
            times[topic.text].append(time)
    right = [(found[topic.id], catalog.positions[topic.task]) for topic in topics]
    first = sum(list(hits[:1]) == [target] for hits, target in right) / len(topics)
    among = sum(target in hits[:BEST] for hits, target in right) / len(topics)
    return Searched(way.name, first, among, Spread.of(times))
