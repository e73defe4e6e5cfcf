"""A disk of a few megabytes of the test's own: it can be filled up, emptied again, and made read-only."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

MEGABYTES = 8


class Disk:
    """Mounted at `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int = 0) -> None:
        """Leave no room, or only so many bytes."""
        with (self.folder / "rest").open("wb", buffering=0) as rest, suppress(OSError):
            while rest.write(b"\0" * 4096):
                pass
        assert shutil.disk_usage(self.folder).free == 0
        os.truncate(self.folder / "rest", (self.folder / "rest").stat().st_size - leave)

    def free(self) -> None:
        (self.folder / "rest").unlink()

    @contextmanager
    def read_only(self) -> Iterator[None]:
        """Only while no file of it is open for writing."""
        _mount("remount,ro", self.folder)
        try:
            yield
        finally:
            _mount("remount,rw", self.folder)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        _mount(f"size={MEGABYTES}m,mode=700", folder)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk can be mounted by root on Linux only")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(options: str, folder: Path) -> None:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
