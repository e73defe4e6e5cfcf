"""Nothing in the code knows a document or an agency: a programme that nobody has heard of is answered the same way."""

import pytest

from knowledge.catalog.catalog import Catalog
from knowledge.reading.facts import read_facts
from tests.knowledge.questions.made_up import write_made_up
from tests.questions.asking import Person, at_nine, numbers

NOW = at_nine(2041, 5, 5)


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return Catalog(read_facts(write_made_up(tmp_path_factory.mktemp("documents"))))


@pytest.fixture
def person(catalog: Catalog) -> Person:
    return Person(NOW, catalog)


@pytest.mark.parametrize(
    ("question", "tasks"),
    [
        ("Bộ Biển cả chủ trì nhiệm vụ nào?", ["1.1", "1.2", "1.3", "2.3"]),
        ("bo bien ca chu tri nhung viec gi", ["1.1", "1.2", "1.3", "2.3"]),
        ("bbc chủ trì gì", ["1.1", "1.2", "1.3", "2.3"]),
        ("booj bieenr car chur trif nhieemj vuj naof", ["1.1", "1.2", "1.3", "2.3"]),
        ("Bộ Biển cả phối hợp nhiệm vụ nào?", ["2.1", "2.2"]),
        ("Bộ Biển cả và Bộ Rừng núi cùng chủ trì nhiệm vụ nào", ["1.3"]),
        ("BRN chủ trì gì", ["1.3"]),
        ("tỉnh Mây Trắng chủ trì nhiệm vụ nào", []),
        ("nhiệm vụ nào hết hạn năm nay", ["1.1"]),
        ("nhiệm vụ quá hạn", ["1.3", "2.3"]),
        ("các nhiệm vụ hằng năm", ["1.2"]),
        ("nhiệm vụ nhóm 2", ["2.1", "2.2", "2.3"]),
        ("kế hoạch 777 có những nhiệm vụ nào", ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3"]),
        ("Which tasks does the Ministry of the Seas lead?", ["1.1", "1.2", "1.3", "2.3"]),
        ("nhiệm vụ 1.2", ["1.2"]),
        ("ai trồng san hô", ["1.1"]),
    ],
)
def test_its_tasks_are_found(person: Person, question: str, tasks: list[str]) -> None:
    assert numbers(person.ask(question)) == tasks


def test_what_was_taken_over_and_what_is_given_to_all_stand_apart(person: Person) -> None:
    answer = person.ask("Bộ Rừng núi chủ trì nhiệm vụ nào")
    assert answer.reply.text.startswith("Bộ Rừng núi chủ trì 1 nhiệm vụ theo Kế hoạch 777/KH-BBC:")
    assert (list(answer.via_succession), list(answer.via_group)) == (["777/KH-BBC 2.1"], ["777/KH-BBC 2.2"])
    assert "Tiếp nhận từ Bộ Bầu trời" in answer.reply.text
    assert answer.reply.text.endswith("Nguồn: Phụ lục Kế hoạch 777/KH-BBC ngày 03/3/2039")


def test_a_task_is_shown_with_everything_the_annex_says(person: Person) -> None:
    lines = person.ask("hạn của nhiệm vụ 1.1").reply.text.splitlines()
    assert lines[0].startswith("Thời gian thực hiện nhiệm vụ 1.1: 2039–2041 (hết ngày 31/12/2041")
    assert {"Trồng san hô ở vịnh phía bắc", "Chủ trì: Bộ Biển cả", "Phối hợp: Bộ Rừng núi"} <= set(lines)
    assert lines[-1] == "Nguồn: Phụ lục Kế hoạch 777/KH-BBC, mục 1.1"


def test_its_report_its_signer_and_its_agencies_are_known(person: Person) -> None:
    assert person.ask("hạn nộp báo cáo năm nay").reply.text.startswith(
        "Báo cáo san hô năm 2041: gửi trước ngày 20/6/2041."
    )
    assert person.ask("kế hoạch 777 ai ký").reply.text.startswith("Kế hoạch 777/KH-BBC do Lê Hải Âu ký (")
    fate = person.ask("Bộ Bầu trời giờ là bộ nào").reply.text
    assert fate.startswith("Bộ Bầu trời nay là Bộ Rừng núi, từ 01/3/2040.")
    assert "Căn cứ: Nghị quyết 5/2040/QH25" in fate


def test_it_is_followed_up_page_by_page_as_any_other(person: Person) -> None:
    person.ask("Bộ Biển cả chủ trì nhiệm vụ nào?")
    assert numbers(person.ask("chi tiết cái thứ 2")) == ["1.2"]
    assert person.ask("ai phối hợp?").reply.text.startswith("Phối hợp nhiệm vụ 1.2: Bộ Bầu trời")


def test_the_real_names_mean_nothing_to_it(person: Person) -> None:
    for question in (
        "Nghị quyết 47/NQ-CP có những nhiệm vụ nào",
        "Bộ Ngoại giao chủ trì nhiệm vụ nào",
        "VTV chủ trì gì",
    ):
        answer = Person(NOW, person.catalog).ask(question)
        assert "Nghị quyết 47/NQ-CP có" not in answer.reply.text
        assert not [task for task in answer.tasks if not task.startswith("777/KH-BBC")]
        assert "Bộ Ngoại giao chủ trì" not in answer.reply.text


def test_a_programme_is_over_once_its_years_are_and_is_then_labelled_so(catalog: Catalog) -> None:
    later = Person(at_nine(2044, 1, 1), catalog).ask("Bộ Biển cả chủ trì nhiệm vụ nào?")
    assert (list(later.tasks), len(later.archived)) == ([], 4)
