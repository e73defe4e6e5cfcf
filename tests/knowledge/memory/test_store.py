"""One thread, and one function = one transaction."""

import asyncio
import sqlite3
import sys
import threading
from pathlib import Path

import pytest

from knowledge.memory import Store, StoreError, Transaction, open_store, store_in_memory
from knowledge.memory.lock import RunningLock
from knowledge.memory.migrations import MIGRATIONS, Migration, migrate


def note(tx: Transaction, text: str) -> None:
    tx.change("CREATE TABLE IF NOT EXISTS note (text TEXT PRIMARY KEY)")
    tx.change("INSERT INTO note (text) VALUES (:text)", text=text)


def notes(tx: Transaction) -> list[str]:
    return [row[0] for row in tx.rows("SELECT text FROM note ORDER BY text")]


async def test_what_a_function_wrote_is_there_after_it_returned_and_after_reopening(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.sqlite3")
    await store.run(note, "một")
    store.close()
    again = open_store(tmp_path / "a.sqlite3")
    assert await again.run(notes) == ["một"]
    again.close()


def test_a_store_in_memory_has_the_same_tables_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    on_disk, in_memory = open_store(tmp_path / "folder" / "a.sqlite3"), store_in_memory()
    tables = "SELECT name, sql FROM sqlite_master ORDER BY name"
    assert in_memory.call(lambda tx: tx.rows(tables)) == on_disk.call(lambda tx: tx.rows(tables))
    in_memory.call(note, "một")
    assert in_memory.call(notes) == ["một"]
    in_memory.close()
    on_disk.close()
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_store_in_memory_takes_only_so_much() -> None:
    store = store_in_memory()
    for n in range(10):
        store.call(note, str(n) * 1024 * 1024)
    with pytest.raises(StoreError, match="full"):
        store.call(note, "x" * 20 * 1024 * 1024)
    assert len(store.call(notes)) == 10
    store.close()


async def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.run(notes)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_nobody_else_reads_what_people_asked_even_in_a_folder_that_was_there_before(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    store = open_store(tmp_path / "a.sqlite3")
    store.call(note, "một")
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}
    store.close()


async def test_a_function_that_raises_leaves_nothing_and_its_error_comes_out(store: Store) -> None:
    await store.run(note, "một")

    def fail(tx: Transaction) -> None:
        note(tx, "hai")
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.run(fail)
    assert await store.run(notes) == ["một"]


def fail_inside(tx: Transaction) -> None:
    with tx.savepoint():
        note(tx, "trong")
        raise ValueError("inside")


async def test_a_savepoint_undoes_only_what_was_done_inside_it(store: Store) -> None:
    def work(tx: Transaction) -> None:
        note(tx, "trước")
        with pytest.raises(ValueError, match="inside"):
            fail_inside(tx)
        with tx.savepoint():
            note(tx, "sau")

    await store.run(work)
    assert await store.run(notes) == ["sau", "trước"]


def test_nothing_is_stored_alone_after_the_database_has_ended_the_transaction_by_itself(store: Store) -> None:
    """As SQLite does on a full disk; whoever has dealt with that error would write on, outside of any transaction."""
    store.call(note, "một")

    def ended_early(tx: Transaction) -> None:
        note(tx, "hai")
        tx.connection.execute("ROLLBACK")
        note(tx, "ba")

    with pytest.raises(StoreError, match="transaction has ended"):
        store.call(ended_early)
    assert store.call(notes) == ["một"]


def test_why_nothing_can_be_stored_is_known_until_something_is(store: Store) -> None:
    store.call(note, "một")
    pages = store.call(lambda tx: tx.rows("PRAGMA page_count"))[0][0]
    store.call(lambda tx: tx.rows(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreError, match="full"):
        store.call(note, "x" * 100_000)
    assert store.call(notes) == ["một"]
    assert store.trouble == "database or disk is full: make room on its disk"
    store.call(lambda tx: tx.rows("PRAGMA max_page_count = 100000"))
    store.call(note, "hai")
    assert store.trouble == ""


async def test_an_error_of_the_database_is_a_store_error_and_undoes_the_function(store: Store) -> None:
    await store.run(note, "một")

    def twice(tx: Transaction) -> None:
        note(tx, "hai")
        note(tx, "một")

    with pytest.raises(StoreError, match="UNIQUE"):
        await store.run(twice)
    assert await store.run(notes) == ["một"]


async def test_functions_run_one_after_another_on_one_thread_that_is_not_the_callers(store: Store) -> None:
    threads = set(await asyncio.gather(*(store.run(lambda _: threading.get_ident()) for _ in range(20))))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


async def test_a_caller_that_gives_up_does_not_undo_what_it_asked_for(store: Store) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> None:
        entered.set()
        go_on.wait()
        note(tx, "xong")

    caller = asyncio.create_task(store.run(slow))
    await asyncio.to_thread(entered.wait)
    caller.cancel()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await caller
    assert await store.run(notes) == ["xong"]


async def test_a_second_writer_waits_for_the_first_instead_of_failing(tmp_path: Path, store: Store) -> None:
    other = sqlite3.connect(tmp_path / "ttdn.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(store.run(note, "sau"))
    await asyncio.sleep(0)
    other.execute("COMMIT")
    other.close()
    await waiting
    assert await store.run(notes) == ["sau"]


def test_foreign_keys_hold_and_readers_do_not_block(store: Store) -> None:
    def settings(tx: Transaction) -> list[object]:
        return [tx.rows("PRAGMA foreign_keys")[0][0], tx.rows("PRAGMA journal_mode")[0][0]]

    assert store.call(settings) == [1, "wal"]


def test_numbers_grow_and_a_failed_transaction_takes_none(store: Store) -> None:
    def take_and_fail(tx: Transaction) -> None:
        tx.next_number("message")
        raise ValueError("no")

    first = store.call(lambda tx: tx.next_number("message"))
    with pytest.raises(ValueError, match="no"):
        store.call(take_and_fail)
    assert store.call(lambda tx: tx.next_number("message")) == first + 1


def test_a_counter_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="reminders"):
        store.call(lambda tx: tx.next_number("reminders"))


def test_closing_twice_is_fine(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.sqlite3")
    store.close()
    store.close()


def test_a_file_that_is_no_database_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite3").write_text("Kính gửi: Bộ Ngoại giao\n" * 100)
    with pytest.raises(StoreError, match=r"a\.sqlite3"):
        open_store(tmp_path / "a.sqlite3")


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot open the database"):
        open_store(tmp_path / "file" / "a.sqlite3")


def test_migrations_run_once_and_a_later_one_is_added_to_what_is_there(store: Store) -> None:
    later = Migration("People leave notes.", ("CREATE TABLE note (text TEXT)", "INSERT INTO note VALUES ('một')"))
    assert store.call(migrate) == len(MIGRATIONS)
    assert store.call(migrate, (*MIGRATIONS, later)) == len(MIGRATIONS) + 1
    assert store.call(migrate, (*MIGRATIONS, later)) == len(MIGRATIONS) + 1
    assert store.call(notes) == ["một"]


def test_a_migration_that_fails_leaves_the_database_as_it_was(store: Store) -> None:
    broken = Migration("Breaks.", ("CREATE TABLE note (text TEXT)", "INSERT INTO missing VALUES (1)"))
    with pytest.raises(StoreError, match="missing"):
        store.call(migrate, (*MIGRATIONS, broken))
    assert store.call(migrate) == len(MIGRATIONS)
    store.call(note, "bảng chưa có")


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(store: Store) -> None:
    store.call(migrate, (*MIGRATIONS, Migration("From the future.", ())))
    with pytest.raises(StoreError, match=r"newer version.*start the newer version"):
        store.call(migrate)


def test_every_migration_says_why() -> None:
    assert all(migration.why.endswith(".") for migration in MIGRATIONS)


def test_one_program_a_data_folder_and_the_next_may_start_when_it_has_ended(tmp_path: Path) -> None:
    first = RunningLock.take(tmp_path)
    with pytest.raises(StoreError, match="already running"):
        RunningLock.take(tmp_path)
    first.release()
    RunningLock.take(tmp_path).release()
