"""English questions are answered in English, with the Vietnamese names beside."""

import re

import pytest

from tests.questions.asking import Person, told

QUESTIONS = [
    "Which tasks does the Ministry of Foreign Affairs lead?",
    "Which tasks does MOFA coordinate?",
    "Which tasks are due in 2026?",
    "Which tasks are overdue?",
    "How many tasks are in Resolution 47/NQ-CP?",
    "Who leads task 3.7?",
    "What is the deadline of task 3.5?",
    "When is this year's report due?",
    "Who signed Resolution 47/NQ-CP?",
    "What became of the Ministry of Information and Communications?",
    "Which agency leads the task on overseas Vietnamese?",
    "Does the Ministry of Health lead any task?",
]
OURS = re.compile(r"\b(Nguồn|Căn cứ|Chủ trì|Phối hợp|Thời gian|nhiệm vụ|theo|còn \d|hằng năm|đã hết)\b")


@pytest.mark.parametrize("question", QUESTIONS)
def test_nothing_of_ours_is_said_in_vietnamese(question: str) -> None:
    answer = Person().ask(question)
    assert answer.query.language == "en"
    documents_words = [task.title for task in Person().catalog.tasks]
    ours = answer.reply.text
    for title in documents_words:
        ours = ours.replace(title, "")
    assert not OURS.search(ours)
    assert not [button.label for button in answer.reply.buttons if OURS.search(button.label)]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (QUESTIONS[0], "Ministry of Foreign Affairs (Bộ Ngoại giao) leads 5 tasks under Resolution 47/NQ-CP:"),
        (QUESTIONS[1], "Ministry of Foreign Affairs (Bộ Ngoại giao) coordinates 14 tasks under Resolution 47/NQ-CP:"),
        ("What does MOET lead?", "Ministry of Education and Training (Bộ Giáo dục và Đào tạo) leads 1 task under"),
        (QUESTIONS[5], "Task 3.7 is led by: Ministry of Education and Training (Bộ Giáo dục và Đào tạo)."),
        (QUESTIONS[6], "Period of task 3.5: 2024–2030."),
        (QUESTIONS[9], "Ministry of Information and Communications (Bộ Thông tin và Truyền thông) ended on 1 March"),
        (QUESTIONS[11], "Resolution 47/NQ-CP does not say that Ministry of Health (Bộ Y tế) leads any task."),
    ],
)  # fmt: skip
def test_an_agency_has_its_vietnamese_name_beside(question: str, line: str) -> None:
    assert told(question).startswith(line)


def test_the_task_itself_stays_in_the_words_of_the_document_with_a_translation() -> None:
    lines = told("Who leads task 3.7?").splitlines()
    task = Person().catalog.task("47/NQ-CP 3.7")
    assert task.title in lines
    assert "(Project on better teaching and learning of Vietnamese for overseas Vietnamese)" in lines


def test_whoever_chose_english_is_answered_in_it_where_the_question_does_not_tell() -> None:
    assert "Source:" in Person(language="en").ask("3.7").reply.text
    assert "Nguồn:" in Person(language="vi").ask("3.7").reply.text


def test_a_vietnamese_question_is_answered_in_vietnamese_even_then() -> None:
    assert "Nguồn:" in Person(language="en").ask("Bộ Ngoại giao chủ trì nhiệm vụ nào?").reply.text


def test_a_follow_up_that_does_not_tell_goes_on_in_english() -> None:
    text = Person().asks("Which tasks are overdue?", "next").reply.text
    assert "(11–16 of 16)" in text
    assert "Source:" in text


def test_the_buttons_name_the_agency_in_english() -> None:
    labels = [button.label for button in Person().ask("Who leads task 2.1?").reply.buttons]
    assert labels[0] == "Tasks of Ministry of Information and Communications"
