"""How a thing stands on a day, in the words in which work that was given is accounted for."""

from datetime import date
from typing import Literal, get_args

Status = Literal["on_time", "late", "within", "overdue", "unreported", "regular", "historical"]
"""Done in time or after it; under way in time or past it; nothing reported; without an end of its own; of a programme
that is over. Reckoned each time, never kept."""
STATUSES: tuple[Status, ...] = get_args(Status)
FINISHED: frozenset[Status] = frozenset({"on_time", "late"})
UNFINISHED: frozenset[Status] = frozenset({"within", "overdue", "unreported"})


def status_of(due: date, done_on: date | None, today: date, *, reported: bool) -> Status:
    """Of what has the last day `due`. `reported`: something was said of it, though not that it is done."""
    if done_on is not None:
        return "on_time" if done_on <= due else "late"
    if not reported:
        return "unreported"
    return "overdue" if today > due else "within"
