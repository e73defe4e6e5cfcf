"""What a change would alter: the tasks whose answer or reminders would be others, before anybody confirms it."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.catalog.bits import positions_of
from knowledge.catalog.catalog import Catalog
from knowledge.catalog.facets import ROLES
from knowledge.catalog.readers import Reader, edition_for
from knowledge.current import Known
from knowledge.editing.finished import Finished, finished_by
from knowledge.last_days import last_day, own_days
from knowledge.obligations.office import Office
from knowledge.obligations.owed import every_agency
from knowledge.obligations.words import reads
from knowledge.questions.duties import plain_title
from knowledge.questions.wording import agency_name, day, shorten, task_name
from knowledge.texts import say

_MOST_AGENCIES = 3
_MOST_RECKONED = 20_000
"""Tasks of a catalog in which reminders are compared agency by agency."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A task or a report (by its id) with what becomes of it: who was reminded of it and is not any more, and who will
    be; `days`: those who will be on other days, and the `next` of these where that is another. `finished`: those whose
    last day is another and who have done it, with the day on which they did. `gone` and `new`: it is not there
    afterwards, or was not before."""

    id: str
    is_task: bool
    lost: tuple[str, ...] = ()
    won: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    next: date | None = None
    finished: tuple[tuple[str, date], ...] = ()
    gone: bool = False
    new: bool = False


def effect(before: Known, after: Known, today: date, finished: Finished) -> tuple[Affected, ...]:
    """What is reminded of otherwise first; each in the order of the documents, reports last. What is `finished` is
    reminded of neither before nor afterwards."""
    altered = set(_altered(before, after))
    years = _years(before, after, altered, today)
    was, will = (_reminded(known, years, today, finished) for known in (before, after))
    altered |= {of for of in {*was, *will} if was.get(of) != will.get(of)}
    order = {id_: at for at, id_ in enumerate(_ids(before, after))}
    found = [
        _affected(before, after, id_, was.get(id_, {}), will.get(id_, {}), finished)
        for id_ in sorted(altered, key=lambda each: order.get(each, len(order)))
    ]
    return tuple(sorted(found, key=lambda each: not (each.lost or each.won or each.days)))


def lines(found: tuple[Affected, ...], before: Known, after: Known, language: str, reader: Reader) -> list[str]:
    """One for each: what it is called, and what becomes of it, as far as the reader may know it before and after."""
    editions = [edition_for(known.catalog, reader) for known in (before, after)]
    return [_line(each, before, after, editions, language) for each in found]


def _line(each: Affected, before: Known, after: Known, editions: Sequence[Catalog], language: str) -> str:
    """Who is reminded of what is withheld says who has to do it."""
    there = [edition for edition in editions if _is_there(edition, each.id)]
    withheld = next((edition for edition in there if not reads(edition, each.id)), None)
    name = _name(each, withheld or there[-1], language)
    return f"- {name}" if withheld else f"- {name}{_what(each, before, after, language)}"


def _ids(before: Known, after: Known) -> Iterator[str]:
    for known in (before, after):
        yield from known.catalog.positions
    for known in (before, after):
        yield from (duty.id for duty in known.catalog.duties)


def _altered(before: Known, after: Known) -> Iterator[str]:
    """Of which an answer says something else: the thing itself, or whom it concerns."""
    old, new = ({task.id: task for task in known.catalog.tasks} for known in (before, after))
    yield from (id_ for id_ in {*old, *new} if old.get(id_) != new.get(id_))
    duties = [{duty.id: duty for duty in known.catalog.duties} for known in (before, after)]
    yield from (id_ for id_ in {*duties[0], *duties[1]} if duties[0].get(id_) != duties[1].get(id_))
    for agency in {*before.catalog.agencies, *after.catalog.agencies}:
        yield from _names_it(before, after, agency)
        yield from (id_ for id_, _, _ in _concerned(before, agency) ^ _concerned(after, agency))


def _names_it(before: Known, after: Known, agency: str) -> Iterator[str]:
    """The tasks that name an agency which is called otherwise."""
    was, now = (known.catalog.agencies.get(agency) for known in (before, after))
    if was and now and was.name != now.name:
        named = after.catalog.facets.named(ROLES[0], agency) | after.catalog.facets.named(ROLES[1], agency)
        yield from (after.catalog.tasks[at].id for at in positions_of(named))


def _concerned(known: Known, agency: str) -> set[tuple[str, str, bool]]:
    """The tasks that an answer about the agency lists without their naming it, with the role, and whether it is through
    a collective."""
    catalog = known.catalog
    if agency not in catalog.agencies:
        return set()
    sets = [(role, through, catalog.facets.reached if through else catalog.inherited)
            for role in ROLES for through in (True, False)]  # fmt: skip
    return {
        (catalog.tasks[at].id, role, through)
        for role, through, found in sets
        for at in positions_of(found(role, agency))
    }


Steps = tuple[date, ...]


def _years(before: Known, after: Known, altered: Container[str], today: date) -> list[int]:
    """This year and the next, and those in which what is altered ends: what is put off is reminded of then."""
    tasks = [task for known in (before, after) for task in known.catalog.tasks if task.id in altered]
    days = [day for task in tasks for day in (last_day(task), *own_days(task).values())]
    ends = {day.year for day in days if day and day >= today}
    return sorted({today.year, today.year + 1, *ends})


def _reminded(known: Known, years: Iterable[int], today: date, finished: Finished) -> dict[str, dict[str, Steps]]:
    """By task or duty and agency: the days on which what is owed in these years is reminded of."""
    found: dict[str, dict[str, Steps]] = {}
    if len(known.catalog.tasks) > _MOST_RECKONED:
        return found
    for agency in every_agency(known.catalog):
        office, done = Office(agency), finished.get(agency, {})
        for year in years:
            for owed in known.book.owed_by(office, year):
                days = tuple(step.day for step in known.book.steps(owed, office) if step.day >= today)
                if days and owed.kind in office.kinds and owed.obligation.key not in done:
                    of = found.setdefault(owed.obligation.of, {})
                    of[agency] = (*of.get(agency, ()), *days)
    return found


def _affected(
    before: Known, after: Known, id_: str, was: dict[str, Steps], will: dict[str, Steps], finished: Finished
) -> Affected:
    is_task = id_ in before.catalog.positions or id_ in after.catalog.positions
    old, new = (_is_there(known.catalog, id_) for known in (before, after))
    return Affected(
        id_,
        is_task,
        lost=tuple(each for each in was if each not in will),
        won=tuple(each for each in will if each not in was),
        days=tuple(each for each in will if each in was and was[each] != will[each]),
        next=min((min(will[each]) for each in will if each in was and min(was[each]) != min(will[each])), default=None),
        finished=finished_by(before.catalog, after.catalog, id_, finished),
        gone=old and not new,
        new=new and not old,
    )


def _is_there(catalog: Catalog, id_: str) -> bool:
    return id_ in catalog.positions or any(duty.id == id_ for duty in catalog.duties)


def _name(each: Affected, edition: Catalog, language: str) -> str:
    if each.is_task:
        return task_name(edition, edition.task(each.id), language)
    duty = next(duty for duty in edition.duties if duty.id == each.id)
    return say(language, "internal.report") if duty.withheld else shorten(plain_title(duty))


def _what(each: Affected, before: Known, after: Known, language: str) -> str:
    said = []
    if each.gone or each.new:
        said.append(say(language, "edit.gone" if each.gone else "edit.new"))
    for key, agencies, known in (("lost", each.lost, before), ("won", each.won, after), ("days", each.days, after)):
        if agencies:
            names = [agency_name(known.catalog.agencies[id_], language) for id_ in agencies[:_MOST_AGENCIES]]
            more = (
                [say(language, "edit.others", n=len(agencies) - _MOST_AGENCIES)]
                if len(agencies) > _MOST_AGENCIES
                else []
            )
            said.append(say(language, f"edit.{key}", names=", ".join([*names, *more])))
    if each.next:
        said.append(say(language, "edit.next", day=day(each.next, language)))
    for agency, done_on in each.finished[:_MOST_AGENCIES]:
        name = agency_name(after.catalog.agencies[agency], language)
        said.append(say(language, "edit.finished", agency=name, day=day(done_on, language)))
    return f": {'; '.join(said)}" if said else ""
