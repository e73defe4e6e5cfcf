"""What rests on a change: what was changed later, and stands, of what there is only since it."""

from collections.abc import Callable, Collection, Container, Iterator, Mapping
from types import MappingProxyType

from knowledge.amending.agencies import AGENCY
from knowledge.amending.duties import DUTY
from knowledge.amending.edits import HIDDEN
from knowledge.amending.tasks import TASK
from knowledge.changes.about import texts_in
from knowledge.changes.change import Change, Value
from knowledge.incoming.published import DOCUMENT


def made_by(change: Change, written: Container[str] = frozenset()) -> frozenset[str]:
    """The ids of things that there are since this change, so that without it they are gone; () where it made none.
    `written` are those of tasks and documents that the files have anyhow."""
    made = _MADE.get(change.kind)
    return frozenset(made(change, written)) if made else frozenset()


def search_for(change: Change, made: Collection[str]) -> Collection[str]:
    """What stands at the head of all of the ids: the journal is searched by that, as a document may have a thousand."""
    return (change.subject,) if change.kind == DOCUMENT and made else made


def belongs(later: Change, earlier: Change) -> bool:
    """Whether it is of a part of what the earlier one made, where that is no thing with an id: as what a group wishes
    is of the group."""
    made = earlier.before is None and earlier.kind not in _MADE
    return made and later.subject.startswith(f"{earlier.subject} ")


def is_of(subject: str, made: Collection[str]) -> bool:
    """Whether a subject is of one of these things, or names it."""
    words = subject.split(" ")
    return any(" ".join(words[:n]) in made for n in range(1, len(words) + 1)) or any(word in made for word in words)


def holds(value: Value, made: Container[str]) -> bool:
    """Whether a value names one of these things."""
    return any(text in made for text in texts_in(value))


def _thing(change: Change, written: Container[str]) -> Iterator[str]:
    """One that was added, or is not hidden any more."""
    id_, _, field = change.subject.rpartition(" ")
    if field == HIDDEN:
        if change.after is None:
            yield id_
    elif change.before is None:
        yield change.subject


def _document(change: Change, written: Container[str]) -> Iterator[str]:
    """Its tasks that the version before did not have."""
    before = _ids(change.subject, change.before)
    yield from (id_ for id_ in _ids(change.subject, change.after) if id_ not in before and id_ not in written)


def _ids(symbol: str, value: Value) -> frozenset[str]:
    """Those of a published version and its tasks; none where nothing was published."""
    if not isinstance(value, dict):
        return frozenset()
    return frozenset({symbol, *(f"{symbol} {task['number']}" for task in value.get("tasks", ()))})


_MADE: Mapping[str, Callable[[Change, Container[str]], Iterator[str]]] = MappingProxyType({
    AGENCY: _thing,
    TASK: _thing,
    DUTY: _thing,
    DOCUMENT: _document,
})  # fmt: skip
