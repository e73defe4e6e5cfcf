"""ttdn restore: a backup in the place of the database, which is kept beside it."""

from pathlib import Path

import click

from bot.clock import utc_now
from bot.commands.options import FILE, language, with_settings
from bot.commands.progress import Progress
from bot.settings import Settings
from knowledge.memory import DATABASE
from knowledge.memory.lock import RunningLock
from knowledge.memory.migrations import MIGRATIONS
from knowledge.memory.restore import Restored
from knowledge.memory.restore import restore as put_in_place
from knowledge.questions.ask import VIET_NAM
from knowledge.texts import say


@click.command()
@click.argument("file", type=FILE)
@with_settings
def restore(settings: Settings, file: Path) -> None:
    """Use the backup FILE (a path, or the name of one in the folder of backups) as the database from now on.

    Only while the program is stopped. What was there before is kept beside it, and can be restored in the same way.
    """
    named = settings.backup.folder / file
    if not file.exists() and named.exists():
        file = named
    lock = RunningLock.take(settings.data.folder)
    try:
        progress = Progress(language(), "backup.restoring")
        done = put_in_place(file, settings.data.folder / DATABASE, utc_now().astimezone(VIET_NAM), progress)
    finally:
        lock.release()
    for line in _lines(language(), file, done):
        click.echo(line)


def _lines(spoken: str, file: Path, done: Restored) -> list[str]:
    lines = [say(spoken, "backup.restored", file=file, rows=done.rows, schema=done.schema, now=len(MIGRATIONS))]
    if done.given_up:
        lines.append(say(spoken, "backup.given_up", n=done.given_up))
    lines.append(say(spoken, "backup.kept", file=done.kept) if done.kept else say(spoken, "backup.nothing_kept"))
    return [*lines, say(spoken, "backup.next")]
