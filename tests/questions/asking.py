"""A person who asks the real documents, one question after another, on a day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import knowledge
from knowledge.catalog.catalog import Catalog
from knowledge.messages import Button
from knowledge.questions import Answer, Conversation, act, ask
from knowledge.reading.facts import read_facts
from knowledge.working_days import Calendar

DOCUMENTS = Path(knowledge.__file__).parent / "documents"
SETS = ("dev", "heldout", "sealed", "blind4", "blind5")


def at_nine(year: int, month: int, day: int) -> datetime:
    """Nine o'clock in the morning in Viet Nam."""
    return datetime(year, month, day, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


NOW = at_nine(2026, 11, 22)


@cache
def real_catalog() -> Catalog:
    return Catalog(read_facts(DOCUMENTS))


@cache
def real_calendar() -> Calendar:
    return Calendar.read(DOCUMENTS / "holidays.toml")


@dataclass
class Person:
    """Asks and taps; remembers the conversation as the program keeps it for her."""

    now: datetime = NOW
    catalog: Catalog = field(default_factory=real_catalog)
    language: str | None = None
    conversation: Conversation = field(default_factory=Conversation)

    def ask(self, text: str) -> Answer:
        answer, self.conversation = ask(self.catalog, real_calendar(), text, self.conversation, self.now, self.language)
        return answer

    def asks(self, *texts: str) -> Answer:
        """The answer to the last of several questions."""
        return [self.ask(text) for text in texts][-1]

    def tap(self, button: Button) -> Answer:
        answer, self.conversation = act(
            self.catalog, real_calendar(), button.action, self.conversation, self.now, self.language
        )
        return answer


def told(text: str, now: datetime = NOW) -> str:
    """What somebody reads who asks just this."""
    return Person(now).ask(text).reply.text


def first_line(text: str, now: datetime = NOW) -> str:
    return told(text, now).splitlines()[0]


def numbers(answer: Answer) -> list[str]:
    """The tasks of an answer by their numbers alone."""
    return [id_.rsplit(" ", 1)[-1] for id_ in answer.tasks]


def read_set(name: str) -> list[dict[str, Any]]:
    lines = (Path(__file__).parent / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def answered(name: str) -> tuple[tuple[dict[str, Any], Answer], ...]:
    """The questions of a set with their answers; those of one session are one conversation."""
    return tuple(_answers(name))


def _answers(name: str) -> Iterator[tuple[dict[str, Any], Answer]]:
    people: dict[str, Person] = {}
    for question in read_set(name):
        session = question.get("session")
        person = people.setdefault(session, Person()) if session else Person()
        yield question, person.ask(question["text"])
