"""Logs on standard error. Nothing that a person typed is logged, and no value of a local variable in a traceback."""

import logging
import sys

import structlog
from structlog.typing import Processor

from bot.settings import LogSettings

QUIET = ("aiohttp.access", "apscheduler", "httpx", "httpcore", "telegram")


def configure(settings: LogSettings) -> None:
    """One format for our own lines and for those of libraries, of which only warnings and errors are shown."""
    before: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    level = settings.level.upper()
    _configure_stdlib(before, _last(settings.format), level)
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _last(name: str) -> list[Processor]:
    if name == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]


def _configure_stdlib(before: list[Processor], last: list[Processor], level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=[remove_meta, *last]))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))
