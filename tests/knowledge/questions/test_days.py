"""Days and spans as people type them; what is left is the rest of the text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions.days import read_days, read_weekdays

TODAY = date(2026, 11, 22)  # a Sunday
PARIS = date(2027, 3, 20)


@pytest.mark.parametrize("typed", [
    "20/3/2027", "20-3-2027", "20.3.2027", "2027-03-20", "20/03/2027", "20/3", "20/3/27", "ngày 20 tháng 3 năm 2027",
    "Ngày 20 tháng 3", "20 thang 3 nam 2027", "20 tháng 3/2027", "thứ Bảy 20/3/2027", "thứ bảy, ngày 20/3/2027",
    "20 March 2027", "  20/3/2027 ", "20/3/2027\n",
])  # fmt: skip
def test_a_day_is_read_however_it_is_written(typed: str) -> None:
    found = read_days(typed, TODAY)
    assert found is not None
    assert (found.first, found.last, found.rest) == (PARIS, PARIS, "")


@pytest.mark.parametrize(("typed", "day"), [
    ("mai", date(2026, 11, 23)), ("ngày mai", date(2026, 11, 23)), ("hôm nay", TODAY), ("tomorrow", date(2026, 11, 23)),
    ("thứ Sáu", date(2026, 11, 27)), ("t6", date(2026, 11, 27)), ("chủ nhật", date(2026, 11, 29)),
    ("thứ Sáu tuần này", date(2026, 11, 20)), ("thứ sáu tuần sau", date(2026, 11, 27)),
    ("thu 2 tuan toi", date(2026, 11, 23)),
    ("22/11", TODAY), ("21/11", date(2027, 11, 21)), ("29/2", date(2028, 2, 29)),
])  # fmt: skip
def test_a_day_is_the_next_such_one(typed: str, day: date) -> None:
    found = read_days(typed, TODAY)
    assert found is not None
    assert found.first == found.last == day


@pytest.mark.parametrize(("typed", "first", "last"), [
    ("24/12-31/12/2026", date(2026, 12, 24), date(2026, 12, 31)),
    ("24-31/12/2026", date(2026, 12, 24), date(2026, 12, 31)),
    ("24–31/12", date(2026, 12, 24), date(2026, 12, 31)),
    ("từ ngày 24/12 đến ngày 31/12/2026", date(2026, 12, 24), date(2026, 12, 31)),
    ("24/12/2026 đến hết 31/12/2026", date(2026, 12, 24), date(2026, 12, 31)),
    ("28/12-03/01/2027", date(2026, 12, 28), date(2027, 1, 3)),
    ("9-11/12", date(2026, 12, 9), date(2026, 12, 11)),
])  # fmt: skip
def test_a_span_is_read_with_what_its_first_day_leaves_out(typed: str, first: date, last: date) -> None:
    found = read_days(f"{typed} Nghỉ cuối năm", TODAY)
    assert found is not None
    assert (found.first, found.last, found.rest) == (first, last, "Nghỉ cuối năm")


@pytest.mark.parametrize(("typed", "rest"), [
    ("20/3/2027 Tuần Việt Nam tại Paris", "Tuần Việt Nam tại Paris"),
    ("Tuần Việt Nam tại Paris, 20/3/2027", "Tuần Việt Nam tại Paris"),
    ("20/3/2027: Kỷ niệm 2/9", "Kỷ niệm 2/9"),
    ("Mai vàng ngày 20/3/2027", "Mai vàng"),
])  # fmt: skip
def test_the_rest_is_what_stands_around_it(typed: str, rest: str) -> None:
    found = read_days(typed, TODAY)
    assert found is not None
    assert (found.first, found.rest) == (PARIS, rest)


@pytest.mark.parametrize("typed", [
    "", "31/2/2027", "31-2-2027", "99/99", "0/0", "1/1/0000", "20/3/20277", "Nghị định 88/2012/NĐ-CP", "15.1 triệu",
    "Tuần Việt Nam", "ngày", "thứ", "tháng 3", "2027",
])  # fmt: skip
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_days(typed, TODAY) is None


@given(st.text(alphabet="0123456789/.-– ngàythứsáutuầnđếntháng\n", max_size=80))
def test_no_text_is_too_much(typed: str) -> None:
    found = read_days(typed, TODAY)
    assert found is None or found.first <= found.last
    read_weekdays(typed)


def test_weekdays_are_read_from_any_place() -> None:
    assert read_weekdays("thứ Hai, thứ 4 và T6") == {0, 2, 4}
    assert read_weekdays("monday, Chủ nhật") == {0, 6}
    assert read_weekdays("ngày mai") == frozenset()
