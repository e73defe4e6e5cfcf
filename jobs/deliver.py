"""Sends what waits in the outbox: one `Delivery` a channel, several chats side by side, one chat strictly in order."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from jobs.budget import Budget
from jobs.sending import Outcome, Sender, SendError, Told
from knowledge.memory import Store, StoreError, Transaction, chats, outbox
from knowledge.memory.outbox import Outgoing
from knowledge.messages import Chat
from knowledge.notices import pass_on, tell_of_removal

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
AT_ONCE = 16
LONGEST_SLEEP = 30.0  # seconds: bounds the harm of a clock that is set back
DATABASE_AGAIN = 5.0  # seconds, after the database could not be used
LONGEST_PAUSE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)


def pause_after(tries: int) -> timedelta:
    """How long to wait after the given number of failures: 2, 4, 8 ... seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(tries, 16)), LONGEST_PAUSE)


def pause_of_repeats(tries: int) -> timedelta:
    """The same without the end: a repeat waits as long again as it has waited already, and each may be one too many."""
    return timedelta(seconds=2 ** min(tries, 16))


class _TurnError(Exception):
    """The channel's pace lets the next part go at this moment."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


def _tell_nobody(chat: Chat, outcome: Outcome, seconds: float) -> None:
    """Where nobody counts."""


class Delivery:
    """The sending half of one channel. `run` until cancelled, or `stop` to let what is being sent finish."""

    def __init__(
        self,
        store: Store,
        channel: Sender,
        clock: Callable[[], datetime],
        at_once: int = AT_ONCE,
        month_messages: int = 0,
        told: Told = _tell_nobody,
    ) -> None:
        """`month_messages`: how many the platform takes in a month, 0 for no limit."""
        self._store, self._channel, self._clock = store, channel, clock
        self._budget = Budget(channel.name, month_messages)
        self._at_once, self._told = at_once, told
        self._sending: set[asyncio.Task[None]] = set()
        self._silent = True
        """Whether nothing has arrived for sure since a sending of which that is not known, or since the start."""
        self._wake = asyncio.Event()
        self._stopping = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._last = clock()

    def wake(self) -> None:
        """Something was written into the outbox, or the clock has moved."""
        self._wake.set()

    async def run(self) -> None:
        """Send whatever is due, for as long as the program runs. What a crash left half-sent is settled first."""
        self._idle.clear()
        try:
            await self._write(outbox.recover, self._channel.name, self._clock(), pause_of_repeats)
            await self._write(outbox.bring_forward, self._channel.name, self._clock() + LONGEST_PAUSE)
            while not self._stopping:
                await self._turn()
        finally:
            self._idle.set()

    async def stop(self, grace: float) -> None:
        """Begin nothing more; what is being sent gets `grace` seconds, the rest is left for the next start."""
        self._stopping = True
        self.wake()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await self._idle.wait()
                while self._sending:
                    await asyncio.wait(self._sending)  # unlike gather it waits no longer for one that is not cancelled
        for task in self._sending:
            task.cancel()

    async def _turn(self) -> None:
        self._wake.clear()
        try:
            await self._see_clock()
            await self._begin_due()
            await self._sleep(await self._until_next())
        except Exception as error:
            log.error("outbox not read", channel=self._channel.name, exc_info=error)
            await self._sleep(DATABASE_AGAIN)

    async def _see_clock(self) -> None:
        """What was to be tried again by a clock that went wrong would wait as long as that was ahead, and with it all
        that waits behind it."""
        now, last = self._clock(), self._last
        self._last = now
        if last - now > LONGEST_PAUSE:
            await self._store.run(outbox.bring_forward, self._channel.name, now + LONGEST_PAUSE)

    async def _begin_due(self) -> None:
        while (free := self._at_once - len(self._sending)) > 0 and not self._stopping:
            rows = await self._store.run(outbox.due, self._channel.name, self._clock(), free)
            for row in rows:
                if not self._stopping:
                    await self._begin(row)
            if len(rows) < free:
                return

    async def _begin(self, row: Outgoing) -> None:
        now = self._clock()
        allowed = self._channel.pace(row.chat, now)
        if allowed > now:
            await self._store.run(outbox.postpone, row.id, allowed)
            return
        claimed = await self._store.run(outbox.claim, row)
        if claimed is not None:
            task = asyncio.create_task(self._send(claimed))
            self._sending.add(task)
            task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.wake()

    async def _send(self, row: Outgoing) -> None:
        outcome = await self._send_and_settle(row)
        self._told(row.chat, outcome, (self._clock() - row.created_at).total_seconds())

    async def _send_and_settle(self, row: Outgoing) -> Outcome:
        in_silence = self._silent
        try:
            proof = await self._send_parts(row)
        except _TurnError as turn:
            await self._write(outbox.retry, row.id, turn.at, "the next part waits its turn")
            return "later"
        except SendError as error:
            self._silent |= error.delivered_unknown
            return await self._write(settle, row, error, self._clock(), in_silence=in_silence)
        except Exception as error:
            log.error("channel failed", channel=self._channel.name, row=row.id, exc_info=error)
            unclear = SendError(type(error).__name__, delivered_unknown=True)
            return await self._write(settle, row, unclear, self._clock())
        await self._write(self._arrived, row.id, proof, self._clock())
        await self._is_answered()
        return "sent"

    async def _is_answered(self) -> None:
        if self._silent:
            self._silent = False
            await self._write(outbox.hasten, self._channel.name, self._clock())

    async def _send_parts(self, row: Outgoing) -> str:
        """Send the parts that were not sent in an earlier try; the proof of the last. Only the first of them can be a
        repeat."""
        await self._write(self._budget.check, row, self._clock())
        *before, last = self._channel.parts(row.reply)
        for number, part in enumerate(before[row.parts_sent :], start=row.parts_sent):
            repeat = row.repeated and number == row.parts_sent
            await self._channel.send(row.chat, part, row.id, repeat)
            await self._write(self._part_arrived, row.id, self._clock())
            self._take_turn(row.chat)
        return await self._channel.send(row.chat, last, row.id, row.repeated and row.parts_sent >= len(before))

    def _take_turn(self, chat: Chat) -> None:
        now = self._clock()
        at = self._channel.pace(chat, now)
        if at > now:
            raise _TurnError(at)

    def _part_arrived(self, tx: Transaction, row_id: int, now: datetime) -> None:
        outbox.part_sent(tx, row_id)
        self._budget.count(tx, now)

    def _arrived(self, tx: Transaction, row_id: int, proof: str, now: datetime) -> None:
        outbox.sent(tx, row_id, proof, now)
        self._budget.count(tx, now)

    async def _write(self, write: Callable[Concatenate[Transaction, P], T], *args: P.args, **named: P.kwargs) -> T:
        """A row that is being sent, and a result that is not written, hold up their chat: what is done about it in the
        database is tried until it succeeds."""
        while True:
            try:
                return await self._store.run(write, *args, **named)
            except StoreError as error:
                log.error("outbox not written", channel=self._channel.name, exc_info=error)
                await asyncio.sleep(DATABASE_AGAIN)

    async def _until_next(self) -> float:
        now = self._clock()
        due = await self._store.run(outbox.next_due, self._channel.name, now)
        return min((due - now).total_seconds(), LONGEST_SLEEP) if due else LONGEST_SLEEP

    async def _sleep(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), timeout=seconds)


def settle(tx: Transaction, row: Outgoing, error: SendError, now: datetime, *, in_silence: bool = False) -> Outcome:
    """Decide what becomes of a row that could not be sent. `row` is as it was claimed.

    What may have arrived is sent once more. When it cannot be said of that repeat either, the message is given up,
    unless it was sent `in_silence`: then it is not the message, the platform answers nobody, and it is tried again.
    """
    if error.new_chat_id is not None:
        _follow(tx, row, error, error.new_chat_id, now)
        return "moved"
    outcome = _decide(tx, row, error, now, in_silence=in_silence)
    chat = row.chat
    log.warning("not sent", channel=chat.channel, chat=chat.mark, row=row.id, reason=error.reason, outcome=outcome)
    return outcome


def _decide(tx: Transaction, row: Outgoing, error: SendError, now: datetime, *, in_silence: bool) -> Outcome:
    wait = timedelta(seconds=error.retry_after) if error.retry_after is not None else pause_after(row.tries)
    if error.permanent:
        outbox.dead(tx, row.id, error.reason, now)
        if error.gone:
            _tell_gone(tx, row, now)
        return "gone" if error.gone else "dead"
    if now - row.created_at > GIVE_UP_AFTER:
        outbox.dead(tx, row.id, f"given up: {error.reason}", now)
        return "dead"
    if error.delivered_unknown:
        return _doubt(tx, row, error, now, wait, in_silence=in_silence)
    outbox.retry(tx, row.id, now + wait, error.reason)
    return "later"


def _doubt(
    tx: Transaction, row: Outgoing, error: SendError, now: datetime, wait: timedelta, *, in_silence: bool
) -> Outcome:
    if row.repeated and not in_silence:
        outbox.dead(tx, row.id, f"arrival not confirmed twice: {error.reason}", now)
        return "dead"
    outbox.unknown(tx, row.id, now + (pause_of_repeats(row.tries) if row.repeated else wait), error.reason)
    return "unknown"


def _follow(tx: Transaction, row: Outgoing, error: SendError, new_chat: str, now: datetime) -> None:
    """The chat goes on under another id: this row and what waits behind it go there, in order."""
    outbox.retry(tx, row.id, now, error.reason)
    chats.move_chat(tx, row.chat.channel, row.chat.id, new_chat)


def _tell_gone(tx: Transaction, row: Outgoing, now: datetime) -> None:
    """The chat is out of reach: admins are told of a group, and what is for an agency goes to its next chat."""
    place = chats.lost(tx, row.chat, now)
    if place and place.chat.group:
        tell_of_removal(tx, place, now)
    if row.agency is not None:
        pass_on(tx, row, now)
