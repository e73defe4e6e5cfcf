"""What is recorded: that something is done, how far it is, and more time that was asked for. Days in Viet Nam."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Done:
    """An agency has done what an obligation (its key) asks, on the day `on`. `proof`: the document and perhaps where it
    can be read, as typed."""

    agency: str
    obligation: str
    on: date
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """How far an agency is with a task, as it last said on the day `on`: of a hundred (None: it did not say), and in
    words."""

    agency: str
    task: str
    on: date
    percent: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """An agency has asked to be given until this day for a task, and has not been answered."""

    agency: str
    task: str
    day: date
    reason: str = ""


class Recorded(Hashable, Protocol):
    """All that is recorded at one moment, by the id of the task or duty; each is read when it is first looked at."""

    @property
    def done(self) -> Mapping[str, tuple[Done, ...]]: ...

    @property
    def notes(self) -> Mapping[str, tuple[Note, ...]]: ...

    @property
    def asked(self) -> Mapping[str, tuple[Asked, ...]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """Records that are at hand; those of one moment are themselves alone."""

    done: Mapping[str, tuple[Done, ...]]
    notes: Mapping[str, tuple[Note, ...]]
    asked: Mapping[str, tuple[Asked, ...]]

    @classmethod
    def of(cls, done: Iterable[Done] = (), notes: Iterable[Note] = (), asked: Iterable[Asked] = ()) -> "Records":
        """These, in this order."""
        return cls(
            grouped((each.obligation.rpartition(" ")[0], each) for each in done),
            grouped((each.task, each) for each in notes),
            grouped((each.task, each) for each in asked),
        )


def grouped(pairs: Iterable[tuple[str, Each]]) -> dict[str, tuple[Each, ...]]:
    """What has the same name together, in the order given."""
    found: dict[str, list[Each]] = {}
    for name, each in pairs:
        found.setdefault(name, []).append(each)
    return {name: tuple(each) for name, each in found.items()}


NOTHING: Recorded = Records.of()
"""For who reads the documents alone."""
