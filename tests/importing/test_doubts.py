"""A row that was read wrongly without anything unknown in it is flagged all the same."""

import pytest

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.agency_cells import AgencyReader
from knowledge.reading.drafts.as_json import draft_as_json
from knowledge.reading.drafts.blocks import FULL
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.reading.drafts.one_file import read_file
from tests.importing.test_lost_rows import read, task


def read_tabs(lines: list[str], directory: AgencyDirectory) -> list[dict[str, object]]:
    text = "Kế hoạch phân công nhiệm vụ của các sở\n" + "\n".join(lines)
    tasks: list[dict[str, object]] = draft_as_json(read_file(text.encode(), "a.txt", directory), "vi")["tasks"]
    return tasks


@pytest.mark.parametrize(
    "title",
    [
        "Tổ chức hội nghị và",
        "Rà soát, bổ sung quy hoạch,",
        "và hướng dẫn các địa phương thực hiện",
        "Mua sắm trang thiết bị (đợt 1",
        "Bộ Nội vụ",
        "Xây dựng Nghị định 3. Ban hành Thông tư",
    ],
)
def test_a_title_that_is_cut_or_holds_something_else_is_doubted(title: str, directory: AgencyDirectory) -> None:
    draft = read([task("1"), task("2", title), task("3"), task("4"), task("5")], directory)
    assert [each["flags"] for each in draft["tasks"]] == [[], ["row_doubtful"], [], [], []]


@pytest.mark.parametrize(
    "title",
    [
        "Hoàn thiện: a) Luật Đầu tư; b) Luật Nhà ở",
        "Mua sắm trang thiết bị (giai đoạn 2)",
        "Hoàn thiện chính sách nhà ở",
        "Rà soát thủ tục năm 2025 và các năm tiếp theo",
        "Sắp xếp các đơn vị trực thuộc",
    ],
)
def test_a_title_that_is_whole_is_not_doubted(title: str, directory: AgencyDirectory) -> None:
    draft = read([task("1"), task("2", title), task("3")], directory)
    assert [each["flags"] for each in draft["tasks"]] == [[], [], []]


def test_the_row_before_a_gap_is_doubted_with_the_one_behind_it(directory: AgencyDirectory) -> None:
    draft = read([task("1"), task("2"), task("4"), task("5")], directory)
    assert [each["flags"] for each in draft["tasks"]] == [[], ["number_jumps"], ["number_jumps"], []]


@pytest.mark.parametrize(
    "cell",
    [
        "Bộ Tài chính Bộ Xây dựng",
        "Bộ Tài chính hoặc Bộ Xây dựng",
        "DỰ ÁN CHUYỂN TIẾP",
        "CT",
        "Tổ chức thi đua",
        "Bí thư cấp ủy, người đứng đầu các cơ quan",
        f"Phòng Cảnh sát giao thông{FULL}Công an tỉnh",
    ],
)
def test_what_is_hardly_the_name_of_one_body_is_doubted(cell: str, directory: AgencyDirectory) -> None:
    assert AgencyReader(directory).read(cell, "").flags


@pytest.mark.parametrize("text", ["Năm 2025 và hằng năm", "Đầu quý II/2026", "Trước năm 2030"])
def test_a_time_that_can_be_read_in_two_ways_is_doubted(text: str) -> None:
    assert read_deadline(text)[1]


def test_in_a_matrix_words_that_are_no_mark_are_doubted(directory: AgencyDirectory) -> None:
    lines = [
        "TT\tNội dung\tSở Tài chính\tCông an tỉnh\tThời hạn",
        "1\tLập dự toán\tCT\tPH\t30/6/2025",
        "2\tMở lớp tập huấn\tPH (nếu cần)\tCT\t30/6/2025",
    ]
    one, other = read_tabs(lines, directory)
    assert (one["lead"], one["coordinate"], one["flags"]) == (["Sở Tài chính"], ["Công an tỉnh"], [])
    assert (other["lead"], other["flags"]) == (["Công an tỉnh"], ["row_doubtful"])


def test_crosses_under_several_bodies_do_not_say_who_leads(directory: AgencyDirectory) -> None:
    lines = ["TT\tNội dung\tSở Tài chính\tCông an tỉnh\tThời hạn", "1\tLập dự toán\tx\tx\t2025", "2\tMở lớp\tx\t\t2025"]
    assert [each["flags"] for each in read_tabs(lines, directory)] == [["roles_doubtful"], []]


@pytest.mark.parametrize("heading", ["Nơi lo", "Bên A"])
def test_a_column_told_by_its_cells_alone_is_doubted(heading: str, directory: AgencyDirectory) -> None:
    lines = [f"TT\tNội dung\t{heading}\tThời hạn", "1\tLập dự toán\tSở Tài chính\t2025", "2\tMở lớp\tSở Nội vụ\t2026"]
    found = read_tabs(lines, directory)
    assert [(each["lead"], each["flags"]) for each in found] == [
        (["Sở Tài chính"], ["row_doubtful"]),
        (["Sở Nội vụ"], ["row_doubtful"]),
    ]
