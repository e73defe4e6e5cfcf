"""The program as a process of its own: how soon it answers, and what memory it takes."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from pathlib import Path
from statistics import median

from knowledge.memory import DATABASE, open_store, snapshot
from knowledge.reading.facts import Facts
from tests.benchmarks.measuring import progress

ROOT = Path(__file__).parent.parent.parent
QUESTION = "Bộ Ngoại giao chủ trì nhiệm vụ nào?"
FINGERPRINT = "synthetic"


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the start of the process to its answer; megabytes resident after it, where that was looked at."""

    seconds: float
    megabytes: float | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A big catalog from an existing database: seconds of each part, and megabytes resident after the first answer."""

    tasks: int
    load: float
    catalog: float
    first_answer: float
    megabytes: float
    peak: float


def resident(pid: int, field: str = "VmRSS") -> float:
    """Megabytes, as the kernel counts them."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:"))


def command_line(runs: int) -> dict[str, Started]:
    """`python -m bot ask`, without a database and with one; and Python doing nothing, to compare."""
    nothing, fresh, again = [], [], []
    with tempfile.TemporaryDirectory() as folder, progress("start-up", range(runs), runs) as counted:
        for run in counted:
            nothing.append(_seconds("-c", "pass"))
            fresh.append(_seconds("-m", "bot", "ask", "--data", f"{folder}/{run}", QUESTION))
            again.append(_seconds("-m", "bot", "ask", "--data", f"{folder}/{run}", QUESTION))
    return {
        "Python itself": Started(median(nothing)),
        "`python -m bot ask`, no database yet": Started(median(fresh)),
        "`python -m bot ask`, with its database": Started(median(again)),
    }


def _seconds(*arguments: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.perf_counter() - began


def page(runs: int) -> dict[str, Started]:
    """`python -m bot run` to the first answer on the page."""
    fresh, again = [], []
    with tempfile.TemporaryDirectory() as folder, progress("the page", range(runs), runs) as counted:
        for run in counted:
            fresh.append(_first_answer(Path(folder) / str(run)))
            again.append(_first_answer(Path(folder) / str(run)))
    return {
        "page, no database yet": _middle(fresh),
        "page, with its database": _middle(again),
    }


def _middle(runs: list[Started]) -> Started:
    return Started(median(run.seconds for run in runs), median(run.megabytes or 0 for run in runs))


def _first_answer(folder: Path) -> Started:
    began = time.perf_counter()
    with _running(folder) as (process, address), urllib.request.urlopen(f"{address}/events") as stream:
        chat = json.loads(_event(stream, "hello"))["chat"]
        _event(stream, "ready")
        body = json.dumps({"chat": chat, "id": uuid.uuid4().hex, "text": QUESTION, "language": "vi"}).encode()
        cookie = stream.headers["Set-Cookie"].split(";")[0]
        headers = {"Cookie": cookie, "Origin": address, "Content-Type": "application/json"}
        urllib.request.urlopen(urllib.request.Request(f"{address}/messages", body, headers)).close()
        _event(stream, "reply")
        return Started(time.perf_counter() - began, resident(process.pid))


@contextmanager
def _running(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "bot", "--data", str(folder)]
    env = os.environ | {"TTDN_WEB__PORT": "0"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env, cwd=ROOT, text=True, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.terminate()


def _event(stream: HTTPResponse, name: str) -> str:
    """The data of the next server-sent event of that name."""
    event = ""
    for raw in stream:
        line = raw.decode().rstrip("\n")
        if line.startswith("event: "):
            event = line.removeprefix("event: ")
        elif line.startswith("data: ") and event == name:
            return line.removeprefix("data: ")
    raise RuntimeError(f"the stream ended before {name}")


def big(facts: Facts) -> Loaded:
    """A new process with these facts in its database."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / DATABASE)
        store.call(snapshot.save, FINGERPRINT, facts)
        store.close()
        command = [sys.executable, "-m", "tests.benchmarks.big_process", folder, FINGERPRINT, QUESTION]
        ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    return Loaded(**json.loads(ended.stdout))
