"""What is known now: the documents with what officials changed of them, made anew when they change something."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from knowledge.amending.layers import LAYERS, Ground, Layer, amended
from knowledge.catalog import readers
from knowledge.catalog.catalog import Catalog
from knowledge.memory import Transaction, journal
from knowledge.obligations.book import Obligations
from knowledge.obligations.steps import Rhythms
from knowledge.questions import Questions, topics
from knowledge.reading.facts import Facts
from knowledge.working_days import Calendar

_HELD = 4
"""As it is, as it was before the last change, as a preview tries it, as the documents alone have it in a demo."""


@dataclass(frozen=True, slots=True)
class Known:
    """All that follows from one state of things. Immutable."""

    ground: Ground
    catalog: Catalog
    questions: Questions
    book: Obligations


class Current:
    """What is known, as seen from a transaction: with the changes that it made, which are forgotten when it is undone.

    Made anew, as far as it is not as before, by whoever asks first after a change; several threads may ask.
    """

    def __init__(
        self,
        facts: Facts,
        calendar: Calendar,
        rhythms: Rhythms | None = None,
        layers: Mapping[str, Layer] = LAYERS,
    ) -> None:
        self._layers = layers
        self._written = Ground(facts, calendar, rhythms or Rhythms())
        self._held: OrderedDict[str, Known] = OrderedDict({"": _known(self._written)})
        self._lock = Lock()

    @property
    def written(self) -> Known:
        """As the documents and tables have it, whatever was changed since."""
        return self._held[""]

    def at(self, tx: Transaction) -> Known:
        """As it is in this transaction."""
        state = journal.state_of(tx, self._layers)
        with self._lock:
            if state not in self._held:
                before = next(reversed(self._held.values()))
                self._held[state] = _known(amended(tx, self._written, self._layers), before)
            self._held.move_to_end(state)
            oldest = (each for each in self._held if each != "")
            if len(self._held) > _HELD:
                del self._held[next(oldest)]
            return self._held[state]

    def book(self, tx: Transaction) -> Obligations:
        """What is owed, as it is in this transaction."""
        return self.at(tx).book


def _known(ground: Ground, before: Known | None = None) -> Known:
    topics.forget()
    readers.forget()
    catalog = Catalog(ground.facts, before=before.catalog if before else None)
    questions = Questions(catalog, ground.calendar)
    book = Obligations(questions.catalog, ground.calendar, ground.rhythms, ground.hours)
    return Known(ground, questions.catalog, questions, book)
