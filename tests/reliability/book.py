"""What was asked and what arrived, to be judged afterwards: nothing is lost, nothing is said twice without a mark."""

import re
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from math import inf

from knowledge.texts import LANGUAGES, say
from tests.questions.asking import real_catalog

DOCUMENT = "47/NQ-CP"
_ANSWER = re.compile(rf"^Nhiệm vụ (\S+), Nghị quyết {DOCUMENT}$", re.MULTILINE)
MARKS = tuple(say(language, "delivery.repeat") for language in LANGUAGES)


@cache
def numbers() -> tuple[str, ...]:
    """Of the tasks that are asked about: an answer names its task, so that it is known which question it is for."""
    return tuple(task.number for task in real_catalog().facts.tasks if task.document == DOCUMENT)


def question(number: str) -> str:
    return f"nhiệm vụ {number} Nghị quyết {DOCUMENT}"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An answer as it arrived at a person; `number` is "" when it answers none of our questions."""

    number: str
    marked: bool
    at: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one way in. `twice` counts the arrivals beyond the first, `unmarked` those of them that do not say so,
    `marked` all that say that they may be repeats, `late` first arrivals behind that of a later question."""

    asked: int
    answered: int
    lost: int
    twice: int
    unmarked: int
    marked: int
    late: int
    strange: int

    @property
    def kept_its_word(self) -> bool:
        return not (self.lost or self.unmarked or self.strange)


@dataclass
class Book:
    """Of one way in: by person, in order. Everybody asks each question once, unless it is only timed."""

    asked: dict[int, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    arrived: dict[int, list[Arrival]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, person: int) -> str:
        """The person's next question."""
        number = numbers()[(len(self.asked[person]) + person) % len(numbers())]
        self.asked[person].append((number, time.perf_counter()))
        return question(number)

    def take(self, person: int, text: str) -> None:
        found = _ANSWER.search(text)
        arrival = Arrival(found[1] if found else "", text.startswith(MARKS), time.perf_counter())
        self.arrived[person].append(arrival)

    @property
    def open(self) -> int:
        """How many questions wait for an answer."""
        return sum(
            len({number for number, _ in asked} - {each.number for each in self.arrived[person]})
            for person, asked in self.asked.items()
        )

    def judge(self) -> Verdict:
        total: Counter[str] = Counter()
        for person, asked in self.asked.items():
            total.update(_judge([number for number, _ in asked], self.arrived[person]))
        return Verdict(**{name: total[name] for name in Verdict.__slots__})

    @property
    def unanswered(self) -> int:
        """How many answers are missing, also where the same question is asked again and again."""
        return sum(len(asked) - len(self.arrived[person]) for person, asked in self.asked.items())

    def milliseconds(self, since: float = 0.0, until: float = inf) -> list[float]:
        """From a question asked between the two moments to its answer, in order of size; what is not answered is
        infinitely long. The n-th answer is for the n-th question, as a chat is answered in order."""
        return sorted(
            (arrival.at - at) * 1000 if arrival is not None and arrival.number == number else inf
            for person, asked in self.asked.items()
            for (number, at), arrival in zip_longest(asked, self.arrived[person][: len(asked)])
            if since <= at < until
        )


def _judge(asked: list[str], arrived: list[Arrival]) -> Counter[str]:
    first: dict[str, Arrival] = {}
    found: Counter[str] = Counter(asked=len(asked))
    for arrival in arrived:
        if arrival.number not in asked:
            found["strange"] += 1
        elif arrival.number in first:
            found["twice"] += 1
            found["unmarked"] += not arrival.marked
        else:
            first[arrival.number] = arrival
        found["marked"] += arrival.marked
    places = [asked.index(number) for number in first]
    found["late"] = sum(place < max(places[:at], default=-1) for at, place in enumerate(places))
    found["answered"], found["lost"] = len(first), len(set(asked) - set(first))
    return found
