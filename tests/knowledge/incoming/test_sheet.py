"""A draft that is sent out as a sheet says the same when it comes back, whatever annex it was read from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.incoming.numbering import clashes
from knowledge.incoming.published import published_from, tasks_of
from knowledge.incoming.sheet import comes_back_as, sheet_of, taken_back
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.compare import compare
from knowledge.reading.drafts.draft import Draft
from knowledge.reading.drafts.one_file import read_file
from knowledge.texts import LANGUAGES
from tests.importing import word_families
from tests.importing.family import Family
from tests.questions.asking import real_catalog

ANNEXES = (
    word_families.roman_through,
    word_families.roman_restarts_with_extra_columns,
    word_families.both_roles_in_a_column,
    word_families.typed_oddly,
)
REAL = sorted((Path(__file__).parents[2] / "importing" / "gold").glob("*.docx"))


def round_trip(draft: Draft, language: str) -> Draft:
    directory: AgencyDirectory = real_catalog().directory
    sheet = read_file(sheet_of(draft, 3, 2, directory, language), "gửi lại.xlsx", directory)
    assert comes_back_as(sheet) == (3, 2)
    return taken_back(draft, sheet, directory)


def same(draft: Draft, other: Draft) -> bool:
    directory = real_catalog().directory
    before, after = (tasks_of(published_from(each, "", 1), directory) for each in (draft, other))
    assert not clashes(draft)
    return compare(before, after) == [] and [task.product for task in before] == [task.product for task in after]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", ANNEXES)
def test_what_comes_back_unchanged_says_the_same(make: Callable[[], Family], language: str) -> None:
    draft = read_file(make().content, "phụ lục.docx", real_catalog().directory)
    assert same(draft, round_trip(draft, language))


def test_the_real_annex_comes_back_with_all_its_tasks() -> None:
    assert REAL
    for file in REAL:
        draft = read_file(file.read_bytes(), file.name, real_catalog().directory)
        back = round_trip(draft, "vi")
        assert same(draft, back)
        assert back.document == draft.document


def test_another_file_is_no_sheet_that_was_sent_out() -> None:
    draft = read_file(word_families.roman_through().content, "phụ lục.docx", real_catalog().directory)
    assert comes_back_as(draft) is None
