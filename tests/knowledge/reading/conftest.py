"""The real documents and the real directory of agencies, read once."""

from pathlib import Path

import pytest

import knowledge
from knowledge.reading.agencies import AgencyDirectory, load_directory


@pytest.fixture(scope="session")
def documents() -> Path:
    return Path(knowledge.__file__).parent / "documents"


@pytest.fixture(scope="session")
def directory(documents: Path) -> AgencyDirectory:
    return load_directory(documents)
