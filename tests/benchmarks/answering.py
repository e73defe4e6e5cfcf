"""One question, from its text to the text of the answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.catalog.catalog import Catalog
from knowledge.questions import Conversation, ask
from knowledge.working_days import Calendar
from tests.benchmarks.measuring import Spread, forget_questions, progress, timed
from tests.benchmarks.questions import HOSTILE, NOW, Mixed, Topic

Times = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Answered:
    """`longest`: characters of the longest answer; `named`: how many topics had their task named first."""

    mixed: Spread
    topics: Spread
    hostile: Spread
    longest: int
    named: int


class Desk:
    """Asks a catalog as the program does, the conversation with it."""

    def __init__(self, catalog: Catalog, calendar: Calendar) -> None:
        self._catalog, self._calendar = catalog, calendar
        self.longest = 0
        self.named: set[str] = set()

    def mixed(self, questions: Iterable[Mixed], times: Times) -> None:
        sessions: dict[str, Conversation] = {}
        for question in questions:
            before = sessions.get(question.session or "", Conversation())
            after = self._ask(question.text, before, times[f"{question.id} {question.text}"])
            if question.session:
                sessions[question.session] = after

    def alone(self, texts: Iterable[tuple[str, str]], times: Times) -> None:
        for name, text in texts:
            self._ask(text, Conversation(), times[name])

    def topics(self, topics: Iterable[Topic]) -> None:
        """Note whose task an answer names first, of those in force or of those of programmes that are over."""
        for topic in topics:
            answer, _ = ask(self._catalog, self._calendar, topic.text, Conversation(), NOW)
            if topic.task in (next(iter(answer.tasks), ""), next(iter(answer.archived), "")):
                self.named.add(topic.id)

    def _ask(self, text: str, before: Conversation, runs: list[float]) -> Conversation:
        (answer, after), time = timed(lambda: ask(self._catalog, self._calendar, text, before, NOW))
        self.longest = max(self.longest, len(answer.reply.text))
        runs.append(time)
        return after


def measure(catalog: Catalog, calendar: Calendar, mixed: list[Mixed], topics: list[Topic], rounds: int) -> Answered:
    """Each round forgets, answers other questions first (as a program that has run a while), then the timed ones."""
    desk = Desk(catalog, calendar)
    times: list[Times] = [defaultdict(list) for _ in range(3)]
    unused: Times = defaultdict(list)
    texts = [(f"{topic.id} {topic.text}", topic.text) for topic in topics]
    with progress(f"answering, {len(catalog.tasks):,} tasks", range(rounds), rounds) as counted:
        for _ in counted:
            forget_questions(catalog)
            desk.alone(texts, unused)
            desk.mixed(mixed, times[0])
            forget_questions(catalog)
            desk.mixed(mixed, unused)
            desk.alone(texts, times[1])
            desk.alone(HOSTILE.items(), times[2])
    desk.topics(topics)
    spreads = [Spread.of(each) for each in times]
    return Answered(spreads[0], spreads[1], spreads[2], desk.longest, len(desk.named))
