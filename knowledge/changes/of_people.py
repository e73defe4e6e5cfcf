"""What is changed about people: role and agencies, that accounts became one person's, that somebody was erased, codes.

A person is only ever a number here. Whatever is written down for ever must not name anybody, as everybody may have
themselves erased; names are looked up when they are shown.
"""

from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.memory import Transaction, confirmations, dialogues, file_readings, invites, journal, people
from knowledge.memory.invites import Kept
from knowledge.memory.moments import to_text
from knowledge.memory.people import Person
from knowledge.notices import role_changed

ROLE, LINKED, ERASED, INVITE = "role", "linked", "erased", "invite"
Rights = tuple[str, tuple[str, ...]]


def person_subject(person: int) -> str:
    """The person with this number."""
    return f"person:{person}"


def person_now(tx: Transaction, number: int) -> int:
    """Who that person is by now: values say for ever who made them, accounts become another person's. Of who was erased
    the number itself."""
    while not people.exists(tx, number):
        became = next(iter(journal.newest(tx, limit=1, kind=LINKED, subject=person_subject(number))), None)
        if became is None or not isinstance(became.change.after, str):
            break
        number = number_in(became.change.after)
    return number


def invite_subject(number: int) -> str:
    """The code with this number."""
    return f"invite:{number}"


def number_in(subject: str) -> int:
    """The number of a person, a code, a chat: "person:12", "chat:5 bng"."""
    return int(subject.split()[0].partition(":")[2])


def rights(role: str, agencies: tuple[str, ...]) -> Value:
    """What a person is; None for who is nobody."""
    return {"role": role, "agencies": sorted(agencies)} if role or agencies else None


def rights_of(person: Person) -> Value:
    """What the person is now."""
    return rights(person.role, person.agencies)


def read_rights(value: Value) -> Rights:
    """The role and the agencies that `rights` was made of."""
    if value is None:
        return "", ()
    assert isinstance(value, dict)  # as `rights` makes it
    return value["role"], tuple(value["agencies"])


def invite_value(kept: Kept) -> Value:
    """What the code is good for; nothing of how often it was used, which is no change."""
    made = kept.invite
    return {
        "for": made.kind,
        "role": made.role,
        "agency": made.agency,
        "uses": kept.uses,
        "until": to_text(kept.until),
        "by": kept.made_by,
    }


def _get_rights(tx: Transaction, subject: str) -> Value:
    person = people.get(tx, number_in(subject))
    return rights_of(person) if person else None


def _put_rights(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    """What the person was in the middle of ends: it may not be theirs to do any more, nor what waits theirs to hear."""
    person = number_in(subject)
    if not people.exists(tx, person):
        raise GoneError(subject)
    people.set_role(tx, person, *read_rights(value))
    dialogues.end_all(tx, person)
    confirmations.end_all(tx, person)
    file_readings.end_all(tx, person)
    role_changed(tx, person, now)


def _get_erased(tx: Transaction, subject: str) -> Value:
    return None if people.exists(tx, number_in(subject)) else True


def _erase(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    person = number_in(subject)
    people.erase(tx, person)
    role_changed(tx, person, now)


def _not_linked(tx: Transaction, subject: str) -> Value:
    return None


def _link(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    assert isinstance(value, str)  # the subject of the person whose the accounts are from now on
    people.link(tx, number_in(subject), number_in(value))


def _get_invite(tx: Transaction, subject: str) -> Value:
    kept = invites.get(tx, number_in(subject))
    return invite_value(kept) if kept and kept.is_open else None


def _put_invite(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    """A code is never written down: it is drawn before, and opened by this."""
    if not invites.set_open(tx, number_in(subject), is_open=value is not None) and value is not None:
        raise GoneError(subject)


KINDS = {
    ROLE: Kind(_get_rights, _put_rights),
    ERASED: Kind(_get_erased, _erase, lasting=True),
    LINKED: Kind(_not_linked, _link, lasting=True),
    INVITE: Kind(_get_invite, _put_invite),
}
