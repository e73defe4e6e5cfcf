"""What the people of an agency have set for themselves, as far as it changes of what and when they are reminded."""

from dataclasses import dataclass
from datetime import date

from knowledge.occurrences import Event

KINDS = ("lead", "coordinate", "report", "recurring", "shared", "week")
"""What a chat can be told of: tasks led, coordinated, reports, recurring tasks led, tasks that a collective leads of
which the agency is a member, and what a week holds."""
UNASKED = frozenset(KINDS) - {"shared"}
"""What it is told of until somebody says otherwise: of what is given to all by the week only."""


@dataclass(frozen=True, slots=True)
class Office:
    """`events` are what it has to report on, `days_off` its own beside those of all offices. Its chat is told of
    `kinds`, and not on the weekdays `quiet` (0 for Monday)."""

    agency: str
    events: tuple[Event, ...] = ()
    days_off: frozenset[date] = frozenset()
    kinds: frozenset[str] = UNASKED
    quiet: frozenset[int] = frozenset()
