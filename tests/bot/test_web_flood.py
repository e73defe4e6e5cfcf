"""A few messages at once, then a steady pace, each chat by itself."""

from datetime import UTC, datetime, timedelta

from bot.channels.web_flood import Flood

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_a_few_at_once_are_taken_and_then_one_in_every_interval() -> None:
    flood = Flood(at_once=3, seconds_each=10)
    assert [flood.wait("a", NOW) for _ in range(4)] == [0, 0, 0, 10]
    assert flood.wait("a", NOW + timedelta(seconds=4)) == 6
    assert flood.wait("a", NOW + timedelta(seconds=10)) == 0
    assert flood.wait("a", NOW + timedelta(seconds=10)) == 10


def test_being_refused_does_not_lengthen_the_wait() -> None:
    flood = Flood(at_once=1, seconds_each=10)
    assert [flood.wait("a", NOW) for _ in range(5)] == [0, 10, 10, 10, 10]


def test_a_chat_does_not_slow_down_another() -> None:
    flood = Flood(at_once=1, seconds_each=10)
    assert [flood.wait(chat, NOW) for chat in ("a", "b", "c")] == [0, 0, 0]


def test_who_was_quiet_may_again_send_a_few_at_once() -> None:
    flood = Flood(at_once=2, seconds_each=10)
    later = NOW + timedelta(hours=1)
    assert [flood.wait("a", NOW) for _ in range(2)] == [0, 0]
    assert [flood.wait("a", later) for _ in range(3)] == [0, 0, 10]
