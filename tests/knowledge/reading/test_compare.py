"""A draft against the promulgated text."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.reading import annex_flat, annex_tabs
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.compare import Difference, compare
from knowledge.reading.source import Source
from knowledge.records import AgencyColumn, Period, Task

TASK = Task(
    "9/QĐ-TTg", "1.1", "Việc văn hóa “một”…", "1", "Nhóm một", AgencyColumn(("byt",), ("các địa phương",)),
    AgencyColumn(("bca", "bng")), Period("2024 - 2026", 2024, 2026, False),
)  # fmt: skip


def test_the_real_draft_differs_from_the_resolution_only_in_the_heading_of_group_1(
    documents: Path, directory: AgencyDirectory
) -> None:
    draft = annex_flat.read(Source.open(documents / "47-NQ-CP-du-thao.txt"), 1, "47/NQ-CP", directory, 2024)
    final = annex_tabs.read(Source.open(documents / "47-NQ-CP.txt"), 200, "47/NQ-CP", directory, 2024)
    found = compare(draft, final)
    assert [(difference.number, difference.aspect) for difference in found] == [("1.1", "group"), ("1.2", "group")]
    assert (found[0].before[1][:4], found[0].after[1][:4]) == ("Quán", "Quản")


def test_a_text_does_not_differ_from_itself() -> None:
    assert compare([TASK], [TASK]) == []


def test_another_way_of_printing_the_same_is_no_difference() -> None:
    reprinted = replace(
        TASK,
        title='Việc  văn hoá "một"...',
        lead=AgencyColumn(("byt",), ("Các địa phương",)),
        period=Period("2024–2026", 2024, 2026, False),
    )
    assert compare([TASK], [reprinted]) == []


@pytest.mark.parametrize(
    ("final", "difference"),
    [
        (
            replace(TASK, title="Việc văn hóa “hai”…"),
            Difference("1.1", "title", ("Việc văn hóa “một”…",), ("Việc văn hóa “hai”…",)),
        ),
        (
            replace(TASK, title="Việc Văn hóa “một”…"),
            Difference("1.1", "title", ("Việc văn hóa “một”…",), ("Việc Văn hóa “một”…",)),
        ),
        (
            replace(TASK, lead=AgencyColumn(("byt",))),
            Difference("1.1", "lead", ("byt", "các địa phương"), ("byt",)),
        ),
        (
            replace(TASK, coordinate=AgencyColumn(("bng", "bca"))),
            Difference("1.1", "coordinate", ("bca", "bng"), ("bng", "bca")),
        ),
        (
            replace(TASK, period=Period("Hằng năm", None, None, True)),
            Difference("1.1", "period", ("2024 - 2026",), ("Hằng năm",)),
        ),
        (replace(TASK, group_title="Nhóm I"), Difference("1.1", "group", ("1", "Nhóm một"), ("1", "Nhóm I"))),
    ],
)
def test_each_difference_says_what_was_and_what_is(final: Task, difference: Difference) -> None:
    assert compare([TASK], [final]) == [difference]


def test_tasks_of_only_one_of_the_two_texts_are_added_or_removed() -> None:
    other = replace(TASK, number="1.2", title="Việc hai")
    assert compare([TASK], [TASK, other]) == [Difference("1.2", "added", (), ("Việc hai",))]
    assert compare([TASK, other], [TASK]) == [Difference("1.2", "removed", ("Việc hai",), ())]
