"""An answer that an official has given: to just that question, with its source, to who may read that."""

from dataclasses import replace
from datetime import date

from knowledge.catalog.catalog import Catalog
from knowledge.catalog.readers import EVERYTHING, PUBLIC, Reader
from knowledge.messages import Reply
from knowledge.questions import Questions
from knowledge.records import Curated
from tests.internal import SINGLE, WHOLE, catalog_with
from tests.questions.asking import NOW, Person, real_calendar, real_catalog

WAGE = "lương tối thiểu vùng là bao nhiêu"
ANSWER = Curated((WAGE,), "4.960.000 đồng.", "", "Điều 3 Nghị định 74/2024/NĐ-CP", "", date(2026, 11, 20))


def with_curated(*curated: Curated, catalog: Catalog | None = None) -> Catalog:
    return Catalog(replace((catalog or real_catalog()).facts, curated=curated))


def test_it_answers_the_question_with_its_source_and_since_when() -> None:
    answer = Person(catalog=with_curated(ANSWER)).ask(WAGE)
    assert answer.kind == "curated"
    assert answer.reply.text.split("\n") == [
        "4.960.000 đồng.",
        "",
        "Nguồn: Điều 3 Nghị định 74/2024/NĐ-CP",
        "Theo cập nhật của người quản trị ngày 20/11/2026.",
    ]


def test_in_a_language_in_which_it_was_not_given_it_is_said_so_and_not_translated() -> None:
    english = replace(ANSWER, questions=("what is the minimum wage",))
    answer = Person(catalog=with_curated(english)).ask("What is the minimum wage?")
    assert "4.960.000 đồng.\n\n(Entered in Vietnamese only.)\n" in answer.reply.text
    assert "As entered by an administrator on 20 November 2026." in answer.reply.text


def test_what_the_documents_say_for_sure_they_say() -> None:
    asked = "bộ ngoại giao chủ trì nhiệm vụ nào"
    answer = Person(catalog=with_curated(replace(ANSWER, questions=(asked,)))).ask(asked)
    assert answer.kind == "tasks"


def test_it_stands_for_an_answer_that_is_not_sure() -> None:
    asked = "nhiệm vụ nào nói tới mạng lưới tuỳ viên"
    assert Person().ask(asked).score < 0.65
    answer = Person(catalog=with_curated(replace(ANSWER, questions=(asked,)))).ask(asked)
    assert answer.kind == "curated"


def test_of_two_answers_the_newer_one_holds() -> None:
    newer = replace(ANSWER, text="5.100.000 đồng.", since=date(2027, 1, 1))
    for both in ((ANSWER, newer), (newer, ANSWER)):
        assert "5.100.000" in Person(catalog=with_curated(*both)).ask(WAGE).reply.text


def test_it_does_not_end_what_is_talked_about() -> None:
    person = Person(catalog=with_curated(ANSWER))
    person.ask("bộ ngoại giao chủ trì nhiệm vụ nào")
    person.ask(WAGE)
    assert "Bộ Ngoại giao phối hợp" in person.ask("còn phối hợp?").reply.text


def test_what_comes_from_an_internal_document_is_said_to_who_may_read_that() -> None:
    internal = replace(ANSWER, document="47/NQ-CP", source="Nghị quyết 47/NQ-CP, mục III")
    questions = Questions(with_curated(internal, catalog=catalog_with(WHOLE)), real_calendar())

    def said(reader: Reader) -> Reply:
        return questions.ask(WAGE, None, NOW, "vi", (), reader)[0]

    assert "4.960.000" in said(EVERYTHING).text
    assert "4.960.000" in said(Reader(agency="bng")).text
    assert "4.960.000" not in said(PUBLIC).text


def test_in_a_document_with_internal_tasks_it_is_as_the_part_is_that_its_source_names() -> None:
    def is_told(*of: str) -> bool:
        answer = replace(ANSWER, document="47/NQ-CP", of=of)
        questions = Questions(with_curated(answer, catalog=catalog_with(SINGLE)), real_calendar())
        return "4.960.000" in questions.ask(WAGE, None, NOW, "vi", (), PUBLIC)[0].text

    assert is_told("47/NQ-CP 3.5")
    assert is_told("Mục III.1.c")
    assert not is_told("47/NQ-CP 2.6")
    assert not is_told("47/NQ-CP 3.5", "47/NQ-CP 2.6")
    assert not is_told()
