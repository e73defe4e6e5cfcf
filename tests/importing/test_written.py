"""Annexes written by hand, each batch before anything was changed for it: every row is read, or flagged."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.agency_cell import read_bodies
from knowledge.reading.drafts.agency_cells import AgencyReader
from knowledge.reading.drafts.as_json import draft_as_json
from knowledge.reading.drafts.one_file import read_file
from tests.importing import (
    batch_eight,
    batch_eighteen,
    batch_eleven,
    batch_fifteen,
    batch_five,
    batch_four,
    batch_fourteen,
    batch_nine,
    batch_one,
    batch_seven,
    batch_seventeen,
    batch_six,
    batch_sixteen,
    batch_ten,
    batch_thirteen,
    batch_three,
    batch_twelve,
    batch_two,
)
from tests.importing.family import Family
from tests.importing.score import Score, score
from tests.importing.written import BATCHES

ALL = (batch_one, batch_two, batch_three, batch_four, batch_five, batch_six, batch_seven, batch_eight)
LATER = (
    batch_nine,
    batch_ten,
    batch_eleven,
    batch_twelve,
    batch_thirteen,
    batch_fourteen,
    batch_fifteen,
    batch_sixteen,
    batch_seventeen,
    batch_eighteen,
)
FILES = [make for batch in (*ALL, *LATER) for make in batch.FILES]
PRINTED = [make for batch in (*ALL, *LATER) for make in batch.PRINTED]
# A formula is no day; who comes after "các bệnh viện" may be one more kind of bodies or a body of its own.
# A dash may part two bodies or stand within the name of one.
# A unit alone on a full line, and on the next the body that it is of: one name or two.
NOT_READ = {
    "one-codes.xlsx": {"I/NV03"},
    "five-cut.pdf": {"II/6"},
    "nine-campaign.pdf": {"1/1.2"},
    "thirteen-labels.txt": {"/6"},
    "thirteen-rooms.docx": {"/6"},
}
CELLS = (BATCHES / "cells.txt").read_text(encoding="utf-8").splitlines()
NAMES = (BATCHES / "names.txt").read_text(encoding="utf-8").splitlines()
PLAIN = {"number_missing", "period_without_date", "period_missing", "lead_missing", "formula", "columns_guessed"}


def read(family: Family, content: bytes, directory: AgencyDirectory) -> tuple[dict[str, Any], Score]:
    draft = draft_as_json(read_file(content, family.name, directory), "vi")
    return draft, score(draft, family.gold, loose_spaces=family.name.endswith(".pdf"))


def check(family: Family, draft: dict[str, Any], found: Score) -> None:
    assert {name: wrong for name, wrong in found.wrong.items() if name not in NOT_READ.get(family.name, ())} == {}
    assert found.silent == []
    doubtful = [task["number"] for task in draft["tasks"] if set(task["flags"]) - PLAIN]
    assert len(doubtful) <= 1 + found.rows / 3


@pytest.mark.parametrize("make", FILES, ids=lambda make: make.__name__)
def test_each_annex_is_read_whole_and_hardly_a_row_is_doubted(
    make: Callable[[], Family], directory: AgencyDirectory
) -> None:
    family = make()
    check(family, *read(family, family.content, directory))


@pytest.mark.parametrize("make", PRINTED, ids=lambda make: make.__name__)
def test_each_annex_in_a_pdf_is_read_whole_and_hardly_a_row_is_doubted(
    make: Callable[[], Family], printed: Callable[[str], bytes], directory: AgencyDirectory
) -> None:
    family = make()
    check(family, *read(family, printed(family.html), directory))


@pytest.mark.parametrize("line", CELLS)
def test_the_bodies_that_a_cell_names_are_told_apart(line: str, directory: AgencyDirectory) -> None:
    text, _, expected = line.partition(" => ")
    bodies = read_bodies(text.replace("\\n", "\n"), directory)
    assert " | ".join(f"{{{body.name}}}" if body.is_collective else body.name for body in bodies) == expected


def test_a_real_name_alone_is_one_body(directory: AgencyDirectory) -> None:
    read_as = {name: [body.name for body in read_bodies(name, directory)] for name in NAMES}
    assert read_as == {name: [name] for name in NAMES}


@pytest.mark.parametrize("between", ["; ", ", ", "\n- "])
def test_real_names_in_a_list_are_told_apart(between: str, directory: AgencyDirectory) -> None:
    chance = random.Random(7)
    for _ in range(100):
        names = chance.sample(NAMES, 3)
        text = between.lstrip("\n") + between.join(names) if "-" in between else between.join(names)
        assert [body.name for body in read_bodies(text, directory)] == names


def test_a_name_that_an_and_joins_to_another_wrongly_is_never_without_doubt(directory: AgencyDirectory) -> None:
    chance = random.Random(7)
    reader = AgencyReader(directory)
    pairs = [chance.sample(NAMES, 2) for _ in range(100)]
    found = [reader.read(" và ".join(pair), "") for pair in pairs]
    wrong = [
        each for each, pair in zip(found, pairs, strict=True) if [agency.name for agency in each.lead.named] != pair
    ]
    assert len(wrong) <= 8
    assert all(each.flags for each in wrong)
