"""What a route is given, and what it may return."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Protocol

from handlers.permissions import PERMISSIONS
from knowledge.catalog.readers import PUBLIC, Reader
from knowledge.changes.change import Author, Entry, Value
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import UNSEEN, Changes
from knowledge.current import Current
from knowledge.memory import Transaction
from knowledge.memory.calendar_addresses import Addresses
from knowledge.memory.chats import Place
from knowledge.memory.people import Person
from knowledge.messages import TRIAL, Button, Message, Reply
from knowledge.obligations.book import Obligations, nothing_owed
from knowledge.progress.records import NOTHING, Recorded
from knowledge.texts import say

SILENCE = Reply("")
"""What a route returns that has dealt with the message and says nothing."""


class Questions(Protocol):
    """Answers from the documents. `conversation` is a text that only it understands, None at the start of one.

    `ask` takes what a person typed, `act` what a chosen button carries: an action of theirs, or a text that is asked.
    Both return the reply and the conversation as it is afterwards. `language` ("vi", "en") is spoken where the question
    itself does not tell; `own` are the agencies (ids) that "bộ mình" means; `reader` is who may read the answer, as far
    as it is internal; `recorded` what agencies have reported.
    """

    def ask(
        self,
        text: str,
        conversation: str | None,
        now: datetime,
        language: str,
        own: tuple[str, ...],
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]: ...

    def act(
        self,
        action: str,
        conversation: str | None,
        now: datetime,
        language: str,
        own: tuple[str, ...],
        reader: Reader = PUBLIC,
        recorded: Recorded = NOTHING,
    ) -> tuple[Reply, str]: ...

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        """The agencies (id, name) that a text can name; () where it names none."""

    def agency_name(self, agency: str) -> str: ...

    def knows(self, agency: str) -> bool:
        """Whether there is an agency with this id now."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who is answered, and how much. `members_only`: strangers are not. People on `trusted` channels are known already.

    `own_machine` are those of them that nobody reaches but from this machine: who sits at it may read what is internal.
    `page` are the channels of the chat page: it slows people down by itself, and shows them again what they wrote.
    `per_person` and `per_chat` are messages a minute. For `choice_for` a typed number is a choice of the last answer.
    """

    members_only: bool = False
    trusted: frozenset[str] = frozenset({"web"})
    own_machine: frozenset[str] = frozenset()
    page: frozenset[str] = frozenset({"web", TRIAL})
    per_person: int = 20
    per_chat: int = 60
    choice_for: timedelta = timedelta(hours=1)

    def is_open(self, channel: str) -> bool:
        """Whether everybody is answered there. Who tries out a role sees what that role sees where only members are."""
        return channel in self.trusted or not (self.members_only or channel == TRIAL)


Diagnose = Callable[[Message, str], str]
"""What the channel of a message can see and do there, in a language; "" where there is nothing to say."""

Links = Callable[[str, bool], tuple[str, ...]]
"""What can be tapped instead of typing a code, for a person or (True) for a group."""

AsSent = Callable[[str, Reply], Sequence[Reply]]
"""The messages as which a channel sends a reply."""


def _whole(channel: str, reply: Reply) -> Sequence[Reply]:
    """Where nothing is cut."""
    return (reply,)


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers use besides the store. `hours` (in Viet Nam) are those in which a chat is reminded that wishes no
    others; `addresses` is None where no calendar can be subscribed to; `changes` is the one door for changes;
    `drafts_kept` is for how long a draft is kept after it was last corrected.

    `month_messages` are how many messages a channel may send in a month, by its name; no limit for one that is missing.
    `current` is what `questions` and `owing` come from where things change; None where they are always the same.
    """

    questions: Questions
    access: Access = field(default_factory=Access)
    diagnose: Diagnose = lambda message, language: ""
    owing: Obligations = field(default_factory=nothing_owed)
    hours: tuple[time, time] = (time(8), time(17))
    addresses: Addresses | None = None
    current: Current | None = None
    changes: Changes = field(default_factory=lambda: Changes(KINDS))
    links: Links = lambda code, group: ()
    drafts_kept: timedelta = timedelta(days=30)
    parts: AsSent = _whole
    month_messages: Mapping[str, int] = field(default_factory=dict)

    def at(self, tx: Transaction) -> "Services":
        """With what is known in this transaction."""
        if self.current is None:
            return self
        known = self.current.at(tx)
        return replace(self, questions=known.questions, owing=known.book, hours=known.book.hours or self.hours)


@dataclass(frozen=True, slots=True)
class Said:
    """What is to be understood: `text` as typed, or the action of a chosen button (`chosen`) that the outbox row `row`
    offered; None where the button is not known here."""

    text: str | None
    chosen: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """One message on its way through the routes. `place` is its chat as it is known; both it and `person` are without
    agencies that are not there any more. `now` is in UTC."""

    tx: Transaction
    services: Services
    message: Message
    person: Person
    place: Place
    said: Said
    now: datetime

    @property
    def text(self) -> str:
        """What was typed or chosen; "" for a button that is gone."""
        return self.said.text or ""

    @property
    def language(self) -> str:
        """The language to speak: chosen by the person, or else what the channel says."""
        return self.person.language or self.message.language

    @property
    def command(self) -> str:
        """The command without slash and bot name, in small letters ("start" in "/Start@ttdn_bot x"); empty if none."""
        first = self.text.strip().split(maxsplit=1)[:1]
        return first[0][1:].partition("@")[0].lower() if first and first[0].startswith("/") else ""

    @property
    def argument(self) -> str:
        """What stands behind the command, on the same line or below it."""
        return "".join(self.text.split(maxsplit=1)[1:]).strip()

    @property
    def is_member(self) -> bool:
        """Whether the person is answered: a member, in the group of an agency or of the coordinating office, on a
        channel that knows its people."""
        access, chat = self.services.access, self.message.chat
        bound = chat.group and (self.place.agency is not None or self.place.coordinating)
        return access.is_open(chat.channel) or bound or self.person.is_at_least("member")

    @property
    def own(self) -> tuple[str, ...]:
        """The agencies that "bộ mình" means: that of the group, or those the person speaks for."""
        return (self.place.agency,) if self.place.agency else self.person.agencies

    def may(self, action: str, agency: str | None = None) -> bool:
        """Whether the person may do this action of `permissions.toml` here, for this agency; None: for one of theirs
        that is not named yet."""
        return self._refusal(action, agency) == ""

    def refused(self, action: str, agency: str | None = None) -> Reply | None:
        """Why the person may not, and who may; None for who may."""
        why = self._refusal(action, agency)
        return self.reply(f"refused.{why}", agency=self.services.questions.agency_name(agency or "")) if why else None

    @property
    def theirs(self) -> tuple[str, ...] | None:
        """The agencies for which the person may do what officers do for their own; None for all."""
        return None if self.person.is_at_least("admin") else self.person.agencies

    def change(
        self,
        kind: str,
        subject: str,
        after: Value,
        *,
        reason: str = "",
        basis: str = "",
        expected: object = UNSEEN,
        batch: int | None = None,
    ) -> Entry | None:
        """The person makes it this; see `Changes.make`."""
        return self.services.changes.make(
            self.tx, kind, subject, after, self.author, self.now,
            reason=reason, basis=basis, expected=expected, batch=batch,
        )  # fmt: skip

    @property
    def author(self) -> Author:
        """Who makes the changes that this message makes."""
        return Author(self.person.id, self.message.chat.channel)

    def _refusal(self, action: str, agency: str | None) -> str:
        chat = self.message.chat
        return PERMISSIONS[action].refusal(self.person, chat, agency, self.place.agency)

    def reply(self, key: str, *buttons: Button, **values: object) -> Reply:
        """The text of this key in the language to speak, with choices under it."""
        return Reply(say(self.language, key, **values), buttons, self.language)

    def button(self, key: str, action: str, **values: object) -> Button:
        """A choice whose label is the text of this key."""
        return Button(say(self.language, key, **values), action)


Route = Callable[[Context], Reply | None]
