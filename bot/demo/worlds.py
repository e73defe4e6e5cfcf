"""The demos that there are: one for each browser and agency, a few at a time, and none that is not used any more."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.world import Programme, World
from knowledge.messages import Chat, Message

MOST = 8
IDLE = timedelta(hours=1)

Key = tuple[str, str]
"""The browser and the agency."""


class Worlds:
    """`changed` is told of the chat of a world in which there is something new, `ended` of one that is no more."""

    def __init__(
        self,
        programme: Programme,
        clock: Callable[[], datetime],
        changed: Callable[[Chat], object],
        ended: Callable[[Chat], object],
    ) -> None:
        self._programme, self._clock = programme, clock
        self._changed, self._ended = changed, ended
        self._worlds: dict[Key, World] = {}  # the one not used for longest first
        self._used: dict[Key, datetime] = {}
        self._timer: asyncio.TimerHandle | None = None

    def find(self, key: Key) -> World | None:
        """The one that there is; asking for it is using it."""
        self._end_unused()
        world = self._worlds.pop(key, None)
        if world:
            self._worlds[key] = world
            self._used[key] = self._clock()
        return world

    def begin(self, key: Key, joining: Message, start: datetime) -> World:
        """A new one in place of the one that there is, and of the one not used for longest where there are too many."""
        self._end_unused()
        self._end(key)
        while len(self._worlds) >= MOST:
            self._end(next(iter(self._worlds)))
        world = World(self._programme, joining, key[1], start, self._clock, self._changed)
        self._worlds[key], self._used[key] = world, self._clock()
        self._look_again()
        return world

    def close(self) -> None:
        """End all of them."""
        for key in list(self._worlds):
            self._end(key)
        if self._timer:
            self._timer.cancel()

    def _end_unused(self) -> None:
        for key, used in list(self._used.items()):
            if self._clock() - used >= IDLE:
                self._end(key)

    def _end(self, key: Key) -> None:
        world = self._worlds.pop(key, None)
        if world:
            del self._used[key]
            self._ended(world.chat)
            world.close()

    def _look_again(self) -> None:
        """The memory is given back also when nobody comes any more."""
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(IDLE.total_seconds(), self._sweep)

    def _sweep(self) -> None:
        self._timer = None
        self._end_unused()
        if self._worlds:
            self._look_again()
