"""What was put off comes again in time, whatever has changed since."""

from datetime import date

from knowledge.memory import Store, days_off, reminders
from tests.jobs.test_remind import BOUND, GROUP, bind, run
from tests.questions.asking import at_nine

REPORT = "tt02-bao-cao-nam 2026"
"""Due on Sunday 29/11/2026."""


def test_put_off_to_a_day_that_is_closed_after_all_it_is_spoken_of_before_and_not_after_its_last_day(
    store: Store,
) -> None:
    store.call(bind, GROUP, "bng", BOUND)
    now = at_nine(2026, 11, 20)
    store.call(reminders.put_off, "bng", REPORT, date(2026, 11, 27), 1, now)
    store.call(days_off.add, "bng", date(2026, 11, 27), "nghỉ", 1, now)
    told = [day for day, text in run(store, date(2026, 11, 23), date(2026, 11, 28)) if "đối ngoại năm 2026" in text]
    assert told == [date(2026, 11, 26)]


def test_after_the_last_day_it_is_put_off_as_long_as_was_chosen(store: Store) -> None:
    store.call(bind, GROUP, "bng", BOUND)
    store.call(reminders.put_off, "bng", REPORT, date(2026, 12, 10), 1, at_nine(2026, 12, 1))
    told = [day for day, text in run(store, date(2026, 12, 1), date(2026, 12, 11)) if "đối ngoại năm 2026" in text]
    assert told == [date(2026, 12, 10)]
