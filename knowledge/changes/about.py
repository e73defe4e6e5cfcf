"""Whom a change is about: the agencies that stand in it."""

from collections.abc import Container, Iterator

from knowledge.changes.change import Change, Value


def agencies_in(change: Change, known: Container[str]) -> frozenset[str]:
    """Those of the known agencies (ids) that its subject or its values name."""
    named = (*change.subject.split(), *texts_in(change.before), *texts_in(change.after))
    return frozenset(each for each in named if each in known)


def texts_in(value: Value) -> Iterator[str]:
    """All texts that it holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
