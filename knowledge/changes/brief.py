"""A change as it is listed: what has a thousand tasks or goes to thousands of chats is not read again to be named."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.changes.change import Change, Value, canonical

LONG = 20_000
"""Characters of both values: below that a change is read as it is."""
_MANY = 50
_ID = re.compile(r"[\w-]{1,60}")


@dataclass(frozen=True, slots=True)
class Brief:
    """The values before and after as JSON, in which each long list of things is as long, but of nothing; and, as a JSON
    list, all that stands in the values and could be an agency's id."""

    before: str
    after: str
    ids: str


def brief_of(change: Change, before: str, after: str) -> Brief | None:
    """Of a change whose values are these as JSON; None where they are not long."""
    if len(before) + len(after) <= LONG:
        return None
    ids = sorted({*_ids(change.before), *_ids(change.after)})
    return Brief(canonical(_hollow(change.before)), canonical(_hollow(change.after)), json.dumps(ids))


def _hollow(value: Value) -> Value:
    if isinstance(value, dict):
        return {name: _hollow(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        is_long = len(value) > _MANY and isinstance(value[0], dict)
        return [None if is_long else _hollow(each) for each in value]
    return value


def _ids(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)
