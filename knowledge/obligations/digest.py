"""The week of an agency in one message: what is due soon, what is past its period, what was done."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import LEAD
from knowledge.messages import Button, Reply
from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.obligations.words import title
from knowledge.questions.query import TASKS, Filters, Party, Query
from knowledge.questions.wording import action, agency_name, day, days_left, weekday
from knowledge.texts import say

SOON = timedelta(days=30)
_STILL_OWED = timedelta(days=70)
"""For so long after its day something is named, as long as reminders of it are."""
_FIRST_WEEK = 7
_MOST_LINES = 10


@dataclass(frozen=True, slots=True)
class Week:
    """Obligations in the order of their last days: due within thirty days, past their day and not done, given to all
    agencies together and due within thirty days; the keys of those done in the last week; how many tasks are past their
    period for longer. These alone are spoken of in the first week of a month only: nobody reads each Monday the list
    that was there the Monday before."""

    soon: tuple[Obligation, ...]
    past: tuple[Obligation, ...]
    shared: tuple[Obligation, ...]
    done: tuple[str, ...]
    older: int = 0
    is_first: bool = False

    def __bool__(self) -> bool:
        return bool(self.soon or self.past or self.shared or self.done or (self.older and self.is_first))


def week_of(
    book: Obligations, office: Office, today: date, done: Container[str], done_last_week: Iterable[str]
) -> Week:
    """What there is to say of the agency; a week with nothing in it is false."""
    catalog = book.catalog
    years = range(_first_year(catalog, today), (today + SOON).year + 1)
    owed = [each for year in years for each in book.owed_by(office, year) if each.obligation.key not in done]
    own = [each.obligation for each in owed if _is_own(each) and not _is_over(catalog, each.obligation, today)]
    given_to_all = (each for year in years for each in book.tasks_of_year(year).led_by_all(office.agency))
    shared = [each for each in given_to_all if each.key not in done]
    return Week(
        soon=_in_order(each for each in own if today <= each.due <= today + SOON),
        past=_in_order(each for each in own if today - _STILL_OWED <= each.due < today),
        shared=_in_order(each for each in shared if today <= each.due <= today + SOON and each.kind == "task"),
        done=tuple(done_last_week),
        older=sum(each.kind == "task" and each.due < today - _STILL_OWED for each in own),
        is_first=today.day <= _FIRST_WEEK,
    )


def compose_week(book: Obligations, office: Office, week: Week, today: date, language: str = "vi") -> Reply:
    """The week as a message, each part with at most ten lines."""
    catalog = book.catalog
    name = agency_name(catalog.agencies[office.agency], language)
    lines = [say(language, "week.head", agency=name, day=day(today, language))]
    lines += _part("soon", (_soon(book, office, each, today, language) for each in week.soon), language)
    lines += _part("past", (_past(catalog, each, language) for each in week.past), language)
    lines += _part("shared", (_soon(book, office, each, today, language) for each in week.shared), language)
    lines += _part("done", (f"- {book.title(office, key, language)}" for key in week.done), language)
    if not week.older:
        return Reply("\n".join(lines), language=language)
    overdue = Query(TASKS, (Party(office.agency, LEAD),), filters=Filters(overdue=True), language=language)
    lines += ["", say(language, "week.older", n=week.older)]
    return Reply("\n".join(lines), (Button(say(language, "week.show_older"), action(overdue)),), language)


def _part(name: str, lines: Iterable[str], language: str) -> list[str]:
    shown = list(lines)
    if not shown:
        return []
    more = [say(language, "week.more", n=len(shown) - _MOST_LINES)] if len(shown) > _MOST_LINES else []
    return ["", say(language, f"week.{name}", n=len(shown)), *shown[:_MOST_LINES], *more]


def _soon(book: Obligations, office: Office, owed: Obligation, today: date, language: str) -> str:
    """Its last day, and the day on which it is surely in time where that is another one."""
    advised, left = book.advised_day(owed, office), days_left(owed.due, today, language)
    line = {"title": title(book.catalog, owed, language), "day": weekday(owed.due, language), "left": left}
    if advised == owed.due:
        return say(language, "calendar.line", **line)
    return say(language, "calendar.line_advised", advised=weekday(advised, language), **line)


def _past(catalog: Catalog, owed: Obligation, language: str) -> str:
    return f"- {title(catalog, owed, language)} · {day(owed.due, language)}"


def _is_own(owed: Owed) -> bool:
    return owed.role in ("lead", "report") and owed.obligation.kind != "recurring"


def _in_order(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    return tuple(sorted(obligations, key=lambda each: (each.due, each.key)))


def _first_year(catalog: Catalog, today: date) -> int:
    """Of the programmes that are not over: before it nothing that is still spoken of can have been due."""
    known = (catalog.documents[id_].first_year for id_ in catalog.documents_in_force(today.year))
    return min((year for year in known if year), default=today.year - 1)


def _is_over(catalog: Catalog, owed: Obligation, today: date) -> bool:
    """Whether it is of a programme that has ended by now."""
    return owed.kind != "report" and catalog.is_over(catalog.task(owed.of).document, today.year)
