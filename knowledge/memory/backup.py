"""A copy of the database as it was at one moment, made while the program goes on, and proved before it has its name.

One reader holds that moment: in it rows are counted and pages are copied, while others write on. The copy is then
written out by VACUUM INTO, row by row, which finds damage that a copy of pages would carry along; and what was written
is opened, looked through and counted.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Literal

from knowledge.memory.store import StoreError

Progress = Callable[[float], None]
"""Told again and again which share (0 to 1) is done, from whatever thread does it."""
PARTIAL = ".partial"
"""What is added to the name of a file until it is whole."""

Trouble = Literal["full", "unwritable", "damaged", "busy", "other"]

_PAGES = 2000  # copied between two tellings
_COPIED = 0.6  # of all the work, once the pages are copied
_BESIDE = ("", "-wal", "-shm", "-journal")
_SYSTEM_TROUBLE: dict[int | None, Trouble] = {errno.ENOSPC: "full", errno.EDQUOT: "full"}
_SYSTEM_TROUBLE |= dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR), "unwritable")
_SQLITE_TROUBLE: dict[int, Trouble] = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_CANTOPEN: "unwritable",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}


class BackupError(StoreError):
    """No backup was made, and nothing that looks like one is left; `trouble` says of what kind the reason is."""

    def __init__(self, message: str, trouble: Trouble = "other") -> None:
        super().__init__(message)
        self.trouble = trouble


def back_up(database: Path, target: Path, progress: Progress = lambda share: None) -> int:
    """Write a copy to `target`, for this user alone; returns how many rows it has. What an interrupted one left beside
    `target` is removed first. Raises BackupError."""
    unfinished = target.with_name(target.name + PARTIAL)
    with _said_as_backup_error(target):
        remove(unfinished)
        try:
            rows = _write(database, unfinished, progress)
            sync(unfinished)
            unfinished.replace(target)
            sync(target.parent)
        finally:
            with suppress(OSError):
                remove(unfinished)
    progress(1)
    return rows


def remove(file: Path) -> None:
    """The file and all that SQLite, or `back_up`, keeps beside it."""
    for name in (file, _raw(file)):
        for ending in _BESIDE:
            name.with_name(name.name + ending).unlink(missing_ok=True)


def trouble_of(error: BaseException | None) -> Trouble:
    """Of what kind an error of the system or of SQLite is."""
    if isinstance(error, OSError):
        return _SYSTEM_TROUBLE.get(error.errno, "other")
    return _SQLITE_TROUBLE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "other")


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    tables = [str(row[0]) for row in connection.execute(named)]
    return {table: int(connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]) for table in tables}


def damage(connection: sqlite3.Connection) -> str:
    """What is wrong with the database; "" in a sound one."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    return "" if found == ["ok"] else " ".join("; ".join(found).split())


def sync(path: Path) -> None:
    """Returns when it is on the disk: a file's bytes, or a folder's names."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _write(database: Path, unfinished: Path, progress: Progress) -> int:
    copied = _raw(unfinished)
    _make_empty(copied)
    _make_empty(unfinished)
    with closing(_open(database, "mode=ro")) as source, closing(sqlite3.connect(copied, isolation_level=None)) as copy:
        source.execute("BEGIN")
        rows, schema = count_rows(source), _schema(source)
        copy.execute("PRAGMA synchronous = OFF")  # it does not outlive this function
        source.backup(copy, pages=_PAGES, progress=_share_of_pages(progress))
        source.rollback()
        _write_out(copy, unfinished)
    progress((1 + _COPIED) / 2)
    _prove(unfinished, rows, schema)
    return sum(rows.values())


def _write_out(copy: sqlite3.Connection, unfinished: Path) -> None:
    """What is damaged can hold a row with the last number that there is, after which SQLite calls a disk full that is
    not: so what is wrong is looked for where it fails."""
    try:
        copy.execute("VACUUM INTO ?", (str(unfinished),))
    except sqlite3.Error as error:
        if wrong := damage(copy):
            raise BackupError(f"the database is damaged: {wrong}", "damaged") from error
        raise


def _prove(file: Path, rows: dict[str, int], schema: int) -> None:
    with closing(_open(file, "mode=ro&immutable=1")) as written:
        wrong = damage(written)
        if not wrong and (_schema(written), count_rows(written)) != (schema, rows):
            wrong = "it does not hold the rows that were there"
    if wrong:
        raise BackupError(f"what was written to {file.parent} is damaged: {wrong}", "damaged")


def _schema(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT MAX(number) FROM migration").fetchone()[0])


def _share_of_pages(progress: Progress) -> Callable[[int, int, int], None]:
    def told(_status: int, remaining: int, total: int) -> None:
        progress(_COPIED * (total - remaining) / max(total, 1))

    return told


def _raw(file: Path) -> Path:
    return file.with_name(file.name + ".raw")


def _open(file: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True, isolation_level=None)


def _make_empty(file: Path) -> None:
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def _said_as_backup_error(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BackupError(f"no backup in {target.parent}: {error.strerror}", trouble_of(error)) from error
    except sqlite3.Error as error:
        raise BackupError(f"no backup in {target.parent}: {error}", trouble_of(error)) from error
