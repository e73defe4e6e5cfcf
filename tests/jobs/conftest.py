"""These tests talk to a real database, and log errors on purpose."""

from collections.abc import Iterator

import pytest
import structlog

from tests.stores import store

__all__ = ["store"]


@pytest.fixture(autouse=True)
def plain_tracebacks() -> Iterator[None]:
    """As the program logs them: with the values of variables, structlog's own way, one takes half a second."""
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
        ]
    )
    yield
    structlog.reset_defaults()
