"""An officer says under a reminder what is done and by which document; then it is not reminded of, until taken back."""

import pytest

from knowledge.memory import completions, reminders
from tests.handlers.conftest import Talk
from tests.handlers.test_reminders import GROUP, row, told

__all__ = ["told"]

DONE = 1
TITLE = "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài"


def begin(talk: Talk) -> str:
    """The officer chooses "done" and which of the things; returns what is said then."""
    talk.make("hoa", "officer", "bng")
    talk("Đã hoàn thành", chat=GROUP, sender="hoa", press=(row(talk), DONE))
    return talk(TITLE, chat=GROUP, sender="hoa") or ""


def test_it_asks_which_and_then_for_the_document_and_records_both(told: Talk) -> None:
    assert "số và ngày văn bản" in begin(told)
    answer = told("123/BC-BNG ngày 20/12/2026", chat=GROUP, sender="hoa") or ""
    assert answer.startswith(f"Đã ghi nhận hoàn thành: {TITLE} (văn bản 123/BC-BNG ngày 20/12/2026).")
    assert told.store.call(completions.of_agency, "bng") == {"47/NQ-CP 2.6 2026"}


@pytest.mark.parametrize(("typed", "day", "said"), [
    ("123/BC-BNG ngày 16/12/2026", "2026-12-16", "Ngày hoàn thành lấy theo văn bản: 16/12/2026."),
    ("123/BC-BNG ngày 20/12/2026", "2026-12-17", "Ngày hoàn thành lấy là ngày ghi nhận: 17/12/2026."),
    ("123/BC-BNG", "2026-12-17", "Ngày hoàn thành lấy là ngày ghi nhận: 17/12/2026."),
])  # fmt: skip
def test_it_counts_as_done_on_the_day_of_the_document_where_that_can_be_read_and_has_come(
    told: Talk, typed: str, day: str, said: str
) -> None:
    begin(told)
    assert said in (told(typed, chat=GROUP, sender="hoa") or "")
    assert told.store.call(completions.all_of_agency, "bng")[-1].done_on.isoformat() == day


def test_a_text_without_a_number_is_asked_for_again_and_it_can_be_done_without(told: Talk) -> None:
    begin(told)
    assert "Chưa thấy số văn bản" in (told("xong rồi", chat=GROUP, sender="hoa") or "")
    assert f"Đã ghi nhận hoàn thành: {TITLE}." in (told("Chưa có văn bản", chat=GROUP, sender="hoa") or "")


def test_it_can_be_given_up_and_a_command_gives_it_up_too(told: Talk) -> None:
    begin(told)
    assert told("Không ghi nhận", chat=GROUP, sender="hoa") == "Chưa ghi nhận hoàn thành."
    begin(told)
    told("/han 2.6", chat=GROUP, sender="hoa")
    told("123/BC-BNG", chat=GROUP, sender="hoa")
    assert told.store.call(completions.of_agency, "bng") == set()


def test_others_in_the_group_go_on_asking_meanwhile(told: Talk) -> None:
    begin(told)
    assert "Bộ Ngoại giao" in (told("3.6 ai chủ trì", chat=GROUP, sender="minh") or "")
    assert told.store.call(completions.of_agency, "bng") == set()


def test_what_was_recorded_can_be_taken_back_by_an_officer_only(told: Talk) -> None:
    begin(told)
    told("123/BC-BNG", chat=GROUP, sender="hoa")
    record = row(told)
    assert "Chỉ cán bộ đầu mối" in (told("Hủy ghi nhận này", chat=GROUP, sender="minh", press=(record, 0)) or "")
    assert "Đã hủy ghi nhận" in (told("Hủy ghi nhận này", chat=GROUP, sender="hoa", press=(record, 0)) or "")
    assert "đã được hủy trước đó" in (told("Hủy ghi nhận này", chat=GROUP, sender="hoa", press=(record, 0)) or "")
    assert told.store.call(completions.of_agency, "bng") == set()


def test_a_member_may_not_and_is_told_why(told: Talk) -> None:
    answer = told("Đã hoàn thành", chat=GROUP, sender="lan", press=(row(told), DONE)) or ""
    assert answer == "Chỉ cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị được làm việc này."


def test_an_answer_about_the_task_says_what_is_on_record_beside_what_the_document_says(told: Talk) -> None:
    begin(told)
    told("123/BC-BNG", chat=GROUP, sender="hoa")
    lines = (told("2.6 ai chủ trì", chat=GROUP, sender="minh") or "").splitlines()
    assert "- Bộ Ngoại giao: hoàn thành đúng hạn, ngày 17/12/2026 (văn bản 123/BC-BNG)" in lines
    assert "Tình hình: chưa có báo cáo" in (told("3.6 ai chủ trì", chat=GROUP, sender="minh") or "")


def test_what_is_recorded_is_not_recorded_twice_but_shown_and_no_more_offered(told: Talk) -> None:
    reminder = row(told)
    begin(told)
    told.make("mai", "officer", "bng")
    told("Đã hoàn thành", chat=GROUP, sender="mai", press=(reminder, DONE))
    told(TITLE, chat=GROUP, sender="mai")  # both are asked for the document
    told("123/BC-BNG ngày 16/12/2026", chat=GROUP, sender="hoa")
    answer = told("124/BC-BNG", chat=GROUP, sender="mai")
    assert answer == (
        f"{TITLE} đã được ghi nhận hoàn thành (văn bản 123/BC-BNG ngày 16/12/2026), ngày 16/12/2026, và không còn được"
        " nhắc."
    )
    assert len(told.store.call(completions.all_of_agency, "bng")) == 1
    assert "Đã hủy ghi nhận" in (told("1", chat=GROUP, sender="mai") or "")


def test_of_what_a_reminder_holds_only_what_is_open_is_asked_for(told: Talk) -> None:
    reminder = row(told)
    begin(told)
    told("Chưa có văn bản", chat=GROUP, sender="hoa")
    told("Đã hoàn thành", chat=GROUP, sender="hoa", press=(reminder, DONE))
    assert TITLE not in told.labels(GROUP)
    for key in told.store.call(reminders.in_row, reminder)[1]:
        told.store.call(completions.add, "bng", key, "", 1, told.now)
    answer = told("Đã hoàn thành", chat=GROUP, sender="hoa", press=(reminder, DONE))
    assert answer == "Các việc trong tin nhắc này đều đã được ghi nhận hoàn thành."
