"""Where two readings are close the program asks back, and takes the answer however it comes."""

import pytest

from tests.questions.asking import Person, numbers

AMBIGUOUS = [
    ("BCT chủ trì nhiệm vụ nào", ("Bộ Công Thương", "Bộ Chính trị")),
    ("TTCP chủ trì nhiệm vụ nào", ("Thanh tra Chính phủ", "Thủ tướng Chính phủ")),
    ("VNA chủ trì nhiệm vụ nào", ("Thông tấn xã Việt Nam", "Tổng công ty Hàng không Việt Nam")),
    ("đài chủ trì nhiệm vụ nào", ("Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam")),
    ("bộ công chủ trì nhiệm vụ nào", ("Bộ Công an", "Bộ Công Thương")),
    ("Bộ KH chủ trì nhiệm vụ nào", ("Bộ Khoa học và Công nghệ", "Bộ Kế hoạch và Đầu tư")),
]
TRADE = ["3.3", "5.7"]
"""What Bộ Công Thương leads."""


@pytest.mark.parametrize(("question", "options"), AMBIGUOUS)
def test_an_ambiguous_name_is_asked_back_with_the_agencies_it_may_be(question: str, options: tuple[str, ...]) -> None:
    answer = Person().ask(question)
    typed = question.removesuffix(" chủ trì nhiệm vụ nào")
    assert answer.kind == "clarify"
    assert answer.options == options
    assert answer.reply.text.splitlines() == [
        f"“{typed}” là cơ quan nào?",
        *(f"{number}. {option}" for number, option in enumerate(options, 1)),
    ]
    assert tuple(button.label for button in answer.reply.buttons) == options


@pytest.mark.parametrize(("question", "options"), AMBIGUOUS)
def test_each_option_tapped_numbered_or_named_gives_the_same_answer(question: str, options: tuple[str, ...]) -> None:
    for place, option in enumerate(options):
        person = Person()
        tapped = person.tap(person.ask(question).reply.buttons[place])
        assert option in tapped.reply.text.splitlines()[0]
        assert Person().asks(question, str(place + 1)).reply == tapped.reply
        assert Person().asks(question, f"{place + 1}.").reply == tapped.reply
        assert Person().asks(question, option).reply == tapped.reply
        assert Person().asks(question, option.upper()).reply == tapped.reply


@pytest.mark.parametrize("answer", ["công thương", "bộ công thương", "bo cong thuong", "là bộ công thương ạ"])
def test_the_agency_meant_may_be_named_as_people_do(answer: str) -> None:
    assert numbers(Person().asks("BCT chủ trì nhiệm vụ nào", answer)) == TRADE


def test_what_was_asked_besides_the_name_is_kept() -> None:
    assert numbers(Person().asks("BCT chủ trì nhiệm vụ nào hằng năm", "1")) == ["3.3"]


def test_a_new_question_instead_of_an_answer_is_answered() -> None:
    assert numbers(Person().asks("BCT chủ trì nhiệm vụ nào", "Bộ Quốc phòng chủ trì nhiệm vụ nào")) == [
        "4.3",
        "5.5",
        "5.7",
    ]


def test_a_number_that_is_no_option_is_no_answer() -> None:
    for number in ("0", "3", "99999999999999999999"):
        assert Person().asks("BCT chủ trì nhiệm vụ nào", number).kind in ("clarify", "none", "help", "task")


def test_a_choice_once_made_no_longer_waits() -> None:
    person = Person()
    person.asks("BCT chủ trì nhiệm vụ nào", "1")
    assert person.conversation.pending == ()


@pytest.mark.parametrize(
    "question", ["còn phối hợp?", "cái nào hạn 2025?", "chi tiết cái thứ 2", "còn Bộ Công an?", "cái đó ai chủ trì"]
)
def test_a_follow_up_with_nothing_to_follow_is_asked_back_with_examples(question: str) -> None:
    answer = Person().ask(question)
    assert answer.kind == "clarify"
    assert len(answer.options) >= 2


def test_in_an_english_conversation_it_asks_back_in_english() -> None:
    answer = Person().ask("Which tasks does VNA lead?")
    assert answer.reply.text.splitlines()[0] == "Which agency is “VNA”?"
    assert all("(" in option for option in answer.options), "the Vietnamese name stands beside the English one"


def test_what_is_offered_of_an_agency_alone_is_taken_by_number_and_by_words() -> None:
    tapped = (asked := Person()).tap(asked.ask("Bộ Tài chính").reply.buttons[1])
    assert tapped.reply.text.startswith("Bộ Tài chính phối hợp 1 nhiệm vụ")
    for answer in ("2", "2.", "nhiệm vụ phối hợp"):
        assert Person().asks("Bộ Tài chính", answer).reply == tapped.reply


def test_a_task_that_is_left_out_is_asked_back_about() -> None:
    answer = Person().ask("bộ công an phối hợp nhiệm vụ nào ngoài 4.1")
    assert answer.kind == "clarify"
    assert "4.1" not in answer.reply.text
