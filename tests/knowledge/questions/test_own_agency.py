""" "bộ mình" is the agency of who asks, where that is known; where it is not, nobody else's tasks are listed."""

import pytest

from knowledge.questions import Answer, Conversation, ask
from tests.questions.asking import NOW, Person, real_calendar


def asked(text: str, *own: str) -> Answer:
    person = Person()
    return ask(person.catalog, real_calendar(), text, Conversation(), NOW, None, own)[0]


@pytest.mark.parametrize(
    "typed", ["bộ mình chủ trì gì", "bo minh chu tri gi", "việc của mình", "what does our ministry lead?"]
)
def test_ones_own_agency_is_meant(typed: str) -> None:
    assert [party.agency for party in asked(typed, "bct").query.parties] == ["bct"]


def test_without_an_agency_it_is_asked_for_and_nothing_is_listed() -> None:
    answer = asked("đơn vị tôi có nhiệm vụ nào hết hạn năm 2026")
    assert (answer.kind, list(answer.tasks)) == ("clarify", [])
    assert answer.reply.text.startswith("Chưa rõ đơn vị của anh/chị là cơ quan nào.")


def test_who_speaks_for_several_is_asked_which() -> None:
    answer = asked("bộ mình chủ trì gì", "bng", "bct")
    assert answer.options == ("Bộ Ngoại giao", "Bộ Công Thương")


def test_beside_the_name_of_another_agency_it_is_joined_to_it_or_is_mere_talk() -> None:
    joined = asked("bộ ngoại giao và bộ mình cùng làm gì", "bct")
    assert [party.agency for party in joined.query.parties] == ["bng", "bct"]
    assert asked("bộ ngoại giao và bộ mình cùng làm gì").kind == "clarify"
    talk = asked("Bộ trưởng Bộ Công Thương hỏi: bộ ta phối hợp nhiệm vụ nào?", "bng")
    assert [party.agency for party in talk.query.parties] == ["bct"]


@pytest.mark.parametrize(
    "typed", ["bên em cho hỏi nhiệm vụ nào hết hạn năm 2026", "tính tới giờ nhiệm vụ nào đã quá hạn"]
)
def test_courtesy_and_words_with_other_marks_do_not_mean_it(typed: str) -> None:
    assert asked(typed, "bct").query.parties == ()
    assert asked(typed).kind == "tasks"
