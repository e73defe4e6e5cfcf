"""The calendar of an agency: the last days of what it owes and its reminders, for the coming twelve months.

It is pushed to whoever holds its address: what is internal is in it as it is in a reminder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from knowledge.obligations.ahead import Coming, Told, coming, last_days
from knowledge.obligations.book import Obligations
from knowledge.obligations.calendar_file import Entry, calendar_file
from knowledge.obligations.line import place
from knowledge.obligations.owed import Owed
from knowledge.obligations.why import why
from knowledge.obligations.words import is_internal, title
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import agency_name, day, weekday
from knowledge.texts import say

LENGTH = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class AgencyCalendar:
    """The year from `first` on, a day in Viet Nam: what has its `last_days` then, and the reminders that are `coming`,
    each in the order of days."""

    book: Obligations
    to: Told
    first: date
    last_days: tuple[Owed, ...]
    coming: tuple[Coming, ...]

    @property
    def last(self) -> date:
        """The last day that is in it."""
        return self.first + LENGTH

    def __bool__(self) -> bool:
        return bool(self.last_days or self.coming)

    def name(self, language: str) -> str:
        """How calendar programs call it."""
        return say(language, "calendar.name", agency=agency_name(self.book.catalog.agencies[self._agency], language))

    def file(self, language: str) -> bytes:
        """For calendar programs; the same on the whole first day, as long as nothing is changed."""
        written = datetime.combine(self.first, time(), VIET_NAM)
        return calendar_file(self._entries(language), written, self.name(language))

    @property
    def _agency(self) -> str:
        return self.to.office.agency

    def _entries(self, language: str) -> Iterator[Entry]:
        for owed in self.last_days:
            yield Entry(
                f"{self._agency} {owed.obligation.key} due",
                owed.obligation.due,
                say(language, "calendar.deadline", title=title(self.book.catalog, owed.obligation, language)),
                "\n".join(self._about(owed, language)),
                self._categories("deadline", owed, language),
            )
        for each in self.coming:
            owed = each.reminder.owed
            yield Entry(
                each.reminder.key,
                each.at,
                say(language, "calendar.reminder", title=title(self.book.catalog, owed.obligation, language)),
                "\n".join(self._why(each, language)),
                self._categories("reminder", owed, language),
            )

    def _about(self, owed: Owed, language: str) -> Iterator[str]:
        yield from self._place(owed, language)
        advised = self.book.advised_day(owed.obligation, self.to.office)
        if advised != owed.obligation.due:
            yield say(language, "calendar.advised", day=weekday(advised, language))
        if owed.obligation.assumed:
            yield say(language, "calendar.assumed", due=day(owed.obligation.due, language))

    def _why(self, each: Coming, language: str) -> Iterator[str]:
        yield why(self.book, self.to.office, each.reminder, language)
        yield from self._place(each.reminder.owed, language)

    def _place(self, owed: Owed, language: str) -> Iterator[str]:
        """An internal report is called by its place already."""
        if found := place(self.book, owed.obligation, language):
            yield found

    def _categories(self, what: str, owed: Owed, language: str) -> tuple[str, ...]:
        """What it is, and in which role the agency has it, unless that is internal."""
        kind = () if is_internal(self.book.catalog, owed.obligation) else (say(language, f"calendar.kind_{owed.kind}"),)
        return say(language, f"calendar.is_{what}"), *kind


def agency_calendar(book: Obligations, to: Told, today: date, hour: time) -> AgencyCalendar:
    """The calendar from today on. `hour` is that of the settings from which reminders are said."""
    last = today + LENGTH
    reminders = coming(book, [to], today, last, hour)
    return AgencyCalendar(book, to, today, tuple(last_days(book, to, today, last)), tuple(reminders))
