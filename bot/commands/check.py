"""ttdn check: settings, data files and database: what is on, off, missing or wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from bot import settings as settings_files
from bot.clock import utc_now
from bot.commands.options import CONFIG, DATA, language
from bot.facts import DOCUMENTS
from bot.settings import Settings, SettingsError
from bot.web import is_busy
from knowledge.memory import DATABASE, StoreError, open_store
from knowledge.memory.health import examine
from knowledge.memory.lock import RunningLock
from knowledge.reading.facts import read_facts
from knowledge.records import SourceError
from knowledge.texts import say


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `wrong` makes the command fail."""

    text: str
    wrong: bool = False


@click.command()
@CONFIG
@DATA
def check(config: Path | None, data: Path | None) -> None:
    """Say what is on, off, missing or wrong in settings, data files and database."""
    spoken = language()
    findings = list(_findings(config, data, spoken))
    for finding in findings:
        mark = say(spoken, "check.wrong") if finding.wrong else say(spoken, "check.fine")
        click.echo(f"{mark}  {finding.text}")
    if any(finding.wrong for finding in findings):
        raise click.ClickException(say(spoken, "check.failed", n=sum(finding.wrong for finding in findings)))


def _findings(config: Path | None, data: Path | None, spoken: str) -> Iterator[Finding]:
    yield from _guarded(lambda: _documents(spoken))
    try:
        settings = settings_files.load(config, data)
    except SettingsError as error:
        yield Finding(str(error), wrong=True)
        return
    file = config or settings_files.home() / settings_files.CONFIG_NAME
    yield Finding(say(spoken, "check.settings" if file.exists() else "check.no_settings", file=file))
    yield from _page(settings, spoken)
    yield from _guarded(lambda: _database(settings.data.folder, spoken))


def _guarded(find: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from find()
    except (SourceError, StoreError) as error:
        yield Finding(str(error), wrong=True)


def _documents(spoken: str) -> Iterator[Finding]:
    facts = read_facts(DOCUMENTS)
    for document in facts.documents:
        counts = {
            "tasks": sum(task.document == document.id for task in facts.tasks),
            "drafts": len(facts.draft_tasks.get(document.id, ())),
            "provisions": sum(provision.document == document.id for provision in facts.provisions),
        }
        yield Finding(say(spoken, "check.document", name=document.short_name, **counts))
    agencies, duties, corrections = len(facts.directory.agencies), len(facts.duties), len(facts.corrections)
    yield Finding(say(spoken, "check.tables", agencies=agencies, duties=duties, corrections=corrections))


def _page(settings: Settings, spoken: str) -> Iterator[Finding]:
    web, folder = settings.web, settings.data.folder
    key = "check.page_portal" if web.portal.address else "check.page"
    yield Finding(say(spoken, key, host=web.host, port=web.port, address=web.portal.address))
    ours = (folder / DATABASE).exists() and _is_running(folder)
    if web.portal.address and not ours and is_busy(web.host, web.port):
        yield Finding(say(spoken, "check.port_busy", port=web.port, address=web.portal.address), wrong=True)


def _database(folder: Path, spoken: str) -> Iterator[Finding]:
    file = folder / DATABASE
    if not file.exists():
        yield Finding(say(spoken, "check.no_database", file=file))
        return
    yield Finding(say(spoken, "check.running" if _is_running(folder) else "check.not_running"))
    store = open_store(file)
    try:
        health = store.call(examine, utc_now())
    finally:
        store.close()
    if health.damage:
        yield Finding(say(spoken, "check.damage", file=file, damage=health.damage), wrong=True)
    yield Finding(say(spoken, "check.database", file=file, schema=health.schema))
    yield Finding(say(spoken, "check.outbox", waiting=health.waiting, dead=health.dead))


def _is_running(folder: Path) -> bool:
    try:
        RunningLock.take(folder).release()
    except StoreError:
        return True
    return False
