"""The command: `python -m tests.benchmarks`. The report goes to standard output, signs of life to standard error."""

from datetime import datetime
from pathlib import Path

import click

from bot.facts import DOCUMENTS, load_calendar
from knowledge.catalog.catalog import Catalog
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.engine import engine_for
from knowledge.reading.facts import Facts, read_facts
from tests.benchmarks import answering, program, report, searching
from tests.benchmarks.measuring import step, tidy
from tests.benchmarks.questions import read_mixed, read_topics
from tests.benchmarks.synthetic import SEED, synthetic_facts

PARTS = ("answers", "search", "start", "memory")
SIZES = (68, 10_000, 100_000)
MARK = "<!-- figures: python -m tests.benchmarks --into docs/benchmarks.md -->"


@click.command()
@click.option("--size", "sizes", type=int, multiple=True, default=SIZES, show_default=True, help="Tasks in a catalog.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS, help="Parts to run.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Runs of each question.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Of the made catalogs.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Put the report in this file as well, behind its mark for figures.",
)
def main(sizes: tuple[int, ...], parts: tuple[str, ...], rounds: int, seed: int, into: Path | None) -> None:
    """Measure and print a report in Markdown. All parts at all sizes take about ten minutes; Ctrl-C ends it."""
    sections = [f"Measured {datetime.now(VIET_NAM).date()}:\n\n{report.machine()}"]
    if "start" in parts:  # first, as long as this process is small: starting another one is slower from a big one
        found = program.command_line(rounds) | program.page(rounds)
        sections.append(f"## Start\n\n{report.starts(found)}")
    sections += _by_size(sizes, parts, rounds, seed)
    click.echo("\n\n".join(sections))
    if into:
        kept = into.read_text(encoding="utf-8").split(MARK)[0]
        into.write_text(f"{kept}{MARK}\n\n" + "\n\n".join(sections) + "\n", encoding="utf-8")


def _by_size(sizes: tuple[int, ...], parts: tuple[str, ...], rounds: int, seed: int) -> list[str]:
    """The sections whose figures depend on how many tasks there are."""
    real = read_facts(DOCUMENTS)
    topics, mixed, calendar = read_topics(), read_mixed(), load_calendar()
    answered: dict[int, answering.Answered] = {}
    searched: list[str] = []
    loaded: list[program.Loaded] = []
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
    sections = [f"## One question\n\n{report.answers(answered, len(mixed), len(topics))}"] if answered else []
    sections += ["## Topic search\n\n" + "\n\n".join(searched)] if searched else []
    sections += [f"## A catalog from its database\n\n{report.loads(loaded)}"] if loaded else []
    return sections


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


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
