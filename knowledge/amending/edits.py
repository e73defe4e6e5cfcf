"""How what officials change is kept, one row for a field: what it is now, by which document, why and since when.

A row's subject is the thing's id, a space and the field; of a thing that officials added it is the id alone, and the
value holds its fields; a thing that is hidden has a field of that name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.changes.change import Value
from knowledge.records import Amendment

HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Edit:
    """What was set: `field` of the thing `id`; "" where the whole thing was added, with its fields as `value`."""

    id: str
    field: str
    value: Value
    basis: str
    reason: str
    since: date

    def amends(self, was: str, now: str) -> Amendment:
        """As it stands beside the document's words."""
        return Amendment(self.field, was, now, self.basis, self.reason, self.since)


def edit_subject(thing: str, field: str = "") -> str:
    """What the change is of; without a field the whole thing."""
    return f"{thing} {field}".strip()


def edit_value(value: Value, basis: str, reason: str, since: date) -> Value:
    """As it is kept."""
    return {"value": value, "basis": basis, "reason": reason, "since": since.isoformat()}


def read_edits(changed: Mapping[str, Value], fields: frozenset[str]) -> Iterator[Edit]:
    """What was set of a kind of things that has these fields: things that were added first."""
    edits = [_read(subject, value, fields) for subject, value in changed.items() if isinstance(value, dict)]
    yield from sorted(edits, key=lambda edit: bool(edit.field))


def added(edit: Edit) -> Mapping[str, Value]:
    """The fields of a thing that was added."""
    return edit.value if isinstance(edit.value, dict) else {}


def names(value: Value) -> tuple[str, ...]:
    """A list of ids or texts as it is kept."""
    return tuple(str(each) for each in value) if isinstance(value, list | tuple) else ()


def _read(subject: str, value: Mapping[str, Value], fields: frozenset[str]) -> Edit:
    thing, _, field = subject.rpartition(" ")
    if not thing or field not in fields | {HIDDEN}:
        thing, field = subject, ""
    since = date.fromisoformat(str(value["since"]))
    return Edit(thing, field, value["value"], str(value["basis"]), str(value["reason"]), since)
