"""The figures of the five years, as tables."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tests.reliability.years.both import Both

WRONG = {
    "down": "the program killed, and not started for hours or days",
    "asleep": "the machine asleep",
    "jump": "the clock wrong by hours or days",
    "outage": "a platform down for hours or days",
    "gone": "the bot out of an agency's group for days",
}


def tables(found: Both) -> str:
    """All of it in Markdown."""
    plan, story, verdict = found.plan, found.story, found.verdict
    sections = [
        f"{found.agencies} agencies, {plan.first} to {plan.last}: {len(found.calm.arrivals):,} messages arrived"
        f" undisturbed, {len(story.arrivals):,} disturbed. {len(story.deeds):,} times an officer pressed a button"
        f" ({len(story.missed)} times there was nothing to press in the disturbed run)."
    ]
    windows = Counter(WRONG[window.what] for window in plan.windows)
    sections.append(_table("went wrong", windows | Counter({f"call: {name}": n for name, n in story.faults.items()})))
    sections.append(_table(f"killed, {sum(story.kills.values())} times in all", _named(story.kills)))
    became = {"all": verdict.became.total()} | _sorted(verdict.became) | {"lost": verdict.became["lost"]}
    sections.append(_table("what became of each step", became))
    sections.append(_table("what became of other messages to agencies", _sorted(verdict.others)))
    sections.append(
        _table("arrivals", dict(verdict.repeats) | {"twice and not marked, or without such a moment": _unmarked(found)})
    )
    sections.append(f"Violations of any rule: {len(verdict.violations)}.")
    sections += [f"- {violation}" for violation in verdict.violations[:200]]
    return "\n\n".join(sections)


def _named(kills: Mapping[str, int]) -> dict[str, int]:
    names = {
        "accepted": "at the moment in which a platform accepted a message",
        "after": "up to 10 ms after that",
        "before": "at a request, before it was accepted",
        "any": "at any moment of its work",
        "starting": "while it started",
        "quiet": "when it had nothing to do",
        "down": "and not started for hours or days",
    }
    return _sorted({names[where]: number for where, number in kills.items()})


def _unmarked(found: Both) -> int:
    return sum(violation.startswith("twice") for violation in found.verdict.violations)


def _sorted(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: -item[1]))


def _table(head: str, counted: Mapping[str, int]) -> str:
    rows: Iterable[str] = (f"| {name} | {number:,} |" for name, number in counted.items())
    return "\n".join([f"| {head} | |", "| --- | ---: |", *rows])
