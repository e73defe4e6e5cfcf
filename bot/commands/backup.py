"""ttdn backup: a proved copy of the database, also while the program runs."""

from pathlib import Path

import click

from bot.clock import utc_now
from bot.commands.options import FILE, language, with_settings
from bot.commands.progress import Progress
from bot.settings import Settings
from knowledge.memory import DATABASE
from knowledge.memory.backup import back_up
from knowledge.memory.backups import Backups
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import file_size
from knowledge.texts import say


@click.command()
@click.argument("file", type=FILE, required=False)
@with_settings
def backup(settings: Settings, file: Path | None) -> None:
    """Back the database up to FILE, or into the folder of backups. It is opened again and counted before it counts."""
    database = settings.data.folder / DATABASE
    if not database.exists():
        raise click.ClickException(f"{database}: there is no database yet; it is made when the program first starts")
    progress = Progress(language(), "backup.copying")
    if file is None:
        kept = settings.backup
        backups = Backups(database, kept.folder, kept.daily, kept.weekly)
        made = backups.make(utc_now().astimezone(VIET_NAM), progress=progress)
        path, rows = made.path, made.rows
    else:
        if file.exists():
            raise click.ClickException(f"{file} is there already: name a file that is not")
        path, rows = file, back_up(database, file, progress)
    size = file_size(path.stat().st_size, language())
    click.echo(say(language(), "backup.written", file=path, size=size, rows=rows))
