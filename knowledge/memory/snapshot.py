"""What was read from the documents, kept so that the next start need not read them again.

It can be made anew from the files at any time, so its tables are not migrated: they are dropped and created with the
record types as they are, and what was saved counts only for the fingerprint that it was saved under.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from knowledge.memory import task_rows
from knowledge.memory.record_rows import RecordRows, Values
from knowledge.memory.store import Transaction
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_tables import Collective, Undetermined
from knowledge.reading.facts import Facts
from knowledge.reading.source import Source
from knowledge.records import Agency, Correction, Document, Duty, Provision, Related, Task

FORMAT = 2  # grows when this folder keeps the same facts in another way

AGENCIES = RecordRows("agency", Agency)
COLLECTIVES = RecordRows("collective", Collective)
UNDETERMINED = RecordRows("undetermined_succession", Undetermined)
DOCUMENTS = RecordRows("document", Document)
PROVISIONS = RecordRows("provision", Provision)
DUTIES = RecordRows("duty", Duty)
RELATED = RecordRows("related", Related)
CORRECTIONS = RecordRows("correction", Correction)
LABEL: dict[str, type] = {"task": str, "vi": str, "en": str}
SYNONYM: dict[str, type] = {"word": str, "others": str}
SOURCE_LINE: dict[str, type] = {"file": str, "line": int, "text": str, "read_as": str}
SNAPSHOT: dict[str, type] = {"fingerprint": str, "agencies_checked": str}
TABLES = (
    *(
        each.table
        for each in (AGENCIES, COLLECTIVES, UNDETERMINED, DOCUMENTS, PROVISIONS, DUTIES, RELATED, CORRECTIONS)
    ),
    *("task", "label", "synonym", "source_line", "snapshot"),
)
"""Those that are made here and not by migrations."""


def load(tx: Transaction, fingerprint: str) -> Facts | None:
    """The facts as they were saved under this fingerprint; None when there are none."""
    database = Database(tx.connection)
    saved = next(_rows(database, "snapshot"), None) if "snapshot" in database.table_names() else None
    if saved is None or saved["fingerprint"] != _key(fingerprint):
        return None
    tasks, drafts = _load_tasks(database)
    return Facts(
        directory=_load_directory(database, date.fromisoformat(saved["agencies_checked"])),
        documents=_load(database, DOCUMENTS),
        tasks=tasks,
        draft_tasks=drafts,
        provisions=_load(database, PROVISIONS),
        duties=_load(database, DUTIES),
        related=_load(database, RELATED),
        corrections=_load(database, CORRECTIONS),
        labels={row["task"]: (row["vi"], row["en"]) for row in _rows(database, "label")},
        synonyms={row["word"]: tuple(json.loads(row["others"])) for row in _rows(database, "synonym")},
        sources=_load_sources(database),
    )


def save(tx: Transaction, fingerprint: str, facts: Facts) -> None:
    """Keep these facts in place of what was kept."""
    database = Database(tx.connection)
    _save_directory(database, facts.directory)
    _save(database, DOCUMENTS, facts.documents)
    _save(database, PROVISIONS, facts.provisions)
    _save(database, DUTIES, facts.duties)
    _save(database, RELATED, facts.related)
    _save(database, CORRECTIONS, facts.corrections)
    drafts = chain.from_iterable(facts.draft_tasks.values())
    tasks = chain(task_rows.to_rows(facts.tasks, draft=False), task_rows.to_rows(drafts, draft=True))
    _fill(database, "task", task_rows.COLUMNS, tasks)
    labels = ({"task": task, "vi": vi, "en": en} for task, (vi, en) in facts.labels.items())
    _fill(database, "label", LABEL, labels)
    synonyms = ({"word": word, "others": _json(others)} for word, others in facts.synonyms.items())
    _fill(database, "synonym", SYNONYM, synonyms)
    _fill(database, "source_line", SOURCE_LINE, chain.from_iterable(map(_source_rows, facts.sources.values())))
    checked = facts.directory.checked.isoformat()
    _fill(database, "snapshot", SNAPSHOT, [{"fingerprint": _key(fingerprint), "agencies_checked": checked}])


def forget(tx: Transaction) -> None:
    """Remove what was kept: the next start reads the files."""
    for table in TABLES:
        tx.change(f"DROP TABLE IF EXISTS {table}")


def _key(fingerprint: str) -> str:
    return f"{FORMAT} {fingerprint}"


def _save_directory(database: Database, directory: AgencyDirectory) -> None:
    _save(database, AGENCIES, directory.agencies.values())
    _save(database, COLLECTIVES, directory.collectives)
    _save(database, UNDETERMINED, directory.undetermined.values())


def _load_directory(database: Database, checked: date) -> AgencyDirectory:
    return AgencyDirectory(
        agencies={agency.id: agency for agency in _load(database, AGENCIES)},
        collectives=_load(database, COLLECTIVES),
        undetermined={one.task: one for one in _load(database, UNDETERMINED)},
        checked=checked,
    )


def _load_tasks(database: Database) -> tuple[tuple[Task, ...], dict[str, tuple[Task, ...]]]:
    final: list[Task] = []
    drafts: dict[str, list[Task]] = defaultdict(list)
    for row in _rows(database, "task"):
        task = task_rows.from_row(row)
        (drafts[task.document] if row["draft"] else final).append(task)
    return tuple(final), {document: tuple(tasks) for document, tasks in drafts.items()}


def _source_rows(source: Source) -> Iterator[Values]:
    for number, text in source.numbered():
        yield {"file": source.name, "line": number, "text": text, "read_as": source.account.get(number)}


def _load_sources(database: Database) -> dict[str, Source]:
    lines: dict[str, list[Values]] = defaultdict(list)
    for row in _rows(database, "source_line"):
        lines[row["file"]].append(row)
    return {name: _source(name, rows) for name, rows in lines.items()}


def _source(name: str, rows: list[Values]) -> Source:
    source = Source(name, "\n".join(row["text"] for row in rows))
    for row in rows:
        if row["read_as"] is not None:
            source.read_as(row["line"], row["read_as"])
    return source


def _save(database: Database, kind: RecordRows[Any], records: Iterable[Any]) -> None:
    _fill(database, kind.table, kind.columns, kind.to_rows(records))


def _load(database: Database, kind: RecordRows[Any]) -> tuple[Any, ...]:
    return kind.from_rows(_rows(database, kind.table))


def _fill(database: Database, name: str, columns: dict[str, type], rows: Iterable[Values]) -> None:
    """Make the table anew; `row` keeps the order."""
    table = database.table(name)
    assert isinstance(table, Table)
    table.drop(ignore=True)
    table.create({"row": int} | columns, pk="row")
    table.insert_all(({"row": number} | row for number, row in enumerate(rows)))


def _rows(database: Database, name: str) -> Iterator[Values]:
    return database.table(name).rows_where(order_by="row")


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)
