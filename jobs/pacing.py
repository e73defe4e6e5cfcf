"""How fast a platform lets us send: so many at once, and then so many in a time, to each chat and to all together."""

from bisect import bisect_right, insort
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from knowledge.messages import Chat

ON_THE_WAY = 0.04
"""Seconds by which a message may be quicker on its way than one before it: a platform counts what arrives, not what is
sent, so that a rate which it refuses above is kept with this much added to its time."""


_LATE = 1.6
"""So many times as long as usual is late."""
_ANSWERS = 20
"""Over so many is reckoned what is usual."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`most` sendings in any `seconds`."""

    most: int
    seconds: float

    def as_it_arrives(self) -> "Rate":
        """The same for a platform that refuses whatever arrives above it."""
        return Rate(self.most, self.seconds + ON_THE_WAY)


class Pace:
    """Remembers when was sent. `rates` gives the rates of a chat; `overall` holds for all chats together, and may be
    replaced by others at any time.

    Calling it with a moment says from when on the chat may be sent to; when that is now, the sending is counted.
    """

    def __init__(self, rates: Callable[[Chat], tuple[Rate, ...]], overall: tuple[Rate, ...] = ()) -> None:
        self.overall = overall
        self._rates = rates
        self._sent: dict[str, list[datetime]] = {}
        """By chat, the one last sent to at the end."""
        self._all: list[datetime] = []
        self._longest = 0.0
        self._usual = 0.1
        """Seconds from sending to the answer."""
        self._held: tuple[datetime, datetime] | None = None

    def __call__(self, chat: Chat, now: datetime) -> datetime:
        at = self.free_at(now, chat)
        if at <= now:
            rates = self._rates(chat)
            self._sent[chat.id] = _counted(self._sent.pop(chat.id, []), rates, now)
            self._all = _counted(self._all, self.overall, now)
            self._longest = max((self._longest, *(rate.seconds for rate in rates)))
            self._forget(now)
        return at

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        """From when on the chat, or None for anybody at all, may be sent to."""
        free = [now, *(_free(self._all, rate, now) for rate in self.overall)]
        if self._held is not None:
            since, until = self._held
            free.append(until if since <= now else now)  # before `since` only when the clock was set back
        if chat is not None:
            sent = self._sent.get(chat.id, [])
            free += [_free(sent, rate, now) for rate in self._rates(chat)]
        return max(free)

    def answered(self, sent: datetime, now: datetime) -> None:
        """What was `sent` then is answered `now`. Where that took far longer than usual, a connection had to be made or
        a machine was held up, and it may have arrived late: for all chats together it then counts as sent that late."""
        took = (now - sent).total_seconds()
        if took > _LATE * self._usual:
            own = bisect_right(self._all, sent) - 1
            del self._all[max(own, 0) : own + 1]
            insort(self._all, now - timedelta(seconds=self._usual / 2))
        self._usual += (min(max(took, 0.0), 1.0) - self._usual) / _ANSWERS

    def hold(self, now: datetime, until: datetime) -> None:
        """Nobody is sent to before `until`, or until what was said before if that is later."""
        self._held = (now, max(until, self.free_at(now)))

    def _forget(self, now: datetime) -> None:
        """The chats that may be sent to again as if nothing had been."""
        recent = now - timedelta(seconds=self._longest)
        while self._sent:
            chat = next(iter(self._sent))
            if recent < self._sent[chat][-1] <= now:
                return
            del self._sent[chat]


def _counted(sent: list[datetime], rates: tuple[Rate, ...], now: datetime) -> list[datetime]:
    return [*sent, now][-max((rate.most for rate in rates), default=1) :]


def _free(sent: list[datetime], rate: Rate, now: datetime) -> datetime:
    """When the oldest of the last `most` sendings is `seconds` ago; a clock set back since then holds nothing up."""
    if len(sent) < rate.most or sent[-rate.most] > now:
        return now
    return sent[-rate.most] + timedelta(seconds=rate.seconds)
