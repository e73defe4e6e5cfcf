"""The command: `python -m tests.reliability.fuzz`. The report goes to standard output, signs of life to standard error.
Ends with 1 where anything did not hold."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path
from time import monotonic

import click

from knowledge.questions.ask import VIET_NAM
from tests.benchmarks.report import machine
from tests.reliability.fuzz import report
from tests.reliability.fuzz.found import Found
from tests.reliability.fuzz.living import live

MARK = "<!-- figures: python -m tests.reliability.fuzz --into docs/reliability.md -->"
END = "<!-- end of the figures of tests.reliability.fuzz -->"
_BAR = 30  # characters
_EVERY = 50


@click.command()
@click.option("--messages", type=click.IntRange(1), default=100_000, show_default=True)
@click.option(
    "--seed", default=7, show_default=True, help="The same chooses the same, but for codes, which are random."
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Put the report in this file as well, between its marks for figures.",
)
def main(messages: int, seed: int, into: Path | None) -> None:
    """Send messages and press buttons as everybody on every channel, and look after each what it did."""
    began, bar = datetime.now(VIET_NAM), _Bar(messages)
    with tempfile.TemporaryDirectory(prefix="ttdn-") as folder:
        found = live(Path(folder), messages, seed, bar.show)
    click.echo("", err=True)
    seconds = (datetime.now(VIET_NAM) - began).total_seconds()
    took = f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
    text = f"Measured {began.date()}, in {took}:\n\n{machine()}\n\n{report.tables(found)}"
    click.echo(text)
    if into:
        before, _, behind = into.read_text(encoding="utf-8").partition(MARK)
        into.write_text(f"{before}{MARK}\n\n{text}\n\n{END}{behind.partition(END)[2]}", encoding="utf-8")
    sys.exit(1 if found.violations else 0)


class _Bar:
    """How far it has come, what did not hold until now, and how long it will take."""

    def __init__(self, messages: int) -> None:
        self._messages, self._began = messages, monotonic()

    def show(self, done: int, found: Found) -> None:
        """Called after each message."""
        if done % _EVERY and done != self._messages:
            return
        share = done / self._messages
        left = (monotonic() - self._began) * (1 / share - 1)
        filled = "#" * round(share * _BAR)
        click.echo(
            f"\r  [{filled:<{_BAR}}] {done:,} of {self._messages:,}, {len(found.violations)} did not hold,"
            f" {left / 60:.0f} min left  ",
            nl=False,
            err=True,
        )


if __name__ == "__main__":
    main(prog_name="python -m tests.reliability.fuzz")
