"""For any obligation and calendar: each step on a working day of its own, in order, and the right one applies."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.obligations.steps import Rhythm, steps
from knowledge.working_days import Calendar, SpecialDay

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))
offsets = st.lists(st.integers(0, 90), max_size=8, unique=True).map(tuple)
rhythms = st.builds(
    Rhythm,
    before=offsets,
    after=st.lists(st.integers(1, 10), max_size=3, unique=True).map(tuple),
    weekly=st.integers(0, 8),
)
calendars = st.lists(st.tuples(days, st.booleans()), max_size=20, unique_by=lambda pair: pair[0]).map(
    lambda pairs: Calendar(SpecialDay(day, working, True, "", "", "") for day, working in pairs)
)


@given(days, rhythms, calendars)
def test_every_step_is_on_a_working_day_and_no_two_are_on_one_day(
    due: date, rhythm: Rhythm, calendar: Calendar
) -> None:
    found = steps(due, rhythm, calendar)
    assert all(calendar.is_working(step.day) for step in found)
    assert [step.day for step in found] == sorted({step.day for step in found})


@given(days, rhythms, calendars)
def test_steps_before_the_last_day_never_come_after_it_and_late_notices_never_before(
    due: date, rhythm: Rhythm, calendar: Calendar
) -> None:
    for step in steps(due, rhythm, calendar):
        assert (step.day > due) == step.is_late_notice
        assert step.day <= step.wanted or step.is_late_notice


@given(days, rhythms, calendars)
def test_the_last_day_itself_is_always_reminded_of_where_it_is_asked_for(
    due: date, rhythm: Rhythm, calendar: Calendar
) -> None:
    before = [step for step in steps(due, rhythm, calendar) if not step.is_late_notice]
    if rhythm.before:
        nearest = min(rhythm.before)
        assert before[-1].name == (f"T-{nearest}" if nearest else "T0")
