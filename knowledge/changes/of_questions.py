"""What admins make of questions that were not answered: they are answered from then on, or set aside."""

from datetime import datetime

from knowledge.changes.change import Author, Value
from knowledge.changes.making import GoneError, Kind
from knowledge.changes.of_people import number_in
from knowledge.memory import Transaction, unanswered_groups
from knowledge.memory.moments import from_text, to_text
from knowledge.memory.unanswered_groups import State

UNANSWERED = "unanswered"
ASIDE: Value = {"state": "aside"}


def unanswered_subject(group: int) -> str:
    """The group of questions with this number. What was asked is not written down for ever."""
    return f"unanswered:{group}"


def answered_value(at: datetime) -> Value:
    """Answered since; what is asked in vain after that waits again."""
    return {"state": "answered", "at": to_text(at)}


def _get(tx: Transaction, subject: str) -> Value:
    found = unanswered_groups.state(tx, number_in(subject))
    if found is None or not found[0]:
        return None
    state, at = found
    return answered_value(at) if at else {"state": state}


def _put(tx: Transaction, subject: str, value: Value, author: Author, now: datetime) -> None:
    state: State = value["state"] if isinstance(value, dict) else ""
    at = from_text(value["at"]) if isinstance(value, dict) and "at" in value else None
    if not unanswered_groups.set_state(tx, number_in(subject), state, at):
        raise GoneError(subject)


KINDS = {UNANSWERED: Kind(_get, _put)}
