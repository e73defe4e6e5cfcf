"""ttdn run: the program with its channels, until it is told to stop."""

import click

from bot.app import App
from bot.building import make_parts
from bot.channels import SetupError
from bot.commands.options import with_settings
from bot.ending import run_to_the_end
from bot.masking import hide
from bot.messengers import require_complete
from bot.settings import Settings
from bot.tokens import load as load_tokens
from bot.web import WebError


@click.command()
@with_settings
def run(settings: Settings) -> None:
    """Start the program (this is what happens without a command)."""
    tokens = load_tokens()
    hide(tokens.values())
    require_complete(settings, tokens)
    try:
        run_to_the_end(App(settings, make_parts).run)
    except (SetupError, WebError) as error:
        raise click.ClickException(str(error)) from error
