"""ttdn invite: a code that makes whoever sends it to the bot a member or more, or binds the group it is sent in."""

import asyncio
from contextlib import suppress
from datetime import timedelta

import click
from aiohttp import ClientSession, ClientTimeout

from bot import tokens
from bot.channels.telegram_bot import link_to
from bot.clock import utc_now
from bot.commands.options import language, with_settings
from bot.commands.tasks import find_agency
from bot.facts import facts_for_command
from bot.masking import hide
from bot.online.asking import Platform, UnaskedError, table
from bot.settings import Settings
from knowledge.changes.change import SYSTEM
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.changes.of_people import INVITE, invite_subject, invite_value
from knowledge.memory import DATABASE, Transaction, invites, open_store
from knowledge.memory.invites import GROUP, PERSON, Invite
from knowledge.memory.people import ROLES
from knowledge.texts import say

ASK_SECONDS = 5


@click.command()
@click.option("--role", type=click.Choice(ROLES[1:]), help="What the person becomes.")
@click.option("--group", is_flag=True, help="Bind the group in which it is sent to the agency instead.")
@click.option("--agency", metavar="NAME", help="Whose officer, or whose group (name, abbreviation or id).")
@click.option("--uses", type=click.IntRange(1, 1000), default=1, show_default=True, help="How often it can be used.")
@click.option("--days", type=click.IntRange(1, 365), default=7, show_default=True, help="For how long it is good.")
@with_settings
def invite(settings: Settings, role: str | None, group: bool, agency: str | None, uses: int, days: int) -> None:
    """Print a code for one person, or several; only its digest is kept, so it is shown this once."""
    _check(role, group, agency)
    found = None
    if agency:
        directory = facts_for_command(settings).directory
        found = directory.agencies[find_agency(directory, agency)]
    made = Invite(GROUP if group else PERSON, role or "", found.id if found else None)
    store = open_store(settings.data.folder / DATABASE)
    try:
        code = store.call(_make, made, uses, days)
    finally:
        store.close()
    spoken = language()
    click.echo(code)
    click.echo(_what(spoken, made, found.name if found else "", uses, days))
    for line in _links(settings, code, group=group):
        click.echo(line)


def _make(tx: Transaction, made: Invite, uses: int, days: int) -> str:
    """The code is opened by a change of the program's, which says everything of it but its letters."""
    now = utc_now()
    code, number = invites.draw(tx, made, uses, now + timedelta(days=days), is_open=False)
    kept = invites.get(tx, number)
    assert kept is not None  # it was just drawn
    Changes(KINDS).make(tx, INVITE, invite_subject(number), invite_value(kept), SYSTEM, now)
    return code


def _check(role: str | None, group: bool, agency: str | None) -> None:
    if group == bool(role):
        raise click.UsageError("give --role for a person, or --group with --agency for a group")
    if (group or role == "officer") and not agency:
        raise click.UsageError("--agency is needed: whose officer, or whose group")
    if agency and not (group or role == "officer"):
        raise click.UsageError(f"a {role} is of no agency: leave --agency out, or invite an officer")


def _what(spoken: str, made: Invite, agency: str, uses: int, days: int) -> str:
    key = "invite.group" if made.kind == GROUP else "invite.officer" if agency else "invite.person"
    role = say(spoken, f"role_name.{made.role or 'none'}")
    return say(spoken, key, role=role, agency=agency, uses=uses, days=days)


def _links(settings: Settings, code: str, *, group: bool) -> list[str]:
    """What can be tapped instead of typing the code, where Telegram is set up and says the bot's name."""
    secrets = tokens.load()
    hide(secrets.values())
    token = secrets.telegram_token.get_secret_value()
    if not token:
        return []
    spoken = language()
    name = asyncio.run(_telegram_name(settings, token, spoken))
    if not name:
        return [say(spoken, "invite.no_link")]
    return [link_to(name, code, group=group)]


async def _telegram_name(settings: Settings, token: str, spoken: str) -> str:
    """The bot's username; "" where Telegram cannot be reached, or refuses."""
    async with ClientSession(timeout=ClientTimeout(total=ASK_SECONDS)) as http:
        with suppress(UnaskedError, TimeoutError):
            telegram = Platform(http, "telegram", settings.telegram, utc_now, spoken)
            me = await telegram.ask("GET", f"/bot{token}/getMe")
            return str(table(me.body.get("result")).get("username", ""))
    return ""
