"""The figures as Markdown."""

from collections import Counter
from collections.abc import Mapping

from tests.reliability.fuzz.found import Found
from tests.reliability.fuzz.material import commands
from tests.reliability.timing import Times

_SHOWN = 200


def tables(found: Found) -> str:
    """All of it."""
    times = Times.of([seconds * 1000 for seconds in found.seconds])
    back = found.back
    sections = [
        f"{found.messages:,} messages in {found.days} days of the program's time: {found.answers:,} were answered, and"
        f" the program said {found.by_itself:,} by itself between them.",
        f"An answer took {times.median:.1f} ms of the processor in the median, {times.p99:.0f} ms at the 99th"
        f" percentile, {times.worst:.0f} ms at most.",
        _table("sent on", found.channels),
        _table("sent by", {role or "guest": n for role, n in found.roles.items()}),
        _table("sent", found.kinds),
        f"Commands: {_listed(_known(found.commands))}.",
        f"Buttons: {_listed(found.pressed)}.",
        f"Of the permission table never tried: {', '.join(found.never_tried()) or 'none'}.",
        _table("changed", found.changes),
        f"At the end all was taken back, the last first: {_listed(back.became) or 'there was nothing'}. Of"
        f" {back.things:,} things {back.as_at_first:,} were as at first. The journal is"
        f" {'whole' if back.whole else 'BROKEN'}.",
        "The slowest:\n\n" + "\n".join(f"- {seconds * 1000:.0f} ms: {what}" for seconds, what in found.slowest),
        f"Did not hold: {len(found.violations)}.",
    ]
    return "\n\n".join(sections + [f"- {violation}" for violation in found.violations[:_SHOWN]])


def _known(counted: Counter[str]) -> Counter[str]:
    """Those of the table by name, all others together."""
    by_name = Counter({name: counted[name] for name in commands() if counted[name]})
    return by_name + Counter({"such as there are none": counted.total() - by_name.total()})


def _listed(counted: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in _sorted(counted).items())


def _sorted(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: -item[1]))


def _table(head: str, counted: Mapping[str, int]) -> str:
    rows = (f"| {name} | {number:,} |" for name, number in _sorted(counted).items())
    return "\n".join([f"| {head} | |", "| --- | ---: |", *rows])
