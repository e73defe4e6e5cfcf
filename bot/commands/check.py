"""ttdn check: settings, data files and database: what is on, off, missing or wrong."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import click

from bot import settings as settings_files
from bot import tokens as token_files
from bot.clock import utc_now
from bot.commands.check_online import find_online
from bot.commands.findings import Finding
from bot.commands.options import CONFIG, DATA, language
from bot.facts import DOCUMENTS
from bot.masking import hide, mask
from bot.messengers import Messenger, messengers, who_is_answered
from bot.settings import Settings, SettingsError
from bot.tokens import Tokens, TokensError
from bot.web import is_busy
from knowledge.memory import DATABASE, StoreError, open_store
from knowledge.memory.backups import Backups
from knowledge.memory.health import examine
from knowledge.memory.lock import RunningLock
from knowledge.questions.ask import VIET_NAM
from knowledge.questions.wording import day
from knowledge.reading.facts import read_facts
from knowledge.records import SourceError
from knowledge.texts import say

BACKUP_IS_OLD = timedelta(hours=36)


@click.command()
@CONFIG
@DATA
@click.option("--online", is_flag=True, help="Also ask every messenger that is on who we are there, and the time.")
def check(config: Path | None, data: Path | None, online: bool) -> None:
    """Say what is on, off, missing or wrong in settings, data files and database."""
    spoken = language()
    findings = []
    for finding in _findings(config, data, spoken, online=online):
        findings.append(finding)
        mark = say(spoken, f"check.{finding.mark}")
        text = "".join(sign if sign.isprintable() else " " for sign in finding.text)  # a platform may have said it
        click.echo(mask(f"{mark}  {text}"))
    if any(finding.wrong for finding in findings):
        raise click.ClickException(say(spoken, "check.failed", n=sum(finding.wrong for finding in findings)))


def _findings(config: Path | None, data: Path | None, spoken: str, *, online: bool) -> Iterator[Finding]:
    yield from _guarded(lambda: _documents(spoken))
    try:
        settings, tokens = settings_files.load(config, data), token_files.load()
    except (SettingsError, TokensError) as error:
        yield Finding(str(error), "wrong")
        return
    hide(tokens.values())
    file = config or settings_files.home() / settings_files.CONFIG_NAME
    yield Finding(say(spoken, "check.settings" if file.exists() else "check.no_settings", file=file))
    for secret in settings_files.misplaced_secrets(config):
        known = {"setting": secret.setting, "variable": secret.variable}
        yield Finding(say(spoken, "check.misplaced", **known), "warning")
    yield from _page(settings, spoken)
    yield from _messengers(settings, tokens, spoken)
    yield from _guarded(lambda: _database(settings.data.folder, spoken))
    yield from _backups(settings, spoken)
    if online:
        yield from _online(settings, tokens, spoken)


def _guarded(find: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from find()
    except (SourceError, StoreError) as error:
        yield Finding(str(error), "wrong")


def _documents(spoken: str) -> Iterator[Finding]:
    facts = read_facts(DOCUMENTS)
    for document in facts.documents:
        counts = {
            "tasks": sum(task.document == document.id for task in facts.tasks),
            "drafts": len(facts.draft_tasks.get(document.id, ())),
            "provisions": sum(provision.document == document.id for provision in facts.provisions),
        }
        yield Finding(say(spoken, "check.document", name=document.short_name, **counts))
    internal = {
        "documents": sum(document.internal for document in facts.documents),
        "tasks": sum(task.internal for task in facts.tasks),
        "duties": sum(duty.internal for duty in facts.duties),
    }
    if any(internal.values()):
        yield Finding(say(spoken, "check.internal", **internal))
    agencies, duties, corrections = len(facts.directory.agencies), len(facts.duties), len(facts.corrections)
    yield Finding(say(spoken, "check.tables", agencies=agencies, duties=duties, corrections=corrections))


def _page(settings: Settings, spoken: str) -> Iterator[Finding]:
    web, folder = settings.web, settings.data.folder
    key = "check.page_portal" if web.portal.address else "check.page"
    yield Finding(say(spoken, key, host=web.host, port=web.port, address=web.portal.address))
    ours = (folder / DATABASE).exists() and _is_running(folder)
    if web.portal.address and not ours and is_busy(web.host, web.port):
        yield Finding(say(spoken, "check.port_busy", port=web.port, address=web.portal.address), "wrong")


def _messengers(settings: Settings, tokens: Tokens, spoken: str) -> Iterator[Finding]:
    for each in messengers(settings, tokens):
        yield from _messenger(each, getattr(settings, each.name).mode, spoken)
    yield Finding(say(spoken, f"check.answers_{who_is_answered(settings, tokens)}"))


def _messenger(messenger: Messenger, mode: str, spoken: str) -> Iterator[Finding]:
    name = say(spoken, f"messenger.{messenger.name}")
    if messenger.missing:
        yield Finding(say(spoken, "check.lacks", name=name, missing=", ".join(messenger.missing)), "wrong")
    elif messenger.on:
        yield Finding(say(spoken, "check.on", name=name, mode=mode))
    elif messenger.stray:
        known = {"name": name, "token": messenger.token, "stray": ", ".join(messenger.stray)}
        yield Finding(say(spoken, "check.stray", **known), "warning")
    else:
        yield Finding(say(spoken, "check.off", name=name, token=messenger.token))


def _online(settings: Settings, tokens: Tokens, spoken: str) -> Iterator[Finding]:
    yield from asyncio.run(find_online(settings, tokens, spoken, utc_now, partial(click.echo, err=True)))


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
        yield Finding(say(spoken, "check.damage", file=file, damage=health.damage), "wrong")
    yield Finding(say(spoken, "check.database", file=file, schema=health.schema))
    yield Finding(say(spoken, "check.outbox", waiting=health.waiting, dead=health.dead))


def _backups(settings: Settings, spoken: str) -> Iterator[Finding]:
    kept, now = settings.backup, utc_now()
    if not kept.daily:
        yield Finding(say(spoken, "check.backup_off"))
        return
    try:
        found = Backups(settings.data.folder / DATABASE, kept.folder).kept()
    except OSError as error:
        yield Finding(f"{kept.folder}: {error.strerror}", "wrong")
        return
    if not found:
        yield Finding(say(spoken, "check.no_backup", folder=kept.folder))
        return
    last = max(found, key=lambda backup: backup.made_at)
    at = last.made_at.astimezone(VIET_NAM)
    told = {"file": last.path, "at": f"{at:%H:%M} {day(at.date(), spoken)}", "n": len(found)}
    old = now - last.made_at > BACKUP_IS_OLD
    yield Finding(say(spoken, "check.backup_old" if old else "check.backup", **told), "warning" if old else "fine")


def _is_running(folder: Path) -> bool:
    try:
        RunningLock.take(folder).release()
    except StoreError:
        return True
    return False
