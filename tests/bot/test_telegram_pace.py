"""A message to each of 3,500 groups at the pace of the channel, in time that is only reckoned: on a machine that is
never busy, against limits that are stricter than anything known of Telegram."""

import heapq
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.channels.telegram_bot import EVENLY, OVERALL, rates
from jobs.pacing import Pace
from knowledge.messages import Chat
from tests.fakes.telegram_limits import Limits, Network
from tests.talk import NOW

GROUPS = 3500
LEAST = GROUPS / 30


def broadcast(extra: Callable[[int], float]) -> tuple[float, int]:
    """Seconds until the last has arrived, and how many were refused; `extra` seconds on its way takes the n-th."""
    pace, limits, network = Pace(rates, (OVERALL, EVENLY)), Limits(), Network()
    at, begun = 0.0, 0
    under_way: list[tuple[float, bool, int, float]] = []
    last = 0.0
    while begun < GROUPS or under_way:
        free = (pace.free_at(NOW + timedelta(seconds=at)) - NOW).total_seconds()
        if begun < GROUPS and (not under_way or free <= under_way[0][0]):
            at = max(at, free)
            chat = Chat("telegram", str(-begun - 1), group=True)
            assert pace(chat, NOW + timedelta(seconds=at)) == NOW + timedelta(seconds=at)
            heapq.heappush(under_way, (at + network.going() + extra(begun), False, begun, at))
            begun += 1
            continue
        at, answered, number, sent = heapq.heappop(under_way)
        if answered:
            pace.answered(NOW + timedelta(seconds=sent), NOW + timedelta(seconds=at))
        else:
            limits.take(str(-number - 1), at)
            last = at
            heapq.heappush(under_way, (at + network.coming(), True, number, sent))
    return last, limits.refused


def test_the_last_has_it_within_a_twentieth_of_the_least_time_and_none_is_refused() -> None:
    seconds, refused = broadcast(lambda number: 0.0)
    assert LEAST - 1 <= seconds <= 1.05 * LEAST
    assert refused == 0


@pytest.mark.parametrize("slow", [0.1, 0.15, 0.3, 0.6])
def test_connections_that_take_long_to_be_made_make_none_too_many(slow: float) -> None:
    """The first messages arrive late, just before those that go by the same connections."""
    seconds, refused = broadcast(lambda number: slow if number < 4 else 0.0)
    assert seconds <= 1.06 * LEAST
    assert refused == 0
