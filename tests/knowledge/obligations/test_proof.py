"""The day of a document, as officers write it."""

from datetime import date

import pytest

from knowledge.obligations.proof import day_of

TODAY = date(2026, 12, 17)


@pytest.mark.parametrize(("typed", "day"), [
    ("123/BC-BNG ngày 20/11/2026", date(2026, 11, 20)),
    ("so 123 ngay 20.11.26", date(2026, 11, 20)),
    ("123/BC-BNG ngày 05 tháng 3 năm 2026", date(2026, 3, 5)),
    ("45/2026/BC-UBND (01-12-2026)", date(2026, 12, 1)),
    ("2026-11-20, 5/BC", date(2026, 11, 20)),
    ("123/BC-BNG of 20 November 2026", date(2026, 11, 20)),
    ("số 12-11/2026 ngày 3/12/2026", date(2026, 12, 3)),
    ("thay 1/BC (01/10/2026), 2/BC ngày 02/11/2026", date(2026, 11, 2)),
    ("123/BC-BNG ngày 20/11", date(2026, 11, 20)),
    ("123/BC-BNG ngày 17/12/2026", TODAY),
    ("123/BC-BNG ngày 18/12/2026", None),
    ("123/BC-BNG ngày 20/12", None),
    ("123/BC-BNG ngày 31/11/2026", None),
    ("123/BC-BNG ngày 0/0/0000", None),
    ("12/11/BC", None),
    ("123/BC-BNG", None),
    ("99999999/99/9999", None),
    ("", None),
])  # fmt: skip
def test_it_is_read_or_not(typed: str, day: date | None) -> None:
    assert day_of(typed, TODAY) == day


def test_a_day_without_a_year_may_be_of_the_year_before() -> None:
    assert day_of("5/BC ngày 20/12", date(2027, 1, 5)) == date(2026, 12, 20)
