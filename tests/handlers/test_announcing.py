"""Notices to many: written in steps or in one line, seen before they go, sent once, stopped, and told of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.changes.change import SYSTEM
from knowledge.changes.of_people import ROLE, person_subject
from knowledge.memory import announcements, chats, history, journal, outbox, people, restored
from knowledge.messages import Chat
from knowledge.texts import say
from tests.handlers.announcing_talk import GROUPS, MONDAY, PRIVATE, Announcing
from tests.handlers.conftest import Talk
from tests.talk import message

ALL = "Tất cả nhóm đã gắn (4)"


@pytest.fixture
def announcing(talk: Talk) -> Announcing:
    return Announcing(talk)


def written(announcing: Announcing, line: str) -> str:
    """A notice in one line, confirmed; what answers it."""
    announcing(line)
    return announcing.press("Gửi")


def test_a_notice_is_written_step_by_step_and_shown_before_it_goes(announcing: Announcing) -> None:
    assert "gửi tới đâu" in announcing("/thongbao")
    assert "nội dung thông báo" in announcing.press(ALL)
    assert "Gửi lúc nào" in announcing("Kính mời họp\nlúc 9 giờ thứ Sáu")
    shown = announcing.press("Ngay khi xác nhận")
    assert shown.startswith("Thông báo\nKính mời họp\nlúc 9 giờ thứ Sáu\n———\n")
    assert "gửi tới 4 nơi: tất cả nhóm đã gắn" in shown
    assert "Telegram: 2 nơi, 2 tin; dòng đầu in đậm" in shown
    assert "Zalo Bot: 2 nơi, 2 tin; chữ thường" in shown
    assert "Tháng gửi còn 100 tin Zalo Bot" in shown
    assert "xác nhận trong 10 phút" in shown
    assert announcing.waiting() == {}


def test_what_is_confirmed_goes_once_to_each_chat_in_its_hours_whatever_is_done_again(announcing: Announcing) -> None:
    assert "Đang gửi thông báo số 1: 0/4" in written(announcing, "/thongbao tất cả: Kính mời họp")
    announcing.work()
    before = announcing.waiting()
    announcing.work()
    announcing.work()
    assert announcing.waiting() == before
    assert {row.chat for row in before.values()} == set(GROUPS.values())
    assert all(row.in_hours and row.reply.text == "Thông báo\nKính mời họp" for row in before.values())


def test_one_message_shows_how_far_it_has_come_and_at_the_end_each_chat_is_told_of(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG, BCA, tỉnh Lào Cai: Kính mời họp")
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    announcing.fails("bca", "bị chặn")
    announcing.work()
    assert "1/3 nơi đã nhận; 1 nơi không nhận được; 1 nơi đang chờ" in announcing.lines()[-1]
    announcing.arrives("p-15")
    announcing.work()
    shown, result = announcing.lines()[-2:]
    assert "Đã gửi xong thông báo số 1: 2/3 nơi đã nhận" in shown
    assert "Đã nhận (2): Bộ Ngoại giao, tỉnh Lào Cai" in result
    assert "- Bộ Công an [“Nhóm bca”, Telegram]: bị chặn" in result
    announcing.work()
    assert announcing.lines()[-1] == result


def test_where_nothing_can_be_changed_only_the_result_is_told(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG: Kính mời họp")
    lines = len(announcing.lines())
    announcing.work(can_edit=frozenset())
    announcing.arrives("bng")
    announcing.work(can_edit=frozenset())
    assert len(announcing.lines()) == lines + 1
    assert "Kết quả thông báo số 1: 1/1" in announcing.lines()[-1]


def test_what_is_not_sent_yet_is_stopped_and_what_has_arrived_is_told(announcing: Announcing) -> None:
    written(announcing, "/thongbao tất cả: Kính mời họp")
    announcing.work()
    announcing.arrives("bng")
    assert "không gửi nữa tới 3/4 nơi" in announcing("/dung")
    announcing.work()
    assert "đã dừng: 1/4 nơi đã nhận" in announcing.lines()[-1]
    assert "Không gửi vì đã dừng (3)" in announcing.lines()[-1]
    assert "Không có thông báo nào" in announcing("/dung")
    assert "đã gửi xong hoặc đã dừng" in announcing("/dung 1")


def test_where_choices_are_numbers_no_number_stops_a_notice_by_mistake(announcing: Announcing) -> None:
    chat = Chat("zalo_bot", "lan")
    person = announcing.store.call(people.recognise, message("", chat=chat, sender="lan"), MONDAY)
    announcing.store.call(people.set_role, person.id, "admin")
    announcing.talk("/thongbao BNG: Kính mời họp", chat=chat)
    assert "Dừng phần chưa gửi: /dung 1" in (announcing.talk("1", chat=chat) or "")
    announcing.talk("1", chat=chat)
    found = announcing.store.call(announcements.get, 1)
    assert found is not None
    assert found.state == "open"


def test_of_several_it_is_asked_which_is_to_be_stopped(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG lúc 14:00: Một")
    written(announcing, "/thongbao BCA lúc 15:00: Hai")
    assert "Dừng thông báo nào?" in announcing("/dung")
    assert "Đã dừng thông báo số 2" in announcing.press("Dừng số 2")
    assert "Đã dừng thông báo số 1" in announcing("/dung")


def test_it_goes_out_at_its_time_and_not_before(announcing: Announcing) -> None:
    assert "sẽ gửi tới 1 nơi lúc 14:30 thứ Hai 23/11/2026" in written(announcing, "/thongbao BNG lúc 14:30: Họp")
    announcing.work()
    assert announcing.waiting() == {}
    announcing.talk.later(timedelta(hours=5, minutes=31))
    announcing.work()
    assert set(announcing.waiting()) == {"bng"}


def test_a_wish_outside_of_the_hours_is_moved_and_said(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Họp")
    announcing.press("Đổi giờ gửi")
    shown = announcing("18:00 thứ Sáu")
    assert "Gửi lúc 8:00 thứ Hai 30/11/2026, vì 18:00 thứ Sáu 27/11/2026 ngoài giờ gửi tin (08:00–17:00" in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [("hôm qua", "Chưa rõ"), ("9h 20/11/2026", "đã qua"), ("9h 20/11/2027", "trong 90 ngày"), ("25h", "Chưa rõ")],
)
def test_a_time_that_cannot_be_is_asked_for_again(announcing: Announcing, typed: str, said: str) -> None:
    announcing("/thongbao BNG: Họp")
    announcing.press("Đổi giờ gửi")
    assert said in announcing(typed)
    assert "Gửi lúc 10:00 thứ Hai 23/11/2026" in announcing("10h")


def test_it_can_be_left_in_the_middle_gone_on_with_and_given_up(announcing: Announcing) -> None:
    announcing("/thongbao")
    announcing.press(ALL)
    announcing("Kính mời họp")
    assert "2.6" in announcing("/hoi 2.6 hạn khi nào")
    assert "Nội dung: “Kính mời họp”" in announcing("/thongbao")
    assert "Gửi lúc nào" in announcing.press("Viết tiếp")
    assert "Đã giữ bản đang soạn" in announcing.press("Để sau")
    announcing("/thongbao")
    assert "Đã bỏ" in announcing.press("Bỏ bản này")
    assert "gửi tới đâu" in announcing("/thongbao")


def test_an_answer_that_comes_too_late_is_a_question_and_the_draft_is_kept(announcing: Announcing) -> None:
    announcing("/thongbao BNG")
    announcing.talk.later(timedelta(minutes=31))
    assert "Nhiệm vụ" in announcing("2.6 hạn khi nào") or "2.6" in announcing.lines()[-1]
    assert "Gửi tới: Bộ Ngoại giao" in announcing("/thongbao")


def test_kinds_of_agencies_are_chosen_one_after_the_other(announcing: Announcing) -> None:
    announcing("/thongbao")
    announcing.press("Theo loại cơ quan")
    assert announcing.talk.labels()[:3] == ["các bộ (2)", "các cơ quan báo chí (1)", "các tỉnh, thành phố (1)"]
    announcing.press("các bộ (2)")
    assert "Đã chọn: các bộ, các cơ quan báo chí" in announcing.press("các cơ quan báo chí (1)")
    announcing.press("Đủ rồi")
    announcing("Họp")
    shown = announcing.press("Ngay khi xác nhận")
    assert "gửi tới 3 nơi: các bộ; các cơ quan báo chí" in shown
    assert "Chưa có nơi nhận" in shown


def test_names_that_are_not_known_or_not_clear_are_asked_about(announcing: Announcing) -> None:
    announcing("/thongbao")
    assert "Chưa nhận ra “xyz”" in announcing("BNG, xyz")
    assert "“bct” có thể là: Bộ Công Thương, Bộ Chính trị" in announcing("BNG, BCT")
    assert "nội dung thông báo" in announcing("BNG, Bộ Công Thương")


@pytest.mark.parametrize(
    ("line", "whom", "said"),
    [
        ("/thongbao BNG\nKính mời:\n- họp", "Bộ Ngoại giao", "Kính mời:\n- họp"),
        ("/thongbao tất cả:Kính mời họp lúc 9:00", "tất cả nhóm đã gắn", "Kính mời họp lúc 9:00"),
        ("/thongbao BNG lúc 14:30: Xem https://a.vn:8443/x", "Bộ Ngoại giao", "Xem https://a.vn:8443/x"),
        ("/announce officers: /hoi 2.6", "tất cả cán bộ đầu mối, tin riêng", "/hoi 2.6"),
    ],
)
def test_a_line_is_read_as_whom_and_text(announcing: Announcing, line: str, whom: str, said: str) -> None:
    shown = announcing(line)
    assert shown.startswith(f"Thông báo\n{said}\n———\n")
    assert f"nơi: {whom}." in shown


@pytest.mark.parametrize("text", ["Kính gửi: các bộ", "https://a.vn/x", "Họp chiều nay"])
def test_a_line_that_names_nobody_is_the_text(announcing: Announcing, text: str) -> None:
    assert "gửi tới đâu" in announcing(f"/thongbao {text}")
    announcing.press(ALL)
    assert announcing.press("Ngay khi xác nhận").startswith(f"Thông báo\n{text}\n")


def test_officers_are_told_in_private(announcing: Announcing) -> None:
    written(announcing, "/thongbao cán bộ BNG: Kính mời họp")
    announcing.work()
    assert [(row.chat, row.person) for row in announcing.waiting().values()] == [(PRIVATE, announcing.hoa)]


def test_who_cannot_be_reached_is_said_before_and_after(announcing: Announcing) -> None:
    announcing.store.call(chats.lost, GROUPS["bca"], MONDAY)
    shown = announcing("/thongbao BCA, BNG, Bộ Công Thương: Họp")
    assert "gửi tới 1 nơi" in shown
    assert "Không tới được 1 nhóm vì chương trình đã bị đưa ra khỏi nhóm: Bộ Công an" in shown
    assert "Chưa có nơi nhận (1): Bộ Công Thương" in shown
    announcing.press("Gửi")
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    result = announcing.lines()[-1]
    assert "- Bộ Công an [“Nhóm bca”, Telegram]: chương trình không còn trong cuộc trò chuyện này" in result
    assert "Chưa có nơi nhận (1): Bộ Công Thương" in result


def test_a_group_that_is_not_the_agencys_any_more_is_not_told(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG, BCA: Kính mời họp")
    announcing.work()
    announcing.talk("/bogan", chat=GROUPS["bng"])
    announcing.talk("1", chat=GROUPS["bng"])
    announcing.arrives("bca")
    announcing.work()
    assert "- Bộ Ngoại giao [“Nhóm bng”, Telegram]: nhóm không còn gắn với cơ quan này" in announcing.lines()[-1]


def test_the_messages_that_remain_in_the_month_are_told_where_they_do_not_suffice(announcing: Announcing) -> None:
    announcing.talk.services = replace(announcing.talk.services, month_messages={"zalo_bot": 1})
    shown = announcing("/thongbao tất cả: Họp")
    assert "chỉ còn 1 tin Zalo Bot, không đủ: 1 tin phải chờ sang tháng sau" in shown


def test_the_same_words_to_the_same_chats_within_an_hour_are_asked_about_again(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG, BCA: Kính mời họp")
    announcing.work()
    for agency in ("bng", "bca"):
        announcing.arrives(agency)
    announcing.work()
    assert "tới 1 nơi trong số này" in written(announcing, "/thongbao BNG, VTV: kính mời  HỌP")
    assert announcing.store.call(announcements.get, 2) is None
    assert "thông báo số 2" in announcing.press("Vẫn gửi")
    announcing.work(2)
    for agency in ("bng", "vtv"):
        announcing.arrives(agency, 2)
    announcing.work(2)
    announcing.talk.later(timedelta(minutes=61))
    assert "thông báo số 3" in written(announcing, "/thongbao BNG: Kính mời họp")


def test_what_has_changed_since_it_was_shown_is_shown_again(announcing: Announcing) -> None:
    announcing("/thongbao tất cả: Họp")
    announcing.store.call(chats.unbind, GROUPS["vtv"], MONDAY)
    said = announcing.press("Gửi")
    assert said.startswith("Nơi nhận, giờ gửi hoặc nội dung đã thay đổi")
    assert "gửi tới 3 nơi" in said
    assert "0/3" in announcing.press("Gửi")


def test_a_long_text_is_refused_and_one_that_zalo_cuts_is_shown_cut(announcing: Announcing) -> None:
    announcing("/thongbao tất cả")
    assert "vui lòng rút còn 2000 ký tự" in announcing("a " * 1100)
    announcing.talk.services = replace(announcing.talk.services, parts=lambda channel, reply: (reply, reply))
    announcing("a " * 900)
    shown = announcing.press("Ngay khi xác nhận")
    assert "Zalo Bot: 2 nơi, 4 tin" in shown
    assert "chia thành 2 tin mỗi nơi" in shown
    assert "mỗi nơi nhận 2 tin như sau" in announcing.press("Xem như trên Zalo Bot")
    assert "gửi tới 4 nơi" in announcing.press("Quay lại")


def test_it_stands_in_the_log_and_cannot_be_taken_back(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG: Kính mời họp")
    announcing("/dung")
    log = announcing("/nhatky")
    assert "thông báo số 1: không có → “Kính mời họp” tới 1 nơi, 09:00 23/11/2026" in log
    assert "thông báo số 1: đang gửi → đã dừng" in log
    assert "Không hoàn tác được việc này" in announcing("/hoantac")
    assert announcing.store.call(journal.first_broken) is None
    assert "thông báo số 1" in announcing("/nhatky thông báo")


def test_only_administrators_write_and_stop_notices_and_only_in_private(announcing: Announcing) -> None:
    refused = say("vi", "refused.admin")
    for command in ("/thongbao", "/thongbao tất cả: x", "/dung"):
        assert announcing.talk(command, chat=PRIVATE, sender="hoa") == refused
        assert "trò chuyện riêng" in (announcing.talk(command, chat=GROUPS["bng"]) or "")


def test_a_draft_of_somebody_who_is_no_administrator_any_more_goes_nowhere(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    lan = announcing.store.call(people.find, "console", "lan")
    assert lan is not None
    announcing.store.call(people.set_role, lan.id, "member")
    assert announcing.press("Gửi") == say("vi", "refused.admin")


def test_after_a_restored_backup_a_notice_that_was_to_go_since_is_not_sent(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG lúc 10:00: Họp")
    announcing.talk.later(timedelta(days=1))
    announcing.store.call(restored.settle, announcing.talk.now)
    announcing.work()
    assert announcing.waiting() == {}
    assert "được khôi phục từ bản sao lưu" in announcing.lines()[-1]


def test_a_day_later_its_writer_is_told_of_what_still_waits(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG: Họp")
    announcing.work()
    announcing.talk.later(timedelta(hours=25))
    announcing.work()
    assert "Còn chờ, vẫn tiếp tục gửi (1):" in announcing.lines()[-1]


def test_a_group_that_moved_is_told_where_it_is_now(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG lúc 10:00: Họp")
    announcing.store.call(chats.move_chat, "telegram", "-1", "-100")
    announcing.talk.later(timedelta(hours=2))
    announcing.work()
    assert announcing.waiting()["bng"].chat == Chat("telegram", "-100", group=True)


def test_a_number_chooses_what_was_offered_last_and_not_what_a_changed_message_offers(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG, BCA: Họp")
    announcing.work()
    announcing("/thongbao")
    announcing.arrives("bng")
    announcing.work()
    assert "1/2" in announcing.lines()[-1]
    assert "nội dung thông báo" in announcing("1")


def test_what_nobody_goes_on_with_and_what_is_long_over_is_forgotten(announcing: Announcing) -> None:
    written(announcing, "/thongbao BNG: Họp")
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    announcing("/thongbao BCA")
    assert announcing.store.call(announcements.forget, MONDAY + timedelta(days=40)) == 2
    assert announcing.store.call(announcements.get, 1) is None


def role_taken(announcing: Announcing, person: int) -> None:
    """By somebody who may."""
    changes, subject, now = announcing.talk.services.changes, person_subject(person), announcing.talk.now
    announcing.store.call(lambda tx: changes.make(tx, ROLE, subject, None, SYSTEM, now))


def told_in(announcing: Announcing, chat: Chat) -> list[str]:
    return [line.reply.text for line in announcing.store.call(history.since, chat) if not line.message_id]


def test_who_is_no_officer_any_more_at_its_time_is_not_told(announcing: Announcing) -> None:
    written(announcing, "/thongbao cán bộ BNG lúc 14:30: Họp kín")
    role_taken(announcing, announcing.hoa)
    announcing.talk.later(timedelta(hours=6))
    announcing.work()
    assert announcing.waiting() == {}
    assert "- Bộ Ngoại giao [console]: người này không còn là cán bộ đầu mối của cơ quan" in announcing.lines()[-1]


def test_what_waits_for_its_hours_is_not_said_to_who_is_no_officer_any_more_nor_again_later(
    announcing: Announcing,
) -> None:
    written(announcing, "/thongbao cán bộ BNG: Họp kín")
    announcing.work()
    row = announcing.waiting()["bng"]
    role_taken(announcing, announcing.hoa)
    assert announcing.store.call(lambda tx: outbox.claim(tx, row, announcing.talk.now)) is None
    announcing.work()
    assert "người này không còn là cán bộ đầu mối của cơ quan" in announcing.lines()[-1]
    assert "đều tới nơi" in announcing("/khongguiduoc")


def test_what_did_not_arrive_is_not_sent_again_to_who_is_no_officer_any_more(announcing: Announcing) -> None:
    written(announcing, "/thongbao cán bộ BNG: Họp kín")
    announcing.work()
    announcing.fails("bng", "bị chặn")
    role_taken(announcing, announcing.hoa)
    announcing("/khongguiduoc")
    assert "1 tin không gửi lại được" in announcing.press("Gửi lại 1")


def test_of_a_writer_who_is_no_administrator_any_more_the_others_hear_and_are_told_the_end(
    announcing: Announcing,
) -> None:
    chi = Chat("console", "chi")
    announcing.talk.make("chi", "admin")
    announcing.talk("/trogiup", chat=chi, sender="chi")
    written(announcing, "/thongbao BNG lúc 14:30: Kính mời họp")
    seen = announcing.lines()
    role_taken(announcing, announcing.talk.make("lan", "admin"))
    left = "Người soạn thông báo số 1 (“Kính mời họp”) không còn là người quản trị."
    assert sum(left in text for text in told_in(announcing, chi)) == 1
    announcing.talk.later(timedelta(hours=6))
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    assert announcing.lines() == seen
    first, result = told_in(announcing, chi)[-1].splitlines()[:2]
    assert first.startswith("Người soạn thông báo “Kính mời họp” không còn là người quản trị")
    assert result == "Kết quả thông báo số 1: 1/1 nơi đã nhận."


def test_of_a_writer_who_is_erased_the_others_hear_too(announcing: Announcing) -> None:
    chi = Chat("console", "chi")
    announcing.talk.make("chi", "admin")
    announcing.talk("/trogiup", chat=chi, sender="chi")
    written(announcing, "/thongbao BNG lúc 14:30: Kính mời họp")
    announcing("/dulieucuatoi")
    announcing.press("Xóa dữ liệu này")
    announcing.press("Xóa dữ liệu này")
    assert "Người soạn thông báo số 1" in told_in(announcing, chi)[-1]


def test_a_name_in_capitals_that_nobody_knows_is_named_and_the_text_is_kept(announcing: Announcing) -> None:
    said = announcing("/thongbao BXYZ: Kính mời họp")
    assert said.startswith("Chưa nhận ra “BXYZ”.")
    assert "Nội dung: “Kính mời họp”" in said
    assert "Kính mời họp" in announcing("BNG")


def test_a_notice_in_place_of_another_says_so(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    assert announcing("/thongbao BCA: Lịch mới").startswith("Thay cho bản đang soạn trước: “Kính mời họp”\n")
    assert "Thay cho" not in announcing("/thongbao BCA: Lịch mới")


def test_a_time_by_itself_under_the_notice_moves_it_and_nothing_else_does(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    assert "Gửi lúc 16:00" in announcing("16h")
    assert "chủ trì" in announcing("BCA chủ trì nhiệm vụ nào")
    assert "Gửi lúc" not in announcing("15h")


def test_to_nobody_it_cannot_be_sent(announcing: Announcing) -> None:
    said = announcing("/thongbao Bộ Công Thương: Kính mời họp")
    assert "Chưa gửi được: chưa có nơi nhận nào (Bộ Công Thương)." in said
    assert "Gửi" not in announcing.talk.labels()
