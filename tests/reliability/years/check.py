"""Compares a disturbed run with an undisturbed one, row by row: what became of each step, and what ought not to be.

The undisturbed run says what was to be said and when; `rules` hold in any run.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from knowledge.questions.ask import VIET_NAM
from knowledge.working_days import Calendar
from tests.reliability.years import rules
from tests.reliability.years.deeds import NOTED
from tests.reliability.years.plan import Plan
from tests.reliability.years.story import Arrival, Skipped, Step, Story

ONE_IN_A_PERIOD = ("week", "month")
"""Messages of these kinds are said on their day or the next one, or not at all where both were missed."""
APART = ("remind", "escalate")
"""Messages of these kinds are compared by the steps that they hold."""
SAME_DAY, NEXT_DAY = "on the same day", "a day later, as that day's message had gone"
_A_PERIOD = timedelta(days=5)


@dataclass
class Verdict:
    """`became` counts what became of the steps, `others` of the other messages; `repeats` arrivals. Each violation is a
    line with what it is about."""

    became: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    repeats: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)


def judge(plan: Plan, calendar: Calendar, calm: Story, story: Story) -> Verdict:
    """`calm` is the undisturbed run's."""
    verdict = Verdict(repeats=rules.repeats(story))
    compared = _Compared(plan, calendar, calm, story, verdict)
    verdict.violations += [
        *compared.steps(),
        *compared.unknown_steps(),
        *compared.brought(),
        *compared.other_messages(),
        *rules.broken(story, calendar),
    ]
    return verdict


class _Compared:
    def __init__(self, plan: Plan, calendar: Calendar, calm: Story, story: Story, verdict: Verdict) -> None:
        self._plan, self._calendar, self._calm, self._story, self._verdict = plan, calendar, calm, story, verdict
        self._came, self._wanted = story.first_by_step(), calm.first_by_step()
        self._skipped = {skipped.key: skipped for skipped in story.skipped}
        self._dealt_with = {(deed.agency, deed.obligation) for deed in story.missed}
        self._differs = {(deed.agency, deed.obligation) for deed in story.missed if deed.label != NOTED}
        """What an officer put off or did in one run only, as there was no message to press in the other."""

    def steps(self) -> Iterator[str]:
        """Every step that the undisturbed run said."""
        for key, (calm, step) in self._wanted.items():
            came, skipped = self._came.get(key), self._skipped.get(key)
            if (calm.agency, step.obligation) in self._differs:
                self._verdict.became["not compared, as an officer found no message to press"] += 1
            elif came is not None:
                yield from self._said(calm, came[0], step)
            elif skipped is not None:
                yield from self._left_out(calm, step, skipped)
            else:
                self._verdict.became["lost"] += 1
                yield f"LOST: {key}, undisturbed {calm}"

    def _said(self, calm: Arrival, came: Arrival, step: Step) -> Iterator[str]:
        self._verdict.became[_when(calm, came)] += 1
        if came.day != calm.day and not self._has_cause(calm, came.at):
            yield f"late without a cause: {step.key}, {came}, undisturbed {calm}"
        if came.day < step.day:
            yield f"too early: {step.key}, {came}"

    def _left_out(self, calm: Arrival, step: Step, skipped: Skipped) -> Iterator[str]:
        self._verdict.became[f"left out and written down: {skipped.reason}"] += 1
        done = (calm.agency, step.obligation) in self._story.done
        if not (self._has_cause(calm, skipped.at) and (done or self._later_came(calm.agency, step))):
            yield f"left out without a cause: {step.key}, {skipped.reason}, undisturbed {calm}"

    def _later_came(self, agency: str, step: Step) -> bool:
        return any(
            each.obligation == step.obligation and each.day > step.day and arrival.agency == agency
            for arrival, each in self._came.values()
        )

    def unknown_steps(self) -> Iterator[str]:
        """Steps that the undisturbed run did not say."""
        for key, (came, step) in self._came.items():
            if key not in self._wanted and (came.agency, step.obligation) not in self._differs:
                yield f"said, but not in the undisturbed run: {key}, {came}"

    def brought(self) -> Iterator[str]:
        """What nobody had taken note of is brought before the same people on the same day, where nothing was wrong in
        between and the same was dealt with. A note counts for what was said before and after it, so that it is between
        the first word of a thing and this."""
        wanted, came = self._calm.first_brought(), self._story.first_brought()
        began = {(step.agency, step.obligation): step.day for _, step in reversed(self._wanted.values())}
        for name in sorted({*wanted, *came}):
            each = [run[name] for run in (wanted, came) if name in run]
            step, last = each[0][1], max(arrival.at for arrival, _ in each)
            how = self._how_brought(*(arrival for arrival, _ in each))
            self._verdict.others[f"brought before the {name[0]}: {how}"] += 1
            about = step.agency, step.obligation
            excused = about in self._dealt_with or self._has_window(step.agency, began[about], last)
            if how not in (SAME_DAY, NEXT_DAY) and not excused:
                yield f"brought up {how}, without a cause: {name[1]}: {', '.join(str(arrival) for arrival, _ in each)}"

    def _how_brought(self, calm: Arrival, came: Arrival | None = None) -> str:
        """A step comes up two working days after it was said, to the second; then the message of the day may have gone
        a second before, which it has not in the other run."""
        if came is None:
            return "only in one of the runs"
        if came.day == calm.day:
            return SAME_DAY
        run, first, later = (self._story, calm, came) if came.day > calm.day else (self._calm, came, calm)
        next_day = self._calendar.first_working_day_on_or_after(first.day + timedelta(days=1))
        gone = any(each.day == first.day and each.chat == later.chat and each.brought for each in run.arrivals)
        return NEXT_DAY if later.day == next_day and gone else "on another day"

    def other_messages(self) -> Iterator[str]:
        """What an agency is told of beside its reminders, by the key of each message."""
        wanted, came = _others(self._calm), _others(self._story)
        for more in (came[key] for key in came.keys() - wanted.keys()):
            if more.kind in ONE_IN_A_PERIOD and self._has_window(more.agency, more.day - _A_PERIOD, more.at):
                self._verdict.others[f"{more.kind}: late, with what there was not to say on its day"] += 1
            else:
                yield f"said, but not in the undisturbed run: {more}"
        for key, calm in wanted.items():
            arrival = came.get(key)
            if arrival is not None:
                self._verdict.others[f"{calm.kind}: {_when(calm, arrival)}"] += 1
                if arrival.day != calm.day and not self._has_cause(calm, arrival.at):
                    yield f"late without a cause: {arrival}, undisturbed {calm}"
            elif calm.kind in ONE_IN_A_PERIOD and self._has_cause(calm, calm.at + _A_PERIOD):
                self._verdict.others[f"{calm.kind}: not said, both its days were missed"] += 1
            else:
                self._verdict.others[f"{calm.kind}: lost"] += 1
                yield f"LOST: {key}, undisturbed {calm}"

    def _has_cause(self, calm: Arrival, until: datetime) -> bool:
        """Whether anything lasting was wrong for its agency between the day on which it should have come and then."""
        return self._has_window(calm.agency, calm.day, max(until, calm.at), calm.channel)

    def _has_window(self, agency: str, first: date, until: datetime, channel: str = "telegram") -> bool:
        day = datetime.combine(first, time(), VIET_NAM)
        return any(
            window.touches(day, until) and window.whom in ("", "telegram", agency, channel)
            for window in self._plan.windows
        )


def _others(story: Story) -> dict[str, Arrival]:
    """The first arrival of each."""
    return {each.occasion: each for each in reversed(story.arrivals) if each.is_push and each.kind not in APART}


def _when(calm: Arrival, came: Arrival) -> str:
    if came.by_admin:
        return "given up, and sent again by an admin"
    if came.day == calm.day:
        return "on its day"
    if came.kind != "remind":
        return "late"
    return "late, and says on which day it should have been" if came.of == came.day else "late, as its day's message"
