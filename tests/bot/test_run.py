"""`ttdn run` as a process: it says where the page is, refuses to run twice, and ends by itself when told to."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.memory import DATABASE, open_store
from knowledge.memory.health import examine

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


def test_after_being_killed_it_starts_again_on_the_same_data(tmp_path: Path) -> None:
    with program(tmp_path) as (running, _):
        running.kill()
    with program(tmp_path) as (running, address):
        assert address.startswith("http://127.0.0.1:")
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=10)
    assert running.returncode == 0
    store = open_store(tmp_path / DATABASE)
    assert store.call(examine).damage == ""
    store.close()
