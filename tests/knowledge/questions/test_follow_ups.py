"""A question goes on with what the conversation was about and changes only what it names."""

import pytest

from knowledge.questions import Conversation
from tests.questions.asking import Person, numbers

MOFA = "Bộ Ngoại giao chủ trì nhiệm vụ nào"
LED = ["2.6", "3.5", "3.6", "4.3", "5.6"]


def test_a_conversation_over_several_turns_keeps_what_is_not_changed() -> None:
    person = Person()
    assert numbers(person.ask(MOFA)) == LED
    assert numbers(person.ask("cái nào hạn 2026?")) == ["2.6"]
    assert numbers(person.ask("còn Bộ Công an?")) == []
    assert person.ask("còn phối hợp?").reply.text.startswith(
        "Nghị quyết 47/NQ-CP không nêu tên Bộ Công an phối hợp nhiệm vụ nào có thời hạn đến năm 2026."
    )
    assert numbers(person.ask("thế Bộ Quốc phòng chủ trì những gì?")) == ["4.3", "5.5", "5.7"]


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("chi tiết cái thứ 2", "3.5"),
        ("cái thứ hai", "3.5"),
        ("cái đầu tiên", "2.6"),
        ("cái thứ 5 nói gì", "5.6"),
        ("cái cuối cùng", "5.6"),
    ],
)
def test_an_ordinal_means_a_task_of_the_list(said: str, task: str) -> None:
    answer = Person().asks(MOFA, said)
    assert (answer.kind, numbers(answer)) == ("task", [task])


def test_looking_at_one_task_does_not_forget_the_list() -> None:
    person = Person()
    person.asks(MOFA, "chi tiết cái thứ 2")
    assert numbers(person.ask("còn cái thứ 3?")) == ["3.6"]


def test_an_ordinal_beyond_the_list_is_asked_back() -> None:
    assert Person().asks(MOFA, "chi tiết cái thứ 6").kind == "clarify"


def test_of_one_task_its_particulars_are_asked_one_after_another() -> None:
    person = Person()
    person.ask("nhiệm vụ 4.3")
    assert person.ask("ai chủ trì?").reply.text.startswith(
        "Chủ trì nhiệm vụ 4.3: Bộ Ngoại giao; Bộ Quốc phòng; Bộ Công an."
    )
    assert person.ask("còn ai phối hợp?").reply.text.startswith("Phối hợp nhiệm vụ 4.3:")
    assert person.ask("hạn đến khi nào?").reply.text.startswith("Thời gian thực hiện nhiệm vụ 4.3: 2024–2030.")
    assert person.ask("thuộc nhóm nào?").reply.text.startswith("Nhiệm vụ 4.3 thuộc nhóm 4:")


@pytest.mark.parametrize("more", ["tiếp", "xem tiếp", "còn nữa không", "tiep"])
def test_more_is_the_next_page(more: str) -> None:
    person = Person()
    first = person.ask("Bộ TTTT chủ trì nhiệm vụ nào")
    assert person.ask(more).reply == Person().tap(first.reply.buttons[0]).reply


def test_after_the_last_page_the_list_is_said_to_be_at_its_end() -> None:
    answer = Person().asks("Bộ Ngoại giao phối hợp nhiệm vụ nào", "tiếp", "tiếp")
    assert answer.reply.text.splitlines()[0] == "Đã hết danh sách."


def test_a_bare_agency_after_a_list_is_asked_the_same() -> None:
    assert numbers(Person().asks(MOFA, "Bộ Quốc phòng")) == ["4.3", "5.5", "5.7"]


def test_a_bare_year_after_a_list_narrows_it() -> None:
    assert numbers(Person().asks(MOFA, "hạn 2026")) == ["2.6"]


def test_a_whole_new_question_forgets_the_filters_before() -> None:
    person = Person()
    person.asks(MOFA, "cái nào hạn 2026?")
    assert numbers(person.ask(MOFA)) == LED


def test_after_a_report_its_receiver_and_its_form_can_be_asked() -> None:
    person = Person()
    person.ask("hạn nộp báo cáo năm nay?")
    assert "Bộ Văn hóa, Thể thao và Du lịch" in person.ask("gửi cho ai?").reply.text
    assert "Phụ lục 02" in person.ask("mẫu nào?").reply.text


def test_after_an_agency_its_tasks_can_be_asked() -> None:
    answer = Person().asks("Bộ Thông tin và Truyền thông giờ là bộ nào", "thế bộ đó chủ trì bao nhiêu nhiệm vụ?")
    assert answer.kind == "tasks"
    assert answer.reply.text.startswith("Bộ Thông tin và Truyền thông chủ trì 31 nhiệm vụ")


def test_nothing_understood_or_a_greeting_does_not_forget_the_conversation() -> None:
    for between in ("xin chào", "cảm ơn", "giá vàng hôm nay bao nhiêu"):
        assert numbers(Person().asks(MOFA, between, "chi tiết cái thứ 2")) == ["3.5"], between


def test_what_the_program_keeps_as_text_is_the_conversation() -> None:
    """It is kept in the database between two questions, and a restart forgets nothing."""
    through, straight = Person(), Person()
    for said in (MOFA, "còn phối hợp?", "cái nào hạn 2026?", "còn BCT?", "1", "tiếp", "nhiệm vụ 3.6", "ai phối hợp?"):
        through.conversation = Conversation.from_json(through.conversation.to_json())
        assert through.ask(said).to_json() == straight.ask(said).to_json(), said
