"""Everything that the data folder says, read from its files as they are and checked against each other."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.reading import annex_flat, annex_tabs
from knowledge.reading.addressees import with_addressees
from knowledge.reading.agencies import AgencyDirectory, load_directory
from knowledge.reading.documents import assemble_document
from knowledge.reading.duties import read_duties
from knowledge.reading.paragraphs import read_paragraphs
from knowledge.reading.particulars import read_annex_head, read_particulars
from knowledge.reading.profiles import Profile, read_profiles
from knowledge.reading.provisions import read_provisions
from knowledge.reading.source import Source
from knowledge.reading.tables import read_rows, read_table
from knowledge.records import Correction, Curated, Document, Duty, Provision, Related, SourceError, Task

_ANNEX_READERS = {"tabs": annex_tabs.read, "flat": annex_flat.read}


@dataclass(frozen=True)
class Facts:
    """What is known from the documents and the reviewed tables. Immutable.

    `tasks` are those of the promulgated annexes; `draft_tasks` those of a draft, by the id of the document it became.
    `labels` are reviewed short titles (Vietnamese, English) by task id, `synonyms` other words for a topic word.
    `sources` are the files as read, with the account of each line, by file name. `curated` are answers that officials
    have given; no file holds any.
    """

    directory: AgencyDirectory
    documents: tuple[Document, ...]
    tasks: tuple[Task, ...]
    draft_tasks: Mapping[str, tuple[Task, ...]]
    provisions: tuple[Provision, ...]
    duties: tuple[Duty, ...]
    related: tuple[Related, ...]
    corrections: tuple[Correction, ...]
    labels: Mapping[str, tuple[str, str]]
    synonyms: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    curated: tuple[Curated, ...] = ()


@dataclass(frozen=True)
class Label:
    """An entry of labels.toml."""

    document: str
    number: str
    vi: str
    en: str


@dataclass(frozen=True)
class _Read:
    """What one document gave."""

    document: Document
    tasks: list[Task]
    draft: list[Task]
    provisions: list[Provision]
    sources: list[Source]


def read_facts(folder: Path) -> Facts:
    """Reads the data folder. Raises SourceError, naming file and reason, for what is not as it should be."""
    directory = load_directory(folder)
    corrections = read_rows(folder / "corrections.toml", "correction", Correction)
    profiles = read_profiles(folder / "documents.toml")
    _check_corrections(corrections, profiles)
    read = [_read_document(folder, profile, corrections, directory) for profile in profiles]
    provisions = tuple(provision for one in read for provision in one.provisions)
    tasks = tuple(task for one in read for task in one.tasks)
    documents = tuple(one.document for one in read)
    return Facts(
        directory=directory,
        documents=documents,
        tasks=tasks,
        draft_tasks={one.document.id: tuple(one.draft) for one in read if one.draft},
        provisions=provisions,
        duties=_with_flag(read_duties(folder / "duties.toml", directory, provisions), documents),
        related=_read_related(folder / "related.toml", tasks),
        corrections=corrections,
        labels=_read_labels(folder / "labels.toml", tasks),
        synonyms=_read_synonyms(folder / "synonyms.toml"),
        sources={source.name: source for one in read for source in one.sources},
    )


def fingerprint(folder: Path) -> str:
    """A text that changes when a file of the data folder or the code that reads it changes."""
    digest = hashlib.sha256()
    code = Path(__file__).parent
    files = [*folder.iterdir(), *code.glob("*.py"), code.parent / "records.py"]
    for path in sorted(path for path in files if path.is_file()):
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _read_document(
    folder: Path, profile: Profile, corrections: Iterable[Correction], directory: AgencyDirectory
) -> _Read:
    by_document: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_document[correction.document].append(correction)
    source = Source.open(folder / profile.file, by_document[profile.id])
    particulars, extent = read_particulars(source, profile)
    paragraphs = read_paragraphs(source, extent.first, extent.last, profile.wrapped)
    provisions = with_addressees(profile, read_provisions(source, profile, paragraphs), directory)
    read = _Read(assemble_document(profile, particulars, provisions, directory), [], [], provisions, [source])
    if extent.table:
        annex = _read_annex(source, extent.table, profile.annex_format, read.document, directory)
        read.tasks.extend(replace(task, internal=_is_internal(task, profile)) for task in annex)
    _check_internal(profile, read.tasks)
    if profile.draft_file:
        draft = Source.open(folder / profile.draft_file, by_document[profile.draft_file])
        _, table = read_annex_head(draft, 1)
        read.draft.extend(_read_annex(draft, table, profile.draft_format, read.document, directory))
        read.sources.append(draft)
    for one in read.sources:
        if unread := one.unread():
            raise one.error(unread[0], f"nothing reads {one.lines[unread[0] - 1].strip()!r}")
    return read


def _read_annex(source: Source, table: int, layout: str, document: Document, directory: AgencyDirectory) -> list[Task]:
    if layout not in _ANNEX_READERS:
        raise SourceError(
            "documents.toml", None, f"{document.id}: an annex is {' or '.join(_ANNEX_READERS)}, not {layout!r}"
        )
    if document.issued is None:
        raise SourceError("documents.toml", None, f"{document.id}: a document with an annex must have a date")
    return _ANNEX_READERS[layout](source, table, document.id, directory, document.issued.year)


def _is_internal(task: Task, profile: Profile) -> bool:
    return profile.internal or task.number in profile.internal_tasks


def _check_internal(profile: Profile, tasks: Iterable[Task]) -> None:
    numbers = {task.number for task in tasks}
    if unknown := [number for number in profile.internal_tasks if number not in numbers]:
        raise SourceError("documents.toml", None, f"{profile.id}: internal_tasks: there is no task {unknown[0]!r}")


def _with_flag(duties: Iterable[Duty], documents: Iterable[Document]) -> tuple[Duty, ...]:
    """The duties, those that an internal document sets flagged as well."""
    internal = {document.id for document in documents if document.internal}
    return tuple(replace(duty, internal=True) if duty.document in internal else duty for duty in duties)


def _check_corrections(corrections: Iterable[Correction], profiles: Iterable[Profile]) -> None:
    known = {name for profile in profiles for name in (profile.id, profile.draft_file)}
    for correction in corrections:
        if correction.document not in known:
            raise SourceError("corrections.toml", None, f"there is no document {correction.document!r}")


def _read_related(path: Path, tasks: Iterable[Task]) -> tuple[Related, ...]:
    related = read_rows(path, "related", Related)
    ids = {task.id for task in tasks}
    documents = tuple({f"{task.document} " for task in tasks})
    for one in related:
        if one.about.startswith(documents) and one.about not in ids:
            raise SourceError(path.name, None, f"there is no task {one.about!r}")
    return related


def _read_labels(path: Path, tasks: Iterable[Task]) -> dict[str, tuple[str, str]]:
    if not path.exists():
        return {}
    labels = {f"{row.document} {row.number}": (row.vi, row.en) for row in read_rows(path, "label", Label)}
    if unknown := sorted(set(labels) - {task.id for task in tasks}):
        raise SourceError(path.name, None, f"there is no task {unknown[0]!r}")
    return labels


def _read_synonyms(path: Path) -> dict[str, tuple[str, ...]]:
    """The `[synonyms]` table: a word or phrase = a list of others that mean the same."""
    if not path.exists():
        return {}
    synonyms = read_table(path).get("synonyms")
    if not isinstance(synonyms, dict):
        raise SourceError(path.name, None, "must hold a [synonyms] table")
    for word, others in synonyms.items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            raise SourceError(path.name, None, f"{word!r}: must be a list of texts")
    return {word: tuple(others) for word, others in synonyms.items()}
