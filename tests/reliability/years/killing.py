"""The kills of one walk: each waits for its moment, and strikes there."""

import asyncio
import random
from collections.abc import Callable

from tests.reliability.years.plan import Kill
from tests.reliability.years.program import Program
from tests.reliability.years.world import World

_SOON_AFTER = 0.01
_WORKS = 0.02, 0.01
"""Seconds in which it is at work at a moment, and as many more for each agency that it waits for."""
_STARTING = 0.7
"""Seconds that a start takes."""
_AGENCIES_TO_WAIT_FOR = 5
"""A kill at a request, or an acceptance, waits for one of the first: one of twelve with sixty agencies."""


class Killing:
    """Everything that ends the program's process without warning."""

    def __init__(self, made: World, program: Program, seed: int) -> None:
        self._world, self._program = made, program
        self._chance = random.Random(f"killing {seed}")
        self._timer: asyncio.TimerHandle | None = None
        self.while_starting = 0
        """How many of the next starts are not survived."""

    def now(self, where: str) -> None:
        """Nothing happens where it does not run."""
        if self._program.runs:
            self._program.kill()
            self._world.story.kills[where] += 1

    def arm(self, kill: Kill) -> None:
        """Let it strike in what is done next."""
        number = self._chance.randint(1, max(1, len(self._world.places) // _AGENCIES_TO_WAIT_FOR))
        match kill:
            case "starting":
                self.while_starting += 1
            case "before":
                self._world.on_request = _Countdown(number, lambda: self.now(kill))
            case "accepted":
                self._world.on_acceptance = _Countdown(number, lambda: self.now(kill))
            case "after":
                self._world.on_acceptance = _Countdown(number, lambda: self._within(_SOON_AFTER, kill))
            case "any":
                self._within(_WORKS[0] + _WORKS[1] * number, kill)

    def disarm(self) -> None:
        self._world.on_request = self._world.on_acceptance = lambda: None
        if self._timer:
            self._timer.cancel()

    async def start(self) -> None:
        """Start the program, which may not survive that."""
        self._program.start(self._world.shown)
        if self.while_starting:
            self.while_starting -= 1
            await asyncio.sleep(self._chance.uniform(0, _STARTING))
            self.now("starting")

    def _within(self, seconds: float, kill: Kill) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._chance.uniform(0, seconds), self.now, kill)


class _Countdown:
    """Does something when it is called for the n-th time."""

    def __init__(self, number: int, then: Callable[[], None]) -> None:
        self._left, self._then = number, then

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._then()
