"""Told to stop, the program ends within five seconds and loses nothing, whatever a channel is in the middle of."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from bot import app as program
from bot.app import CLOSING_SECONDS, SENDING_SECONDS, App, Clock, Parts
from bot.channels import Receive
from bot.channels.console import Console
from bot.ending import ENDING_SECONDS
from bot.setting_tables import DataSettings
from bot.settings import Settings
from handlers.context import Services
from knowledge.memory import DATABASE, Store, open_store
from knowledge.memory.health import examine
from knowledge.messages import Chat, Reply
from tests.talk import NOW, Echo, message

ROOT = Path(__file__).parent.parent.parent
MARGIN = 1.0  # for a busy machine


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of the time that is given in earnest."""
    monkeypatch.setattr(program, "SENDING_SECONDS", SENDING_SECONDS / 10)
    monkeypatch.setattr(program, "CLOSING_SECONDS", CLOSING_SECONDS / 10)


class Hanging(Console):
    """Hangs where it is told to, "send" or "run"; a `stubborn` one goes on when it is cancelled, until it is let go."""

    def __init__(self, where: str, *, stubborn: bool) -> None:
        super().__init__()
        self.where, self.stubborn = where, stubborn
        self.hangs, self.let_go = asyncio.Event(), asyncio.Event()

    async def run(self, receive: Receive) -> None:
        try:
            await super().run(receive)
        finally:
            if self.where == "run":
                await self._hang()

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        if self.where == "send":
            await self._hang()
        return await super().send(chat, part, row_id, repeat)

    async def _hang(self) -> None:
        self.hangs.set()
        while not self.let_go.is_set():
            try:
                await self.let_go.wait()
            except asyncio.CancelledError:
                if not self.stubborn:
                    raise


@asynccontextmanager
async def started(folder: Path, *channels: Console) -> AsyncIterator[App]:
    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        return Parts(Services(Echo()), channels)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    yield app


async def seconds_to_stop(app: App) -> float:
    began = time.monotonic()
    await app.stop()
    return time.monotonic() - began


def test_all_that_is_waited_for_together_takes_less_than_five_seconds() -> None:
    assert SENDING_SECONDS + CLOSING_SECONDS + ENDING_SECONDS < 5


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_sending_that_hangs_is_left_and_repeated_once_with_a_mark_after_the_next_start(
    tmp_path: Path, stubborn: bool
) -> None:
    hanging = Hanging("send", stubborn=stubborn)
    async with started(tmp_path, hanging) as app:
        await hanging.put(message("một", "1"))
        await hanging.hangs.wait()
        await hanging.put(message("hai", "2"))  # waits behind it
        assert await seconds_to_stop(app) < (SENDING_SECONDS + CLOSING_SECONDS) / 10 + MARGIN
    console = Console()
    async with started(tmp_path, console) as app:
        said = [await console.next() for _ in range(2)]
        await app.stop()
    hanging.let_go.set()
    assert [(each.reply.text, each.repeat) for each in said] == [("hỏi một", True), ("hỏi một | hai", False)]
    assert console.all() == []


@pytest.mark.parametrize("stubborn", [False, True])
async def test_a_channel_that_does_not_let_go_when_it_is_ended_keeps_neither_the_program_nor_the_others(
    tmp_path: Path, stubborn: bool
) -> None:
    hanging, console = Hanging("run", stubborn=stubborn), Console()
    hanging.name = "telegram"
    async with started(tmp_path, hanging, console) as app:
        await console.put(message("hỏi"))
        assert (await console.next()).reply.text == "hỏi hỏi"
        assert await seconds_to_stop(app) < (SENDING_SECONDS + CLOSING_SECONDS) / 10 + MARGIN
    hanging.let_go.set()
    async with started(tmp_path, Console()) as app:  # the data are free again
        await app.stop()


async def test_what_is_being_sent_is_finished_when_it_comes_to_an_end_in_time(tmp_path: Path) -> None:
    slow = Hanging("send", stubborn=False)
    async with started(tmp_path, slow) as app:
        await slow.put(message("hỏi"))
        await slow.hangs.wait()
        stopping = asyncio.create_task(app.stop())
        await asyncio.sleep(0)
        slow.let_go.set()
        await stopping
    assert [each.reply.text for each in slow.all()] == ["hỏi hỏi"]
    store = open_store(tmp_path / DATABASE)
    assert store.call(examine, NOW).waiting == 0
    store.close()


async def test_a_message_that_is_being_taken_in_is_stored_and_answered_after_the_next_start(tmp_path: Path) -> None:
    class Ended(Console):
        """Is cancelled in the middle of giving a message in, as a channel is when the program ends."""

        async def run(self, receive: Receive) -> None:
            giving = asyncio.ensure_future(receive(message("hỏi", chat=Chat("ended", "1"))))
            await asyncio.sleep(0)
            giving.cancel()
            with suppress(asyncio.CancelledError):
                await giving
            taken.set()
            await asyncio.Event().wait()

    taken, ended = asyncio.Event(), Ended()
    ended.name = "ended"
    async with started(tmp_path, ended) as app:
        await taken.wait()
        await app.stop()
    console = Console()
    console.name = "ended"
    said = ended.all()
    async with started(tmp_path, console) as app:
        said += [] if said else [await console.next()]
        await app.stop()
    assert [each.reply.text for each in said + console.all()] == ["hỏi hỏi"]


SCRIPT = """
import asyncio, sys, time
from pathlib import Path
from bot.app import App, Parts
from bot.channels.console import Console
from bot.ending import run_to_the_end
from bot.setting_tables import DataSettings
from bot.settings import Settings
from handlers.context import Services
from tests.talk import Echo

class Stubborn(Console):
    async def run(self, receive):
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 60)  # a name that nobody answers for
        print("ready", flush=True)
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                pass

class Server:
    async def run(self):
        await asyncio.sleep(0.1 if FAILS else 60)
        raise OSError("port 80: permission denied")

FAILS = sys.argv[2] == "fails"
settings = Settings(data=DataSettings(folder=Path(sys.argv[1])))
run_to_the_end(App(settings, lambda *_: Parts(Services(Echo()), (Stubborn(),), (Server(),))).run)
"""


@pytest.mark.parametrize(("how", "code"), [("told", 0), ("fails", 1)])
def test_the_process_ends_although_a_task_and_a_thread_hang_and_says_why_if_it_failed(
    tmp_path: Path, how: str, code: int
) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path), how]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        began = time.monotonic()
        if how == "told":
            running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=20)
    assert time.monotonic() - began < 5
    assert running.returncode == code
    assert err == ("" if how == "told" else "ttdn: port 80: permission denied\n")
