"""Keeps one chat from taking the program away from the others: a few messages at once, then a steady pace."""

from datetime import datetime
from math import ceil

AT_ONCE = 20
SECONDS_EACH = 1.0
REMEMBERED = 10_000


class Flood:
    """A token bucket a chat: `at_once` messages, and one more every `seconds_each`."""

    def __init__(self, at_once: int = AT_ONCE, seconds_each: float = SECONDS_EACH) -> None:
        self._span, self._each = (at_once - 1) * seconds_each, seconds_each
        self._until: dict[str, float] = {}

    def wait(self, chat_id: str, now: datetime) -> int:
        """0 when the message may be taken (and is counted), else after how many whole seconds it will be."""
        moment = now.timestamp()
        used = max(self._until.pop(chat_id, moment), moment)
        too_early = used - moment - self._span
        self._until[chat_id] = used if too_early > 0 else used + self._each
        if len(self._until) > REMEMBERED:
            self._until.pop(next(iter(self._until)))
        return max(0, ceil(too_early))
