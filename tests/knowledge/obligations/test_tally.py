"""The four official numbers add up, whatever was done when."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.obligations.tally import Tally, given_to, tally
from tests.knowledge.obligations.books import book

days = st.dates(date(2024, 1, 1), date(2031, 12, 31))
SINCE, UNTIL = date(2026, 1, 1), date(2026, 11, 30)


def owed(due: date, key: str = "47/NQ-CP 2.6") -> Obligation:
    return Obligation("task", key, "2026", due)


@given(st.lists(st.tuples(days, st.none() | days), max_size=20), days, st.integers(0, 800))
def test_what_is_given_is_done_or_under_way_and_what_is_due_is_done_or_overdue_or_done_before_its_day(
    cases: list[tuple[date, date | None]], since: date, length: int
) -> None:
    until = since + timedelta(days=length)
    given_ = [owed(due, f"x {n}") for n, (due, _) in enumerate(cases)]
    done = {each.key: day for each, (_, day) in zip(given_, cases, strict=True) if day}
    found = tally(given_, done, since, until)
    assert found.given == found.done + found.under_way
    assert found.given == len([each for each in given_ if not done.get(each.key, until) < since])
    assert found.overdue <= found.due <= found.given
    assert found.due - found.overdue <= found.done


def test_in_time_is_until_the_last_day_and_overdue_begins_after_it() -> None:
    due = date(2026, 11, 29)
    assert tally([owed(due)], {"47/NQ-CP 2.6 2026": due}, SINCE, UNTIL) == Tally(due=1, on_time=1)
    assert tally([owed(due)], {"47/NQ-CP 2.6 2026": due + timedelta(days=1)}, SINCE, UNTIL) == Tally(due=1, late=1)
    assert tally([owed(due)], {}, SINCE, due - timedelta(days=1)) == Tally(within=1)
    assert tally([owed(due)], {}, SINCE, due) == Tally(due=1, overdue=1)


def test_what_was_done_before_the_time_is_not_in_it_and_what_is_done_after_it_is_under_way() -> None:
    due = date(2026, 12, 31)
    assert tally([owed(due)], {"47/NQ-CP 2.6 2026": date(2025, 12, 31)}, SINCE, UNTIL) == Tally()
    assert tally([owed(due)], {"47/NQ-CP 2.6 2026": date(2026, 12, 1)}, SINCE, UNTIL) == Tally(within=1)


def test_an_agency_is_given_the_tasks_it_leads_and_the_reports_of_the_year_regular_ones_apart() -> None:
    """Bộ Ngoại giao: 2.6 (to 2026), 3.5, 3.6, 4.3 (to 2030), reports of Thông tư 02/2019 and Nghị định 244/2026."""
    found = given_to(book(), Office("bng"), 2026)
    assert {each.of.removeprefix("47/NQ-CP ") for each in found.ending} == {
        "2.6", "3.5", "3.6", "4.3", "tt02-bao-cao-nam", "nd244-phat-ngon",
    }  # fmt: skip
    assert found.regular == 1
    assert given_to(book(), Office("bng"), 2031).regular == 0
