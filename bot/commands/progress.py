"""How far something is that takes long: said on standard error, and only when it takes longer than two seconds."""

import time
from collections.abc import Callable

import click

from knowledge.texts import say

PATIENCE = 2.0  # seconds before the first line ...
PAUSE = 1.0  # ... and between two


class Progress:
    """Called with the share (0 to 1) that is done. `key` is the text that says it, with its {percent}."""

    def __init__(self, language: str, key: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._language, self._key, self._clock = language, key, clock
        self._next = clock() + PATIENCE

    def __call__(self, share: float) -> None:
        if self._clock() >= self._next:
            self._next = self._clock() + PAUSE
            click.echo(say(self._language, self._key, percent=int(share * 100)), err=True)
