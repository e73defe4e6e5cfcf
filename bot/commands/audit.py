"""ttdn audit: whether what was written down of changes is as it was written, and what that is."""

from collections.abc import Callable
from typing import TypeVar

import click

from bot.commands.options import language, with_settings
from bot.facts import facts_for_command
from bot.settings import Settings
from knowledge.changes.change import Entry
from knowledge.changes.words.names import Names
from knowledge.changes.words.said import in_words
from knowledge.memory import DATABASE, StoreError, Transaction, journal, open_store
from knowledge.questions.ask import VIET_NAM
from knowledge.texts import say

T = TypeVar("T")


@click.group()
def audit() -> None:
    """The log of all changes."""


@audit.command()
@with_settings
def verify(settings: Settings) -> None:
    """Prove that no entry was altered, removed or put in between; say how many there are and the last one's hash.

    Who keeps that line elsewhere can also prove later that the log was not written anew as a whole.
    """
    spoken = language()
    broken, last = _read(settings, lambda tx: (journal.first_broken(tx), journal.last(tx)))
    if broken is not None:
        raise click.ClickException(say(spoken, "audit_command.broken", number=broken))
    count, digest = (last.id, last.hash) if last else (0, "-")
    click.echo(say(spoken, "audit_command.whole", n=count, hash=digest))


@audit.command(name="list")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="How many.")
@with_settings
def show(settings: Settings, limit: int) -> None:
    """Print the newest entries, one a line, with names as they are known now."""
    spoken, directory = language(), facts_for_command(settings).directory.agencies

    def agency(known: str) -> str:
        return directory[known].name if known in directory else known

    def lines(tx: Transaction) -> list[str]:
        names = Names(tx, spoken, agency, lambda _, key: key)
        return [_line(names, entry) for entry in journal.newest(tx, limit=limit)]

    for line in _read(settings, lines):
        click.echo(line)


def _read(settings: Settings, function: Callable[[Transaction], T]) -> T:
    path = settings.data.folder / DATABASE
    if not path.exists():
        raise StoreError(f"{path}: there is no database yet")
    store = open_store(path)
    try:
        return store.call(function)
    finally:
        store.close()


def _line(names: Names, entry: Entry) -> str:
    at, who = entry.at.astimezone(VIET_NAM), names.person(entry.author.person)
    said = f"{entry.id}  {at:%Y-%m-%d %H:%M}  {who} ({entry.author.channel})  {in_words(names, entry.change)}"
    return " ".join("".join(sign if sign.isprintable() else " " for sign in said).split(" "))
