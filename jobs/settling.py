"""What becomes of a row that could not be sent: tried again, when, and until when; or given up."""

from datetime import datetime, timedelta

import structlog

from jobs.sending import Outcome, SendError
from knowledge.memory import Transaction, chats, outbox
from knowledge.memory.outgoing import Outgoing
from knowledge.memory.undelivered import GIVEN_UP, NOT_CONFIRMED
from knowledge.notices import pass_on, tell_of_removal

log = structlog.get_logger(__name__)

LONGEST_PAUSE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(days=3)
LEAST_TRIES = 20
"""After a machine was asleep, or its clock wrong, for longer than `GIVE_UP_AFTER`, it is tried for another hour."""


def pause_after(tries: int) -> timedelta:
    """How long to wait after the given number of failures: 2, 4, 8 ... seconds, five minutes at most."""
    return min(timedelta(seconds=2 ** min(tries, 16)), LONGEST_PAUSE)


def pause_of_repeats(tries: int) -> timedelta:
    """The same without the end: a repeat waits as long again as it has waited already, and each may be one too many."""
    return timedelta(seconds=2 ** min(tries, 16))


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
        _refused(tx, row, error, now)
        return "gone" if error.gone else "dead"
    if _tried_enough(row, now):
        outbox.dead(tx, row.id, GIVEN_UP + error.reason, now)
        return "dead"
    if error.delivered_unknown:
        return _doubt(tx, row, error, now, wait, in_silence=in_silence)
    outbox.retry(tx, row.id, now + wait, error.reason)
    return "later"


def _tried_enough(row: Outgoing, now: datetime) -> bool:
    """Time in which it might not be sent does not count, nor does a machine that was asleep."""
    return row.tries >= LEAST_TRIES and now - (row.tried_since or row.created_at) > GIVE_UP_AFTER


def _doubt(
    tx: Transaction, row: Outgoing, error: SendError, now: datetime, wait: timedelta, *, in_silence: bool
) -> Outcome:
    if row.repeated and not in_silence:
        outbox.dead(tx, row.id, NOT_CONFIRMED + error.reason, now)
        return "dead"
    outbox.unknown(tx, row.id, now + (pause_of_repeats(row.tries) if row.repeated else wait), error.reason)
    return "unknown"


def _follow(tx: Transaction, row: Outgoing, error: SendError, new_chat: str, now: datetime) -> None:
    """The chat goes on under another id: this row and what waits behind it go there, in order."""
    outbox.retry(tx, row.id, now, error.reason)
    chats.move_chat(tx, row.chat.channel, row.chat.id, new_chat)


def _refused(tx: Transaction, row: Outgoing, error: SendError, now: datetime) -> None:
    """Not here, however often it is tried: admins are told of a group that is gone, and what is for an agency goes to
    its next chat, unless a part of it was read here."""
    outbox.dead(tx, row.id, error.reason, now)
    place = chats.lost(tx, row.chat, now) if error.gone else None
    if place and place.chat.group:
        tell_of_removal(tx, place, now)
    stands = outbox.get(tx, row.id)
    if stands and stands.agency is not None and (error.gone or not stands.parts_sent):
        pass_on(tx, stands, now)
