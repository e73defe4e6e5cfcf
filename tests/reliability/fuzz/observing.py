"""One message through the router, and what it did: said, wrote down, changed, logged, and how long it took."""

import time
from collections.abc import MutableSequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers import router
from handlers.confirming import YES
from knowledge.changes.change import Entry
from knowledge.memory import Transaction, journal, outbox
from knowledge.memory.outgoing import COLUMNS, Outgoing, outgoing
from knowledge.messages import Message
from tests.reliability.fuzz.choosing import Choosing, Offer, Sent, head_of
from tests.reliability.fuzz.logged import as_text
from tests.reliability.fuzz.rules import CODE, Step, codes, last_code
from tests.reliability.fuzz.watching import Watch
from tests.reliability.fuzz.world import World


@dataclass
class Observing:
    """`log` is where all that is logged comes; `choosing` is told of the choices and codes that are said."""

    world: World
    choosing: Choosing
    log: MutableSequence[Any]
    _watch: Watch = field(default_factory=Watch)
    _row: int = 0
    _entry: int = 0
    _asked: dict[str, int] = field(default_factory=dict)

    def begin(self, tx: Transaction) -> int:
        """From now on changes are seen. Returns the number of the journal's last entry until then."""
        self._watch.begin(tx)
        self.look_on(tx)
        return self._entry

    def look_on(self, tx: Transaction) -> int:
        """What has happened until now was not done by the next message. Returns how much was said meanwhile."""
        self._watch.changed(tx)
        self._new_entries(tx)
        self.log.clear()
        return len(self._new_rows(tx))

    def take(self, tx: Transaction, sent: Sent, message: Message, now: datetime) -> Step:
        """What the program does with the message."""
        self.look_on(tx)
        code, action = last_code(tx), _action(tx, message)
        began = time.thread_time()
        router.handle(tx, self.world.parts.services, message, now, self.world.routes)
        seconds = time.thread_time() - began
        said, entries, changed = self._new_rows(tx), self._new_entries(tx), self._watch.changed(tx)
        asked_at, pressed = self._asked.get(action), (head_of(action) or "a question") if action else ""
        return Step(sent, pressed, seconds, said, entries, changed, as_text(self.log), codes(tx, code), asked_at)

    def _new_rows(self, tx: Transaction) -> list[Outgoing]:
        rows = tx.rows(f"SELECT {COLUMNS} FROM outbox WHERE id > :after ORDER BY id", after=self._row)
        found = [outgoing(row) for row in rows]
        for row in found:
            self._row = row.id
            self.choosing.codes.extend(CODE.findall(row.reply.text))
            self._asked |= {button.action: self._entry for button in row.reply.buttons if button.action.startswith(YES)}
            if row.reply.buttons:
                self.choosing.offered(row.chat, Offer(row.id, row.reply.buttons))
        return found

    def _new_entries(self, tx: Transaction) -> list[Entry]:
        found: list[Entry] = []
        while entry := journal.get(tx, self._entry + 1):
            self._entry += 1
            found.append(entry)
        return found


def _action(tx: Transaction, message: Message) -> str:
    """Of the button, where one is pressed that is known; "" for another message."""
    row_id, position = message.press or (0, 0)
    row = outbox.get(tx, row_id)
    if row is None or not 0 <= position < len(row.reply.buttons):
        return ""
    return row.reply.buttons[position].action
