"""Who somebody plays on the page of one machine, and where: a person and a chat of their own on the channel "trial".

Everybody whom one browser plays is another person, and all meet in the groups of that browser. Nobody else comes there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.channels.web_people import Visitor, digest
from knowledge.memory import Transaction, chats, people
from knowledge.messages import TRIAL, Chat, Message
from knowledge.records import Agency
from knowledge.texts import say

_GUEST, _OFFICER = "guest", "officer"
_PRIVATE, _GROUP = "private", "group"


@dataclass(frozen=True, slots=True)
class Persona:
    """`role` is one of `people.ROLES`, `agency` whom an officer speaks for. `group` is the agency whose group it is in,
    "" in a group that began without one, None in private."""

    role: str
    agency: str | None = None
    group: str | None = None

    @classmethod
    def named(cls, who: str, where: str, agencies: Mapping[str, Agency]) -> "Persona | None":
        """As the page's address names it: "officer-bng", "group-bct"; None where that is nobody or nowhere."""
        role, _, agency = who.partition("-")
        place, _, group = where.partition("-")
        known = (*people.ROLES[1:], _GUEST)
        if role not in known or (role == _OFFICER) != bool(agency) or place not in (_PRIVATE, _GROUP):
            return None
        if not {agency, group} <= {"", *agencies} or (group and place == _PRIVATE):
            return None
        return cls("" if role == _GUEST else role, agency or None, group if place == _GROUP else None)

    @property
    def who(self) -> str:
        """The role, as the page's address names it."""
        return f"{self.role}-{self.agency}" if self.agency else self.role or _GUEST

    @property
    def where(self) -> str:
        """The place, as the page's address names it."""
        return f"{_GROUP}-{self.group}" if self.group else _PRIVATE if self.group is None else _GROUP

    def played_at(self, secret: str, language: str, agencies: Mapping[str, Agency]) -> Visitor:
        """The persona at the browser with this secret, named in this language."""
        own = self.where if self.group is not None else f"{self.who} {self.where}"
        chat = Chat(TRIAL, digest(f"{secret} trial chat {own}"), group=self.group is not None)
        sender = digest(f"{secret} trial person {self.who}")
        name, title = self.name(language, agencies), self._title(language, agencies)
        return Visitor(chat, sender, digest(secret), name, title, secret)

    def name(self, language: str, agencies: Mapping[str, Agency]) -> str:
        """What others in a group see: "cán bộ đầu mối · Bộ Ngoại giao"."""
        role = say(language, f"role_name.{self.role or 'none'}")
        return f"{role} · {agency_name(agencies[self.agency], language)}" if self.agency else role

    def place(self, language: str, agencies: Mapping[str, Agency]) -> str:
        """Where it is: "trong nhóm của Bộ Công Thương"."""
        if self.group is None:
            return say(language, "trial.in_private")
        if self.group == "":
            return say(language, "trial.in_new_group")
        if self.group == self.agency:
            return say(language, "trial.in_own_group")
        return say(language, "trial.in_group", agency=agency_name(agencies[self.group], language))

    def _title(self, language: str, agencies: Mapping[str, Agency]) -> str:
        if self.group is None:
            return ""
        if self.group == "":
            return say(language, "trial.new_title")
        return say(language, "trial.title", agency=agency_name(agencies[self.group], language))


def agency_name(agency: Agency, language: str) -> str:
    """Its full name in the language."""
    return agency.name_en if language == "en" else agency.name


def prepare(tx: Transaction, persona: Persona, message: Message, now: datetime) -> None:
    """Make the person the role, and the group its agency's, where nobody wrote there so far.

    What happens later stays: a code that was sent, /gan and /bogan in the group.
    """
    person = people.find(tx, TRIAL, message.sender)
    if person is None:
        person = people.recognise(tx, message, now)
        people.set_role(tx, person.id, persona.role, (persona.agency,) if persona.agency else ())
    if persona.group and chats.get(tx, message.chat) is None:
        chats.seen(tx, message, now)
        chats.bind(tx, message.chat, persona.group, person.id, now)
