"""What an agency's chat will be told of on the days to come, if nothing changes until then."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.obligations.book import Obligations
from knowledge.obligations.office import Office
from knowledge.obligations.plan import Reminder, all_in, due_now


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with an agency: the day `since` which it could be told, and the rest as of `plan.due_now`."""

    since: date
    settled: Container[str]
    put_off: Mapping[str, date]
    done: Container[str]


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A reminder and the `day` on which it will be said; one that was missed is said later than its own day."""

    day: date
    reminder: Reminder


def upcoming(book: Obligations, office: Office, standing: Standing, first: date, last: date) -> list[Upcoming]:
    """What will be said in the span, both days included, in order; `first` is the next day on which the chat is told,
    and what was missed before is said on it."""
    if first > last:
        return []
    put_off, done = standing.put_off, standing.done
    at_first = due_now(book, office, standing.since, first, standing.settled, put_off, done).say
    later = all_in(book, office, first + timedelta(days=1), last, put_off, done)
    return [*(Upcoming(first, each) for each in at_first), *(Upcoming(each.step.day, each) for each in later)]
