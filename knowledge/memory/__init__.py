"""What the program remembers: SQLite behind plain functions. No SQL and no row of the database outside this folder."""

from pathlib import Path

from knowledge.memory.migrations import migrate
from knowledge.memory.store import Store, StoreError, Transaction

__all__ = ["DATABASE", "Store", "StoreError", "Transaction", "open_store", "store_in_memory"]

DATABASE = "ttdn.sqlite3"  # its name in the data folder


def open_store(path: Path) -> Store:
    """The store in this file, made or brought up to date. Raises StoreError, also for a file of a newer version."""
    store = Store.open(path)
    try:
        store.call(migrate)
    except StoreError:
        store.close()
        raise
    return store


def store_in_memory() -> Store:
    """An empty store with the same tables that touches no disk, and is gone once it is closed."""
    store = Store.in_memory()
    store.call(migrate)
    return store
