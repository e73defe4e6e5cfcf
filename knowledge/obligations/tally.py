"""The four numbers by which work that was given is accounted for: given, due, done (in time or late), under way (in
time or late). What nobody has recorded as done is under way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office


@dataclass(frozen=True, slots=True)
class Tally:
    """`due`: of all, those whose last day has come. Of those done, `on_time` were by the last day and `late` after it;
    of those under way, `within` have a last day ahead and `overdue` do not."""

    due: int = 0
    on_time: int = 0
    late: int = 0
    within: int = 0
    overdue: int = 0

    @property
    def given(self) -> int:
        """All of it: what is done and what is under way."""
        return self.done + self.under_way

    @property
    def done(self) -> int:
        return self.on_time + self.late

    @property
    def under_way(self) -> int:
        return self.within + self.overdue

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.due + other.due,
            self.on_time + other.on_time,
            self.late + other.late,
            self.within + other.within,
            self.overdue + other.overdue,
        )


@dataclass(frozen=True, slots=True)
class Given:
    """What an agency has to do: what ends, and how many tasks have no end of their own (they recur, or the document
    names no time), which are counted apart and never late."""

    ending: tuple[Obligation, ...]
    regular: int


def given_to(book: Obligations, office: Office, year: int) -> Given:
    """Tasks that the agency leads, of the programmes in force in this year, and its reports with a last day in it."""
    reports = (each.obligation for at in (year, year + 1) for each in book.owed_by(office, at) if each.role == "report")
    return Given(
        (*_tasks(book, office, year), *(each for each in reports if each.due.year == year)),
        sum(_leads_each_year(book, office, year)),
    )


def tally(given: Iterable[Obligation], done: Mapping[str, date], since: date, until: date) -> Tally:
    """As it stands at the end of the day `until`, for the time from `since` on: what was done before that is not in it.
    `done` says on which day, by the keys of obligations."""
    return sum((_one(each, done.get(each.key), since, until) for each in given), Tally())


def _one(owed: Obligation, done_on: date | None, since: date, until: date) -> Tally:
    if done_on and done_on < since:
        return Tally()
    due = int(owed.due <= until)
    if done_on and done_on <= until:
        return Tally(due, on_time=1) if done_on <= owed.due else Tally(due, late=1)
    return Tally(due, overdue=1) if due else Tally(within=1)


def _tasks(book: Obligations, office: Office, year: int) -> Iterable[Obligation]:
    catalog = book.catalog
    for last_year in catalog.facets.last_years:
        for owed in book.tasks_of_year(last_year).of(office.agency):
            found = owed.obligation
            if (
                owed.role == "lead"
                and found.kind == "task"
                and not catalog.is_over(catalog.task(found.of).document, year)
            ):
                yield found


def _leads_each_year(book: Obligations, office: Office, year: int) -> Iterable[bool]:
    return (owed.role == "lead" and owed.obligation.kind == "recurring" for owed in book.owed_by(office, year))
