"""One demo: a group of an agency in a time of its own, which is moved on by jumps and lived through day by day.

It has a database of its own in memory, so that nothing in it is real: no chat, no reminder, no limit, no notice.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from bot.demo.days import day_of, moments
from bot.demo.living import CHANNEL, answer, first_reminder, found_group, hour_of, live
from handlers.context import Access, Services
from handlers.errors import apologise
from jobs.schedule import Reminds
from knowledge.memory import store_in_memory
from knowledge.messages import Chat, Message
from knowledge.records import Agency
from knowledge.working_days import Calendar

LONGEST_TALK = 500
"""Messages that one demo takes: it bounds its memory."""
LOOKED_AHEAD = timedelta(days=366)
_AT_ONCE = 20
"""Days in one transaction of the look ahead: whoever writes meanwhile waits for it."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What worlds are made of: the program's own parts. `hour` is when a day's reminders are said in Viet Nam,
    unless a chat wishes another; nothing was to be reminded of before the day `begins`."""

    agencies: Mapping[str, Agency]
    services: Services
    reminds: Reminds
    calendar: Calendar
    hour: time
    begins: date


@dataclass(frozen=True, slots=True)
class Journey:
    """What became of a jump: the days that were lived, how many messages came on them, and whether it was `stopped`.

    `next` is the day of the next reminder where none came, None where none comes within `LOOKED_AHEAD`. `trouble` is a
    sentence about a fault of ours.
    """

    first: date
    last: date
    said: int = 0
    stopped: bool = False
    next: date | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the days of a jump are lived."""

    done: int
    days: int


class World:
    """Made in a running event loop. `changed` is called whenever there is something new to be seen."""

    def __init__(
        self,
        programme: Programme,
        joining: Message,
        agency: str,
        start: datetime,
        clock: Callable[[], datetime],
        changed: Callable[[Chat], object],
    ) -> None:
        """`joining` says which chat it is and who is in it, `start` when that begins; `clock` is the real one."""
        self.chat, self._agency = joining.chat, agency
        self._programme, self._clock, self._changed = programme, clock, changed
        self._services = replace(programme.services, access=Access(page=frozenset({CHANNEL})))
        self._ahead = start - clock()
        self._taken = 0
        self._stopping = False
        self.progress: Progress | None = None
        self.journey: Journey | None = None
        self.store = store_in_memory()
        self.store.call(found_group, joining, agency, start)
        self._tasks = [asyncio.create_task(self._begin(start, joining.language))]

    @property
    def now(self) -> datetime:
        """What time it is there: it passes as elsewhere, and jumps."""
        return self._clock() + self._ahead

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def is_full(self) -> bool:
        """Whether it takes no more messages."""
        return self._taken >= LONGEST_TALK

    async def receive(self, message: Message) -> None:
        """Returns when the message and its answer are stored, as they are at the moment that it is there."""
        self._taken += 1
        await self.store.run(answer, self._services, message, self.now)
        self._changed(self.chat)

    def jump(self, last: date, language: str) -> None:
        """Begin to live all days until this one, which is later than today; not to be called while there is `progress`.
        A fault is told in this language."""
        self._stopping = False
        self.journey, self.progress = None, Progress(0, (last - self.today).days)
        self._tasks = [each for each in self._tasks if not each.done()]
        self._tasks.append(asyncio.create_task(self._go(last, language)))
        self._changed(self.chat)

    def stop(self) -> None:
        """Live no further than the day that is being lived."""
        self._stopping = True

    def close(self) -> None:
        """Nothing of it remains."""
        for task in self._tasks:
            task.cancel()
        self.store.close()

    async def _begin(self, start: datetime, language: str) -> None:
        """What is said on the day on which it begins."""
        try:
            await self.store.run(live, self._programme.reminds, start)
        except Exception as error:
            self.journey = _failed(self.today, error, language)
        self._changed(self.chat)

    async def _go(self, last: date, language: str) -> None:
        try:
            hour = await self.store.run(hour_of, self._agency, self._programme.hour)
            journey = await self._live(list(moments(self.now, last, hour)))
            self.journey = journey if journey.said else replace(journey, next=await self._next_day(hour))
        except Exception as error:
            self.journey = _failed(self.today, error, language)
        self.progress = None
        self._changed(self.chat)

    async def _live(self, ahead: list[datetime]) -> Journey:
        lived = Journey(day_of(ahead[0]), day_of(ahead[0]))
        for done, moment in enumerate(ahead, 1):
            self._ahead = moment - self._clock()
            said = await self.store.run(live, self._programme.reminds, moment)
            lived = replace(lived, last=day_of(moment), said=lived.said + said, stopped=done < len(ahead))
            self.progress = Progress(done, len(ahead))
            self._changed(self.chat)
            if self._stopping:
                break
        return lived

    async def _next_day(self, hour: time) -> date | None:
        ahead = moments(self.now, self.today + LOOKED_AHEAD, hour)
        while some := list(islice(ahead, _AT_ONCE)):
            if found := await self.store.run(first_reminder, self._programme.reminds, some):
                return day_of(found)
        return None


def _failed(today: date, error: Exception, language: str) -> Journey:
    return Journey(today, today, trouble=apologise("demo stopped", error, language))
