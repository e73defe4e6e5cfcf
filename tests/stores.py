"""A real store in a folder of the test's own, as a fixture for the folders that need one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.memory import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ttdn.sqlite3")
    yield opened
    opened.close()
