"""What a field is read with, and why it cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.changes.change import Value
from knowledge.current import Known


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known, of which thing (id) it is, what else was understood already, and the day today in Viet Nam."""

    known: Known
    id: str
    values: Mapping[str, Value]
    today: date


class UnclearError(Exception):
    """What was typed cannot be this: `why` is a key of the texts `edit_unclear` with its values, `choices` what could
    be meant, as label and as typed."""

    def __init__(self, why: str, choices: Sequence[tuple[str, str]] = (), **values: object) -> None:
        super().__init__(why)
        self.why, self.choices, self.values = why, tuple(choices), values
