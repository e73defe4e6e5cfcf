"""ttdn run: the program with its channels, until it is told to stop."""

import asyncio
import gc

import click

from bot.app import App, Clock, Parts
from bot.channels.web_chat import page_channels
from bot.commands.options import with_settings
from bot.facts import load_calendar, load_facts
from bot.settings import Settings
from bot.web import WebError, WebServer
from bot.web_health import add_health
from handlers.context import Services
from knowledge.catalog.catalog import Catalog
from knowledge.memory import Store
from knowledge.questions import Questions


@click.command()
@with_settings
def run(settings: Settings) -> None:
    """Start the program (this is what happens without a command)."""
    try:
        asyncio.run(App(settings, make_parts).run())
    except WebError as error:
        raise click.ClickException(str(error)) from error


def make_parts(settings: Settings, store: Store, clock: Clock) -> Parts:
    """The real ones: answers from the documents, and every channel that is set up. Raises SourceError, WebError."""
    portal = settings.web.portal
    server = WebServer(settings.web.host, settings.web.port, portal=portal if portal.address else None)
    add_health(server, store, clock)
    questions = Questions(Catalog(load_facts(store)), load_calendar())
    gc.collect()
    gc.freeze()  # the catalog lives as long as the program: looking through it again and again costs answers their time
    return Parts(Services(questions), page_channels(server, store, clock, questions.catalog.agencies), (server,))
