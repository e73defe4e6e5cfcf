"""ttdn import: what an annex in a file says, as a draft; nothing is kept."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.options import FILE, language, with_settings
from bot.facts import DOCUMENTS
from bot.settings import Settings
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
@click.option("--dry-run", is_flag=True, default=True, help="Only read the file; this is all that the command does.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object: document, groups, tasks, problems.")
@with_settings
def import_file(_: Settings, file: Path, dry_run: bool, as_json: bool) -> None:
    """Read the annex in FILE (.docx, .pdf, .xlsx, .csv, .txt) and show the tasks found and what is doubtful."""
    spoken = language()
    try:
        draft = asyncio.run(read_draft(file, file.name, load_directory(DOCUMENTS)))
    except Unreadable as error:
        raise CannotRead(say(spoken, f"unreadable.{error.why}", file=file.name)) from error
    if as_json:
        click.echo(json.dumps(draft_as_json(draft, spoken), ensure_ascii=False, indent=1))
        return
    for line in summary(draft, spoken):
        click.echo(line)


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
