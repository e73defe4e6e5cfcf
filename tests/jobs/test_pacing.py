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


def test_a_chat_without_rates_is_never_held_back() -> None:
    pace = Pace(lambda chat: ())
    assert all(pace(CHAT, NOW) == NOW for _ in range(100))
