"""Each kind of change that alters what is known is a layer over the documents: a pure function, applied in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from knowledge.changes.change import Value
from knowledge.memory import Transaction, overlay
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

LAYERS: Mapping[str, Layer] = MappingProxyType({})
"""By kind, in the order in which they are laid: what one adds, a later one can change."""


def amended(tx: Transaction, ground: Ground, layers: Mapping[str, Layer] = LAYERS) -> Ground:
    """The ground with all that was changed until this transaction."""
    for kind, layer in layers.items():
        if changed := overlay.of_kind(tx, kind):
            ground = layer(ground, changed)
    return ground
