"""What somebody wants to change, as far as it is said: kept between messages, and while it waits to be confirmed."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from knowledge.changes.change import Value

CHANGE, ADD, REMOVE, RESTORE = "change", "add", "remove", "restore"


@dataclass(frozen=True, slots=True)
class Draft:
    """`verb` is one of those above, `kind` that of a thing, `id` which one, `field` what of it is changed. `values` are
    those that were understood, by field. `basis` is the document that allows it, as typed; `asked`: it was asked for
    what may be left out, and left out. `typed` are fields that were not read yet: first it must be known of what."""

    verb: str
    kind: str = ""
    id: str = ""
    field: str = ""
    values: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    basis: str = ""
    reason: str = ""
    asked: tuple[str, ...] = ()
    typed: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def with_value(self, name: str, value: Value) -> "Draft":
        """The same with this field understood."""
        return replace(self, values={**self.values, name: value})

    def to_text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Draft":
        """What `to_text` made."""
        plain = json.loads(text)
        return cls(**plain | {"asked": tuple(plain["asked"])})
