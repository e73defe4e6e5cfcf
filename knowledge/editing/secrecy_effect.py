"""Who may read what before and after a change: what becomes internal, what public, what is added as internal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import Reader, edition_for
from knowledge.in_force import title
from knowledge.questions.duties import plain_title
from knowledge.questions.wording import document_name, listing, shorten, task_name
from knowledge.records import Document, Duty, Task
from knowledge.texts import say
from knowledge.vietnamese.words import plain_tokens

Record: TypeAlias = Document | Task | Duty

_MOST, _TITLE = 8, 80


@dataclass(frozen=True, slots=True)
class SecrecyEffect:
    """The ids of documents, tasks and reports: those that are `closed` and were not, that are `opened` and were not,
    and those that are `new` and internal; of an internal document alone where all of it is so."""

    closed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


def secrecy_effect(before: Catalog, after: Catalog) -> SecrecyEffect:
    """From what was known to what is. A task that has got another number is the same by its words."""
    was, now = _all(before), _all(after)
    same = [id_ for id_ in now if id_ in was and now[id_] is not was[id_]]
    closed = [id_ for id_ in same if now[id_].internal and not was[id_].internal]
    opened = [id_ for id_ in same if was[id_].internal and not now[id_].internal]
    told = set(opened)
    others = [task for task in after.tasks if not task.internal and was.get(task.id) is not task]
    others = [task for task in others if task.id not in told]
    secret = {_words(task) for task in before.tasks if task.internal} if others else set()
    opened += [task.id for task in others if secret and _words(task) in secret]
    new = [id_ for id_ in now if id_ not in was and now[id_].internal]
    return SecrecyEffect(*(_whole(ids, now) for ids in (closed, opened, new)))


def secrecy_lines(before: Catalog, after: Catalog, reader: Reader, language: str) -> list[str]:
    """A line for each of them, called as this reader may read them afterwards: what is opened, as before."""
    found, names = secrecy_effect(before, after), _Names(before, after, reader, language)
    lines = [say(language, "secrecy.closes", what=names.of(found.closed))] if found.closed else []
    if found.opened:
        names = _Names(after, before, reader, language)
        lines.append(say(language, "secrecy.opens", what=names.of(found.opened)))
    if not found.new:
        return lines
    now = _all(after)
    inherited = [id_ for id_ in found.new if _of_internal(after, now[id_])]
    if inherited:
        lines.append(say(language, "secrecy.new_of_document", what=names.of(inherited)))
    if own := [id_ for id_ in found.new if id_ not in inherited]:
        lines.append(say(language, "secrecy.new", what=names.of(own)))
        task = next((id_ for id_ in own if id_ in after.positions), None)
        number = after.task(task).number if task else ""
        lines.append(say(language, "secrecy.how_task", number=number) if task else say(language, "secrecy.how_duty"))
    return lines


def _all(catalog: Catalog) -> dict[str, Record]:
    records: Iterable[Record] = (*catalog.documents.values(), *catalog.tasks, *catalog.duties)
    return {each.id: each for each in records}


def _words(task: Task) -> tuple[str, ...]:
    return plain_tokens(title(task))


def _whole(ids: Sequence[str], now: Mapping[str, Record]) -> tuple[str, ...]:
    """Without what belongs to a document that stands there itself."""
    named = set(ids)
    return tuple(id_ for id_ in ids if getattr(now[id_], "document", "") not in named)


def _of_internal(catalog: Catalog, record: Record) -> bool:
    document = record if isinstance(record, Document) else catalog.documents.get(record.document)
    return document is not None and document.internal


@dataclass(frozen=True)
class _Names:
    """Things are called as in the second catalog, or else as in the first."""

    other: Catalog
    named_in: Catalog
    reader: Reader
    language: str

    def of(self, ids: Sequence[str]) -> str:
        more = [say(self.language, "secrecy.more", n=len(ids) - _MOST)] if len(ids) > _MOST else []
        return listing([*map(self._one, ids[:_MOST]), *more], self.language)

    @cached_property
    def _records(self) -> dict[str, tuple[Catalog, Record]]:
        editions = [edition_for(catalog, self.reader) for catalog in (self.other, self.named_in)]
        return {id_: (edition, record) for edition in editions for id_, record in _all(edition).items()}

    def _one(self, id_: str) -> str:
        edition, record = self._records[id_]
        if isinstance(record, Document):
            counts = {"tasks": self._count(id_, self.named_in.tasks), "duties": self._count(id_, self.named_in.duties)}
            return say(self.language, "secrecy.document", document=document_name(record, self.language), **counts)
        if isinstance(record, Task):
            name = shorten(task_name(edition, record, self.language), _TITLE)
            return say(self.language, "secrecy.task", name=name)
        name = record.citation if record.withheld else shorten(plain_title(record), _TITLE)
        return say(self.language, "secrecy.duty", name=name)

    def _count(self, document: str, records: Iterable[Task | Duty]) -> int:
        return sum(each.document == document for each in records)
