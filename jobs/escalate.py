"""Brings what nobody took note of before the officers of the agency in private; `escalate_office` does the rest.

Each step is brought before each of them once, all of one agency on one day in one message, within the hours and on the
days on which the agency works. What somebody took note of before the message was sent is taken out of it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from knowledge.memory import Transaction, chats, escalations, offices, outbox, people, unsent
from knowledge.memory.chats import COORDINATING
from knowledge.memory.escalations import Waiting
from knowledge.memory.people import Person
from knowledge.messages import Chat, Reply
from knowledge.obligations.book import Books, Obligations
from knowledge.obligations.escalation import LOOKS_BACK, OFFICERS, History, Said, not_noted, owed_by_it
from knowledge.obligations.escalation_message import compose_officers
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours


@dataclass(frozen=True, slots=True)
class Escalating:
    """By what is owed, within the hours of the settings."""

    books: Books
    hours: Hours = field(default_factory=Hours)

    def agencies(self, tx: Transaction) -> list[str]:
        """Those that were ever reminded: also one that has lost its chat since."""
        known = self.books.book(tx).catalog.agencies
        return [agency for agency in escalations.agencies(tx) if agency in known]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """Returns how many messages were written down."""
        local = now.astimezone(VIET_NAM)
        today, book = local.date(), self.books.book(tx)
        if not self.hours.at(book).hold(local.time()):
            return 0
        office = offices.get(tx, agency)
        if not book.office_days(office).is_working(today):
            return 0
        history = escalations.history(tx, agency, today - LOOKS_BACK)
        return _Case(tx, book, office, history, now, today).bring()


@dataclass(frozen=True)
class _Case:
    """One agency at one moment of a working day."""

    tx: Transaction
    book: Obligations
    office: Office
    history: History
    now: datetime
    today: date

    def bring(self) -> int:
        waiting = escalations.waiting(self.tx, self.office.agency, self.today - LOOKS_BACK)
        new = [said for said in self._come() if self._is_owed(said) and not self.history.told(said, OFFICERS)]
        if not new and not waiting:
            return 0
        officers = people.private_chats(self.tx, "officer", self.office.agency)
        self._forget_who_left(waiting, [chat for chat, _ in officers])
        return sum(self._say(_in(waiting, chat), new, chat, person) for chat, person in officers)

    def _come(self) -> Sequence[Said]:
        return not_noted(self.history, self.book.office_days(self.office), self.now)

    def _say(self, waiting: Waiting | None, new: Sequence[Said], chat: Chat, officer: Person) -> int:
        """What waits there says what is so now; where nothing does a message is written down, one a day."""
        compose = self._for_officer(officer.language or "vi")
        if waiting is None:
            row = self._write(compose(new), chat, officer) if new else None
            if row is not None:
                escalations.escalate(self.tx, new, OFFICERS, row, self.now)
            return int(row is not None)
        open_ = [said for said in self.history.said if said.key in waiting.keys and self._is_open(said)]
        if len(open_) == len(waiting.keys) and not new:
            return 0
        escalations.take_back(self.tx, waiting.row, waiting.keys - {said.key for said in open_})
        holds = [*open_, *new]
        if holds:
            unsent.replace(self.tx, waiting.row, compose(holds))
            escalations.escalate(self.tx, new, OFFICERS, waiting.row, self.now)
        else:
            unsent.drop(self.tx, waiting.row)
        return 0

    def _write(self, reply: Reply, chat: Chat, officer: Person) -> int | None:
        key = f"escalate {self.office.agency} {self.today} {officer.id}"
        return outbox.add(self.tx, chat, reply, self.now, key=key, in_hours=True)

    def _forget_who_left(self, waiting: Sequence[Waiting], here: Sequence[Chat]) -> None:
        """What waits for somebody who is no officer of the agency any more is not said to them."""
        for row in waiting:
            if row.chat not in here:
                escalations.take_back(self.tx, row.row, row.keys)
                unsent.drop(self.tx, row.row)

    def _is_open(self, said: Said) -> bool:
        return self._is_owed(said) and self.history.note(said) is None

    def _is_owed(self, said: Said) -> bool:
        found = self.owed.get(said.obligation)
        return found is not None and said.is_of(found)

    def _for_officer(self, language: str) -> Callable[[Sequence[Said]], Reply]:
        follows = bool(chats.of_agency(self.tx, COORDINATING))
        return lambda steps: compose_officers(
            self.book, self.office, steps, self.owed, language, office_follows=follows
        )

    @cached_property
    def owed(self) -> dict[str, Obligation]:
        return owed_by_it(self.book, self.office, self.today)


def _in(waiting: Sequence[Waiting], chat: Chat) -> Waiting | None:
    """What waits in this chat."""
    return next((each for each in waiting if each.chat == chat), None)
