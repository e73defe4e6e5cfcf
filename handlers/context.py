"""What a route is given, and what it may return."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from knowledge.memory import Transaction
from knowledge.memory.people import Person
from knowledge.messages import Message, Reply


class Questions(Protocol):
    """Answers from the documents. `conversation` is a text that only it understands, None at the start of one.

    `ask` takes what a person typed, `act` what a chosen button carries: an action of theirs, or a text that is asked.
    Both return the reply and the conversation as it is afterwards. `language` ("vi", "en") is spoken where the question
    itself does not tell.
    """

    def ask(self, text: str, conversation: str | None, now: datetime, language: str) -> tuple[Reply, str]: ...

    def act(self, action: str, conversation: str | None, now: datetime, language: str) -> tuple[Reply, str]: ...


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers use besides the store."""

    questions: Questions


@dataclass(frozen=True, slots=True)
class Context:
    """One message on its way through the routes.

    `said` is what is to be understood: the text as typed, or the action of the chosen button; None when the button is
    not known here. `now` is in UTC.
    """

    tx: Transaction
    services: Services
    message: Message
    person: Person
    said: str | None
    now: datetime

    @property
    def language(self) -> str:
        """The language to speak: chosen by the person, or else what the channel says."""
        return self.person.language or self.message.language

    @property
    def command(self) -> str:
        """The command without slash and bot name, in small letters ("start" in "/Start@ttdn_bot x"); empty if none."""
        first = (self.said or "").strip().split(maxsplit=1)[:1]
        return first[0][1:].partition("@")[0].lower() if first and first[0].startswith("/") else ""


Route = Callable[[Context], Reply | None]
