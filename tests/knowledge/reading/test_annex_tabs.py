"""Annexes of promulgated documents: tables of tab-separated cells."""

from collections import Counter
from pathlib import Path

import pytest

from knowledge.reading import annex_tabs
from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.source import Source
from knowledge.records import AgencyColumn, Period, SourceError, Task

HEADER = "STT\tTên đề án/nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian thực hiện"


def read(lines: list[str], directory: AgencyDirectory) -> tuple[Source, list[Task]]:
    source = Source("phu-luc.txt", "\n".join(lines))
    return source, annex_tabs.read(source, 1, "9/QĐ-TTg", directory, 2020)


@pytest.fixture(scope="module")
def resolution(documents: Path, directory: AgencyDirectory) -> list[Task]:
    source = Source.open(documents / "47-NQ-CP.txt")
    return annex_tabs.read(source, 200, "47/NQ-CP", directory, 2024)


@pytest.fixture(scope="module")
def decision(documents: Path, directory: AgencyDirectory) -> list[Task]:
    source = Source.open(documents / "1486-QD-TTg.txt")
    return annex_tabs.read(source, 132, "1486/QĐ-TTg", directory, 2018)


def test_the_resolution_has_56_tasks_in_5_groups(resolution: list[Task]) -> None:
    assert Counter(task.group for task in resolution) == {"1": 2, "2": 13, "3": 21, "4": 5, "5": 15}
    assert [task.number for task in resolution if task.group == "2"] == [f"2.{number}" for number in range(1, 14)]
    assert resolution[-1].group_title.startswith("Tăng cường nguồn lực, khuyến khích")


def test_the_decision_has_12_tasks_in_4_groups(decision: list[Task]) -> None:
    assert Counter(task.group for task in decision) == {"1": 4, "2": 5, "3": 2, "4": 1}
    assert decision[0].group_title == "Công tác thông tin đối ngoại với Lào và Campuchia"


def test_the_periods_of_the_resolution_are_those_counted_by_hand(resolution: list[Task]) -> None:
    counted = Counter(task.period.text for task in resolution)
    assert counted == {
        "Hằng năm": 20, "2024 - 2025": 11, "2024 - 2030": 7, "Đến năm 2030": 6, "2024": 5, "2024 - 2026": 5,
        "2025 - 2026": 1, "2024 - 2028": 1,
    }  # fmt: skip
    assert all(task.period.recurring == (task.period.last_year is None) for task in resolution)


def test_one_ministry_leads_27_tasks_of_the_resolution_alone_and_4_with_others(resolution: list[Task]) -> None:
    led = [task for task in resolution if "btttt" in task.lead.named]
    alone = [task for task in led if task.lead == AgencyColumn(("btttt",))]
    assert (len(alone), len(led) - len(alone)) == (27, 4)


@pytest.mark.parametrize(
    ("number", "lead", "coordinate"),
    [
        ("1.1", AgencyColumn((), ("Các bộ, ngành, địa phương",)), AgencyColumn()),
        (
            "3.14",
            AgencyColumn(("btttt",)),
            AgencyColumn(("bng", "bct", "bldtbxh", "vtv", "vov", "ttxvn"), ("các bộ, ngành, địa phương",)),
        ),
        (
            "5.4",
            AgencyColumn(("btttt",), ("các địa phương",)),
            AgencyColumn((), ("Các bộ, ngành", "các cơ sở đào tạo có liên quan")),
        ),
        (
            "5.7",
            AgencyColumn(("bqp", "bct", "bvhttdl", "bnnptnt", "btttt")),
            AgencyColumn(("bng", "bnv"), ("các bộ, ngành liên quan",)),
        ),
    ],
)
def test_the_agencies_of_a_row_are_those_printed_in_it(
    resolution: list[Task], number: str, lead: AgencyColumn, coordinate: AgencyColumn
) -> None:
    task = next(task for task in resolution if task.number == number)
    assert (task.lead, task.coordinate) == (lead, coordinate)


def test_no_word_of_an_agency_cell_is_lost(
    documents: Path, directory: AgencyDirectory, resolution: list[Task], decision: list[Task]
) -> None:
    cells = {
        (file, row[0]): row[2:4]
        for file in ("47-NQ-CP.txt", "1486-QD-TTg.txt")
        for row in (line.split("\t") for line in (documents / file).read_text(encoding="utf-8").splitlines())
        if len(row) == 5 and "." in row[0]
    }
    for file, tasks in (("47-NQ-CP.txt", resolution), ("1486-QD-TTg.txt", decision)):
        for task in tasks:
            for column, cell in zip((task.lead, task.coordinate), cells[file, task.number], strict=True):
                names = [directory.agencies[id_].name for id_ in column.named]
                read = Counter(word for text in (*names, *column.collectives) for word in name_words(text))
                # "và" and "các" between two items belong to neither; "Đài" is written once for two.
                lost = (Counter(name_words(cell)) - read).keys() - set(name_words("và các"))
                assert not lost, (task.id, lost)
                assert (read - Counter(name_words(cell))).keys() <= set(name_words("đài")), task.id


def test_a_title_goes_on_below_a_repeated_header(decision: list[Task]) -> None:
    assert decision[3].title.endswith("với Lào và Campuchia đề triển khai các đề án của Chính phủ")


def test_until_a_year_begins_in_the_year_of_the_document_and_marks_of_print_are_dropped(
    directory: AgencyDirectory,
) -> None:
    source, tasks = read(
        [
            "PHỤ LỤC",
            HEADER,
            "1\t<b>Nhóm một</b>\t\t\t",
            "1.1\tViệc  thứ\u00a0nhất\tBộ Y tế, Bộ Công an\tCác bộ, ngành\tĐến năm 2025",
            "",
            HEADER,
            "\tcòn tiếp\t\tvà các địa phương\t",
            "1.2.\tViệc thứ hai\tcác địa phương\t\tHàng năm",
            "---\t--\t---\t--\t---",
        ],
        directory,
    )
    assert tasks == [
        Task(
            "9/QĐ-TTg", "1.1", "Việc thứ nhất còn tiếp", "1", "Nhóm một",
            AgencyColumn(("byt", "bca")), AgencyColumn((), ("Các bộ, ngành", "các địa phương")),
            Period("Đến năm 2025", 2020, 2025, False),
        ),
        Task(
            "9/QĐ-TTg", "1.2", "Việc thứ hai", "1", "Nhóm một",
            AgencyColumn((), ("các địa phương",)), AgencyColumn(), Period("Hằng năm", None, None, True),
        ),
    ]  # fmt: skip
    assert source.unread() == [1]
    assert source.account[7] == "goes on with row 1.1"


def test_columns_are_found_by_their_headings(directory: AgencyDirectory) -> None:
    _, tasks = read(
        [
            "TT\tThời gian\tĐơn vị phối hợp\tĐơn vị chủ trì\tTên nhiệm vụ",
            "I\t\t\t\tNhóm",
            "1\t2021\tBộ Y tế\tBộ Công an\tViệc",
        ],
        directory,
    )
    assert (tasks[0].lead.named, tasks[0].coordinate.named, tasks[0].title) == (("bca",), ("byt",), "Việc")
    assert (tasks[0].group, tasks[0].group_title, tasks[0].period.last_year) == ("I", "Nhóm", 2021)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1.1\tViệc\tBộ Hàng hải\t\t2024", "phu-luc.txt:3: row 1.1: the directory knows no agency 'Bộ Hàng hải'"),
        ("1.1\tViệc\tBộ Y tế\tViện Đại dương\t2024", "phu-luc.txt:3: row 1.1: .*'Viện Đại dương'"),
        ("1.1\tViệc\tBộ Y tế\t2024", "phu-luc.txt:3: row 1.1: the period is missing"),
        ("1.1\tViệc\tBộ Y tế\t\tsớm", "phu-luc.txt:3: row 1.1: 'sớm' is no period"),
        ("1.1\tViệc\t\tBộ Y tế\t2024", "phu-luc.txt:3: row 1.1: no agency leads it"),
        ("1.1\t\tBộ Y tế\t\t2024", "phu-luc.txt:3: row 1.1: the title is missing"),
        ("2.1\tViệc\tBộ Y tế\t\t2024", "phu-luc.txt:3: row 2.1: it stands under group 1"),
        ("1\tViệc\tBộ Y tế\t\t2024", "phu-luc.txt:3: row 1: the number is used twice"),
        ("một\tViệc\tBộ Y tế\t\t2024", "phu-luc.txt:3: 'một' is no row number"),
        ("1.1\tViệc\tBộ Y tế\t\t2024\tthừa", "phu-luc.txt:3: 6 cells where the header has 5"),
        ("một dòng lạc", "phu-luc.txt:3: 'một dòng lạc' is not a row"),
    ],
)
def test_a_row_that_does_not_parse_is_an_error_that_names_file_line_and_reason(
    directory: AgencyDirectory, row: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason):
        read([HEADER, "1\tNhóm\t\t\t", row], directory)


def test_an_annex_without_header_or_without_tasks_is_an_error(directory: AgencyDirectory) -> None:
    with pytest.raises(SourceError, match="no table header"):
        read(["1\tNhóm\t\t\t"], directory)
    with pytest.raises(SourceError, match="has no tasks"):
        read([HEADER, "1\tNhóm\t\t\t"], directory)


def test_what_each_collective_of_the_annexes_reaches_has_been_reviewed(
    directory: AgencyDirectory, resolution: list[Task], decision: list[Task]
) -> None:
    columns = [column for task in (*resolution, *decision) for column in (task.lead, task.coordinate)]
    written = {collective for column in columns for collective in column.collectives}
    assert len(written) > 15
    assert {collective for collective in written if directory.collective(collective) is None} == set()


def test_a_ministry_is_reached_as_lead_by_5_tasks_of_the_resolution_and_a_province_by_3_more(
    directory: AgencyDirectory, resolution: list[Task]
) -> None:
    def reached(agency: str) -> list[str]:
        return [
            task.number
            for task in resolution
            if any(directory.reaches(collective, agency) for collective in task.lead.collectives)
        ]

    assert reached("byt") == reached("ttcp") == ["1.1", "1.2", "3.18", "3.19", "5.3"]
    assert reached("p-44") == ["1.1", "1.2", "3.18", "3.19", "3.20", "5.3", "5.4", "5.14"]
