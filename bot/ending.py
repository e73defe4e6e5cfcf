"""The end of the process: it comes soon after the program has stopped, whatever a library left behind still does."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.masking import mask

ENDING_SECONDS = 0.7  # after the program has stopped, for tasks and threads that it left
LOOKUPS = 64
"""Host names looked up at once. A name that is not answered holds its thread for many seconds, and asyncio's own few
threads would then keep every other platform waiting for theirs."""


def run_to_the_end(program: Callable[[], Coroutine[None, None, None]]) -> None:
    """Run the program in an event loop of its own. Raises what it raises.

    What it has stored is stored by the time it returns. A task that will not be cancelled, or a thread that waits for
    the network, would keep the process: it is then ended without them, with 0, or with 1 and the error's sentence.
    """
    hurry: list[threading.Timer] = []

    async def watched() -> None:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(LOOKUPS, thread_name_prefix="lookup"))
        code, sentence = 1, ""
        try:
            await program()
            code = 0
        except Exception as error:
            sentence = str(error)
            raise
        finally:
            hurry.append(_end_in(ENDING_SECONDS, code, sentence))

    try:
        asyncio.run(watched())
    finally:
        for timer in hurry:
            timer.cancel()


def _end_in(seconds: float, code: int, sentence: str) -> threading.Timer:
    timer = threading.Timer(seconds, _end, (code, sentence))
    timer.daemon = True
    timer.start()
    return timer


def _end(code: int, sentence: str) -> None:
    with suppress(OSError, ValueError):
        if sentence:
            sys.stderr.write(mask(f"ttdn: {' '.join(sentence.split())}\n"))
        sys.stderr.flush()
        sys.stdout.flush()
    os._exit(code)
