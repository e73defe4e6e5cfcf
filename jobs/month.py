"""Tells the office that follows the whole programme, once a month, how each agency stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from knowledge.memory import Transaction, chats, completions, escalations, offices, outbox, reminders, wishes
from knowledge.memory.chats import COORDINATING
from knowledge.memory.wishes import Wishes
from knowledge.messages import Reply
from knowledge.notices import miss_coordinating_office, tell_agency
from knowledge.obligations.book import Books, Obligations
from knowledge.obligations.month import Account, compose_month, last_month, month_after
from knowledge.obligations.month_reports import reports_of
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.owed import every_agency
from knowledge.obligations.tally import Given, given_to, tally
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours

_SAID_LATE = timedelta(days=60)
"""A step can be said so long after its day."""


@dataclass(frozen=True, slots=True)
class MonthlyDigest:
    """On the first working day of a month, once, or on the next one where that was missed; within the hours of the
    settings, or as the chat wishes."""

    books: Books
    hours: Hours = field(default_factory=Hours)

    def agencies(self, tx: Transaction) -> list[str]:
        """It is for one office."""
        return [COORDINATING]

    def remind(self, tx: Transaction, agency: str, now: datetime) -> int:
        """Returns how many messages were written down."""
        local = now.astimezone(VIET_NAM)
        today = local.date()
        places = chats.of_agency(tx, COORDINATING)
        place = next((place for place in places if place.active), None)
        wanted = wishes.get(tx, place.chat) if place else Wishes()
        book = self.books.book(tx)
        if not (self.hours.at(book).of(wanted).hold(local.time()) and _is_day(book, today, wanted)):
            return 0
        if not places:
            return miss_coordinating_office(tx, now) if reminders.bound_agencies(tx) else 0
        first, until = last_month(today)
        key = f"month {until:%Y-%m}"
        if place is None or outbox.has_key(tx, key):
            return 0
        return int(tell_agency(tx, COORDINATING, _compose(tx, book, first, until), now, key) is not None)


def _is_day(book: Obligations, today: date, wanted: Wishes) -> bool:
    if wanted.paused_until and today < wanted.paused_until:
        return False
    days = book.calendar.without(frozenset(), wanted.quiet)
    first = days.first_working_day_on_or_after(today.replace(day=1))
    return today in (first, days.first_working_day_on_or_after(first + timedelta(days=1)))


def _compose(tx: Transaction, book: Obligations, first: date, until: date) -> Reply:
    bound = set(reminders.bound_agencies(tx))
    accounts: list[Account] = []
    owed: dict[str, list[Obligation]] = {}
    done: dict[str, dict[str, date]] = {}
    for agency in _agencies(book, bound):
        given = given_to(book, offices.get(tx, agency), until.year)
        done[agency] = _done(tx, agency)
        owed[agency] = list(_reports(tx, book, agency, first, month_after(until)))
        if given.ending or given.regular:
            accounts.append(_account(tx, agency, given, done[agency], first, until, has_chat=agency in bound))
    return compose_month(book, accounts, reports_of(owed, done), until)


def _agencies(book: Obligations, bound: set[str]) -> list[str]:
    """Those there are today, and others that have a chat, but for those whose work another carries on."""
    known = book.catalog.agencies
    more = (agency for agency in sorted(bound) if agency in known and known[agency].status != "dissolved")
    return list(dict.fromkeys([*every_agency(book.catalog), *more]))


def _reports(tx: Transaction, book: Obligations, agency: str, first: date, last: date) -> Iterator[Obligation]:
    office = offices.get(tx, agency)
    for year in range(first.year, last.year + 2):
        for owed in book.owed_by(office, year):
            if owed.role == "report" and first <= owed.obligation.due <= last:
                yield owed.obligation


def _done(tx: Transaction, agency: str) -> dict[str, date]:
    """On which day each was done; of several records the earliest day."""
    found: dict[str, date] = {}
    for each in completions.all_of_agency(tx, agency):
        found[each.obligation] = min(each.done_on, found.get(each.obligation, each.done_on))
    return found


def _account(
    tx: Transaction, agency: str, given: Given, done: dict[str, date], first: date, until: date, *, has_chat: bool
) -> Account:
    messages = escalations.history(tx, agency, first - _SAID_LATE).messages()
    of_month = [each for each in messages if first <= each.sent_at.astimezone(VIET_NAM).date() <= until]
    return Account(
        agency,
        tally(given.ending, done, date(until.year, 1, 1), until),
        tally(given.ending, done, first, until),
        given.regular,
        has_chat,
        len(of_month),
        sum(each.note is not None for each in of_month),
    )
