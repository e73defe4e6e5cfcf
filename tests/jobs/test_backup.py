"""Every night one backup, and one whenever an admin asks; who must know of it is told, once."""

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from jobs.backup import AGAIN_AFTER, BackingUp
from jobs.schedule import NothingToRemind, Ticks, Times
from knowledge.memory import DATABASE, Store, StoreError, backup_requests, history, outbox, people
from knowledge.memory.backup import BackupError, Progress
from knowledge.memory.backup_requests import Request
from knowledge.memory.backups import Backup, Backups
from knowledge.messages import Chat
from knowledge.questions.ask import VIET_NAM
from tests.jobs.post import Clock
from tests.talk import NOW, message

ADMIN, OTHER = Chat("console", "lan"), Chat("console", "mai")
DAY = timedelta(days=1)
EVENING = datetime(2026, 11, 22, 20, tzinfo=VIET_NAM)
NIGHT = datetime(2026, 11, 23, 3, tzinfo=VIET_NAM)


@dataclass(frozen=True)
class Slow(Backups):
    """Made when the test lets it; or it fails, as often as the test says."""

    go_on: threading.Event = field(default_factory=threading.Event)
    fails: list[BackupError] = field(default_factory=list)

    def make(self, at: datetime, night: date | None = None, progress: Progress = lambda share: None) -> Backup:
        assert self.go_on.wait(5)
        if self.fails:
            raise self.fails.pop()
        return super().make(at, night, progress)


class Desk:
    """Backing up under test, with an admin to tell."""

    def __init__(self, store: Store, folder: Path, patience: float = 5.0) -> None:
        self.store, self.clock = store, Clock()
        self.clock.now = EVENING
        self.backups = Slow(folder / DATABASE, folder / "backups")
        self.backups.go_on.set()
        self.work = BackingUp(store, self.backups, self.clock, patience)
        self.woken = 0
        admin = store.call(people.recognise, message("", chat=ADMIN, sender="lan"), NOW)
        store.call(people.set_role, admin.id, "admin")
        self.admin = admin.id

    async def tick(self, at: datetime | None = None) -> None:
        self.clock.now = at or self.clock.now
        self.work.tick()
        await self.work.work(self.wake)

    def ask(self, chat: Chat = ADMIN) -> bool:
        return self.store.call(backup_requests.ask, Request(chat, self.admin, "vi"), self.clock.now)

    async def look(self) -> None:
        await self.work.work(self.wake)

    def wake(self) -> None:
        self.woken += 1

    def names(self) -> list[str]:
        return [backup.path.name for backup in self.backups.kept()]

    def told(self, chat: Chat = ADMIN) -> list[str]:
        return [line.reply.text for line in self.store.call(history.since, chat)]


@pytest.fixture
def desk(store: Store, tmp_path: Path) -> Desk:
    return Desk(store, tmp_path)


async def test_every_night_there_is_one_and_only_one(desk: Desk) -> None:
    await desk.tick(NIGHT - timedelta(seconds=1))
    for minute in range(3):
        await desk.tick(NIGHT + timedelta(minutes=minute))
    await desk.tick(NIGHT + DAY)
    assert desk.names() == ["ttdn-2026-11-22.sqlite3", "ttdn-2026-11-23.sqlite3", "ttdn-2026-11-24.sqlite3"]
    assert desk.told() == []


async def test_a_night_that_was_missed_is_made_up_for_at_once_whatever_the_hour(desk: Desk) -> None:
    await desk.tick(datetime(2026, 11, 25, 10, tzinfo=VIET_NAM))
    assert desk.names() == ["ttdn-2026-11-25.sqlite3"]


async def test_a_restart_makes_no_second_one_of_a_night(desk: Desk, store: Store, tmp_path: Path) -> None:
    await desk.tick()
    [first] = desk.backups.kept()
    again = Desk(store, tmp_path)
    await again.tick(EVENING + timedelta(hours=1))
    assert again.backups.kept() == [first]
    assert again.work.standing.last == first.made_at


async def test_a_clock_that_jumps_back_and_forth_makes_one_for_each_night_it_shows(desk: Desk) -> None:
    for at in (EVENING, EVENING + 400 * DAY, EVENING, EVENING + DAY):
        await desk.tick(at)
    assert desk.names() == ["ttdn-2026-11-22.sqlite3", "ttdn-2026-11-23.sqlite3", "ttdn-2027-12-27.sqlite3"]


async def test_where_they_are_switched_off_none_is_made_by_itself(store: Store, tmp_path: Path) -> None:
    work = BackingUp(store, Backups(tmp_path / DATABASE, tmp_path / "backups", daily=0), lambda: EVENING)
    work.tick()
    await work.work(lambda: None)
    assert not (tmp_path / "backups").exists()
    assert not work.standing.nightly


async def test_admins_are_told_once_a_night_why_one_failed_and_it_is_tried_again_an_hour_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop, passed = asyncio.get_running_loop(), [0.0]
    real = loop.time
    monkeypatch.setattr(loop, "time", lambda: real() + passed[0])
    desk.backups.fails.extend(BackupError("no room", "full") for _ in range(3))
    for _ in range(5):
        await desk.tick()
    assert len(desk.backups.fails) == 2
    assert desk.work.standing.trouble == "no room"
    passed[0] += AGAIN_AFTER
    await desk.tick()
    [told] = desk.told()
    assert told.startswith("Không sao lưu được dữ liệu: ổ đĩa đã đầy. Người trực cần giải phóng dung lượng")
    assert desk.woken == 1
    passed[0] += AGAIN_AFTER
    await desk.tick(NIGHT + timedelta(hours=1))
    assert len(desk.told()) == 2
    passed[0] += AGAIN_AFTER
    await desk.tick()
    assert desk.names() == ["ttdn-2026-11-23.sqlite3"]
    assert desk.work.standing.trouble == ""


async def test_admins_are_told_even_if_the_disk_took_no_message_either_when_it_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.backups.fails.append(BackupError("no room", "full"))
    real, failures = outbox.add, [StoreError("database or disk is full")]

    def full_at_first(*args: object, **named: object) -> int | None:
        if failures:
            raise failures.pop()
        return real(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(outbox, "add", full_at_first)
    with pytest.raises(StoreError):
        await desk.tick()
    assert desk.told() == []
    await desk.tick()
    assert len(desk.told()) == 1


async def test_who_asks_is_told_what_it_is_called_how_big_when_how_many_and_how_to_restore(desk: Desk) -> None:
    desk.ask()
    await desk.tick()
    [told] = desk.told()
    assert told.startswith("Đã sao lưu dữ liệu lúc 20:00 22/11/2026: tệp ttdn-2026-11-22-200000.sqlite3, 0,")
    for said in ("MB. Hiện giữ 1 bản", "dữ liệu cá nhân nên không gửi", "ttdn restore ttdn-2026-11-22-200000.sqlite3"):
        assert said in told
    await desk.look()
    assert len(desk.told()) == 1


async def test_asked_for_twice_before_it_is_done_it_is_one_and_everybody_who_asked_is_told(desk: Desk) -> None:
    assert [desk.ask(), desk.ask(), desk.ask(OTHER)] == [True, False, True]
    await desk.look()
    assert len([name for name in desk.names() if "-200000" in name]) == 1
    assert len(desk.told()) == len(desk.told(OTHER)) == 1


async def test_what_takes_long_is_said_to_be_under_way_and_then_what_became_of_it(store: Store, tmp_path: Path) -> None:
    desk = Desk(store, tmp_path, patience=0.01)
    desk.backups.go_on.clear()
    desk.ask()
    work = asyncio.create_task(desk.look())
    async with asyncio.timeout(5):
        while not desk.told():  # noqa: ASYNC110
            await asyncio.sleep(0)
    assert desk.told() == ["Đang sao lưu dữ liệu…"]
    desk.ask(OTHER)  # too late for the one that is being made
    desk.backups.go_on.set()
    await work
    assert len(desk.told()) == 2
    assert desk.told(OTHER) == []
    await desk.look()
    assert desk.told(OTHER)[-1].startswith("Đã sao lưu dữ liệu")


async def test_who_asks_is_told_why_it_could_not_be_made_and_may_ask_again_at_once(desk: Desk) -> None:
    desk.backups.fails.append(BackupError("read-only", "unwritable"))
    desk.ask()
    await desk.look()
    assert desk.told()[0].startswith("Không sao lưu được dữ liệu: không ghi được vào thư mục sao lưu.")
    desk.ask()
    await desk.look()
    assert desk.told()[1].startswith("Đã sao lưu dữ liệu")


async def test_one_that_was_asked_for_before_a_crash_is_made_after_the_next_start(desk: Desk) -> None:
    desk.ask()
    running = asyncio.create_task(desk.work.run(desk.wake))
    async with asyncio.timeout(5):
        while not desk.woken:  # noqa: ASYNC110
            await asyncio.sleep(0)
    running.cancel()
    assert len(desk.told()) == 1


async def test_ticks_do_not_wait_for_a_disk_that_hangs(desk: Desk, store: Store) -> None:
    desk.backups.go_on.clear()
    running = asyncio.create_task(desk.work.run(desk.wake))
    ticks = Ticks(store, desk.clock, Times(DAY, DAY), NothingToRemind(), lambda: None, ticked=desk.work.tick)
    async with asyncio.timeout(5):
        await ticks.tick()
        await ticks.tick()
    desk.backups.go_on.set()
    async with asyncio.timeout(5):
        while not desk.names():  # noqa: ASYNC110
            await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
