"""ttdn compare: task by task, what differs between a draft annex and the final one."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

import click

from bot.commands.options import language, with_settings
from bot.commands.tasks import choose
from bot.facts import facts_for_command
from bot.settings import Settings
from knowledge.reading.annex_file import read_annex_file
from knowledge.reading.compare import Difference
from knowledge.reading.compare import compare as compare_tasks
from knowledge.reading.facts import Facts
from knowledge.records import Task
from knowledge.texts import say


@click.command()
@click.argument("draft")
@click.argument("final")
@with_settings
def compare(settings: Settings, draft: str, final: str) -> None:
    """Compare DRAFT with FINAL: each a text file with an annex, or a document's symbol (its draft, its final text)."""
    facts = facts_for_command(settings)
    before, after = _tasks(facts, draft, draft=True), _tasks(facts, final, draft=False)
    for line in report(before, after, facts, language()):
        click.echo(line)


def report(before: Sequence[Task], after: Sequence[Task], facts: Facts, spoken: str) -> Iterable[str]:
    """One block a task: what differs, or that nothing does; at the end how many do."""
    found = {number: list(each) for number, each in groupby(compare_tasks(before, after), lambda one: one.number)}
    numbers = dict.fromkeys([task.number for task in after] + list(found))
    for number in numbers:
        if number not in found:
            yield f"{number}: {say(spoken, 'compare.same')}"
        for difference in found.get(number, ()):
            yield f"{number}: {_line(difference, facts, spoken)}"
    yield say(spoken, "compare.sum", n=len(found), total=len(numbers))


def _line(difference: Difference, facts: Facts, spoken: str) -> str:
    aspect = say(spoken, f"compare.{difference.aspect}")
    if difference.aspect in ("added", "removed"):
        return f"{aspect}: {_values(difference.after or difference.before, facts)}"
    return f"{aspect}: {_values(difference.before, facts)} → {_values(difference.after, facts)}"


def _values(values: Sequence[str], facts: Facts) -> str:
    agencies = facts.directory.agencies
    return "; ".join(agencies[value].name if value in agencies else value for value in values) or "∅"


def _tasks(facts: Facts, name: str, *, draft: bool) -> list[Task]:
    if Path(name).is_file():
        return read_annex_file(Path(name), facts)
    return list(choose(facts, name, draft=draft))
