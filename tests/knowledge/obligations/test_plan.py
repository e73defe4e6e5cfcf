"""Told every working day or only now and then: each step is said once or written down as skipped, never twice."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.obligations.office import Office
from knowledge.obligations.owed import every_agency
from knowledge.obligations.plan import all_in, due_now
from tests.knowledge.obligations.books import book
from tests.questions.asking import real_calendar, real_catalog

FIRST, LAST = date(2026, 10, 1), date(2027, 3, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
agencies = st.sampled_from(["bng", "bvhttdl", "btc", "p-01", "vtv"])


def run(agency: str, up: list[bool]) -> tuple[list[tuple[date, str]], list[str]]:
    """What is said (when, key) and skipped where the program is up on some days only, told since the first of them."""
    settled: set[str] = set()
    said: list[tuple[date, str]] = []
    skipped: list[str] = []
    for day, is_up in zip(DAYS, up, strict=True):
        if is_up and real_calendar().is_working(day):
            now = due_now(book(), Office(agency), FIRST, day, settled)
            said += [(day, reminder.key) for reminder in now.say]
            skipped += [reminder.key for reminder in now.skipped]
            settled |= {reminder.key for reminder in (*now.say, *now.skipped)}
    return said, skipped


def test_always_up_everything_is_said_on_its_day() -> None:
    for agency in ("bng", "bvhttdl"):
        said, _ = run(agency, [True] * len(DAYS))
        planned = all_in(book(), Office(agency), FIRST, LAST)
        assert sorted(said) == sorted((reminder.step.day, reminder.key) for reminder in planned)


@settings(max_examples=12, deadline=None)
@given(agencies, st.lists(st.booleans(), min_size=len(DAYS), max_size=len(DAYS)))
def test_whatever_was_down_each_step_is_said_once_or_skipped_and_one_thing_at_most_once_a_day(
    agency: str, up: list[bool]
) -> None:
    said, skipped = run(agency, [*up[:-1], True])
    keys = [key for _, key in said]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(skipped)
    planned = all_in(book(), Office(agency), FIRST, LAST)
    assert {reminder.key for reminder in planned} <= {*keys, *skipped}
    by_day = [(day, key.rsplit(" ", 1)[0]) for day, key in said]
    assert len(set(by_day)) == len(by_day)
    assert all(real_calendar().is_working(day) for day, _ in said)


def test_steps_before_anybody_could_be_told_are_skipped_and_not_said_late() -> None:
    now = due_now(book(), Office("bng"), date(2026, 11, 24), date(2026, 11, 25), set())
    assert not now.say
    assert any(reminder.key.endswith(" 2026 T-7") for reminder in now.skipped)


def test_the_most_urgent_comes_first() -> None:
    now = due_now(book(), Office("bng"), FIRST, date(2026, 12, 1), set())
    dues = [reminder.owed.obligation.due for reminder in now.say]
    assert dues == sorted(dues)


def test_every_agency_that_there_is_today_and_every_province_can_be_told() -> None:
    found = list(every_agency(real_catalog()))
    assert "bng" in found
    assert "btttt" not in found
    assert sum(agency.startswith("p-") for agency in found) == 34
