"""When a chat is written to without having asked: within hours of working days, in Viet Nam's time."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from knowledge.memory import Transaction, offices, wishes
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from knowledge.obligations.book import Obligations
from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar


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


def next_in_chat(
    tx: Transaction, book: Obligations, hours: Hours, chat: Chat, agency: str | None, at: datetime
) -> datetime:
    """The same as the chat wishes, and else within these hours, but not on the days off of the agency whose it is, nor
    while it pauses."""
    wanted = wishes.get(tx, chat)
    days = book.telling_days(offices.get(tx, agency or "", wanted))
    if wanted.paused_until is not None:
        at = max(at, datetime.combine(wanted.paused_until, time(), VIET_NAM))
    return next_moment(at, hours.at(book).of(wanted), days)
