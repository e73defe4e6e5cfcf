"""`ttdn backup` and `ttdn restore` as an operator uses them, and /saoluu in the running program."""

import asyncio
import json
import os
import re
import signal
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app import App, Clock, Parts
from bot.building import make_parts
from bot.channels.console import Console
from bot.commands.progress import Progress
from bot.setting_tables import BackupSettings, DataSettings
from bot.settings import Settings, load
from jobs.remind import Reminding
from knowledge.memory import DATABASE, Store, Transaction, chats, inbox, open_store, outbox, people
from knowledge.memory.backups import Backups
from knowledge.memory.restore import restore
from knowledge.messages import Chat
from tests.bot.test_commands import Ended, Ttdn, is_one_line, ttdn
from tests.bot.test_run import health, program
from tests.bot.watching import Platform, served
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.talk import NOW, message

__all__ = ["ttdn"]

ADMIN = Chat("console", "lan")
GROUPS = {"bng": Chat("console", "nhóm một", group=True), "bct": Chat("console", "nhóm hai", group=True)}


def write(folder: Path, words: str) -> None:
    store = open_store(folder / DATABASE)
    store.call(inbox.add, message(words, words), NOW)
    store.close()


def words(file: Path) -> list[str]:
    store = open_store(file)
    rows = store.call(lambda tx: tx.rows("SELECT text FROM inbox ORDER BY text"))
    store.close()
    return [str(row[0]) for row in rows]


def kept_in(ended: Ended) -> str:
    found = re.search(r"ttdn restore (.+)$", ended.out, re.MULTILINE)
    assert found
    return found[1]


def test_a_backup_is_named_with_its_size_and_rows_and_its_name_is_enough_to_restore_it(
    ttdn: Ttdn, tmp_path: Path
) -> None:
    write(tmp_path, "một")
    made = ttdn("backup")
    assert made.code == 0
    [file] = list((tmp_path / "backups").glob("ttdn-*.sqlite3"))
    size = f"{file.stat().st_size / 1e6:.1f} MB"
    assert made.out == f"Backed up to {file}: {size}, {rows(file)} rows, opened again and counted.\n"
    write(tmp_path, "hai")
    ended = ttdn("restore", file.name)
    assert ended.code == 0
    assert ended.lines[0].startswith(f"Restored from {file}: ")
    assert words(tmp_path / DATABASE) == ["một"]
    assert ttdn("restore", kept_in(ended)).code == 0
    assert words(tmp_path / DATABASE) == ["hai", "một"]


def rows(file: Path) -> int:
    store = open_store(file)
    tables = store.call(lambda tx: tx.rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    counted = store.call(lambda tx: sum(tx.rows(f"SELECT COUNT(*) FROM {table}")[0][0] for (table,) in tables))
    store.close()
    return int(counted)


def test_a_backup_goes_to_the_file_that_is_named_and_never_over_one_that_is_there(ttdn: Ttdn, tmp_path: Path) -> None:
    write(tmp_path, "một")
    file = tmp_path / "mine.sqlite3"
    assert ttdn("backup", str(file)).code == 0
    again = ttdn("backup", str(file))
    assert again.code == 1
    assert "is there already" in again.err
    assert is_one_line(again.err)
    assert words(file) == ["một"]


def test_without_a_database_there_is_nothing_to_back_up(ttdn: Ttdn, tmp_path: Path) -> None:
    ended = ttdn("backup")
    assert ended.code == 1
    assert "no database yet" in ended.err
    assert not (tmp_path / DATABASE).exists()


def test_what_cannot_be_restored_is_said_in_one_line(ttdn: Ttdn, tmp_path: Path) -> None:
    write(tmp_path, "một")
    (tmp_path / "text").write_text("Kính gửi\n" * 1000)
    for name, said in (("missing", "no such file"), (str(tmp_path / "text"), "no database")):
        ended = ttdn("restore", name)
        assert ended.code == 1
        assert said in ended.err
        assert is_one_line(ended.err)


def test_while_the_program_runs_a_backup_is_made_and_a_restore_refused(ttdn: Ttdn, tmp_path: Path) -> None:
    with program(tmp_path) as (running, address):
        assert health(address)[0] == 200
        assert ttdn("backup", str(tmp_path / "mine.sqlite3")).code == 0
        refused = ttdn("restore", str(tmp_path / "mine.sqlite3"))
        assert refused.code == 1
        assert "already running" in refused.err
        assert is_one_line(refused.err)
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=10)
    assert ttdn("restore", str(tmp_path / "mine.sqlite3")).code == 0
    with program(tmp_path) as (_, address):
        assert health(address)[0] == 200


def test_the_check_tells_of_the_last_backup_and_warns_of_one_that_is_old(ttdn: Ttdn, tmp_path: Path) -> None:
    write(tmp_path, "một")
    assert any("No backup in" in line for line in ttdn("check").lines)
    ttdn("backup")
    [file] = list((tmp_path / "backups").glob("ttdn-*.sqlite3"))
    assert any(f"Last backup: {file}" in line for line in ttdn("check").lines)
    os.utime(file, (0, 0))
    ended = ttdn("check")
    assert any(line.startswith("note") and "The last backup is old" in line for line in ended.lines)
    assert ended.code == 0


def test_the_folder_of_backups_is_in_the_data_folder_unless_it_is_set(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text('[backup]\nfolder = "/var/backups/ttdn"\n')
    assert load(config).backup.folder == Path("/var/backups/ttdn")
    config.write_text('[data]\nfolder = "here"\n')
    assert load(config).backup.folder == tmp_path / "here" / "backups"
    assert load(config, tmp_path / "there").backup.folder == tmp_path / "there" / "backups"


def test_what_takes_long_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    progress = Progress("vi", "backup.restoring", lambda: now[0])
    for second, share in ((1.9, 0.1), (2.0, 0.25), (2.5, 0.3), (3.0, 0.5), (4.5, 1.0)):
        now[0] = second
        progress(share)
    assert capsys.readouterr().err.splitlines() == [f"đang khôi phục … {n} %" for n in (25, 50, 100)]


async def test_the_age_of_the_last_backup_is_told_and_why_the_next_one_failed(tmp_path: Path) -> None:
    async with served(tmp_path, Platform()) as asked:
        assert (await asked.state())[1]["backup"] == {
            "nightly": True, "last": None, "age_seconds": None, "trouble": "",
        }  # fmt: skip
        assert (await asked.samples())["ttdn_backup_age_seconds{}"] == float("inf")
        await asked.back_up()
        asked.time.now += timedelta(seconds=90)
        _, state = await asked.state()
        assert state["backup"]["age_seconds"] == (await asked.samples())["ttdn_backup_age_seconds{}"] == 90
        assert (state["ok"], state["degraded"]) == (True, False)
        (tmp_path / "backups").rename(tmp_path / "moved")
        (tmp_path / "backups").write_text("")
        asked.time.now += timedelta(days=1)
        await asked.back_up()
        status, state = await asked.state()
    assert (status, state["ok"], state["degraded"]) == (200, True, True)
    assert state["backup"]["trouble"]


async def test_an_admin_asks_in_the_chat_and_is_told_when_it_is_made(tmp_path: Path) -> None:
    console = Console()

    def parts(settings: Settings, store: Store, clock: Clock) -> Parts:
        return replace(make_parts(settings, store, clock), channels=(console,), servers=())

    store = open_store(tmp_path / DATABASE)
    admin = store.call(people.recognise, message("", chat=ADMIN), NOW)
    store.call(people.set_role, admin.id, "admin")
    store.close()
    kept = BackupSettings(folder=tmp_path / "backups")
    app = App(Settings(data=DataSettings(folder=tmp_path), backup=kept), parts, lambda: NOW)
    await app.start()
    try:
        async with asyncio.timeout(10):
            await console.put(message("/saoluu", chat=ADMIN))
            said = (await console.next()).reply.text
    finally:
        await app.stop()
    assert "ttdn restore ttdn-2026-11-22-090000.sqlite3" in said
    assert words(tmp_path / "backups" / "ttdn-2026-11-22-090000.sqlite3") == ["/saoluu"]


def bind(tx: Transaction, at: datetime) -> None:
    for agency, chat in GROUPS.items():
        chats.seen(tx, message("", chat=chat), at)
        chats.bind(tx, chat, agency, 1, at)


def sent_to(tx: Transaction, chat: Chat) -> list[str]:
    found = tx.rows("SELECT reply FROM outbox WHERE chat = :chat AND proof IS NOT NULL", chat=chat.id)
    return [str(json.loads(reply)["text"]) for (reply,) in found]


def send_all(tx: Transaction, now: datetime) -> None:
    for row in outbox.due(tx, "console", now, 100):
        outbox.claim(tx, row, now)
        outbox.sent(tx, row.id, "proof", now)


def test_after_a_restore_each_agency_gets_one_message_of_what_is_so_today_and_none_of_the_old_ones(
    tmp_path: Path,
) -> None:
    """Backed up while the reminders of that morning waited; used again a week and a half later."""
    then, today = at_nine(2026, 11, 27), at_nine(2026, 12, 9)
    store = open_store(tmp_path / DATABASE)
    store.call(bind, at_nine(2026, 10, 1))
    remind = Reminding(book())
    assert store.call(remind, then) >= 2
    file = Backups(tmp_path / DATABASE, tmp_path).make(then).path
    store.close()
    restore(file, tmp_path / DATABASE, today)
    store = open_store(tmp_path / DATABASE)
    store.call(remind, today)
    store.call(send_all, today)
    store.call(remind, today + timedelta(minutes=1))
    for chat in GROUPS.values():
        sent = store.call(sent_to, chat)
        reminders = [text.splitlines()[0] for text in sent]
        assert len(reminders) == 1, reminders
        assert "09/12/2026" in reminders[0] or "9/12/2026" in reminders[0]
    store.close()
