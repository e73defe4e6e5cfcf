"""The draft annex: the flattened text of a PDF table, its columns run together line by line."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.reading import annex_flat, annex_tabs
from knowledge.reading.agencies import AgencyDirectory, load_directory
from knowledge.reading.source import Source
from knowledge.records import AgencyColumn, SourceError, Task
from tests.knowledge.reading.flattened import flatten

HEADER = "Phụ lục\n\nSTT Tên nhiệm vụ Cơ quan \nchủ trì\n\nCơ quan \nphối hợp\n\nThời gian\n\n1 Nhóm một\n\n"


def read(rows: str, directory: AgencyDirectory) -> tuple[Source, list[Task]]:
    source = Source("du-thao.txt", HEADER + rows)
    return source, annex_flat.read(source, 1, "9/QĐ-TTg", directory, 2020)


def test_the_draft_has_the_same_56_tasks_as_the_resolution(documents: Path, directory: AgencyDirectory) -> None:
    draft_source = Source.open(documents / "47-NQ-CP-du-thao.txt")
    draft = annex_flat.read(draft_source, 1, "47/NQ-CP", directory, 2024)
    final = annex_tabs.read(Source.open(documents / "47-NQ-CP.txt"), 200, "47/NQ-CP", directory, 2024)
    assert len(draft) == 56
    for before, after in zip(draft, final, strict=True):
        assert (before.id, before.group) == (after.id, after.group)
        assert before.title.replace("…", "...") == after.title
        assert (before.lead, before.coordinate, before.period) == (after.lead, after.coordinate, after.period)
    assert [draft_source.lines[line - 1].strip()[:7] for line in draft_source.unread()] == [
        "Phụ lục", "DANH MỤ", "(Kèm th", "_______",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "title", "lead", "coordinate"),
    [
        ("1.1 Việc một Bộ Y tế Các bộ, ngành, \n\nđịa phương 2024", "Việc một", ["byt"], ["Các bộ, ngành, địa phương"]),
        ("1.1\n\nViệc một\n\nBộ Y tế, Bộ \nCông an\n\n2024", "Việc một", ["byt", "bca"], []),
        ("1.1 Việc một\n\nCác bộ, ngành, \nđịa phương\n\nBộ Y tế và các \nđịa phương\n2024", "Việc một",
         ["Các bộ, ngành, địa phương"], ["byt", "các địa phương"]),
        ("1.1 Nâng cao thế mạnh của các địa phương\n\nCác địa phương\n\nBộ Y tế 2024",
         "Nâng cao thế mạnh của các địa phương", ["Các địa phương"], ["byt"]),
        ("1.1 Thực hiện kế hoạch của Bộ Ngoại giao\n\nBộ Công an\n\n2024", "Thực hiện kế hoạch của Bộ Ngoại giao",
         ["bca"], []),
        ("1.1 Phát triển\nĐài Truyền hình Việt Nam\n\nBộ Công an\n\n2024", "Phát triển Đài Truyền hình Việt Nam",
         ["bca"], []),
        ("1.1 Tổng kết năm\n2019 và năm\n1.5 sau Nghị định\n07/2015/NĐ-\nCP Bộ Y tế 2024",
         "Tổng kết năm 2019 và năm 1.5 sau Nghị định 07/2015/NĐ-CP", ["byt"], []),
        ("1.1 Việc một\n\nBộ Văn hóa, Thể \n\nthao và Du lịch, Bộ Lao \nđộng - \nThương binh và Xã hội Hằng \nnăm",
         "Việc một", ["bvhttdl", "bldtbxh"], []),
    ],
)  # fmt: skip
def test_cells_are_told_apart_wherever_the_lines_break(
    directory: AgencyDirectory, row: str, title: str, lead: list[str], coordinate: list[str]
) -> None:
    source, (task,) = read(row, directory)
    assert task.title == title
    assert [*task.lead.named, *task.lead.collectives] == lead
    assert [*task.coordinate.named, *task.coordinate.collectives] == coordinate
    assert source.unread() == [1]


def test_the_next_group_begins_where_its_number_comes_next(directory: AgencyDirectory) -> None:
    _, tasks = read(
        "1.1 Việc trong\n2 năm Bộ Y tế 2024\n\n1.2 Việc\n\nBộ Y tế 2025\n 2 Nhóm\nhai\n\n2.1 Việc Bộ Y tế\n2026",
        directory,
    )
    assert [(task.number, task.group_title, task.period.last_year) for task in tasks] == [
        ("1.1", "Nhóm một", 2024), ("1.2", "Nhóm một", 2025), ("2.1", "Nhóm hai", 2026),
    ]  # fmt: skip
    assert tasks[0].title == "Việc trong 2 năm"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("1.1 Việc\n\nBộ Hàng hải\n\n2024", r"du-thao.txt:13: row 1.1: its agencies cannot be read: .*Bộ Hàng hải"),
        ("1.1 Việc\n\nBộ Hàng hải\n\nCác bộ, ngành 2024", r"du-thao.txt:13: row 1.1: .* no agency 'Bộ Hàng hải'"),
        ("1.1 Việc Bộ Hàng hải Các bộ, ngành 2024", r"du-thao.txt:13: row 1.1: .* no agency 'Bộ Hàng hải'"),
        ("1.1 Việc\n\nBộ Y tế\n\nBộ Hàng hải, Bộ Công an 2024", r"du-thao.txt:13: row 1.1: .*Bộ Hàng hải"),
        ("1.1 Việc\n\nBộ Y tế\n\n2024\n\n1.3 Việc\n\nBộ Y tế\n\n2024", r"du-thao.txt:19: row 1.3 follows row 1.1"),
        ("1.1 Việc\n\nBộ Y tế\n\nsớm", r"du-thao.txt:13: row 1.1: it does not end with a period: .*sớm"),
        ("1.1\n\nBộ Y tế\n\n2024", r"du-thao.txt:13: row 1.1: its agencies cannot be read"),
    ],
)
def test_a_row_that_cannot_be_read_is_an_error_that_names_file_line_and_words(
    directory: AgencyDirectory, rows: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason):
        read(rows, directory)


def test_a_text_without_a_table_is_an_error(directory: AgencyDirectory) -> None:
    with pytest.raises(SourceError, match="no table header"):
        annex_flat.read(Source("thu.txt", "Kính gửi\n\n1 Việc"), 1, "x", directory, 2020)


DIRECTORY = load_directory(Path(annex_flat.__file__).parents[1] / "documents")
SINGLE = [
    agency.name
    for agency in DIRECTORY.agencies.values()
    if agency.kind in {"ministry", "ministerial", "media", "party"}
]
CELLS = st.builds(
    lambda names, collective: " và ".join(filter(None, (", ".join(names), collective))),
    st.lists(st.sampled_from(SINGLE), min_size=1, max_size=5, unique=True),
    st.sampled_from(["", "các bộ, ngành, địa phương", "các bộ, ngành liên quan", "các cơ quan báo chí"]),
)
COLLECTIVES = st.sampled_from(["Các bộ, ngành, địa phương", "Các địa phương"])
WORDS = "xây dựng đề án thông tin đối ngoại ra nước ngoài, giai đoạn 2021 - 2025 báo chí; địa phương".split()
TITLES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=40).map(
    lambda words: f"Tổ chức {' '.join(words)} hiệu quả"
)
PERIODS = st.sampled_from(["2024", "2024 - 2026", "Đến năm 2030", "Hằng năm"])


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(TITLES, CELLS | COLLECTIVES, CELLS | COLLECTIVES | st.just(""), PERIODS), min_size=1, max_size=4
    ),
    st.integers(),
)
def test_a_table_laid_out_as_a_pdf_comes_back_as_it_was(rows: list[tuple[str, str, str, str]], seed: int) -> None:
    chance = random.Random(seed)
    text = "\n\n".join(flatten(f"1.{place}", cells, chance) for place, cells in enumerate(rows, 1))
    table = "\n".join(["STT\tTên\tchủ trì\tphối hợp\tThời gian", "1\tNhóm một\t\t\t"])
    for place, cells in enumerate(rows, 1):
        table += "\n" + "\t".join((f"1.{place}", *cells))
    expected = annex_tabs.read(Source("bang.txt", table), 1, "9/QĐ-TTg", DIRECTORY, 2020)
    assert read(text, DIRECTORY)[1] == expected
    assert all(task.lead != AgencyColumn() for task in expected)
