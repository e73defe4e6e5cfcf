"""Secrets never leave the program: they are hidden once, and `mask` replaces them in whatever is written."""

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

MASK = "***"
SHORTEST_HALF = 8
"""Letters: a shorter part of a token would be found in words that have nothing to do with it."""

_forms: set[str] = set()
_IN_ADDRESSES = re.compile(r"(?<=/calendar/)[A-Za-z0-9_-]{20,}")
"""Keys that are made while the program runs, and that hold only in an address."""
_pattern = re.compile(r"(?!)")  # nothing


def hide(values: Iterable[str]) -> None:
    """Mask these from now on, for as long as the process lives; may be called again when there are new ones."""
    global _pattern
    _forms.update(form for value in values for part in _parts(value) for form in _written(part))
    longest_first = sorted(_forms, key=len, reverse=True)
    if longest_first:
        _pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)


def mask(text: str) -> str:
    """The text with every hidden secret replaced by "***", also one that is quoted for a URL, in JSON or by repr, and
    with the key in every address of a calendar."""
    return _IN_ADDRESSES.sub(MASK, _pattern.sub(MASK, text))


def _parts(value: str) -> Iterator[str]:
    """Of a token such as "12345:abc" the part behind the colon is the secret one, wherever it stands alone."""
    if value:
        yield value
    half = value.partition(":")[2]
    if len(half) >= SHORTEST_HALF:
        yield half


def _written(value: str) -> Iterator[str]:
    yield value
    yield quote(value)
    yield quote(value, safe="")
    yield quote_plus(value)
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    yield repr(value)[1:-1]
