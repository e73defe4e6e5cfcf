"""What is changed about groups: whose they are, whether the coordinating office is told there, what they wish."""

from dataclasses import asdict
from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_people import number_in
from knowledge.memory import Transaction, chats, wishes
from knowledge.memory.chats import COORDINATING, Binding
from knowledge.memory.moments import to_text
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from knowledge.notices import withdraw

CHAT, OFFICE, WISHES = "chat", "coordinating", "wishes"


def chat_subject(tx: Transaction, chat: Chat) -> str:
    """The chat, by our own number: its id may change, and may be somebody's."""
    return f"chat:{chats.number_of(tx, chat)}"


def wishes_subject(tx: Transaction, chat: Chat, agency: str) -> str:
    """What the chat wishes as long as it is this agency's."""
    return f"{chat_subject(tx, chat)} {agency}"


def bound(agency: str, position: int, person: int | None, now: datetime) -> Value:
    """That a chat is this agency's, by this person, from now on."""
    return asdict(Binding(agency, position, person, to_text(now)))


def wishes_value(wanted: Wishes) -> Value:
    """None where nothing but the usual is wished."""
    return None if wanted == Wishes() else wishes.to_value(wanted)


def _chat(tx: Transaction, subject: str) -> Chat | None:
    place = chats.numbered(tx, number_in(subject))
    return place.chat if place else None


def _known(tx: Transaction, subject: str) -> Chat:
    chat = _chat(tx, subject)
    if chat is None:
        raise GoneError(subject)
    return chat


def _get_binding(tx: Transaction, subject: str) -> Value:
    chat = _chat(tx, subject)
    found = chats.binding(tx, chat) if chat else None
    return asdict(found) if found else None


def _put_binding(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    """What waits there for an agency whose chat it is no more is said in another of its chats."""
    chat = _known(tx, subject)
    before = chats.binding(tx, chat)
    if value is None:
        chats.unbind(tx, chat, now)
    else:
        assert isinstance(value, dict)  # as a binding is written
        chats.put_binding(tx, chat, Binding(**value), now)
    if before and not (isinstance(value, dict) and value["agency"] == before.agency):
        withdraw(tx, before.agency, chat, now)


def _get_office(tx: Transaction, subject: str) -> Value:
    chat = _chat(tx, subject)
    return chats.coordinating(tx, chat) if chat else None


def _put_office(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    assert value is None or isinstance(value, int)  # which of its chats
    chat = _known(tx, subject)
    chats.put_coordinating(tx, chat, value, now)
    if value is None:
        withdraw(tx, COORDINATING, chat, now)


def _get_wishes(tx: Transaction, subject: str) -> Value:
    chat = _chat(tx, subject)
    return wishes_value(wishes.get(tx, chat)) if chat else None


def _put_wishes(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    chat = _known(tx, subject)
    if value is None:
        wishes.forget(tx, chat)
    else:
        assert isinstance(value, dict)  # as wishes are written
        wishes.put(tx, chat, wishes.from_value(value), author.person, now)


KINDS = {
    CHAT: Kind(_get_binding, _put_binding),
    OFFICE: Kind(_get_office, _put_office),
    WISHES: Kind(_get_wishes, _put_wishes),
}
