"""How a task stands is reckoned from what agencies recorded and the day: nobody types a status."""

from datetime import date

import pytest

from knowledge.progress.records import NOTHING, Asked, Done, Note, Records
from knowledge.progress.sets import WANTED, counted, standing_so
from knowledge.progress.standing import Standing, standing
from knowledge.progress.status import status_of
from tests.questions.asking import real_catalog

TODAY = date(2026, 11, 22)
DUE = date(2026, 12, 31)
EARLIER = date(2026, 12, 20)
NQ = "47/NQ-CP"


def stands(number: str, records: Records, today: date = TODAY, document: str = NQ) -> Standing:
    catalog = real_catalog()
    return standing(catalog, catalog.task(f"{document} {number}"), records, today)


def done(agency: str, number: str, on: date = EARLIER, year: int = 2026) -> Done:
    return Done(agency, f"{NQ} {number} {year}", on)


@pytest.mark.parametrize(("done_on", "today", "reported", "status"), [
    (DUE, DUE, False, "on_time"),
    (date(2027, 1, 1), date(2027, 2, 1), True, "late"),
    (None, DUE, True, "within"),
    (None, date(2027, 1, 1), True, "overdue"),
    (None, DUE, False, "unreported"),
    (None, date(2027, 1, 1), False, "unreported"),
])  # fmt: skip
def test_the_status_follows_from_the_last_day_the_day_it_was_done_and_whether_anything_was_said(
    done_on: date | None, today: date, reported: bool, status: str
) -> None:
    assert status_of(DUE, done_on, today, reported=reported) == status


def test_a_task_that_recurs_is_regular_and_one_of_a_programme_that_is_over_is_historical_whatever_is_recorded() -> None:
    records = Records.of([done("bng", "5.6")], [Note("bng", f"{NQ} 5.6", TODAY, 50)])
    assert stands("5.6", records).status == "regular"
    over = next(task for task in real_catalog().tasks if task.document == "1486/QĐ-TTg")
    assert stands(over.number, Records.of(), document=over.document).status == "historical"


def test_of_a_recurring_task_only_what_was_done_this_year_counts() -> None:
    assert stands("5.6", Records.of([done("bng", "5.6", year=2025)])).parts[0].done is None
    assert stands("5.6", Records.of([done("bng", "5.6")])).parts[0].done is not None


def test_who_carries_on_the_work_of_an_agency_answers_for_its_part() -> None:
    how = stands("2.4", Records.of([Done("bvhttdl", f"{NQ} 2.4 2024", date(2024, 12, 30))]))
    assert (how.status, how.parts[0].named, how.parts[0].agency) == ("on_time", "btttt", "bvhttdl")
    assert how.of("btttt") is how.of("bvhttdl") is how.parts[0]


def test_each_of_several_leading_agencies_has_its_own_part_and_the_whole_is_done_when_all_are() -> None:
    leads = ("bng", "bqp", "bca")
    two = [done(agency, "4.3", year=2030) for agency in leads[:2]]
    how = stands("4.3", Records.of(two, [Note("bca", f"{NQ} 4.3", TODAY, 40)]))
    assert [part.status for part in how.parts] == ["on_time", "on_time", "within"]
    assert (how.status, how.percent) == ("within", 80)
    late = Done("bca", f"{NQ} 4.3 2030", date(2031, 1, 5))
    assert stands("4.3", Records.of([*two, late]), date(2030, 12, 31)).status == "late"


def test_who_only_helps_is_shown_and_makes_nothing_of_the_whole() -> None:
    how = stands("2.8", Records.of([done("bng", "2.8", year=2025)]))
    assert [(part.agency, part.role) for part in how.parts] == [("bvhttdl", "lead"), ("bng", "coordinate")]
    assert how.status == "unreported"


def test_what_all_of_a_collective_lead_is_under_way_until_every_one_of_them_is_done() -> None:
    one = stands("5.3", Records.of([done("bng", "5.3", year=2024)]))
    assert (one.status, one.percent) == ("overdue", None)
    assert one.members > 40
    catalog = real_catalog()
    members = [
        id_ for id_ in catalog.agencies if catalog.facets.reached("lead", id_) >> catalog.positions[one.task.id] & 1
    ]
    everybody = Records.of([done(id_, "5.3", date(2024, 6, 1), 2024) for id_ in members])
    assert stands("5.3", everybody).status == "on_time"


def test_a_request_for_more_time_is_shown_and_is_no_report() -> None:
    how = stands("2.6", Records.of(asked=[Asked("bng", f"{NQ} 2.6", date(2027, 6, 30), "chờ Luật")]))
    assert how.status == "unreported"
    assert how.parts[0].asked is not None


@pytest.mark.parametrize("today", [TODAY, date(2027, 1, 5), date(2031, 1, 5)])
def test_sets_and_counts_say_of_every_task_what_its_standing_says(today: date) -> None:
    catalog = real_catalog()
    records = Records.of(
        [done("bng", "2.6"), done("bvhttdl", "2.8", date(2026, 1, 2), 2025), done("bng", "4.3", year=2030)],
        [Note("bng", f"{NQ} 3.5", TODAY, 60), Note("btc", f"{NQ} 3.11", TODAY)],
    )
    live = catalog.in_force(today.year)
    tasks = [task for at, task in enumerate(catalog.tasks) if live >> at & 1]
    each = {task.id: standing(catalog, task, records, today).status for task in tasks}
    for wanted, statuses in WANTED.items():
        bits = standing_so(catalog, records, statuses, (), today) & live
        found = {task.id for at, task in enumerate(catalog.tasks) if bits >> at & 1}
        assert found == {id_ for id_, status in each.items() if status in statuses}, wanted
    counts = counted(catalog, records, catalog.facets.all, (), today)
    assert counts["historical"] == len(catalog.tasks) - len(tasks)
    assert {status: n for status, n in counts.items() if n and status != "historical"} == {
        status: list(each.values()).count(status) for status in set(each.values())
    }


def test_where_nothing_is_recorded_nothing_is_finished() -> None:
    catalog = real_catalog()
    assert standing_so(catalog, NOTHING, WANTED["finished"], (), TODAY) == 0
