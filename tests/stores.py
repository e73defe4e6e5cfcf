"""A real store in a folder of the test's own, as a fixture for the folders that need one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from knowledge.memory import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ttdn.sqlite3")
    yield opened
    opened.close()


@contextmanager
def new_store() -> Iterator[Store]:
    """A store for one example of a property."""
    with TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "ttdn.sqlite3")
        try:
            yield opened
        finally:
            opened.close()
