"""A database of every version that was ever released becomes one of today, with all that it held."""

from datetime import timedelta
from pathlib import Path

import pytest

from handlers import router
from handlers.context import Services
from knowledge.memory import Store, Transaction, history, open_store, store_in_memory
from knowledge.memory.health import examine
from knowledge.memory.migrations import MIGRATIONS
from knowledge.memory.restore import restore
from tests.knowledge.memory import released
from tests.talk import CHAT, NOW, Echo, message

every_release = pytest.mark.parametrize("number", released.released())

GIVEN_UP = {"answer_wish": {"question", "words"}}
"""Columns that a migration takes away on purpose: the words could be somebody else's, and hang on an asking now."""

Rows = list[tuple[object, ...]]


def tables(tx: Transaction) -> dict[str, list[str]]:
    """The columns of each table."""
    names = [str(row[0]) for row in tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: [str(row[1]) for row in tx.rows(f"PRAGMA table_info({name})")] for name in names}


def held(tx: Transaction, columns: dict[str, list[str]]) -> dict[str, Rows]:
    return {table: tx.rows(f"SELECT {', '.join(names)} FROM {table}") for table, names in columns.items()}


def as_released(number: int, database: Path) -> dict[str, list[str]]:
    """Builds it; returns its columns."""
    released.build(number, database)
    store = Store.open(database)
    columns = store.call(tables)
    store.close()
    return columns


def before(database: Path, columns: dict[str, list[str]]) -> dict[str, Rows]:
    store = Store.open(database)
    rows = store.call(held, columns)
    store.close()
    return rows


@every_release
def test_all_that_a_released_version_held_is_there_after_the_migrations(number: int, tmp_path: Path) -> None:
    released_columns = as_released(number, tmp_path / "old.sqlite3")
    columns = {
        table: [name for name in names if name not in GIVEN_UP.get(table, ())]
        for table, names in released_columns.items()
    }
    had = before(tmp_path / "old.sqlite3", columns)
    store = open_store(tmp_path / "old.sqlite3")
    has = store.call(held, columns)
    for table, rows in had.items():
        assert [row for row in rows if row not in has[table]] == [], table
        assert len(has[table]) == len(rows) or table in ("migration", "counter")
    assert store.call(lambda tx: tx.rows("PRAGMA foreign_key_check")) == []
    health = store.call(examine, NOW)
    assert (health.schema, health.damage) == (len(MIGRATIONS), "")
    store.close()


@every_release
def test_it_has_the_tables_of_a_new_one_and_works_like_one(number: int, tmp_path: Path) -> None:
    as_released(number, tmp_path / "old.sqlite3")
    store, new = open_store(tmp_path / "old.sqlite3"), store_in_memory()
    everything = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert store.call(lambda tx: tx.rows(everything)) == new.call(lambda tx: tx.rows(everything))
    store.call(router.handle, Services(Echo()), message("hỏi"), NOW + timedelta(days=1))
    assert [line.reply.text for line in store.call(history.since, CHAT)] == ["hỏi", "hỏi hỏi"]
    store.close()
    new.close()


@every_release
def test_a_backup_of_a_released_version_can_be_restored(number: int, tmp_path: Path) -> None:
    as_released(number, tmp_path / "backup.sqlite3")
    assert restore(tmp_path / "backup.sqlite3", tmp_path / "ttdn.sqlite3", NOW).schema == number


@every_release
def test_a_migration_that_was_released_is_never_edited(number: int) -> None:
    assert released.digest(MIGRATIONS[number - 1]) == released.digest_of_release(number), (
        f"migration {number} was released and may not change: add another one at the end"
    )


def test_every_version_has_a_database() -> None:
    assert released.released() == list(range(1, len(MIGRATIONS) + 1)), "run python -m tests.knowledge.memory.released"
