"""When a step that nobody noted is brought before somebody."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.obligations.escalation import OFFICERS, History, Said, arrived_when_due, not_noted
from knowledge.questions.ask import VIET_NAM
from tests.questions.asking import at_nine, real_calendar

FROM = at_nine(2026, 12, 20)


def moments(days: int) -> st.SearchStrategy[datetime]:
    return st.integers(0, days * 24 * 4).map(lambda quarters: FROM + timedelta(minutes=15 * quarters))


@given(sent=moments(20), waited=moments(90), off=st.frozensets(st.dates(date(2026, 12, 20), date(2027, 1, 20))),
       told=st.none() | moments(30))  # fmt: skip
def test_the_quick_look_leaves_out_nothing_that_is_to_be_brought(
    sent: datetime, waited: datetime, off: frozenset[date], told: datetime | None
) -> None:
    now = sent + (waited - FROM)
    said = Said("bng a 2026 T-3", "a 2026", "T-3", sent.date(), 1, sent, sent)
    days = real_calendar()
    before = {(said.key, OFFICERS): told} if told and arrives_first(said, told) else None
    first, last = arrived_when_due(days, now)
    if not_noted(History((said,), (), before), days.without(off), now):
        assert first <= sent <= last


def arrives_first(said: Said, told: datetime) -> bool:
    """Officers are told of what arrived before, and at most a month before."""
    return said.said_at <= told <= said.said_at + timedelta(days=30)


@given(sent=moments(20))
def test_without_days_off_of_its_own_the_quick_look_sees_a_step_two_working_days_later(sent: datetime) -> None:
    said = Said("bng a 2026 T-3", "a 2026", "T-3", sent.date(), 1, sent, sent)
    days = real_calendar()
    now = sent
    while not not_noted(History((said,)), days, now):
        now += timedelta(days=1)
    first, last = arrived_when_due(days, now)
    assert first <= sent <= last
    assert days.is_working(now.astimezone(VIET_NAM).date())
