"""One running program a data folder: two would send the same rows. The lock is the system's, so a crash releases it."""

import sqlite3
from pathlib import Path

from knowledge.memory.store import StoreError, make_folder


class RunningLock:
    """Held from `take` until `release` or the end of the process."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def take(cls, folder: Path) -> "RunningLock":
        """Raises StoreError at once when another process holds the folder."""
        try:
            make_folder(folder)
            connection = sqlite3.connect(
                folder / "running.sqlite3", isolation_level=None, timeout=0, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"cannot use the data folder {folder}: {error}") from error
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            connection.close()
            raise StoreError(f"already running on {folder}: stop it, or name another folder with --data") from error
        return cls(connection)

    def release(self) -> None:
        """Let another process have the folder. May be called twice."""
        self._connection.close()
