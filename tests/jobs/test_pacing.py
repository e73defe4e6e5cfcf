"""Sending is slowed down to what a platform allows, for one chat and for all."""

from datetime import timedelta

from jobs.pacing import Pace, Rate
from knowledge.messages import Chat
from tests.talk import CHAT, NOW

OTHER = Chat("console", "khác")
GROUP = Chat("console", "nhóm", group=True)
SECOND = timedelta(seconds=1)


def of(chat: Chat) -> tuple[Rate, ...]:
    return (Rate(2, 60),) if chat.group else (Rate(1, 1),)


def test_a_chat_waits_its_second_and_another_does_not() -> None:
    pace = Pace(of)
    assert pace(CHAT, NOW) == NOW
    assert pace(CHAT, NOW) == NOW + SECOND
    assert pace(OTHER, NOW) == NOW
    assert pace(CHAT, NOW + SECOND) == NOW + SECOND


def test_a_clock_that_is_set_back_holds_up_nobody() -> None:
    pace = Pace(of, (Rate(2, 1),))
    pace(CHAT, NOW)
    pace(OTHER, NOW)
    before = NOW - timedelta(days=365)
    assert pace(CHAT, before) == before
    assert pace(OTHER, before) == before


def test_only_what_is_sent_counts() -> None:
    pace = Pace(of)
    pace(CHAT, NOW)
    for _ in range(5):
        assert pace(CHAT, NOW + SECOND / 2) == NOW + SECOND
    assert pace(CHAT, NOW + SECOND) == NOW + SECOND


def test_a_group_may_send_so_many_in_any_minute() -> None:
    pace = Pace(of)
    assert [pace(GROUP, NOW), pace(GROUP, NOW + SECOND)] == [NOW, NOW + SECOND]
    assert pace(GROUP, NOW + 2 * SECOND) == NOW + 60 * SECOND
    assert pace(GROUP, NOW + 60 * SECOND) == NOW + 60 * SECOND


def test_all_chats_together_have_a_rate_too() -> None:
    pace = Pace(lambda chat: (), (Rate(2, 1),))
    assert [pace(CHAT, NOW), pace(OTHER, NOW)] == [NOW, NOW]
    assert pace(GROUP, NOW) == NOW + SECOND


def test_asking_when_a_chat_is_free_counts_nothing() -> None:
    pace = Pace(of, (Rate(1, 5),))
    assert [pace.free_at(NOW, CHAT), pace.free_at(NOW), pace(CHAT, NOW)] == [NOW] * 3
    assert [pace.free_at(NOW, OTHER), pace.free_at(NOW)] == [NOW + 5 * SECOND] * 2
    assert pace.free_at(NOW + 5 * SECOND, CHAT) == NOW + 5 * SECOND


def test_all_are_held_until_the_later_of_what_was_said_and_no_longer() -> None:
    pace = Pace(of)
    pace.hold(NOW, NOW + 30 * SECOND)
    pace.hold(NOW + SECOND, NOW + 10 * SECOND)
    assert pace(CHAT, NOW + 20 * SECOND) == NOW + 30 * SECOND
    assert pace(CHAT, NOW + 30 * SECOND) == NOW + 30 * SECOND


def test_what_was_held_up_on_its_way_counts_when_it_may_have_arrived() -> None:
    pace = Pace(lambda chat: (), (Rate(3, 1),))
    for number in range(3):
        at = NOW + number * SECOND / 3
        assert pace(Chat("console", str(number)), at) == at
        pace.answered(at, at + SECOND / 10)
    assert pace.free_at(NOW + SECOND) == NOW + SECOND
    pace.answered(NOW, NOW + SECOND)
    assert pace.free_at(NOW + SECOND) == NOW + SECOND + SECOND / 3


def test_an_answer_from_before_a_clock_was_set_back_counts_nothing() -> None:
    pace = Pace(lambda chat: (), (Rate(1, 1),))
    pace.answered(NOW + SECOND, NOW)
    assert pace.free_at(NOW) == NOW


def test_being_held_ends_when_the_clock_is_set_back() -> None:
    pace = Pace(of)
    pace.hold(NOW, NOW + 30 * SECOND)
    before = NOW - timedelta(days=365)
    assert pace(CHAT, before) == before


def test_another_rate_for_all_holds_from_the_next_sending_on() -> None:
    pace = Pace(lambda chat: (), (Rate(1, 1),))
    pace(CHAT, NOW)
    pace.overall = (Rate(1, 4),)
    assert pace(OTHER, NOW + SECOND) == NOW + 4 * SECOND
    assert pace(OTHER, NOW + 4 * SECOND) == NOW + 4 * SECOND


def test_of_many_chats_only_those_are_kept_in_mind_that_have_to_wait() -> None:
    pace = Pace(of, (Rate(30, 1),))
    for number in range(20_000):
        pace(Chat("console", str(number), group=number % 2 == 0), NOW + number * SECOND / 30)
    assert len(pace._sent) <= 60 * 30
    assert (
        pace(Chat("console", "19999"), NOW + 19_999 * SECOND / 30 + SECOND / 2)
        > NOW + 19_999 * SECOND / 30 + SECOND / 2
    )


def test_a_chat_without_rates_is_never_held_back() -> None:
    pace = Pace(lambda chat: ())
    assert all(pace(CHAT, NOW) == NOW for _ in range(100))
