"""The command: `python -m tests.benchmarks`. The report goes to standard output, signs of life to standard error."""

from collections.abc import Callable

import click

from bot.facts import DOCUMENTS, load_calendar
from knowledge.catalog.catalog import Catalog
from knowledge.questions.engine import engine_for
from knowledge.reading.facts import Facts, read_facts
from tests.benchmarks import answering, program, report, searching
from tests.benchmarks.measuring import step, tidy
from tests.benchmarks.questions import read_mixed, read_topics
from tests.benchmarks.synthetic import synthetic_facts

PARTS = ("answers", "search", "start", "memory")
SIZES = (68, 10_000, 100_000)


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, default=SIZES, show_default=True, help="Tasks in a catalog.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS, help="Parts to run.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Runs of each question.")
@click.option("--seed", type=int, default=47, show_default=True, help="Of the made catalogs.")
def main(sizes: tuple[int, ...], parts: tuple[str, ...], rounds: int, seed: int) -> None:
    """Measure and print a report in Markdown. All parts at all sizes take about ten minutes; Ctrl-C ends it."""
    real = read_facts(DOCUMENTS)
    topics, mixed, calendar = read_topics(), read_mixed(), load_calendar()
    answered: dict[int, answering.Answered] = {}
    searched: list[str] = []
    loaded: list[program.Loaded] = []
    click.echo(f"{report.machine()}\n")
    # In a process that has nothing big yet, for the start of a child takes longer from a big one.
    if "start" in parts:
        click.echo(f"## Start\n\n{report.starts(program.command_line(rounds) | program.page(rounds))}\n")
    for size in sizes:
        facts = _facts(real, size, [topic.about for topic in topics], seed)
        if "memory" in parts:
            with step(f"a process with {size:,} tasks"):
                loaded.append(program.big(facts))
        if {"answers", "search"} & {*parts}:
            catalog = _catalog(facts)
            if "answers" in parts:
                answered[size] = answering.measure(catalog, calendar, mixed, topics, rounds)
            if "search" in parts:
                searched.append(report.searches(size, searching.measure(catalog, topics, mixed, rounds)))
    _show("One question", answered, lambda: report.answers(answered, len(mixed), len(topics)))
    _show("Topic search", searched, lambda: "\n\n".join(searched))
    _show("Memory", loaded, lambda: report.loads(loaded))


def _facts(real: Facts, size: int, kept_apart: list[str], seed: int) -> Facts:
    if size <= len(real.tasks):
        return real
    with step(f"making {size:,} tasks"):
        return synthetic_facts(real, size, kept_apart, seed)


def _catalog(facts: Facts) -> Catalog:
    with step(f"catalog of {len(facts.tasks):,} tasks"):
        catalog = Catalog(facts)
        engine_for(catalog)
        tidy()
    return catalog


def _show(title: str, found: object, text: Callable[[], str]) -> None:
    if found:
        click.echo(f"## {title}\n\n{text()}\n")


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
