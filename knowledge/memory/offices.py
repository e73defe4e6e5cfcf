"""An agency as reminders see it: what its own people and its chat have set, read from where each is kept."""

from knowledge.memory import chats, completions, days_off, events, reminders, wishes
from knowledge.memory.store import Transaction
from knowledge.memory.wishes import Wishes
from knowledge.obligations.ahead import Told
from knowledge.obligations.office import Office


def get(tx: Transaction, agency: str, wanted: Wishes | None = None) -> Office:
    """With the wishes of the chat in which it is told; with the usual ones where it has none."""
    wanted = wanted or wishes_of(tx, agency)
    return Office(
        agency,
        events.of_agency(tx, agency),
        frozenset(days_off.of_agency(tx, agency)),
        wanted.kinds,
        wanted.quiet,
    )


def wishes_of(tx: Transaction, agency: str) -> Wishes:
    """Those of the first of its chats that can be reached."""
    place = next((place for place in chats.of_agency(tx, agency) if place.active), None)
    return wishes.get(tx, place.chat) if place else Wishes()


def told(tx: Transaction, agency: str) -> Told:
    """The agency with all that is set for it, as it is told in the first of its chats that can be reached."""
    place = next((place for place in chats.of_agency(tx, agency) if place.active), None)
    wanted = wishes.get(tx, place.chat) if place else Wishes()
    return Told(
        get(tx, agency, wanted),
        (place.title or agency) if place else "",
        wanted.first,
        reminders.put_off_until(tx, agency),
        frozenset(completions.of_agency(tx, agency)),
        wanted.paused_until,
    )
