"""The obligations of one catalog, looked up by their keys."""

from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.obligations.obligation import Obligation, of_duty, of_task
from knowledge.obligations.steps import advised_day
from knowledge.obligations.words import title
from knowledge.working_days import Calendar


class Obligations:
    """Immutable, as the catalog is."""

    def __init__(self, catalog: Catalog, calendar: Calendar) -> None:
        self._catalog, self._calendar = catalog, calendar

    def title(self, key: str, language: str) -> str:
        """What it is called; the key where the data lack it now."""
        found = self._find(key)
        return title(self._catalog, found, language) if found else key

    def put_off_until(self, key: str, wanted: date, today: date) -> date | None:
        """The working day on which it is spoken of again when it is put off to the wanted day: never past the last day
        on which it is surely in time, unless that is over. Not after `today` means that it cannot be put off; None
        that the data lack it now."""
        found = self._find(key)
        if found is None:
            return None
        day = self._calendar.first_working_day_on_or_after(wanted)
        return day if today > found.due else min(day, advised_day(found, self._calendar))

    def _find(self, key: str) -> Obligation | None:
        of, _, occurrence = key.rpartition(" ")
        if of in self._catalog.positions:
            return of_task(self._catalog, self._catalog.task(of), int(occurrence))
        duty = next((duty for duty in self._catalog.duties if duty.id == of), None)
        return of_duty(duty, int(occurrence)) if duty else None
