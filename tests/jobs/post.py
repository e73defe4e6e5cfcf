"""A delivery under test: a platform that does what the test has planned, and time that moves when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from jobs import pacing
from jobs.deliver import Delivery
from jobs.sending import Allowed, at_any_time
from knowledge.memory import Store, Transaction, outbox
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat, Reply
from tests.talk import CHAT, NOW

Pace = Callable[[Chat, datetime], datetime]
PART = "\f"
"""Where a text is cut into parts."""


def unpaced(chat: Chat, now: datetime) -> datetime:
    return now


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Wire:
    """A platform: `fails` holds, for a text, the errors of its next sendings; `hangs` those that get no answer yet.
    What was `tried`, and `at` what time."""

    name = "console"

    def __init__(self, pace: Pace, clock: Clock) -> None:
        self.pace, self.clock = pace, clock
        self.arrived: list[tuple[str, str, bool]] = []
        self.fails: dict[str, list[Exception]] = {}
        self.hangs: dict[str, asyncio.Event] = {}
        self.tried: list[str] = []
        self.at: list[datetime] = []
        self.changed = asyncio.Event()

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        if isinstance(self.pace, pacing.Pace):
            return self.pace.free_at(now, chat)
        return self.pace(chat, now) if chat else now

    def parts(self, reply: Reply) -> list[Reply]:
        return [Reply(text) for text in reply.text.split(PART)]

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        self.tried.append(part.text)
        self.at.append(self.clock())
        self.changed.set()
        if part.text in self.hangs:
            await self.hangs[part.text].wait()
        if self.fails.get(part.text):
            raise self.fails[part.text].pop(0)
        self.arrived.append((chat.id, part.text, repeat))
        return f"proof-{row_id}"


class Post:
    """A running delivery with its wire, and what a test needs to watch it."""

    def __init__(
        self,
        store: Store,
        pace: Pace = unpaced,
        at_once: int = 16,
        month: int = 0,
        allowed: Allowed = at_any_time,
        wire: Callable[[Pace, Clock], Wire] = Wire,
    ) -> None:
        self.store, self.clock = store, Clock()
        self.wire = wire(pace, self.clock)
        self.delivery = Delivery(store, self.wire, self.clock, at_once, month, allowed=allowed)

    def write(self, text: str, chat: Chat = CHAT) -> int:
        row_id = self.store.call(outbox.add, chat, Reply(text), self.clock.now)
        self.delivery.wake()
        return row_id or 0

    def remind(self, text: str, chat: Chat = CHAT, agency: str = "bng") -> int:
        """Write down what keeps hours."""
        key = f"{text} {chat.id}"
        row_id = self.store.call(outbox.add, chat, Reply(text), self.clock.now, key=key, agency=agency, in_hours=True)
        self.delivery.wake()
        return row_id or 0

    def row(self, row_id: int) -> Outgoing:
        row = self.store.call(outbox.get, row_id)
        assert row is not None
        return row

    async def until(self, row_id: int, state: str) -> Outgoing:
        async with asyncio.timeout(5):
            while self.row(row_id).state != state:  # noqa: ASYNC110
                await asyncio.sleep(0)
        return self.row(row_id)

    async def held(self, row_id: int, why: str = "hours") -> Outgoing:
        async with asyncio.timeout(5):
            while self.row(row_id).held_for != why:  # noqa: ASYNC110
                await asyncio.sleep(0)
        return self.row(row_id)

    async def tried(self, times: int) -> None:
        async with asyncio.timeout(5):
            while len(self.wire.tried) < times:
                self.wire.changed.clear()
                await self.wire.changed.wait()

    async def quiet(self) -> None:
        """Until nothing is due at this moment and nothing is being sent."""
        async with asyncio.timeout(5):
            while self.store.call(self._is_busy):  # noqa: ASYNC110
                await asyncio.sleep(0)

    def _is_busy(self, tx: Transaction) -> bool:
        due = outbox.due(tx, self.wire.name, self.clock.now, 1)
        return bool(due) or outbox.in_flight(tx, self.wire.name) > 0

    def later(self, by: timedelta) -> None:
        self.clock.now += by
        self.delivery.wake()


@asynccontextmanager
async def running(post: Post) -> AsyncIterator[Post]:
    task = asyncio.create_task(post.delivery.run())
    try:
        yield post
    finally:
        await post.delivery.stop(grace=0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
