import pytest

from knowledge.acts import names_act, names_proof, proof_said


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 99/QĐ-TTg ngày 20/11/2026",
        "QĐ 8",
        "99/QD-TTg",
        "NQ 9/2026/QH16",
        "244/2026/NĐ-CP",
        "Kết luận của Thủ tướng tại cuộc họp ngày 20/11/2026",
        "công văn số 12",
    ],
)
def test_a_kind_of_document_with_a_number_or_a_symbol_is_a_document(text: str) -> None:
    assert names_act(text)
    assert names_proof(text)


@pytest.mark.parametrize(
    "text", ["trước ngày 30/11 hằng năm", "31/12/2027", "nhiệm vụ 2.6", "2.6", "Quyết định", "theo ý kiến 3 bộ", ""]
)
def test_a_day_or_a_task_is_no_document_that_allows_anything(text: str) -> None:
    assert not names_act(text)


@pytest.mark.parametrize("text", ["123", "123 ngày 20/11", "ngày 20/11/2026", "20.11.2026", "xem https://bng.vn/a"])
def test_what_shows_that_something_was_done_may_be_a_number_a_day_or_a_link(text: str) -> None:
    assert names_proof(text)


@pytest.mark.parametrize("text", ["nhiệm vụ 2.6 sắp xong, được 90%", "2.2", "còn 3 ngày nữa", "90%", "chưa có"])
def test_how_far_it_is_shows_nothing(text: str) -> None:
    assert not names_proof(text)


def test_many_words_are_looked_at_at_once() -> None:
    assert not names_act("so " * 1300)


@pytest.mark.parametrize(
    "text",
    [
        "123",
        "20/11",
        "123/BC-BNG ngày 20/11/2026",
        "báo cáo số 123 ngày 20/11 ạ",
        "46-BC/BNG",
        "CV12",
        "Quyết định số 99/QĐ-TTg ngày 20 tháng 11 năm 2026",
        "244/2026/NĐ-CP, ngày 1/11/2026",
        "46/BC-BNG ngày 21/11/2026 https://bng.gov.vn/a?b=1",
        "report no. 12 of 20 November 2026",
    ],
)
def test_a_document_and_nothing_else_is_told_from_all_that_is_more(text: str) -> None:
    assert proof_said(text) == "document"


@pytest.mark.parametrize(
    "text",
    ["gọi anh Nam số 912345", "9/BC-BQP của Bộ Quốc phòng", "công văn 12 anh Nam ký", "chưa có 12/BC-BNG"],
)
def test_what_is_more_than_a_document_is_perhaps_none(text: str) -> None:
    assert proof_said(text) == "perhaps"


@pytest.mark.parametrize(
    "text",
    [
        "Nghị quyết 57 giao bộ mình việc gì",
        "hạn của 47/NQ-CP là bao giờ?",
        "12/BC-BNG đúng chứ",
        "chưa, báo cáo sẽ nộp ngày 30/11/2026",
        "không phải 3.5 mà là nhiệm vụ số 3.6",
        "cho xem nghị quyết 47",
        "đã gửi báo cáo quý 3",
        "đang chờ luật sửa năm 2027",
        "12/11 họp rồi mới trình",
        "so với năm 2025 thì chậm",
        "gọi anh Nam số 0912345678",
        "báo cáo còn thiếu 2 phụ lục",
        "3, 4 hôm nữa",
    ],
)
def test_a_question_and_what_is_not_so_name_no_document(text: str) -> None:
    assert proof_said(text) == "none"
