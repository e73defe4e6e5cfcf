"""What is hidden is never mistaken for something else, can be had back by its words, and what is typed is not lost."""

from datetime import timedelta

import pytest

from knowledge.memory import history, overlay
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office

__all__ = ["office"]

OFFICER = Chat("console", "hoa")


def done(office: Office, text: str) -> None:
    assert "Vui lòng xác nhận" in office(text), text
    office.choose("Đồng ý")


@pytest.fixture
def without_report(office: Office) -> Office:
    done(office, "xóa báo cáo công tác phát ngôn theo QĐ 3/QĐ-TTg")
    return office


@pytest.mark.parametrize("text", [
    "sửa hạn nộp báo cáo phát ngôn thành trước ngày 15/12 hằng năm theo TT 1/2027/TT-BVHTTDL",
    "/sua hạn nộp báo cáo phát ngôn thành trước ngày 15/12 hằng năm theo TT 1/2027/TT-BVHTTDL",
])  # fmt: skip
def test_what_is_hidden_is_not_changed_and_nothing_else_is_taken_for_it(without_report: Office, text: str) -> None:
    said = without_report(text)
    assert "đang ẩn. Vui lòng hiện lại trước:" in said
    assert "theo QĐ 3/QĐ-TTg" in said
    assert "Vui lòng xác nhận" not in without_report("chi tiết báo cáo phát ngôn")
    assert "Sẽ hiện lại" in without_report("hiện lại báo cáo phát ngôn")


def test_a_name_that_fits_only_in_part_is_asked_back(office: Office) -> None:
    said = office("sửa hạn nộp báo cáo phát ngôn hải quan thành trước ngày 15/12 hằng năm theo TT 1/2027/TT-BVHTTDL")
    assert "“phát ngôn hải quan” chưa đủ rõ." in said
    assert "Vui lòng xác nhận" not in office("chi tiết báo chí")


def test_what_is_hidden_is_had_back_by_its_words(without_report: Office) -> None:
    done(without_report, "hiện lại báo cáo phát ngôn")
    assert without_report.store.call(overlay.of_kind, "duty") == {}
    assert without_report("hiện lại báo cáo phát ngôn") == "Không có nội dung nào đang ẩn."


def test_only_what_is_hidden_is_offered_to_be_shown_again(without_report: Office) -> None:
    said = without_report("hiện lại báo cáo hải quan")
    assert "Chưa rõ “hải quan” là nội dung nào" in said
    labels = without_report.labels(Chat("console", "lan"))
    assert [each for each in labels if not each.startswith("Hiện lại")] == []


@pytest.mark.parametrize(("typed", "said"), [
    ("/sua 99.9 hạn 31/12/2027", "Không có nhiệm vụ “99.9”."),
    ("/xoa abc xyz", "Chưa rõ “abc xyz” là nội dung nào."),
    ("/them abc xyz", "Chưa rõ “abc xyz” là nội dung nào."),
    ("/sua Bộ Ngoại giao", "Bộ Ngoại giao, tên đang là"),
    ("/xoa Bộ Ngoại giao", "có sẵn trong danh mục nên không xóa được"),
])  # fmt: skip
def test_what_was_typed_is_understood_or_named(office: Office, typed: str, said: str) -> None:
    assert said in office(typed)


@pytest.mark.parametrize("typed", [
    "/sua 3.7 hạn 31/12/2027 theo QĐ 99/QĐ-TTg", "sửa hạn 3.7 thành 31/12/2027 theo QĐ 99/QĐ-TTg"
])  # fmt: skip
def test_what_cannot_be_set_is_refused_and_other_fields_are_offered(office: Office, typed: str) -> None:
    assert "thực hiện hằng năm nên không đặt thời hạn được" in office(typed)
    assert "Thời hạn" not in office.labels(Chat("console", "lan"))
    assert "nội dung đang là" in office.choose("Nội dung")


def test_a_question_in_the_middle_is_answered_and_the_step_is_kept(office: Office) -> None:
    office("/them báo cáo Báo cáo thử")
    office("BNG")
    office("BVHTTDL")
    assert "gửi trước ngày 30/11/2026" in office("BCA phải báo cáo gì")
    assert "đang thêm dở" in office("/them")
    assert "Hạn nộp khi nào?" in office.choose("Tiếp tục")


def test_a_task_that_is_named_in_the_middle_is_shown(office: Office) -> None:
    office("/them ngày nghỉ 28/11/2028")
    assert "3.7" in office("nhiệm vụ 3.7")


def test_reminders_that_come_later_do_not_end(office: Office) -> None:
    done(office, "sửa hạn 2.6 thành 31/12/2027 theo QĐ 99/QĐ-TTg")
    said = office("sửa hạn 2.6 thành 31/12/2028 theo QĐ 100/QĐ-TTg")
    assert "thôi nhắc" not in said
    assert "đổi ngày nhắc Bộ Ngoại giao; nhắc lần tới ngày 01/11/2028" in said
    office.choose("Đồng ý")
    said = office("đổi chủ trì 2.6 thành Bộ Công an theo QĐ 5/QĐ-TTg")
    assert "thôi nhắc Bộ Ngoại giao; nhắc Bộ Công an" in said


def test_a_deadline_that_is_over_is_called_the_new_one(office: Office) -> None:
    done(office, "/sua 2.6 hạn 30/9/2026 theo QĐ 1/QĐ-TTg")
    assert "2024–2026, thời hạn mới đến 30/9/2026, đã hết thời gian" in office("Bộ Ngoại giao chủ trì gì", "minh")
    assert "(đã hết thời hạn mới, chưa có báo cáo hoàn thành)" in office("nhiệm vụ 2.6", "minh")


def test_officers_are_told_of_what_is_changed_for_their_agency_and_when_it_is_taken_back(office: Office) -> None:
    done(office, "sửa hạn 2.6 thành 31/12/2027 theo QĐ 99/QĐ-TTg")
    row = office.last_row("hoa")
    assert "Nguyễn Lan đã thay đổi thời hạn nhiệm vụ 2.6: theo văn bản → 31/12/2027" in told(office)
    office.later(timedelta(minutes=1))
    office("/hoantac")
    office.choose("Hoàn tác")
    assert office.last_row("hoa") != row
    assert "thời hạn nhiệm vụ 2.6: 31/12/2027 → theo văn bản" in told(office)
    done(office, "sửa hạn 2.8 thành 31/12/2029 theo QĐ 99/QĐ-TTg")
    assert "2.8" not in told(office)


def told(office: Office) -> str:
    return office.store.call(history.since, OFFICER)[-1].reply.text


def test_who_may_not_hide_tasks_is_told_since_when_one_is_followed_no_more(office: Office) -> None:
    done(office, "xóa nhiệm vụ 3.7 theo QĐ 8/QĐ-TTg")
    for text in ("nhiệm vụ 3.7", "ai chủ trì 3.7?"):
        said = office(text, "hoa", chat=OFFICER)
        assert said == "Nhiệm vụ 3.7 không còn theo dõi từ 23/11/2026 theo QĐ 8/QĐ-TTg (văn bản gốc vẫn ghi)."
    assert "Đang ẩn:" in office("nhiệm vụ 3.7")


def test_a_hidden_report_that_is_asked_about_is_said_to_be_followed_no_more(without_report: Office) -> None:
    said = without_report("ai chưa nộp báo cáo phát ngôn", "hoa", chat=OFFICER)
    assert said.startswith("Báo cáo công tác phát ngôn và cung cấp thông tin cho báo chí: không còn theo dõi từ")
    assert "0/17" in without_report("ai chưa nộp báo cáo năm 2026", "hoa", chat=OFFICER)
