"""These tests talk to the router with a real database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers import router
from handlers.context import Access, Services
from knowledge.memory import Store, history, people
from knowledge.messages import Chat, Message
from tests.stores import store
from tests.talk import CHAT, NOW, Echo, message

__all__ = ["store"]


class Talk:
    """Sends messages one after another, each with an id of its own, and gives what was answered."""

    def __init__(self, store: Store, access: Access | None = None) -> None:
        self.store, self.count = store, 0
        self.services = Services(Echo(), access or Access(per_person=1000, per_chat=1000))
        self.now: datetime = NOW

    def __call__(self, text: str, **named: object) -> str | None:
        self.count += 1
        return self.give(message(text, str(self.count), **named))  # type: ignore[arg-type]

    def confirmed(self, text: str, **named: object) -> str | None:
        """Ask for what must be confirmed, and confirm it."""
        assert "Vui lòng xác nhận" in (self(text, **named) or "")
        return self("1", **named)

    def give(self, said: Message) -> str | None:
        before = self.last()
        self.store.call(router.handle, self.services, said, self.now)
        rows = [line for line in self.store.call(history.since, said.chat, before) if not line.message_id]
        assert len(rows) <= 1
        return rows[0].reply.text if rows else None

    def last(self) -> int:
        return self.store.call(lambda tx: tx.next_number("message"))

    def offer(self) -> int:
        """Have buttons offered; returns the outbox row that holds them."""
        self("bảng")
        return self.store.call(history.since, CHAT)[-1].id

    def labels(self, chat: Chat = CHAT) -> list[str]:
        """The choices under the last answer of the chat."""
        return [button.label for button in self.store.call(history.since, chat)[-1].reply.buttons]

    def make(self, sender: str, role: str, *agencies: str) -> int:
        """Give the sender a role; returns the person's number."""
        person = self.store.call(people.recognise, message("", sender=sender, chat=Chat("console", sender)), NOW)
        self.store.call(people.set_role, person.id, role, agencies)
        return person.id

    def later(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store)


@pytest.fixture
def members(store: Store) -> Talk:
    """The same where only members are answered."""
    talk = Talk(store)
    talk.services = replace(talk.services, access=replace(talk.services.access, members_only=True))
    return talk
