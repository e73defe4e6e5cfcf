"""The working calendar, and the days that follow from it for a duty."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import knowledge
from knowledge.occurrences import next_occurrence, occurrences
from knowledge.reading.facts import Facts
from knowledge.records import Duty, SourceError
from knowledge.working_days import Calendar, SpecialDay

HOLIDAYS = Path(knowledge.__file__).parent / "documents" / "holidays.toml"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return Calendar.read(HOLIDAYS)


@pytest.fixture
def duties(facts: Facts) -> dict[str, Duty]:
    return {duty.id: duty for duty in facts.duties}


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 2),  # off in exchange for a Saturday, by the table
        date(2026, 2, 17),
        date(2026, 4, 27),  # in lieu of a holiday on a Sunday
        date(2026, 8, 31),
        date(2026, 9, 2),
        date(2026, 11, 24),
        date(2026, 11, 28),
        date(2026, 11, 29),
        date(2027, 5, 3),
    ],
)
def test_holidays_days_in_lieu_and_weekends_are_off(calendar: Calendar, day: date) -> None:
    assert not calendar.is_working(day)


@pytest.mark.parametrize("day", [date(2026, 1, 10), date(2026, 8, 22), date(2026, 11, 27), date(2024, 11, 29)])
def test_make_up_saturdays_and_ordinary_days_are_worked(calendar: Calendar, day: date) -> None:
    assert calendar.is_working(day)


def test_a_proposal_changes_nothing_but_is_told(calendar: Calendar) -> None:
    assert calendar.is_working(date(2026, 11, 23))
    assert not calendar.is_working(date(2026, 11, 28))
    assert calendar.remark(date(2026, 11, 23)) == "đề xuất nghỉ hoán đổi trước Ngày Văn hóa Việt Nam 24/11"
    assert calendar.remark(date(2026, 11, 28), "en") == "proposed make-up day for 23 November 2026"
    assert calendar.remark(date(2026, 11, 24)) is None


def test_confirming_a_proposal_in_the_table_is_enough(tmp_path: Path) -> None:
    table = tmp_path / "holidays.toml"
    table.write_text(HOLIDAYS.read_text("utf-8").replace("confirmed = false", "confirmed = true"), encoding="utf-8")
    confirmed = Calendar.read(table)
    assert not confirmed.is_working(date(2026, 11, 23))
    assert confirmed.is_working(date(2026, 11, 28))


def test_the_estimated_new_year_of_2027_is_off_and_marked_as_estimate(calendar: Calendar) -> None:
    for day in (date(2027, 2, 4), date(2027, 2, 10)):
        assert not calendar.is_working(day)
        assert "ước tính" in str(calendar.remark(day))


def test_the_last_working_day_before_days_off(calendar: Calendar) -> None:
    assert calendar.last_working_day_on_or_before(date(2026, 11, 29)) == date(2026, 11, 27)
    assert calendar.last_working_day_on_or_before(date(2026, 11, 27)) == date(2026, 11, 27)
    assert calendar.last_working_day_on_or_before(date(2026, 2, 22)) == date(2026, 2, 13)


@pytest.mark.parametrize(
    ("duty", "year", "strict", "advised"),
    [
        ("tt02-bao-cao-nam", 2026, date(2026, 11, 29), date(2026, 11, 27)),
        ("tt02-bao-cao-nam", 2027, date(2027, 11, 29), date(2027, 11, 29)),
        ("nd244-phat-ngon", 2026, date(2026, 12, 19), date(2026, 12, 18)),
        ("nd191-dang-ky-de-an", 2026, date(2026, 11, 14), date(2026, 11, 13)),
        ("qd1486-bao-cao-nam", 2018, date(2018, 12, 9), date(2018, 12, 7)),
        ("cv2024-bao-cao", 2024, date(2024, 11, 29), date(2024, 11, 29)),
        ("ct21-pho-bien", 2012, date(2012, 12, 30), date(2012, 12, 28)),
        ("ct21-chuong-trinh-hanh-dong", 2012, date(2012, 12, 31), date(2012, 12, 31)),
        ("nq47-bao-cao-hang-nam", 2026, None, None),
        ("cv2024-ke-hoach", 2024, None, None),
    ],
)
def test_before_a_day_ends_on_the_day_before_and_is_advised_for_a_working_day(
    duties: dict[str, Duty], calendar: Calendar, duty: str, year: int, strict: date | None, advised: date | None
) -> None:
    last = next((each.last for each in occurrences(duties[duty], year)), None)
    assert last == strict
    assert (calendar.last_working_day_on_or_before(last) if last else None) == advised


def test_no_later_than_a_day_includes_it(duties: dict[str, Duty]) -> None:
    inclusive = replace(duties["tt02-bao-cao-nam"], when="chậm nhất ngày 30 tháng 11", exclusive=False)
    due = next_occurrence(inclusive, date(2026, 11, 30))
    assert due is not None
    assert due.last == date(2026, 11, 30)


def test_a_day_that_stands_in_the_table_twice_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "holidays.toml"
    text = HOLIDAYS.read_text("utf-8")
    table.write_text(text.replace("day = 2026-11-24", "day = 2026-11-23"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"holidays\.toml: 2026-11-23 stands there more than once"):
        Calendar.read(table)


def test_a_calendar_without_a_table_knows_the_public_holidays() -> None:
    assert not Calendar().is_working(date(2026, 9, 2))
    assert Calendar().is_working(date(2026, 9, 3))
    assert not Calendar([SpecialDay(date(2026, 9, 3), False, True, "nghỉ", "off", "")]).is_working(date(2026, 9, 3))
