"""What holds for every answer, over all questions of the sets."""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.questions import Answer
from tests.questions.asking import SETS, answered, real_catalog

SOURCE = ("Nguồn: ", "Căn cứ: ", "Source: ", "Basis: ")
CITING = ("tasks", "task", "report", "provision", "document", "agency")


def everything() -> Iterator[tuple[str, Answer]]:
    for name in SETS:
        for question, answer in answered(name):
            yield question["text"], answer


def cites(answer: Answer) -> bool:
    """A line of its own that names the source; or, where duties or acts are listed, each with its own citation."""
    lines = answer.reply.text.splitlines()
    citations = [duty.citation for duty in real_catalog().duties]
    items = [line for line in lines if line.startswith("- ")]
    listed = bool(items) and all(any(citation in item for citation in citations) for item in items)
    held = [document.short_name for document in real_catalog().documents.values()]
    quoted = answer.kind == "document" and any(
        line.startswith(name) and " dẫn: “" in line for line in lines for name in held
    )
    return any(line.startswith(SOURCE) for line in lines) or listed or quoted


def test_every_answer_names_document_and_place() -> None:
    asked = [(text, answer) for text, answer in everything() if answer.kind in CITING]
    without = [
        text
        for text, answer in asked
        if not cites(answer)
        and not answer.reply.text.startswith(("Không có nhiệm vụ số", "There is no task", "Chưa có"))
    ]
    assert len(asked) > 1000
    assert without == []


def test_what_is_not_known_is_said_with_questions_that_are_answered() -> None:
    for text, answer in everything():
        if answer.kind == "none":
            assert answer.reply.text.startswith(("Chưa ", "Không có", "This is not", "Not ", "There is no")), text
            assert len(answer.reply.buttons) >= 2, text


def test_the_lists_of_an_answer_never_share_a_task_nor_name_one_twice() -> None:
    for text, answer in everything():
        listed = [*answer.tasks, *answer.via_group, *answer.via_succession, *answer.archived]
        assert len(listed) == len(set(listed)), text


def test_every_task_that_is_listed_exists() -> None:
    known = set(real_catalog().positions)
    for text, answer in everything():
        assert set(answer.tasks) | set(answer.via_group) | set(answer.via_succession) <= known, text


def test_only_programmes_that_are_over_are_listed_as_such() -> None:
    for text, answer in everything():
        over = [real_catalog().documents[real_catalog().task(task).document].over for task in answer.archived]
        assert all(over), text


def test_answers_fit_a_message_and_hold_no_control_character() -> None:
    for text, answer in everything():
        said = answer.reply.text
        assert 0 < len(said) <= 6000, text
        assert not [c for c in said if unicodedata.category(c) == "Cc" and c != "\n"], text


def test_no_more_than_one_empty_line_stands_between_the_parts() -> None:
    for text, answer in everything():
        assert "\n\n\n" not in answer.reply.text, text
        assert not re.search(r"[ \t]\n|  ", answer.reply.text), text


def test_nobody_is_said_to_have_failed_a_deadline() -> None:
    """The text says that the period written is over, not that somebody is late ("quá hạn")."""
    ours = [answer.reply.text.replace(answer.query.typed_topic or "\0", "") for _, answer in everything()]
    assert not [said for said in ours if re.search(r"quá hạn|trễ hạn|chậm trễ|overdue|late\b", said, re.IGNORECASE)]


def test_buttons_are_short_and_no_two_of_an_answer_are_alike() -> None:
    for text, answer in everything():
        labels = [button.label for button in answer.reply.buttons]
        assert len(labels) == len(set(labels)), text
        assert all(0 < len(label) <= 100 for label in labels), text
