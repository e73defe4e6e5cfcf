"""Files that are broken or meant to do harm are refused with a reason, leave nothing behind and hold nothing up."""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts import reader
from knowledge.reading.drafts.one_file import read_file
from knowledge.reading.drafts.reader import read_draft
from knowledge.reading.drafts.unreadable import Unreadable, Why
from knowledge.texts import LANGUAGES, say
from tests.importing.hostile import FILES, pdf_bomb, with_picture
from tests.importing.word_families import roman_through

IN_A_CHILD = (
    "bomb.docx",
    "large.txt",
    "locked.pdf",
    "entities.docx",
)  # the others are as safe to read here, and faster


@pytest.mark.parametrize("name", [name for name in FILES if name not in (*IN_A_CHILD, "packed.pdf")])
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name: str, directory: AgencyDirectory) -> None:
    make, why = FILES[name]
    with pytest.raises(Unreadable) as refused:
        read_file(make(), name, directory)
    assert refused.value.why == why


def test_a_drawing_in_a_file_is_not_taken_for_harm(directory: AgencyDirectory) -> None:
    plain = read_file(roman_through().content, "a.docx", directory)
    assert read_file(with_picture(), "a.docx", directory).tasks == plain.tasks


@pytest.mark.parametrize("name", IN_A_CHILD)
async def test_the_reason_comes_out_of_the_child(name: str, directory: AgencyDirectory) -> None:
    make, why = FILES[name]
    with pytest.raises(Unreadable) as refused:
        await read_draft(make(), name, directory)
    assert refused.value.why == why


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
async def test_a_file_that_needs_too_much_memory_ends_the_child_and_not_the_program(directory: AgencyDirectory) -> None:
    with pytest.raises(Unreadable) as refused:
        await read_draft(pdf_bomb(), "packed.pdf", directory)
    assert refused.value.why == Why.TOO_LARGE


async def test_a_file_that_takes_too_long_is_given_up_while_others_are_served(directory: AgencyDirectory) -> None:
    reading = asyncio.create_task(read_draft(roman_through().content, "a.docx", directory, seconds=0.15))
    turns = 0
    while not reading.done():
        await asyncio.sleep(0.005)
        turns += 1
    assert turns > 3
    with pytest.raises(Unreadable) as refused:
        await reading
    assert refused.value.why == Why.TOO_SLOW


async def test_nothing_is_left_on_disk_when_reading_is_cancelled(
    directory: AgencyDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    reading = asyncio.create_task(read_draft(roman_through().content, "a.docx", directory))
    await asyncio.sleep(0.1)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert not any(tmp_path.glob("*"))  # noqa: ASYNC240


def test_the_child_is_given_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TTDN_TELEGRAM_TOKEN", "123:secret")
    assert "123:secret" not in reader._environment().values()
    assert set(reader._environment()) < {*os.environ, "PYTHONPATH", "PYTHONUTF8", "PYTHONDONTWRITEBYTECODE"}


async def test_what_comes_out_of_the_child_is_what_is_read_here(directory: AgencyDirectory) -> None:
    family = roman_through()
    assert await read_draft(family.content, family.name, directory) == read_file(family.content, family.name, directory)


async def test_a_file_that_is_not_there_is_said_so(directory: AgencyDirectory, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        await read_draft(tmp_path / "none.docx", "none.docx", directory)
    assert refused.value.why == Why.MISSING


def test_each_reason_has_its_own_sentence_in_both_languages() -> None:
    for language in LANGUAGES:
        sentences = [say(language, f"unreadable.{why}", file="a.docx") for why in Why]
        assert len(set(sentences)) == len(Why)
        assert all("a.docx" in sentence for sentence in sentences)
