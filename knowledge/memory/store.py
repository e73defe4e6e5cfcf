"""The database: one thread, one connection, and one function = one transaction."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Self, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Row = tuple[Any, ...]
BUSY_MILLISECONDS = 5000
PAGES_IN_MEMORY = 8192
"""Of 4096 bytes each: more than that a store in memory never takes."""
_CANNOT_WRITE = {
    sqlite3.SQLITE_FULL: "make room on its disk",
    sqlite3.SQLITE_READONLY: "its disk or file can only be read",
    sqlite3.SQLITE_IOERR: "its disk fails or is full",
    sqlite3.SQLITE_CANTOPEN: "its folder cannot be used",
}
"""What keeps every change from being stored, and is not the fault of the change."""


class StoreError(Exception):
    """The database cannot be used; the message is one sentence for the operator."""


class Transaction:
    """An open transaction. Only good inside the function that was given to `Store.run`. Values are named: `:name`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.failed: sqlite3.Error | None = None
        """The last error of a statement, also of one that was dealt with."""

    def rows(self, sql: str, **values: object) -> list[Row]:
        """All rows that the statement gives."""
        return self._execute(sql, values)[0]

    def first(self, sql: str, **values: object) -> Row | None:
        """The first row that the statement gives, None when it gives none."""
        rows = self.rows(sql, **values)
        return rows[0] if rows else None

    def change(self, sql: str, **values: object) -> int:
        """Run an INSERT, UPDATE or DELETE; returns how many rows it touched."""
        return self._execute(sql, values)[1]

    def _execute(self, sql: str, values: dict[str, object]) -> tuple[list[Row], int]:
        if not self.connection.in_transaction:  # a full disk has ended it: what comes after would be stored alone
            raise StoreError(f"database: {self.failed or 'the transaction has ended'}")
        try:
            cursor = self.connection.execute(sql, values)
            return cursor.fetchall(), cursor.rowcount
        except sqlite3.Error as error:
            self.failed = error
            raise

    def next_number(self, name: str) -> int:
        """The next of a series that grows in the order in which transactions commit, on any database."""
        row = self.first("UPDATE counter SET last = last + 1 WHERE name = :name RETURNING last", name=name)
        if row is None:
            raise StoreError(f"the database has no counter named {name}")
        return int(row[0])

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What is done inside is undone when it raises; the transaction goes on."""
        self.connection.execute("SAVEPOINT inner_work")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk ends the whole transaction by itself
                self.connection.execute("ROLLBACK TO inner_work")
                self.connection.execute("RELEASE inner_work")
            raise
        self.connection.execute("RELEASE inner_work")


class Store:
    """Everything that is remembered, in one SQLite file. Create with `Store.open`, or with `Store.in_memory` what is
    to be forgotten; close when done."""

    def __init__(self, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self._connection, self._thread = connection, thread
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why the last change could not be stored, one sentence; "" since one could."""
        return self._trouble

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or create the file. Its tables are made by `migrations.migrate`. Raises StoreError."""
        thread = _new_thread()
        try:
            connection = thread.submit(_connect, path).result()
        except (sqlite3.Error, OSError) as error:
            thread.shutdown()
            raise StoreError(f"cannot open the database {path}: {error}") from error
        return cls(connection, thread)

    @classmethod
    def in_memory(cls) -> Self:
        """An empty one that touches no disk, takes 32 MiB at most (then StoreError), and is gone once it is closed."""
        thread = _new_thread()
        return cls(thread.submit(_connect_in_memory).result(), thread)

    async def run(self, function: Callable[Concatenate[Transaction, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Run `function(transaction, ...)` on the database thread. It commits when it returns; when it raises, nothing
        of it remains and the error comes out here. Once called it is finished, even when the caller is cancelled.
        Raises StoreError, also when the store is closed."""
        try:
            work = self._thread.submit(lambda: self._transact(function, *args, **named))
        except RuntimeError as error:
            raise StoreError("the database is closed") from error
        return await asyncio.shield(asyncio.wrap_future(work))

    def call(self, function: Callable[Concatenate[Transaction, P], T], *args: P.args, **named: P.kwargs) -> T:
        """`run` for a program without an event loop."""
        return self._thread.submit(lambda: self._transact(function, *args, **named)).result()

    def close(self) -> None:
        """Let what was begun finish, then close. May be called twice."""
        try:
            self._thread.submit(self._connection.close)
        except RuntimeError:
            return  # closed already
        self._thread.shutdown(wait=True)

    def _transact(self, function: Callable[Concatenate[Transaction, P], T], *args: P.args, **named: P.kwargs) -> T:
        transaction, before = Transaction(self._connection), self._connection.total_changes
        try:
            result = self._commit_or_undo(transaction, function, *args, **named)
        except sqlite3.Error as error:
            self._note(error)
            raise StoreError(f"database: {error}") from error
        except BaseException:
            self._note(transaction.failed)
            raise
        if self._connection.total_changes != before:
            self._trouble = ""
        return result

    def _commit_or_undo(
        self,
        transaction: Transaction,
        function: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **named: P.kwargs,
    ) -> T:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = function(transaction, *args, **named)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return result

    def _note(self, error: sqlite3.Error | None) -> None:
        why = _CANNOT_WRITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if why:
            self._trouble = f"{error}: {why}"


def make_folder(folder: Path) -> None:
    """Make the data folder if there is none: for the user who runs the program alone, as it keeps what people asked."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _new_thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")


def _connect_in_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA max_page_count = {PAGES_IN_MEMORY}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    make_folder(path.parent)
    with suppress(FileExistsError):  # SQLite gives the files beside it the mode of this one
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_MILLISECONDS / 1000)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged message survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    return connection
