"""Reporting duties: until when to the letter, by which working day, to whom today, and where that is written."""

from datetime import datetime

import pytest

from tests.questions.asking import NOW, Person, at_nine, told

ASKED = "Hạn nộp báo cáo năm nay?"


def test_before_the_day_the_answer_says_the_day_the_safe_working_day_and_who_receives_it_now() -> None:
    assert told(ASKED).splitlines()[:4] == [
        "Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027: gửi trước ngày 30/11/2026.",
        "Nên gửi chậm nhất thứ Sáu 27/11/2026, còn 5 ngày (ngày cuối là Chủ nhật 29/11/2026, ngày nghỉ).",
        "Nơi nhận: Bộ Văn hóa, Thể thao và Du lịch (văn bản ghi: Bộ Thông tin và Truyền thông).",
        "Cơ quan báo cáo: Bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ.",
    ]


def test_it_names_the_clause() -> None:
    assert "Nguồn: Thông tư 02/2019/TT-BTTTT ngày 08/3/2019, Điều 10 khoản 5" in told(ASKED).splitlines()


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at_nine(2026, 11, 26), "Nên gửi chậm nhất thứ Sáu 27/11/2026, còn 1 ngày"),
        (at_nine(2026, 11, 27), "Nên gửi chậm nhất thứ Sáu 27/11/2026, hôm nay là ngày cuối"),
        (at_nine(2026, 11, 28), "Ngày cuối là Chủ nhật 29/11/2026, ngày nghỉ, còn 1 ngày."),
        (at_nine(2026, 11, 29), "Ngày cuối là Chủ nhật 29/11/2026, ngày nghỉ, hôm nay là ngày cuối."),
    ],
)
def test_the_days_left_are_counted_to_the_day_that_can_still_be_kept(now: datetime, said: str) -> None:
    assert said in told("hạn báo cáo thông tin đối ngoại năm nay", now)


@pytest.mark.parametrize("now", [at_nine(2026, 11, 30), at_nine(2026, 12, 1), at_nine(2026, 12, 31)])
def test_after_the_day_it_is_said_to_have_passed_or_the_next_one_is_named(now: datetime) -> None:
    text = told("hạn báo cáo thông tin đối ngoại năm nay", now)
    assert "đã qua" in text or "30/11/2027" in text
    assert "Nên gửi chậm nhất thứ Sáu 27/11/2026" not in text


def test_in_the_next_year_it_speaks_of_that_year() -> None:
    text = told("hạn báo cáo thông tin đối ngoại", at_nine(2027, 1, 4))
    assert text.startswith("Báo cáo thông tin đối ngoại năm 2027 và kế hoạch năm 2028: gửi trước ngày 30/11/2027")
    assert "30/11/2026" not in text


def test_a_day_that_is_a_working_day_is_the_last_day_itself() -> None:
    assert "Ngày cuối là thứ Hai 29/11/2027" in told("hạn báo cáo thông tin đối ngoại", at_nine(2027, 11, 22))


def test_midnight_in_viet_nam_turns_the_day_not_midnight_in_utc() -> None:
    late_in_utc = datetime.fromisoformat("2026-11-26T17:30:00+00:00")
    assert "hôm nay là ngày cuối" in told(ASKED, late_in_utc)
    assert "còn 1 ngày" in told(ASKED, datetime.fromisoformat("2026-11-26T16:30:00+00:00"))


@pytest.mark.parametrize("question", ["Báo cáo theo Quyết định 1486?", "Quyết định 1486 yêu cầu báo cáo khi nào"])
def test_a_duty_of_a_programme_that_is_over_is_said_to_be_no_longer_applied(question: str) -> None:
    assert "Quy định của văn bản đã hết giai đoạn, không còn áp dụng." in told(question)


def test_a_day_that_was_asked_for_once_is_said_to_have_passed() -> None:
    text = told("công văn 2024 yêu cầu báo cáo khi nào")
    assert "Yêu cầu một lần, thời hạn đã qua." in text
    assert "Công văn" in text


def test_what_is_not_fully_verified_is_said_to_be_so() -> None:
    assert "chưa xác minh" in told(ASKED)


def test_the_form_where_the_document_sets_none_is_said_to_be_none() -> None:
    assert "Văn bản không quy định mẫu." in told("Nghị quyết 47 báo cáo theo mẫu nào")


def test_the_same_report_in_english_keeps_the_vietnamese_names_beside() -> None:
    lines = told("When is this year's report due?").splitlines()
    assert lines[0] == "External information report for 2026 and plan for 2027: to be sent before 30 November 2026."
    assert lines[1].startswith("Best sent by Friday 27 November 2026, 5 days left")
    assert "Ministry of Culture, Sports and Tourism (Bộ Văn hóa, Thể thao và Du lịch)" in lines[2]


def test_every_duty_that_is_known_is_in_the_list_of_all() -> None:
    person = Person(NOW)
    button = next(each for each in person.ask(ASKED).reply.buttons if each.label == "Mọi mốc báo cáo")
    text = person.tap(button).reply.text
    for duty in person.catalog.duties:
        assert duty.document or not duty.month_days or duty.citation in text, duty.id


def test_reports_due_in_a_month_come_first() -> None:
    assert told("bộ y tế phải nộp báo cáo nào trong tháng 12").splitlines()[0].endswith("gửi trước ngày 20/12/2026.")


def test_a_follow_up_about_another_year_is_answered_for_that_year() -> None:
    answer = Person().asks("hạn nộp báo cáo năm nay?", "còn năm 2027?")
    assert answer.reply.text.splitlines()[0].endswith("gửi trước ngày 30/11/2027.")


def test_what_an_agency_owes_without_a_day_is_listed_too() -> None:
    assert "Mục III.1.c" in told("UBND tỉnh phải báo cáo gì?")


@pytest.mark.parametrize(
    "asked", ["tỉnh phải báo cáo gì", "tinh bao cao gi", "tỉnh báo cáo trước ngày nào", "cấp tỉnh báo cáo khi nào"]
)
def test_the_provinces_are_told_what_they_report_and_not_what_the_ministries_do(asked: str) -> None:
    text = told(asked)
    assert text.startswith("Báo cáo công tác phát ngôn và cung cấp thông tin cho báo chí: gửi trước ngày 20/12/2026.")
    assert "30/11/2026" not in text


def test_provinces_named_by_that_word_alone_can_be_asked_about_next() -> None:
    person = Person()
    person.ask("bộ ngoại giao chủ trì nhiệm vụ nào")
    assert person.ask("tỉnh thì sao").reply.text.startswith("Các địa phương chủ trì")


def test_the_same_syllable_with_another_tone_is_no_province() -> None:
    assert agencies_of("tỉnh có việc gì") == ["cac-dia-phuong"]
    assert agencies_of("Bộ Nội vụ mình, chủ trì hoặc phối hợp gì cũng tính") == ["bnv"]


def agencies_of(text: str) -> list[str]:
    return [party.agency for party in Person().ask(text).query.parties]
