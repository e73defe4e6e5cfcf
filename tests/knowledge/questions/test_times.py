"""Filters by time: years, quarters, months and days ahead. A period in years ends on 31 December."""

from datetime import datetime

import pytest

from tests.questions.asking import NOW, Person, at_nine, numbers, told

END_2026 = ["2.2", "2.3", "2.6", "3.2", "3.17", "5.9"]


@pytest.mark.parametrize(
    "question",
    [
        "nhiệm vụ nào hết hạn năm 2026",
        "nhiệm vụ nào hết hạn năm nay",
        "nhiệm vụ nào hết hạn quý này",
        "nhiệm vụ hết hạn quý 4",
        "nhiệm vụ hết hạn quý IV năm 2026",
        "nhiệm vụ hết hạn tháng 12",
        "nhiệm vụ hết hạn tháng 12 năm 2026",
        "nhiệm vụ hết hạn tháng 12/2026",
        "nhiệm vụ hết hạn tháng sau",
        "nhiệm vụ đến hạn 60 ngày tới",
        "nhiệm vụ đến hạn trong 39 ngày tới",
        "nhiệm vụ sắp đến hạn",
        "Which tasks are due this quarter?",
        "tasks due in the next 60 days",
    ],
)
def test_every_way_to_name_the_end_of_the_year_finds_what_ends_then(question: str) -> None:
    assert numbers(Person().ask(question)) == END_2026


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("nhiệm vụ hết hạn quý này", at_nine(2026, 9, 30)),
        ("nhiệm vụ hết hạn quý sau", NOW),
        ("nhiệm vụ hết hạn tháng này", NOW),
        ("nhiệm vụ hết hạn tháng 11", NOW),
        ("nhiệm vụ hết hạn quý 1 năm 2027", NOW),
        ("nhiệm vụ đến hạn 38 ngày tới", NOW),
        ("nhiệm vụ hết hạn tuần này", NOW),
    ],
)
def test_days_that_hold_no_end_of_a_year_hold_no_deadline(question: str, now: datetime) -> None:
    answer = Person(now).ask(question)
    assert (answer.kind, list(answer.tasks)) == ("tasks", [])
    assert answer.reply.text.startswith("Không có nhiệm vụ nào")


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("nhiệm vụ hết hạn quý này", at_nine(2026, 10, 1)),
        ("nhiệm vụ hết hạn quý sau", at_nine(2026, 9, 30)),
        ("nhiệm vụ hết hạn tháng này", at_nine(2026, 12, 31)),
        ("nhiệm vụ hết hạn tháng sau", at_nine(2026, 11, 1)),
        ("nhiệm vụ hết hạn tuần này", at_nine(2026, 12, 28)),
        ("nhiệm vụ đến hạn 30 ngày tới", at_nine(2026, 12, 1)),
    ],
)
def test_quarter_month_and_week_go_with_the_day_of_the_question(question: str, now: datetime) -> None:
    assert numbers(Person(now).ask(question)) == END_2026


def test_the_list_says_which_days_were_meant() -> None:
    assert "từ 01/10/2026 đến 31/12/2026" in told("nhiệm vụ hết hạn quý này").splitlines()[0]


def test_days_are_written_as_official_papers_write_them() -> None:
    """Days below ten and the months 1 and 2 with a zero before, other months without."""
    assert "từ 22/11/2026 đến 21/01/2027" in told("nhiệm vụ đến hạn 60 ngày tới").splitlines()[0]
    assert "từ 01/4/2027 đến 30/6/2027" in told("nhiệm vụ hết hạn quý 2 năm 2027").splitlines()[0]


def test_a_list_in_the_last_year_of_its_period_says_how_many_days_are_left() -> None:
    assert "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài · 2024–2026, còn 39 ngày" in told(
        "Bộ Ngoại giao chủ trì gì"
    )


def test_filters_narrow_together() -> None:
    assert numbers(Person().ask("Bộ Ngoại giao chủ trì nhiệm vụ nào hạn 2026")) == ["2.6"]
    assert numbers(Person().ask("Bộ Ngoại giao chủ trì nhiệm vụ nào hằng năm")) == ["5.6"]
    assert numbers(Person().ask("Bộ Ngoại giao chủ trì nhiệm vụ nào nhóm 3")) == ["3.5", "3.6"]


def test_recurring_tasks_are_due_in_no_year_and_under_way_in_every_year() -> None:
    person = Person()
    recurring = set(person.ask("các nhiệm vụ hằng năm của Nghị quyết 47").tasks)
    assert len(recurring) == 20
    assert not recurring & set(person.ask("nhiệm vụ nào hết hạn năm 2026").tasks)
    assert recurring <= set(person.ask("nhiệm vụ nào đang thực hiện trong năm 2027").tasks)


def test_a_list_can_be_sorted_by_deadline() -> None:
    person = Person()
    years = {task.id: task.period.last_year or 9999 for task in person.catalog.tasks if not task.period.recurring}
    listed = list(person.ask("các nhiệm vụ của Nghị quyết 47 sắp xếp theo thời hạn").tasks)
    dated = [years[task] for task in listed if task in years]
    assert len(listed) == 56
    assert dated == sorted(dated)
    assert all(task in years for task in listed[: len(dated)]), "what comes back every year stands last"


def test_overdue_is_what_ended_in_an_earlier_year_and_is_worded_as_that() -> None:
    answer = Person().ask("nhiệm vụ nào quá hạn")
    assert len(answer.tasks) == 16
    first = answer.reply.text.splitlines()[0]
    assert first.startswith("16 nhiệm vụ đã hết thời gian ghi trong văn bản và chưa có báo cáo hoàn thành")


def test_what_is_overdue_of_one_agency_is_worded_the_same() -> None:
    answer = Person().ask("Bộ Quốc phòng chủ trì nhiệm vụ nào đã quá hạn")
    first = answer.reply.text.splitlines()[0]
    assert numbers(answer) == ["5.5"]
    assert first.startswith("Bộ Quốc phòng chủ trì 1 nhiệm vụ đã hết thời gian ghi trong văn bản")
    none = told("Bộ Ngoại giao chủ trì nhiệm vụ nào đã quá hạn").splitlines()[0]
    assert none.endswith("chủ trì nhiệm vụ nào đã hết thời gian ghi trong văn bản và chưa có báo cáo hoàn thành.")


def test_what_is_overdue_grows_when_the_year_turns() -> None:
    before = set(Person(at_nine(2026, 12, 31)).ask("nhiệm vụ nào quá hạn").tasks)
    after = set(Person(at_nine(2027, 1, 1)).ask("nhiệm vụ nào quá hạn").tasks)
    assert sorted(task.split()[1] for task in after - before) == sorted(END_2026)
    assert before <= after


def test_one_task_whose_period_is_over_is_not_said_to_be_undone() -> None:
    text = told("nhiệm vụ 2.4")
    assert "Thời gian: 2024 (đã hết thời gian ghi trong văn bản, chưa có báo cáo hoàn thành)" in text


def test_a_programme_that_is_over_is_labelled_apart_and_answers_when_its_years_are_asked() -> None:
    answer = Person().ask("Bộ Ngoại giao chủ trì nhiệm vụ nào")
    assert {task.split()[0] for task in answer.archived} == {"1486/QĐ-TTg"}
    label = next(line for line in answer.reply.text.splitlines() if "1486/QĐ-TTg" in line)
    assert "đã hết giai đoạn" in label
    assert "2 nhiệm vụ" in label
    asked = Person().ask("Bộ Ngoại giao chủ trì nhiệm vụ nào năm 2019")
    assert numbers(asked) == ["1.3", "3.2"]
    assert "đã hết giai đoạn" in Person().ask("nhiệm vụ 1.3 Quyết định 1486").reply.text


def test_a_full_date_is_the_day_that_is_asked_about() -> None:
    expected = {
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn 31/12/2026": ["2.6"],
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn trước ngày 1/1/2027": ["2.6"],
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn trong tháng 12/2026": ["2.6"],
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn từ 1/1/2026 đến 31/12/2026": ["2.6"],
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn sau ngày 1/1/2027": ["3.5", "3.6", "4.3"],
        "Bộ Ngoại giao chủ trì nhiệm vụ nào hết hạn 30/11/2026": [],
    }
    assert {text: numbers(Person().ask(text)) for text in expected} == expected


def test_the_plan_of_a_year_is_due_with_the_report_of_the_year_before() -> None:
    for text in ("kế hoạch năm 2027 nộp khi nào", "bộ y tế gửi kế hoạch năm sau khi nào"):
        assert told(text).splitlines()[0].endswith("gửi trước ngày 30/11/2026.")


def test_after_the_last_period_no_document_is_said_to_be_in_force() -> None:
    later = told("Bộ Ngoại giao chủ trì nhiệm vụ nào", at_nine(2032, 1, 5))
    assert later.startswith("Không có văn bản nào còn trong giai đoạn thực hiện.")
    assert "không nêu tên" not in later


def test_months_and_years_ahead_are_counted_from_today() -> None:
    assert numbers(Person().ask("việc nào hết hạn trong 3 tháng tới")) == END_2026
    assert numbers(Person().ask("nhiệm vụ hết hạn trong 2 năm tới")) == END_2026


def test_two_bounds_hold_together() -> None:
    assert numbers(Person().ask("nhiệm vụ hết hạn sau năm 2026 trước năm 2030")) == ["3.15"]


def test_a_period_written_with_spaces_is_a_period() -> None:
    spaced, plain = Person().ask("các nhiệm vụ giai đoạn 2024 - 2025"), Person().ask("nhiệm vụ có thời gian 2024-2025")
    assert numbers(spaced) == numbers(plain) != []


def test_what_is_still_open_leaves_out_what_is_over() -> None:
    assert numbers(Person().ask("bộ công an nhiệm vụ nào còn hạn")) == ["4.3"]
