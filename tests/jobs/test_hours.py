"""When agencies are written to: within the hours of working days, by Viet Nam's clock, whatever the machine's."""

import time as machine
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours, next_moment
from tests.questions.asking import real_calendar

HOURS = Hours()


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=VIET_NAM).astimezone(UTC)


@pytest.fixture(params=["America/New_York", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "Nowhere/Wrong"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setenv("TZ", request.param)
        machine.tzset()
        yield
    machine.tzset()


FOUND = [
    (at(2026, 11, 23, 8), at(2026, 11, 23, 8)),
    (at(2026, 11, 23, 16, 59), at(2026, 11, 23, 16, 59)),
    (at(2026, 11, 23, 7, 59), at(2026, 11, 23, 8)),
    (at(2026, 11, 23, 17), at(2026, 11, 25, 8)),  # 24/11 is a holiday
    (at(2026, 11, 24, 9), at(2026, 11, 25, 8)),
    (at(2026, 11, 27, 17), at(2026, 11, 30, 8)),  # over a week-end
    (at(2026, 11, 28, 3), at(2026, 11, 30, 8)),
    (at(2027, 1, 1, 0), at(2027, 1, 4, 8)),
]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(("now", "expected"), FOUND)
def test_the_next_moment_is_now_or_the_beginning_of_the_hours_of_a_working_day(
    now: datetime, expected: datetime
) -> None:
    assert next_moment(now, HOURS, real_calendar()) == expected


def test_all_of_tet_is_off() -> None:
    """2027: from Thursday 4/2 to Wednesday 10/2."""
    assert next_moment(at(2027, 2, 3, 17), HOURS, real_calendar()) == at(2027, 2, 11, 8)


@given(
    st.timedeltas(timedelta(0), timedelta(days=180 * 365)).map(lambda since: at(1970, 1, 2, 0) + since),
    st.times().filter(lambda first: first < time(23, 59)),
    st.timedeltas(timedelta(minutes=1), timedelta(hours=12)),
)
def test_it_is_never_before_now_nor_outside_the_hours_nor_later_than_need_be(
    now: datetime, first: time, length: timedelta
) -> None:
    ends = datetime.combine(date(2000, 1, 1), first) + length
    hours = Hours(first, ends.time() if ends.date() == date(2000, 1, 1) else time.max)
    found = next_moment(now, hours, real_calendar())
    local = found.astimezone(VIET_NAM)
    assert found >= now
    assert real_calendar().is_working(local.date())
    assert hours.hold(local.time())
    assert next_moment(found, hours, real_calendar()) == found
    between = now.astimezone(VIET_NAM).date() + timedelta(days=1)
    while between < local.date():
        assert not real_calendar().is_working(between)
        between += timedelta(days=1)
    assert found == now or local.time() == hours.first
