"""Who is next, in a chat and across chats, so that looking what is due never looks at what waits behind other rows.

Every open row of the outbox has a turn. `AWAITED`: nothing stands before it in its chat, where a person waits for an
answer or a part of it has arrived. `NEXT`: nothing stands before it either. `BEHIND`: something does, and it is not
looked at. What is held until a time stands before nothing but what keeps hours as well.
"""

from knowledge.memory.store import Transaction

BEHIND, NEXT, AWAITED = 0, 1, 2

_OPEN = "channel = :channel AND chat = :chat AND finished_at IS NULL"
_IS_FIRST = (
    "NOT EXISTS (SELECT 1 FROM outbox e WHERE e.channel = o.channel AND e.chat = o.chat AND e.id < o.id"
    " AND e.finished_at IS NULL)"
)


def line_up(tx: Transaction, channel: str, chat: str) -> None:
    """Give the turn to whatever is next in the chat. Whoever ends, removes, holds or moves a row must do this, or the
    chat hears nothing any more until the next start."""
    first = f"(SELECT MIN(id) FROM outbox WHERE {_OPEN})"
    barrier = f"(SELECT MIN(id) FROM outbox WHERE {_OPEN} AND held_for = '')"
    # COALESCE, as an index of rows without a key would seem a short way to them
    answers = f"SELECT 1 FROM outbox WHERE {_OPEN} AND person IS NOT NULL AND COALESCE(unique_key, '') = ''"
    tx.change(
        f"UPDATE outbox SET turn = CASE WHEN parts_sent > 0 OR EXISTS ({answers}) THEN :awaited ELSE :next END"
        f" WHERE {_OPEN} AND (id = {first} OR id < COALESCE({barrier}, id + 1) OR (id = {barrier} AND in_hours = 0))",
        channel=channel,
        chat=chat,
        awaited=AWAITED,
        next=NEXT,
    )


def line_up_all(tx: Transaction, channel: str) -> None:
    """See to it that in each chat of the channel at least what is first has its turn."""
    tx.change(
        "UPDATE outbox AS o SET turn = :next WHERE channel = :channel AND finished_at IS NULL AND turn = :behind"
        f" AND {_IS_FIRST}",
        channel=channel,
        next=NEXT,
        behind=BEHIND,
    )
