"""What is amended, and what a layer of amendments is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.changes.change import Value
from knowledge.obligations.steps import Rhythms
from knowledge.reading.facts import Facts
from knowledge.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Ground:
    """What all answers and reminders are reckoned from: the documents and tables, the days on which offices work, and
    how often what is owed is reminded of."""

    facts: Facts
    calendar: Calendar
    rhythms: Rhythms


Layer: TypeAlias = Callable[[Ground, Mapping[str, Value]], Ground]
"""The ground with the changes of one kind, by subject in the order of subjects. The words of a document stay; what was
changed stands beside them. A change of what is not there any more (the operator has put in other files) is left out."""
