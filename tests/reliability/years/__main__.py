"""The command: `python -m tests.reliability.years`. The report goes to standard output, signs of life to standard
error. Ends with 1 where anything was lost, or said that should not have been."""

import asyncio
import logging
import sys
from datetime import date, datetime
from pathlib import Path

import click

from knowledge.questions.ask import VIET_NAM
from tests.benchmarks.report import machine
from tests.reliability.years import report
from tests.reliability.years.both import both

MARK = "<!-- figures: python -m tests.reliability.years --into docs/reliability.md -->"
END = "<!-- end of the figures of tests.reliability.years -->"


@click.command()
@click.option("--agencies", type=click.IntRange(1, 75), default=60, show_default=True)
@click.option("--from", "first", default="2026-01-01", show_default=True, help="First day.")
@click.option("--to", "last", default="2030-12-31", show_default=True, help="Last day; at least two months later.")
@click.option("--kills", type=click.IntRange(0), default=300, show_default=True)
@click.option("--seed", default=7, show_default=True, help="The same gives the same years, kills and failures.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Put the report in this file as well, between its marks for figures.",
)
def main(agencies: int, first: str, last: str, kills: int, seed: int, into: Path | None) -> None:
    """Live through the years twice, once undisturbed, and compare the two runs row by row.

    As it is by default it takes about half an hour; Ctrl-C ends it, and the program with it.
    """
    logging.getLogger("aiohttp.server").disabled = True  # platforms whose caller is killed in the middle of a request
    began = datetime.now(VIET_NAM)
    found = asyncio.run(
        both(agencies, date.fromisoformat(first), date.fromisoformat(last), kills=kills, seed=seed, say=_say)
    )
    click.echo("", err=True)
    minutes = (datetime.now(VIET_NAM) - began).total_seconds() / 60
    text = "\n\n".join(
        [
            f"Measured {began.date()}, in {minutes:.0f} minutes:\n\n{machine()}",
            report.tables(found),
        ]
    )
    click.echo(text)
    if into:
        _put(into, text)
    sys.exit(1 if found.verdict.violations else 0)


def _put(file: Path, text: str) -> None:
    before, _, behind = file.read_text(encoding="utf-8").partition(MARK)
    file.write_text(f"{before}{MARK}\n\n{text}\n\n{END}{behind.partition(END)[2]}", encoding="utf-8")


def _say(line: str) -> None:
    """The latest sign of life, in place of the one before."""
    click.echo(f"\r  {line:<70}", nl=False, err=True)


if __name__ == "__main__":
    main(prog_name="python -m tests.reliability.years")
