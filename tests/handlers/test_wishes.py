"""/nhac: what an agency's chat will be told of, and when, of what, where, or not for a while."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from handlers import router
from jobs.remind import Reminding
from knowledge.memory import Store, chats, completions, history, journal, wishes
from knowledge.memory.wishes import Wishes
from knowledge.messages import TRIAL, Chat
from knowledge.obligations.office import UNASKED
from tests.handlers.setting_talk import GROUP, ONLY_OFFICERS, PRIVATE, SECOND, Setting, setting_talk
from tests.jobs.test_remind import tick
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.talk import message

REPORT = "Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027"
USUAL = "Giờ nhắc: 08:00–17:00 ngày làm việc."


@pytest.fixture
def talk(store: Store) -> Setting:
    return setting_talk(store)


def wished(talk: Setting, chat: Chat = GROUP) -> Wishes:
    return talk.store.call(wishes.get, chat)


def told_on(talk: Setting, day: date, hour: int = 9) -> list[str]:
    """What is said in the group by itself at this hour of the day, and sent."""
    before = talk.last()
    tick(talk.store, at_nine(day.year, day.month, day.day) + timedelta(hours=hour - 9))
    return [line.reply.text for line in talk.store.call(history.since, GROUP, before)]


def test_it_shows_day_by_day_what_will_be_said_and_what_is_set(talk: Setting) -> None:
    answer = talk("/nhac", sender="lan")
    assert answer.startswith("Sắp nhắc Bộ Ngoại giao, trong 30 ngày tới:\n\nThứ Hai 23/11/2026:\n- ")
    assert f"\nThứ Năm 26/11/2026:\n- {REPORT} · còn 3 ngày đến ngày cuối 29/11/2026\n" in answer
    assert "và " in answer
    assert answer.count("\n- ") == 15
    assert USUAL in answer


def test_what_it_shows_is_what_is_said_then(talk: Setting) -> None:
    days = talk("/nhac").split("\n\n")
    shown = {part.split(":\n")[0]: part.split(":\n")[1].splitlines() for part in days if part.startswith("Thứ")}
    for number in range(20):
        day = date(2026, 11, 23) + timedelta(days=number)
        said = [text for text in told_on(talk, day) if text.startswith("Nhắc việc")]
        lines = [line for text in said for line in text.splitlines() if line.startswith("- ")]
        expected = next((lines for head, lines in shown.items() if head.endswith(f"{day:%d/%m/%Y}")), [])
        assert [line[:30] for line in lines] == [line[:30] for line in expected], day


def test_today_s_is_not_shown_again_once_it_was_said(talk: Setting) -> None:
    told_on(talk, date(2026, 11, 23))
    assert "23/11/2026:" not in talk("/nhac")


def test_what_is_done_or_put_off_is_not_shown_on_its_day(talk: Setting) -> None:
    talk.store.call(completions.add, "bng", "tt02-bao-cao-nam 2026", "", 1, talk.now)
    assert REPORT not in talk("/nhac")


@pytest.mark.parametrize("typed", ["nhắc gì sắp tới?", "Sắp tới nhắc gì", "SAP TOI NHAC GI"])
def test_it_can_be_asked_in_plain_words(talk: Setting, typed: str) -> None:
    assert talk(typed, sender="lan").startswith("Sắp nhắc Bộ Ngoại giao")


def test_a_member_sees_no_choices_and_is_told_who_may_change_it(talk: Setting) -> None:
    assert "Cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị đặt được." in talk("/nhac", sender="lan")
    assert talk.labels(GROUP) == []


CHANGES = ("gio", "gio 9-11", "ngay thứ Sáu", "loai tat bao cao", "dung 2 tuan", "tiep", "mac dinh", "nhom nay")


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", ["lan", "an"])
def test_a_member_and_an_officer_of_another_agency_change_nothing(talk: Setting, who: str, change: str) -> None:
    assert talk(f"/nhac {change}", sender=who) == ONLY_OFFICERS
    assert wished(talk) == Wishes()


def test_an_admin_may(talk: Setting) -> None:
    talk.make("chi", "admin")
    assert "09:00–11:00" in talk("/nhac gio 9-11", sender="chi")


@pytest.mark.parametrize(("typed", "first", "last"), [
    ("9-11", time(9), time(11)), ("14h-15h30", time(14), time(15, 30)),
    ("từ 8 giờ 30 đến 10 giờ", time(8, 30), time(10)),
    ("8:15 – 9:00", time(8, 15), time(9)), ("5-21", time(5), time(21)), ("9-9h30", time(9), time(9, 30)),
    ("8-17", None, None), ("mặc định", None, None),
])  # fmt: skip
def test_hours_are_read_as_people_write_them(talk: Setting, typed: str, first: time | None, last: time | None) -> None:
    assert "Đã đổi giờ nhắc." in talk(f"/nhac gio {typed}")
    assert (wished(talk).first, wished(talk).last) == (first, last)


@pytest.mark.parametrize("typed", [
    "4-9", "20-22", "9-9h29", "11-9", "9", "25-26", "sáng", "9-11-13", "99:99-99:99", "-", "9" * 500, "9-" * 200,
    "9h60-10h",
])  # fmt: skip
def test_hours_that_are_none_or_too_few_change_nothing_and_the_answer_says_what_is_possible(
    talk: Setting, typed: str
) -> None:
    answer = talk(f"/nhac gio {typed}")
    assert "Giờ nhắc phải trong khoảng 05:00–21:00" in answer or "ví dụ: /nhac gio 9-11" in answer
    assert USUAL in answer
    assert wished(talk) == Wishes()


def test_the_hours_that_were_can_be_had_back_with_a_button(talk: Setting) -> None:
    talk("/nhac gio 9-11")
    talk("/nhac gio 14-16")
    assert "Giờ nhắc: 09:00–11:00" in talk("09:00–11:00")


def test_it_is_told_at_its_hours_from_then_on(talk: Setting) -> None:
    talk("/nhac gio 14-16")
    assert told_on(talk, date(2026, 11, 26)) == []
    assert REPORT in told_on(talk, date(2026, 11, 26), hour=14)[0]


def test_a_weekday_is_left_out_and_had_back(talk: Setting) -> None:
    assert "ngày làm việc, trừ thứ Sáu." in talk("/nhac ngay thứ sáu")
    assert told_on(talk, date(2026, 11, 27)) == []
    assert "trừ thứ Hai và thứ Sáu." in talk("Không nhắc thứ Hai")
    assert "ngày làm việc, trừ thứ Hai." in talk("/nhac ngay bật thứ 6")
    assert USUAL in talk("Nhắc cả thứ Hai")


def test_one_weekday_must_be_left(talk: Setting) -> None:
    talk("/nhac ngay thứ hai, thứ ba, thứ tư, thứ năm")
    assert "Phải còn ít nhất một ngày" in talk("Không nhắc thứ Sáu")
    assert wished(talk).quiet == {0, 1, 2, 3}


@pytest.mark.parametrize("typed", ["thứ bảy", "chủ nhật", "ngày mai", "thứ chín", "x" * 3000])
def test_what_is_no_weekday_of_work_is_asked_again(talk: Setting, typed: str) -> None:
    assert "ngày từ thứ Hai đến thứ Sáu" in talk(f"/nhac ngay {typed}")
    assert wished(talk) == Wishes()


def test_kinds_are_left_out_and_asked_for(talk: Setting) -> None:
    talk("/nhac loai")
    assert "(không nhắc báo cáo, nhiệm vụ giao chung)" in talk("Không nhắc báo cáo")
    assert REPORT not in talk("/nhac")
    assert "(không nhắc báo cáo)" in talk("/nhac loai bat giao chung")
    assert wished(talk).kinds == UNASKED - {"report"} | {"shared"}


def test_one_kind_must_be_left_and_one_that_is_none_is_asked_again(talk: Setting) -> None:
    for kind in ("chủ trì", "phối hợp", "báo cáo", "hằng năm"):
        talk(f"/nhac loai tat {kind}")
    assert "Phải còn ít nhất một loại" in talk("/nhac loai tat tổng hợp đầu tuần")
    assert "Chưa rõ loại nào" in talk("/nhac loai tat nhiệm vụ")
    assert wished(talk).kinds == {"week"}


def test_a_pause_says_which_last_days_it_holds_and_can_be_ended(talk: Setting) -> None:
    answer = talk("/nhac dung 2 tuần")
    assert "nhắc tiếp từ thứ Hai 07/12/2026" in answer
    assert f"- {REPORT} · Chủ nhật 29/11/2026" in answer
    assert told_on(talk, date(2026, 11, 27)) == []
    assert "Đang tạm dừng" not in talk("Nhắc tiếp")
    assert "Đang tạm dừng" in talk("Tạm dừng đến 07/12/2026")
    assert talk("/nhac").startswith("Sắp nhắc Bộ Ngoại giao, trong 30 ngày tới:\n\nThứ Hai 07/12/2026:")


def test_a_pause_without_a_last_day_says_so(talk: Setting) -> None:
    assert "không có việc nào đến ngày cuối" in talk("/nhac dung mai")


@pytest.mark.parametrize(("typed", "until"), [
    ("15/12/2026", date(2026, 12, 15)), ("đến 15/12", date(2026, 12, 15)), ("1 tháng", date(2026, 12, 23)),
    ("10 ngày", date(2026, 12, 3)), ("đến thứ sáu tuần sau", date(2026, 12, 4)), ("21/2/2027", date(2027, 2, 21)),
])  # fmt: skip
def test_the_end_of_a_pause_is_read_as_people_write_it(talk: Setting, typed: str, until: date) -> None:
    talk(f"/nhac dung {typed}")
    assert wished(talk).paused_until == until


@pytest.mark.parametrize(
    "typed", ["22/2/2027", "23/11/2026", "1/1/2026", "99 ngày", "0 ngày", "lâu", "31/12/9999", "1/1/0001"]
)
def test_a_pause_that_is_none_or_too_long_changes_nothing(talk: Setting, typed: str) -> None:
    answer = talk(f"/nhac dung {typed}")
    assert "nhiều nhất 90 ngày" in answer or "Chưa đọc được ngày" in answer
    assert wished(talk) == Wishes()


def test_everything_is_as_usual_again_and_it_says_what_was(talk: Setting) -> None:
    talk("/nhac gio 9-11")
    talk("/nhac ngay thứ Sáu")
    talk("/nhac")
    answer = talk("Đặt lại như mặc định")
    assert "Trước đó:\nGiờ nhắc: 09:00–11:00 ngày làm việc, trừ thứ Sáu." in answer
    assert answer.split("Từ nay:")[1].strip().startswith(USUAL)
    assert wished(talk) == Wishes()


def test_of_two_officers_at_once_the_last_wins_and_is_told_what_is_so_now(talk: Setting) -> None:
    talk.make("minh", "officer", "bng")
    talk("/nhac ngay")
    talk("/nhac ngay", sender="minh")
    talk("Không nhắc thứ Sáu")
    assert "trừ thứ Hai và thứ Sáu." in talk("Không nhắc thứ Hai", sender="minh")
    talk("/nhac gio 9-11")
    answer = talk("/nhac gio 14-16", sender="minh")
    assert "Giờ nhắc: 14:00–16:00 ngày làm việc, trừ thứ Hai và thứ Sáu." in answer


def test_an_old_button_sets_what_it_offered_and_does_not_turn_it_round(talk: Setting) -> None:
    talk("/nhac ngay")
    offered = talk.store.call(history.since, GROUP)[-1].id
    for _ in range(2):
        assert "trừ thứ Sáu." in talk("Không nhắc thứ Sáu", press=(offered, 4))


@pytest.mark.parametrize(
    "typed", ["xyz", "gio-9-11", "'; DROP TABLE chat_wishes; --", "{agency}", "@", "\x00" * 20, "đừng nhắc"]
)
def test_what_is_not_understood_is_answered_with_examples(talk: Setting, typed: str) -> None:
    assert "/nhac" in talk(f"/nhac {typed}")
    assert wished(talk) == Wishes()


def test_in_private_an_officer_sets_it_for_the_agency_s_chat(talk: Setting) -> None:
    assert "Nhắc việc đang gửi vào nhóm " in talk("/nhac", chat=PRIVATE)
    assert "09:00–11:00" in talk("/nhac gio 9-11", chat=PRIVATE)
    assert wished(talk).first == time(9)


def test_in_private_an_officer_of_several_agencies_is_asked_which(talk: Setting) -> None:
    talk.make("hoa", "officer", "bng", "bct")
    assert talk("/nhac gio 9-11", chat=PRIVATE) == "Của cơ quan nào?"
    assert "09:00–11:00" in talk("Bộ Ngoại giao", chat=PRIVATE)
    assert "08:00–10:00" in talk("08:00–10:00", chat=PRIVATE)
    assert wished(talk).last == time(10)
    assert "Bộ Công Thương chưa có nhóm nào nhận nhắc việc" in talk("/nhac @bct", chat=PRIVATE)


def test_in_private_an_admin_names_the_agency(talk: Setting) -> None:
    talk.make("chi", "admin")
    chi = {"sender": "chi", "chat": Chat("console", "chi")}
    assert "ví dụ: /nhac @Bộ Ngoại giao" in talk("/nhac", **chi)
    assert talk("/nhac @Bộ Ngoại giao", **chi).startswith("Sắp nhắc Bộ Ngoại giao")


def test_in_private_others_learn_nothing(talk: Setting) -> None:
    assert talk("/nhac @bng", sender="an", chat=Chat("console", "an")) == ONLY_OFFICERS
    talk.make("lan", "member")
    assert "gửi /nhac trong nhóm" in talk("/nhac", sender="lan", chat=Chat("console", "lan"))
    stranger = talk("/nhac", sender="ai", chat=Chat("console", "ai"))
    assert "chỉ trả lời cán bộ đã được mời" in stranger


def test_in_a_group_of_no_agency_it_says_how_it_becomes_one_s(talk: Setting) -> None:
    assert "/gan tên cơ quan" in talk("/nhac", chat=SECOND)


def test_in_another_chat_of_the_agency_it_says_where_and_offers_to_come_here(talk: Setting) -> None:
    talk("/nhac gio 9-11")
    talk.also_bind(SECOND)
    assert "Nhắc việc đang gửi vào nhóm " in talk("/nhac", chat=SECOND)
    assert "Chuyển nhắc việc của Bộ Ngoại giao từ nhóm " in talk("Nhắc vào nhóm này", chat=SECOND)
    assert "Giờ nhắc: 09:00–11:00" in talk("Chuyển sang nhóm này", chat=SECOND)
    assert wished(talk, SECOND).first == time(9)
    assert "không gửi vào nhóm này" in talk.store.call(history.since, GROUP)[-1].reply.text
    told = talk.last()
    talk.store.call(Reminding(book()), at_nine(2026, 11, 26))
    assert [line.reply.text for line in talk.store.call(history.since, SECOND, told)]
    assert talk("Chuyển sang nhóm này", chat=SECOND)  # chosen once more
    assert wished(talk, SECOND).first == time(9)


def test_nothing_moves_before_it_is_confirmed_nor_for_who_only_types_the_action(talk: Setting) -> None:
    talk.also_bind(SECOND)
    talk("/nhac nhom nay", chat=SECOND)
    talk("wish:here", chat=SECOND)
    assert "Nhắc việc đang gửi vào nhóm " in talk("/nhac", chat=SECOND)


def test_a_title_that_somebody_gave_the_group_breaks_nothing(talk: Setting) -> None:
    talk.also_bind(SECOND)
    named = replace(message("/nhac", "t1", chat=GROUP, sender="hoa"), chat_title="A\n\n{agency}\u202e" + " x" * 500)
    talk.store.call(router.handle, talk.services, named, talk.now)
    line = next(line for line in talk("/nhac", chat=SECOND).splitlines() if line.startswith("Nhắc việc đang"))
    assert "A {agency} x" in line
    assert len(line) < 200


def test_a_group_that_becomes_another_agency_s_begins_with_the_usual(talk: Setting) -> None:
    talk("/nhac dung 2 tuần")
    talk.confirmed("/bogan")
    talk.make("hoa", "officer", "bct")
    talk("/gan bct")
    assert wished(talk) == Wishes()


def test_where_a_role_is_only_tried_out_it_is_shown_and_nothing_is_set(talk: Setting) -> None:
    played = Chat(TRIAL, "nhóm thử", group=True)
    talk.make("thử", "admin")
    talk.also_bind(played)
    person = {"sender": "thử", "chat": played}
    assert "Nhóm dùng thử không nhận nhắc việc" in talk("/nhac", **person)
    for command in ("/nhac gio 9-11", "/ngaynghi 27/11/2026", "/ngaynghi", "/sukien 20/3/2027 Tuần", "/sukien"):
        assert talk(command, **person) == "Khi dùng thử vai trò thì không làm được việc này."


def test_it_is_said_in_english_too(talk: Setting) -> None:
    talk("/en")
    answer = talk("/reminders hours 9-11")
    assert "Hours: 09:00–11:00 on working days." in answer
    assert "not on Friday" in talk("/reminders days friday")


def test_a_group_that_was_set_up_anew_before_it_is_said_that_it_moved_stays_so_and_what_it_was_is_in_the_log(
    talk: Setting,
) -> None:
    talk.make("lan", "admin")
    moved = Chat("console", "nhóm mới", group=True)
    for chat, agency, hours in ((GROUP, "bng", "9-11"), (moved, "bct", "14-16")):
        talk(f"/gan {agency}", chat=chat, sender="lan")
        talk(f"/nhac gio {hours}", chat=chat, sender="lan")
    talk("nhóm mới", event="moved")
    assert talk.store.call(chats.of_agency, "bng") == []
    assert [place.chat for place in talk.store.call(chats.of_agency, "bct")] == [moved]
    assert wished(talk, moved).first == time(14)
    ended = talk.store.call(journal.newest, limit=2)
    assert [(entry.change.kind, entry.change.after, entry.batch) for entry in ended] == [
        ("chat", None, ended[1].id), ("wishes", None, ended[1].id),
    ]  # fmt: skip
