"""What a database from a backup must not do once it is used again: say what was most likely said since."""

from datetime import datetime, timedelta

from knowledge.memory.moments import to_text
from knowledge.memory.store import Transaction

FRESH = timedelta(hours=1)
REASON = "it waited when the backup was made, and was most likely sent since"

_JUMP = 1_000_000
"""More messages than are said between two backups."""
_RECKONED_ANEW = (
    "(agency IS NOT NULL AND unique_key LIKE 'remind %' AND state IN ('waiting', 'retry') AND parts_sent = 0)"
)


def settle(tx: Transaction, now: datetime) -> int:
    """Once, before the program runs on it. Returns how many messages are not sent any more.

    Reminders that waited stay: at the next tick they are reckoned anew, as of today. Of all else, what is fresh is sent
    once more, marked as a repeat, and what is older is given up, and with it notices that were to go out since.
    Messages get numbers that none had since the backup: a button or a page that is still open would otherwise take a
    new one for the one that it knows.
    """
    tx.change("UPDATE counter SET last = last + :jump WHERE name = 'message'", jump=_JUMP)
    tx.change("DELETE FROM backup_request")
    tx.change("DELETE FROM file_reading")
    fresh = to_text(now - FRESH)
    given_up = tx.change(
        "UPDATE outbox SET state = 'dead', finished_at = :now, reason = :reason, replaced_by = 0"
        f" WHERE finished_at IS NULL AND created_at < :fresh AND NOT {_RECKONED_ANEW}",
        now=to_text(now),
        reason=REASON,
        fresh=fresh,
    )
    tx.change(
        "UPDATE announcement_chat SET became = 'dead', reason = :reason WHERE became IS NULL AND outbox IS NULL"
        " AND announcement IN (SELECT id FROM announcement WHERE starts_at < :fresh)",
        reason=REASON,
        fresh=fresh,
    )
    tx.change(f"UPDATE outbox SET state = 'unknown' WHERE finished_at IS NULL AND NOT {_RECKONED_ANEW}")
    return given_up
