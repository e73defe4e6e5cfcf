"""A disk that is full or read-only: what comes in is refused so that it comes again, nothing that was taken is lost,
the operator is told, and the program goes on by itself when there is room again."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import App, Clock, Parts
from bot.channels.console import Console
from bot.metrics import Metrics
from bot.setting_tables import DataSettings
from bot.settings import Settings
from bot.web import WebServer
from bot.web_health import add_health
from bot.web_metrics import add_metrics
from handlers.context import Access, Services
from jobs.backup import BackingUp
from knowledge.memory import DATABASE, Store, StoreError, history, open_store
from knowledge.memory.backup import BackupError
from knowledge.memory.backups import Backups
from knowledge.memory.health import examine
from tests.bot.pages import free_port
from tests.bot.watching import samples
from tests.disks import Disk, disk
from tests.talk import CHAT, NOW, Echo, message

__all__ = ["disk"]

ROOT = Path(__file__).parent.parent.parent
LONG = "x" * 1500


class Program:
    """The running program, and what its operator is told."""

    def __init__(self, app: App, store: Store, console: Console, address: str, http: ClientSession) -> None:
        self.app, self.store, self.console, self.address, self.http = app, store, console, address, http

    async def say(self, number: int) -> bool:
        """Whether the message was taken."""
        try:
            await self.app.receive(message(f"{number} {LONG}", str(number)))
        except StoreError:
            return False
        return True

    def forbid(self, switch: str) -> None:
        """To the program's own connection: a disk with files that are open for writing cannot be made read-only."""
        store = self.store
        store._thread.submit(lambda: store._connection.execute(f"PRAGMA query_only = {switch}").fetchall()).result()

    async def health(self) -> tuple[int, str]:
        """The HTTP status, and why nothing can be stored."""
        async with self.http.get(f"{self.address}/healthz") as response:
            return response.status, json.loads(await response.text())["unwritable"]

    async def writable(self) -> float:
        async with self.http.get(f"{self.address}/metrics") as response:
            return samples(await response.text())["ttdn_writable{}"]


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Program]:
    ready, port, made, console = asyncio.Event(), free_port(), list[Store](), Console()

    def parts(_settings: Settings, store: Store, clock: Clock) -> Parts:
        made.append(store)
        server = WebServer(port=port, announce=lambda _: ready.set())
        metrics = Metrics()
        backing_up = BackingUp(store, Backups(folder / DATABASE, folder / "backups", daily=0), clock)
        add_health(server, store, clock, (console,), backing_up)
        add_metrics(server, store, clock, metrics, (console,))
        services = Services(Echo(), Access(per_person=10_000, per_chat=10_000))
        return Parts(services, (console,), (server,), backing_up=backing_up)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        async with asyncio.timeout(30), ClientSession() as http:
            await ready.wait()
            yield Program(app, made[0], console, f"http://127.0.0.1:{port}", http)
    finally:
        await app.stop()


def asked_and_answered(folder: Path) -> tuple[list[str], list[str]]:
    """The numbers of the messages that were stored, and of those that were answered; both in order."""
    store = open_store(folder / DATABASE)
    lines = store.call(history.since, CHAT)
    assert store.call(examine, NOW).damage == ""
    store.close()
    asked = [line.reply.text.split()[0] for line in lines if line.message_id]
    answered = [
        line.reply.text.split(" | ")[-1].removeprefix("hỏi ").split()[0] for line in lines if not line.message_id
    ]
    return asked, answered


async def test_on_a_full_disk_messages_are_refused_until_there_is_room_and_none_is_lost_or_halved(disk: Disk) -> None:
    async with running(disk.folder) as program:
        taken = {number for number in range(3) if await program.say(number)}
        assert len(taken) == 3
        disk.fill()
        refused = {number for number in range(3, 60) if not await program.say(number)}
        assert refused
        taken |= set(range(3, 60)) - refused
        assert await program.health() == (503, "database or disk is full: make room on its disk")
        assert await program.writable() == 0
        disk.free()
        for number in sorted(refused):
            assert await program.say(number)
        assert await program.health() == (200, "")
        assert await program.writable() == 1
    asked, answered = asked_and_answered(disk.folder)
    assert sorted(map(int, asked)) == list(range(60))
    assert answered == asked


async def test_killed_on_a_full_disk_it_loses_nothing_that_was_taken(disk: Disk, tmp_path: Path) -> None:
    async with running(disk.folder) as program:
        disk.fill()
        taken = [number for number in range(60) if await program.say(number)]
        killed = tmp_path / "killed"
        killed.mkdir()
        for file in disk.folder.glob(f"{DATABASE}*"):
            (killed / file.name).write_bytes(file.read_bytes())
        disk.free()
    asked, answered = asked_and_answered(killed)
    assert asked == answered == [str(number) for number in taken]


async def test_what_cannot_be_written_any_more_is_refused_and_said_until_it_can(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert await program.say(1)
        program.forbid("ON")
        assert not await program.say(2)
        status, why = await program.health()
        assert (status, why) == (503, "attempt to write a readonly database: its disk or file can only be read")
        program.forbid("OFF")
        assert await program.say(2)
        assert await program.health() == (200, "")
    assert asked_and_answered(tmp_path) == (["1", "2"], ["1", "2"])


async def test_a_database_that_may_not_grow_refuses_and_goes_on_in_the_same_way(tmp_path: Path) -> None:
    async with running(tmp_path) as program:
        assert await program.say(1)
        program.store.call(lambda tx: tx.rows(f"PRAGMA max_page_count = {tx.rows('PRAGMA page_count')[0][0]}"))
        refused = [number for number in range(2, 60) if not await program.say(number)]
        assert refused
        program.store.call(lambda tx: tx.rows("PRAGMA max_page_count = 100000"))
        assert all([await program.say(number) for number in refused])
    asked, answered = asked_and_answered(tmp_path)
    assert asked == answered


def ttdn(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"TTDN_DATA__FOLDER": str(folder), "TTDN_WEB__PORT": "0", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "bot", *args]
    return subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_a_read_only_data_folder_is_named_at_the_start(disk: Disk) -> None:
    open_store(disk.folder / DATABASE).close()
    with disk.read_only():
        for command in ("run", "check", "backup"):
            ended = ttdn(disk.folder, command)
            assert ended.returncode == 1
            assert str(disk.folder) in ended.stderr + ended.stdout
            assert "Traceback" not in ended.stderr
    assert asked_and_answered(disk.folder) == ([], [])


def test_a_backup_that_finds_no_room_leaves_nothing_and_what_was_there_before(disk: Disk) -> None:
    store = open_store(disk.folder / DATABASE)
    backups = Backups(disk.folder / DATABASE, disk.folder / "backups")
    good = backups.make(NOW)
    disk.fill()
    with pytest.raises(BackupError) as told:
        backups.make(NOW.replace(hour=3))
    assert told.value.trouble == "full"
    assert sorted(file.name for file in backups.folder.iterdir()) == ["making.sqlite3", good.path.name]
    disk.free()
    backups.make(NOW.replace(hour=4))
    store.close()


def test_a_restore_that_finds_no_room_changes_nothing_and_says_so(disk: Disk, tmp_path: Path) -> None:
    open_store(disk.folder / DATABASE).close()
    ended = ttdn(disk.folder, "backup", str(tmp_path / "b.sqlite3"))
    assert ended.returncode == 0, ended.stderr
    before = (disk.folder / DATABASE).read_bytes()
    disk.fill(leave=100_000)
    ended = ttdn(disk.folder, "restore", str(tmp_path / "b.sqlite3"))
    assert ended.returncode == 1
    assert "nothing was changed" in ended.stderr
    assert "No space left" in ended.stderr
    assert (disk.folder / DATABASE).read_bytes() == before
    assert [file.name for file in disk.folder.iterdir() if "restoring" in file.name or "before" in file.name] == []
