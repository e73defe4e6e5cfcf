"""Whether a task or a report is internal: how that is read, said and kept, and what must go with what is added."""

from collections.abc import Mapping

from knowledge.amending.secrecy import SECRECY, cites, secrecy_value, with_internal
from knowledge.changes.change import Value
from knowledge.current import Known
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.finding import duty
from knowledge.editing.thing import Placed, Why
from knowledge.in_force import TITLE
from knowledge.records import Duty, Task
from knowledge.texts import say
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import clean

_WORDS = {"noi bo": True, "internal": True, "cong khai": False, "public": False}
CHOICES = ("nội bộ", "công khai")


def read(asked: Asked, typed: str) -> Value:
    """Internal or public, for the words that the thing has now, or is to have."""
    found = _WORDS.get(" ".join(fold(clean(typed)).split()).strip(" .!"))
    if found is None:
        raise UnclearError("internal")
    title = _record(asked.known, asked.id).title if asked.id else str(asked.values.get(TITLE, ""))
    return secrecy_value(title, internal=found)


def show(known: Known, value: Value, language: str) -> str:
    """ "nội bộ"."""
    return say(language, "secrecy.internal" if isinstance(value, dict) and value["internal"] else "secrecy.public")


def now(known: Known, id_: str) -> Value:
    """What it is."""
    record = _record(known, id_)
    return secrecy_value(record.title, internal=record.internal)


def cannot(known: Known, id_: str) -> str:
    """What an internal document sets is not marked by itself: it is as the document is."""
    document = known.catalog.documents.get(_record(known, id_).document)
    return "internal_document" if document and document.internal else ""


def keep(id_: str, value: Value, why: Why) -> Placed:
    """Beside the thing: each mark stands by itself, so that it can be taken back."""
    return SECRECY, id_, value


def with_task(known: Known, id_: str, values: Mapping[str, Value], why: Why) -> tuple[Placed, ...]:
    """A new row of an annex that has internal ones is internal until an administrator says otherwise, also when those
    are not any more. That of an internal document is as the document."""
    document = known.catalog.documents[str(values["document"])]
    some = with_internal([document], known.catalog.tasks)
    return _mark(id_, values, internal=bool(some) and not document.internal)


def with_duty(known: Known, id_: str, values: Mapping[str, Value], why: Why) -> tuple[Placed, ...]:
    """A report by a document in which something is internal is so too, until an administrator says otherwise."""
    closed = with_internal(known.catalog.documents.values(), known.catalog.tasks)
    return _mark(id_, values, internal=cites(why.basis, closed))


def _mark(id_: str, values: Mapping[str, Value], *, internal: bool) -> tuple[Placed, ...]:
    """What was said of it holds, for the title that it has at last."""
    said, title = values.get("internal"), str(values[TITLE])
    if isinstance(said, dict):
        return ((SECRECY, id_, secrecy_value(title, internal=bool(said["internal"]))),)
    return ((SECRECY, id_, secrecy_value(title, internal=True)),) if internal else ()


def _record(known: Known, id_: str) -> Task | Duty:
    """Raises KeyError for one that is not there."""
    return known.catalog.task(id_) if id_ in known.catalog.positions else duty(known, id_)
