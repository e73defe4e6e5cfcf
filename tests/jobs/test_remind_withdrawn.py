"""What waits to be sent, and was overtaken before it was: said as it is now, or not at all."""

from datetime import timedelta

import pytest

from knowledge.memory import Store, outbox, unsent, wishes
from knowledge.memory.wishes import Wishes
from knowledge.obligations.office import UNASKED
from tests.jobs.test_remind import BOUND, GROUP, bind, say_only, tick
from tests.questions.asking import at_nine


@pytest.fixture
def bound(store: Store) -> Store:
    store.call(bind, GROUP, "bng", BOUND)
    return store


def states(store: Store, of: str) -> dict[str, str]:
    """What became of the steps of an obligation (the beginning of its key)."""
    rows = store.call(lambda tx: tx.rows("SELECT reminder_key, COALESCE(reason, state) FROM reminder"))
    return {str(key).rsplit(" ", 1)[1]: state for key, state in rows if str(key).startswith(f"bng {of}")}


def weeks(store: Store) -> list[str]:
    return [row.reply.text for row in store.call(unsent.of_agency, "bng", "week bng ")]


def test_a_week_that_was_not_sent_when_it_began_is_not_said_later_nor_beside_the_next_one(bound: Store) -> None:
    tick(bound, at_nine(2026, 12, 4))
    say_only(bound, at_nine(2026, 12, 7))
    say_only(bound, at_nine(2026, 12, 8))
    assert "(08/12/2026)" in weeks(bound)[0]
    say_only(bound, at_nine(2026, 12, 9))
    assert weeks(bound) == []
    say_only(bound, at_nine(2026, 12, 14))
    assert len(weeks(bound)) == 1
    say_only(bound, at_nine(2026, 12, 21))
    assert ["(21/12/2026)" in text for text in weeks(bound)] == [True]


def test_a_week_that_waits_is_not_said_where_it_is_not_wanted_any_more(bound: Store) -> None:
    now = at_nine(2026, 12, 7)
    say_only(bound, now)
    bound.call(wishes.put, GROUP, Wishes(kinds=UNASKED - {"week"}), 1, now)
    say_only(bound, now + timedelta(minutes=1))
    assert weeks(bound) == []
    bound.call(wishes.put, GROUP, Wishes(), 1, now)
    say_only(bound, now + timedelta(minutes=2))
    assert bound.call(outbox.has_key, "week bng 2026-12-07")


def test_where_another_step_is_said_in_the_same_words_it_is_the_other_one_that_was_said(bound: Store) -> None:
    """The chat has its Friday quiet: what was T-3, for Sunday 29/11/2026, is T0 now, and the text stays as it is."""
    now = at_nine(2026, 11, 26)
    report = "tt02-bao-cao-nam 2026"
    say_only(bound, now)
    assert states(bound, report)["T-3"] == "said"
    bound.call(wishes.put, GROUP, Wishes(quiet=frozenset({4})), 1, now)
    say_only(bound, now + timedelta(minutes=1))
    assert {name: state for name, state in states(bound, report).items() if state == "said"} == {"T0": "said"}


def test_what_is_not_wanted_any_more_while_it_waits_is_written_down_as_that(bound: Store) -> None:
    now = at_nine(2026, 11, 26)
    say_only(bound, now)
    bound.call(wishes.put, GROUP, Wishes(kinds=UNASKED - {"report"}), 1, now)
    tick(bound, now + timedelta(minutes=1))
    assert states(bound, "tt02-bao-cao-nam 2026")["T-3"] == "the chat does not want this kind"
