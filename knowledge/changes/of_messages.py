"""What is done with what the program said: a reminder is taken note of, what did not arrive is said again, the address
of a calendar is good for nothing any more."""

from collections.abc import Iterable
from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_chats import chat_subject
from knowledge.changes.of_people import number_in
from knowledge.memory import Transaction, calendar_addresses, chats, reminders, undelivered
from knowledge.memory.chats import COORDINATING
from knowledge.memory.moments import from_text, to_text
from knowledge.messages import Chat
from knowledge.notices import send_again

NOTED, SENT_AGAIN, ADDRESS = "acknowledgement", "sent_again", "calendar_address"


def reminder_subject(row: int, owed: Iterable[str], agency: str) -> str:
    """The reminder in this outbox row, of what the agency owes, by the obligations' keys."""
    return " ".join((f"reminder:{row}", *owed, agency))


def letter_subject(row: int, agency: str | None) -> str:
    """What was in this outbox row, for this agency or for one person."""
    return f"letter:{row} {agency}" if agency and agency != COORDINATING else f"letter:{row}"


def address_subject(tx: Transaction, chat: Chat, agency: str) -> str:
    """Where the agency's calendar is read by this chat."""
    return f"{chat_subject(tx, chat)} {agency}"


def noted(person: int, now: datetime) -> Value:
    """That it was taken note of: by whom and when."""
    return {"by": person, "at": to_text(now)}


def agency_in(subject: str) -> str:
    """The agency that the subject names last; "" where it names none."""
    return subject.rpartition(" ")[2] if " " in subject else ""


def _get_noted(tx: Transaction, subject: str) -> Value:
    found = reminders.acknowledged(tx, number_in(subject))
    return noted(*found) if found else None


def _put_noted(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    row = number_in(subject)
    if value is None:
        reminders.acknowledge_no_more(tx, row)
    else:
        assert isinstance(value, dict)  # as `noted` makes it
        reminders.acknowledge(tx, row, value["by"], from_text(value["at"]))


def _get_sent_again(tx: Transaction, subject: str) -> Value:
    """Of what is no dead letter, or not any more, it is as good as true."""
    return None if undelivered.dead_letter(tx, number_in(subject)) else True


def _send_again(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    if send_again(tx, number_in(subject), now) != "again":
        raise GoneError(subject)


def _address_stands(tx: Transaction, subject: str) -> Value:
    return None


def _withdraw_address(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    place = chats.numbered(tx, number_in(subject))
    if place is None:
        raise GoneError(subject)
    calendar_addresses.withdraw(tx, place.chat, agency_in(subject))


KINDS = {
    NOTED: Kind(_get_noted, _put_noted, fleeting=True),
    SENT_AGAIN: Kind(_get_sent_again, _send_again, lasting=True),
    ADDRESS: Kind(_address_stands, _withdraw_address, lasting=True),
}
