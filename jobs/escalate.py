"""Brings what nobody took note of before the officers of the agency in private, and two working days later before the
office that follows the whole programme; at once where the agency has no officer who can be written to.

Each step is brought before each of them once, all of one agency on one day in one message, within the hours and on the
days on which the agency works. What somebody took note of before the message was sent is taken out of it again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from jobs.hours import Hours
from knowledge.memory import Transaction, chats, escalations, offices, outbox, people, unsent, wishes
from knowledge.memory.chats import COORDINATING
from knowledge.memory.escalations import NOWHERE, Waiting
from knowledge.messages import Chat, Reply
from knowledge.notices import miss_coordinating_office, tell_agency
from knowledge.obligations.book import Obligations
from knowledge.obligations.escalation import OFFICE, OFFICERS, History, Level, Said, not_noted, owed_by_it
from knowledge.obligations.escalation_message import compose_office, compose_officers
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.questions.ask import VIET_NAM

_LOOKS_BACK = timedelta(days=150)
"""From the last week before a last day to the last reminder after it, and some more."""


@dataclass(frozen=True, slots=True)
class Escalating:
    """By what is owed, within the hours of the settings, and to the office within those of its chat."""

    book: Obligations
    hours: Hours = field(default_factory=Hours)

    def agencies(self, tx: Transaction) -> list[str]:
        """Those that were ever reminded: also one that has lost its chat since."""
        return [agency for agency in escalations.agencies(tx) if agency in self.book.catalog.agencies]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """Returns how many messages were written down; for `COORDINATING` what it is told of all agencies."""
        if agency == COORDINATING:
            return sum(self.remind(tx, each, now) for each in self.agencies(tx))
        local = now.astimezone(VIET_NAM)
        if not self.hours.hold(local.time()):
            return 0
        today = local.date()
        office = offices.get(tx, agency)
        if not self.book.office_days(office).is_working(today):
            return 0
        history = escalations.history(tx, agency, today - _LOOKS_BACK)
        return _Case(tx, self.book, office, history, self.hours, now, today).bring()


@dataclass(frozen=True)
class _Case:
    """One agency at one moment of a working day."""

    tx: Transaction
    book: Obligations
    office: Office
    history: History
    hours: Hours
    now: datetime
    today: date

    def bring(self) -> int:
        waiting = escalations.waiting(self.tx, self.office.agency, self.today - _LOOKS_BACK)
        come = [said for said in self._come() if said.obligation in self.owed]
        if not come and not waiting:
            return 0
        officers = people.private_chats(self.tx, "officer", self.office.agency)
        first = [said for said in come if officers and not self.history.told(said, OFFICERS)]
        then = [said for said in come if said not in first]
        told = 0
        self._forget_who_left(waiting, [chat for chat, _ in officers])
        for chat, person in officers:
            compose = self._for_officer(person.language or "vi")
            told += self._say(OFFICERS, _in(waiting, OFFICERS, chat), first, compose, self._to(chat, person.id))
        return told + self._say_to_office(_in(waiting, OFFICE), then)

    def _come(self) -> Sequence[Said]:
        return not_noted(self.history, self.book.office_days(self.office), self.now)

    def _say_to_office(self, waiting: Waiting | None, new: list[Said]) -> int:
        places = chats.of_agency(self.tx, COORDINATING)
        if not places:
            if new:
                escalations.escalate(self.tx, new, OFFICE, NOWHERE, self.now)
                miss_coordinating_office(self.tx, self.now)
            return 0
        place = next((place for place in places if place.active), None)
        local = self.now.astimezone(VIET_NAM).time()
        if place is None or not self.hours.of(wishes.get(self.tx, place.chat)).hold(local):
            return 0
        return self._say(OFFICE, waiting, new, self._for_office, self._to_office)

    def _say(
        self,
        level: Level,
        waiting: Waiting | None,
        new: Sequence[Said],
        compose: Callable[[Sequence[Said]], Reply],
        write: Callable[[Reply], int | None],
    ) -> int:
        """What waits there says what is so now; where nothing does a message is written down, one a day."""
        if waiting is None:
            row = write(compose(new)) if new else None
            if row is not None:
                escalations.escalate(self.tx, new, level, row, self.now)
            return int(row is not None)
        open_ = [said for said in self.history.said if said.key in waiting.keys and self._is_open(said)]
        if len(open_) == len(waiting.keys) and not new:
            return 0
        escalations.take_back(self.tx, waiting.row, waiting.keys - {said.key for said in open_})
        holds = [*open_, *new]
        if holds:
            unsent.replace(self.tx, waiting.row, compose(holds))
            escalations.escalate(self.tx, new, level, waiting.row, self.now)
        else:
            unsent.drop(self.tx, waiting.row)
        return 0

    def _forget_who_left(self, waiting: Sequence[Waiting], here: Sequence[Chat]) -> None:
        """What waits for somebody who is no officer of the agency any more is not said to them."""
        for row in waiting:
            if row.level == OFFICERS and row.chat not in here:
                escalations.take_back(self.tx, row.row, row.keys)
                unsent.drop(self.tx, row.row)

    def _is_open(self, said: Said) -> bool:
        return said.obligation in self.owed and self.history.note(said) is None

    def _for_officer(self, language: str) -> Callable[[Sequence[Said]], Reply]:
        follows = bool(chats.of_agency(self.tx, COORDINATING))
        return lambda steps: compose_officers(
            self.book, self.office, steps, self.owed, language, office_follows=follows
        )

    def _for_office(self, steps: Sequence[Said]) -> Reply:
        return compose_office(self.book, self.office, steps, self.owed, self.history)

    def _to(self, chat: Chat, person: int) -> Callable[[Reply], int | None]:
        key = f"escalate {self.office.agency} {self.today} {person}"
        return lambda reply: outbox.add(self.tx, chat, reply, self.now, key=key, in_hours=True)

    def _to_office(self, reply: Reply) -> int | None:
        return tell_agency(self.tx, COORDINATING, reply, self.now, f"escalate {self.office.agency} {self.today}")

    @cached_property
    def owed(self) -> dict[str, Obligation]:
        return owed_by_it(self.book, self.office, self.today)


def _in(waiting: Sequence[Waiting], level: Level, chat: Chat | None = None) -> Waiting | None:
    """What waits on this level, in this chat or in any."""
    found = (each for each in waiting if each.level == level and (chat is None or each.chat == chat))
    return next(found, None)
