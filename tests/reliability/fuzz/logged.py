"""What the log says at the level of an error, with where it came from."""

import traceback
from collections.abc import Iterator, Sequence
from typing import Any

_LEVELS = ("error", "critical", "exception")


def as_text(log: Sequence[Any]) -> list[str]:
    """Each with the last lines of its traceback."""
    return list(_errors(log))


def _errors(log: Sequence[Any]) -> Iterator[str]:
    for entry in log:
        if entry["log_level"] in _LEVELS:
            error = entry.get("exc_info")
            lines = traceback.format_exception(error)[-4:] if isinstance(error, BaseException) else []
            yield f"logged {entry['event']}: {''.join(lines).strip()}"
