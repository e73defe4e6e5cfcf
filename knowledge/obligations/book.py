"""What is owed by whom and when it is spoken of, by one catalog and one calendar: what reminders are reckoned from."""

from collections.abc import Iterator
from datetime import date, time
from functools import cache, lru_cache, partial
from typing import Protocol

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import PUBLIC, Reader
from knowledge.memory import Transaction
from knowledge.obligations.obligation import Obligation, end_of, of_duty, of_task
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed, TasksOfYear
from knowledge.obligations.steps import Rhythms, Step, advised_day, steps
from knowledge.obligations.words import title
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.facts import Facts
from knowledge.records import Duty
from knowledge.working_days import Calendar

_REMEMBERED = 4096
"""Last days with their steps: at most a few for each rhythm, as most things are due at the end of a year."""
_AGENCIES = 8192
_YEARS = 32


class Books(Protocol):
    """Where what is owed is looked up, as it is known in a transaction."""

    def book(self, tx: Transaction) -> "Obligations": ...


class Obligations:
    """Immutable, as the catalog is. `hours` (in Viet Nam) are those in which chats are told, None for the settings'."""

    def __init__(
        self,
        catalog: Catalog,
        calendar: Calendar,
        rhythms: Rhythms | None = None,
        hours: tuple[time, time] | None = None,
    ) -> None:
        self.catalog, self.calendar, self.hours, self._rhythms = catalog, calendar, hours, rhythms or Rhythms()
        self._duties = {duty.id: duty for duty in catalog.duties}
        self._addressed = {duty.who_agencies for duty in catalog.duties}
        self._calendar_without = lru_cache(_REMEMBERED)(calendar.without)
        self._steps_on = lru_cache(_REMEMBERED)(self._steps)
        self._duties_of = lru_cache(_AGENCIES)(self._find_duties)
        self.tasks_of_year = lru_cache(_YEARS)(partial(TasksOfYear, catalog))

    def book(self, tx: Transaction) -> "Obligations":
        """Itself: for what nobody changes."""
        return self

    def owed_by(self, office: Office, year: int) -> Iterator[Owed]:
        """What is due in a year, of the kinds that the office is told of and of the others."""
        yield from self.tasks_of_year(year).of(office.agency)
        for duty in self._duties_of(office.agency):
            yield from (Owed(found, "report") for found in of_duty(duty, year, office.events))

    def steps(self, owed: Owed, office: Office) -> tuple[Step, ...]:
        """The reminders of it, each on a day on which the office works and its chat is told."""
        obligation = owed.obligation
        recurrence = self._duties[obligation.of].recurrence if owed.role == "report" else ""
        about = obligation.event.day if obligation.event else None
        duty = obligation.of if obligation.of in self._rhythms.own else ""
        return self._steps_on(obligation.due, owed.kind, recurrence, about, office.days_off, office.quiet, duty)

    def advised_day(self, obligation: Obligation, office: Office) -> date:
        """The last day on which the office works and it is surely in time."""
        return advised_day(obligation.due, self.office_days(office))

    def office_days(self, office: Office) -> Calendar:
        """The days on which the office works."""
        return self._calendar_without(office.days_off) if office.days_off else self.calendar

    def telling_days(self, office: Office) -> Calendar:
        """The days on which its chat is told."""
        return self._calendar_without(office.days_off, office.quiet)

    def duty(self, obligation: Obligation) -> Duty:
        """The duty that a report is of."""
        return self._duties[obligation.of]

    def title(self, office: Office, key: str, language: str, reader: Reader = PUBLIC) -> str:
        """What it is called, as far as the reader may know it; the key where the data lack it now."""
        found = self._find(office, key)
        return title(self.catalog, found, language, reader) if found else key

    def put_off_until(self, office: Office, key: str, wanted: date, today: date) -> date | None:
        """The working day on which it is spoken of again when it is put off to the wanted day: never past the last day
        on which it is surely in time, unless that is over. Not after `today` means that it cannot be put off; None
        that the data lack it now."""
        found = self._find(office, key)
        if found is None:
            return None
        days = self.telling_days(office)
        day = days.first_working_day_on_or_after(wanted)
        return day if today > found.due else min(day, advised_day(found.due, days))

    def _steps(
        self,
        due: date,
        kind: str,
        recurrence: str,
        about: date | None,
        off: frozenset[date],
        quiet: frozenset[int],
        duty: str,
    ) -> tuple[Step, ...]:
        calendar = self._calendar_without(off, quiet) if off or quiet else self.calendar
        rhythm = self._rhythms.of(kind, recurrence, duty)
        return steps(due, rhythm.not_before(about, due) if about else rhythm, calendar)

    def _find_duties(self, agency: str) -> tuple[Duty, ...]:
        """The duties that the agency has, as a member of a collective too."""
        reached = {who for who in self._addressed if self.catalog.reaches(who, {agency})}
        return tuple(duty for duty in self.catalog.duties if duty.who_agencies in reached)

    def _find(self, office: Office, key: str) -> Obligation | None:
        of, _, occurrence = key.rpartition(" ")
        if of in self.catalog.positions:
            task = self.catalog.task(of)
            recurs = task.period.recurring
            return of_task(self.catalog, task, int(occurrence)) if recurs else end_of(self.catalog, task, office.agency)
        duty = self._duties.get(of)
        years = _years(occurrence, office)
        found = (each for year in years for each in (of_duty(duty, year, office.events) if duty else ()))
        return next((each for each in found if each.occurrence == occurrence), None)


def _years(occurrence: str, office: Office) -> range:
    """The years in which the day of an occurrence can lie that is called so: the number of an event says none."""
    if not occurrence.startswith("e"):
        year = int(occurrence[:4])
        return range(year - 1, year + 2)
    days = [event.day.year for event in office.events]
    return range(min(days) - 1, max(days) + 2) if days else range(0)


@cache
def nothing_owed() -> Obligations:
    """For a program that reminds of nothing: no agency, no document."""
    directory = AgencyDirectory({}, (), {}, date.min)
    return Obligations(Catalog(Facts(directory, (), (), {}, (), (), (), (), {}, {}, {})), Calendar())
