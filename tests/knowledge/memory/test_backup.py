"""A backup is whole and proved, or there is none; and the folder keeps what it should."""

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.memory import DATABASE, Store, Transaction, inbox, open_store
from knowledge.memory.backup import BackupError, back_up
from knowledge.memory.backups import Backup, Backups, not_kept
from knowledge.memory.lock import Lock
from tests.talk import NOW, message

DAY = timedelta(days=1)
ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture
def backups(store: Store, tmp_path: Path) -> Backups:
    return Backups(tmp_path / DATABASE, tmp_path / "backups")


def write(tx: Transaction, number: int, words: str = "xin chào") -> None:
    inbox.add(tx, message(words, str(number)), NOW)


def count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as opened:
        return int(opened.execute("SELECT COUNT(*) FROM inbox").fetchone()[0])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "making.sqlite3")


def spoil(file: Path) -> None:
    """Overwrite the middle, as a failing disk does."""
    with file.open("r+b") as opened:
        opened.seek(file.stat().st_size // 2)
        opened.write(os.urandom(20_000))


def test_a_backup_holds_all_that_was_stored_and_is_one_file_for_this_user_alone(store: Store, backups: Backups) -> None:
    for number in range(3):
        store.call(write, number)
    made = backups.make(NOW, date(2026, 11, 22))
    assert made.path.name == "ttdn-2026-11-22.sqlite3"
    assert (made.made_at, made.size) == (NOW, made.path.stat().st_size)
    assert names(backups.folder) == [made.path.name]
    assert (made.path.stat().st_mode & 0o777, backups.folder.stat().st_mode & 0o777) == (0o600, 0o700)
    opened = open_store(made.path)
    assert opened.call(lambda tx: tx.rows("SELECT COUNT(*) FROM inbox")) == [(3,)]
    opened.close()


def test_what_is_written_meanwhile_changes_nothing_in_it_and_does_not_wait(store: Store, backups: Backups) -> None:
    for number in range(200):
        store.call(write, number, "x" * 10_000)
    stored = list[int]()

    def write_on(share: float) -> None:
        if share < 1:
            store.call(write, 1000 + len(stored), "x" * 10_000)
            stored.append(1)

    made = backups.make(NOW, progress=write_on)
    assert len(stored) >= 2
    assert count(made.path) == 200
    assert store.call(lambda tx: tx.rows("SELECT COUNT(*) FROM inbox")) == [(200 + len(stored),)]


def test_backups_are_right_while_somebody_writes_all_the_time(store: Store, backups: Backups) -> None:
    ended = threading.Event()

    def write_on() -> None:
        number = 0
        while not ended.is_set():
            store.call(write, number)
            number += 1

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        counts = [count(backups.make(NOW + timedelta(seconds=n)).path) for n in range(5)]
    finally:
        ended.set()
        writer.join()
    assert counts == sorted(counts)


def test_what_a_crash_left_does_not_look_whole_and_is_removed_by_the_next_one(store: Store, backups: Backups) -> None:
    store.call(write, 1, "x" * 100_000)
    target = backups.of_day(NOW.date())
    backups.folder.mkdir()
    code = (
        "import os, sys; from pathlib import Path; from knowledge.memory.backup import back_up;"
        "killed = lambda share: os._exit(9) if share > float(sys.argv[3]) else None;"
        "back_up(Path(sys.argv[1]), Path(sys.argv[2]), killed)"
    )
    for share in ("0.1", "0.7"):
        command = [sys.executable, "-c", code, str(backups.database), str(target), share]
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == 9
        assert names(backups.folder)
        assert backups.kept() == []
    made = backups.make(NOW)
    assert names(backups.folder) == [made.path.name]


def test_a_damaged_database_gives_no_backup_and_takes_none_away(store: Store, backups: Backups) -> None:
    for number in range(100):
        store.call(write, number, "x" * 10_000)
    store.close()
    good = backups.make(NOW)
    spoil(backups.database)
    with pytest.raises(BackupError) as told:
        backups.make(NOW + DAY)
    assert told.value.trouble == "damaged"
    assert names(backups.folder) == [good.path.name]


def test_a_folder_that_cannot_be_used_is_named(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupError, match="file") as told:
        Backups(tmp_path / DATABASE, tmp_path / "file" / "backups").make(NOW)
    assert told.value.trouble == "unwritable"
    with pytest.raises(BackupError) as told:
        back_up(tmp_path / DATABASE, tmp_path / "missing" / "a.sqlite3")
    assert told.value.trouble == "unwritable"


def test_one_at_a_time(store: Store, backups: Backups) -> None:
    other = Lock.take_file(backups.folder / "making.sqlite3")
    with pytest.raises(BackupError, match="another backup") as told:
        backups.make(NOW)
    assert told.value.trouble == "busy"
    other.release()
    backups.make(NOW)


def live(days: int, *, daily: int = 7, weekly: int = 8) -> list[Backup]:
    """What is left after one was made every night, the last one on Sunday, 22 November 2026."""
    kept: list[Backup] = []
    for ago in range(days - 1, -1, -1):
        day = date(2026, 11, 22) - timedelta(days=ago)
        kept.append(made_on(day))
        gone = not_kept(kept, day, daily, weekly)
        kept = [backup for backup in kept if backup not in gone]
    return kept


def made_on(day: date, at: str = "") -> Backup:
    return Backup(Path(f"ttdn-{day}{at}.sqlite3"), day, datetime(day.year, day.month, day.day, tzinfo=UTC), 1)


def test_seven_days_and_the_first_of_each_of_eight_weeks_are_kept() -> None:
    days = [backup.day for backup in live(200)]
    mondays = [date(2026, 11, 16) - timedelta(weeks=week) for week in range(7, 0, -1)]
    assert days == [*mondays, *(date(2026, 11, 16) + timedelta(days=day) for day in range(7))]
    assert [backup.day for backup in live(200, daily=2, weekly=0)] == [date(2026, 11, 21), date(2026, 11, 22)]


def test_after_a_long_time_without_any_the_last_ones_are_kept() -> None:
    kept = [*live(30), made_on(date(2027, 11, 22))]
    gone = not_kept(kept, date(2027, 11, 22), 7, 8)
    assert gone == []
    later = [*kept, made_on(date(2027, 11, 23)), made_on(date(2027, 11, 24))]
    assert [backup.day for backup in not_kept(later, date(2027, 11, 24), 7, 8)] == [
        date(2026, 11, 17),
        date(2026, 11, 18),
    ]


def test_of_a_day_the_first_and_the_last_are_kept_however_often_one_is_made() -> None:
    day = date(2026, 11, 22)
    made = [made_on(day), *(made_on(day, f"-14050{second}") for second in range(5))]
    assert [backup.path.name for backup in not_kept(made, day, 7, 8)] == [
        f"ttdn-2026-11-22-14050{second}.sqlite3" for second in range(4)
    ]


def test_what_a_clock_that_was_ahead_has_made_takes_no_place_and_is_left_until_its_day() -> None:
    ahead = [made_on(date(2027, 11, 22) + timedelta(days=day)) for day in range(20)]
    kept = [*live(7), *ahead]
    assert not_kept(kept, date(2026, 11, 22), 7, 8) == []
    assert len(not_kept(kept, date(2027, 12, 31), 7, 0)) == 20


def test_where_none_is_made_by_itself_none_is_removed() -> None:
    assert not_kept(live(200), date(2026, 11, 22), 0, 0) == []


def test_files_of_others_in_the_folder_are_left_alone(store: Store, tmp_path: Path) -> None:
    backups = Backups(tmp_path / DATABASE, tmp_path / "backups", daily=1, weekly=0)
    backups.folder.mkdir()
    others = ["notes.txt", "ttdn-2020-01-01.sqlite3.gz", "ttdn-2020-13-45.sqlite3", "ttdn-old.sqlite3", "x.partial"]
    for name in others:
        (backups.folder / name).write_text("của người khác")
    for night in range(3):
        backups.make(NOW + night * DAY, (NOW + night * DAY).date())
    assert names(backups.folder) == sorted([*others, "ttdn-2026-11-24.sqlite3"])
