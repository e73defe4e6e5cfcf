"""A program with an owner, two administrators, an officer and a member, who write in private."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.memory import Store, history, outbox, people, store_in_memory
from knowledge.memory.people import Person
from knowledge.messages import Button, Chat, Reply
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine
from tests.talk import message

NAMES = {"chủ": "Đinh Phụ Trách", "lan": "Nguyễn Lan", "quang": "Lê Quang", "hoa": "Trần Hoa", "minh": "Phạm Minh"}
CODE = re.compile(r"^TT-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$", re.MULTILINE)


class Office(Talk):
    def __call__(self, text: str, sender: str = "lan", **named: object) -> str:  # type: ignore[override]
        self.count += 1
        self.later(timedelta(seconds=5))
        said = message(text, str(self.count), sender=sender, **({"chat": Chat("console", sender)} | named))  # type: ignore[arg-type]
        return self.give(replace(said, sender_name=NAMES.get(sender, ""))) or ""

    def number(self, sender: str) -> int:
        return self.person(sender).id

    def person(self, sender: str) -> Person:
        found = self.store.call(people.find, "console", sender)
        assert found is not None
        return found

    def becomes(self, sender: str, role: str, *agencies: str) -> int:
        """As if it had always been so; returns the person's number."""
        self.store.call(people.set_role, self.number(sender), role, agencies)
        return self.number(sender)

    def press(self, action: str, sender: str = "lan") -> str:
        """A button with this action that was offered once."""
        chat = Chat("console", sender)
        row = self.store.call(outbox.add, chat, Reply("?", (Button("chọn", action),)), self.now)
        return self("chọn", sender, press=(row, 0))

    def last_row(self, sender: str) -> int:
        """Of what was said to the person."""
        return self.store.call(history.since, Chat("console", sender))[-1].id

    def choose(self, label: str, sender: str = "lan") -> str:
        """Take a choice of the last answer, by its words."""
        labels = self.labels(Chat("console", sender))
        assert label in labels, labels
        return self(str(labels.index(label) + 1), sender)


@pytest.fixture
def office() -> Iterator[Office]:
    store = store_in_memory()
    yield office_talk(store)
    store.close()


def office_talk(store: Store) -> Office:
    talk = Office(store)
    talk.services, talk.now = services(members_only=True, changing=True), at_nine(2026, 11, 23)
    talk.make("chủ", "owner")
    talk.make("lan", "admin")
    talk.make("quang", "admin")
    talk.make("hoa", "officer", "bng")
    talk.make("minh", "member")
    for sender in NAMES:
        talk("/vi", sender)
    return talk


def code_in(answer: str) -> str:
    found = CODE.search(answer)
    assert found, answer
    return found[0]
