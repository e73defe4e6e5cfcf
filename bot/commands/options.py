"""What every command takes: the settings file, the data folder, and the day that counts as today."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import click
import structlog

from bot import settings
from bot.clock import utc_now
from bot.log import configure
from bot.settings import Settings
from knowledge.questions.ask import VIET_NAM

log = structlog.get_logger(__name__)

P = ParamSpec("P")
T = TypeVar("T")
FIRST_YEAR, LAST_YEAR = 1900, 2999  # far enough from where the calendar ends to reckon with any span of days

FILE = click.Path(path_type=Path)
CONFIG = click.option("--config", type=FILE, help="Settings file; by default config.toml beside the program.")
DATA = click.option("--data", type=FILE, help="Folder of the database; overrides data.folder.")


def with_settings(command: Callable[Concatenate[Settings, P], T]) -> Callable[..., T]:
    """Adds --config and --data, and gives the command its settings first. Logs are set up by then, and a secret in the
    settings file has been warned of."""

    @CONFIG
    @DATA
    @wraps(command)
    def wrapped(*args: Any, config: Path | None, data: Path | None, **named: Any) -> T:
        loaded = settings.load(config, data)
        configure(loaded.log)
        for secret in settings.misplaced_secrets(config):
            log.warning("secret in the settings file not used", setting=secret.setting, use=secret.variable)
        return command(loaded, *args, **named)

    return wrapped


def with_day(command: Callable[P, T]) -> Callable[..., T]:
    """Adds --as-of and gives the command `now`: noon of that day in Viet Nam, or this moment."""

    @click.option("--as-of", metavar="DATE", help="Answer as on this day (2026-11-22).")
    @wraps(command)
    def wrapped(*args: Any, as_of: str | None, **named: Any) -> T:
        return command(*args, now=_moment(as_of), **named)  # type: ignore[arg-type]

    return wrapped


def language() -> str:
    """The language of the terminal: Vietnamese where the locale says so, else English."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "vi" if locale.lower().startswith("vi") else "en"


def _moment(as_of: str | None) -> datetime:
    if as_of is None:
        return utc_now()
    try:
        day = date.fromisoformat(as_of)
    except ValueError as error:
        raise click.BadParameter(f"{as_of!r} is no day such as 2026-11-22", param_hint="--as-of") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise click.BadParameter(f"{as_of} is not between {FIRST_YEAR} and {LAST_YEAR}", param_hint="--as-of")
    return datetime.combine(day, time(12), VIET_NAM).astimezone(UTC)
