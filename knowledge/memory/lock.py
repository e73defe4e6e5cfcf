"""Locks between running programs. They are the system's, so a crash releases them."""

import sqlite3
from pathlib import Path
from typing import Self

from knowledge.memory.store import StoreError, make_folder


class HeldError(StoreError):
    """Another process has the lock."""


class Lock:
    """Held from `take` until `release` or the end of the process."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def take_file(cls, file: Path) -> Self:
        """`file` stands for what only one may have, and is made with its folder. Raises HeldError at once when another
        has it, and StoreError when the file cannot be used."""
        try:
            make_folder(file.parent)
            connection = sqlite3.connect(file, isolation_level=None, timeout=0, check_same_thread=False)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{file}: {error}") from error
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise StoreError(f"{file}: {error}") from error
            raise HeldError(f"{file} is held by another program") from error
        return cls(connection)

    def release(self) -> None:
        """Let another process have it. May be called twice."""
        self._connection.close()


class RunningLock(Lock):
    """One running program a data folder: two would send the same rows."""

    @classmethod
    def take(cls, folder: Path) -> Self:
        """Raises StoreError at once when another process holds the folder."""
        try:
            return cls.take_file(folder / "running.sqlite3")
        except HeldError as error:
            raise StoreError(f"already running on {folder}: stop it, or name another folder with --data") from error
        except StoreError as error:
            raise StoreError(f"cannot use the data folder {error}") from error
