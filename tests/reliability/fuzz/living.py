"""Messages one after another, each in a transaction of its own as in the program, while the time passes: reminders are
written down, what is said arrives or does not, the old is forgotten at night."""

import asyncio
from collections import deque
from collections.abc import Callable, MutableSequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from structlog.testing import capture_logs

from bot.app import kind_of
from jobs.schedule import Ticks, Times
from knowledge.memory import Transaction, outbox
from knowledge.messages import Button, Chat, Message, Reply
from knowledge.questions.ask import VIET_NAM
from knowledge.sending_hours import Hours
from tests.reliability.fuzz.arriving import Arriving
from tests.reliability.fuzz.choosing import Choosing, Sent
from tests.reliability.fuzz.files import read_all
from tests.reliability.fuzz.found import Found
from tests.reliability.fuzz.logged import as_text
from tests.reliability.fuzz.material import gathered
from tests.reliability.fuzz.observing import Observing
from tests.reliability.fuzz.rules import Step, broken
from tests.reliability.fuzz.taking_back import take_all_back
from tests.reliability.fuzz.world import BEGINS, World, restore, world

KEPT = Times(timedelta(days=20), timedelta(days=7), hours=Hours())
"""So that much is forgotten while something still points at it."""
_RESTORED_EVERY = 150
_LEAPS_EVERY, _LEAPS_AT_LEAST = 400, 6
_PAUSES = (0, 1, 2, 3, 5, 8, 90, 700)  # seconds
_SHOWN_BEFORE = 6


def live(
    folder: Path,
    messages: int,
    seed: int,
    say: Callable[[int, Found], object] = lambda done, found: None,
    change: Callable[[World], World] = lambda as_it_is: as_it_is,
) -> Found:
    """Send so many. `say` is told after each how far it has come; `change` makes another program of it."""
    with world(folder) as made, capture_logs() as log:
        life = _Life(change(made), Random(seed), log, min(_LEAPS_EVERY, max(2, messages // _LEAPS_AT_LEAST)))
        for number in range(messages):
            life.go_on(number)
            say(number + 1, life.found)
        life.end()
        return life.found


class _Life:
    def __init__(self, made: World, random: Random, log: MutableSequence[Any], leaps_every: int) -> None:
        self._world, self._random, self._leaps_every, self.found = made, random, leaps_every, Found()
        agencies = made.store.call(made.parts.services.at).owing.catalog.agencies.values()
        named = sorted(name for agency in agencies for name in (agency.name, *agency.aliases))
        self._choosing = Choosing(random, made.people, made.groups, gathered(named))
        self._observing = Observing(made, self._choosing, log)
        self._arriving = Arriving(made.parts.channels, random)
        self._clock, self._log = made.clock, log
        self._ticks = Ticks(made.store, made.clock, KEPT, made.parts.reminds, lambda: None, then=made.parts.then)
        self._last: deque[tuple[Chat, str]] = deque(maxlen=400)
        self._messages: dict[str, Message] = {}
        made.store.call(restore, made, self._clock.now)
        self._first = made.store.call(self._observing.begin)

    def go_on(self, number: int) -> None:
        """One more message, after some time."""
        if number and number % _RESTORED_EVERY == 0:
            self._world.store.call(restore, self._world, self._clock.now)
        self._clock.now += timedelta(seconds=self._random.choice(_PAUSES))
        self._world.store.call(self._read_files)
        if number % self._leaps_every == 1:
            self._leap()
        sent = self._choosing.next()
        if sent.again and sent.who.sender not in self._messages:
            return
        self._send(number, sent)

    def end(self) -> None:
        """All is taken back, the last first, and the journal is whole."""
        found, changes = self.found, self._world.parts.services.changes
        found.days = (self._clock.now - BEGINS).days
        found.back = self._world.store.call(take_all_back, changes, self._first, self._clock.now)
        found.violations += found.back.violations

    def _send(self, number: int, sent: Sent) -> None:
        message = self._messages[sent.who.sender] if sent.again else self._message(number, sent)
        self._messages[sent.who.sender] = message
        try:
            step, violations = self._world.store.call(self._take, sent, message)
        except Exception as error:
            violations = [f"not taken: {error!r}"]
        else:
            self._count(sent, message, step)
        self._last.append((sent.chat, _line(sent, message)))
        if violations:
            before = [line for chat, line in self._last if chat == sent.chat][-_SHOWN_BEFORE:]
            self.found.violations += [
                "\n    ".join((each, f"{number}. in {sent.chat}", *before)) for each in violations
            ]

    def _take(self, tx: Transaction, sent: Sent, message: Message) -> tuple[Step, list[str]]:
        step = self._observing.take(tx, sent, message, self._clock.now)
        violations = broken(tx, self._world.parts.services.changes, step)
        return step, violations + self._arriving.take(tx, self._clock.now)

    def _message(self, number: int, sent: Sent) -> Message:
        press = (self._world.store.call(_offered, sent, self._clock.now), 0) if sent.as_if else sent.press
        return Message(
            sent.chat, f"{sent.chat.channel} {number}", sent.who.sender, sent.text, self._clock.now, sent.who.name,
            press=press, language=self._random.choice(("vi", "vi", "vi", "en")), event=sent.event,
            chat_title=self._random.choice(("Vụ <Hợp tác> & \u202e", "")) if sent.chat.group else "", file=sent.file,
        )  # fmt: skip

    def _leap(self) -> None:
        """Nobody writes until about nine in the morning of one of the next days."""
        day = self._clock.now.astimezone(VIET_NAM) + timedelta(days=self._random.choice((1, 1, 1, 2, 5)))
        self._clock.now = day.replace(hour=9)
        asyncio.run(self._by_itself())
        self._world.store.call(self._look_on)

    async def _by_itself(self) -> None:
        """What the program does by the clock, and beside all else."""
        await self._ticks.tick()
        if self._world.parts.announcing:
            await self._world.parts.announcing.work(lambda: None)

    def _look_on(self, tx: Transaction) -> None:
        """What it did by itself arrives too."""
        self.found.violations += [f"by itself: {error}" for error in as_text(self._log)]
        self.found.by_itself += self._observing.look_on(tx)
        self.found.violations += self._arriving.take(tx, self._clock.now)

    def _read_files(self, tx: Transaction) -> None:
        current = self._world.parts.services.current
        assert current is not None  # the program's own parts
        read_all(tx, current.at(tx), self._random, self._clock.now)

    def _count(self, sent: Sent, message: Message, step: Step) -> None:
        found = self.found
        found.messages += 1
        found.channels[sent.chat.channel] += 1
        found.roles[sent.who.role] += 1
        found.kinds["sent a second time" if sent.again else kind_of(message)] += 1
        found.answers += bool(step.said)
        found.changes.update(entry.change.kind for entry in step.entries)
        if step.pressed:
            found.pressed[step.pressed] += 1
        elif message.text.startswith("/"):
            found.commands[message.text[1:].partition(" ")[0].partition("@")[0]] += 1
        found.took(step.seconds, _line(sent, message))


def _offered(tx: Transaction, sent: Sent, now: datetime) -> int:
    """The row under which an action lies that was offered elsewhere."""
    row = outbox.add(tx, sent.chat, Reply("?", (Button(sent.text or "?", sent.as_if),)), now)
    assert row is not None  # it has no key that another could have
    return row


def _line(sent: Sent, message: Message) -> str:
    pressed = f"[{sent.as_if or message.press}]" if message.press else sent.event
    return f"{sent.who.role or 'guest'}: {message.text[:150]!r} {pressed}".rstrip()
