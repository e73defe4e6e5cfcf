"""What nobody took note of in time: it is brought before the agency's officers, and then before the office that follows
the whole programme.

Reckoned from what was said and what was done about it. A step from the last week on wants somebody's note within two
working days of the office, counted to the same time of day: said on Thursday at eight, by Monday at eight.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Literal

from knowledge.obligations.book import Obligations
from knowledge.obligations.obligation import Obligation
from knowledge.obligations.office import Office
from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar

Level = Literal["officers", "office"]
OFFICERS: Level = "officers"
OFFICE: Level = "office"

WITHIN = 2
"""Working days."""
LOOKS_BACK = timedelta(days=150)
"""From the last week before a last day to the last reminder after it, and some more."""
_LAST_DAYS = 7
_NOT_AFTER = timedelta(days=30)
"""What was down for longer than this escalates nothing of before: the agency is told anew of what is still so."""
_DAYS_BEFORE = re.compile(r"T-?(\d+)$")


@dataclass(frozen=True, slots=True)
class Said:
    """A step of an obligation (its key) that an agency was told of in an outbox row. `key` is the reminder's. `sent_at`
    is None as long as that row has not been sent, or where it was given up or forgotten."""

    key: str
    obligation: str
    step: str
    day: date
    row: int
    said_at: datetime
    sent_at: datetime | None
    of_day: date | None = None
    """The last day that officials had set, None where the text's held."""

    def is_of(self, obligation: Obligation) -> bool:
        """Whether it was said of the last day that the obligation has now."""
        return self.of_day == (obligation.due if obligation.moved else None)

    @property
    def is_urgent(self) -> bool:
        """Whether it comes in the last week before the last day, or later."""
        if self.step.startswith("T+"):
            return True
        before = _DAYS_BEFORE.match(self.step)
        return before is not None and int(before[1]) <= _LAST_DAYS


@dataclass(frozen=True, slots=True)
class Note:
    """That somebody dealt with an obligation: "acknowledged" the message `row`, "put_off", or recorded as "done"."""

    obligation: str
    kind: Literal["acknowledged", "put_off", "done"]
    person: int
    at: datetime
    row: int = 0


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that was sent. `note`: that somebody took note of all it holds, by the last who did; None as long as
    something of it is open."""

    sent_at: datetime
    note: Note | None


@dataclass(frozen=True)
class History:
    """What an agency was told and what was done about it; `escalated` says when a step (its reminder's key) was brought
    before whom."""

    said: tuple[Said, ...] = ()
    notes: tuple[Note, ...] = ()
    escalated: Mapping[tuple[str, Level], datetime] | None = None

    def note(self, said: Said) -> Note | None:
        """Who took note of the step, and when; None for nobody.

        Whatever message about the obligation it was done under, once the step was said; for one of the last week on
        it is enough that it was done since the first of those. What is done needs no note.
        """
        notes = [each for each in self._notes.get(said.obligation, ()) if self._counts(each, said)]
        own = next((each for each in notes if each.row == said.row), None)
        return own or min(notes, key=lambda note: note.at, default=None)

    def messages(self) -> list[Reminded]:
        """Those that were sent, in order."""
        rows: dict[int, list[Said]] = {}
        for said in self.said:
            if said.sent_at:
                rows.setdefault(said.row, []).append(said)
        return [
            Reminded(steps[0].sent_at, self._of_all(steps)) for _, steps in sorted(rows.items()) if steps[0].sent_at
        ]

    def _of_all(self, steps: list[Said]) -> Note | None:
        notes = [note for step in steps if (note := self.note(step))]
        return max(notes, key=lambda note: note.at) if len(notes) == len(steps) else None

    def _counts(self, note: Note, said: Said) -> bool:
        since = self._urgent_since[said.obligation] if said.is_urgent else said.said_at
        return note.kind == "done" or note.row == said.row or note.at >= since

    @cached_property
    def _notes(self) -> Mapping[str, list[Note]]:
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            found.setdefault(note.obligation, []).append(note)
        return found

    @cached_property
    def _urgent_since(self) -> Mapping[str, datetime]:
        found: dict[str, datetime] = {}
        for said in self.said:
            if said.is_urgent:
                found[said.obligation] = min(said.said_at, found.get(said.obligation, said.said_at))
        return found

    def told(self, said: Said, level: Level) -> datetime | None:
        """When the step was brought before these."""
        return (self.escalated or {}).get((said.key, level))

    def of_now(self, owed: Mapping[str, Obligation]) -> "History":
        """Without the steps of what (by key) has got another last day since: they are over."""
        left = (said for said in self.said if said.obligation not in owed or said.is_of(owed[said.obligation]))
        return replace(self, said=tuple(left))

    def without(self, keys: Iterable[str], level: Level) -> "History":
        """The same as if these steps had not been brought before them."""
        gone = {(key, level) for key in keys}
        return replace(self, escalated={each: at for each, at in (self.escalated or {}).items() if each not in gone})


def owed_by_it(book: Obligations, office: Office, today: date) -> dict[str, Obligation]:
    """What the agency itself must finish or report, by key: what it only coordinates, or owes with all others, is not
    brought before anybody."""
    return {
        owed.obligation.key: owed.obligation
        for year in (today.year - 1, today.year, today.year + 1)
        for owed in book.owed_by(office, year)
        if owed.role in ("lead", "report") and owed.obligation.kind != "recurring"
    }


def arrived_when_due(days: Calendar, now: datetime) -> tuple[datetime, datetime]:
    """A step that is to be brought before anybody now arrived between these moments, though not each that did is.
    `days`: at least those on which the agency works. That its officers were told since makes it twice as long."""
    day = now.astimezone(VIET_NAM).date() + timedelta(days=1)
    for _ in range(WITHIN):
        day = days.last_working_day_on_or_before(day - timedelta(days=1))
    return now - 2 * _NOT_AFTER, datetime.combine(day, time(), VIET_NAM)


def not_noted(history: History, days: Calendar, now: datetime) -> tuple[Said, ...]:
    """The steps that are to be brought before the next now: `history.told` says whether the officers were told before.
    `days` are those on which the office works."""
    return tuple(
        said
        for said in history.said
        if said.sent_at is not None
        and said.is_urgent
        and not history.told(said, OFFICE)
        and _is_time(history.told(said, OFFICERS) or said.sent_at, days, now)
        and history.note(said) is None
    )


def for_office(history: History, days: Calendar, now: datetime, *, has_officers: bool) -> tuple[Said, ...]:
    """Of those the steps that are brought before the office that follows the whole programme: where the agency has an
    officer who can be written to, those of which its officers were told before."""
    steps = not_noted(history, days, now)
    return tuple(said for said in steps if history.told(said, OFFICERS)) if has_officers else steps


def by_obligation(steps: Iterable[Said]) -> dict[str, list[Said]]:
    """The steps of each obligation, in the order of days."""
    found: dict[str, list[Said]] = {}
    for said in sorted(steps, key=lambda said: said.day):
        found.setdefault(said.obligation, []).append(said)
    return found


def _is_time(since: datetime, days: Calendar, now: datetime) -> bool:
    return now - since <= _NOT_AFTER and now >= _working_days_after(since, days)


def _working_days_after(moment: datetime, days: Calendar) -> datetime:
    local = moment.astimezone(VIET_NAM)
    day = local.date()
    for _ in range(WITHIN):
        day = days.first_working_day_on_or_after(day + timedelta(days=1))
    return datetime.combine(day, local.timetz())
