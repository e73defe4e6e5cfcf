"""What the documents do not hold is said plainly."""

import pytest

from tests.questions.asking import Person, told


@pytest.mark.parametrize("number", ["9.9", "3.22", "0.1", "5.16", "12.345"])
def test_a_task_that_does_not_exist_is_said_not_to_and_which_there_are(number: str) -> None:
    answer = Person().ask(f"nhiệm vụ {number}")
    assert list(answer.tasks) == []
    assert answer.reply.text.splitlines()[0] == f"Không có nhiệm vụ số {number} trong các văn bản đang có."
    assert "Nghị quyết 47/NQ-CP có các n" in answer.reply.text.splitlines()[1]


def test_a_number_of_another_document_is_looked_up_in_that_document() -> None:
    assert told("nhiệm vụ 5.1 của Quyết định 1486").splitlines()[0].startswith("Không có nhiệm vụ số 5.1")


@pytest.mark.parametrize(
    "question", ["Nghị định 30/2020/NĐ-CP nói gì?", "Thông tư 99/2031/TT-BTC quy định gì", "Quyết định 1/QĐ-TTg ai ký"]
)
def test_a_document_that_is_not_held_is_not_answered_from_another(question: str) -> None:
    answer = Person().ask(question)
    assert answer.reply.text.startswith("Chưa có")
    assert list(answer.tasks) == []
    assert "47/NQ-CP" not in answer.reply.text.splitlines()[0]


def test_an_act_that_is_only_cited_is_quoted_with_the_place_that_cites_it() -> None:
    text = told("Kết luận 57-KL/TW ban hành ngày nào?")
    assert "Nghị quyết 47/NQ-CP" in text
    assert "Toàn văn không có trong các văn bản đang có." in text


@pytest.mark.parametrize(
    "question", ["giá vàng hôm nay bao nhiêu", "thời tiết Hà Nội ngày mai", "who won the world cup"]
)
def test_what_has_nothing_to_do_with_it_gets_questions_that_can_be_answered(question: str) -> None:
    person = Person()
    answer = person.ask(question)
    assert answer.kind == "none"
    assert len(answer.reply.buttons) in (2, 3)
    for button in answer.reply.buttons:
        assert Person().tap(button).kind in ("tasks", "report")


@pytest.mark.parametrize("question", ["", "   ", "?!", "👍", "xin chào", "hello"])
def test_nothing_asked_gets_a_word_on_how_to_ask(question: str) -> None:
    assert Person().ask(question).kind == "help"


def test_thanks_are_answered_without_a_lesson() -> None:
    assert told("cảm ơn em nhé") == "Rất sẵn lòng hỗ trợ anh/chị."


@pytest.mark.parametrize("question", ["Bộ trưởng Bộ Ngoại giao là ai?", "ai là bộ trưởng bộ công thương"])
def test_who_holds_an_office_today_is_not_in_the_documents(question: str) -> None:
    assert told(question).startswith("Các văn bản đang có không nêu người giữ chức vụ hiện nay.")
