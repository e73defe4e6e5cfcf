"""What happens in the database of a demo: a group is there, a moment is lived, a message is answered, a look ahead.

Whatever is said arrives at once, as on a messenger that never fails.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, time

from handlers import router
from handlers.context import Services
from jobs.schedule import Reminds
from knowledge.memory import Transaction, chats, offices, outbox, people
from knowledge.messages import Message

CHANNEL = "demo"


class _UndoneError(Exception):
    """Nothing of what was tried remains."""


def found_group(tx: Transaction, joining: Message, agency: str, now: datetime) -> None:
    """The chat of this message is the agency's, bound by its sender, who is an officer of the agency."""
    officer = people.recognise(tx, joining, now)
    people.set_role(tx, officer.id, "officer", (agency,))
    chats.seen(tx, joining, now)
    chats.bind(tx, joining.chat, agency, officer.id, now)


def hour_of(tx: Transaction, agency: str, usual: time) -> time:
    """When the agency's day begins: as its chat wishes, or else as `usual`."""
    return offices.wishes_of(tx, agency).first or usual


def live(tx: Transaction, reminds: Reminds, now: datetime) -> int:
    """What the program does by itself at this moment. Returns how many messages came."""
    said = _remind(tx, reminds, now)
    _arrive(tx, now)
    return said


def answer(tx: Transaction, services: Services, message: Message, now: datetime) -> None:
    """What the program does when somebody writes."""
    router.handle(tx, services, message, now)
    _arrive(tx, now)


def first_reminder(tx: Transaction, reminds: Reminds, moments: Iterable[datetime]) -> datetime | None:
    """At which of these moments something would be said first; nothing of it happens."""
    found = None
    with suppress(_UndoneError), tx.savepoint():
        found = next((moment for moment in moments if _remind(tx, reminds, moment)), None)
        raise _UndoneError
    return found


def _remind(tx: Transaction, reminds: Reminds, now: datetime) -> int:
    return sum(reminds.remind(tx, agency, now) for agency in reminds.agencies(tx))


def _arrive(tx: Transaction, now: datetime) -> None:
    while due := outbox.due(tx, CHANNEL, now, limit=1):
        claimed = outbox.claim(tx, due[0], now)
        assert claimed is not None  # nobody else sends here
        outbox.sent(tx, claimed.id, str(claimed.id), now)
