"""How often a duty is due, and for which period: with the days that a text can name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.occurrences import Event, after_event, figures, next_occurrence, occurrences
from knowledge.questions.duties import period_name
from knowledge.records import Duty
from tests.questions.asking import real_catalog

YEARLY = next(duty for duty in real_catalog().duties if duty.id == "nd244-phat-ngon")


def duty(recurrence: str, **fields: object) -> Duty:
    plain = replace(YEARLY, recurrence=recurrence, month_days=(), closing_day=0, exclusive=False)
    return replace(plain, **fields)  # type: ignore[arg-type]


HALVES = duty("half-yearly", month_days=("06-20", "12-20"))
QUARTERS = duty("quarterly", month_days=("04-05", "07-05", "10-05", "01-05"), closing_day=14)
MONTHS = duty("monthly", month_day=31)
WEEKS = duty("weekly", weekday=5)
AFTER_EVENT = duty("event", event="Hội nghị", event_days=15)


def names(of: Duty, year: int) -> dict[str, date]:
    return {each.name: each.last for each in occurrences(of, year)}


def test_a_half_yearly_report_is_due_twice_a_year() -> None:
    assert names(HALVES, 2026) == {"2026-H1": date(2026, 6, 20), "2026-H2": date(2026, 12, 20)}


def test_a_report_of_the_last_quarter_that_is_due_in_january_is_that_of_the_year_before() -> None:
    assert names(QUARTERS, 2027) == {
        "2026-Q4": date(2027, 1, 5),
        "2027-Q1": date(2027, 4, 5),
        "2027-Q2": date(2027, 7, 5),
        "2027-Q3": date(2027, 10, 5),
    }


def test_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert names(MONTHS, 2028)["2028-02"] == date(2028, 2, 29)
    assert len(names(MONTHS, 2027)) == 12


def test_a_weekly_report_is_due_on_its_weekday() -> None:
    found = occurrences(WEEKS, 2026)
    assert {each.last.isoweekday() for each in found} == {5}
    assert len({each.name for each in found}) == len(found) == 52
    assert found[0].name == "2026-W01"


def test_days_after_an_event_are_counted_from_the_day_after_it() -> None:
    """Bộ luật Dân sự 2015, Điều 147: the first day is not counted."""
    event = Event(7, "bng", "Hội nghị", "Hội nghị ngoại giao", date(2026, 12, 20))
    after = after_event(AFTER_EVENT, event)
    assert after is not None
    assert (after.name, after.last) == ("e7", date(2027, 1, 4))
    assert after_event(AFTER_EVENT, replace(event, kind="Triển lãm")) is None


def test_before_a_day_is_the_day_before_in_every_rhythm() -> None:
    for one in (HALVES, QUARTERS, MONTHS, WEEKS):
        for inclusive, strict in zip(
            occurrences(one, 2027), occurrences(replace(one, exclusive=True), 2027), strict=True
        ):
            assert strict.last == inclusive.last - timedelta(days=1)


@pytest.mark.parametrize(("of", "last", "first_day", "last_day"), [
    (YEARLY, date(2026, 12, 19), date(2025, 12, 15), date(2026, 12, 14)),  # Nghị định 244/2026/NĐ-CP, Điều 10 khoản 2
    (QUARTERS, date(2026, 7, 5), date(2026, 3, 15), date(2026, 6, 14)),
    (duty("half-yearly", month_days=HALVES.month_days, closing_day=14), date(2026, 6, 20), date(2025, 12, 15),
     date(2026, 6, 14)),
    (duty("monthly", month_day=20, closing_day=14), date(2026, 3, 20), date(2026, 2, 15), date(2026, 3, 14)),
])  # fmt: skip
def test_figures_are_those_of_the_last_period_that_has_closed(
    of: Duty, last: date, first_day: date, last_day: date
) -> None:
    assert figures(of, last) == (first_day, last_day)


def test_the_period_is_named_where_a_year_has_several() -> None:
    found = {each.name: period_name(each, QUARTERS, "vi") for each in occurrences(QUARTERS, 2027)}
    assert found["2026-Q4"] == "quý IV/2026"
    assert period_name(occurrences(HALVES, 2026)[0], HALVES, "vi") == "6 tháng đầu năm 2026"
    assert period_name(occurrences(MONTHS, 2026)[0], MONTHS, "en") == "due 31 January 2026"
    assert period_name(occurrences(MONTHS, 2026)[6], MONTHS, "vi") == "kỳ nộp 31/7/2026"
    assert period_name(occurrences(YEARLY, 2026)[0], YEARLY, "vi") == ""


@given(st.sampled_from([YEARLY, HALVES, QUARTERS, MONTHS, WEEKS]), st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_the_next_time_is_the_first_that_is_not_over(of: Duty, today: date) -> None:
    found = next_occurrence(of, today)
    assert found is not None
    assert found.last >= today
    every = [each for year in range(today.year - 1, today.year + 3) for each in occurrences(of, year)]
    assert not [each for each in every if today <= each.last < found.last]
    assert len({each.name for each in every}) == len(every)


def test_a_duty_with_a_rhythm_and_no_day_is_never_due() -> None:
    assert next_occurrence(duty("periodic"), date(2026, 1, 1)) is None
    assert next_occurrence(duty("event"), date(2026, 1, 1)) is None
