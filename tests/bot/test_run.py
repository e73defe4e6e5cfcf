"""`ttdn run` as a process: it says where the page is, refuses to run twice, and ends by itself when told to."""

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.memory import DATABASE, history, open_store, outbox
from knowledge.memory.health import examine
from knowledge.messages import Chat, Reply

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def program(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The running program and the address that it printed."""
    env = os.environ | {"TTDN_WEB__PORT": "0"}
    command = [sys.executable, "-m", "bot", "--data", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT, text=True, encoding="utf-8"
    ) as running:
        try:
            assert running.stdout is not None
            yield running, running.stdout.readline().split()[-1]
        finally:
            running.kill()


def test_without_settings_the_page_is_served_and_a_signal_ends_the_program_within_five_seconds(tmp_path: Path) -> None:
    with program(tmp_path) as (running, address):
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
        began = time.monotonic()
        running.send_signal(signal.SIGTERM)
        _, err = running.communicate(timeout=10)
        assert time.monotonic() - began < 5
    assert running.returncode == 0
    assert "Traceback" not in err


def test_an_upload_that_never_ends_does_not_make_stopping_a_failure(tmp_path: Path) -> None:
    with program(tmp_path) as (running, address):
        host = address.removeprefix("http://")
        head = f"POST /messages HTTP/1.1\r\nHost: {host}\r\nOrigin: {address}\r\n"
        head += "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        name, _, port = host.rpartition(":")
        with socket.create_connection((name, int(port))) as upload:
            upload.sendall(head.encode())
            assert health(address)[0] == 200  # so the upload has been taken in too
            began = time.monotonic()
            running.send_signal(signal.SIGTERM)
            _, err = running.communicate(timeout=10)
            assert time.monotonic() - began < 5
    assert running.returncode == 0
    assert "Traceback" not in err


def test_what_the_program_makes_only_its_own_user_can_read(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    mine.chmod(0o750)
    for folder, mode in ((tmp_path / "new" / "data", 0o700), (mine, 0o750)):
        with program(folder) as (running, _):
            running.send_signal(signal.SIGTERM)
            running.communicate(timeout=10)
        assert folder.stat().st_mode & 0o777 == mode


def test_after_being_killed_it_starts_again_on_the_same_data(tmp_path: Path) -> None:
    with program(tmp_path) as (running, _):
        running.kill()
    with program(tmp_path) as (running, address):
        assert address.startswith("http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=10)
    assert running.returncode == 0
    store = open_store(tmp_path / DATABASE)
    assert store.call(examine, datetime.now(UTC)).damage == ""
    store.close()


def health(address: str) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_health_is_ok_while_the_database_is_sound_and_messages_leave(tmp_path: Path) -> None:
    with program(tmp_path) as (_, address):
        for _ in range(2):
            status, state = health(address)
            assert (status, state["ok"], state["degraded"], state["damage"]) == (200, True, False, "")


def test_health_is_a_fault_when_the_database_breaks(tmp_path: Path) -> None:
    with program(tmp_path) as (_, address):
        with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
            other.execute("DROP TABLE outbox")
        status, state = health(address)
        assert (status, state["ok"]) == (503, False)
        assert "outbox" in str(state["damage"])


def test_health_sees_pages_of_the_database_that_were_overwritten(tmp_path: Path) -> None:
    with program(tmp_path):
        pass
    file = tmp_path / DATABASE
    with closing(sqlite3.connect(file)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'inbox_by_chat'").fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size)
        opened.write(b"\xff" * size)
    with program(tmp_path) as (_, address):
        status, state = health(address)
    assert (status, state["ok"]) == (503, False)
    assert state["damage"]


def test_messages_for_a_channel_that_was_switched_off_are_told_but_no_fault_of_the_program(tmp_path: Path) -> None:
    hour_ago = datetime.now(UTC) - timedelta(hours=1)
    store = open_store(tmp_path / DATABASE)
    store.call(outbox.add, Chat("telegram", "1"), Reply("xin chào"), hour_ago)
    store.close()
    with program(tmp_path) as (_, address):
        status, state = health(address)
    assert (status, state["ok"], state["degraded"]) == (200, True, True)
    assert (state["waiting"], state["stuck"], state["dead"]) == (1, 1, 0)


def test_the_running_program_can_be_measured(tmp_path: Path) -> None:
    with program(tmp_path) as (_, address):
        browser = Browser(address)
        browser.send(address)
        with urllib.request.urlopen(f"{address}/metrics") as answer:
            lines = answer.read().decode().splitlines()
    assert 'ttdn_messages_in_total{channel="web",kind="question",result="stored"} 6.0' in lines
    assert 'ttdn_channel_reachable{channel="web"} 1.0' in lines
    assert [line for line in lines if line.startswith("process_resident_memory_bytes ")]
    assert not [line for line in lines if browser.chat in line]


class Browser:
    """One chat of the page, without a page: it gives every message an id and sends it until it is taken."""

    def __init__(self, address: str) -> None:
        with urllib.request.urlopen(f"{address}/events") as stream:
            self.cookie = stream.headers["Set-Cookie"].split(";")[0]
            stream.readline()
            self.chat = json.loads(stream.readline().removeprefix(b"data: "))["chat"]
        self.waiting = [uuid.uuid4().hex for _ in range(6)]

    def send(self, address: str) -> None:
        """Send what waits, one after another; ends when all are taken or the program is gone."""
        while self.waiting:
            body = {"chat": self.chat, "id": self.waiting[0], "text": "Bộ Ngoại giao chủ trì gì?", "language": "vi"}
            headers = {"Cookie": self.cookie, "Origin": address, "Content-Type": "application/json"}
            request = urllib.request.Request(f"{address}/messages", json.dumps(body).encode(), headers)
            try:
                urllib.request.urlopen(request).close()
            except urllib.error.HTTPError as error:
                error.close()
                raise
            except OSError:
                return
            self.waiting.pop(0)


def test_killed_at_any_moment_it_answers_every_question_that_it_took_once(tmp_path: Path) -> None:
    browser: Browser | None = None
    with ThreadPoolExecutor(1) as thread:
        for _ in range(3):
            with program(tmp_path) as (running, address):
                browser = browser or Browser(address)
                sending = thread.submit(browser.send, address)
                time.sleep(random.uniform(0, 0.3))  # no moment may matter
                running.kill()
                sending.result()
        assert browser is not None
        with program(tmp_path) as (_, address):
            browser.send(address)
    store = open_store(tmp_path / DATABASE)
    lines = store.call(history.since, Chat("web", browser.chat))
    store.close()
    assert [bool(line.message_id) for line in lines] == [True, False] * 6
    assert {line.reply.text.split(":")[0] for line in lines if not line.message_id} == {
        "Bộ Ngoại giao chủ trì 5 nhiệm vụ theo Nghị quyết 47/NQ-CP"
    }
