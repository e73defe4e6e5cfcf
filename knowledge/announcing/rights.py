"""Who may still hear of a notice: the chats and officers it was meant for, and the administrator who wrote it."""

from knowledge.memory import Transaction, chats, people
from knowledge.memory.announcements import Addressee
from knowledge.memory.undelivered import NO_OFFICER, NOT_ITS_CHAT, NOT_THERE


def obstacle(tx: Transaction, to: Addressee) -> str:
    """Why it may not be said there at this moment: the chat is gone, is another's by now, or who was an officer of the
    agency is none. "" where it may."""
    place = chats.numbered(tx, to.chat)
    if place is None or not place.active:
        return NOT_THERE
    if to.person is None:
        return "" if place.agency == to.agency else NOT_ITS_CHAT
    person = people.get(tx, to.person)
    return "" if person and person.is_at_least("officer") and to.agency in person.agencies else NO_OFFICER


def may_be_told(tx: Transaction, writer: int) -> bool:
    """Whether who wrote a notice may see what becomes of it."""
    person = people.get(tx, writer)
    return person is not None and person.is_at_least("admin")
