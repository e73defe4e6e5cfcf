"""Long lists come in pages, and every button that is ever offered answers."""

import json
import re

import pytest

from knowledge.questions import Answer
from tests.questions.asking import Person, numbers

TASK_LINE = re.compile(r"^(\d+\.\d+) .+ · ", re.MULTILINE)

STARTS = {
    "vi": [
        "Bộ Thông tin và Truyền thông chủ trì nhiệm vụ nào?",
        "Bộ Ngoại giao phối hợp gì",
        "Bộ Văn hóa, Thể thao và Du lịch chủ trì nhiệm vụ nào?",
        "Bộ Khoa học và Công nghệ chủ trì nhiệm vụ nào?",
        "Bộ Y tế chủ trì nhiệm vụ nào?",
        "tỉnh Lạng Sơn phối hợp nhiệm vụ nào",
        "nhiệm vụ quá hạn",
        "nhiệm vụ hết hạn năm 2026",
        "nhiệm vụ đến hạn 60 ngày tới",
        "các nhiệm vụ hằng năm",
        "Nghị quyết 47 có những nhiệm vụ nào",
        "Quyết định 1486 có những nhiệm vụ nào",
        "nhiệm vụ nhóm 5",
        "nhiệm vụ về báo chí",
        "nhiệm vụ 3.6",
        "nhiệm vụ 3.13 ai chủ trì",
        "hạn nộp báo cáo năm nay?",
        "báo cáo theo Quyết định 1486",
        "Nghị quyết 47 ai ký",
        "đang có những văn bản nào",
        "Nghị quyết 47 giao Bộ Tài chính làm gì",
        "Bộ Thông tin và Truyền thông giờ là bộ nào",
        "Bộ Ngoại giao và Bộ Quốc phòng cùng chủ trì nhiệm vụ nào",
        "BCT chủ trì gì",
        "đài chủ trì nhiệm vụ nào",
        "xin chào",
        "giá vàng hôm nay",
    ],
    "en": [
        "Which tasks does the Ministry of Foreign Affairs coordinate?",
        "Which tasks are due in 2026?",
        "Which tasks are overdue?",
        "When is this year's report due?",
        "What became of the Ministry of Information and Communications?",
        "Who signed Resolution 47/NQ-CP?",
    ],
}


def shown(answer: Answer) -> list[str]:
    """The numbers of the tasks that have a line of their own, before the parts that follow the list."""
    return TASK_LINE.findall(answer.reply.text.split("Giao chung")[0])


@pytest.mark.parametrize(
    "question",
    [
        "Bộ TTTT chủ trì nhiệm vụ nào",
        "Nghị quyết 47 có những nhiệm vụ nào",
        "Bộ Ngoại giao phối hợp gì",
        "nhiệm vụ quá hạn",
    ],
)
def test_the_buttons_for_more_reach_every_task_once_ten_at_a_time(question: str) -> None:
    person = Person()
    answer = person.ask(question)
    seen = shown(answer)
    while more := [button for button in answer.reply.buttons if button.label.startswith("Xem tiếp")]:
        assert len(shown(answer)) == 10
        answer = person.tap(more[0])
        seen += shown(answer)
    assert len(seen) > 10
    assert seen == numbers(answer)


def test_back_from_the_second_page_is_the_first_again() -> None:
    person = Person()
    first = person.ask("Bộ TTTT chủ trì nhiệm vụ nào")
    second = person.tap(first.reply.buttons[0])
    back = next(button for button in second.reply.buttons if button.label == "Trang trước")
    assert person.tap(back).reply == first.reply


def test_no_list_shows_more_than_ten_tasks_of_its_own() -> None:
    for question in STARTS["vi"]:
        assert len(shown(Person().ask(question))) <= 10, question


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_button_that_can_be_reached_answers_in_the_same_language(language: str) -> None:
    waiting = [(question, button) for question in STARTS[language] for button in Person().ask(question).reply.buttons]
    tapped = set()
    while waiting:
        path, button = waiting.pop()
        if button.action in tapped:
            continue
        tapped.add(button.action)
        path = f"{path} > {button.label}"
        answer = Person().tap(button)
        assert answer.reply.text.strip(), path
        assert answer.kind not in ("none", "help"), path
        assert not button.action.startswith("act:") or answer.query.language == language, path
        assert ("Nguồn:" not in answer.reply.text) if language == "en" else ("Source:" not in answer.reply.text), path
        waiting += [(path, offered) for offered in answer.reply.buttons]
    assert len(tapped) > 60


def test_a_button_says_how_many_tasks_it_leads_to() -> None:
    said = re.compile(r"^(Chủ trì|Phối hợp|Đã hết thời gian|Giai đoạn trước|Tiếp nhận|Giao chung) \((\d+)\)$")
    checked = 0
    for question in STARTS["vi"]:
        for button in Person().ask(question).reply.buttons:
            if (found := said.match(button.label)) and json.loads(button.action.removeprefix("act:"))[
                "subject"
            ] == "tasks":
                answer = Person().tap(button)
                part = answer.query.part or "tasks"
                listed = answer.via_succession if found[1] == "Tiếp nhận" else getattr(answer, part)
                assert len(listed) == int(found[2]), f"{question} > {button.label}"
                checked += 1
    assert checked > 20
