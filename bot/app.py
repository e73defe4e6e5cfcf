"""The one place where everything is built, started and stopped. Tests pass fakes for the real things."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import perf_counter
from typing import Protocol

import structlog

from bot.channels import Channel
from bot.clock import utc_now
from bot.metrics import Metrics
from bot.settings import Settings
from handlers import router
from handlers.context import Services
from jobs.announce import Announcing
from jobs.backup import BackingUp
from jobs.deliver import Delivery
from jobs.pictures import TakingPictures
from jobs.reading import ReadingFiles
from jobs.schedule import NothingToRemind, Plan, Reminds, Ticks, Times
from jobs.sending import Allowed, Outcome, at_any_time
from knowledge.memory import DATABASE, Store, open_store
from knowledge.memory.lock import RunningLock
from knowledge.messages import Chat, Message
from knowledge.sending_hours import Hours

log = structlog.get_logger(__name__)

SENDING_SECONDS = 3.0  # for what is being sent when told to stop; with `bot.ending` it all stays within five
CLOSING_SECONDS = 1.0
CHANNEL_AGAIN = 5.0  # seconds before a channel that failed is started again

Clock = Callable[[], datetime]


class Server(Protocol):
    """Something that serves until cancelled; what it raises ends the program."""

    async def run(self) -> None:
        """Free what it took when cancelled."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between the real program and a test: who answers, where people write, what that allows, who counts.

    `month_messages` and `plans` are limits of channels, by name. `then` is done by the clock after `reminds`.
    `backing_up` is None where no backups are made, `reading` where no files are read, `announcing` and `pictures` where
    no notices go out.
    """

    services: Services
    channels: tuple[Channel, ...]
    servers: tuple[Server, ...] = ()
    month_messages: Mapping[str, int] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    metrics: Metrics = field(default_factory=Metrics)
    reminds: Reminds = field(default_factory=NothingToRemind)
    then: tuple[Reminds, ...] = ()
    allowed: Allowed = at_any_time
    backing_up: BackingUp | None = None
    reading: ReadingFiles | None = None
    announcing: Announcing | None = None
    pictures: TakingPictures | None = None


MakeParts = Callable[[Settings, Store, Clock], Parts]
MakeTicks = Callable[..., Ticks]
"""Called as `Ticks` is."""


class App:
    """The running program: `start` and `stop`, or `run` until the process is told to end."""

    def __init__(
        self, settings: Settings, make_parts: MakeParts, clock: Clock = utc_now, make_ticks: MakeTicks = Ticks
    ) -> None:
        """`make_ticks`: a clock that is not the real one does not tick by itself."""
        self._settings, self._make_parts, self._clock, self._make_ticks = settings, make_parts, clock, make_ticks

    async def run(self) -> None:
        """Raises what `start` raises, and whatever ended a server."""
        told = asyncio.create_task(_told_to_stop())
        await asyncio.sleep(0)  # it listens before anything is taken in: told at once, the program still ends in order
        try:
            await self.start()
        except BaseException:
            told.cancel()
            raise
        try:
            await asyncio.wait([told, *self._servers], return_when=asyncio.FIRST_COMPLETED)
        finally:
            told.cancel()
            await self.stop()
        for server in self._servers:
            if server.done() and not server.cancelled():
                server.result()

    async def start(self) -> None:
        """Raises StoreError or SourceError, before anything is sent or taken in."""
        folder = self._settings.data.folder
        self._lock = RunningLock.take(folder)
        try:
            self._store = open_store(folder / DATABASE)
        except BaseException:
            self._lock.release()
            raise
        try:
            parts = self._make_parts(self._settings, self._store, self._clock)
            self._begin(parts)
        except BaseException:
            self._close()
            raise

    def _begin(self, parts: Parts) -> None:
        self._services, self._metrics = parts.services, parts.metrics
        self._deliveries = {channel.name: self._delivery(channel, parts) for channel in parts.channels}
        times = _times(self._settings, parts)
        self._aside = tuple(
            each for each in (parts.backing_up, parts.reading, parts.announcing, parts.pictures) if each
        )
        self._announce = parts.announcing.look if parts.announcing else _nothing
        backed_up = parts.backing_up.tick if parts.backing_up else _nothing

        def ticked() -> None:
            backed_up()
            self._announce()

        ticks = self._make_ticks(
            self._store, self._clock, times, parts.reminds, self._wake, then=parts.then, ticked=ticked
        )
        self._ticking = asyncio.create_task(ticks.run())
        self._servers = [asyncio.create_task(server.run()) for server in parts.servers]
        self._loops = [asyncio.create_task(delivery.run()) for delivery in self._deliveries.values()]
        self._loops += [asyncio.create_task(self._keep_running(channel)) for channel in parts.channels]
        self._loops += [asyncio.create_task(each.run(self._wake)) for each in self._aside]

    async def stop(self) -> None:
        """No new work; what is being sent is finished or left for the next start; nothing is lost."""
        self._ticking.cancel()
        await asyncio.gather(*(delivery.stop(SENDING_SECONDS) for delivery in self._deliveries.values()))
        tasks = [self._ticking, *self._loops, *self._servers]
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=CLOSING_SECONDS)
        self._close()  # here and not in a thread: those may all be waiting for the network

    async def receive(self, message: Message) -> None:
        """What a channel calls: returns when the message and its answer are stored."""
        channel, kind, began = message.chat.channel, kind_of(message), perf_counter()
        try:
            await self._store.run(router.handle, self._services, message, self._clock())
        except Exception:
            self._metrics.received(channel, kind, perf_counter() - began, stored=False)
            raise
        seconds = perf_counter() - began
        self._wake()
        for each in self._aside:
            each.look()
        self._metrics.received(channel, kind, seconds, stored=True)
        log.info("message", channel=channel, chat=message.chat.mark, kind=kind, ms=round(seconds * 1000, 1))

    def _delivery(self, channel: Channel, parts: Parts) -> Delivery:
        limit = parts.month_messages.get(channel.name, 0)
        return Delivery(
            self._store,
            channel,
            self._clock,
            month_messages=limit,
            told=self._told,
            allowed=parts.allowed,
        )

    def _told(self, chat: Chat, outcome: Outcome, seconds: float) -> None:
        self._metrics.told(chat, outcome, seconds)
        self._announce()
        if outcome in ("gone", "dead"):
            self._wake()

    def _wake(self) -> None:
        """An answer may also make something to be said on another channel, and so may what is not taken on one."""
        for delivery in self._deliveries.values():
            delivery.wake()

    def _close(self) -> None:
        self._store.close()
        self._lock.release()

    async def _keep_running(self, channel: Channel) -> None:
        """One channel out of order leaves the others alone."""
        while True:
            try:
                await channel.run(self.receive)
            except Exception as error:
                log.error("channel stopped", channel=channel.name, again_in=CHANNEL_AGAIN, exc_info=error)
            await asyncio.sleep(CHANNEL_AGAIN)


def kind_of(message: Message) -> str:
    """What came in, for those who watch: "event", "press", "command" or "question"."""
    if message.event:
        return "event"
    if message.press is not None:
        return "press"
    return "command" if message.text.lstrip().startswith("/") else "question"


def _times(settings: Settings, parts: Parts) -> Times:
    keep = settings.keep
    return Times(
        messages=timedelta(days=keep.messages_days),
        conversations=timedelta(days=keep.conversations_days),
        drafts=timedelta(days=keep.drafts_days),
        unanswered=timedelta(days=keep.unanswered_days),
        next_chat=timedelta(minutes=settings.access.next_chat_minutes),
        plans=parts.plans,
        hours=Hours(settings.remind.first_hour, settings.remind.last_hour),
    )


def _nothing() -> None:
    """Where nobody waits to be told."""


async def _told_to_stop() -> None:
    """Until Ctrl-C or the system's request to end."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C cancels what runs
            loop.add_signal_handler(number, stopped.set)
    await stopped.wait()
