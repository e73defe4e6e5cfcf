"""What is recorded in the database, read when it is first looked at; and how it is kept."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from knowledge.changes.change import Value
from knowledge.changes.of_agencies import owed_in
from knowledge.memory import Transaction, completions, overlay
from knowledge.memory.moments import to_text
from knowledge.progress.records import Asked, Done, Note, Records, grouped

PROGRESS, EXTENSION = "progress", "extension_request"
"""The kinds of changes; the subject of both is the task and the agency, as `owed_subject` writes it."""


def note_value(percent: int | None, text: str, on: date, person: int, now: datetime) -> Value:
    """How far it is on this day; who said so and when."""
    return {"percent": percent, "text": text, "on": on.isoformat(), "by": person, "at": to_text(now)}


def asked_value(day: date, reason: str, person: int, now: datetime) -> Value:
    """Until which day and why; who asked and when."""
    return {"day": day.isoformat(), "reason": reason, "by": person, "at": to_text(now)}


class RecordedIn:
    """All that is recorded as a transaction sees it."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    @cached_property
    def done(self) -> Mapping[str, tuple[Done, ...]]:
        return grouped(
            (obligation.rpartition(" ")[0], Done(agency, obligation, day, proof))
            for agency, obligation, proof, day in completions.by_all(self._tx)
        )

    @cached_property
    def notes(self) -> Mapping[str, tuple[Note, ...]]:
        return grouped((task, _note(agency, task, value)) for agency, task, value in self._kept(PROGRESS))

    @cached_property
    def asked(self) -> Mapping[str, tuple[Asked, ...]]:
        return grouped((task, _asked(agency, task, value)) for agency, task, value in self._kept(EXTENSION))

    def _kept(self, kind: str) -> list[tuple[str, str, Value]]:
        return [(*owed_in(subject), value) for subject, value in overlay.of_kind(self._tx, kind).items()]


def recorded_until_now(tx: Transaction) -> Records:
    """The same, all of it read, for when the transaction is over."""
    seen = RecordedIn(tx)
    return Records(seen.done, seen.notes, seen.asked)


def _note(agency: str, task: str, value: Value) -> Note:
    assert isinstance(value, dict)  # as `note_value` makes it
    return Note(agency, task, date.fromisoformat(value["on"]), value["percent"], value["text"])


def _asked(agency: str, task: str, value: Value) -> Asked:
    assert isinstance(value, dict)  # as `asked_value` makes it
    return Asked(agency, task, date.fromisoformat(value["day"]), value["reason"])
