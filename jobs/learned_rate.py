"""How fast a platform lets us send that does not say so: learned from what it takes and what it refuses.

More with each message that is taken while we are as fast as we dare to be, less with each refusal, and close to the
rate that was last refused so slowly that hardly anything is refused any more. Pauses grow as long as nothing is taken.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.pacing import Rate
from knowledge.messages import Chat

START, LOWEST, HIGHEST = 10.0, 0.1, 30.0  # a second
LONGEST_PAUSE = 60.0  # seconds
PATIENCE = 120.0
"""Seconds of pauses without anything taken, after which it is not our speed: some platforms count by the minute."""
SPENT_PAUSE = 3600.0  # seconds

_NEAR, _FAR = 0.9, 1.1
"""From where to where, of the rate that was refused, it may be the limit still: in between we go on carefully."""
_CAREFULLY = 0.1 / 2000
_BACK = 0.01
"""Of the rate that was refused, a message: from `_NEAR` to it in 2,000 messages; back to `_NEAR` in a dozen."""
_UNKNOWN = 0.02  # of the present rate, a message
_LESS, _HALF = 0.8, 0.5
_STREAK = 10
"""So many messages, one after the other as fast as we dare, until it is said that this is not too fast: short bursts
are taken by platforms that take no more of it for long."""
_AGAIN = 2.0
"""So many times as long as everybody does, a chat that was refused waits: if it is refused for itself, what the others
send shows it."""
_MANY = 3
"""Chats that are refused in a row, nothing being taken in between: it is no chat's own matter then."""
_CHATS = 1000


@dataclass(frozen=True, slots=True)
class Refusal:
    """How many seconds everybody waits (0: only the chat), and how many the chat does; None where nobody knows.

    `spent`: nothing was taken for so long, of many chats, that what may be sent at all must be used up.
    """

    everybody: float
    chat: float | None
    spent: bool = False


class LearnedRate:
    """`limit` is the rate that was last refused, None where none was: all that is worth remembering beyond a restart.

    `per_second` is how fast to be now. No clock that goes wrong can stop it.
    """

    def __init__(self, limit: float | None = None) -> None:
        self.limit = limit
        self.per_second = START if limit is None else _bounded(limit * _NEAR)
        self._known_before = (self.per_second, limit)
        self._round = 0
        self._paused = self._pause = 0.0
        self._refusals = 0
        self._streak = 0
        self._last: datetime | None = None
        self._refused: set[str] = set()
        """Chats of which nothing was taken since."""
        self._in_a_row: set[str] = set()
        """Those since anything was taken."""

    @property
    def rates(self) -> tuple[Rate, ...]:
        """What `jobs.pacing.Pace` keeps for all chats together: evenly, as a burst may be too much for any limit."""
        return (Rate(1, 1 / self.per_second),)

    def begin(self) -> int:
        """Something is being sent; what is returned is told again with what becomes of it."""
        return self._round

    def taken(self, begun: int, chat: Chat, at: datetime) -> None:
        """The platform has taken what was sent `at` this moment. What was on its way when another one was refused says
        nothing about how fast we are since."""
        self._refused.discard(chat.id)
        if begun < self._round:
            return
        self._refusals, self._paused = 0, 0.0
        self._in_a_row.clear()
        gap = at - self._last if self._last else timedelta.max
        self._last = at
        as_fast_as_we_dare = timedelta(0) <= gap <= timedelta(seconds=1.5 / self.per_second)
        self._streak = self._streak + 1 if as_fast_as_we_dare else 0
        if self._streak >= _STREAK:
            self._grow()

    def refused(self, begun: int, chat: Chat, seconds: float | None = None) -> Refusal:
        """The platform has refused it as too many; `seconds` is how long it asks to wait, where it does.

        Where it is only one or two chats that are refused again and again, it says nothing about all of them.
        """
        known = chat.id in self._refused
        self._remember(chat)
        if begun < self._round:
            return Refusal(0.0, seconds or self._pause * _AGAIN)
        if known and len(self._in_a_row) < _MANY:
            return Refusal(0.0, seconds)
        if not self._refusals:
            self._known_before = (self.per_second, self.limit)
            self._shrink()
        return self._wait(seconds)

    def _wait(self, seconds: float | None) -> Refusal:
        self._round += 1
        self._refusals += 1
        self._streak = 0
        self._pause = min(2.0 ** (self._refusals - 1), LONGEST_PAUSE) if seconds is None else seconds
        spent = seconds is None and self._paused >= PATIENCE
        if spent:
            self.per_second, self.limit = self._known_before
            self._pause = SPENT_PAUSE
        self._paused += self._pause
        return Refusal(self._pause, self._pause * _AGAIN if seconds is None else seconds, spent)

    def _shrink(self) -> None:
        careful = self.limit is not None and self.per_second >= self.limit * _NEAR
        self.limit = self.per_second
        self.per_second = _bounded(self.per_second * (_LESS if careful else _HALF))

    def _grow(self) -> None:
        if self.limit is not None and self.per_second >= self.limit * _FAR:
            self.limit = None
        if self.limit is None:
            step = self.per_second * _UNKNOWN
        else:
            step = self.limit * (_BACK if self.per_second < self.limit * _NEAR else _CAREFULLY)
        self.per_second = _bounded(self.per_second + step)

    def _remember(self, chat: Chat) -> None:
        if len(self._refused) >= _CHATS:
            self._refused.clear()
            self._in_a_row.clear()
        self._refused.add(chat.id)
        self._in_a_row.add(chat.id)


def _bounded(rate: float) -> float:
    return min(max(rate, LOWEST), HIGHEST)
