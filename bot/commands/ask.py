"""ttdn ask: one question, or many as JSON lines, answered as on any channel."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TextIO

import click

from bot.commands.options import with_day, with_settings
from bot.facts import ground_for_command, recorded_for_command
from bot.settings import Settings
from knowledge.catalog.catalog import Catalog
from knowledge.progress.records import NOTHING, Recorded
from knowledge.questions import Conversation
from knowledge.questions import ask as answer_question
from knowledge.working_days import Calendar

Line = dict[str, Any]


@click.command()
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.option("--batch", is_flag=True, help="Read questions as JSON lines, answer each with one.")
@with_day
@with_settings
def ask(settings: Settings, text: tuple[str, ...], as_json: bool, batch: bool, now: datetime) -> None:
    """Answer TEXT from the documents, and from what agencies have reported."""
    if batch == bool(text):
        raise click.UsageError('give one question ("ttdn ask ..."), or --batch and questions on standard input')
    ground, recorded = ground_for_command(settings), recorded_for_command(settings)
    catalog, calendar = Catalog(ground.facts), ground.calendar
    if batch:
        for answered in answer_lines(catalog, calendar, sys.stdin, now, recorded):
            click.echo(json.dumps(answered, ensure_ascii=False))
        return
    answer, _ = answer_question(catalog, calendar, " ".join(text), Conversation(), now, recorded=recorded)
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else answer.reply.text)


def answer_lines(
    catalog: Catalog, calendar: Calendar, lines: TextIO, now: datetime, recorded: Recorded = NOTHING
) -> Iterator[Line]:
    """One answer for each question, in order; those of one session are one conversation."""
    sessions: dict[str, Conversation] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        question = _question(line, number)
        session = question.get("session")
        before = sessions.get(session, Conversation()) if session is not None else Conversation()
        answer, after = answer_question(catalog, calendar, question["text"], before, now, recorded=recorded)
        if session is not None:
            sessions[session] = after
        yield {"id": question["id"]} | answer.to_json()


def _question(line: str, number: int) -> Line:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise click.ClickException(f"line {number}: not JSON ({error})") from error
    if not isinstance(question, dict) or "id" not in question or not isinstance(question.get("text"), str):
        raise click.ClickException(f'line {number}: not an object with "id" and "text"')
    if not isinstance(question.get("session"), str | None):
        raise click.ClickException(f'line {number}: "session" is a text or null')
    return question
