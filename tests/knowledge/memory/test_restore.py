"""A backup takes the place of the database whole, or nothing is changed; what was there before is kept, and can come
back."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from knowledge.memory import (
    DATABASE,
    Store,
    StoreError,
    Transaction,
    backup_requests,
    inbox,
    open_store,
    outbox,
)
from knowledge.memory.backup_requests import Request
from knowledge.memory.backups import Backups
from knowledge.memory.migrations import MIGRATIONS, Migration, migrate
from knowledge.memory.restore import restore
from knowledge.messages import Reply
from tests.knowledge.memory.test_backup import spoil
from tests.talk import CHAT, NOW, message

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIVE_DAYS = NOW + 5 * DAY


def write(tx: Transaction, words: str) -> None:
    inbox.add(tx, message(words, words), NOW)


def words(database: Path) -> list[str]:
    store = open_store(database)
    rows = store.call(lambda tx: tx.rows("SELECT text FROM inbox ORDER BY text"))
    store.close()
    return [str(row[0]) for row in rows]


@pytest.fixture
def database(store: Store, tmp_path: Path) -> Path:
    """One that is not in use, with a backup from before its last change."""
    store.call(write, "một")
    Backups(tmp_path / DATABASE, tmp_path).make(NOW, NOW.date())
    store.call(write, "hai")
    store.close()
    return tmp_path / DATABASE


@pytest.fixture
def backup(database: Path) -> Path:
    return database.with_name("ttdn-2026-11-22.sqlite3")


def test_the_backup_is_used_from_now_on_and_what_was_there_can_come_back(database: Path, backup: Path) -> None:
    done = restore(backup, database, NOW)
    assert words(database) == ["một"]
    assert (done.schema, done.given_up) == (len(MIGRATIONS), 0)
    assert done.kept is not None
    assert done.kept.name == "ttdn-before-2026-11-22-020000.sqlite3"
    back = restore(done.kept, database, NOW + HOUR)
    assert words(database) == ["hai", "một"]
    assert back.kept is not None
    assert words(back.kept) == ["một"]
    assert backup.exists()
    assert {file.stat().st_mode & 0o777 for file in (database, done.kept, back.kept)} == {0o600}


def test_what_is_kept_is_never_written_over_however_soon_the_next_restore_is(database: Path, backup: Path) -> None:
    first, second, third = (restore(backup, database, NOW).kept for _ in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    assert second.name == "ttdn-before-2026-11-22-020000-2.sqlite3"
    assert words(first) == ["hai", "một"]
    assert words(second) == words(third) == words(database) == ["một"]


def test_what_belongs_to_a_database_that_was_kept_is_not_taken_for_anothers(database: Path, backup: Path) -> None:
    beside = database.with_name("ttdn-before-2026-11-22-020000.sqlite3-wal")
    beside.write_bytes(b"of another")
    assert restore(backup, database, NOW).kept == database.with_name("ttdn-before-2026-11-22-020000-2.sqlite3")
    assert beside.read_bytes() == b"of another"


def test_where_nothing_was_there_nothing_is_kept(database: Path, backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / DATABASE
    other.parent.mkdir()
    assert restore(backup, other, NOW).kept is None
    assert words(other) == ["một"]
    assert [file.name for file in other.parent.iterdir()] == [DATABASE]


def test_what_stands_beside_a_database_that_was_not_closed_is_kept_with_it_and_never_played_into_the_new_one(
    database: Path, backup: Path
) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as killed:
        killed.execute("PRAGMA wal_autocheckpoint = 0")
        killed.execute("UPDATE inbox SET text = 'ba' WHERE text = 'hai'")
        beside = {name: database.with_name(DATABASE + name).read_bytes() for name in ("-wal", "-shm")}
        before = database.read_bytes()
    database.write_bytes(before)
    for name, content in beside.items():
        database.with_name(DATABASE + name).write_bytes(content)
    kept = restore(backup, database, NOW).kept
    assert words(database) == ["một"]
    assert kept is not None
    assert words(kept) == ["ba", "một"]


def test_a_damaged_database_is_kept_with_all_that_stands_beside_it(database: Path, backup: Path) -> None:
    wal = database.with_name(DATABASE + "-wal")
    database.write_bytes(b"x" * 5000)
    wal.write_bytes(b"y" * 5000)
    kept = restore(backup, database, NOW).kept
    assert words(database) == ["một"]
    assert kept is not None
    assert kept.read_bytes() == b"x" * 5000
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"y" * 5000


def everything(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_what_cannot_be_used_is_refused_with_what_to_do_and_nothing_is_changed(database: Path, backup: Path) -> None:
    folder = database.parent
    text, other, newer, cut, empty = (folder / name for name in ("text", "other", "newer", "cut", "empty"))
    text.write_text("Kính gửi: Bộ Ngoại giao\n" * 100)
    empty.write_bytes(b"")
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE migration (number INTEGER, why TEXT)")
        made.execute("INSERT INTO migration VALUES (1, 'Somebody else''s.')")
        made.commit()
    future = Store.open(newer)
    future.call(migrate, (*MIGRATIONS, Migration("From the future.", ())))
    future.close()
    cut.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    spoiled = folder / "spoiled"
    spoiled.write_bytes(backup.read_bytes())
    spoil(spoiled)
    before = everything(folder)
    for file, said in (
        (folder / "missing", "no such file"),
        (folder, "no such file"),
        (database, "in use"),
        (text, "no database: name a backup"),
        (empty, "no database of this program"),
        (other, "no database of this program"),
        (newer, r"newer version.*install the newer version"),
        (cut, "damaged, take another backup"),
        (spoiled, "damaged, take another backup"),
    ):
        with pytest.raises(StoreError, match=said) as told:
            restore(file, database, NOW)
        assert "\n" not in str(told.value).strip()
        assert everything(folder) == before
    assert words(database) == ["hai", "một"]


def made_otherwise(backup: Path, *statements: str) -> Path:
    """The backup, with something in it that this program does not make."""
    other = backup.with_name("otherwise.sqlite3")
    other.write_bytes(backup.read_bytes())
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return other


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (
            ("CREATE TRIGGER quiet AFTER INSERT ON change BEGIN DELETE FROM change WHERE id = new.id; END",),
            "it has the trigger quiet, which is not the program's",
        ),
        (("CREATE VIEW endless AS SELECT 1",), "it has the view endless, which is not the program's"),
        (
            ("ALTER TABLE overlay RENAME TO other", "CREATE VIEW overlay AS SELECT * FROM other"),
            "it has the table other",
        ),
        (('CREATE TABLE "a""b" (x)',), "it has the table a\"b, which is not the program's"),
        (("DROP TABLE change",), "it has no table change"),
        (("ALTER TABLE person RENAME COLUMN role TO rank",), "its table person is made otherwise"),
        (("ALTER TABLE person ADD COLUMN rank TEXT",), "its table person is made otherwise"),
        (("DROP INDEX change_by_batch",), "it has no index change_by_batch"),
        (("CREATE UNIQUE INDEX one ON inbox (text)",), "it has the index one, which is not the program's"),
        (("DELETE FROM counter WHERE name = 'message'",), "it has no counter message"),
        (("DELETE FROM migration WHERE number = 5",), "its migrations have gaps"),
        (("UPDATE migration SET why = 'Other.' WHERE number = 5",), "its migrations have gaps"),
    ],
)
def test_what_is_not_made_as_this_program_makes_it_is_refused_and_nothing_is_changed(
    database: Path, backup: Path, statements: tuple[str, ...], said: str
) -> None:
    other = made_otherwise(backup, *statements)
    before = everything(database.parent)
    with pytest.raises(StoreError, match="not made as this program makes it, take another backup: ") as told:
        restore(other, database, NOW)
    assert said in str(told.value)
    assert everything(database.parent) == before


def test_what_a_backup_says_of_the_documents_is_read_from_them_anew(database: Path, backup: Path) -> None:
    other = made_otherwise(backup, "CREATE TABLE snapshot (fingerprint TEXT)", "INSERT INTO snapshot VALUES ('any')")
    restore(other, database, NOW)
    store = open_store(database)
    assert store.call(lambda tx: tx.rows("SELECT name FROM sqlite_master WHERE name = 'snapshot'")) == []
    store.close()


def test_an_older_backup_is_brought_up_to_date_before_it_takes_the_place(tmp_path: Path) -> None:
    old = Store.open(tmp_path / "old.sqlite3")
    old.call(migrate, MIGRATIONS[:13])
    old.call(write, "một")
    old.close()
    assert restore(tmp_path / "old.sqlite3", tmp_path / DATABASE, NOW).schema == 13
    assert words(tmp_path / DATABASE) == ["một"]


def test_what_an_interrupted_one_left_is_removed_by_the_next(database: Path, backup: Path) -> None:
    left = database.with_name(DATABASE + ".restoring")
    left.write_text("half")
    left.with_name(left.name + "-wal").write_text("half")
    restore(backup, database, NOW)
    assert [name for name in everything(database.parent) if "restoring" in name] == []


def waits(store: Store, text: str, state: str) -> int:
    row = store.call(outbox.add, CHAT, Reply(text), NOW) or 0
    store.call(lambda tx: tx.change("UPDATE outbox SET state = :state WHERE id = :id", state=state, id=row))
    return row


def restored(store: Store, folder: Path, after: timedelta) -> Store:
    """The store as it is used again so long after the backup."""
    file = Backups(folder / DATABASE, folder).make(NOW).path
    store.close()
    restore(file, folder / DATABASE, NOW + after)
    return open_store(folder / DATABASE)


@pytest.mark.parametrize("state", ["waiting", "retry", "sending", "unknown"])
def test_what_waited_when_the_backup_was_made_is_said_once_more_only_if_it_is_fresh(
    store: Store, tmp_path: Path, state: str
) -> None:
    row = waits(store, "trả lời", state)
    again = restored(store, tmp_path, 5 * DAY)
    found = again.call(outbox.get, row)
    assert found is not None
    assert (found.state, found.reason) == ("dead", "it waited when the backup was made, and was most likely sent since")
    assert again.call(outbox.due, "console", FIVE_DAYS, 9) == []
    again.close()


@pytest.mark.parametrize("state", ["waiting", "retry", "sending"])
def test_what_is_fresh_is_said_once_more_and_marked_as_a_repeat(store: Store, tmp_path: Path, state: str) -> None:
    row = waits(store, "trả lời", state)
    again = restored(store, tmp_path, timedelta(minutes=10))
    [due] = again.call(outbox.due, "console", NOW + HOUR, 9)
    claimed = again.call(outbox.claim, due, NOW + HOUR)
    assert claimed is not None
    assert (claimed.id, claimed.repeated) == (row, True)
    again.close()


def test_what_is_said_after_it_has_a_number_that_nothing_had_since_the_backup(store: Store, tmp_path: Path) -> None:
    """A button that is still on a screen, and a page that waits for what is new, go by these numbers."""
    before = waits(store, "trước", "sent")
    again = restored(store, tmp_path, DAY)
    assert (again.call(outbox.add, CHAT, Reply("sau"), NOW) or 0) > before + 100_000
    again.close()


def test_a_backup_that_was_being_asked_for_is_not_made_again(store: Store, tmp_path: Path) -> None:
    store.call(backup_requests.ask, Request(CHAT, 1, "vi"), NOW)
    again = restored(store, tmp_path, DAY)
    assert again.call(backup_requests.waiting) == []
    again.close()
