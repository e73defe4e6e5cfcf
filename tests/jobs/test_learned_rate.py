"""A platform that does not say how fast it takes messages gets them almost as fast as it does, whatever that is."""

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.learned_rate import HIGHEST, LOWEST, SPENT_PAUSE, START, LearnedRate
from jobs.pacing import Pace
from knowledge.messages import Chat
from tests.talk import NOW

AT_ONCE = 16
LATENCY = (0.05, 0.15)
LEARNING = 1500  # sendings
Server = Callable[[str, float], bool]
"""Whether what is sent to the chat at the moment (seconds) is taken."""


class Bucket:
    """Fills steadily; what is sent at once empties it."""

    def __init__(self, per_second: float, most: float) -> None:
        self._per_second, self._most = per_second, most
        self._left, self._at = most, 0.0

    def __call__(self, chat: str, at: float) -> bool:
        self._left, self._at = min(self._most, self._left + (at - self._at) * self._per_second), at
        taken = self._left >= 1
        self._left -= taken
        return taken


class Window:
    """So many in each second, or each minute, of the clock; what it refuses counts as well."""

    def __init__(self, per_second: float, seconds: float) -> None:
        self._most, self._seconds = per_second * seconds, seconds
        self._number, self._count = -1, 0

    def __call__(self, chat: str, at: float) -> bool:
        number = int(at // self._seconds)
        self._number, self._count = number, self._count + 1 if number == self._number else 1
        return self._count <= self._most


@dataclass
class Run:
    """What became of each sending: when, to which chat, and whether it was taken."""

    learned: LearnedRate
    sent: list[tuple[float, str, bool]] = field(default_factory=list)

    def per_second(self, since: int) -> float:
        """How much was taken, behind the first so many sendings."""
        late = self.sent[since:]
        return sum(taken for _, _, taken in late) / (late[-1][0] - late[0][0])

    def refused(self, since: int) -> float:
        """The share of what was sent."""
        return sum(not taken for _, _, taken in self.sent[since:]) / (len(self.sent) - since)

    def longest_gap(self) -> float:
        times = [0.0, *(at for at, _, taken in self.sent if taken)]
        return max(after - before for before, after in pairwise(times))


def play(server: Server, sendings: int, seed: int, learned: LearnedRate | None = None) -> Run:
    """As the channel does it, with always something to be sent to chats one after the other, or to the one that was
    refused, once it may be sent to again."""
    run, chance = Run(learned or LearnedRate()), random.Random(seed)
    pace = Pace(lambda chat: (), run.learned.rates)
    under_way: list[tuple[float, float, str, int]] = []
    again: list[tuple[float, str]] = []
    now, number = 0.0, 0
    while len(run.sent) < sendings:
        free = (pace.free_at(NOW + timedelta(seconds=now)) - NOW).total_seconds() if len(under_way) < AT_ONCE else inf
        if under_way and under_way[0][0] <= free:
            now, begun_at, chat, begun = heapq.heappop(under_way)
            taken = server(chat, now)
            run.sent.append((now, chat, taken))
            if taken:
                run.learned.taken(begun, Chat("zalo_bot", chat), NOW + timedelta(seconds=begun_at))
            else:
                refusal = run.learned.refused(begun, Chat("zalo_bot", chat))
                heapq.heappush(again, (now + (refusal.chat or 60.0), chat))
                if refusal.everybody:
                    pace.hold(NOW + timedelta(seconds=now), NOW + timedelta(seconds=now + refusal.everybody))
            pace.overall = run.learned.rates
            continue
        now = max(now, free)
        number += 1
        chat = heapq.heappop(again)[1] if again and again[0][0] <= now else f"chat {number % 500}"
        pace(Chat("zalo_bot", chat), NOW + timedelta(seconds=now))
        heapq.heappush(under_way, (now + chance.uniform(*LATENCY), now, chat, run.learned.begin()))
    return run


rates = st.floats(0.5, HIGHEST)
seeds = st.integers(0, 10**6)
quick = settings(max_examples=12, deadline=None)


@quick
@given(rates, st.floats(5, 60), seeds)
def test_whatever_a_bucket_takes_is_found_and_hardly_anything_refused(
    per_second: float, most: float, seed: int
) -> None:
    run = play(Bucket(per_second, most), 4000, seed)
    assert run.per_second(LEARNING) >= 0.8 * per_second
    assert run.refused(LEARNING) <= 0.005
    assert run.longest_gap() < 70


@quick
@given(rates, seeds)
def test_whatever_is_taken_in_a_minute_of_the_clock_is_found_too(per_second: float, seed: int) -> None:
    run = play(Window(per_second, 60), 4 * LEARNING, seed)
    assert run.per_second(2 * LEARNING) >= 0.8 * per_second
    assert run.refused(2 * LEARNING) <= 0.02
    assert run.longest_gap() < 130


@quick
@given(rates, st.floats(0.2, 1), seeds)
def test_a_platform_that_becomes_slower_is_followed(per_second: float, change: float, seed: int) -> None:
    slower = max(per_second * change, 0.5)
    learned = play(Bucket(per_second, 10), LEARNING, seed).learned
    run = play(Bucket(slower, 10), 4000, seed, learned)
    assert run.per_second(LEARNING) >= 0.8 * slower
    assert run.refused(LEARNING) <= 0.005


def test_a_platform_that_becomes_faster_is_followed_after_some_thousand_messages() -> None:
    learned = play(Bucket(4, 10), LEARNING, 1).learned
    assert play(Bucket(12, 10), 8000, 1, learned).per_second(6000) >= 0.8 * 12


def test_a_chat_that_is_refused_while_nobody_else_is_sent_to_holds_up_nobody_else() -> None:
    learned = LearnedRate()
    refusals = [learned.refused(learned.begin(), Chat("zalo_bot", "1")) for _ in range(50)]
    assert [refusal.everybody for refusal in refusals] == [1.0] + [0.0] * 49
    assert {refusal.chat for refusal in refusals[1:]} == {None}


def test_chats_that_are_always_refused_slow_down_nobody_else() -> None:
    bucket = Bucket(8, 20)

    def server(chat: str, at: float) -> bool:
        return chat not in ("chat 7", "chat 8") and bucket(chat, at)

    assert play(server, 4000, 1).per_second(LEARNING) >= 0.8 * 8


def test_where_nothing_is_taken_any_more_it_is_tried_once_an_hour_and_goes_on_as_fast_as_before() -> None:
    bucket, spent, again = Bucket(8, 20), 600.0, 600.0 + 3 * SPENT_PAUSE

    def server(chat: str, at: float) -> bool:
        return not spent <= at < again and bucket(chat, at)

    run = play(server, 6000, 1)
    tries = [at for at, _, _ in run.sent if spent + 300 <= at < again]
    assert len(tries) <= 3 * 3  # what is on its way when the first is refused
    back = next(number for number, (at, _, taken) in enumerate(run.sent) if at > again and taken)
    assert run.per_second(back) >= 0.8 * 8


def test_what_was_learned_is_where_the_next_start_begins() -> None:
    learned = play(Bucket(2, 10), LEARNING, 1).learned
    again = play(Bucket(2, 10), LEARNING, 2, LearnedRate(learned.limit))
    assert again.refused(0) <= 0.005
    assert again.per_second(0) >= 0.8 * 2


def test_a_limit_that_makes_no_sense_leads_to_a_rate_that_does() -> None:
    assert [LearnedRate(limit).per_second for limit in (0.0, 1e9)] == [LOWEST, HIGHEST]


def test_what_was_on_its_way_when_another_one_was_refused_is_no_second_refusal() -> None:
    learned = LearnedRate()
    begun = [learned.begin() for _ in range(5)]
    refusals = [learned.refused(one, Chat("zalo_bot", str(number))) for number, one in enumerate(begun)]
    assert [refusal.everybody for refusal in refusals] == [1, 0, 0, 0, 0]
    assert {refusal.chat for refusal in refusals} == {2}
    assert learned.per_second == START / 2


@pytest.mark.parametrize("asked", [3.0, 900.0])
def test_the_time_that_the_platform_asks_for_is_kept_however_often_it_does(asked: float) -> None:
    learned = LearnedRate()
    refusals = [learned.refused(learned.begin(), Chat("zalo_bot", str(number)), asked) for number in range(200)]
    assert {(refusal.everybody, refusal.chat, refusal.spent) for refusal in refusals} == {(asked, asked, False)}


def test_a_clock_that_is_set_back_neither_stops_nor_hurries_it() -> None:
    learned = LearnedRate()
    for number in range(100):
        learned.taken(learned.begin(), Chat("zalo_bot", str(number)), NOW - timedelta(days=number))
    assert learned.per_second == START
    assert learned.refused(learned.begin(), Chat("zalo_bot", "1")).everybody
