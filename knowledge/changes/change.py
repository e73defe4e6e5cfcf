"""A change: one thing that is something else from now on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias

Value: TypeAlias = Mapping[str, "Value"] | Sequence["Value"] | str | int | float | bool | None
"""What a thing is, as JSON; None where it is not there."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something (the person's number) and on which channel; 0 and "system" for the program itself."""

    person: int
    channel: str


SYSTEM = Author(0, "system")


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` says what it is ("task", "completion" ...), `subject` which of them; both together are its identity."""

    kind: str
    subject: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A change as it was written down. `reason`: why, as typed; `basis`: the document that allows it. `batch`: the
    number of the first change that was made with it; `undoes`: the number of the one that it took back. `at` in UTC.

    `hash` is over all of this and the hash of the entry before: what is altered later no longer fits.
    """

    id: int
    at: datetime
    author: Author
    change: Change
    reason: str
    basis: str
    batch: int
    undoes: int | None
    hash: str


def canonical(value: Value) -> str:
    """The same text for the same value, whatever the order of its keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def chained(previous: str, *fields: Value) -> str:
    """The hash of an entry's fields behind the entry with this hash ("" before the first)."""
    return sha256(f"{previous}\n{canonical(list(fields))}".encode()).hexdigest()
