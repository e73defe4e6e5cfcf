"""The command: `python -m tests.reliability`. The report goes to standard output, signs of life to standard error."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from knowledge.questions.ask import VIET_NAM
from tests.benchmarks.report import machine
from tests.reliability import broadcast, hanging, hostile, kill, load, outage, report, unknown_rate
from tests.reliability.world import Plan

PARTS = ("kill", "hostile", "outage", "hanging", "load", "broadcast", "rate")
PEOPLE = 50
MARK = "<!-- figures: python -m tests.reliability --into docs/reliability.md -->"
KILLED = {
    "polling": Plan("polling", "polling", zalo_oa=True, page=True, people=PEOPLE),
    "webhook": Plan("webhook", "webhook", people=PEOPLE),
}
"""A program has one mode of each messenger, so all ways in take two programs."""
GIVEN_ONCE = Plan(zalo_bot="polling", forgets=True, people=PEOPLE)
LOADED = {
    1.0: Plan("polling", "polling", zalo_oa=True, page=True, forgets=True, people=load.PEOPLE),
    0.2: Plan("webhook", "webhook", zalo_oa=True, page=True, people=load.PEOPLE),
}
"""For how much of the time: it differs in how messages come in, and in nothing that grows."""

TOLD = ((3500, 3500), (3500, 98_000))
"""Groups, and messages for all of them: one each; and more than can be sent in the time."""
ASKING = 2.0
"""Questions a second, in the second of them."""

Run = Callable[[Path], Coroutine[Any, Any, Any]]


@click.command()
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS, help="Parts to run.")
@click.option("--questions", type=click.IntRange(50), default=2000, show_default=True, help="On each way in, killed.")
@click.option("--calls", type=click.IntRange(1), default=1000, show_default=True, help="Hostile ones of each kind.")
@click.option("--down", type=click.IntRange(6), default=60, show_default=True, help="Seconds without a platform.")
@click.option("--rate", type=click.IntRange(10, 55), default=50, show_default=True, help="Questions a second.")
@click.option(
    "--seconds", type=click.IntRange(5), default=300, show_default=True, help="Of load, and of the long broadcast."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Put the report in this file as well, behind its mark for figures.",
)
def main(
    parts: tuple[str, ...], questions: int, calls: int, down: int, rate: int, seconds: int, into: Path | None
) -> None:
    """Kill, misuse, cut off and load the program, and print a report in Markdown.

    All parts as they are by default take about forty minutes; Ctrl-C ends it, and the program with it.
    """
    logging.getLogger("aiohttp.server").disabled = True  # platforms whose caller is killed in the middle of a request
    sections = [f"Measured {datetime.now(VIET_NAM).date()}:\n\n{machine()}"]
    if "kill" in parts:
        each = questions // PEOPLE
        runs = [_run(f"killed, {name}", _killed(plan, each)) for name, plan in KILLED.items()]
        sections.append(f"## Killed at random moments\n\n{report.kills(runs)}")
        once = _run("killed, updates given once", _killed(GIVEN_ONCE, each // 4))
        sections.append(f"### A Zalo Bot Platform that gives every update once\n\n{report.kills([once])}")
    if "hostile" in parts:
        found = _run("hostile", lambda folder: hostile.run(folder, calls=calls, say=_say))
        sections.append(f"## Hostile calls\n\n{report.hostile(found)}")
    if "outage" in parts:
        downs = [_run("outage", _down(name, down)) for name in ("telegram", "zalo_bot", "zalo_oa")]
        sections.append(f"## A platform is down\n\n{report.outages(downs)}")
    if "hanging" in parts:
        held = _run("hanging", lambda folder: hanging.run(folder, rounds=10, say=_say))
        sections.append(f"## A sending hangs\n\n{report.hanging(held)}")
    if "load" in parts:
        for share, plan in LOADED.items():
            loaded = _run("load", _loaded(plan, rate, seconds * share))
            sections.append(f"## Load: {', '.join(loaded.ways)}\n\n{report.load(loaded)}")
    if "broadcast" in parts:
        told = [_run("broadcast", _told(groups, rows, seconds)) for groups, rows in TOLD]
        sections.append(f"## Broadcast\n\n{report.broadcast(told)}")
    if "rate" in parts:
        click.echo("unknown rate", err=True)
        sections.append(f"## Unknown rate\n\n{report.unknown_rates(unknown_rate.run(_say))}")
    click.echo("\n\n".join(sections))
    if into:
        kept = into.read_text(encoding="utf-8").split(MARK)[0]
        into.write_text(f"{kept}{MARK}\n\n" + "\n\n".join(sections) + "\n", encoding="utf-8")


def _killed(plan: Plan, each: int) -> Run:
    return lambda folder: kill.run(folder, plan, each=each, spacing=4.0, lives=8.0, say=_say)


def _down(name: str, seconds: int) -> Run:
    return lambda folder: outage.run(folder, name, seconds=seconds, people=10, spacing=2.5, say=_say)


def _told(groups: int, rows: int, seconds: int) -> Run:
    asking = ASKING if rows > groups else 0
    limit = seconds if rows > groups else 600
    return lambda folder: broadcast.run(folder, groups=groups, rows=rows, seconds=limit, asking=asking, say=_say)


def _loaded(plan: Plan, rate: int, seconds: float) -> Run:
    return lambda folder: load.run(folder, plan, rate=rate, seconds=seconds, say=_say)


def _run(name: str, run: Run) -> Any:
    click.echo(name, err=True)
    with tempfile.TemporaryDirectory(prefix="ttdn-") as folder:
        result = asyncio.run(run(Path(folder)))
    click.echo("", err=True)
    return result


def _say(line: str) -> None:
    """The latest sign of life, in place of the one before."""
    click.echo(f"\r  {line:<70}", nl=False, err=True)


if __name__ == "__main__":
    main(prog_name="python -m tests.reliability")
