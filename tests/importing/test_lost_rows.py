"""A row that is lost leaves a trace with its place: nobody has to count the tasks by hand."""

import time
from typing import Any

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.drafts.as_json import draft_as_json
from knowledge.reading.drafts.one_file import read_file
from tests.importing.word import add_table, as_bytes, new_document

HEADINGS = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]


def read(rows: list[list[str]], directory: AgencyDirectory, after: str = "") -> dict[str, Any]:
    document = new_document()
    grid = add_table(document, HEADINGS)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            cell.text = text
    if after:
        document.add_paragraph(after)
        again = add_table(document, HEADINGS)
        for cell, text in zip(again.add_row().cells, task("9"), strict=True):
            cell.text = text
    return draft_as_json(read_file(as_bytes(document), "a.docx", directory), "vi")


def task(number: str, title: str = "Xây dựng Đề án") -> list[str]:
    return [number, title, "Bộ Công an", "Bộ Y tế", "2025"]


def codes(draft: dict[str, Any]) -> list[str]:
    return [problem["code"] for problem in draft["problems"]]


def test_numbers_that_begin_late_or_jump_are_flagged_also_over_groups(directory: AgencyDirectory) -> None:
    draft = read([["I", "Nhóm một"], task("1"), task("3"), ["II", "Nhóm hai"], task("5"), task("6")], directory)
    assert [bool(each["flags"]) for each in draft["tasks"]] == [True, True, True, False]
    draft = read([task("4"), task("5")], directory)
    assert draft["tasks"][0]["flags"] == ["number_jumps"]


def test_a_group_without_tasks_is_told(directory: AgencyDirectory) -> None:
    draft = read([["I", "Nhóm một"], ["II", "Nhóm hai"], task("1"), task("2")], directory)
    assert ("group_without_tasks", "I. Nhóm một") in [(each["code"], each["words"]) for each in draft["problems"]]


def test_groups_over_groups_are_not_told(directory: AgencyDirectory) -> None:
    assert "group_without_tasks" not in codes(
        read([["I", "Phần một"], ["1", "Nhóm"], task("1.1"), task("1.2")], directory)
    )


def test_text_between_the_tables_of_tasks_is_told(directory: AgencyDirectory) -> None:
    draft = read([task(str(n)) for n in range(1, 9)], directory, "Sở Y tế chủ trì việc này trước ngày 30/6")
    assert "text_between_tables" in codes(draft)


def test_a_task_that_begins_like_a_sum_is_none(directory: AgencyDirectory) -> None:
    draft = read([task("1", "Cộng đồng dân cư giám sát đầu tư"), task("2", "Tổng số hóa tài liệu")], directory)
    assert [each["title"] for each in draft["tasks"]] == ["Cộng đồng dân cư giám sát đầu tư", "Tổng số hóa tài liệu"]
    assert len(read([task("1"), ["", "Tổng cộng: 1 nhiệm vụ"]], directory)["tasks"]) == 1


def test_who_signs_is_no_task(directory: AgencyDirectory) -> None:
    draft = read(
        [task("1"), task("2"), ["", "NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC"], ["", "Nguyễn A", "", "Trần B"]], directory
    )
    assert len(draft["tasks"]) == 2


def test_below_a_signature_tasks_are_read_all_the_same(directory: AgencyDirectory) -> None:
    draft = read([task("1"), ["", "GIÁM ĐỐC", "", ""], task("2")], directory)
    assert [each["number"] for each in draft["tasks"]] == ["1", "2"]


def test_what_a_task_says_for_its_parts_is_taken_and_flagged(directory: AgencyDirectory) -> None:
    draft = read([task("1"), ["1.1", "Phần một"], ["1.2", "Phần hai"]], directory)
    assert [each["lead"] for each in draft["tasks"]] == [["Bộ Công an"]] * 3
    assert [each["flags"] for each in draft["tasks"]] == [[], ["as_above"], ["as_above"]]


def test_nothing_above_to_be_the_same_as_is_flagged(directory: AgencyDirectory) -> None:
    draft = read([["1", "Việc một", "Bộ Công an", "", "2025"], ["2", "Việc hai", "nt", "nt", "nt"]], directory)
    assert (draft["tasks"][1]["lead"], draft["tasks"][1]["coordinate"]) == (["Bộ Công an"], [])
    assert draft["tasks"][1]["flags"] == ["as_above"]


def test_an_unlisted_body_is_told_once_and_flagged_only_where_it_looks_like_a_slip(directory: AgencyDirectory) -> None:
    row = ["1", "Việc", "Sở Bình dân học vụ", "", "2025"]
    draft = read([row, ["2", *row[1:]], ["3", "Việc", "Bộ Công ann", "", "2025"]], directory)
    assert [each["flags"] for each in draft["tasks"]] == [[], [], ["agency_unknown"]]
    told = [each["words"] for each in draft["problems"] if each["code"] == "agency_unknown"]
    assert told == ["Sở Bình dân học vụ", "Bộ Công ann"]


def test_cells_of_any_length_are_read_in_no_time_and_doubted(directory: AgencyDirectory) -> None:
    started = time.process_time()
    texts = ("Việc " * 9_000, "Cục A" + ", Bb Cc" * 9_000, "Hội\n" * 9_000, "quý I, " * 9_000)
    draft = read([["I", "Nhóm " * 9_000], ["1", *texts], task("2")], directory)
    assert time.process_time() - started < 10
    assert {"agencies_doubtful", "period_without_date"} <= set(draft["tasks"][0]["flags"])
    assert draft["tasks"][1]["flags"] == []


def test_tasks_without_numbers_below_a_row_that_is_none_are_told_apart_and_flagged(directory: AgencyDirectory) -> None:
    shared = ["1", "Tuyên truyền, phổ biến pháp luật", "", "", ""]
    rows = [["I", "Nhóm một"], shared, task("", "- Tổ chức hội nghị"), task("-", "Viết bài"), task("2"), task("3")]
    tasks = read(rows, directory)["tasks"]
    assert [(each["group"], each["number"], each["title"]) for each in tasks] == [
        ("1", "", "Tổ chức hội nghị"),
        ("1", "", "Viết bài"),
        ("I", "2", "Xây dựng Đề án"),
        ("I", "3", "Xây dựng Đề án"),
    ]
    assert [each["flags"] for each in tasks[:2]] == [["number_missing"]] * 2


def test_how_many_tasks_a_group_has_does_not_hide_who_leads_them(directory: AgencyDirectory) -> None:
    document = new_document()
    grid = add_table(document, ["TT", "Tên đề án", "Cấp trình", "Thời gian trình"])
    for row in (["I", "Bộ Tài chính (02 đề án)"], ["1", "Nghị định", "Chính phủ", "3/2025"]):
        for cell, text in zip(grid.add_row().cells, row, strict=False):
            cell.text = text
    tasks = draft_as_json(read_file(as_bytes(document), "a.docx", directory), "vi")["tasks"]
    assert [each["lead"] for each in tasks] == [["Bộ Tài chính"]]


def test_a_task_behind_a_group_of_dotted_numbers_is_of_the_group_around_that(directory: AgencyDirectory) -> None:
    rows = [["I", "Phần một"], ["1", "Nhóm"], task("1.1"), task("1.2"), task("2"), ["II", "Phần hai"], task("1")]
    tasks = read(rows, directory)["tasks"]
    assert [(each["group"], each["number"]) for each in tasks] == [("1", "1.1"), ("1", "1.2"), ("I", "2"), ("II", "1")]


def test_a_letter_may_stand_behind_a_dot(directory: AgencyDirectory) -> None:
    assert [each["number"] for each in read([task("2.a"), task("2.b)")], directory)["tasks"]] == ["2.a", "2.b"]


def test_what_a_part_says_once_holds_for_its_tasks_and_for_no_other_part(directory: AgencyDirectory) -> None:
    part = ["I", "Phần một", "Bộ Công an", "", ""]
    rows = [
        part,
        ["1", "Xây dựng Đề án", "", "Bộ Y tế", "2025"],
        task("2"),
        ["II", "Phần hai"],
        ["1", "Đề án", "", "", "2026"],
    ]
    tasks = read([*rows, ["I", "Phần của phụ lục khác"], ["1", "Đề án", "", "", "2027"]], directory)["tasks"]
    assert [each["lead"] for each in tasks] == [["Bộ Công an"], ["Bộ Công an"], [], []]
    assert [each["flags"] for each in tasks] == [["as_above"], [], ["lead_missing"], ["lead_missing"]]
