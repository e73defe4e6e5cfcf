"""What waits to be sent, and was overtaken before it was: said as it is now, or not at all."""

from datetime import time, timedelta

import pytest

from jobs.hours import as_wished, keep_hours
from jobs.remind import Reminding
from jobs.schedule import Times, look_after_chats
from knowledge.memory import Store, chats, outbox, unsent, wishes
from knowledge.memory.wishes import Wishes
from knowledge.obligations.office import UNASKED
from knowledge.sending_hours import Hours
from tests.jobs.test_remind import BOUND, GROUP, SECOND, bind, said, say_only, tick
from tests.knowledge.obligations.books import book
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


def test_what_was_passed_on_is_said_as_it_is_in_a_chat_that_is_told_at_other_hours(bound: Store) -> None:
    """The first chat is told from 14:00 on, its messenger is down; the second one is told from 8:00 on."""
    bound.call(bind, SECOND, "bng", BOUND)
    bound.call(wishes.put, GROUP, Wishes(first=time(14)), 1, BOUND)
    say_only(bound, at_nine(2026, 11, 26).replace(hour=14))
    morning = at_nine(2026, 11, 27)
    bound.call(look_after_chats, morning, Times(timedelta(days=90), timedelta(days=30)))
    [passed_on] = bound.call(outbox.due, SECOND.channel, morning, 10)
    assert "thứ Năm 26/11/2026" in passed_on.reply.text
    allowed = keep_hours(as_wished(book(), Hours()), Reminding(book()).remind)
    bound.call(allowed, passed_on, morning)
    assert bound.call(outbox.due, SECOND.channel, morning, 10) == []
    tick(bound, morning.replace(hour=14))
    assert "thứ Sáu 27/11/2026" in said(bound)[-1]


def test_without_a_chat_that_can_be_reached_nothing_is_written_down_as_not_wanted(bound: Store) -> None:
    bound.call(wishes.put, GROUP, Wishes(kinds=UNASKED | {"shared"}), 1, BOUND)
    say_only(bound, at_nine(2026, 11, 26))
    bound.call(chats.lost, GROUP, BOUND)
    bound.call(Reminding(book()).remind, "bng", at_nine(2030, 12, 24))
    reasons = bound.call(lambda tx: tx.rows("SELECT DISTINCT reason FROM reminder WHERE state = 'skipped'"))
    assert ("the chat does not want this kind",) not in reasons
