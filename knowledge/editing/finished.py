"""What is done already of what a change alters: whatever its last day becomes, it is not reminded of."""

from collections.abc import Mapping
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.last_days import last_day
from knowledge.obligations.obligation import end_of

Finished = Mapping[str, Mapping[str, date]]
"""By agency (id): the keys of what it has done, each with the day that counts."""


def finished_by(before: Catalog, after: Catalog, task: str, finished: Finished) -> tuple[tuple[str, date], ...]:
    """The agencies whose last day of this task (its id) would be another one and which have done it, with the day on
    which they did."""
    if not (task in before.positions and task in after.positions):
        return ()
    old, new = before.task(task), after.task(task)
    moved = (agency for agency in finished if last_day(old, agency) != last_day(new, agency))
    owed = ((agency, end_of(after, new, agency)) for agency in moved)
    return tuple((agency, finished[agency][end.key]) for agency, end in owed if end and end.key in finished[agency])
