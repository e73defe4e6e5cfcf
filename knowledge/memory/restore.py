"""Puts a backup in the place of the database, and keeps what was there before beside it.

The backup is copied, looked through and brought up to date under another name first: whatever is wrong with it is found
while the database is still in its place, and the backup itself is never touched.
"""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from knowledge.memory import snapshot
from knowledge.memory.backup import Progress, count_rows, damage, remove, sync
from knowledge.memory.migrations import MIGRATIONS, migrate
from knowledge.memory.restored import settle
from knowledge.memory.schema import difference
from knowledge.memory.store import Store, StoreError

_CHUNK = 1 << 22  # bytes
_COPIED, _CHECKED = 0.5, 0.9  # of all the work
_JOURNALS = ("-wal", "-journal")
"""What belongs to a database that was not closed in order: without it its last changes are lost."""
_OLD_SUMS = "-shm"


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept` is what was there before, None where nothing was; `schema` the number that the backup had; `given_up` how
    many messages that waited in it are not sent."""

    kept: Path | None
    schema: int
    rows: int
    given_up: int


def restore(file: Path, database: Path, at: datetime, progress: Progress = lambda share: None) -> Restored:
    """Use this backup from now on; `at` (aware) names what is kept. The caller holds the RunningLock of the folder.

    Raises StoreError with what to do; the database is then as it was.
    """
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file; name one of the backups")
    if database.exists() and file.samefile(database):
        raise StoreError(f"{file} is the database that is in use: name a backup of it")
    unfinished = database.with_name(database.name + ".restoring")
    try:
        remove(unfinished)
        try:
            _copy(file, unfinished, progress)
            schema, rows = _examine(unfinished, file)
            progress(_CHECKED)
            given_up = _bring_up_to_date(unfinished, file, at)
            kept = _take_its_place(unfinished, database, at)
        finally:
            with suppress(OSError):
                remove(unfinished)
    except OSError as error:
        raise StoreError(f"{file} was not restored, nothing was changed: {error.strerror}") from error
    progress(1)
    return Restored(kept, schema, rows, given_up)


def _copy(file: Path, unfinished: Path, progress: Progress) -> None:
    """With the changes that stand beside it, if it was not closed in order."""
    size, done = max(file.stat().st_size, 1), 0
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with file.open("rb") as source, unfinished.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            copy.write(chunk)
            done += len(chunk)
            progress(min(done / size, 1) * _COPIED)
    for ending in _JOURNALS:
        beside = file.with_name(file.name + ending)
        if beside.is_file():
            shutil.copyfile(beside, unfinished.with_name(unfinished.name + ending))


def _examine(copy: Path, file: Path) -> tuple[int, int]:
    """Its schema number and how many rows it has. Raises StoreError with what to do when it cannot be used."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA journal_mode = DELETE")
            schema = _schema(connection, file)
            wrong = damage(connection)
            if wrong:
                raise StoreError(f"{file} is damaged, take another backup: {wrong}")
            if differs := difference(connection, schema):
                raise StoreError(f"{file} is not made as this program makes it, take another backup: {differs}")
            return schema, sum(count_rows(connection).values())
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise StoreError(f"{file} is no database: name a backup made by this program") from error
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            raise StoreError(f"{file} is damaged, take another backup: {error}") from error
        raise StoreError(f"{file} was not restored, nothing was changed: {error}") from error


def _schema(connection: sqlite3.Connection, file: Path) -> int:
    has_table = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'").fetchone()
    done = connection.execute("SELECT number, why FROM migration ORDER BY number").fetchall() if has_table else []
    if not done or done[0] != (1, MIGRATIONS[0].why):
        raise StoreError(f"{file} is no database of this program: name a backup made by it")
    if done[-1][0] > len(MIGRATIONS):
        raise StoreError(
            f"{file} has schema {done[-1][0]}, made by a newer version; this version knows schema {len(MIGRATIONS)}:"
            " install the newer version to restore it"
        )
    if done != [(number, each.why) for number, each in enumerate(MIGRATIONS[: len(done)], start=1)]:
        raise StoreError(f"{file} is not made as this program makes it, take another backup: its migrations have gaps")
    return len(done)


def _bring_up_to_date(copy: Path, file: Path, at: datetime) -> int:
    store = Store.open(copy)
    try:
        store.call(migrate)
        store.call(snapshot.forget)  # whatever it says, the documents say
        given_up = store.call(settle, at)
    except StoreError as error:
        raise StoreError(f"{file} was not restored, nothing was changed: {error}") from error
    finally:
        store.close()
    sync(copy)
    return given_up


def _take_its_place(restored: Path, database: Path, at: datetime) -> Path | None:
    """At every moment there is a database: the old one until the new one has its name. The old one is not opened any
    more: SQLite throws away what stands beside a damaged one."""
    kept = None
    if database.exists():
        kept = _free_name(database, at)
        for ending in ("", *_JOURNALS):
            _keep(database.with_name(database.name + ending), kept.with_name(kept.name + ending))
        sync(database.parent)
    for ending in (*_JOURNALS, _OLD_SUMS):  # SQLite would play them back into the new one
        database.with_name(database.name + ending).unlink(missing_ok=True)
    restored.replace(database)
    sync(database.parent)
    return kept


def _free_name(database: Path, at: datetime) -> Path:
    """A name that nothing has, nor anything that would belong to it: what is kept is never written over."""
    named = f"{database.stem}-before-{at:%Y-%m-%d-%H%M%S}"
    for number in count(1):
        kept = database.with_name(f"{named}{f'-{number}' if number > 1 else ''}{database.suffix}")
        if not any(kept.with_name(kept.name + ending).exists() for ending in ("", *_JOURNALS, _OLD_SUMS)):
            break
    return kept


def _keep(file: Path, kept: Path) -> None:
    if not file.exists():
        return
    try:
        os.link(file, kept)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(file, kept)
        sync(kept)
