"""What holds in every run, whatever goes wrong: hours, repeats, one message of a kind a day, nothing that is done."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import time
from itertools import pairwise

from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day as written
from knowledge.texts import say
from knowledge.working_days import Calendar
from tests.reliability.years.story import Arrival, Story

FIRST, LAST, TO_FINISH = time(8), time(17), time(17, 30)
"""Until the last the rest of a message may come of which a part has arrived."""


def broken(story: Story, calendar: Calendar) -> Iterator[str]:
    """A line for each violation."""
    yield from _repeats(story)
    yield from _several(story)
    yield from _hours(story, calendar)
    for arrivals in story.by_row().values():
        yield from _lateness(arrivals)
        yield from _done(story, arrivals[0])
    yield from (f"still waits in the end: {key}" for key in story.unfinished)
    if story.log:
        yield f"errors in the program's log: {story.log[:2000]}"


def repeats(story: Story) -> Counter[str]:
    """How many arrivals say that they may be repeats, and how many are."""
    found = Counter({"marked as perhaps repeated": sum(each.marked for each in story.arrivals)})
    found["arrived a second time"] = sum(len(numbers) - 1 for numbers in _by_part(story).values())
    return found


def _by_part(story: Story) -> dict[tuple[int, int], list[int]]:
    """By row of the outbox and part of it, which arrivals it was."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, arrival in enumerate(story.arrivals):
        found[arrival.row, arrival.part].append(number)
    return found


def _repeats(story: Story) -> Iterator[str]:
    """Only where the program cannot know that it has arrived: killed while it sent it, or its answer was lost."""
    for before, number in (pair for numbers in _by_part(story).values() for pair in pairwise(numbers)):
        arrival = story.arrivals[number]
        if not arrival.marked:
            yield f"twice, and not marked: {arrival}"
        if not any(before <= at <= number and row == arrival.row for at, row in story.doubts):
            yield f"twice without a doubt: {arrival}"


def _several(story: Story) -> Iterator[str]:
    """What is for one day is in one message, and so is a step, unless an admin had it sent again."""
    rows: dict[str, dict[int, Arrival]] = defaultdict(dict)
    for arrival in story.arrivals:
        if arrival.is_push and not arrival.by_admin:
            for name in _names(arrival):
                rows[name][arrival.row] = arrival
    for name, found in rows.items():
        if len(found) > 1:
            yield f"in several messages: {name}: {', '.join(map(str, found.values()))}"


def _names(arrival: Arrival) -> Iterator[str]:
    yield arrival.occasion
    yield from (f"step {step.key}" for step in arrival.steps)
    yield from (f"step {step.key} before the {arrival.before}" for step in arrival.brought)


def _hours(story: Story, calendar: Calendar) -> Iterator[str]:
    """By the clock that the program had."""
    for arrival in story.arrivals:
        at = arrival.at.astimezone(VIET_NAM)
        within = FIRST <= at.time() < (TO_FINISH if arrival.part else LAST)
        if arrival.is_push and not (calendar.is_working(at.date()) and within):
            yield f"on a day off or outside the hours: {arrival}"


def _lateness(arrivals: list[Arrival]) -> Iterator[str]:
    """Every late step says on which day it should have been said. A message that was written for another day is only
    sent as a perhaps repeated one, or by an admin."""
    first = arrivals[0]
    if first.kind != "remind":
        return
    text = "\n".join({each.part: each.text for each in arrivals}.values())
    for day, number in Counter(step.day for step in first.steps if step.day < first.of).items():
        if text.count(say("vi", "remind.late", day=written(day, "vi"))) != number:
            yield f"does not say that it is late: {first}, of {day}"
    if first.day != first.of and not (first.marked or first.by_admin or first.part):
        yield f"of another day, and not marked: {first}"


def _done(story: Story, first: Arrival) -> Iterator[str]:
    """What is done is not spoken of, and what somebody took note of is not brought before anybody."""
    if first.marked or first.by_admin:
        return
    for step in (*first.steps, *first.brought):
        done = story.done.get((step.agency, step.obligation))
        if done is not None and done < first.at:
            yield f"said when it was done: {step.key}, {first}, done {done}"
    for step in first.brought:
        noted = story.noted.get(step.key)
        if noted is not None and noted < first.at:
            yield f"brought up when it was noted: {step.key}, {first}, noted {noted}"
