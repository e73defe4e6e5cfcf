"""What publishing would do: which agencies get which tasks that they did not have, and what would be reminded of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from knowledge.in_force import COORDINATE, LEAD, column
from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import of_task
from knowledge.obligations.office import Office
from knowledge.obligations.owed import Owed
from knowledge.records import Period


@dataclass(frozen=True, slots=True)
class Effect:
    """`given`: for each agency (id) how many tasks it gets, the most first. `dated` tasks end on a day that is still
    ahead, `recurring` ones are owed each year: of both it is reminded. `past`: their time is over; `undated`: no day
    follows from what is written. `first` is the first reminder, None where there will be none."""

    given: tuple[tuple[str, int], ...]
    tasks: int
    dated: int
    recurring: int
    past: int
    undated: int
    first: date | None


def effect(before: Obligations, after: Obligations, symbol: str, today: date) -> Effect:
    """From what is owed now to what would be owed, by the document with this symbol."""
    tasks = [task for task in after.catalog.tasks if task.document == symbol]
    had = _had(before, symbol)
    new = {agency: len(ids - had.get(agency, set())) for agency, ids in _had(after, symbol).items()}
    given = sorted(((agency, n) for agency, n in new.items() if n), key=lambda each: -each[1])
    kinds = Counter(reckoning(task.period, today) for task in tasks)
    return Effect(
        given=tuple(given),
        tasks=len(tasks),
        dated=kinds["dated"],
        recurring=kinds["recurring"],
        past=kinds["past"],
        undated=kinds["undated"],
        first=_first(after, [agency for agency, _ in given], symbol, today),
    )


def _had(book: Obligations, symbol: str) -> dict[str, set[str]]:
    """Which tasks of the document each agency leads or coordinates, named or through whom it carries on for."""
    found: dict[str, set[str]] = {}
    for task in book.catalog.tasks:
        if task.document == symbol:
            for agency in {*column(task, LEAD).named, *column(task, COORDINATE).named}:
                found.setdefault(_heir(book, agency), set()).add(task.id)
    return found


def _heir(book: Obligations, agency: str) -> str:
    """Who does its work now."""
    seen = {agency}
    while (after := next((s for s in book.catalog.agencies[agency].successions if s.main), None)) is not None:
        if after.successor in seen:
            break
        agency = after.successor
        seen.add(agency)
    return agency


def reckoning(period: Period, today: date) -> str:
    """What becomes of a period: "dated", "recurring", "past" or "undated", as in `Effect`."""
    if period.recurring:
        return "past" if period.last_year and period.last_year < today.year else "recurring"
    if period.last_year is None:
        return "undated"
    return "dated" if (period.due or date(period.last_year, 12, 31)) >= today else "past"


def _first(book: Obligations, agencies: Iterable[str], symbol: str, today: date) -> date | None:
    last = max(
        (task.period.last_year or today.year for task in book.catalog.tasks if task.document == symbol), default=0
    )
    years = range(today.year, min(max(last, today.year), today.year + 2) + 1)
    days = (
        step.day
        for agency in agencies
        for office in (Office(agency),)
        for year in years
        for owed in book.owed_by(office, year)
        if _is_of(book, owed, symbol, year)
        for step in book.steps(owed, office)
        if step.day >= today
    )
    return min(days, default=None)


def _is_of(book: Obligations, owed: Owed, symbol: str, year: int) -> bool:
    task = book.catalog.positions.get(owed.obligation.of)
    if task is None or owed.role == "report" or book.catalog.tasks[task].document != symbol:
        return False
    return of_task(book.catalog, book.catalog.tasks[task], year) is not None
