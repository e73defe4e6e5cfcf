"""What is known is kept right from the chat: said in a line, a sentence or bit by bit, shown first, known at once."""

import re
from datetime import timedelta

import pytest

from knowledge.memory import journal
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office

__all__ = ["office"]

DUE = "sửa hạn 2.6 thành 31/12/2027 theo QĐ 99/QĐ-TTg lý do chờ Luật Báo chí"


def done(office: Office, text: str, sender: str = "lan") -> str:
    """It is asked for, shown, and confirmed."""
    assert "Vui lòng xác nhận" in office(text, sender), text
    return office.choose("Đồng ý", sender)


def test_a_sentence_changes_a_last_day_and_the_answer_shows_both(office: Office) -> None:
    shown = office(DUE)
    assert "thời hạn: 31/12/2026 → 31/12/2027 theo QĐ 99/QĐ-TTg; lý do: chờ Luật Báo chí." in shown
    assert "thay đổi ở 1 nhiệm vụ" in shown
    assert "2024–2026, còn" in office("Bộ Ngoại giao chủ trì gì", "minh")
    assert office(DUE)
    assert "Đã sửa nhiệm vụ 2.6" in office.choose("Đồng ý")
    assert "2024–2026; thời hạn mới đến 31/12/2027 theo QĐ 99/QĐ-TTg" in office("2.6 hạn khi nào", "minh")
    entry = office.store.call(journal.last)
    assert entry is not None
    assert (entry.basis, entry.reason) == ("QĐ 99/QĐ-TTg", "chờ Luật Báo chí")


@pytest.mark.parametrize("text", [
    "sua han 2.6 thanh 31/12/2027 theo QD 99/QD-TTg",
    "/sua 2.6 hạn 31/12/2027 theo QĐ 99/QĐ-TTg",
    "đổi thời hạn nhiệm vụ 2.6 sang hết năm 2027 theo Quyết định số 99/QĐ-TTg ngày 20/11/2026",
    "điều chỉnh hạn của 2.6: 31/12/2027, theo QĐ 99/QĐ-TTg",
])  # fmt: skip
def test_it_can_be_said_in_many_ways(office: Office, text: str) -> None:
    assert "thời hạn: 31/12/2026 → 31/12/2027" in office(text)


def test_the_lead_is_another_in_answers_lists_and_reminders_and_the_documents_words_stay(office: Office) -> None:
    said = done(office, "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 5/QĐ-TTg")
    assert "chủ trì: Bộ Ngoại giao → Bộ Công an" in said
    card = office("2.6 ai chủ trì", "minh")
    assert "Bộ Công an (sửa ngày 23/11/2026 theo QĐ 5/QĐ-TTg; văn bản gốc ghi: Bộ Ngoại giao)" in card
    assert "2.6 " in office("Bộ Công an chủ trì gì", "minh")
    assert "2.6 " not in office("Bộ Ngoại giao chủ trì gì", "minh")
    assert "Văn bản gốc nêu Bộ Ngoại giao" in office("Bộ Ngoại giao có chủ trì 2.6 không", "minh")
    coming = office("/lichnhac Bộ Công an")
    assert "2.6 " in coming
    assert "2.6 " not in office("/lichnhac BNG")


def test_lists_say_what_is_not_as_the_document_has_it(office: Office) -> None:
    done(office, "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 5/QĐ-TTg")
    listed = office("Bộ Công an chủ trì gì", "minh")
    line = next(line for line in listed.splitlines() if line.startswith("2.6 "))
    assert line.endswith("(đổi cơ quan chủ trì theo QĐ 5/QĐ-TTg)")
    assert "; sửa đổi, bổ sung theo: QĐ 5/QĐ-TTg" in listed.splitlines()[-1]
    done(office, "sửa hạn nộp báo cáo phát ngôn thành trước ngày 15/12 hằng năm theo TT 1/2027/TT-BVHTTDL")
    others = office("hạn nộp báo cáo năm nay", "minh")
    assert "(hạn nộp sửa theo TT 1/2027/TT-BVHTTDL; văn bản gốc: trước ngày 20 tháng 12 hàng năm)" in others


def test_what_is_set_back_to_the_documents_words_is_as_if_nobody_had_changed_it(office: Office) -> None:
    before = office("2.6 ai chủ trì", "minh")
    done(office, "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 5/QĐ-TTg")
    done(office, "sửa chủ trì 2.6 thành Bộ Ngoại giao theo QĐ 6/QĐ-TTg")
    assert office("2.6 ai chủ trì", "minh") == before
    assert "đang như vậy" in office("sửa chủ trì 2.6 thành Bộ Ngoại giao theo QĐ 6/QĐ-TTg")


def test_a_new_task_is_found_listed_and_reminded_of_and_says_who_added_it(office: Office) -> None:
    line = (
        "/them nhiệm vụ nhóm 2 vào 47/NQ-CP: Xây dựng cổng thông tin quốc gia; chủ trì: BNG; phối hợp: các bộ, ngành;"
        " thời gian: 2026 - 2027 theo QĐ 7/QĐ-TTg"
    )
    assert "số: 2.14" in office(line)
    office.choose("Đồng ý")
    card = office("cổng thông tin quốc gia", "minh")
    assert "Nhiệm vụ 2.14" in card
    assert "bổ sung ngày 23/11/2026 theo QĐ 7/QĐ-TTg" in card
    assert "2.14 Xây dựng cổng thông tin quốc gia" in office("BNG chủ trì gì", "minh")
    assert "Đã có nhiệm vụ số 2.14" in office("/them nhiệm vụ 2.14: Việc khác; thời gian: 2027")


def test_what_is_deleted_is_hidden_and_can_be_had_back(office: Office) -> None:
    assert "Theo văn bản nào?" in office("xóa nhiệm vụ 3.7")
    assert "Sẽ ẩn nhiệm vụ 3.7" in office("QĐ 8/QĐ-TTg")
    office.choose("Đồng ý")
    assert "Đang ẩn" not in office("nhiệm vụ 3.7", "minh")
    assert "Đang ẩn" in office("nhiệm vụ 3.7")
    labels = office.labels(Chat("console", "lan"))
    assert "Sẽ hiện lại nhiệm vụ 3.7" in office.choose(next(each for each in labels if each.startswith("Hiện lại")))
    office.choose("Đồng ý")
    assert "Bộ Giáo dục và Đào tạo" in office("nhiệm vụ 3.7", "minh")


def test_a_dialogue_asks_for_each_part(office: Office) -> None:
    office("/sua")
    assert "Nhiệm vụ số mấy?" in office.choose("Nhiệm vụ")
    assert "Không có nhiệm vụ “2.99”" in office("2.99")
    assert "muốn sửa điều gì của nhiệm vụ 2.6" in office("2.6")
    assert "thời hạn đang là: 31/12/2026" in office.choose("Thời hạn")
    assert "Chưa nhận ra ngày" in office("bao giờ cũng được")
    assert "Theo văn bản nào?" in office("31/12/2027")
    assert "Cần số, ký hiệu" in office("văn bản nào đó")
    assert "→ 31/12/2027 theo QĐ 99/QĐ-TTg." in office("theo QĐ 99/QĐ-TTg")
    assert "Đã sửa" in office.choose("Đồng ý")


def test_a_dialogue_that_was_left_can_be_gone_on_with_or_given_up(office: Office) -> None:
    office("/sua 2.6")
    office.choose("Thời hạn")
    assert "Bộ Ngoại giao" in office("2.6 ai chủ trì?")
    office.later(timedelta(hours=3))
    assert "Đang ẩn" not in office("31/12/2027")
    assert "đang sửa dở: nhiệm vụ 2.6" in office("/sua")
    assert "thời hạn đang là" in office.choose("Tiếp tục")
    assert "Theo văn bản nào?" in office("31/12/2027")
    assert "Đã thôi" in office.choose("Thôi")
    assert "Anh/chị muốn sửa nội dung nào?" in office("/sua")


def test_a_command_in_the_middle_is_no_answer(office: Office) -> None:
    office("/them")
    office.choose("Nhiệm vụ")
    assert "Nhật ký" in office("/nhatky") or "Không có thay đổi" in office("/nhatky")
    assert "đang thêm dở: Nhiệm vụ" in office("/them")


def test_another_change_said_in_full_takes_the_place_of_what_was_asked(office: Office) -> None:
    office("/sua 2.6")
    office.choose("Thời hạn")
    assert "giờ gửi: 08:00–17:00 → 08:30–16:00" in office("sửa giờ gửi thành 8h30-16")


def test_the_second_of_two_is_shown_what_changed_and_asked_again(office: Office) -> None:
    office(DUE)
    done(office, "sửa hạn 2.6 thành 30/6/2027 theo QĐ 98/QĐ-TTg", "quang")
    said = office.choose("Đồng ý")
    assert "Lê Quang đã đổi thời hạn nhiệm vụ 2.6: theo văn bản → 30/6/2027" in said
    assert "30/6/2027 → 31/12/2027" in said
    assert "đến 30/6/2027" in office("2.6 hạn khi nào", "minh")
    assert "Đã sửa" in office.choose("Đồng ý")
    assert "đến 31/12/2027" in office("2.6 hạn khi nào", "minh")


def test_two_who_change_different_fields_do_not_meet(office: Office) -> None:
    office(DUE)
    done(office, "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 98/QĐ-TTg", "quang")
    assert "Đã sửa" in office.choose("Đồng ý")


def test_a_succession_shows_every_task_that_changes_before_it_is_confirmed(office: Office) -> None:
    office("/them cơ quan Bộ Truyền thông quốc gia (BTTQG); loại: bộ theo NQ 9/2026/QH16")
    office.choose("Đồng ý")
    office("thêm kế thừa BVHTTDL -> BTTQG từ 01/11/2026 theo NQ 9/2026/QH16")
    said = office.choose("Bỏ qua")
    count = int(re.findall(r"thay đổi ở (\d+) nhiệm vụ", said)[0])
    assert count > 40
    assert "thôi nhắc Bộ Văn hóa, Thể thao và Du lịch; nhắc Bộ Truyền thông quốc gia" in said
    all_label = next(each for each in office.labels(Chat("console", "lan")) if each.startswith("Xem tất cả"))
    page = office.choose(all_label)
    assert page.count("\n- ") == 15
    assert "Xem tiếp 16–30" in office.labels(Chat("console", "lan"))
    assert "Đã thêm" in office.choose("Đồng ý")
    assert "nay là Bộ Truyền thông quốc gia, từ 01/11/2026" in office("2.3 ai chủ trì", "minh")
    assert "2.2 " in office("/lichnhac BTTQG")


def test_some_tasks_alone_can_go_to_another_successor(office: Office) -> None:
    said = office("thêm kế thừa BTTTT sang BKHCN từ 01/3/2025 cho nhiệm vụ 2.3 theo NĐ 55/2025/NĐ-CP")
    assert "ở 1 nhiệm vụ" in said
    office.choose("Đồng ý")
    assert "(nhiệm vụ này do Bộ Khoa học và Công nghệ tiếp nhận từ 01/3/2025 theo" in office("2.3 ai chủ trì", "minh")
    assert "nay là Bộ Văn hóa, Thể thao và Du lịch" in office("2.2 ai chủ trì", "minh")
    assert "2.3 " in office("/lichnhac BKHCN")
    assert "2.3 " not in office("/lichnhac BVHTTDL")


def test_nobody_succeeds_in_a_ring(office: Office) -> None:
    office("thêm kế thừa BVHTTDL -> BTTTT từ 01/11/2026 theo NQ 9/2026/QH16")
    assert "chưa ghi được" in office.choose("Bỏ qua")


def test_a_name_an_agency_gets_is_understood_at_once(office: Office) -> None:
    assert "Bộ Ngoại giao" not in office("Toà nhà Tôn Thất Đàm chủ trì gì", "minh")
    done(office, "thêm tên gọi Toà nhà Tôn Thất Đàm cho Bộ Ngoại giao")
    assert "Bộ Ngoại giao chủ trì" in office("Toà nhà Tôn Thất Đàm chủ trì gì", "minh")
    done(office, "xóa tên gọi Toà nhà Tôn Thất Đàm của Bộ Ngoại giao")
    assert "Bộ Ngoại giao chủ trì" not in office("Toà nhà Tôn Thất Đàm chủ trì gì", "quang")


def test_a_member_of_a_collective_owes_what_that_owes(office: Office) -> None:
    assert "nhắc Đài Truyền hình Việt Nam" in office("thêm thành viên VTV vào các bộ, ngành theo QĐ 5/QĐ-TTg")
    office.choose("Đồng ý")
    assert "Báo cáo thông tin đối ngoại năm" in office("/lichnhac VTV")
    done(office, "xóa thành viên VTV khỏi các bộ, ngành theo QĐ 6/QĐ-TTg")
    assert "Báo cáo thông tin đối ngoại năm" not in office("/lichnhac VTV")


def test_a_report_gets_another_day_and_the_words_of_the_text_stay(office: Office) -> None:
    office("/sua báo cáo thông tin đối ngoại năm và kế hoạch năm hạn nộp")
    said = office("trước ngày 15/12 hằng năm theo TT 1/2026/TT-BVHTTDL")
    assert "hạn nộp: trước ngày 30 tháng 11 hằng năm → trước ngày 15/12 hằng năm" in said
    office.choose("Đồng ý")
    answer = office("hạn nộp báo cáo năm nay", "minh")
    assert "gửi trước ngày 15/12/2026" in answer
    assert "Văn bản gốc ghi: “trước ngày 30 tháng 11 hằng năm”" in answer


def test_an_agency_is_called_anew_and_the_documents_word_for_it_is_shown(office: Office) -> None:
    said = office("đổi tên Bộ Ngoại giao thành Bộ Ngoại giao và Hợp tác theo NQ 1/2027/QH16")
    assert "thay đổi ở 24 nhiệm vụ" in said
    office.choose("Đồng ý")
    assert "Bộ Ngoại giao và Hợp tác (văn bản gốc ghi: Bộ Ngoại giao)" in office("2.6 ai chủ trì", "minh")
    assert "Tên trước đây: Bộ Ngoại giao (đổi ngày 23/11/2026 theo NQ 1/2027/QH16)" in office("BNG tên gì", "quang")
    assert "“Bộ Ngoại giao” nay là Bộ Ngoại giao và Hợp tác" in office("Bộ Ngoại giao chủ trì gì", "hoa")


def test_a_report_that_was_added_is_reminded_of_and_hidden_by_its_name(office: Office) -> None:
    line = "/them báo cáo: Báo cáo tháng; cơ quan gửi: các bộ, ngành; nơi nhận: Bộ Công an; hạn nộp: ngày 20 hằng tháng"
    assert "nhắc Bộ Quốc phòng" in office(f"{line} theo QĐ 4/QĐ-TTg")
    office.choose("Đồng ý")
    assert "Báo cáo tháng" in office("/lichnhac Bộ Quốc phòng")
    done(office, "/xoa báo cáo tháng theo QĐ 5/QĐ-TTg")
    assert "Báo cáo tháng" not in office("/lichnhac Bộ Quốc phòng")
    assert "báo cáo “Báo cáo tháng”" in office("/xoa")


def test_a_day_that_is_swapped_moves_what_is_advised(office: Office) -> None:
    assert "đổi ngày nhắc" in office("thêm ngày nghỉ 27/11/2026 theo TB 12/TB-VPCP lý do hoán đổi")
    office.choose("Đồng ý")
    assert "thứ Năm 26/11/2026" in office("hạn nộp báo cáo năm nay", "minh")
    done(office, "xóa ngày nghỉ 27/11/2026")
    assert "thứ Sáu 27/11/2026" in office("hạn nộp báo cáo năm nay", "minh")


def test_steps_and_hours_are_set_for_all(office: Office) -> None:
    assert "đổi ngày nhắc Bộ Ngoại giao" in office("sửa lịch nhắc chủ trì: trước 45, 20 ngày; sau 1 ngày; 4 tuần")
    office.choose("Đồng ý")
    assert "rồi mỗi tuần, 4 tuần" in office("sửa lịch nhắc chủ trì: trước 30, 7 ngày")
    done(office, "sửa giờ gửi thành 8h30-16")
    assert "08:30–16:00 → 09:00–11:00" in office("sửa giờ gửi thành 9-11")


def test_an_unknown_agency_is_asked_for_again(office: Office) -> None:
    assert "Chưa nhận ra cơ quan “Bộ Vũ trụ”" in office("sửa chủ trì 2.6 thành Bộ Vũ trụ theo QĐ 5/QĐ-TTg")
    assert "→ Bộ Công an theo QĐ 5/QĐ-TTg" in office("Bộ Công an")


def test_who_asks_next_need_not_wait_for_what_a_change_makes_anew(office: Office) -> None:
    done(office, DUE)
    current = office.services.current
    assert current is not None
    held = list(current._held)
    entry = office.store.call(journal.last)
    assert entry is not None
    assert held[-1] == entry.hash
    office("2.6 hạn khi nào", "minh")
    assert list(current._held) == held


def test_a_change_is_taken_back_by_its_choice(office: Office) -> None:
    before = office("2.6 hạn khi nào", "minh")
    done(office, DUE)
    assert "Hoàn tác thay đổi số" in office.choose("Hoàn tác")
    office.choose("Hoàn tác")
    assert office("2.6 hạn khi nào", "minh") == before


def test_what_others_rest_on_is_not_taken_back_before_them(office: Office) -> None:
    done(
        office,
        "/them nhiệm vụ 2.14 vào 47/NQ-CP: Việc mới; chủ trì: BNG; phối hợp: không; thời gian: 2026 theo QĐ 7/QĐ-TTg",
    )
    number = office.store.call(journal.last).id  # type: ignore[union-attr]
    done(office, "sửa hạn 2.14 thành 1/12/2026 theo QĐ 8/QĐ-TTg")
    assert "có 1 thay đổi sau dựa vào đó" in office(f"/hoantac {number}")


@pytest.mark.parametrize("who", ["minh", "hoa"])
def test_who_may_not_is_refused_and_nothing_is_begun(office: Office, who: str) -> None:
    for text in (DUE, "/sua", "/them nhiệm vụ", "/xoa 2.6"):
        assert office(text, who) == "Chỉ người quản trị được làm việc này."
    assert office.store.call(journal.last) is None


def test_it_is_not_done_in_a_group(office: Office) -> None:
    group = Chat("console", "nhóm Vụ", group=True)
    office("/gan BNG", "lan", chat=group)
    assert "trò chuyện riêng" in office("/sua 2.6", "lan", chat=group)


@pytest.mark.parametrize("text", [
    "sửa đổi Nghị định 72 là nhiệm vụ nào", "thêm thông tin về 2.6", "bổ sung Luật Báo chí ai làm",
    "xóa đói giảm nghèo",
    "đổi mới công tác thông tin đối ngoại", "thay mặt bộ thì ai báo cáo", "sửa hạn 2.6 thành bao nhiêu?",
])  # fmt: skip
def test_a_question_that_begins_like_a_change_is_a_question(office: Office, text: str) -> None:
    said = office(text)
    assert "xác nhận" not in said
    assert "Theo văn bản nào" not in said


def test_the_log_says_each_kind_in_words(office: Office) -> None:
    for text in (
        DUE, "sửa chủ trì 2.6 thành Bộ Công an theo QĐ 5/QĐ-TTg", "thêm ngày làm bù 28/11/2026 theo TB 1/TB-VPCP",
        "thêm tên gọi Nhà Thái Học cho Bộ Công an", "sửa giờ gửi thành 9-11", "xóa nhiệm vụ 3.7 theo QĐ 8/QĐ-TTg",
        "sửa lịch nhắc báo cáo: trước 20, 5 ngày", "thêm thành viên VTV vào các bộ, ngành theo QĐ 5/QĐ-TTg",
    ):  # fmt: skip
        done(office, text)
    log = office("/nhatky")
    for expected in (
        "thời hạn nhiệm vụ 2.6: theo văn bản → 31/12/2027", "nhiệm vụ 2.6 (47/NQ-CP), chủ trì",
        "ngày làm việc 28/11/2026: mặc định → làm việc", "của Bộ Công an: không có → “Nhà Thái Học”",
        "giờ gửi việc gửi tin: mặc định → 09:00–11:00", "nhiệm vụ 3.7 (47/NQ-CP): đang hiện → đang ẩn",
        "lịch nhắc báo cáo: mặc định → trước 20, 5 ngày", "là thành viên",
    ):  # fmt: skip
        assert expected in log, log


def test_english_is_spoken_to_who_speaks_it(office: Office) -> None:
    office("/en")
    said = office("change deadline of 2.6 to 31/12/2027 under Decision 99/QĐ-TTg")
    assert "last day: 31 December 2026 → 31 December 2027" in said
    assert "Done: change task 2.6" in office.choose("Yes")


@pytest.mark.parametrize(("typed", "said"), [
    ("thêm ngày làm việc 28/11/2026 theo QĐ 5/QĐ-TTg",
     "Sẽ ghi thứ Bảy 28/11/2026 là ngày làm việc; căn cứ: QĐ 5/QĐ-TTg."),
    ("thêm tiếp nhận BTTTT sang BKHCN từ 01/3/2025 cho nhiệm vụ 2.3 theo NĐ 55/2025/NĐ-CP",
     "từ ngày: 01/3/2025; nhiệm vụ: 2.3; căn cứ: NĐ 55/2025/NĐ-CP."),
    ("sửa giờ gửi thành 8:30-16:00", "Tin nhắc, thông báo gửi trong giờ mới"),
    ("sửa hạn 2.6 thành 31/12/2027 theo QĐ 99/QĐ-TTg", "thay đổi ở 1 nhiệm vụ:"),
])  # fmt: skip
def test_what_will_be_done_is_said_in_whole_sentences(office: Office, typed: str, said: str) -> None:
    assert said in office(typed)


def test_a_day_is_no_document_that_allows_a_change(office: Office) -> None:
    office("sửa hạn 2.6 thành 31/12/2027")
    assert "Cần số, ký hiệu của văn bản" in office("trước ngày 30/11 hằng năm")
    assert "Vui lòng xác nhận" in office("QĐ 99/QĐ-TTg")


def test_the_log_says_what_an_agency_is_called_in_the_documents(office: Office) -> None:
    office("sửa tên BNG thành Bộ Đối ngoại theo NQ 9/2026/QH16")
    office.choose("Đồng ý")
    assert "“Bộ Đối ngoại” → “Bộ Ngoại giao”" in office("/hoantac")


def test_all_reports_can_be_looked_through_and_chosen(office: Office) -> None:
    office("/sua báo cáo")
    seen = office.labels(Chat("console", "lan"))
    while more := next((each for each in seen if each.startswith("Xem tiếp")), ""):
        office.choose(more)
        seen = [each for each in seen if each != more] + office.labels(Chat("console", "lan"))
    assert "Báo cáo của báo chí đối ngoại" in seen
    assert "muốn sửa điều gì của báo cáo “" in office.choose(office.labels(Chat("console", "lan"))[0])


def test_a_day_that_is_so_already_is_not_changed(office: Office) -> None:
    assert "đã là ngày nghỉ nên không có gì để đổi." in office("thêm ngày nghỉ 2/9/2027")
    assert "đã là ngày làm việc" in office("thêm ngày làm việc 27/11/2026")


def test_fields_are_told_also_without_a_colon(office: Office) -> None:
    fields = "chủ trì BNG; phối hợp BCA; thời gian 2026-2027; theo QĐ 7/QĐ-TTg"
    said = office(f"thêm nhiệm vụ 2.14 vào 47/NQ-CP: Xây dựng đề án; {fields}")
    assert "chủ trì: Bộ Ngoại giao; phối hợp: Bộ Công an" in said
    assert "căn cứ: QĐ 7/QĐ-TTg" in said
