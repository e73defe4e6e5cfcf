"""Everything that the data folder says, read once."""

from pathlib import Path

import pytest

import knowledge
from knowledge.reading.facts import Facts, read_facts


@pytest.fixture(scope="session")
def facts() -> Facts:
    return read_facts(Path(knowledge.__file__).parent / "documents")
