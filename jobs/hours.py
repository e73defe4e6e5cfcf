"""The hours in which an agency's chat is written to without having asked: of working days, in Viet Nam's time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import structlog

from jobs.sending import Allowed
from knowledge.memory import Transaction, chats
from knowledge.memory.chats import COORDINATING
from knowledge.memory.outgoing import Outgoing
from knowledge.obligations.book import Books
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours, next_in_chat

log = structlog.get_logger(__name__)

TO_FINISH = timedelta(minutes=30)
"""For so long after the hours the rest of a message is sent of which a part has arrived: half a message helps nobody,
and the rest of it at night even less."""


NextMoment = Callable[[Transaction, Outgoing, datetime], datetime]
"""From when on the chat of a row is written to, at the moment that is given or later."""


def as_wished(books: Books, hours: Hours) -> NextMoment:
    """As the chat wishes, and else within these hours, but not on the days off of the agency that the row is for, or
    whose the chat is."""

    def moment(tx: Transaction, row: Outgoing, at: datetime) -> datetime:
        place = None if row.agency else chats.get(tx, row.chat)
        agency = row.agency or (place.agency if place else None)
        return next_in_chat(tx, books.book(tx), hours, row.chat, agency, at)

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
