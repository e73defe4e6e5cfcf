"""Questions about progress are answered from what is recorded, also on the follow-up, and never from anything else."""

from datetime import date

import pytest

from knowledge.catalog.readers import EVERYTHING, PUBLIC, edition_for
from knowledge.progress.records import Done, Note, Records
from knowledge.questions import Answer, Conversation, ask
from tests.internal import REPORT, SINGLE, TITLE, catalog_with
from tests.questions.asking import NOW, numbers, real_calendar, real_catalog

NQ = "47/NQ-CP"
RECORDS = Records.of(
    [
        Done("bng", f"{NQ} 2.6 2026", date(2026, 11, 20), "123/BC-BNG"),
        Done("bvhttdl", f"{NQ} 2.8 2025", date(2026, 1, 20), "9/BC-BVHTTDL"),
        Done("bng", "nd244-phat-ngon 2026", date(2026, 11, 18), "7/BC-BNG"),
        Done("bct", "nd244-phat-ngon 2026", date(2026, 12, 20)),
    ],
    [Note("bng", f"{NQ} 3.5", date(2026, 11, 1), 60, "đã lấy ý kiến các bộ")],
)


def asked(*texts: str) -> Answer:
    conversation, answer = Conversation(), None
    for text in texts:
        answer, conversation = ask(
            real_catalog(), real_calendar(), text, conversation, NOW, None, ("bng",), recorded=RECORDS
        )
    assert answer is not None
    return answer


@pytest.mark.parametrize("text", [
    "nhiệm vụ nào của BNG chưa xong", "bng chua xong viec nao", "Bộ Ngoại giao chủ trì nhiệm vụ nào chưa hoàn thành?",
    "việc nào của bộ mình chưa làm xong", "nhiệm vụ nào của ta chưa xong", "nhiệm vụ nào của tôi chưa xong",
    "which tasks of the Ministry of Foreign Affairs are not completed",
])  # fmt: skip
def test_what_is_not_finished_is_listed_without_what_is_done_or_recurs(text: str) -> None:
    answer = asked(text)
    assert numbers(answer) == ["3.5", "3.6", "4.3"]
    assert "60%" in answer.reply.text


def test_the_follow_up_asks_the_same_of_another_agency() -> None:
    answer = asked("nhiệm vụ nào của BNG chưa xong", "còn Bộ Công an?")
    assert numbers(answer) == ["4.2", "4.3"]
    assert "chưa hoàn thành" in answer.reply.text


@pytest.mark.parametrize(("text", "found"), [
    ("nhiệm vụ nào đã hoàn thành", ["2.6", "2.8"]),
    ("việc nào hoàn thành quá hạn", ["2.8"]),
    ("nhiệm vụ nào hoàn thành đúng hạn", ["2.6"]),
    ("BNG đã hoàn thành những nhiệm vụ nào", ["2.6"]),
    ("nhiệm vụ nào của BNG chưa có báo cáo", ["3.6", "4.3"]),
])  # fmt: skip
def test_tasks_are_listed_by_how_they_stand(text: str, found: list[str]) -> None:
    assert numbers(asked(text)) == found


def test_what_is_past_its_day_is_counted_without_what_was_reported_as_done() -> None:
    text = asked("BTTTT trễ mấy việc").reply.text
    assert "chủ trì 9 nhiệm vụ đã hết thời gian ghi trong văn bản và chưa có báo cáo hoàn thành" in text
    assert "Không kể 1 nhiệm vụ đã được báo hoàn thành." in text
    assert "2.8 " not in text


@pytest.mark.parametrize(("texts", "said"), [
    (["tiến độ 2.6"], "Tình hình nhiệm vụ 2.6: hoàn thành đúng hạn."),
    (["2.8 xong chưa"], "Tình hình nhiệm vụ 2.8: hoàn thành quá hạn."),
    (["3.5 ai chủ trì", "tiến độ tới đâu rồi"], "Tình hình nhiệm vụ 3.5: đang thực hiện trong hạn, 60%."),
    (["tiến độ 5.6"], "Nhiệm vụ 5.6 chưa có báo cáo về tình hình thực hiện."),
    (["tiến độ 3.6"], "Nhiệm vụ 3.6 chưa có báo cáo về tình hình thực hiện."),
])  # fmt: skip
def test_how_one_task_stands_is_said_first(texts: list[str], said: str) -> None:
    assert asked(*texts).reply.text.splitlines()[0] == said


@pytest.mark.parametrize(("texts", "said"), [
    (["bao nhiêu phần trăm hoàn thành"], "Đã báo hoàn thành 2/36 nhiệm vụ có thời hạn, đạt 5,6%"),
    (["tỷ lệ hoàn thành của BNG"], "Bộ Ngoại giao: Đã báo hoàn thành 1/4 nhiệm vụ có thời hạn, đạt 25,0%"),
    (["BNG chủ trì gì", "bao nhiêu phần trăm hoàn thành", "còn bộ 4t?"],
     "Bộ Thông tin và Truyền thông: Đã báo hoàn thành 1/22 nhiệm vụ có thời hạn"),
    (["nhiệm vụ nào của BNG chưa xong", "bao nhiêu phần trăm hoàn thành"], "Bộ Ngoại giao: Đã báo hoàn thành 1/4"),
])  # fmt: skip
def test_how_much_is_completed_is_reckoned(texts: list[str], said: str) -> None:
    assert asked(*texts).reply.text.startswith(said)


@pytest.mark.parametrize("number", ["2.6", "5.3"])
@pytest.mark.parametrize("text", [
    "BNG nộp báo cáo chưa?", "ai chưa nộp báo cáo?", "bộ nào chậm nhất?", "bộ nào hoàn thành nhiều nhất?",
    "so sánh tiến độ BNG và BCA", "bao nhiêu phần trăm hoàn thành", "tiến độ của BNG", "tỷ lệ hoàn thành của BNG",
])  # fmt: skip
def test_what_is_asked_of_agencies_is_not_answered_about_the_task_last_shown(number: str, text: str) -> None:
    answer = asked(f"tiến độ {number}", text)
    assert answer.kind != "task"
    assert not answer.reply.text.startswith("Có.")
    alone = asked(text)
    assert (answer.kind, numbers(answer)) == (alone.kind, numbers(alone))


def test_what_points_back_at_the_task_is_still_answered_of_it() -> None:
    for text in ("việc này đạt bao nhiêu phần trăm", "ai phối hợp", "chậm nhất khi nào xong"):
        assert asked("tiến độ 4.3", text).query.tasks == (f"{NQ} 4.3",), text


def test_an_order_that_is_not_understood_is_said_to_have_changed_nothing_whatever_it_cites() -> None:
    for text in ("bỏ phối hợp 2.6 theo QĐ 1/QĐ-TTg", "thêm phối hợp 2.6 Bộ Công an theo QĐ 1/QĐ-TTg"):
        said = asked(text).reply.text
        assert said.startswith("Chưa cập nhật gì.")
        assert "/sua" in said


def test_nobody_is_missing_before_a_report_was_owed_or_followed() -> None:
    text = asked("ai chưa nộp báo cáo năm 2025").reply.text
    assert "phát ngôn" not in text
    assert "chương trình chưa ghi nhận việc nộp của kỳ này." in text
    assert " 0/" not in text
    assert "Chưa được ghi nhận:" not in text


def test_who_has_not_handed_in_a_report_is_said_of_each_report_and_of_one_agency_on_the_follow_up() -> None:
    text = asked("ai chưa nộp báo cáo phát ngôn năm 2026").reply.text
    assert "gửi trước ngày 20/12/2026: 2/51 cơ quan đã được ghi nhận nộp." in text
    assert "Đã ghi nhận: Bộ Ngoại giao và Bộ Công Thương." in text
    missing = next(line for line in text.splitlines() if line.startswith("Chưa được ghi nhận:"))
    assert "Bộ Công an" in missing
    assert "Bộ Ngoại giao" not in missing
    each = asked("ai chưa nộp báo cáo phát ngôn năm 2026", "còn Bộ Công Thương?").reply.text
    assert "Bộ Công Thương đã nộp ngày 20/12/2026, quá hạn." in each
    assert "cơ quan có thể đã nộp mà chưa ghi nhận" in each


def test_asked_when_an_agency_must_report_it_is_said_that_it_has() -> None:
    lines = asked("Bộ Ngoại giao nộp báo cáo phát ngôn trước ngày nào").reply.text.splitlines()
    assert lines[1] == "Bộ Ngoại giao đã nộp ngày 18/11/2026 (văn bản 7/BC-BNG)."


def test_what_was_said_of_an_internal_task_is_kept_from_who_may_not_read_it() -> None:
    records = Records.of(
        [Done("bng", f"{NQ} 2.6 2026", date(2026, 11, 20), f"báo cáo về {TITLE}")],
        [Note("bng", f"{NQ} 4.4", date(2026, 11, 1), 10, f"đang làm: {TITLE}")],
    )
    whole = catalog_with(SINGLE)
    texts = ("tiến độ 2.6", "tiến độ 4.4", "nhiệm vụ nào đã hoàn thành", "nhiệm vụ nào của BNG chưa xong")
    for reader, may in ((PUBLIC, False), (EVERYTHING, True)):
        said = ""
        for text in texts:
            catalog = edition_for(whole, reader)
            answer, _ = ask(catalog, real_calendar(), text, Conversation(), NOW, recorded=records)
            said += answer.reply.text
            assert text != "nhiệm vụ nào đã hoàn thành" or numbers(answer) == (["2.6"] if may else [])
        assert (TITLE in said) == may


def test_who_owes_an_internal_report_is_counted_and_not_named() -> None:
    catalog = edition_for(catalog_with(REPORT), PUBLIC)
    answer, _ = ask(catalog, real_calendar(), "ai chưa nộp báo cáo năm 2026", Conversation(), NOW, recorded=RECORDS)
    counted, *others = answer.reply.text.split("\n\n")
    assert "0/17 cơ quan" in counted
    assert "Bộ Công an" not in counted
    assert "Bộ Công an" in "".join(others)


@pytest.mark.parametrize(("text", "said"), [
    ("bộ nào hoàn thành nhiều nhất", "Đã báo hoàn thành nhiều nhiệm vụ chủ trì nhất theo Nghị quyết 47/NQ-CP"),
    ("bộ nào có nhiều nhiệm vụ quá hạn nhất", "Chủ trì nhiều nhiệm vụ đã hết thời gian mà chưa có báo cáo"),
    ("bộ nào chậm nhất", "Chủ trì nhiều nhiệm vụ đã hết thời gian mà chưa có báo cáo hoàn thành nhất"),
    ("cơ quan nào chưa báo cáo tiến độ?", "Chủ trì nhiều nhiệm vụ chưa có báo cáo nhất"),
    ("bộ nào hoàn thành ít nhất", "Đã báo hoàn thành ít nhiệm vụ chủ trì nhất"),
])  # fmt: skip
def test_agencies_are_ranked_by_how_their_tasks_stand_also_after_reports(text: str, said: str) -> None:
    for before in ((), ("ai chưa nộp báo cáo năm 2026",)):
        assert asked(*before, text).reply.text.startswith(said)


def test_where_nothing_was_completed_agencies_are_not_ranked_by_what_they_lead() -> None:
    answer, _ = ask(real_catalog(), real_calendar(), "bộ nào hoàn thành nhiều nhất", Conversation(), NOW)
    assert answer.reply.text.startswith("Chưa có cơ quan nào báo hoàn thành nhiệm vụ chủ trì")


def test_how_an_agency_stands_is_answered_of_its_tasks_also_after_reports() -> None:
    text = asked("ai chưa nộp báo cáo năm 2026", "tình hình thực hiện của Bộ Ngoại giao").reply.text
    assert text.startswith("Bộ Ngoại giao: Đã báo hoàn thành 1/4 nhiệm vụ")


def test_of_provinces_only_provinces_are_missing() -> None:
    text = asked("tỉnh nào chưa nộp báo cáo năm 2026").reply.text
    assert "0/34 cơ quan" in text
    assert "Bộ" not in text.partition("Chưa được ghi nhận:")[2]


def test_what_was_reported_of_an_agency_is_listed() -> None:
    assert numbers(asked("nhiệm vụ nào BNG báo tiến độ rồi")) == ["2.6", "3.5"]


def test_no_day_is_named_for_a_report_in_a_year_before_its_document() -> None:
    for text in ("hạn nộp báo cáo năm 2025", "BNG phải nộp báo cáo gì năm 2024"):
        assert "244/2026" not in asked(text).reply.text
    said = asked("hạn nộp báo cáo phát ngôn năm 2025").reply.text
    assert said.startswith("Năm 2025 chưa có quy định này (văn bản ban hành ngày 26/6/2026). Kỳ tới:")
    assert "trước ngày 20/12/2026" in said


def test_of_what_is_done_nothing_is_said_twice_and_no_days_are_left() -> None:
    text = asked("tiến độ 2.6").reply.text
    assert text.count("Tình hình") == 1
    assert text.count("262/2026/NĐ-CP") == 1
    assert "còn" not in text
    assert "còn" not in asked("BNG đã hoàn thành những nhiệm vụ nào").reply.text


def test_agencies_are_compared_each_by_itself_also_after_reports() -> None:
    for before in ((), ("ai chưa nộp báo cáo năm 2026",), ("bộ nào chậm nhất",)):
        lines = asked(*before, "so sánh tiến độ BNG và BCA").reply.text.splitlines()
        assert lines[0].startswith("Bộ Ngoại giao: Đã báo hoàn thành 1/4 nhiệm vụ")
        assert lines[1].startswith("Bộ Công an: Đã báo hoàn thành 0/2 nhiệm vụ")


def test_in_a_year_before_all_reports_none_is_named_for_it() -> None:
    assert "47/NQ-CP" not in asked("hạn nộp báo cáo năm 2015").reply.text
