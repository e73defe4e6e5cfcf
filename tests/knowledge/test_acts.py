import pytest

from knowledge.acts import names_act, names_proof


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
