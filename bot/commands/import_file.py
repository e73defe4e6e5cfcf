"""ttdn import: what an annex in a file says, as a draft, which is kept for admins to publish from the chat."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import click

from bot.clock import utc_now
from bot.commands.options import FILE, language, with_settings
from bot.facts import DOCUMENTS, facts_for_command
from bot.settings import Settings
from knowledge.changes.change import SYSTEM
from knowledge.memory import DATABASE, drafts, open_store
from knowledge.messages import file_name
from knowledge.reading.agencies import load_directory
from knowledge.reading.drafts.as_json import draft_as_json, place_in_words, reason_in_words
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.reader import read_draft
from knowledge.reading.drafts.unreadable import Unreadable
from knowledge.texts import say


class CannotRead(click.ClickException):
    """One sentence on standard error; the code of what is not as the command needs it."""

    exit_code = 2


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Only read the file and show the draft: nothing is kept.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: document, groups, tasks, problems.")
@with_settings
def import_file(settings: Settings, file: Path, dry_run: bool, as_json: bool) -> None:
    """Read the annex in FILE (.docx, .pdf, .xlsx, .csv, .txt), show the tasks found and what is doubtful, and keep it
    as a draft, which an admin looks through and publishes with /nhaptailieu in the chat."""
    spoken = language()
    directory = load_directory(DOCUMENTS) if dry_run else facts_for_command(settings).directory
    try:
        draft = asyncio.run(read_draft(file, file.name, directory))
    except Unreadable as error:
        raise CannotRead(say(spoken, f"unreadable.{error.why}", file=file.name)) from error
    number = None if dry_run else _keep(settings, draft, file_name(file.name))
    if as_json:
        kept = {} if number is None else {"draft": number}
        click.echo(json.dumps({**draft_as_json(draft, spoken), **kept}, ensure_ascii=False, indent=1))
        return
    for line in summary(draft, spoken):
        click.echo(line)
    if number is not None:
        click.echo(say(spoken, "draft.kept", number=number))


def _keep(settings: Settings, draft: Draft, name: str) -> int:
    """The number of the draft, also for a program that runs."""
    store = open_store(settings.data.folder / DATABASE)
    try:
        return store.call(drafts.add, draft, name, SYSTEM.person, utc_now()).head.id
    finally:
        store.close()


def summary(draft: Draft, spoken: str) -> Iterator[str]:
    """The document, how much was found, and each problem on a line."""
    document = draft.document
    unsaid = say(spoken, "draft.unsaid")
    yield say(spoken, "draft.document", kind=document.kind or unsaid, symbol=document.symbol or unsaid,
              issued=document.issued.strftime("%d/%m/%Y") if document.issued else unsaid)  # fmt: skip
    yield document.title or unsaid
    flagged = sum(bool(task.flags) for task in draft.tasks)
    yield say(spoken, "draft.found", tasks=len(draft.tasks), groups=len(draft.groups), flagged=flagged)
    for problem in draft.problems:
        yield f"- {place_in_words(problem.where, spoken)}: {reason_in_words(problem, spoken)}"
