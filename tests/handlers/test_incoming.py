"""/nhaptailieu: an admin looks a draft through, puts it right, publishes it or gives it up; what then is known."""

from datetime import timedelta

import pytest

from handlers.context import Access, Services
from knowledge.current import Current
from knowledge.memory import Store, announcements, backup_requests, drafts, file_readings, overlay
from knowledge.memory.backup_requests import Request
from knowledge.messages import Chat
from knowledge.reading.drafts.draft import AgencyCell, Draft
from tests.desk import Desk, small_draft
from tests.internal import SINGLE, catalog_with
from tests.questions.asking import at_nine, real_calendar, real_catalog


@pytest.fixture
def desk(store: Store) -> Desk:
    made = Desk(store)
    made.make("lan", "admin")
    return made


def count(desk: Desk) -> int:
    return len(desk.store.call(drafts.all_heads))


def test_what_is_published_answers_and_owes_at_once_and_undone_it_does_neither(desk: Desk) -> None:
    assert desk.reminders("bng", at_nine(2027, 12, 31)) == []
    said = desk.publish()
    assert said.startswith("Đã công bố Quyết định 99/QĐ-TTg (bản 1), 2 nhiệm vụ.")
    answer = desk.say("2.3 của QĐ 99 ai chủ trì").text
    assert answer.startswith("Chủ trì nhiệm vụ 2.3: Bộ Ngoại giao.")
    assert "Phối hợp: Cục Chưa Biết (chưa có trong danh mục cơ quan)" in answer
    assert "Sản phẩm: Đề án" in answer
    assert desk.reminders("bng", at_nine(2027, 12, 31)) == ["99/QĐ-TTg 2.3 2026: 2026-12-14"]
    assert desk.say("/hoantac").text.startswith("Hoàn tác thay đổi số 1?")
    desk.press("Hoàn tác")
    assert "99/QĐ-TTg" not in desk.say("/vanban").text
    assert desk.reminders("bng", at_nine(2027, 12, 31)) == []
    assert desk.say("2.3 của QĐ 99 ai chủ trì").text.startswith("Chưa có Quyết định 99 trong các văn bản")


def test_tasks_of_two_documents_with_the_same_number_are_told_apart(desk: Desk) -> None:
    made = small_draft()
    everybody = AgencyCell(collectives=("các bộ, ngành, địa phương",))
    tasks = [made.tasks[0].model_copy(update={"number": "2.6"})]
    tasks += [made.tasks[0].model_copy(update={"number": f"1.{n}", "lead": everybody}) for n in range(1, 6)]
    desk.publish(made.model_copy(update={"tasks": tuple(tasks)}))
    both = ["Chi tiết 2.6, Nghị quyết 47/NQ-CP", "Chi tiết 2.6, Quyết định 99/QĐ-TTg"]
    assert [each.label for each in desk.say("Tiến độ 2.6?").buttons] == both
    listed = desk.say("BNG chủ trì gì")
    assert [each.label for each in listed.buttons if "Chi tiết" in each.label][:2] == [both[0], "Chi tiết 3.5"]
    numbers = "1.1, 1.2, 3.18, 3.19, 5.3 (Nghị quyết 47/NQ-CP); 1.1, 1.2, 1.3, 1.4, 1.5 (Quyết định 99/QĐ-TTg)"
    assert numbers in listed.text


def test_what_has_no_day_is_never_owed_on_one(desk: Desk) -> None:
    desk.publish()
    assert not [key for key in desk.reminders("bng", at_nine(2032, 1, 1)) if " 2.4 " in key]
    answer = desk.say("2.4 của QĐ 99 hạn khi nào").text
    assert answer.startswith("Thời gian thực hiện nhiệm vụ 2.4: sau khi đề án được phê duyệt.")


def test_before_publishing_it_is_said_who_gets_what_and_what_will_be_reminded_of(desk: Desk) -> None:
    desk.say(f"/nhaptailieu {desk.bring()}")
    asked = desk.press("Công bố").text.splitlines()
    assert asked == [
        "Công bố Quyết định 99/QĐ-TTg với 2 nhiệm vụ (bản 1)?",
        "Ai cũng đọc được văn bản này; nếu chưa phổ biến, vui lòng chọn Công bố nội bộ.",
        "1 cơ quan có nhiệm vụ mới: Bộ Ngoại giao (2).",
        "Chưa có nhóm nhận nhắc: Bộ Ngoại giao.",
        "1 nhiệm vụ có hạn phía trước và 0 nhiệm vụ thường xuyên sẽ được nhắc; lần nhắc sớm nhất vào 30/11/2026.",
        "1 nhiệm vụ không có ngày cụ thể: không nhắc theo ngày.",
        "1 cơ quan chưa có trong danh mục cơ quan: giữ như văn bản ghi, không nhắc ai.",
        "Vui lòng xác nhận trong 10 phút.",
    ]
    assert "QĐ-TTg" not in desk.say("/vanban 99/QĐ-TTg").text.replace("“99/QĐ-TTg”", "")


def test_nothing_is_published_without_being_confirmed_in_time_or_twice(desk: Desk) -> None:
    desk.say(f"/nhaptailieu {desk.bring()}")
    desk.press("Công bố")
    assert desk.press("Thôi").text == "Chưa thay đổi gì."
    desk.say("/nhaptailieu 1")
    desk.press("Công bố")
    desk.now += timedelta(minutes=11)
    assert "Đã quá thời hạn xác nhận" in desk.press("Công bố").text
    assert count(desk) == 1


def test_a_draft_that_somebody_corrected_meanwhile_is_shown_again_instead_of_published(desk: Desk) -> None:
    desk.make("hoa", "admin")
    desk.say(f"/nhaptailieu {desk.bring()}")
    desk.press("Công bố")
    desk.say("/nhaptailieu 1 2.4 hạn 30/6/2027", "hoa")
    said = desk.press("Công bố").text
    assert said.startswith("Bản nháp số 1 vừa được người khác sửa.")
    assert count(desk) == 1


def test_published_again_it_is_a_later_version_and_what_differs_is_said_before(desk: Desk) -> None:
    desk.publish()
    changed = small_draft()
    later = changed.model_copy(update={"tasks": changed.tasks[:1]})
    shown = desk.say(f"/nhaptailieu {desk.bring(later)}")
    assert "Quyết định 99/QĐ-TTg đã có: bản nháp này thêm 0, bỏ 1, đổi 0 nhiệm vụ." in shown.text
    assert "- 2.4: chỉ có trong bản trước: Triển khai đề án" in desk.press("Khác bản đang có").text
    desk.press("Bản nháp số")
    assert "(bản 2)?" in desk.press("Công bố").text
    assert desk.press("Công bố").text.startswith("Đã công bố Quyết định 99/QĐ-TTg (bản 2), 1 nhiệm vụ.")
    lines = desk.say("/vanban 99/QĐ-TTg").text.splitlines()
    assert lines[3:5] == ["Bản 2 công bố 22/11/2026, thay đổi số 2.", "Bản 1 công bố 22/11/2026, thay đổi số 1."]
    desk.say("/hoantac")
    desk.press("Hoàn tác")
    assert "2 nhiệm vụ" in desk.say("/vanban 99/QĐ-TTg").text


def test_what_was_published_and_taken_back_is_a_draft_again_with_all_that_was_corrected(desk: Desk) -> None:
    desk.say(f"/nhaptailieu {desk.bring()} 2.4 hạn 30/6/2027")
    desk.say("/nhaptailieu 1")
    desk.press("Công bố")
    desk.press("Công bố")
    assert count(desk) == 0
    desk.say("/hoantac")
    said = desk.press("Hoàn tác").text
    assert "Nội dung đã công bố nay là bản nháp số 2; xem, sửa rồi công bố lại: /nhaptailieu 2" in said
    before, again = small_draft(), desk.store.call(drafts.get, 2)
    assert again is not None
    assert (again.draft.document, again.draft.groups) == (before.document, before.groups)
    assert "Thời hạn: 30/6/2027 (30/6/2027)" in desk.say("/nhaptailieu 2 2.4").text
    desk.say("/nhaptailieu 2")
    desk.press("Công bố")
    assert desk.press("Công bố").text.startswith("Đã công bố Quyết định 99/QĐ-TTg (bản 2), 2 nhiệm vụ.")
    desk.say("/hoantac")
    desk.press("Hoàn tác")
    desk.press("Làm lại")
    desk.press("Làm lại")
    assert count(desk) == 1


def test_a_document_of_the_program_itself_gets_other_tasks_and_keeps_all_else(desk: Desk) -> None:
    draft = small_draft()
    taken = draft.model_copy(update={"document": draft.document.model_copy(update={"symbol": "1486/QĐ-TTg"})})
    shown = desk.say(f"/nhaptailieu {desk.bring(taken)}").text
    assert "Quyết định 1486/QĐ-TTg đã có: bản nháp này thêm 0, bỏ 10, đổi 2 nhiệm vụ." in shown
    desk.press("Công bố")
    desk.press("Công bố")
    listed = desk.say("/vanban").text
    assert "2. Quyết định 1486/QĐ-TTg: 2 nhiệm vụ, đã hết giai đoạn thực hiện" in listed
    assert "1. Nghị quyết 47/NQ-CP: 56 nhiệm vụ" in listed


def test_an_unknown_agency_is_chosen_by_its_place_in_a_line_or_kept(desk: Desk) -> None:
    number = desk.bring()
    assert "Đó là cơ quan nào?" in desk.say(f"/nhaptailieu {number}").text + desk.press("Cơ quan chưa rõ").text
    said = desk.say(f"/nhaptailieu {number} co quan 1 la Bộ Công Thương").text
    assert said.startswith("“Cục Chưa Biết” là Bộ Công Thương.")
    assert "Cơ quan chưa có trong danh mục" not in said
    other = desk.bring()
    desk.say(f"/nhaptailieu {other}")
    desk.press("Cơ quan chưa rõ")
    assert desk.press("Giữ như văn bản").text.startswith("“Cục Chưa Biết” giữ như văn bản ghi")
    assert desk.say(f"/nhaptailieu {other} cơ quan 1 là Bộ Công Thương").text == "Không có cơ quan chưa rõ thứ 1."


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("số 100/QĐ-TTg", "Quyết định 100/QĐ-TTg, ngày 02/3/2026"),
        ("so 100/QD-TTg", "Quyết định 100/QD-TTg, ngày 02/3/2026"),
        ("loại Kế hoạch", "Kế hoạch 99/QĐ-TTg, ngày 02/3/2026"),
        ("ngày 5/4/2026", "Quyết định 99/QĐ-TTg, ngày 05/4/2026"),
        ("trích yếu Kế hoạch khác", "Kế hoạch khác"),
        ("subject: A plan", "A plan"),
    ],
)
def test_the_particulars_are_put_right_by_a_line(desk: Desk, typed: str, line: str) -> None:
    said = desk.say(f"/nhaptailieu {desk.bring()} {typed}").text
    assert said.startswith("Đã sửa.")
    assert line in said.splitlines()


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("2.3 chủ trì Bộ Công Thương", "Chủ trì: Bộ Công Thương"),
        ("2.3 phoi hop: Bộ Công Thương; các bộ, ngành", "Phối hợp: Bộ Công Thương; các bộ, ngành"),
        ("2.4 hạn 30/6/2027", "Thời hạn: 30/6/2027 (30/6/2027)"),
        ("2.4 deadline Quý II/2027", "Thời hạn: Quý II/2027 (30/6/2027)"),
        ("#2 tên Triển khai", "Nhiệm vụ 2.4: Triển khai"),
        ("2.4 số 2.5", "Nhiệm vụ 2.5: Triển khai đề án"),
        ("2.3 sản phẩm Báo cáo", "Sản phẩm: Báo cáo"),
    ],
)
def test_a_task_is_put_right_by_a_line_and_read_anew(desk: Desk, typed: str, line: str) -> None:
    said = desk.say(f"/nhaptailieu {desk.bring()} {typed}").text.splitlines()
    assert said[0] == "Đã sửa."
    assert line in said


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("2.4 hạn 2026 - 2028", "Thời hạn: 2026 - 2028 (năm 2028: tạm lấy ngày 31/12/2028 và nhắc theo ngày đó)"),
        ("2.4 hạn Hằng năm", "Thời hạn: Hằng năm (thường xuyên, được nhắc hằng năm)"),
        ("2.4 hạn 2024 - 2025", "Thời hạn: 2024 - 2025 (đã qua, không nhắc)"),
        ("2.4", "Thời hạn: Sau khi đề án được phê duyệt (không có ngày cụ thể, sẽ không nhắc theo ngày)"),
    ],
)
def test_a_draft_says_of_each_task_whether_it_will_be_reminded_of(desk: Desk, typed: str, line: str) -> None:
    assert line in desk.say(f"/nhaptailieu {desk.bring()} {typed}").text.splitlines()


def test_what_is_not_understood_is_explained_with_the_number_of_this_draft(desk: Desk) -> None:
    desk.bring()
    number = desk.bring()
    said = desk.say(f"/nhaptailieu {number} hay lắm").text
    assert said.startswith(f"Xem bản nháp: /nhaptailieu {number}. Sửa, ví dụ:")
    assert all(line.startswith(f"/nhaptailieu {number} ") for line in said.splitlines()[1:])
    assert "1. phụ lục.docx" in desk.say("/nhaptailieu hay lắm").text


def test_what_is_doubtful_about_what_was_typed_is_flagged_again(desk: Desk) -> None:
    said = desk.say(f"/nhaptailieu {desk.bring()} 2.3 chủ trì Cục Không Ai Biết").text
    assert "Cục Không Ai Biết (chưa có trong danh mục cơ quan)" in said
    assert "Cơ quan chưa có trong danh mục: 2." in desk.say("/nhaptailieu 1").text
    desk.say("/nhaptailieu 1 2.3 chủ trì BNG")
    assert "Cơ quan chưa có trong danh mục: 1." in desk.say("/nhaptailieu 1").text


def test_a_task_is_taken_out_or_said_to_be_right(desk: Desk) -> None:
    number = desk.bring()
    assert "1 nhiệm vụ" in desk.say(f"/nhaptailieu {number} 2.4 bỏ").text
    assert "không có nhiệm vụ 2.4" in desk.say(f"/nhaptailieu {number} 2.4").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("gì đó", "Xem bản nháp: /nhaptailieu 1."),
        ("số không có", "“không có” không giống số, ký hiệu văn bản"),
        ("ngày hôm kia kìa", "không phải một ngày"),
        ("9.9 bỏ", "Bản nháp số 1 không có nhiệm vụ 9.9, hoặc có nhiều hơn một."),
        ("2.3 số abc", "“abc” không giống số của nhiệm vụ"),
        ("2.3 hạn", "Xem bản nháp: /nhaptailieu 1."),
        ("cơ quan 7 là BNG", "Không có cơ quan chưa rõ thứ 7."),
        ("cơ quan 1 là Bộ Trên Trời", "Chưa rõ “Bộ Trên Trời” là cơ quan nào."),
        ("x" * 2001, "Nội dung dài quá 2000 ký tự."),
    ],
)
def test_what_cannot_be_understood_changes_nothing_and_is_explained(desk: Desk, typed: str, said: str) -> None:
    desk.bring()
    assert said in desk.say(f"/nhaptailieu 1 {typed}").text
    kept = desk.store.call(drafts.get, 1)
    assert kept
    assert kept.head.version == 1


@pytest.mark.parametrize("number", ["7", "abc", "9999999999", "²"])
def test_a_draft_that_is_not_there_is_said_to_be_gone(desk: Desk, number: str) -> None:
    assert desk.say(f"/nhaptailieu {number}").text.startswith(("Không có bản nháp số", "Gửi tệp .docx"))


def test_what_keeps_it_from_being_published_is_said_and_there_is_no_button(desk: Desk) -> None:
    draft = small_draft()
    twice = [task.model_copy(update={"number": "2.3"}) for task in draft.tasks]
    nameless = draft.document.model_copy(update={"symbol": None})
    shown = desk.say(
        f"/nhaptailieu {desk.bring(draft.model_copy(update={'tasks': tuple(twice), 'document': nameless}))}"
    )
    assert "- chưa có số, ký hiệu văn bản" in shown.text
    assert "- có số trùng nhau: 2.2.3" in shown.text
    assert not [each for each in shown.buttons if each.label == "Công bố"]
    desk.say("/nhaptailieu 1 số 99/QĐ-TTg")
    shown = desk.say("/nhaptailieu 1 #2 số 2.4")
    assert "Công bố" in [each.label for each in desk.say("/nhaptailieu 1").buttons]


def test_numbers_that_begin_anew_in_each_group_carry_that_of_their_group(desk: Desk) -> None:
    draft = small_draft()
    first, second = draft.tasks
    groups = (draft.groups[0].model_copy(update={"number": "I"}), draft.groups[0].model_copy(update={"number": "II"}))
    tasks = (first.model_copy(update={"number": "1"}), second.model_copy(update={"number": "1", "group": 1}))
    desk.publish(draft.model_copy(update={"groups": groups, "tasks": tasks}))
    assert desk.say("nhiệm vụ II.1 của QĐ 99").text.startswith("Nhiệm vụ II.1, Quyết định 99/QĐ-TTg")


def test_a_draft_is_given_up_when_that_is_confirmed(desk: Desk) -> None:
    desk.say(f"/nhaptailieu {desk.bring()}")
    assert desk.press("Hủy").text.startswith("Hủy bản nháp số 1 từ tệp phụ lục.docx?")
    assert desk.press("Hủy bản nháp").text == "Đã hủy bản nháp số 1."
    assert count(desk) == 0
    assert desk.say("/nhaptailieu 1").text.startswith("Không có bản nháp số 1")
    said = desk.say("/nhatky").text
    assert "bản nháp số 1: tệp phụ lục.docx, văn bản 99/QĐ-TTg, 2 nhiệm vụ, bản thứ 1 → đã hủy." in said
    assert "Không hoàn tác được việc này" in desk.say("/hoantac 1").text


@pytest.mark.parametrize("corrected", ["before it is asked", "before it is confirmed"])
def test_a_draft_that_another_has_corrected_is_not_given_up_unseen(desk: Desk, corrected: str) -> None:
    desk.make("chi", "admin")
    number = desk.bring()
    desk.say(f"/nhaptailieu {number}")
    if corrected == "before it is confirmed":
        desk.press("Hủy")
    desk.say(f"/nhaptailieu {number} 2.4 hạn 30/6/2027", "chi")
    assert "vừa được người khác sửa" in desk.press("Hủy").text
    assert count(desk) == 1
    desk.press("Hủy")
    assert desk.press("Hủy bản nháp").text == "Đã hủy bản nháp số 1."


def test_every_admin_sees_the_drafts_and_how_one_is_brought_in(desk: Desk) -> None:
    desk.make("hoa", "owner")
    desk.bring()
    said = desk.say("/import", "hoa", language="en").text
    assert said.startswith("Send a .docx, .pdf (with text), .xlsx, .csv or .txt file")
    assert "1. phụ lục.docx: Quyết định 99/QĐ-TTg, 2 tasks" in said
    desk.make("nam", "admin", channel="zalo_bot")
    on_zalo = desk.say("/nhaptailieu", "nam", "zalo_bot").text
    assert "Ở đây không gửi được tệp. Vui lòng gửi tệp cho chương trình trên Telegram" in on_zalo
    assert "Sửa bằng Excel" not in [each.label for each in desk.say("/nhaptailieu 1", "nam", "zalo_bot").buttons]


def test_a_document_is_marked_as_replaced_and_owes_nothing_then_and_back(desk: Desk) -> None:
    desk.publish()
    asked = desk.say("/vanban 99/QĐ-TTg thay bằng 47/NQ-CP từ 1/11/2026").text
    assert asked.startswith("Đánh dấu Quyết định 99/QĐ-TTg được thay bằng 47/NQ-CP từ 01/11/2026? 2 nhiệm vụ")
    assert desk.press("Đánh dấu").text == "Đã ghi: Quyết định 99/QĐ-TTg được thay bằng 47/NQ-CP từ 01/11/2026."
    assert desk.reminders("bng", at_nine(2027, 12, 31)) == []
    assert "Quyết định 99/QĐ-TTg: 2 nhiệm vụ, được thay bằng 47/NQ-CP từ 01/11/2026" in desk.say("/vanban").text
    desk.say("/vanban 99")
    desk.press("Còn hiệu lực")
    assert desk.press("Đánh dấu").text == "Đã ghi: Quyết định 99/QĐ-TTg còn hiệu lực."
    assert desk.reminders("bng", at_nine(2027, 12, 31)) == ["99/QĐ-TTg 2.3 2026: 2026-12-14"]
    assert "văn bản 99/QĐ-TTg: không có bản công bố → bản 1, 2 nhiệm vụ" in desk.say("/nhatky").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/vanban 7/QĐ-XYZ", "Không có văn bản “7/QĐ-XYZ”."),
        ("/vanban 99/QĐ-TTg gì đó", "Vui lòng gửi /vanban"),
        ("/vanban 99/QĐ-TTg thay bằng", "Vui lòng gửi /vanban"),
        ("/vanban 99/QĐ-TTg thay bằng 99/QĐ-TTg", "Một văn bản không thay chính nó."),
        ("/vanban 99/QĐ-TTg hết hiệu lực từ 1/1/2027", "Ngày 01/01/2027 còn ở phía trước."),
        ("/vanban 99/QĐ-TTg hết hiệu lực từ hôm nọ", "Vui lòng gửi /vanban"),
        ("/vanban 99/QĐ-TTg còn hiệu lực", "Quyết định 99/QĐ-TTg đã như vậy."),
    ],
)
def test_what_cannot_be_said_of_a_document_is_explained(desk: Desk, typed: str, said: str) -> None:
    desk.publish()
    assert desk.say(typed).text.startswith(said)


def test_members_see_the_documents_and_mark_none(desk: Desk) -> None:
    desk.make("minh", "member")
    shown = desk.say("/vanban 47/NQ-CP", "minh")
    assert "56 nhiệm vụ; còn hiệu lực." in shown.text
    assert shown.buttons == ()
    assert desk.say("/vanban 47/NQ-CP hết hiệu lực", "minh").text == "Chỉ người quản trị được làm việc này."


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("", "Tệp chỉ dùng để nhập văn bản, và chỉ người quản trị được nhập."),
        ("member", "Tệp chỉ dùng để nhập văn bản, và chỉ người quản trị được nhập."),
        ("officer", "Để kèm tệp văn bản, vui lòng ghi nhận bằng /nop hoặc /xong trước"),
    ],
)
def test_others_who_send_a_file_get_a_sentence_and_it_is_never_fetched(desk: Desk, role: str, sentence: str) -> None:
    desk.make("minh", role, *(["bng"] if role == "officer" else []))
    said = desk.send("a.docx", b"x", "minh").text
    assert said.startswith(sentence)
    assert desk.store.call(file_readings.waiting) == []
    assert desk.fetched == []


def test_a_file_that_is_too_large_is_refused_by_its_size_alone(desk: Desk) -> None:
    said = desk.send("lớn.docx", b"x", size=60_000_000).text
    assert (
        said
        == "Tệp lớn.docx nặng 60,0 MB; ở đây chỉ nhận tệp đến 30,0 MB. Xin tách riêng phụ lục nhiệm vụ rồi gửi lại."
    )
    assert desk.store.call(file_readings.waiting) == []


def test_more_files_than_can_be_held_are_not_taken(desk: Desk) -> None:
    said = [desk.send(f"{number}.docx", b"x").text for number in range(4)]
    assert said[0].startswith("Đã nhận 0.docx, đang đọc")
    assert said[1].startswith("1.docx sẽ được đọc sau 1 tệp đang chờ.")
    assert said[3] == "Đang đọc 3 tệp. Vui lòng đợi xong rồi gửi tiếp."


def test_in_a_group_nothing_is_said_to_a_file_of_others_and_an_admin_is_sent_to_private(desk: Desk) -> None:
    desk.make("minh", "member")
    assert desk.send("a.docx", b"x", "minh", group=True).text == ""


def test_a_document_is_over_by_another_which_is_asked_for_and_said(desk: Desk) -> None:
    assert "hết hiệu lực theo văn bản nào?" in desk.say("/vanban 47/NQ-CP hết hiệu lực").text
    assert "hết hiệu lực theo văn bản nào?" in desk.say("đã hết rồi").text
    said = desk.say("theo Nghị quyết 50/NQ-CP ngày 20/11/2026").text
    assert "hết hiệu lực từ 22/11/2026 theo Nghị quyết 50/NQ-CP ngày 20/11/2026? 56 nhiệm vụ" in said
    assert "Hoàn tác" in [each.label for each in desk.press("Đánh dấu").buttons]
    marked = "được người quản trị đánh dấu hết hiệu lực từ 22/11/2026 theo Nghị quyết 50/NQ-CP ngày 20/11/2026."
    assert marked in desk.say("Nghị quyết 47 còn hiệu lực không").text
    assert "Căn cứ: Nghị quyết 50/NQ-CP" in desk.say("/nhatky").text


def test_a_document_that_is_not_held_may_take_the_place_of_one_and_that_is_said(desk: Desk) -> None:
    said = desk.say("/vanban 47/NQ-CP thay bằng 120/QĐ-TTg").text
    assert "Chương trình chưa có văn bản 120/QĐ-TTg." in said
    line = "/vanban 47/NQ-CP hết hiệu lực từ 1/11/2026 theo Nghị quyết 50/NQ-CP"
    assert "hết hiệu lực từ 01/11/2026 theo Nghị quyết 50/NQ-CP?" in desk.say(line).text


def test_what_an_account_had_brought_and_asked_for_goes_to_the_person_it_is_linked_to(desk: Desk) -> None:
    hoa, lan = desk.make("hoa", "admin"), desk.make("lan", "admin")
    desk.store.call(drafts.add, small_draft(), "phụ lục.docx", lan, desk.now)
    desk.send("khác.docx", b"")
    desk.store.call(backup_requests.ask, Request(Chat("console", "lan"), lan, "vi"), desk.now)
    desk.say("/thongbao tất cả: Kính mời họp")
    code = desk.say("/lienket", "hoa").text.split("Mã liên kết tài khoản: ")[1].split("\n")[0]
    assert "Đã liên kết" in desk.say(code).text
    assert [head.person for head in desk.store.call(drafts.all_heads)] == [hoa]
    assert [each.person for each in desk.store.call(file_readings.waiting)] == [hoa]
    assert [each.person for each in desk.store.call(backup_requests.waiting)] == [hoa]
    assert "Kính mời họp" in (desk.store.call(announcements.draft_of, hoa) or "")


@pytest.fixture
def guarded(store: Store) -> Desk:
    """Where tasks 2.6 and 4.4 of Nghị quyết 47/NQ-CP are internal, and guests are answered."""
    made = Desk(store)
    made.make("lan", "admin")
    made.make("minh", "member")
    made.current = Current(catalog_with(SINGLE).facts, real_calendar())
    access, written = Access(per_person=10_000, per_chat=10_000), made.current.written
    made.services = Services(written.questions, access, owing=written.book, current=made.current)
    return made


def version(*rows: tuple[str, str]) -> Draft:
    """Nghị quyết 47/NQ-CP with these numbers and titles."""
    plain = small_draft()
    tasks = tuple(plain.tasks[0].model_copy(update={"number": number, "title": title}) for number, title in rows)
    return plain.model_copy(
        update={"document": plain.document.model_copy(update={"symbol": "47/NQ-CP"}), "tasks": tasks}
    )


SECRET = "Sửa đổi, bổ sung Nghị định số 88/2012/NĐ-CP ngày 23/10/2012 của Chính phủ quy định về hoạt động thông tin, báo chí của báo chí nước ngoài, cơ quan đại diện nước ngoài, tổ chức nước ngoài tại Việt Nam"  # fmt: skip # noqa: E501


@pytest.mark.parametrize("title", [SECRET, SECRET.upper(), SECRET.replace("Sửa đổi, bổ sung", "Sửa")])
def test_an_internal_task_that_gets_another_number_in_a_new_version_stays_internal(guarded: Desk, title: str) -> None:
    guarded.say(f"/nhaptailieu {guarded.bring(version(('2.7', title), ('3.5', 'Chiến lược Ngoại giao văn hóa')))}")
    asked = guarded.press("Công bố").text
    assert "Từ nay chỉ thành viên" in asked
    assert "nhiệm vụ 2.7" in asked
    guarded.press("Công bố")
    assert "Nhiệm vụ nội bộ" in guarded.say("2.7 về gì", "khách").text
    assert "về hoạt động thông tin" in guarded.say("2.7 về gì", "minh").text.lower()
    assert "về hoạt động thông tin" not in guarded.say("báo chí của báo chí nước ngoài", "khách").text.lower()


def test_a_new_row_in_an_annex_with_internal_ones_is_internal_until_an_admin_says_otherwise(guarded: Desk) -> None:
    kept = next(task for task in real_catalog().tasks if task.id == "47/NQ-CP 3.5")
    guarded.say(
        f"/nhaptailieu {guarded.bring(version(('2.6', SECRET), ('3.9', kept.title), ('9.1', 'Việc mới tinh')))}"
    )
    asked = guarded.press("Công bố").text
    assert "vì văn bản có nội dung nội bộ: nhiệm vụ 9.1 Việc mới tinh." in asked
    guarded.press("Công bố")
    assert "Nhiệm vụ nội bộ" in guarded.say("9.1 về gì", "khách").text
    assert kept.title in guarded.say("3.9 về gì", "khách").text
    guarded.say("/sua 9.1 công khai")
    guarded.press("Đồng ý")
    assert "Việc mới tinh" in guarded.say("9.1 về gì", "khách").text


def test_what_is_internal_by_a_mark_stays_so_in_the_next_version_and_undone_the_mark_is_as_before(
    guarded: Desk,
) -> None:
    guarded.publish()
    guarded.say("/sua 99/QĐ-TTg 2.3 nội bộ")
    guarded.press("Đồng ý")
    plain = small_draft()
    again = plain.tasks[0].model_copy(update={"number": "2.5"})
    guarded.publish(plain.model_copy(update={"tasks": (again,)}))
    assert "Nhiệm vụ nội bộ" in guarded.say("2.5 của QĐ 99 ai chủ trì", "khách").text
    guarded.say("/hoantac")
    guarded.press("Hoàn tác")
    assert list(guarded.store.call(overlay.of_kind, "secrecy")) == ["99/QĐ-TTg 2.3"]


def test_a_new_document_can_be_published_as_internal(guarded: Desk) -> None:
    guarded.say(f"/nhaptailieu {guarded.bring()}")
    asked_openly = guarded.press("Công bố")
    assert "Ai cũng đọc được văn bản này" in asked_openly.text
    assert [each.label for each in asked_openly.buttons] == ["Công bố", "Công bố nội bộ", "Thôi"]
    asked = guarded.press("Công bố nội bộ").text
    assert "Là nội bộ như cả văn bản: Quyết định 99/QĐ-TTg (2 nhiệm vụ, 0 báo cáo)." in asked
    assert "Ai cũng" not in asked
    guarded.press("Công bố")
    assert "đề án" not in guarded.say("2.3 của QĐ 99 ai chủ trì", "khách").text
    assert "Bộ Ngoại giao" in guarded.say("2.3 của QĐ 99 ai chủ trì", "minh").text
    guarded.say("/hoantac")
    guarded.press("Hoàn tác")
    assert guarded.store.call(overlay.of_kind, "secrecy") == {}


def test_an_internal_task_that_a_version_leaves_out_is_internal_when_a_later_one_has_it_again(guarded: Desk) -> None:
    guarded.publish()
    guarded.say("/sua 99/QĐ-TTg 2.3 nội bộ")
    guarded.press("Đồng ý")
    plain = small_draft()
    first, second = plain.tasks
    guarded.publish(plain.model_copy(update={"tasks": (second,)}))
    again = first.model_copy(update={"number": "2.8"})
    guarded.publish(plain.model_copy(update={"tasks": (second, again)}))
    assert "Nhiệm vụ nội bộ" in guarded.say("2.8 của QĐ 99 ai chủ trì", "khách").text
    assert "Chưa có" not in guarded.say("2.4 của QĐ 99 ai chủ trì", "khách").text
    guarded.say("/sua 99/QĐ-TTg 2.8 công khai")
    guarded.press("Đồng ý")
    assert "Bộ Ngoại giao" in guarded.say("2.8 của QĐ 99 ai chủ trì", "khách").text
