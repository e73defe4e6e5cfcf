"""An agency that is hidden or taken back, and still has officers, groups and records: nothing fails, and it is nobody's
until it is back."""

import pytest

from jobs.escalate import Escalating
from jobs.escalate_office import EscalatingToOffice
from jobs.month import MonthlyDigest
from jobs.remind import Reminding
from knowledge.current import Current
from knowledge.memory import chats, history
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, code_in, office
from tests.questions.asking import at_nine

__all__ = ["office"]

GROUP = Chat("console", "nhóm CTN", group=True)
ADDED = "/them cơ quan Cục Thử Nghiệm (CTN); loại: cơ quan thuộc chính phủ; theo QĐ 5/QĐ-TTg"
HIDDEN = "xóa cơ quan Cục Thử Nghiệm theo QĐ 6/QĐ-TTg"
RECORDED = [
    "/tiendo 2.6 40% đang làm", "/giahan 2.6 31/12/2027 lý do chờ Luật", "/ngaynghi 27/11/2026 Họp", "việc của CTN",
    "/nhac", "/xong 2.6 số 1/BC ngày 20/11/2026", "tiến độ 2.6",
]  # fmt: skip
SAID = [
    "việc của bộ mình", "bộ mình chủ trì nhiệm vụ nào", "còn việc gì", "tiếp", "tiến độ 2.6", "2.6 ai chủ trì", "/nop",
    "/nop số 1/BC ngày 20/11/2026", "/nop hủy", "/tiendo", "/tiendo 2.6 50%", "/xong 2.6 số 2/BC ngày 21/11/2026",
    "/xong 2.6 hủy", "/giahan", "/giahan 2.6 30/6/2028 lý do chờ", "/nhac", "/lich", "/lichnhac", "/sukien",
    "/ngaynghi", "/nhatky", "/hoantac", "/dulieucuatoi", "/dieuphoi", "/chandoan", "/trogiup", "/moi",
    "2.6 xong rồi, báo cáo số 9/BC", "ai chưa nộp báo cáo năm 2026",
]  # fmt: skip


def confirmed(office: Office, text: str) -> str:
    assert "Vui lòng xác nhận" in office(text), text
    return office.choose("Đồng ý")


@pytest.fixture
def gone(office: Office) -> Office:
    """Hidden, after it had all that an agency can have."""
    confirmed(office, ADDED)
    confirmed(office, "sửa chủ trì 2.6 thành Cục Thử Nghiệm theo QĐ 5/QĐ-TTg")
    office("/gan CTN", chat=GROUP)
    office.becomes("hoa", "officer", "ctn")
    for text in RECORDED:
        assert "mã lỗi" not in office(text, "hoa"), text
    office("/nhac gio 9-11", "hoa", chat=GROUP)
    office.store.call(Reminding(current(office)), at_nine(2026, 12, 1))
    assert "Đã ẩn" in confirmed(office, HIDDEN)
    return office


def current(office: Office) -> Current:
    assert office.services.current is not None
    return office.services.current


@pytest.mark.parametrize(("who", "chat"), [("hoa", None), ("hoa", GROUP), ("minh", GROUP), ("lan", GROUP)])
def test_whoever_speaks_for_an_agency_that_is_gone_is_answered(gone: Office, who: str, chat: Chat | None) -> None:
    for text in SAID:
        assert "mã lỗi" not in gone(text, who, chat=chat or Chat("console", who)), text


def test_choices_that_were_offered_for_it_before_are_answered(gone: Office) -> None:
    for chat, who in ((GROUP, "hoa"), (Chat("console", "hoa"), "hoa"), (GROUP, "lan")):
        for row in gone.store.call(history.since, chat):
            for at in range(0 if row.message_id else len(row.reply.buttons)):
                assert "mã lỗi" not in gone("chọn", who, chat=chat, press=(row.id, at)), row.reply.buttons[at]


def test_it_is_reminded_of_nothing_and_no_reminder_fails(gone: Office) -> None:
    books = current(gone)
    before = gone.store.call(history.since, GROUP)
    for job in (Reminding(books), Escalating(books), EscalatingToOffice(books), MonthlyDigest(books)):
        for day in (at_nine(2026, 12, 21), at_nine(2027, 1, 4)):
            for agency in gone.store.call(job.agencies):
                gone.store.call(job.remind, agency, day)
    assert gone.store.call(history.since, GROUP) == before


def test_its_group_is_nobodys_and_can_become_another_agencys(gone: Office) -> None:
    assert "chưa được gắn" in gone("2.6 ai chủ trì", "khách", chat=GROUP)
    assert "gắn với Bộ Công Thương" in gone("/gan bct", chat=GROUP)
    (place,) = gone.store.call(chats.of_agency, "bct")
    assert "09:00–11:00" not in gone("/nhac", chat=place.chat)


def test_its_group_can_be_let_go(gone: Office) -> None:
    assert "Vui lòng xác nhận" in gone("/bogan", chat=GROUP)
    gone("1", chat=GROUP)
    assert gone.store.call(chats.of_agency, "ctn") == []


def test_who_speaks_for_it_does_so_again_once_it_is_back_whatever_they_became_meanwhile(gone: Office) -> None:
    code = code_in(gone("/moi cán bộ BNG 1 lần 7 ngày"))
    gone(code, "hoa")
    confirmed(gone, "hiện lại cơ quan Cục Thử Nghiệm")
    assert set(gone.person("hoa").agencies) == {"bng", "ctn"}
    assert "Cục Thử Nghiệm" in gone("/nhac @CTN", "hoa")
    assert "Cục Thử Nghiệm chủ trì" in gone("bộ mình chủ trì nhiệm vụ nào", "minh", chat=GROUP)


def test_an_agency_that_the_operators_files_lack_fails_nowhere(office: Office) -> None:
    office("/chandoan", "hoa", chat=GROUP)
    office.becomes("hoa", "officer", "khong-con")
    office.store.call(chats.bind, GROUP, "khong-con", office.number("hoa"), office.now)
    for text in SAID:
        for chat in (Chat("console", "hoa"), GROUP):
            assert "mã lỗi" not in office(text, "hoa", chat=chat), text
