"""What every messenger waits for: a platform to come back, and an answer that takes long enough for a typing sign."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
TYPING_AFTER = 0.5  # seconds
TYPING_AGAIN = 4.0


class Backoff:
    """Growing pauses while a platform is out of reach: 1, 2, 4 ... 60 seconds, each up to a quarter longer by chance so
    that many programs do not come back at once."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE

    def reset(self) -> None:
        """It answered."""
        self._next = FIRST_PAUSE

    async def pause(self) -> None:
        """Sleep; cancelling ends it at once."""
        await asyncio.sleep(self._next * random.uniform(1, 1.25))
        self._next = min(self._next * 2, LONGEST_PAUSE)


async def with_typing(work: Awaitable[None], sign: Callable[[], Awaitable[object]]) -> None:
    """Do the work; when it takes over half a second, give the typing sign, again every few seconds until it is done.

    A sign that fails is left out.
    """
    signing = asyncio.create_task(_sign(sign))
    try:
        await work
    finally:
        signing.cancel()
        await asyncio.wait([signing])  # awaiting the task itself, its cancelling could not be told from ours


async def _sign(sign: Callable[[], Awaitable[object]]) -> None:
    await asyncio.sleep(TYPING_AFTER)
    while True:
        with suppress(Exception):
            await sign()
        await asyncio.sleep(TYPING_AGAIN)
