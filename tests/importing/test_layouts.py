"""Every row is read, whichever the layout; and a row that is not right is never without a flag."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.as_json import draft_as_json
from knowledge.reading.drafts.one_file import read_file
from tests.importing.conftest import GOLD
from tests.importing.families import PDFS, families
from tests.importing.family import Family
from tests.importing.held_out import HELD_OUT, cut_in_the_middle
from tests.importing.score import Score, score
from tests.importing.unseen import UNSEEN, no_rules

PRINTED = (*PDFS, no_rules)
LATER = (make for make in (*UNSEEN, *HELD_OUT) if make not in (no_rules, cut_in_the_middle))
FILES = [*(family for family in families() if not family.html), *(make() for make in LATER)]


def read(content: bytes, name: str, directory: AgencyDirectory) -> dict[str, Any]:
    return draft_as_json(read_file(content, name, directory), "vi")


def all_right(found: Score) -> None:
    assert found.wrong == {}
    assert found.right == found.rows > 0


@pytest.mark.parametrize("name", ["C_03-NQ-CP_phu-luc-II.docx", "E_ke-hoach-Dak-Nong_THAT.pdf"])
def test_the_real_annexes_of_other_programmes_are_read_whole(name: str, directory: AgencyDirectory) -> None:
    gold = json.loads((GOLD / f"{name}.gold.json").read_text(encoding="utf-8"))
    draft = read((GOLD / name).read_bytes(), name, directory)
    all_right(score(draft, gold, loose_spaces=name.endswith(".pdf")))
    assert [(each["number"], each["title"]) for each in draft["groups"]] == [
        (each["number"], each["title"]) for each in gold["groups"]
    ]
    assert (draft["document"]["symbol"], draft["document"]["issued"]) == (
        gold["document"]["symbol"],
        gold["document"]["issued"],
    )
    assert draft["document"]["title"].casefold() == gold["document"]["title"].casefold()


@pytest.mark.parametrize("family", FILES, ids=lambda family: family.name)
def test_each_layout_is_read_whole(family: Family, directory: AgencyDirectory) -> None:
    all_right(score(read(family.content, family.name, directory), family.gold))


@pytest.mark.parametrize("make", PRINTED, ids=lambda make: make.__name__)
def test_each_layout_of_a_pdf_is_read_whole(
    make: Callable[[], Family], printed: Callable[[str], bytes], directory: AgencyDirectory
) -> None:
    family = make()
    all_right(score(read(printed(family.html), family.name, directory), family.gold, loose_spaces=True))


def test_columns_guessed_from_space_are_flagged_in_every_row(
    printed: Callable[[str], bytes], directory: AgencyDirectory
) -> None:
    tasks = read(printed(no_rules().html), "no-rules.pdf", directory)["tasks"]
    assert all("columns_guessed" in task["flags"] for task in tasks)


def test_a_lead_that_a_page_parts_from_its_row_is_not_guessed_but_flagged(
    printed: Callable[[str], bytes], directory: AgencyDirectory
) -> None:
    family = cut_in_the_middle()
    found = score(read(printed(family.html), family.name, directory), family.gold, loose_spaces=True)
    assert found.share > 0.9
    assert found.silent == []
    assert all("lead [] for" in wrong[0] or "lead_collectives [] for" in wrong[0] for wrong in found.wrong.values())
