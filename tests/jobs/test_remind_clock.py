"""A clock that was ahead, and is put right: what it left out was never said and is yet to come."""

from datetime import date

import pytest

from knowledge.memory import Store
from tests.jobs.test_remind import BOUND, GROUP, WEEK, bind, run, said, say_only, tick
from tests.questions.asking import at_nine

AHEAD = at_nine(2027, 12, 30)


@pytest.fixture
def bound(store: Store) -> Store:
    store.call(bind, GROUP, "bng", BOUND)
    return store


def test_what_a_clock_that_was_a_year_ahead_left_out_is_said_on_its_day(bound: Store) -> None:
    tick(bound, AHEAD)
    before = len(said(bound))
    told = [day for day, text in run(bound, date(2026, 11, 16), date(2026, 11, 30)) if "đối ngoại năm 2026" in text]
    assert before == 1
    assert told == [date(2026, 11, day) for day in (16, 20, 26, 27, 30)]


def test_a_chat_that_was_bound_by_a_clock_that_was_ahead_is_told_from_today_on(store: Store) -> None:
    store.call(bind, GROUP, "bng", AHEAD)
    assert [day for day, _ in run(store, date(2026, 11, 25), date(2026, 11, 27))] == [
        date(2026, 11, 26),
        date(2026, 11, 27),
    ]
    assert [day for day, _ in run(store, date(2026, 12, 7), date(2026, 12, 9), WEEK)] == [date(2026, 12, 7)]


def test_what_waits_for_a_day_that_is_yet_to_come_is_said_on_that_day(bound: Store) -> None:
    say_only(bound, at_nine(2026, 11, 27))
    run(bound, date(2026, 11, 26), date(2026, 11, 27))
    assert [text.splitlines()[0].rpartition(", ")[2] for text in said(bound)] == [
        "thứ Năm 26/11/2026:",
        "thứ Sáu 27/11/2026:",
    ]
