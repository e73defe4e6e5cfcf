"""Sends what waits in the outbox: one `Delivery` a channel, several chats side by side, one chat strictly in order."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

import structlog

from jobs.budget import Budget
from jobs.sending import Allowed, Edits, Outcome, Sender, SendError, Told, at_any_time
from jobs.settling import LONGEST_PAUSE, pause_of_repeats, settle
from knowledge.memory import Store, StoreError, Transaction, asked_counts, outbox
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import TRIAL, Chat
from knowledge.questions.ask import VIET_NAM

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
AT_ONCE = 48  # enough for 30 a second where each takes one and a half
AHEAD = 8  # rows that are read at once: a pace lets one or two of them go
LONG = 1.0  # seconds of waiting, after which it is looked again what is due
HEAD_START = 0.03
"""Seconds before its turn in which a row is taken from the database already: that takes its time, and each moment by
which a turn is taken late is lost to all that wait."""
TENTH = 10
"""So many sendings have one among them that is due for longest, whoever waits for an answer: neither starves."""
WAITS = "waits its turn"
LONGEST_SLEEP = 30.0  # seconds: bounds the harm of a clock that is set back
DATABASE_AGAIN = 5.0  # seconds, after the database could not be used


class _TurnError(Exception):
    """The next part has to wait: for the channel's pace, until this moment; or then perhaps longer for its hours."""

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
        allowed: Allowed = at_any_time,
    ) -> None:
        """`month_messages`: how many the platform takes in a month, 0 for no limit. `allowed` is asked of every row
        before it is sent, and again before each further part of it."""
        self._store, self._channel, self._clock = store, channel, clock
        self._budget = Budget(channel.name, month_messages)
        self._at_once, self._told, self._allowed = at_once, told, allowed
        self._sending: set[asyncio.Task[None]] = set()
        self._begun = 0
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
            rows, held = await self._store.run(self._due, self._clock(), AHEAD)
            if await self._begin_in_turn(rows) and not held and len(rows) < AHEAD:
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

    def _due(self, tx: Transaction, now: datetime, limit: int) -> tuple[list[Outgoing], int]:
        """What may be sent now, and how much more was due and is held, so that something behind it may be due."""
        choose = outbox.due if (self._begun + 1) % TENTH else outbox.longest_due
        due = choose(tx, self._channel.name, now, limit)
        rows = [row for row in due if not self._hold(tx, row, now)]
        return rows, len(due) - len(rows)

    def _hold(self, tx: Transaction, row: Outgoing, now: datetime) -> bool:
        """Whether the row waits for its hours, which is written down."""
        until = self._allowed(tx, row, now)
        if until > now:
            outbox.hold(tx, row.id, until, now, "hours")
        return until > now

    async def _begin_in_turn(self, rows: list[Outgoing]) -> bool:
        """Begin with each as soon as there is room for it. Returns whether all were begun; if not, it must be looked
        again what is due. While all have to wait nothing in the outbox is touched, however much there is."""
        for row in rows:
            if self._stopping or not await self._has_room():
                return False
            await self._begin(row)
        return True

    async def _has_room(self) -> bool:
        """Waits for it. False when something has happened meanwhile, or much time has passed."""
        if len(self._sending) >= self._at_once:
            await self._sleep(LONGEST_SLEEP)
            return False
        while (wait := self._seconds_until(self._channel.free_at(self._clock())) - HEAD_START) > 0:
            if await self._sleep(min(wait, LONGEST_SLEEP)) or wait > LONG:
                return False
        return True

    async def _begin(self, row: Outgoing) -> None:
        turn = self._channel.free_at(self._clock(), row.chat)
        if self._seconds_until(turn) > HEAD_START:
            await self._store.run(outbox.postpone, row.id, turn)
            return
        claimed, refusal = await self._store.run(self._claim, row)
        if claimed is None:
            self.wake()  # it was changed, or waits: there may be something else to be sent in its place
            return
        try:
            if refusal is None:
                await self._await_turn(row.chat)
        except _TurnError as later:
            await self._write(outbox.retry, row.id, later.at, WAITS)
            return
        self._begun += 1
        task = asyncio.create_task(self._send(claimed, refusal))
        self._sending.add(task)
        task.add_done_callback(self._finished)

    async def _await_turn(self, chat: Chat) -> None:
        """Wait for it, no longer than it was near, and take it. Raises _TurnError."""
        while (turn := self._channel.pace(chat, now := self._clock())) > now:
            wait = (turn - now).total_seconds()
            if self._stopping or wait > HEAD_START:  # all are held since, or the parts of a long message go
                raise _TurnError(turn)
            await asyncio.sleep(wait)

    def _claim(self, tx: Transaction, row: Outgoing) -> tuple[Outgoing | None, SendError | None]:
        """Take the row to send it, and why it may not be sent after all. None where it has to wait: the month's
        messages are used up, or the machine was asleep since it was read, and its hours are over."""
        now = self._clock()
        if self._hold(tx, row, now):
            return None, None
        try:
            free = self._budget.free(tx, row, now)
        except SendError as error:
            return outbox.claim(tx, row, now), error
        if free <= now:
            return outbox.claim(tx, row, now), None
        if row.is_answer:  # nor may a later answer go before it
            outbox.postpone(tx, row.id, free)
        else:
            outbox.hold(tx, row.id, free, now, "quota")
        return None, None

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self.wake()

    async def _send(self, row: Outgoing, refusal: SendError | None) -> None:
        if refusal is not None:
            outcome = await self._write(settle, row, refusal, self._clock())
        else:
            outcome = await self._send_and_settle(row)
        self._told(row.chat, outcome, (self._clock() - row.created_at).total_seconds())

    async def _send_and_settle(self, row: Outgoing) -> Outcome:
        in_silence = self._silent
        try:
            proof = await (self._send_parts(row) if row.edits is None else self._edit(row, row.edits))
        except _TurnError as turn:
            await self._write(outbox.retry, row.id, turn.at, WAITS)
            return "later"
        except SendError as error:
            self._silent |= error.delivered_unknown
            return await self._write(settle, row, error, self._clock(), in_silence=in_silence)
        except Exception as error:
            log.error("channel failed", channel=self._channel.name, row=row.id, exc_info=error)
            unclear = SendError(type(error).__name__, delivered_unknown=True)
            return await self._write(settle, row, unclear, self._clock())
        await self._write(self._arrived, row, proof, self._clock())
        await self._is_answered()
        return "sent"

    async def _is_answered(self) -> None:
        if self._silent:
            self._silent = False
            await self._write(outbox.hasten, self._channel.name, self._clock())

    async def _send_parts(self, row: Outgoing) -> str:
        """Send the parts that were not sent in an earlier try; the proof of the last. Only the first of them can be a
        repeat."""
        *before, last = self._channel.parts(row.reply)
        for number, part in enumerate(before[row.parts_sent :], start=row.parts_sent):
            repeat = row.repeated and number == row.parts_sent
            await self._channel.send(row.chat, part, row.id, repeat)
            await self._write(self._part_arrived, row.id, self._clock())
            await self._take_turn(replace(row, parts_sent=number + 1))
        return await self._channel.send(row.chat, last, row.id, row.repeated and row.parts_sent >= len(before))

    async def _edit(self, row: Outgoing, earlier: int) -> str:
        """Put an earlier message in these words, where it has arrived and that can be done."""
        said = await self._write(outbox.get, earlier)
        if said is None or said.proof is None or not isinstance(self._channel, Edits):
            raise SendError("there is no message that could be changed", permanent=True)
        await self._channel.edit(row.chat, said.proof, row.reply, row.id)
        return said.proof

    async def _take_turn(self, row: Outgoing) -> None:
        now = self._clock()
        turn = self._channel.pace(row.chat, now)
        if turn > now or await self._write(self._allowed, row, now) > now:
            raise _TurnError(turn)

    def _part_arrived(self, tx: Transaction, row_id: int, now: datetime) -> None:
        outbox.part_sent(tx, row_id)
        self._budget.count(tx, now)

    def _arrived(self, tx: Transaction, row: Outgoing, proof: str, now: datetime) -> None:
        outbox.sent(tx, row.id, proof, now)
        self._budget.count(tx, now)
        if row.is_answer and row.chat.channel != TRIAL:
            day, seconds = now.astimezone(VIET_NAM).date(), (now - row.created_at).total_seconds()
            asked_counts.answered(tx, day, row.chat.channel, seconds)

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
        due = await self._store.run(outbox.next_due, self._channel.name, self._clock())
        return min(self._seconds_until(due), LONGEST_SLEEP) if due else LONGEST_SLEEP

    def _seconds_until(self, moment: datetime) -> float:
        return (moment - self._clock()).total_seconds()

    async def _sleep(self, seconds: float) -> bool:
        """Returns whether it was woken."""
        with suppress(TimeoutError):
            return await asyncio.wait_for(self._wake.wait(), timeout=seconds)
        return False
