"""Platforms that do not say how fast they may be sent to, in time that is only reckoned: what is learned, and how."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.jobs.test_learned_rate import Bucket, Run, Server, Window, play

EACH = 60
SENDINGS, LEARNING = 20_000, 3_000


@dataclass(frozen=True, slots=True)
class Learned:
    """Of many platforms of one kind, each value of all of them in order: the share of what it would take that was
    taken after learning, and the share of what was sent then that was refused; how many were refused while learning;
    the longest time in seconds in which nothing was taken."""

    kind: str
    taken: list[float]
    refused: list[float]
    at_first: list[int]
    longest: list[float]


def run(say: Callable[[str], object]) -> list[Learned]:
    """Platforms of 0.5 to 30 messages a second."""
    kinds: dict[str, Callable[[float, random.Random], Server]] = {
        "5 to 60 at once": lambda rate, chance: Bucket(rate, chance.uniform(5, 60)),
        "so many in each minute of the clock": lambda rate, _: Window(rate, 60),
    }
    return [_learned(kind, make, say) for kind, make in kinds.items()]


def _learned(kind: str, make: Callable[[float, random.Random], Server], say: Callable[[str], object]) -> Learned:
    chance, runs = random.Random(5), list[tuple[float, Run]]()
    for number in range(EACH):
        rate = chance.uniform(0.5, 30)
        runs.append((rate, play(make(rate, chance), SENDINGS, number)))
        say(f"{kind}: {number + 1} of {EACH}")
    return Learned(
        kind,
        sorted(one.per_second(LEARNING) / rate for rate, one in runs),
        sorted(one.refused(LEARNING) for _, one in runs),
        sorted(sum(not taken for _, _, taken in one.sent[:LEARNING]) for _, one in runs),
        sorted(one.longest_gap() for _, one in runs),
    )
