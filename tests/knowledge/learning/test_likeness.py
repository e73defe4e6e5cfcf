"""Which questions are taken for alike, and which for the same."""

import pytest

from knowledge.learning.likeness import ask_the_same, likeness, nearest

LIKE = (
    ("lương tối thiểu vùng là bao nhiêu", "luong toi thieu vung bao nhieu ạ"),
    ("lương tối thiểu vùng là bao nhiêu", "cho em hỏi lương tối thiểu vùng bao nhiêu"),
    ("nhiệm vụ về tin giả trên mạng", "nhiệm vụ tin giả trên mạg"),
)
UNLIKE = (
    ("nhiệm vụ 2.6", "nhiệm vụ 2.7"),
    ("nhiệm vụ về VTV", "nhiệm vụ về VOV"),
    ("giá vàng", "giá bạc"),
)


@pytest.mark.parametrize(("one", "other"), LIKE)
def test_slips_marks_and_politeness_do_not_part_like_questions(one: str, other: str) -> None:
    assert nearest(likeness(one), {7: "giá bạc", 8: likeness(other)}) == 8


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_another_number_or_name_is_another_question(one: str, other: str) -> None:
    assert nearest(likeness(one), {8: likeness(other)}) is None


def test_the_same_is_asked_by_the_same_words_in_about_the_same_order() -> None:
    assert ask_the_same("Ai là người phát ngôn của Bộ Ngoại giao?", "cho em hỏi ai là người phát ngôn bộ ngoại giao ạ")
    assert ask_the_same("Ai là người phát ngôn của Bộ Ngoại giao?", "ai la nguoi phat ngon cua bo ngoai giao")


@pytest.mark.parametrize(
    "other",
    [
        "ai không là người phát ngôn của Bộ Ngoại giao", "bao giờ có người phát ngôn của Bộ Ngoại giao",
        "Ai là người phát ngôn của Bộ Ngoại vụ", "người phát ngôn",
    ],
)  # fmt: skip
def test_a_word_more_less_or_other_is_not_the_same(other: str) -> None:
    assert not ask_the_same("Ai là người phát ngôn của Bộ Ngoại giao?", other)


def test_who_tells_whom_and_how_a_word_is_spelt_are_not_the_same() -> None:
    assert not ask_the_same("Bộ Ngoại giao gửi báo cáo Bộ Công an", "Bộ Công an gửi báo cáo Bộ Ngoại giao")
    assert not ask_the_same("giá bàn", "giá bạn")
    assert not ask_the_same("thông tin cửa khẩu", "thông tin của khẩu")
    assert not ask_the_same("thông tin cửa khẩu", "thông tin khẩu")
    assert ask_the_same("thông tin cửa khẩu", "thong tin cua khau")


def test_a_text_without_words_is_like_nothing() -> None:
    assert likeness("?!… 🙂") == ""
