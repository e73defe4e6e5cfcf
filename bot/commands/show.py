"""ttdn show: one task with all its particulars."""

from datetime import datetime

import click

from bot.commands.options import language, with_day, with_settings
from bot.facts import ground_for_command, recorded_for_command
from bot.settings import Settings
from knowledge.catalog.catalog import Catalog
from knowledge.questions.ask import VIET_NAM, answer_query
from knowledge.questions.query import TASK, Query


@click.command()
@click.argument("task_id", metavar="TASK")
@with_day
@with_settings
def show(settings: Settings, task_id: str, now: datetime) -> None:
    """Show TASK, for example "47/NQ-CP 3.6"."""
    ground = ground_for_command(settings)
    catalog = Catalog(ground.facts)
    wanted = " ".join(task_id.split())
    if wanted not in catalog.positions:
        example = catalog.tasks[0].id
        raise click.ClickException(f'there is no task "{wanted}"; a task is named like "{example}"')
    query = Query(TASK, tasks=(wanted,), language=language())
    today, recorded = now.astimezone(VIET_NAM).date(), recorded_for_command(settings)
    answer = answer_query(catalog, ground.calendar, query, today, recorded)
    click.echo(answer.reply.text)
