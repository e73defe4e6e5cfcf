"""What happened in a run: all that arrived, all that people did, and what the program remembers of it in the end."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge.questions.ask import VIET_NAM

IN_PLACE = re.compile(r" in place of \d+$")
AGAIN = re.compile(r"^again after \d+: ")


@dataclass(frozen=True)
class Step:
    """A reminder that a message holds."""

    key: str
    agency: str
    obligation: str
    day: date


@dataclass(frozen=True)
class Arrival:
    """A message, or a part of one, as a platform took it. `row` and `key` are those of the outbox, `part` counts from
    0; `at` is what the program's clock said, `true` what the time was. `steps` are those that an agency is reminded of,
    `brought` those that nobody had taken note of. `buttons` are the data under their labels."""

    row: int
    key: str
    agency: str
    part: int
    at: datetime
    true: datetime
    channel: str
    chat: str
    marked: bool
    text: str
    steps: tuple[Step, ...]
    brought: tuple[Step, ...] = ()
    buttons: dict[str, str] = field(default_factory=dict)

    @property
    def occasion(self) -> str:
        """Its key, in whatever chat and however often it was tried: "remind bng 2026-11-27"."""
        return AGAIN.sub("", IN_PLACE.sub("", self.key))

    @property
    def kind(self) -> str:
        return self.occasion.partition(" ")[0]

    @property
    def is_push(self) -> bool:
        """Whether it is for an agency, or about one: no answer, and no notice to an admin."""
        return self.kind not in ("", "notice")

    @property
    def before(self) -> str:
        """Before whom it brings steps: "office", or "officers"."""
        return "office" if self.occasion.startswith("escalate office ") else "officers"

    @property
    def by_admin(self) -> bool:
        """Whether an admin had it sent again."""
        return AGAIN.match(self.key) is not None

    @property
    def day(self) -> date:
        return self.at.astimezone(VIET_NAM).date()

    @property
    def of(self) -> date:
        """The day that a message of reminders was written for, by its key."""
        return date.fromisoformat(self.occasion.rpartition(" ")[2])

    def __str__(self) -> str:
        moment = f"{self.at.astimezone(VIET_NAM):%Y-%m-%d %H:%M:%S}"
        return f"{self.key or 'an answer'} (row {self.row}) in {self.channel} {self.chat} at {moment}"


@dataclass(frozen=True)
class Deed:
    """What an officer does at a moment: presses the button with this label under the latest message that is about this
    obligation alone; and then says `proof`, if any. `step`: what that message says in the undisturbed run."""

    at: datetime
    agency: str
    label: str
    obligation: str
    step: str
    proof: str = ""


@dataclass(frozen=True)
class Skipped:
    """A step that was written down as never to be said."""

    key: str
    agency: str
    day: date
    reason: str
    at: datetime


@dataclass
class Story:
    arrivals: list[Arrival] = field(default_factory=list)
    doubts: list[tuple[int, int]] = field(default_factory=list)
    """(how many arrivals there were, row): an answer was cut off, or the program was killed while sending that row."""
    deeds: list[Deed] = field(default_factory=list)
    missed: list[Deed] = field(default_factory=list)
    """Deeds of the other run for which there was no such message here."""
    skipped: list[Skipped] = field(default_factory=list)
    done: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """(agency, obligation) -> since when."""
    noted: dict[str, datetime] = field(default_factory=dict)
    """Keys of steps that somebody took note of, and when."""
    unfinished: list[str] = field(default_factory=list)
    """Keys of what still waits in the end."""
    kills: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """By where they struck."""
    faults: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    log: str = ""

    def first_by_step(self) -> dict[str, tuple[Arrival, Step]]:
        """By the key of each step, the arrival in which it came first."""
        found: dict[str, tuple[Arrival, Step]] = {}
        for arrival in self.arrivals:
            for step in arrival.steps:
                found.setdefault(step.key, (arrival, step))
        return found

    def first_brought(self) -> dict[tuple[str, str], tuple[Arrival, Step]]:
        """By whom it was brought before, and the key of each step, the arrival in which that came first."""
        found: dict[tuple[str, str], tuple[Arrival, Step]] = {}
        for arrival in self.arrivals:
            for step in arrival.brought:
                found.setdefault((arrival.before, step.key), (arrival, step))
        return found

    def by_row(self) -> dict[int, list[Arrival]]:
        """By row of the outbox, in the order in which they came."""
        found: dict[int, list[Arrival]] = defaultdict(list)
        for arrival in self.arrivals:
            found[arrival.row].append(arrival)
        return found
