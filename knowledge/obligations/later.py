"""Putting a reminder off: to a working day, and never past the last day on which the thing is surely in time."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.obligation import Obligation, of_duty, of_task
from knowledge.obligations.steps import advised_day
from knowledge.working_days import Calendar


def put_off_until(catalog: Catalog, calendar: Calendar, obligation: str, wanted: date, today: date) -> date | None:
    """The working day on which the obligation (its key) is spoken of again; None where the data lack it now.

    Not after `today` means that it cannot be put off.
    """
    found = _find(catalog, obligation)
    if found is None:
        return None
    day = calendar.first_working_day_on_or_after(wanted)
    return day if today > found.due else min(day, advised_day(found, calendar))


def _find(catalog: Catalog, key: str) -> Obligation | None:
    of, _, occurrence = key.rpartition(" ")
    if of in catalog.positions:
        return of_task(catalog, catalog.task(of), int(occurrence))
    duty = next((duty for duty in catalog.duties if duty.id == of), None)
    return of_duty(duty, int(occurrence)) if duty else None
