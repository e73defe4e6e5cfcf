"""Made-up programmes, calendars, rhythms and wishes: few things each, in every shape that the data may take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import chain, combinations
from typing import Any

from hypothesis import strategies as st

from knowledge.catalog.catalog import Catalog
from knowledge.memory.wishes import Wishes
from knowledge.obligations.book import Obligations
from knowledge.obligations.office import KINDS, UNASKED
from knowledge.obligations.steps import Rhythm, Rhythms
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_tables import Collective, Undetermined
from knowledge.reading.facts import Facts
from knowledge.records import Agency, AgencyColumn, Document, Duty, Period, Succession, Task
from knowledge.working_days import Calendar, SpecialDay
from tests.questions.asking import real_catalog

AGENCIES = ("bo-a", "bo-b", "bo-c")
"""Two that carry on the work of one that has ended, and one more; all three are ministries."""
_OLD, _SPLIT, _ALL, _BY_ALL = "bo-cu", "bo-tach", "cac-bo", "các bộ"
EVENTS = ("Hội nghị", "Triển lãm")
BEGIN = date(2026, 9, 1)
_DAYS = 250
"""A history begins on one of so many days."""

days = st.integers(0, _DAYS).map(lambda n: BEGIN + timedelta(days=n))
soon = st.integers(1, 20)


def directory() -> AgencyDirectory:
    since = date(2025, 3, 1)
    known = [Agency(id_, f"Bộ {id_[-1].upper()}", f"Ministry {id_[-1].upper()}", "ministry") for id_ in AGENCIES]
    known += [
        Agency(_OLD, "Bộ Cũ", "Old Ministry", "ministry", status="dissolved",
               successions=(Succession("bo-a", since, "Nghị quyết", "high"),)),
        Agency(_SPLIT, "Bộ Tách", "Split Ministry", "ministry", status="dissolved"),
        Agency(_ALL, "Các bộ", "Ministries", "group"),
    ]  # fmt: skip
    doubts = {f"CT-1 {n}": Undetermined(f"CT-1 {n}", _SPLIT, ("bo-a", "bo-b"), "chưa rõ", "unclear") for n in (1, 2)}
    together = Collective(_ALL, (_BY_ALL,), frozenset({"ministry"}))
    return AgencyDirectory({agency.id: agency for agency in known}, (together,), doubts, since)


def document(id_: str, first: int, last: int, *, over: bool = False) -> Document:
    plain = real_catalog().documents["47/NQ-CP"]
    return replace(plain, id=id_, symbol=id_, short_name=id_, short_name_en=id_, names=(), first_year=first,
                   last_year=last, over=over)  # fmt: skip


DOCUMENTS = (
    document("CT-1", 2024, 2030),
    document("CT-2", 2025, 2027),
    document("CT-3", 2016, 2026),
    document("CT-4", 2024, 2030, over=True),
)


def some(of: Sequence[str], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from(tuple(chain.from_iterable(combinations(of, n) for n in range(most + 1))))


leads = st.builds(AgencyColumn, some((*AGENCIES, _OLD, _SPLIT)), some((_BY_ALL,), 1))
coordinators = st.builds(AgencyColumn, some(AGENCIES), st.just(()))
periods = st.one_of(
    st.builds(lambda last, long: Period(f"{last - long} - {last}", last - long, last, False),
              st.sampled_from([2026, 2027, 2026, 2025, 2028]), st.integers(0, 3)),
    st.builds(lambda first, last: Period("Hằng năm", first, last, True),
              st.sampled_from([None, 2024, 2027]), st.sampled_from([None, 2026, 2028])),
)  # fmt: skip


@st.composite
def tasks(draw: st.DrawFn) -> tuple[Task, ...]:
    numbered = st.sampled_from([(document, n) for document in DOCUMENTS for n in (1, 2, 3)])
    named = draw(st.lists(numbered, min_size=3, max_size=7, unique=True))
    return tuple(
        Task(
            document.id, str(n), f"Việc {document.id} {n}", "1", "Nhóm", draw(leads), draw(coordinators), draw(periods)
        )
        for document, n in named
    )


month_days = st.dates(date(2027, 1, 1), date(2027, 12, 31)).map(lambda day: f"{day:%m-%d}")
_RHYTHMS: dict[str, Callable[[], st.SearchStrategy[dict[str, Any]]]] = {
    "once": lambda: days.map(lambda day: {"day": day}),
    "yearly": lambda: month_days.map(lambda day: {"month_days": (day,)}),
    "half-yearly": lambda: st.lists(month_days, min_size=2, max_size=2).map(lambda d: {"month_days": tuple(d)}),
    "quarterly": lambda: st.lists(month_days, min_size=4, max_size=4).map(lambda d: {"month_days": tuple(d)}),
    "monthly": lambda: st.integers(1, 31).map(lambda day: {"month_day": day}),
    "weekly": lambda: st.integers(1, 7).map(lambda day: {"weekday": day}),
    "event": lambda: st.fixed_dictionaries({"event": st.sampled_from(EVENTS), "event_days": st.integers(-20, 40)}),
    "periodic": lambda: st.just({}),
}


_WHO = (("bo-a",), ("bo-b",), (_ALL,), ("bo-a", "bo-c"))


@st.composite
def duties(draw: st.DrawFn) -> tuple[Duty, ...]:
    plain = replace(real_catalog().duties[0], recurrence="periodic", document="", quote="", to_agencies=(),
                    state="live")  # fmt: skip
    found = []
    for n in draw(st.lists(st.integers(1, 4), min_size=2, max_size=4, unique=True)):
        recurrence = draw(st.sampled_from(("monthly", "weekly", *_RHYTHMS)))
        found.append(
            replace(plain, id=f"bao-cao-{n}", title=f"Báo cáo {n}", title_en=f"Report {n}", recurrence=recurrence,
                    who_agencies=draw(st.sampled_from(_WHO)), exclusive=draw(st.booleans()),
                    closing_day=draw(st.sampled_from([0, 14])),
                    state=draw(st.sampled_from(["live", "live", "live", "historical"])),
                    **draw(_RHYTHMS[recurrence]()))
        )  # fmt: skip
    return tuple(found)


@st.composite
def catalogs(draw: st.DrawFn) -> Catalog:
    nothing: dict[str, Any] = {"draft_tasks": {}, "labels": {}, "synonyms": {}, "sources": {}}
    found = draw(tasks())
    return Catalog(Facts(directory(), DOCUMENTS, found, provisions=(), duties=draw(duties()), related=(),
                         corrections=(), **nothing))  # fmt: skip


calendars = st.lists(st.tuples(days, st.booleans()), max_size=12, unique_by=lambda pair: pair[0]).map(
    lambda pairs: Calendar(SpecialDay(day, working, True, "", "", "") for day, working in pairs)
)
_before = st.lists(st.integers(0, 90), max_size=6, unique=True).map(tuple)
_rhythms = st.builds(
    Rhythm,
    before=_before,
    after=st.lists(st.integers(1, 10), max_size=3, unique=True).map(tuple),
    weekly=st.integers(0, 9),
)
rhythms = st.one_of(
    st.just(Rhythms()),
    st.builds(Rhythms, lead=_rhythms, coordinate=st.builds(Rhythm, before=_before), report=_rhythms),
)


@dataclass(frozen=True, repr=False)
class Setting:
    """What the program is started with."""

    catalog: Catalog
    calendar: Calendar
    rhythms: Rhythms

    def __repr__(self) -> str:
        """What a history that broke a rule is shown with."""
        lines = [f"{each.id} {each.lead} {each.coordinate} {each.period}" for each in self.catalog.tasks]
        lines += [
            f"{each.id} {each.recurrence} {each.who_agencies} {each.state} exclusive={each.exclusive} {each.day}"
            f" {each.month_days} {each.month_day} {each.weekday} {each.event} {each.event_days}"
            for each in self.catalog.duties
        ]
        return "\n  ".join(["Setting", *lines, str(self.rhythms), str(self.calendar._special.keys())])

    def book(self) -> Obligations:
        return Obligations(self.catalog, self.calendar, self.rhythms)


programmes = st.builds(Setting, catalogs(), calendars, rhythms)
_HOURS = ((None, None), (time(10), None), (None, time(11)), (time(14), time(15, 30)), (time(6), time(22)))


@st.composite
def wished(draw: st.DrawFn, today: date) -> Wishes:
    first, last = draw(st.sampled_from(_HOURS))
    quiet = draw(st.sampled_from([frozenset(), draw(st.frozensets(st.integers(0, 6), max_size=3))]))
    kinds = draw(st.sampled_from([UNASKED, frozenset(KINDS), draw(st.frozensets(st.sampled_from(KINDS), min_size=2))]))
    pause = draw(st.sampled_from([None, None, None, 1, 2, 5, 15]))
    return Wishes(first, last, quiet, kinds, today + timedelta(days=pause) if pause else None)
