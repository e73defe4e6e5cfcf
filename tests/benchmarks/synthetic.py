"""Catalogs as big as the country might one day have, made from the real documents.

The real tasks are among them unchanged. The others recombine pieces of different real titles, with other objects,
places, acts and years, in programmes of their own, half of them over. The same seed gives the same catalog.
"""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random

from knowledge.reading.agency_names import name_words
from knowledge.reading.facts import Facts
from knowledge.records import AgencyColumn, Document, Period, Provision, Task

SEED = 47
TODAY = date(2026, 11, 22)
_CLAUSES = 6
_CUT = re.compile(
    r"[;,.]+ +|(?= (?:và|về|trong|tại|với|cho|nhằm|qua|thông qua|của|đến năm|giai đoạn|phục vụ|để|đối với|ở|ra|theo) )"
)

Words = frozenset[str]


def words_of(text: str) -> Words:
    """The words of a text with their diacritics, the tone mark in one place."""
    return frozenset(name_words(text))


def synthetic_facts(real: Facts, size: int, kept_apart: Collection[str] = (), seed: int = SEED) -> Facts:
    """Facts with `size` tasks, the real ones among them.

    No made title holds all the words of a real title, or of a text in `kept_apart`: it would answer a question about
    these words as well as the real task does.
    """
    random = Random(seed)
    titles = _Titles(real, kept_apart, random)
    programmes = list(_programmes(real, size - len(real.tasks), random))
    made = [task for programme in programmes for task in programme.tasks(titles)]
    tasks = _spread(real.tasks, made)
    documents = (*real.documents, *(programme.document for programme in programmes))
    clauses = (clause for programme in programmes for clause in programme.clauses(titles))
    return replace(real, tasks=tuple(tasks), documents=documents, provisions=(*real.provisions, *clauses))


def _spread(real: Sequence[Task], made: Sequence[Task]) -> list[Task]:
    """The programmes of the real tasks in the middle: being first must not help them."""
    middle = next((at for at in range(len(made) // 2, len(made)) if made[at].document != made[at - 1].document), 0)
    return [*made[:middle], *real, *made[middle:]]


class _Titles:
    """Titles that nobody wrote, each different."""

    def __init__(self, real: Facts, kept_apart: Collection[str], random: Random) -> None:
        with Path(__file__).with_name("pieces.toml").open("rb") as file:
            pieces = tomllib.load(file)
        self._random = random
        self._also: dict[str, list[str]] = pieces["also"]
        self._instead: dict[str, list[str]] = pieces["instead"]
        longest_first = sorted(self._instead, key=len, reverse=True)
        self._known = re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in longest_first))
        self._provinces = [a.name for a in real.directory.agencies.values() if a.kind == "province"]
        cut = [[piece.strip() for piece in _CUT.split(task.title) if piece.strip()] for task in real.tasks]
        self._starts = [pieces[0] for pieces in cut] + self._also["starts"]
        self._rests = [piece for pieces in cut for piece in pieces[1:] if len(piece.split()) > 1]
        self._taken = [words_of(text) for text in (*(task.title for task in real.tasks), *kept_apart)]
        self._by_word = _by_rarest(self._taken, [words_of(task.title) for task in real.tasks])
        self._said: set[str] = set()

    def new(self) -> str:
        while True:
            title = self._title()
            if title not in self._said and not self._is_taken(words_of(title)):
                self._said.add(title)
                return title

    def _title(self) -> str:
        start = self._other(self._random.choice(self._starts))
        rests = self._random.sample(self._rests, self._random.choice((1, 1, 2, 2, 3)))
        return " ".join([start, *map(self._other, rests), self._end()]).strip()

    def _is_taken(self, words: Words) -> bool:
        return any(taken <= words for word in words for taken in self._by_word.get(word, ()))

    def _other(self, piece: str) -> str:
        """A piece that mostly speaks of something else."""
        return self._known.sub(self._swap, piece)

    def _swap(self, match: re.Match[str]) -> str:
        keeps = 0.35 if match.group() in ("thông tin đối ngoại", "Việt Nam") else 0.15
        return match.group() if self._random.random() < keeps else self._random.choice(self._instead[match.group()])

    def _end(self) -> str:
        year = self._random.randint(2008, 2030)
        return self._random.choice(self._also["ends"]).format(
            province=self._random.choice(self._provinces),
            object=self._random.choice(self._also["objects"]),
            number=self._random.randint(1, 2999),
            year=self._random.randint(2008, 2025),
            first=year,
            last=year + self._random.randint(1, 6),
        )

    def group(self, real: Sequence[str]) -> str:
        return self._other(self._random.choice(real))

    def clause(self, text: str) -> str:
        return self._other(text)


def _by_rarest(texts: Sequence[Words], among: Sequence[Words]) -> dict[str, list[Words]]:
    """Each text under the one of its words that fewest others have."""
    found: dict[str, list[Words]] = {}
    for text in texts:
        rarest = min(sorted(text), key=lambda word: sum(word in other for other in among))
        found.setdefault(rarest, []).append(text)
    return found


@dataclass(frozen=True)
class _Programme:
    """A document with an annex of `size` tasks."""

    document: Document
    size: int
    real: Facts
    random: Random

    def tasks(self, titles: _Titles) -> Iterator[Task]:
        groups = [titles.group(self._group_titles) for _ in range(self.random.randint(3, 8))]
        counts = [0] * len(groups)
        for place in range(self.size):
            group = place * len(groups) // self.size
            counts[group] += 1
            yield Task(
                document=self.document.id,
                number=f"{group + 1}.{counts[group]}",
                title=titles.new(),
                group=str(group + 1),
                group_title=groups[group],
                lead=self._column(self.random.choice((1, 1, 1, 2))),
                coordinate=self._column(self.random.choice((0, 1, 2, 3, 5))),
                period=self._period(),
            )

    def clauses(self, titles: _Titles) -> Iterator[Provision]:
        for place, clause in enumerate(self.random.sample(self.real.provisions, _CLAUSES), 1):
            yield replace(clause, document=self.document.id, path=f"Điều {place}", text=titles.clause(clause.text))

    @cached_property
    def _group_titles(self) -> list[str]:
        return sorted({task.group_title for task in self.real.tasks})

    @cached_property
    def _agencies(self) -> list[str]:
        directory = self.real.directory.agencies.values()
        return [agency.id for agency in directory if agency.kind not in ("group", "province-class")]

    @cached_property
    def _collectives(self) -> list[str]:
        return [text for task in self.real.tasks for text in (*task.lead.collectives, *task.coordinate.collectives)]

    def _column(self, named: int) -> AgencyColumn:
        collectives = (self.random.choice(self._collectives),) if self.random.random() < 0.3 else ()
        return AgencyColumn(tuple(self.random.sample(self._agencies, named)), collectives)

    def _period(self) -> Period:
        first, last = self.document.first_year, self.document.last_year
        assert first is not None
        assert last is not None
        if self.random.random() < 0.35:
            return Period("Hằng năm", None, None, True)
        begins = self.random.randint(first, last)
        ends = self.random.randint(begins, last)
        return Period(str(begins) if begins == ends else f"{begins} - {ends}", begins, ends, False)


def _programmes(real: Facts, tasks: int, random: Random) -> Iterator[_Programme]:
    """Hundreds of programmes that share `tasks` tasks: by turns one in force and one that is over."""
    count = max(2, min(800, tasks // 50))
    symbols = random.sample(range(3000, 9999), count)
    for place in range(count):
        size = tasks * (place + 1) // count - tasks * place // count
        yield _Programme(_document(real, symbols[place], over=place % 2 == 1, random=random), size, real, random)


def _document(real: Facts, number: int, *, over: bool, random: Random) -> Document:
    model = random.choice([document for document in real.documents if document.annex_title])
    length = random.randint(2, 8)
    last = random.randint(2014, TODAY.year - 1) if over else random.randint(TODAY.year, 2035)
    first = min(last - length, TODAY.year)
    kind, ending, english = random.choice((("Quyết định", "QĐ-TTg", "Decision"), ("Kế hoạch", "KH-UBND", "Plan")))
    symbol = f"{number}/{ending}"
    issued = date(first, random.randint(1, 12), random.randint(1, 28))
    return replace(
        model,
        id=symbol,
        symbol=symbol,
        kind=kind,
        short_name=f"{kind} {symbol}",
        short_name_en=f"{english} {symbol}",
        issued=issued,
        in_force_since=issued,
        first_year=first,
        last_year=last,
        over=over,
        names=(f"{kind} {number}", f"{kind} số {number}", f"{english} {number}"),
        note="",
    )
