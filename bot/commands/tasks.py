"""ttdn tasks: the tasks as the annexes have them, for people or one JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import click

from bot.commands.options import with_settings
from bot.facts import facts_for_command
from bot.settings import Settings
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.facts import Facts
from knowledge.records import AgencyColumn, Task

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; None means anything. `agency` is an id, `year` one under way, `due` the last year."""

    agency: str | None
    role: str
    year: int | None
    due: int | None
    recurring: bool | None

    def fit(self, task: Task) -> bool:
        """Whether the task has everything that is asked for; a recurring one is not due in its last year."""
        period = task.period
        return (
            (self.agency is None or any(self.agency in column.named for column in self._columns(task)))
            and (self.year is None or _under_way(task, self.year))
            and (self.due is None or (period.last_year == self.due and not period.recurring))
            and (self.recurring is None or period.recurring == self.recurring)
        )

    def _columns(self, task: Task) -> tuple[AgencyColumn, ...]:
        return {"lead": (task.lead,), "coordinate": (task.coordinate,)}.get(self.role, (task.lead, task.coordinate))


@click.command()
@click.option("--document", metavar="SYMBOL", help="Only of this document (47/NQ-CP).")
@click.option("--draft", is_flag=True, help="As the draft annex has them.")
@click.option("--agency", metavar="NAME", help="Only those that name this agency (name, abbreviation or id).")
@click.option("--role", type=click.Choice(["lead", "coordinate", "any"]), default="any", help="In this role.")
@click.option("--year", type=int, help="Only those under way in this year.")
@click.option("--due", type=int, metavar="YEAR", help="Only those that end in this year.")
@click.option("--recurring/--once", default=None, help="Only those of every year, or only the others.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_settings
def tasks(
    settings: Settings,
    document: str | None,
    draft: bool,
    agency: str | None,
    role: str,
    year: int | None,
    due: int | None,
    recurring: bool | None,
    as_json: bool,
) -> None:
    """List tasks in the order of their annex."""
    facts = facts_for_command(settings)
    filters = Filters(find_agency(facts.directory, agency) if agency else None, role, year, due, recurring)
    for task in filter(filters.fit, choose(facts, document, draft=draft)):
        click.echo(json.dumps(to_plain(task, facts.directory), ensure_ascii=False) if as_json else to_line(task))


def choose(facts: Facts, document: str | None, *, draft: bool) -> Iterator[Task]:
    """All tasks, or those of one document. Raises ClickException for a document that has none."""
    symbols = list(dict.fromkeys(task.document for task in _all(facts, draft)))
    if document is not None and document not in symbols:
        raise click.ClickException(
            f"no {'draft ' if draft else ''}annex of {document!r}; there are: {', '.join(symbols)}"
        )
    return (task for task in _all(facts, draft) if document in (None, task.document))


def find_agency(directory: AgencyDirectory, name: str) -> str:
    """The id of the agency meant. Raises ClickException."""
    agency = directory.agencies.get(name) or directory.find(name)
    if agency is None:
        raise click.ClickException(f"no agency is called {name!r}, or several are; use the full name")
    return agency.id


def to_plain(task: Task, directory: AgencyDirectory) -> dict[str, Any]:
    """A task as one object; agencies by their full official names, unknown ones as written."""
    return {
        "id": task.id,
        "number": task.number,
        "title": task.title,
        "group": task.group,
        "group_title": task.group_title,
        "lead": [*agency_names(task.lead.named, directory), *task.lead.unknown],
        "coordinate": [*agency_names(task.coordinate.named, directory), *task.coordinate.unknown],
        "lead_collectives": list(task.lead.collectives),
        "coordinate_collectives": list(task.coordinate.collectives),
        "period": task.period.text,
        "first_year": task.period.first_year,
        "last_year": task.period.last_year,
        "recurring": task.period.recurring,
    }


def agency_names(ids: Iterable[str], directory: AgencyDirectory) -> list[str]:
    """Full names, in the order of the ids. Raises KeyError for an id that is not in the directory."""
    return [directory.agencies[each].name for each in ids]


def to_line(task: Task) -> str:
    """Id, title (cut at a word) and period on one line."""
    title = task.title if len(task.title) <= WIDTH else task.title[:WIDTH].rsplit(" ", 1)[0] + " …"
    return f"{task.id}  {title} · {task.period.text}"


def _all(facts: Facts, draft: bool) -> list[Task]:
    return [task for tasks in facts.draft_tasks.values() for task in tasks] if draft else list(facts.tasks)


def _under_way(task: Task, year: int) -> bool:
    first, last = task.period.first_year, task.period.last_year
    return (first is None or first <= year) and (last is None or year <= last)
