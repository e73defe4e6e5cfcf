"""Two programs that fetch the messages of one bot would tear its conversations apart: the second one does not start."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.channels import SetupError
from bot.channels.one_poller import OnePoller
from tests.bot.zalo_bots import Heard, channel, listening
from tests.fakes.zalo_bot import platform

TOKEN = SecretStr("12345689:abc-xyz")
HOLDS = f"""
from pydantic import SecretStr
from bot.channels.one_poller import OnePoller
OnePoller(SecretStr({TOKEN.get_secret_value()!r})).take()
print("held", flush=True)
input()
"""


@pytest.fixture(autouse=True)
def locks_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


def test_another_program_has_it_until_it_crashes() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(SetupError, match="another program on this machine fetches") as caught:
            OnePoller(TOKEN).take()
        other.send_signal(signal.SIGKILL)
        other.wait()
        assert "abc-xyz" not in str(caught.value)
    mine = OnePoller(TOKEN)
    mine.take()
    mine.release()


def test_it_is_by_bot_and_can_be_given_back(tmp_path: Path) -> None:
    first, second, other = OnePoller(TOKEN), OnePoller(TOKEN), OnePoller(SecretStr("2:x"))
    first.take()
    first.take()
    other.take()
    with pytest.raises(SetupError):
        second.take()
    first.release()
    first.release()
    second.take()
    assert not [path for path in tmp_path.rglob("*") if "12345689" in path.name or "abc" in path.name]
    for each in (second, other):
        each.release()


def test_a_place_for_the_lock_that_cannot_be_used_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(file))
    with pytest.raises(SetupError, match="cannot see whether another program"):
        OnePoller(TOKEN).take()


async def test_a_second_channel_of_the_same_bot_is_refused_and_the_first_goes_on() -> None:
    async with platform() as zalo:
        heard = Heard()
        async with listening(zalo, heard):
            with pytest.raises(SetupError):
                channel(zalo)
            zalo.write("một")
            assert (await heard.next()).text == "một"
        channel(zalo)
