"""More time: asked for by an officer, granted with a document or refused; then answers and reminders follow it."""

import re
from datetime import date

import pytest

from jobs.remind import Reminding
from knowledge.memory import Store, history, overlay
from knowledge.messages import Chat
from knowledge.obligations.office import Office
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.handlers.test_reminders import GROUP, bind
from tests.questions.asking import at_nine

TITLE = "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài"


@pytest.fixture
def office(store: Store) -> Talk:
    """Hoa speaks for Bộ Ngoại giao, whose group is reminded; Lan and Chi are administrators."""
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 23)
    talk.make("hoa", "officer", "bng")
    talk.make("lan", "admin")
    talk.make("chi", "admin")
    store.call(bind)
    for who in ("hoa", "lan", "chi"):
        by(talk, who, "/trogiup")
    return talk


def by(talk: Talk, who: str, text: str) -> str:
    return talk(text, sender=who, chat=Chat("console", who)) or ""


def last_to(talk: Talk, who: str) -> tuple[str, list[str]]:
    row = talk.store.call(history.since, Chat("console", who))[-1]
    return row.reply.text, [button.label for button in row.reply.buttons]


def granted(talk: Talk) -> None:
    by(talk, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(talk, "lan", "Đồng ý")
    by(talk, "lan", "Quyết định 99/QĐ-TTg ngày 20/11/2026")
    by(talk, "lan", "Đồng ý")


def test_what_is_done_is_not_promised_reminders_whatever_day_it_is_given(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 số 123/BC-BNG ngày 20/11/2026")
    done = "Bộ Ngoại giao đã được ghi nhận hoàn thành nhiệm vụ này ngày 20/11/2026 nên không nhắc."
    assert done in by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật").splitlines()
    asked = by(office, "lan", "/giahan 2.6 31/12/2027 theo Quyết định 99/QĐ-TTg").splitlines()
    line = "Bộ Ngoại giao đã được ghi nhận hoàn thành ngày 20/11/2026 nên không nhắc"
    assert [each for each in asked if each.startswith("- ")] == [f"- {TITLE}: {line}"]
    assert by(office, "lan", "Đồng ý").endswith(f"Văn bản vẫn ghi 2024–2026. {done}")


def test_a_change_of_what_is_done_says_so_and_counts_no_reminders_of_it(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 số 123/BC-BNG ngày 20/11/2026")
    asked = by(office, "lan", "/sua 2.6 hạn 31/12/2027 theo Quyết định 99/QĐ-TTg")
    assert "nhắc lần tới" not in asked
    assert "Bộ Ngoại giao đã được ghi nhận hoàn thành ngày 20/11/2026 nên không nhắc" in asked


def test_what_is_done_is_not_among_what_other_steps_alter(office: Talk) -> None:
    steps = "sửa lịch nhắc chủ trì: trước 45, 20 ngày; sau 1 ngày; 4 tuần"
    shown = [by(office, "lan", steps)]
    by(office, "lan", "Thôi")
    by(office, "hoa", "/xong 2.6 số 123/BC-BNG ngày 20/11/2026")
    shown.append(by(office, "lan", steps))
    before, after = (int(re.findall(r"(\d+) nhiệm vụ", said)[0]) for said in shown)
    assert after == before - 1


def test_every_administrator_is_asked_with_the_reason_and_both_days(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do: chờ Luật")
    said = (
        f"Bộ Ngoại giao xin gia hạn {TITLE} đến 31/12/2027 (thời hạn hiện nay 31/12/2026, văn bản ghi 2024–2026)."
        " Lý do: chờ Luật."
    )
    assert last_to(office, "lan") == last_to(office, "chi") == (said, ["Đồng ý", "Không đồng ý"])


def test_the_log_says_the_reason_of_a_request_once(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    assert by(office, "lan", "/nhatky 2.6").count("chờ Luật") == 1


def test_it_is_granted_by_a_document_only_and_the_officer_is_told(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    assert "vui lòng gửi văn bản cho phép" in by(office, "lan", "Đồng ý")
    assert "Chưa thấy số văn bản" in by(office, "lan", "cứ đồng ý đi")
    assert office.store.call(overlay.of_kind, "due") == {}
    shown = by(office, "lan", "theo Quyết định 99/QĐ-TTg ngày 20/11/2026")
    assert shown.startswith(f"Sẽ gia hạn {TITLE} đến 31/12/2027 theo Quyết định 99/QĐ-TTg")
    assert "đổi ngày nhắc Bộ Ngoại giao; nhắc lần tới ngày 01/11/2027" in shown
    assert office.store.call(overlay.of_kind, "due") == {}
    assert "Văn bản vẫn ghi 2024–2026." in by(office, "lan", "Đồng ý")
    kept = office.store.call(overlay.of_kind, "due")["47/NQ-CP 2.6"]
    assert isinstance(kept, dict)
    assert (kept["day"], kept["basis"], kept["reason"]) == (
        "2027-12-31", "Quyết định 99/QĐ-TTg ngày 20/11/2026", "chờ Luật"
    )  # fmt: skip
    assert last_to(office, "hoa")[0].startswith("Đề nghị gia hạn của Bộ Ngoại giao được đồng ý")
    late = by(office, "chi", "Đồng ý")
    assert late.startswith("Trong lúc đó người dùng số 2 đã đổi đề nghị gia hạn nhiệm vụ 2.6")
    assert late.endswith("\nĐề nghị này đã được quyết định hoặc đã rút.")


def test_it_is_refused_with_or_without_a_reason_and_the_officer_is_told(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(office, "lan", "Không đồng ý")
    assert "Lý do: đã đủ thời gian." in by(office, "lan", "đã đủ thời gian")
    assert last_to(office, "hoa")[0].endswith("đến 31/12/2027. Lý do: đã đủ thời gian.")
    assert office.store.call(overlay.of_kind, "extension_request") == {}
    assert office.store.call(overlay.of_kind, "due") == {}


def test_what_was_changed_while_it_was_decided_on_is_not_granted_unseen(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(office, "lan", "Đồng ý")
    by(office, "hoa", "/giahan 2.6 31/12/2028 lý do chờ thêm")
    said = by(office, "lan", "Quyết định 99/QĐ-TTg")
    assert said.startswith("Trong lúc đó người dùng số 1 đã đổi đề nghị gia hạn nhiệm vụ 2.6")
    assert "đến 31/12/2028. Lý do: chờ thêm." in said
    assert last_to(office, "lan")[1] == ["Đồng ý 2.6", "Không đồng ý 2.6"]
    assert office.store.call(overlay.of_kind, "due") == {}


def test_reminders_and_answers_follow_the_day_that_was_set_and_show_what_the_text_says(office: Talk) -> None:
    assert office.services.current is not None
    reminding = Reminding(office.services.current)
    office.now = at_nine(2026, 12, 1)
    office.store.call(reminding, office.now)  # T-30 of the text's day is said
    granted(office)
    office.now = at_nine(2026, 12, 17)
    office.store.call(reminding, office.now)
    assert "2.6" not in last_in_group(office)
    office.now = at_nine(2027, 12, 1)
    office.store.call(reminding, office.now)  # T-30 of the new day is another reminder
    said = last_in_group(office)
    assert f"{TITLE}: hết thời gian ngày 31/12/2027 (văn bản ghi 2024–2026; thời hạn mới đến 31/12/2027" in said
    answer = by(office, "hoa", "2.6 hạn khi nào")
    assert "2024–2026; thời hạn mới đến 31/12/2027 theo Quyết định 99/QĐ-TTg ngày 20/11/2026" in answer


def last_in_group(talk: Talk) -> str:
    return talk.store.call(history.since, GROUP)[-1].reply.text


def test_what_is_done_after_the_texts_day_and_before_the_granted_one_is_done_in_time(office: Talk) -> None:
    granted(office)
    office.now = at_nine(2027, 6, 1)
    by(office, "hoa", "/xong 2.6 số 5/BC-BNG ngày 20/5/2027")
    assert "Tình hình nhiệm vụ 2.6: hoàn thành đúng hạn." in by(office, "hoa", "tiến độ 2.6")


def test_of_a_task_that_several_lead_one_gets_more_time_and_the_others_keep_theirs(office: Talk) -> None:
    shown = by(office, "lan", "/giahan 4.3 30/6/2031 theo Quyết định 100/QĐ-TTg @BNG")
    assert "Sẽ gia hạn phần của Bộ Ngoại giao trong 4.3" in shown
    assert "đổi ngày nhắc Bộ Ngoại giao" in shown
    assert "thôi nhắc" not in shown
    assert office.store.call(overlay.of_kind, "due") == {}
    by(office, "lan", "Đồng ý")
    assert set(office.store.call(overlay.of_kind, "due")) == {"47/NQ-CP 4.3 bng"}
    known = office.store.call(office.services.at).owing

    def due(agency: str, year: int) -> set[date]:
        owed = known.owed_by(Office(agency), year)
        return {each.obligation.due for each in owed if each.obligation.of == "47/NQ-CP 4.3"}

    assert (due("bng", 2030), due("bng", 2031)) == (set(), {date(2031, 6, 30)})
    assert (due("bqp", 2030), due("bqp", 2031)) == ({date(2030, 12, 31)}, set())


def test_who_takes_back_a_request_that_was_granted_is_told_how(office: Talk) -> None:
    granted(office)
    assert "vui lòng gửi /hoantac 2" in by(office, "lan", "/giahan 2.6 hủy @BNG")


def test_what_was_granted_is_taken_back_with_all_that_it_changed(office: Talk) -> None:
    granted(office)
    by(office, "lan", "/hoantac")
    assert "Đã trở lại như trước" in by(office, "lan", "1")
    assert office.store.call(overlay.of_kind, "due") == {}
    assert set(office.store.call(overlay.of_kind, "extension_request")) == {"47/NQ-CP 2.6 bng"}
    assert "(hết ngày 31/12/2026" in by(office, "hoa", "2.6 hạn khi nào")


@pytest.mark.parametrize(("typed", "day"), [
    ("quý IV/2027 chờ luật", "31/12/2027"), ("đến hết quý 3 năm 2027 vì chờ luật", "30/9/2027"),
    ("tháng 6/2027, chờ luật", "30/6/2027"), ("năm 2028 do chờ luật", "31/12/2028"),
])  # fmt: skip
def test_more_time_may_be_asked_for_until_the_end_of_a_month_a_quarter_or_a_year(
    office: Talk, typed: str, day: str
) -> None:
    said = by(office, "hoa", f"/giahan 2.6 {typed}")
    assert f"đến {day} (thời hạn hiện nay" in said
    assert said.endswith("Lý do: chờ luật.")


def test_an_officer_who_names_no_task_chooses_one(office: Talk) -> None:
    assert "Gia hạn nhiệm vụ nào?" in by(office, "hoa", "/giahan")
    _, labels = last_to(office, "hoa")
    assert labels[0].startswith("2.6 Sửa đổi Nghị định 88")
    assert "Vui lòng ghi ngày và lý do" in by(office, "hoa", "1")


def test_where_many_lead_the_example_keeps_what_was_typed(office: Talk) -> None:
    said = by(office, "lan", "/giahan 1.1 31/12/2027 theo Quyết định 99/QĐ-TTg")
    assert said.endswith("ví dụ: /giahan 1.1 31/12/2027 theo Quyết định 99/QĐ-TTg @BNG")


@pytest.mark.parametrize("basis", ["trước ngày 30/11 hằng năm", "31/12/2027", "nhiệm vụ 2.6"])
def test_a_day_or_a_task_is_no_document_that_allows_more_time(office: Talk, basis: str) -> None:
    by(office, "lan", "/giahan 2.6 31/12/2027")
    assert "Chưa thấy số văn bản" in by(office, "lan", basis)


def test_an_officer_does_not_take_back_what_an_administrator_has_decided(office: Talk) -> None:
    office.make("binh", "officer", "bng")
    by(office, "binh", "/trogiup")
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(office, "lan", "Không đồng ý")
    by(office, "lan", "đã đủ thời gian")
    for who in ("hoa", "binh"):
        assert by(office, who, "/hoantac 2").startswith("Chỉ người quản trị")
    assert office.store.call(overlay.of_kind, "extension_request") == {}


def test_what_waits_again_is_brought_before_the_administrators_and_who_asked_is_told(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(office, "lan", "Không đồng ý")
    by(office, "lan", "đã đủ thời gian")
    by(office, "chi", "/hoantac 2")
    by(office, "chi", "Hoàn tác")
    said, labels = last_to(office, "lan")
    assert said.startswith(f"Bộ Ngoại giao xin gia hạn {TITLE} đến 31/12/2027")
    assert labels == ["Đồng ý", "Không đồng ý"]
    assert last_to(office, "hoa")[0].startswith("Đề nghị gia hạn của Bộ Ngoại giao đang chờ quyết định trở lại")
    by(office, "lan", "Đồng ý")
    assert "Sẽ gia hạn" in by(office, "lan", "Quyết định 99/QĐ-TTg")


def test_an_officer_takes_back_that_a_request_was_withdrawn_and_administrators_are_asked_anew(office: Talk) -> None:
    by(office, "hoa", "/giahan 2.6 31/12/2027 lý do chờ Luật")
    by(office, "hoa", "/giahan 2.6 rút")
    by(office, "lan", "/trogiup")
    by(office, "hoa", "/hoantac")
    by(office, "hoa", "Hoàn tác")
    assert last_to(office, "lan")[0].startswith("Bộ Ngoại giao xin gia hạn")


def test_nor_does_an_officer_take_back_a_day_that_was_granted(office: Talk) -> None:
    granted(office)
    assert by(office, "hoa", "/hoantac 2").startswith("Chỉ người quản trị")


def test_what_waits_again_since_a_grant_was_taken_back_is_told_with_the_day_that_holds_now(office: Talk) -> None:
    granted(office)
    by(office, "chi", "/hoantac 2")
    by(office, "chi", "Hoàn tác")
    assert "(thời hạn hiện nay 31/12/2026, văn bản ghi 2024–2026)" in last_to(office, "lan")[0]
