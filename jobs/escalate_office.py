"""Brings what nobody took note of before the office that follows the whole programme: two working days after the
agency's officers were told of it, at once where it has none who can be written to.

One message a day holds all agencies. What comes up after it was sent waits for the next day on which the office is
told; while it waits to be sent it says what is so now. No step is brought before the office twice.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from knowledge.memory import Transaction, chats, escalations, offices, outbox, people, undelivered, unsent, wishes
from knowledge.memory.chats import COORDINATING
from knowledge.memory.escalations import NOWHERE
from knowledge.memory.unsent import Unsent
from knowledge.memory.wishes import Wishes
from knowledge.messages import Reply
from knowledge.notices import miss_coordinating_office, tell_agency
from knowledge.obligations.book import Books, Obligations
from knowledge.obligations.escalation import (
    LOOKS_BACK,
    OFFICE,
    Said,
    arrived_when_due,
    for_office,
    owed_by_it,
)
from knowledge.obligations.escalation_office import Unheeded, compose_office, unheeded_of
from knowledge.obligations.office import Office
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours

_COLLECTS = timedelta(minutes=15)
"""So long after its hours have begun a day's message is written down, or at half of them where they are short: what
agencies were told in one morning comes up in another one, some minutes apart."""
_KEYS = "escalate "


@dataclass(frozen=True, slots=True)
class EscalatingToOffice:
    """By what is owed, within the hours of the settings, or as the chat of that office wishes."""

    books: Books
    hours: Hours = field(default_factory=Hours)

    def agencies(self, tx: Transaction) -> list[str]:
        """It is for one office."""
        return [COORDINATING]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """Returns how many messages were written down."""
        places = chats.of_agency(tx, COORDINATING)
        place = next((place for place in places if place.active), None)
        if places and place is None:
            return 0
        wanted = wishes.get(tx, place.chat) if place else Wishes()
        book = self.books.book(tx)
        local, hours = now.astimezone(VIET_NAM), self.hours.at(book).of(wanted)
        if not (hours.hold(local.time()) and _is_day(book, local.date(), wanted)):
            return 0
        day = _Day(tx, book, now, local.date())
        return day.bring(collected=_collected(hours, local)) if place else day.bring_nowhere()


def _is_day(book: Obligations, today: date, wanted: Wishes) -> bool:
    if wanted.paused_until and today < wanted.paused_until:
        return False
    return book.telling_days(Office(COORDINATING, quiet=wanted.quiet)).is_working(today)


def _collected(hours: Hours, local: datetime) -> bool:
    first, last = (datetime.combine(local.date(), at, VIET_NAM) for at in (hours.first, hours.last))
    return local >= first + min(_COLLECTS, (last - first) / 2)


@dataclass(frozen=True)
class _Found:
    """What is to be brought before the office of one agency."""

    steps: tuple[Said, ...]
    unheeded: tuple[Unheeded, ...]


@dataclass(frozen=True)
class _Day:
    """All agencies at one moment of a day on which the office is told."""

    tx: Transaction
    book: Obligations
    now: datetime
    today: date

    def bring(self, *, collected: bool) -> int:
        waiting, anew = self._take_back()
        if waiting is None and (outbox.has_key(self.tx, self._key) or not (collected or anew)):
            return 0
        held = escalations.held_by(self.tx, waiting.id) if waiting else {}
        found = self._find(held)
        if waiting:
            self._renew(waiting, _all(held), found)
            return 0
        if not found:
            return 0
        row = tell_agency(self.tx, COORDINATING, self._compose(found), self.now, self._key)
        if row is not None:
            self._brought(found, row)
        return int(row is not None)

    def bring_nowhere(self) -> int:
        """As no chat is marked as that office's: what comes up meanwhile is not said later either."""
        found = self._find({})
        if not found:
            return 0
        self._brought(found, NOWHERE)
        return miss_coordinating_office(self.tx, self.now)

    def _take_back(self) -> tuple[Unsent | None, bool]:
        """Today's message where it still waits; and whether one of another day did. That one is not said any more: what
        it holds is open again, and said as it is today."""
        today, anew = None, False
        for row in unsent.of_agency(self.tx, COORDINATING, _KEYS):
            if row.key.startswith(self._key):
                today = row
            else:
                anew = True
                escalations.take_back(self.tx, row.id, _all(escalations.held_by(self.tx, row.id)))
                undelivered.withdraw(self.tx, row.id, "not sent on its day, said anew", self.now)
        return today, anew

    def _find(self, held: Mapping[str, Set[str]]) -> list[_Found]:
        """What is to be brought up now, by agency, of what is `held` by today's message and of all else."""
        may = escalations.unheard(self.tx, self.today - LOOKS_BACK, *arrived_when_due(self.book.calendar, self.now))
        agencies = (agency for agency in sorted({*may, *held}) if agency in self.book.catalog.agencies)
        found = (self._find_of(agency, may.get(agency, ()), held.get(agency, frozenset())) for agency in agencies)
        return [each for each in found if each]

    def _find_of(self, agency: str, may: Iterable[Said], held: Set[str]) -> _Found | None:
        """None where there is nothing, or the agency does not work today."""
        office = offices.get(self.tx, agency)
        owed, days = owed_by_it(self.book, office, self.today), self.book.office_days(office)
        may_be = held or any(said.is_urgent and said.obligation in owed for said in may)
        if not (may_be and days.is_working(self.today)):
            return None
        history = escalations.history(self.tx, agency, self.today - LOOKS_BACK).of_now(owed).without(held, OFFICE)
        has_officers = bool(people.private_chats(self.tx, "officer", agency))
        come = for_office(history, days, self.now, has_officers=has_officers)
        steps = tuple(said for said in come if said.obligation in owed)
        return _Found(steps, unheeded_of(agency, steps, owed, history)) if steps else None

    def _renew(self, waiting: Unsent, held: Set[str], found: list[_Found]) -> None:
        """What waits says what is so now, or is not said where nothing is."""
        reply = self._compose(found) if found else None
        if reply == waiting.reply and held == {said.key for each in found for said in each.steps}:
            return
        escalations.take_back(self.tx, waiting.id, held)
        if reply:
            unsent.replace(self.tx, waiting.id, reply)
            self._brought(found, waiting.id)
        else:
            unsent.drop(self.tx, waiting.id)

    def _compose(self, found: list[_Found]) -> Reply:
        return compose_office(self.book, [each for of in found for each in of.unheeded], self.today)

    def _brought(self, found: list[_Found], row: int) -> None:
        escalations.escalate(self.tx, (said for each in found for said in each.steps), OFFICE, row, self.now)

    @property
    def _key(self) -> str:
        return f"{_KEYS}office {self.today}"


def _all(held: Mapping[str, Set[str]]) -> set[str]:
    """The steps of all agencies."""
    return {key for keys in held.values() for key in keys}
