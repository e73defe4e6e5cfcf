"""Who writes. One person may have accounts on several channels; our own number stands for the person everywhere."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.memory import askers, turns, unanswered
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.store import Transaction
from knowledge.messages import TRIAL, Chat, Message

ROLES = ("", "member", "officer", "admin", "owner")
"""From a stranger up; each may do all that the ones before it may."""
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Person:
    """`language` is what the person chose ("vi", "en"), None as long as nothing was chosen.

    `agencies` are those an officer speaks for.
    """

    id: int
    language: str | None
    role: str = ""
    agencies: tuple[str, ...] = ()

    def is_at_least(self, role: str) -> bool:
        """Whether the person may do what this role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


def recognise(tx: Transaction, message: Message, now: datetime) -> Person:
    """The person who sent the message, made known now if new. The name is kept as the channel says it now."""
    channel, sender = message.chat.channel, message.sender
    person_id = _find(tx, channel, sender)
    if person_id is None:
        person_id = _add(tx, channel, sender, now)
    tx.change(
        "UPDATE account SET name = :name, chat = COALESCE(:chat, chat) WHERE channel = :channel AND sender = :sender",
        name=message.sender_name,
        chat=None if message.chat.group else message.chat.id,
        channel=channel,
        sender=sender,
    )
    tx.change("UPDATE person SET last_seen = :now WHERE id = :id", id=person_id, now=to_text(now))
    return _get(tx, person_id)


def find(tx: Transaction, channel: str, sender: str) -> Person | None:
    """The person behind the channel's `sender`; None for somebody who never wrote."""
    person_id = _find(tx, channel, sender)
    return None if person_id is None else _get(tx, person_id)


def get(tx: Transaction, person_id: int) -> Person | None:
    """The person with this number; None for one who was erased, or became another."""
    return _get(tx, person_id) if exists(tx, person_id) else None


def exists(tx: Transaction, person_id: int) -> bool:
    """Whether the person is (still) known."""
    return tx.first("SELECT 1 FROM person WHERE id = :id", id=person_id) is not None


def choose_language(tx: Transaction, person_id: int, language: str) -> None:
    """Answer this person in "vi" or "en" from now on, on every channel."""
    tx.change("UPDATE person SET language = :language WHERE id = :id", id=person_id, language=language)


def give_role(tx: Transaction, person_id: int, role: str, agency: str | None = None) -> None:
    """Make the person this, if not more already; an officer also speaks for the agency, beside others."""
    if not _get(tx, person_id).is_at_least(role):
        tx.change("UPDATE person SET role = :role WHERE id = :id", id=person_id, role=role)
    if agency is not None:
        tx.change(
            "INSERT INTO person_agency (person, agency) VALUES (:id, :agency) ON CONFLICT (person, agency) DO NOTHING",
            id=person_id,
            agency=agency,
        )


def set_role(tx: Transaction, person_id: int, role: str, agencies: tuple[str, ...] = ()) -> None:
    """Make the person exactly this."""
    tx.change("UPDATE person SET role = :role WHERE id = :id", id=person_id, role=role)
    tx.change("DELETE FROM person_agency WHERE person = :id", id=person_id)
    for agency in agencies:
        give_role(tx, person_id, role, agency)


def link(tx: Transaction, other: int, person_id: int) -> None:
    """The accounts of `other` are this person's too, with the higher role of both and the agencies of both, and with
    what `other` has begun, sent and asked for; of two notices that are half written this person's stays."""
    gone = _get(tx, other)
    for agency in gone.agencies:
        give_role(tx, person_id, gone.role, agency)
    give_role(tx, person_id, gone.role)
    tx.change("UPDATE account SET person = :id WHERE person = :other", id=person_id, other=other)
    for table in (
        "outbox", "acknowledgement", "snooze", "completion", "announcement", "announcement_chat", "answer_wish",
        "document_draft", "file_reading", "backup_request",
    ):  # fmt: skip
        tx.change(f"UPDATE {table} SET person = :id WHERE person = :other", id=person_id, other=other)
    tx.change(
        "UPDATE announcement_draft SET person = :id WHERE person = :other"
        " AND NOT EXISTS (SELECT 1 FROM announcement_draft d WHERE d.person = :id)",
        id=person_id,
        other=other,
    )
    tx.change("UPDATE invite SET made_by = :id WHERE made_by = :other", id=person_id, other=other)
    unanswered.give(tx, askers.digest(tx, other), askers.digest(tx, person_id))
    tx.change("DELETE FROM person WHERE id = :other", other=other)


def accounts(tx: Transaction, person_id: int) -> list[tuple[str, str]]:
    """The person's channels, each with the name there."""
    rows = tx.rows("SELECT channel, name FROM account WHERE person = :id ORDER BY channel, sender", id=person_id)
    return [(str(channel), str(name)) for channel, name in rows]


def private_chat(tx: Transaction, person_id: int) -> Chat | None:
    """Where the person is written to in private: the channel last used; None where nobody can be reached."""
    row = tx.first(
        "SELECT a.channel, a.chat FROM account a WHERE a.person = :id AND a.chat IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM chat c WHERE c.channel = a.channel AND c.chat = a.chat AND c.active = 0)"
        " ORDER BY COALESCE((SELECT MAX(i.id) FROM inbox i WHERE i.channel = a.channel AND i.chat = a.chat), 0) DESC"
        " LIMIT 1",
        id=person_id,
    )
    return Chat(row[0], row[1]) if row else None


def last_seen(tx: Transaction, person_id: int) -> datetime | None:
    """When the person last wrote (UTC); None for who is not known any more."""
    row = tx.first("SELECT last_seen FROM person WHERE id = :id", id=person_id)
    return from_text(row[0]) if row else None


def with_roles(tx: Transaction) -> list[tuple[Person, str]]:
    """Everybody who has a role and does not only try it out, each with a name, the highest role first."""
    rows = tx.rows(
        "SELECT p.id FROM person p WHERE p.role <> ''"
        " AND EXISTS (SELECT 1 FROM account a WHERE a.person = p.id AND a.channel <> :trial) ORDER BY p.id",
        trial=TRIAL,
    )
    found = [(_get(tx, person_id), name(tx, person_id)) for (person_id,) in rows]
    return sorted(found, key=lambda pair: -ROLES.index(pair[0].role))


def others_with(tx: Transaction, role: str, person_id: int) -> int:
    """How many other people have exactly this role, and do not only try it out."""
    row = tx.first(
        "SELECT COUNT(*) FROM person p WHERE role = :role AND id <> :id"
        " AND EXISTS (SELECT 1 FROM account a WHERE a.person = p.id AND a.channel <> :trial)",
        role=role,
        id=person_id,
        trial=TRIAL,
    )
    return int(row[0]) if row else 0


def name(tx: Transaction, person_id: int) -> str:
    """As a channel calls the person, in one line; "" for one without a name, or who was erased."""
    names = (
        " ".join("".join(c if c.isprintable() else " " for c in name).split()) for _, name in accounts(tx, person_id)
    )
    return next((name[:_LONGEST_NAME] for name in names if name), "")


def private_chats(tx: Transaction, role: str, agency: str = "") -> list[tuple[Chat, Person]]:
    """Where people with this role or a higher one are written to in private: the channel that each last used; of an
    `agency` those who speak for it.

    Who only tries out the role is not.
    """
    rows = tx.rows(
        "SELECT a.person, a.channel, a.chat FROM account a JOIN person p ON p.id = a.person"
        " WHERE a.chat IS NOT NULL AND a.channel <> :trial AND NOT EXISTS (SELECT 1 FROM chat c"
        " WHERE c.channel = a.channel AND c.chat = a.chat AND c.active = 0)"
        " AND (:agency = '' OR EXISTS (SELECT 1 FROM person_agency s WHERE s.person = p.id AND s.agency = :agency))"
        " ORDER BY p.id, (SELECT MAX(i.id) FROM inbox i WHERE i.channel = a.channel AND i.chat = a.chat) DESC",
        trial=TRIAL,
        agency=agency,
    )
    found: dict[int, tuple[Chat, Person]] = {}
    for person_id, channel, chat in rows:
        person = _get(tx, person_id)
        if person.is_at_least(role):
            found.setdefault(person.id, (Chat(channel, chat), person))
    return list(found.values())


def questions_kept(tx: Transaction, person_id: int) -> int:
    """How many questions of the person are kept because they were not answered."""
    return unanswered.asked_by(tx, askers.digest(tx, person_id))


def kept(tx: Transaction, person_id: int) -> int:
    """How many messages of the person, and to the person, are kept."""
    row = tx.first(f"SELECT (SELECT COUNT(*) {_OWN_INBOX}) + (SELECT COUNT(*) {_OWN_OUTBOX})", id=person_id)
    return int(row[0]) if row else 0


def erase(tx: Transaction, person_id: int) -> None:
    """Forget the person: what was said by and to them, what they asked and was not answered, what they talk about,
    role, accounts, name and private chats, whose ids are often the person's.

    Their messages keep a row without words, so that one that the platform sends again is not answered anew.
    """
    tx.change(
        "UPDATE inbox SET text = '', sender = '', chat = CASE WHEN is_group = 1 THEN chat ELSE '' END"
        f" WHERE id IN (SELECT id {_OWN_INBOX})",
        id=person_id,
    )
    own = f"DELETE FROM outbox WHERE id IN (SELECT id {_OWN_OUTBOX}) AND state <> 'sending' RETURNING channel, chat"
    for channel, chat in set(tx.rows(own, id=person_id)):
        turns.line_up(tx, channel, chat)
    unanswered.erase(tx, askers.digest(tx, person_id))
    _remove(tx, person_id)


def forget(tx: Transaction, before: datetime) -> int:
    """Remove people without a role who were last seen before this moment (aware): strangers, who could not have
    themselves erased. Returns how many."""
    rows = tx.rows("SELECT id FROM person WHERE role = '' AND last_seen < :before", before=to_text(before))
    for (person_id,) in rows:
        _remove(tx, person_id)
    return len(rows)


def _remove(tx: Transaction, person_id: int) -> None:
    tx.change(
        "DELETE FROM chat WHERE is_group = 0 AND EXISTS"
        " (SELECT 1 FROM account a WHERE a.person = :id AND a.channel = chat.channel AND a.chat = chat.chat)",
        id=person_id,
    )
    tx.change("DELETE FROM file_reading WHERE person = :id", id=person_id)
    tx.change("UPDATE document_draft SET person = 0 WHERE person = :id", id=person_id)
    tx.change("DELETE FROM account WHERE person = :id", id=person_id)
    tx.change("DELETE FROM person WHERE id = :id", id=person_id)


_OWN_INBOX = (
    "FROM inbox i WHERE EXISTS"
    " (SELECT 1 FROM account a WHERE a.person = :id AND a.channel = i.channel AND a.sender = i.sender)"
)
_OWN_OUTBOX = "FROM outbox WHERE person = :id"


def _find(tx: Transaction, channel: str, sender: str) -> int | None:
    row = tx.first(
        "SELECT person FROM account WHERE channel = :channel AND sender = :sender", channel=channel, sender=sender
    )
    return int(row[0]) if row else None


def _get(tx: Transaction, person_id: int) -> Person:
    row = tx.first("SELECT id, language, role FROM person WHERE id = :id", id=person_id)
    assert row is not None  # accounts point to people that are there
    rows = tx.rows("SELECT agency FROM person_agency WHERE person = :id ORDER BY agency", id=person_id)
    return Person(row[0], row[1], row[2], tuple(agency for (agency,) in rows))


def _add(tx: Transaction, channel: str, sender: str, now: datetime) -> int:
    person_id = tx.next_number("person")
    tx.change("INSERT INTO person (id, first_seen, last_seen) VALUES (:id, :now, :now)", id=person_id, now=to_text(now))
    tx.change(
        "INSERT INTO account (channel, sender, person) VALUES (:channel, :sender, :person)",
        channel=channel,
        sender=sender,
        person=person_id,
    )
    return person_id
