"""What officials have said to be internal, or public again: a document, one task, one report. The subject is its id."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from knowledge.amending.ground import Ground
from knowledge.changes.change import Value
from knowledge.in_force import ADDED
from knowledge.records import Document, Duty, Task
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.words import plain_tokens

SECRECY = "secrecy"
_DIGITS = 16
_KNOWN = 10_000  # titles of which the digest is remembered: it is looked at after each change

Record = TypeVar("Record", Document, Task, Duty)


def secrecy_value(title: str, *, internal: bool) -> Value:
    """As it is kept of a thing with this title. What is marked is so for the words that it has now: a digest of them
    stands beside it."""
    return {"internal": internal, "words": _digest(title)}


def lay_secrecy(ground: Ground, changed: Mapping[str, Value]) -> Ground:
    """The layer of what is internal. All that an internal document sets is internal whatever was said of one part; what
    was made public is as before where it has got other words, as another task under the same number has; and a task
    with the words of one of its document that was marked as internal is so too, under whatever number."""
    facts, marks = ground.facts, _Marks(changed)
    secret = marks.words_of_tasks()
    documents = tuple(_as(each, internal=marks.of(each, default=each.internal)) for each in facts.documents)
    closed = {each.id: each for each in documents if each.internal}
    opened = {old.id for old in facts.documents if old.internal} - set(closed)

    def task(each: Task) -> Task:
        written = each.internal and each.document not in opened
        known = each.document in secret and _digest(each.title) in secret[each.document]
        own = marks.of(each, default=written or known)
        return _as(each, internal=own or each.document in closed)

    def duty(each: Duty) -> Duty:
        by_citation = ADDED in {stands.field for stands in each.amendments} and cites(each.citation, closed.values())
        written = by_citation or (each.internal and each.document not in opened)
        return _as(each, internal=marks.of(each, default=written) or each.document in closed)

    return replace(
        ground,
        facts=replace(
            facts,
            documents=documents,
            tasks=tuple(map(task, facts.tasks)),
            duties=tuple(map(duty, facts.duties)),
        ),
    )


def cites(text: str, documents: Iterable[Document]) -> bool:
    """Whether a text names one of the documents, by its symbol or another of its names."""
    plain = fold(text)
    names = (name for each in documents for name in (each.symbol, each.short_name, *each.names) if name)
    return any(re.search(rf"(?<![\w/-]){re.escape(fold(name))}(?![\w/-])", plain) for name in names)


def with_internal(documents: Iterable[Document], tasks: Iterable[Task]) -> list[Document]:
    """The documents that are internal, or have a task that is."""
    some = {task.document for task in tasks if task.internal}
    return [each for each in documents if each.internal or each.id in some]


@dataclass(frozen=True, slots=True)
class _Marks:
    changed: Mapping[str, Value]

    def of(self, record: Document | Task | Duty, *, default: bool) -> bool:
        value = self.changed.get(record.id)
        if not isinstance(value, dict):
            return default
        return True if value["internal"] else default and value["words"] != _digest(record.title)

    def words_of_tasks(self) -> Mapping[str, set[Value]]:
        """The digests of what was marked as internal, by the document before the number."""
        found: dict[str, set[Value]] = {}
        for subject, value in self.changed.items():
            if isinstance(value, dict) and value["internal"]:
                found.setdefault(subject.rpartition(" ")[0], set()).add(value["words"])
        return found


def _as(record: Record, *, internal: bool) -> Record:
    """The very same where it is that already: what was made of it need not be made again."""
    return record if record.internal is internal else replace(record, internal=internal)


@lru_cache(maxsize=_KNOWN)
def _digest(title: str) -> str:
    """The same for the same words, however they are written; it says none of them."""
    return sha256(" ".join(plain_tokens(title)).encode()).hexdigest()[:_DIGITS]
