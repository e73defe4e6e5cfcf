"""What was asked stands in the first line."""

import pytest

from tests.questions.asking import first_line, told

MOFA_5 = "Bộ Ngoại giao chủ trì 5 nhiệm vụ theo Nghị quyết 47/NQ-CP:"


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("Bộ Ngoại giao chủ trì nhiệm vụ nào?", MOFA_5),
        ("bng có bao nhiêu nhiệm vụ chủ trì", MOFA_5),
        ("Bộ Ngoại giao phối hợp những nhiệm vụ nào?", "Bộ Ngoại giao phối hợp 14 nhiệm vụ theo Nghị quyết 47/NQ-CP:"),
        (
            "Bộ Ngoại giao và Bộ Quốc phòng cùng chủ trì nhiệm vụ nào",
            "Bộ Ngoại giao và Bộ Quốc phòng cùng chủ trì 1 nhiệm vụ theo Nghị quyết 47/NQ-CP:",
        ),
        (
            "Bộ Ngoại giao hoặc Bộ Quốc phòng chủ trì nhiệm vụ nào",
            "Bộ Ngoại giao hoặc Bộ Quốc phòng chủ trì 7 nhiệm vụ theo Nghị quyết 47/NQ-CP:",
        ),
        ("Bộ Y tế chủ trì nhiệm vụ nào?", "Nghị quyết 47/NQ-CP không nêu tên Bộ Y tế chủ trì nhiệm vụ nào."),
        ("Có bao nhiêu nhiệm vụ hằng năm?", "20 nhiệm vụ thực hiện hằng năm theo Nghị quyết 47/NQ-CP:"),
        ("Nghị quyết 47 có bao nhiêu nhiệm vụ?", "56 nhiệm vụ theo Nghị quyết 47/NQ-CP:"),
        ("Quyết định 1486 có bao nhiêu nhiệm vụ?", "12 nhiệm vụ theo Quyết định 1486/QĐ-TTg"),
        ("Ai chủ trì nhiệm vụ 4.3?", "Chủ trì nhiệm vụ 4.3: Bộ Ngoại giao; Bộ Quốc phòng; Bộ Công an."),
        ("Ai phối hợp nhiệm vụ 4.1?", "Phối hợp nhiệm vụ 4.1: Bộ Công an; Bộ Ngoại giao;"),
        ("Hạn của nhiệm vụ 3.5?", "Thời gian thực hiện nhiệm vụ 3.5: 2024–2030."),
        ("Nhiệm vụ 3.7 đã làm đến đâu rồi?", "Nhiệm vụ 3.7 chưa có báo cáo về tình hình thực hiện."),
        ("Bộ Quốc phòng có chủ trì nhiệm vụ 4.3 không?", "Có. Bộ Quốc phòng chủ trì nhiệm vụ 4.3."),
        ("Bộ Y tế có chủ trì nhiệm vụ 5.13 không?", "Không. Nhiệm vụ 5.13 không nêu tên Bộ Y tế."),
        ("Ai ký Nghị quyết 47?", "Nghị quyết 47/NQ-CP do Trần Lưu Quang ký"),
        ("Nghị quyết 47 ban hành ngày nào?", "Nghị quyết 47/NQ-CP ban hành ngày 15/4/2024."),
        ("Bộ TTTT giờ là bộ nào?", "Bộ Thông tin và Truyền thông đã kết thúc hoạt động từ 01/3/2025."),
        ("Bộ Kế hoạch và Đầu tư nay là bộ nào?", "Bộ Kế hoạch và Đầu tư nay là Bộ Tài chính, từ 01/3/2025."),
    ],
)  # fmt: skip
def test_the_first_line_is_the_direct_answer(question: str, line: str) -> None:
    assert first_line(question).startswith(line)


@pytest.mark.parametrize(
    ("question", "note", "agency"),
    [
        ("bộ thông tin chủ trì gì", "“bộ thông tin” được hiểu là Bộ Thông tin và Truyền thông.", "Bộ Thông tin"),
        ("bộ ngoại dao chủ trì gì", "“bộ ngoại dao” được hiểu là Bộ Ngoại giao.", "Bộ Ngoại giao chủ trì 5"),
        ("bng hoặc bct chủ trì nhiệm vụ nào", "“bct” được hiểu là Bộ Công Thương.", "Bộ Ngoại giao hoặc Bộ Công"),
    ],
)  # fmt: skip
def test_a_short_or_misspelt_name_is_said_as_what_it_was_taken_for(question: str, note: str, agency: str) -> None:
    lines = told(question).splitlines()
    assert lines[0] == note
    assert lines[1].startswith(agency)


@pytest.mark.parametrize(
    "question",
    ["BNG chủ trì gì", "bo ngoai giao chu tri gi", "tỉnh Lạng Sơn chủ trì gì", "UBND TP Huế chủ trì gì"],
)
def test_of_a_name_that_leaves_no_doubt_nothing_is_said(question: str) -> None:
    assert "được hiểu" not in told(question)
