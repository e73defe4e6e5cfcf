"""Logs on standard error. Nothing that a person typed is logged, no value of a local variable in a traceback, and no
secret: whatever is written, by us, by a library or by an error that nobody caught, goes through `bot.masking`.
"""

import logging
import sys
import threading
from contextlib import suppress
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import Processor

from bot.masking import mask
from bot.setting_tables import LogSettings

QUIET = ("aiohttp", "apscheduler", "asyncio", "httpx", "httpcore", "telegram")
"""Libraries that say more than we want to read, and some of them what people typed."""

log = structlog.get_logger(__name__)


def configure(settings: LogSettings) -> None:
    """One format for our own lines and for those of libraries, of which only warnings and errors are shown.

    Errors that nobody catches, in a thread as well, become lines too.
    """
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
    sys.excepthook, sys.unraisablehook, threading.excepthook = _uncaught, _unraisable, _uncaught_in_thread


class MaskedFormatter(structlog.stdlib.ProcessorFormatter):
    """Masks the line as it is written, so that nothing inside it can be forgotten."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


class Handler(logging.StreamHandler[TextIO]):
    """Says of a record that cannot be formatted where it came from; the standard library would print its values."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        with suppress(Exception):
            self.stream.write(f"a log line of {record.name} could not be written, {record.pathname}:{record.lineno}\n")


def _last(name: str) -> list[Processor]:
    if name == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]


def _configure_stdlib(before: list[Processor], last: list[Processor], level: str) -> None:
    handler = Handler(sys.stderr)
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(MaskedFormatter(foreign_pre_chain=before, processors=[remove_meta, *last]))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)  # Ctrl-C: the interpreter then ends with the code for it
    else:
        log.critical("error not caught", exc_info=error)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        log.critical("error not caught in a thread", exc_info=args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        log.error("error where none can be raised", exc_info=args.exc_value)
