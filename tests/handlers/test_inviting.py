"""/moi: codes by choices or in one line, for whom one may, listed and revoked; never written down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.memory import Transaction, chats, journal
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, code_in, office

__all__ = ["office"]

GROUP = Chat("console", "nhóm mới", group=True)


def test_in_one_line_it_holds_the_code_what_it_does_until_when_and_how_it_is_used(office: Office) -> None:
    said = office("/moi cán bộ BNG 5 lần 7 ngày")
    assert said.startswith("Mã mời số 1: cán bộ đầu mối của Bộ Ngoại giao, 5 lần, dùng đến 30/11/2026.\nTT-")
    assert "Zalo, Telegram hoặc trang hỏi đáp" in said
    assert "cán bộ đầu mối của Bộ Ngoại giao" in office(code_in(said), "mới")
    assert office.person("mới").agencies == ("bng",)


@pytest.mark.parametrize("typed", [
    "/moi can bo bng 5 lan 7 ngay", "/invite officer BNG 5 times 7 days",
    "/moi CÁN BỘ ĐẦU MỐI Bộ Ngoại giao 7 ngày 5 lần",
])  # fmt: skip
def test_it_is_understood_however_it_is_typed(office: Office, typed: str) -> None:
    assert "Bộ Ngoại giao, 5 lần, dùng đến 30/11/2026" in office(typed)


def test_what_is_missing_is_asked_for(office: Office) -> None:
    office("/moi")
    assert "cơ quan nào" in office.choose("cán bộ đầu mối")
    assert "Chưa nhận ra cơ quan “xyz”." in office("xyz")
    assert office("BNG") == "Mã dùng được mấy lần? Mỗi người dùng một lần."
    assert office.choose("20 lần") == "Mã dùng được trong bao lâu?"
    assert "20 lần, dùng đến 24/11/2026" in office.choose("1 ngày")


def test_left_in_the_middle_nothing_is_made_and_a_command_goes_on_as_ever(office: Office) -> None:
    office("/moi")
    office.choose("cán bộ đầu mối")
    assert "Bộ Ngoại giao" in office("/hoi 2.6 ai chủ trì")
    assert "Mã dùng" not in office("BNG")
    office("/moi cán bộ")
    assert office.choose("Thôi, không tạo mã") == "Chưa tạo mã nào."
    assert office.press("invite:list") == "Không có mã mời nào đang mở."


@pytest.mark.parametrize("typed", [
    "/moi thành viên 0 lần 7 ngày", "/moi thành viên 101 lần", "/moi thành viên 1 lần 31 ngày",
    "/moi nhóm BNG 999999 lần",
])  # fmt: skip
def test_numbers_have_limits(office: Office, typed: str) -> None:
    assert office(typed) == "Mã mời dùng được từ 1 đến 100 lần, trong 1 đến 30 ngày. Chưa tạo mã nào."


def test_what_is_not_understood_is_said_with_examples(office: Office) -> None:
    assert office("/moi sếp").startswith("Chưa rõ mời ai.")
    assert "không gắn với cơ quan nào" in office("/moi thành viên BNG 1 lần 1 ngày")


def test_owners_invite_all_administrators_officers_and_members_officers_members_and_their_group(office: Office) -> None:
    assert office("/moi", "chủ").startswith("Mời ai?")
    assert office.labels(Chat("console", "chủ"))[:4] == [
        "thành viên", "cán bộ đầu mối", "người quản trị", "người phụ trách chương trình",
    ]  # fmt: skip
    assert "người quản trị, 1 lần" in office("/moi quản trị 7 ngày", "chủ")
    assert "chỉ dùng được 1 lần" in office("/moi quản trị 5 lần 7 ngày", "chủ")
    assert office("/moi quản trị") == "Chỉ người phụ trách chương trình được làm việc này."
    assert office("/moi cán bộ BNG 1 lần 1 ngày", "hoa") == "Chỉ người quản trị được làm việc này."
    assert "thành viên, 3 lần" in office("/moi thành viên 3 lần 7 ngày", "hoa")
    assert "gắn nhóm với Bộ Ngoại giao" in office("/moi nhóm BNG 1 lần 1 ngày", "hoa")
    assert "Chỉ cán bộ đầu mối của Bộ Công Thương" in office("/moi nhóm Bộ Công Thương 1 lần 1 ngày", "hoa")
    assert "Chỉ cán bộ đầu mối của cơ quan" in office("/moi", "minh")


def test_a_code_for_a_group_binds_it_and_the_log_says_by_which_code(office: Office) -> None:
    code = code_in(office("/moi nhóm BNG 2 lần 5 ngày"))
    assert "đã gắn với Bộ Ngoại giao" in office(f"/gan {code}", "khách", chat=GROUP)
    assert [place.chat.id for place in office.store.call(chats.of_agency, "bng")] == [GROUP.id]
    assert office.store.call(journal.newest)[0].reason == "mã mời số 1"


def test_open_codes_are_listed_and_revoked_for_good_unless_that_is_taken_back(office: Office) -> None:
    code = code_in(office("/moi thành viên 5 lần 7 ngày"))
    office(code, "một")
    assert office.press("invite:list") == (
        "Mã mời đang mở (1):\n- Số 1: thành viên, còn 4/5 lần, đến 30/11/2026, Nguyễn Lan tạo"
    )
    assert "Đã thu hồi mã số 1" in office.choose("Thu hồi 1")
    assert "không đúng, đã hết hạn" in office(code, "hai")
    office.choose("Hoàn tác")
    office.choose("Hoàn tác")
    assert "thành viên" in office(code, "hai")


def test_an_officer_sees_and_revokes_only_own_codes(office: Office) -> None:
    office("/moi thành viên 5 lần 7 ngày")
    office("/moi thành viên 2 lần 7 ngày", "hoa")
    assert "Số 2" in office.press("invite:list", "hoa")
    assert "Số 1" not in office.press("invite:list", "hoa")
    assert office.press("invite:revoke 1", "hoa") == "Mã này không còn mở."
    assert "Đã thu hồi mã số 2" in office.press("invite:revoke 2", "hoa")
    assert office.press("invite:revoke 2", "hoa") == "Mã này không còn mở."


def test_a_code_that_has_run_out_is_no_open_one(office: Office) -> None:
    office("/moi thành viên 5 lần 1 ngày")
    office.later(timedelta(days=1))
    assert office.press("invite:list") == "Không có mã mời nào đang mở."


def test_a_link_is_given_where_there_is_one(office: Office) -> None:
    office.services = replace(office.services, links=lambda code, group: (f"https://t.me/bot?start={code}",))
    said = office("/moi thành viên 1 lần 1 ngày")
    assert said.endswith(f"Trên Telegram có thể bấm:\nhttps://t.me/bot?start={code_in(said)}")


def test_neither_the_log_nor_the_table_holds_a_code(office: Office) -> None:
    code = code_in(office("/moi thành viên 5 lần 7 ngày"))
    tables = ("change", "invite", "overlay")
    kept = str([office.store.call(rows_of, table) for table in tables])
    assert code not in kept
    assert code.replace("-", "")[2:] not in kept


def rows_of(tx: Transaction, table: str) -> list[tuple[object, ...]]:
    return tx.rows(f"SELECT * FROM {table}")
