"""Two chats ask at the same moment, and what is sent to the one hangs: the other is answered in its usual time."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.telegram_faults import Hang
from tests.reliability.kill import answered
from tests.reliability.timing import Times
from tests.reliability.world import Plan, World, world

PAIRS = (
    ("telegram", "telegram"),
    ("telegram", "zalo_oa"),
    ("zalo_bot", "zalo_bot"),
    ("zalo_bot", "web"),
    ("zalo_oa", "zalo_oa"),
    ("zalo_oa", "telegram"),
)


TIMEOUT = 5
"""Seconds after which the program gives a sending up, and repeats it."""
APART = 0.25
"""Seconds between two rounds: a platform that is sent to ten times in a second has to wait."""


@dataclass(frozen=True)
class Held:
    """The times of a chat of `other` while nothing hangs, and while a sending on `hanging` does."""

    hanging: str
    other: str
    usual: Times
    meanwhile: Times


async def run(folder: Path, *, rounds: int, say: Callable[[str], object]) -> list[Held]:
    """`rounds` times each, every time with people who have not asked for a while; under 16, which is how many sendings
    a channel has under way at most."""
    plan = Plan("webhook", "webhook", zalo_oa=True, page=True, people=3 * rounds, timeout=TIMEOUT)
    async with world(folder, plan) as made:
        held = []
        for hanging, other in PAIRS:
            say(f"{hanging} hangs, {other} is asked")
            held.append(await _measure(made, hanging, other, rounds))
            await answered(made, say)
        return held


async def _measure(made: World, hanging: str, other: str, rounds: int) -> Held:
    usual = []
    for person in range(rounds):
        usual.append(await _time(made, other, person))
        await asyncio.sleep(APART)
    meanwhile = []
    for person in range(rounds, 2 * rounds):
        _hang_once(made, hanging)
        await made.ways[hanging].write(person)
        meanwhile.append(await _time(made, other, rounds + person))
        await asyncio.sleep(APART)
    return Held(made.ways[hanging].name, made.ways[other].name, Times.of(usual), Times.of(meanwhile))


async def _time(made: World, way: str, person: int) -> float:
    book = made.ways[way].book
    await made.ways[way].write(person)
    async with asyncio.timeout(10):
        while len(book.arrived[person]) < len(book.asked[person]):  # noqa: ASYNC110
            await asyncio.sleep(0.001)
    return (book.arrived[person][-1].at - book.asked[person][-1][1]) * 1000


def _hang_once(made: World, way: str) -> None:
    """The next sending there is taken and never answered."""
    if way == "telegram" and made.telegram is not None:
        made.telegram.plan("sendMessage", Hang())
    elif way == "zalo_bot" and made.zalo_bot is not None:
        made.zalo_bot.go_wrong("sendMessage", "hang")
    elif made.zalo_oa is not None:
        made.zalo_oa.failures["send"].append("hang")
