"""What will be said to agencies, and what they have due: for whoever looks ahead, in chat or on the command line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.obligations.plan import Reminder, all_in, urgency
from knowledge.questions.ask import VIET_NAM


@dataclass(frozen=True, slots=True)
class Told:
    """An agency that is told, and all that its people and its chat have set. `chat` is the chat's name, "" where the
    agency has none; `first` the hour from which it wishes to be told, None for that of the settings; `put_off` and
    `done` as of `plan.due_now`. Before `paused_until` nothing is said."""

    office: Office
    chat: str
    first: time | None = None
    put_off: Mapping[str, date] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """One reminder that will be said `to` somebody, not before `at` (in Viet Nam's time)."""

    to: Told
    reminder: Reminder
    at: datetime


def coming(book: Obligations, told: Iterable[Told], first: date, last: date, hour: time) -> list[Coming]:
    """Every reminder of these whose day lies in the span, both days included, in the order of days and then as `told`
    has them. `hour` is that of the settings. A pause is not reckoned with: what falls into it is said after it."""
    found = [
        Coming(to, reminder, datetime.combine(reminder.step.day, to.first or hour, VIET_NAM))
        for to in told
        for reminder in all_in(book, to.office, first, last, to.put_off, to.done)
    ]
    return sorted(found, key=lambda each: each.reminder.step.day)


def last_days(book: Obligations, to: Told, first: date, last: date) -> list[Owed]:
    """What has its strict last day in the span, both days included, is wanted and not done, in the order of days.
    A task that recurs every year has none: its document sets no day in the year."""
    found = [
        owed
        for year in range(first.year - 1, last.year + 2)  # a last day may lie in another year than the named one
        for owed in book.owed_by(to.office, year)
        if owed.kind in to.office.kinds and owed.obligation.kind != "recurring"
        if first <= owed.obligation.due <= last and owed.obligation.key not in to.done
    ]
    return sorted(found, key=urgency)
