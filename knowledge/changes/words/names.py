"""How a change is said: what things are called for whom it is shown to, and the words of a kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from knowledge.changes.change import Value
from knowledge.changes.of_people import number_in, person_now
from knowledge.memory import Transaction, chats, people
from knowledge.questions.wording import day, shorten
from knowledge.texts import channel_name, say

LONGEST = 120  # characters of a name, a title, a value that is shown as it is kept


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called for whom it is shown to: `agency` gives the name of an id, `written` the one that it
    has in the documents ("" where none is known), `owed` the title of what an agency owes by its key, `duty` that of a
    report by its id; `is_report`: whether such a key is that of a report; `reads`: whether they may read the words of
    the task or report with an id."""

    tx: Transaction
    language: str
    agency: Callable[[str], str]
    owed: Callable[[str, str], str]
    duty: Callable[[str], str] = str
    written: Callable[[str], str] = lambda agency: ""
    is_report: Callable[[str], bool] = lambda key: False
    reads: Callable[[str], bool] = lambda id_: True
    known: dict[int, str] = field(default_factory=dict)

    def say(self, key: str, **values: object) -> str:
        """The text of this key."""
        return say(self.language, key, **values)

    def person(self, number: int) -> str:
        """As a channel calls the person; who was erased is a number, who became another person is that one."""
        if number not in self.known:
            self.known[number] = self._person(number)
        return self.known[number]

    def _person(self, number: int) -> str:
        if number == 0:
            return self.say("audit.program")
        now = person_now(self.tx, number)
        if people.exists(self.tx, now):
            return people.name(self.tx, now) or self.say("audit.nameless", number=now)
        return self.say("audit.somebody", number=now)

    def day(self, iso: str) -> str:
        """A day as it is written."""
        return day(date.fromisoformat(iso), self.language)

    def group(self, subject: str) -> str:
        """A group, by its title and its channel."""
        place = chats.numbered(self.tx, number_in(subject))
        if place is None:
            return self.say("audit.group_gone", number=number_in(subject))
        title = " ".join("".join(c if c.isprintable() else " " for c in place.title).split())
        shown = shorten(title, LONGEST) or self.say("audit.group_nameless", number=number_in(subject))
        return f"“{shown}” ({channel_name(self.language, place.chat.channel)})"


What = Callable[[Names, str], str]
Worth = Callable[[Names, Value], str]


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind is said: what a subject is, and what a value is (None: not there). `nothing` says of a subject that it
    is not there, where that is not always the same; `new` is the key of what is said of one that was not there before;
    `typed` the field of the value with the words as they were typed, which a subject holds only folded; `by_subject`
    says the value where it depends on the subject too. `of` is the id of the task or the report that it is of: who may
    not read that is not told why it was changed, nor what the value is where it `tells` of it."""

    what: What
    value: Worth
    nothing: Callable[[Names, str], str] | None = None
    new: str = ""
    typed: str = ""
    by_subject: Callable[["Names", str, Value], str] | None = None
    of: Callable[[str], str] | None = None
    tells: bool = True

    def is_kept(self, names: Names, subject: str) -> bool:
        """Whether it is of something whose words may not be read."""
        return self.of is not None and not names.reads(self.of(subject))


def nothing(names: Names) -> str:
    """What is said of something that is not there."""
    return names.say("audit.nothing")
