"""How fast a platform lets us send: so many at once, and then so many in a time, to each chat and to all together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.messages import Chat

_REMEMBERED = 5000
"""Chats; the quiet ones are forgotten when there are more."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`most` sendings in any `seconds`."""

    most: int
    seconds: float


class Pace:
    """Remembers when was sent. `rates` gives the rates of a chat; `overall` holds for all chats together.

    Calling it with a moment says from when on the chat may be sent to; when that is now, the sending is counted.
    """

    def __init__(self, rates: Callable[[Chat], tuple[Rate, ...]], overall: tuple[Rate, ...] = ()) -> None:
        self._rates, self._overall = rates, overall
        self._sent: dict[str, list[datetime]] = {}
        self._all: list[datetime] = []

    def __call__(self, chat: Chat, now: datetime) -> datetime:
        sent = self._sent.setdefault(chat.id, [])
        free = [_free(sent, rate, now) for rate in self._rates(chat)]
        free += [_free(self._all, rate, now) for rate in self._overall]
        at = max((now, *free))
        if at <= now:
            self._count(sent, self._rates(chat), now)
            self._count(self._all, self._overall, now)
            self._forget(now)
        return at

    def _count(self, sent: list[datetime], rates: tuple[Rate, ...], now: datetime) -> None:
        sent.append(now)
        del sent[: -max((rate.most for rate in rates), default=1)]

    def _forget(self, now: datetime) -> None:
        if len(self._sent) > _REMEMBERED:
            recent = now - timedelta(hours=1)
            self._sent = {chat: sent for chat, sent in self._sent.items() if sent and sent[-1] > recent}


def _free(sent: list[datetime], rate: Rate, now: datetime) -> datetime:
    """When the oldest of the last `most` sendings is `seconds` ago; a clock set back since then holds nothing up."""
    if len(sent) < rate.most or sent[-rate.most] > now:
        return now
    return sent[-rate.most] + timedelta(seconds=rate.seconds)
