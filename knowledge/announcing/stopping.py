"""A notice that is stopped: nothing more of it is sent."""

from datetime import datetime

from knowledge.memory import Transaction, announcements, outbox, undelivered

STOPPED = "the notice was stopped"
_CAN_BE_KEPT_BACK = ("waiting", "retry")


def stop(tx: Transaction, number: int, now: datetime) -> None:
    """What is being sent at this moment, may have arrived or has arrived in part goes on."""
    announcements.put_state(tx, number, "stopped")
    for sending in announcements.sendings(tx, number):
        if sending.became is not None:
            continue
        row = outbox.get(tx, sending.outbox) if sending.outbox is not None else None
        if row is not None:
            if row.state not in _CAN_BE_KEPT_BACK or row.parts_sent:
                continue
            undelivered.withdraw(tx, row.id, STOPPED, now)
        announcements.settled(tx, number, sending.to.chat, "stopped")
