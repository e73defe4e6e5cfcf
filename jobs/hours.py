"""The hours in which an agency's chat is written to without having asked: of working days, in Viet Nam's time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import structlog

from jobs.sending import Allowed
from knowledge.memory import Transaction, offices, wishes
from knowledge.memory.chats import COORDINATING
from knowledge.memory.outgoing import Outgoing
from knowledge.memory.wishes import Wishes
from knowledge.obligations.book import Books, Obligations
from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

log = structlog.get_logger(__name__)

TO_FINISH = timedelta(minutes=30)
"""For so long after the hours the rest of a message is sent of which a part has arrived: half a message helps nobody,
and the rest of it at night even less."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Within these times of a working day in Viet Nam reminders are said; `last` is not included any more."""

    first: time = time(8)
    last: time = time(17)

    def of(self, wanted: Wishes) -> "Hours":
        """As a chat wishes."""
        return Hours(wanted.first or self.first, wanted.last or self.last)

    def at(self, book: Obligations) -> "Hours":
        """Those that officials have set, or else these."""
        return Hours(*book.hours) if book.hours else self

    def hold(self, moment: time) -> bool:
        """Whether the time of day is within them."""
        return self.first <= moment < self.last


def next_moment(now: datetime, hours: Hours, calendar: Calendar) -> datetime:
    """`now` (aware) within the hours of a working day; or else when the next such hours begin, in UTC."""
    local = now.astimezone(VIET_NAM)
    day = local.date()
    if calendar.is_working(day) and hours.hold(local.time()):
        return now
    if local.time() >= hours.first:
        day += timedelta(days=1)
    first = calendar.first_working_day_on_or_after(day)
    return datetime.combine(first, hours.first, VIET_NAM).astimezone(UTC)


NextMoment = Callable[[Transaction, Outgoing, datetime], datetime]
"""From when on the chat of a row is written to, at the moment that is given or later."""


def as_wished(books: Books, hours: Hours) -> NextMoment:
    """As the chat wishes, and else within these hours, but not on the agency's own days off."""

    def moment(tx: Transaction, row: Outgoing, at: datetime) -> datetime:
        wanted = wishes.get(tx, row.chat)
        book = books.book(tx)
        days = book.telling_days(offices.get(tx, row.agency or "", wanted))
        if wanted.paused_until is not None:
            at = max(at, datetime.combine(wanted.paused_until, time(), VIET_NAM))
        return next_moment(at, hours.at(book).of(wanted), days)

    return moment


def keep_hours(moment: NextMoment, renew: Callable[[Transaction, str, datetime], object]) -> Allowed:
    """Lets go at any time what keeps no hours, and all else within the hours of its chat. A message of which a part has
    arrived may be finished a little later. What is for an agency is first reckoned anew by `renew`: it may be said in
    other words, or not at all, as something may have been done since it was written down."""

    def allowed(tx: Transaction, row: Outgoing, now: datetime) -> datetime:
        if not row.in_hours:
            return now
        begun = now - TO_FINISH
        if row.parts_sent and moment(tx, row, begun) == begun:
            return now
        until = moment(tx, row, now)
        if until <= now and row.agency and not row.parts_sent and _may_be_old(row, now):
            _try(renew, tx, row.agency, now)
        return until

    return allowed


def _may_be_old(row: Outgoing, now: datetime) -> bool:
    """What is said of all agencies together takes too long to be reckoned for each sending: only that of another day is
    reckoned anew."""
    return row.agency != COORDINATING or _day(row.created_at) != _day(now)


def _try(renew: Callable[[Transaction, str, datetime], object], tx: Transaction, agency: str, now: datetime) -> None:
    """What is wrong with one agency's must not keep the channel from all others."""
    try:
        with tx.savepoint():
            renew(tx, agency, now)
    except Exception as error:
        log.error("not reckoned anew", agency=agency, exc_info=error)


def _day(moment: datetime) -> date:
    return moment.astimezone(VIET_NAM).date()
