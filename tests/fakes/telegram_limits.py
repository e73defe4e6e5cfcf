"""How fast Telegram lets a bot send, as documented, and how long a request takes on its way and there."""

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field

OVERALL, IN_A_CHAT, IN_A_GROUP = (30, 1.0), (1, 1.0), (20, 60.0)
"""So many in any so many seconds. Nothing more is known of how it counts; nothing could be stricter than this."""


class Limits:
    """Counts what arrives; a message that is refused counts as well."""

    def __init__(self) -> None:
        self.refused = 0
        self._all: deque[float] = deque(maxlen=OVERALL[0])
        self._chats: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=IN_A_GROUP[0]))

    def take(self, chat: str, now: float) -> int:
        """How many seconds Telegram asks to wait; 0 when it takes the message. `now` is of any steady clock."""
        sent = self._chats[chat]
        limits = [(self._all, *OVERALL), (sent, *IN_A_CHAT)]
        if chat.startswith("-"):
            limits.append((sent, *IN_A_GROUP))
        wait = max(_wait(*limit, now) for limit in limits)
        self._all.append(now)
        sent.append(now)
        self.refused += wait > 0
        return int(-(-wait // 1))


def _wait(sent: deque[float], most: int, seconds: float, now: float) -> float:
    return max(0.0, sent[-most] + seconds - now) if len(sent) >= most else 0.0


@dataclass
class Network:
    """Seconds that a request takes until it is counted, and from then until it is answered, which is mostly Telegram's
    own work: 50 to 150 ms together."""

    there: tuple[float, float] = (0.02, 0.03)
    back: tuple[float, float] = (0.03, 0.12)
    chance: random.Random = field(default_factory=lambda: random.Random(30))

    def going(self) -> float:
        return self.chance.uniform(*self.there)

    def coming(self) -> float:
        return self.chance.uniform(*self.back)
