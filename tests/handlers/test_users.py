"""/nguoidung: who is there and who is what, changed by who may, with nobody raised by themselves and an owner left."""

import pytest

from knowledge.memory import confirmations, dialogues, history, journal
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office

__all__ = ["office"]


def last_told(office: Office, sender: str) -> str:
    return office.store.call(history.since, Chat("console", sender))[-1].reply.text


def test_all_who_have_a_role_are_listed_the_highest_first_and_can_be_looked_for(office: Office) -> None:
    lines = office("/nguoidung").splitlines()
    assert lines[0] == "Người dùng có vai trò (5):"
    assert lines[1].startswith("- Đinh Phụ Trách (số 1): người phụ trách chương trình")
    assert lines[4] == "- Trần Hoa (số 4): cán bộ đầu mối (Bộ Ngoại giao)"
    assert "Trần Hoa" in office("/users BNG")
    assert "Nguyễn Lan" not in office("/nguoidung BNG")
    assert "Phạm Minh" in office("/nguoidung thành viên")
    assert "Phạm Minh" in office("/nguoidung pham minh")
    assert office("/nguoidung xyz") == "Không có người dùng nào như vậy."


def test_many_are_shown_by_pages(office: Office) -> None:
    for number in range(9):
        office.make(f"người {number}", "member")
    assert "(14):" in office("/nguoidung")
    assert office.labels(Chat("console", "lan"))[-1] == "Xem tiếp 9–14"
    assert len(office.choose("Xem tiếp 9–14").splitlines()) == 1 + 6


def test_one_is_shown_with_channels_by_name_and_no_ids(office: Office) -> None:
    office("/moi", "quang")
    said = office("/nguoidung 4")
    assert said.splitlines()[:4] == [
        "Trần Hoa (số 4)", "- Vai trò: cán bộ đầu mối", "- Cơ quan: Bộ Ngoại giao", "- Kênh: console (Trần Hoa)",
    ]  # fmt: skip
    assert "- Lần cuối nhắn tin: 09:00 23/11/2026" in said
    assert office("/nguoidung 999999999999") == office("/nguoidung 77")


def test_a_role_is_changed_once_confirmed_and_the_person_is_told_in_private(office: Office) -> None:
    office("/nguoidung 5")
    assert "cán bộ đầu mối của cơ quan nào?" in office.choose("Đổi thành cán bộ đầu mối")
    said = office("BNG")
    assert said.startswith("Đổi vai trò của Phạm Minh: thành viên → cán bộ đầu mối (Bộ Ngoại giao)?")
    assert office.person("minh").role == "member"
    assert office.choose("Đổi vai trò").startswith("Đã đổi: Phạm Minh nay là cán bộ đầu mối (Bộ Ngoại giao).")
    assert (office.person("minh").role, office.person("minh").agencies) == ("officer", ("bng",))
    assert last_told(office, "minh") == (
        "Vai trò của anh/chị trong chương trình nay là cán bộ đầu mối của Bộ Ngoại giao (Nguyễn Lan đã đổi)."
    )


def test_agencies_are_added_and_taken_away_but_an_officer_keeps_one(office: Office) -> None:
    office("/nguoidung 4")
    assert "Thêm cơ quan nào?" in office.choose("Thêm cơ quan")
    assert "Chưa nhận ra cơ quan “xyz”" in office("xyz")
    office("bct")
    office.choose("Đổi vai trò")
    assert office.person("hoa").agencies == ("bct", "bng")
    office.choose("Bỏ Bộ Ngoại giao")
    office.choose("Đổi vai trò")
    assert office.person("hoa").agencies == ("bct",)
    assert "phải có ít nhất một cơ quan" in office.choose("Bỏ Bộ Công Thương")


def test_a_role_is_ended_and_the_person_is_a_stranger_again(office: Office) -> None:
    office("/nguoidung 5")
    assert "không còn được trả lời" in office.choose("Gỡ vai trò")
    assert office.choose("Gỡ vai trò") == "Đã đổi: Phạm Minh nay là khách."
    assert last_told(office, "minh") == "Anh/chị không còn vai trò nào trong chương trình (Nguyễn Lan đã gỡ)."
    assert "mã mời" in office("bộ ngoại giao chủ trì gì", "minh")
    assert "không còn vai trò" in office("/nguoidung 5")


def test_what_the_person_was_in_the_middle_of_ends(office: Office) -> None:
    office.becomes("hoa", "admin")
    office("/nguoidung 5", "hoa")
    office.choose("Gỡ vai trò", "hoa")
    office("/moi nhóm", "hoa")
    hoa = office.number("hoa")
    office("/nguoidung 4", "chủ")
    office.choose("Đổi thành thành viên", "chủ")
    office.choose("Đổi vai trò", "chủ")
    assert office.store.call(confirmations.get, 1) is None
    assert office.store.call(dialogues.asked, Chat("console", "hoa"), hoa, office.now.replace(year=2000)) is None
    assert office.person("minh").role == "member"


@pytest.mark.parametrize("sender", ["chủ", "quang"])
def test_an_administrator_touches_neither_owners_nor_other_administrators(office: Office, sender: str) -> None:
    number = office.number(sender)
    office(f"/nguoidung {number}")
    assert office.labels(Chat("console", "lan")) == []
    for action in (f"users:role {number} member", f"users:role {number} none", f"users:add {number} admin bng"):
        assert "Chỉ người phụ trách chương trình được đổi" in office.press(action)


def test_nobody_is_made_an_administrator_but_by_an_owner_and_nobody_raises_themselves(office: Office) -> None:
    assert "Chỉ người phụ trách" in office.press(f"users:role {office.number('minh')} admin")
    assert "Chỉ người phụ trách" in office.press(f"users:role {office.number('lan')} owner")
    assert "Chỉ người quản trị" in office.press(f"users:role {office.number('hoa')} admin", "hoa")
    office.press(f"users:role {office.number('minh')} admin", "chủ")
    office.choose("Đổi vai trò", "chủ")
    assert office.person("minh").role == "admin"


def test_the_last_owner_is_neither_removed_nor_lowered_also_not_by_two_at_once(office: Office) -> None:
    first = office.number("chủ")
    assert "người phụ trách chương trình duy nhất" in office.press(f"users:role {first} admin", "chủ")
    second = office.becomes("quang", "owner")
    assert "Đổi vai trò của Lê Quang" in office.press(f"users:role {second} admin", "chủ")
    assert "Đổi vai trò của Đinh Phụ Trách" in office.press(f"users:role {first} admin", "quang")
    row = office.last_row("quang")
    assert "Đã đổi" in office("1", "chủ")
    assert "không còn hiệu lực" in office("Đổi vai trò", "quang", press=(row, 0))
    assert [office.person(each).role for each in ("chủ", "quang")] == ["owner", "admin"]


def test_an_administrator_may_step_down_and_cannot_take_that_back(office: Office) -> None:
    office.press(f"users:role {office.number('lan')} member")
    office.choose("Đổi vai trò")
    assert office.person("lan").role == "member"
    assert "Chỉ cán bộ đầu mối" in office("/hoantac")
    office.press(f"users:add {office.number('lan')} officer bng", "quang")
    office.choose("Đổi vai trò", "quang")
    assert "chưa có thay đổi nào" in office("/hoantac")
    assert "Chỉ người quản trị" in office("/hoantac 1")
    assert office.person("lan").role == "officer"


def test_the_second_of_two_is_shown_what_the_first_has_made_of_it(office: Office) -> None:
    minh = office.number("minh")
    office.press(f"users:add {minh} officer bng", "quang")
    office.press(f"users:add {minh} officer bct")
    office.choose("Đổi vai trò")
    said = office.choose("Đổi vai trò", "quang")
    assert said.startswith(
        "Chưa đổi gì: Nguyễn Lan vừa đổi vai trò của Phạm Minh, nay là cán bộ đầu mối (Bộ Công Thương)."
    )
    assert office.person("minh").agencies == ("bct",)


def test_every_change_is_in_the_log_and_names_nobody(office: Office) -> None:
    office("/nguoidung 5")
    office.choose("Gỡ vai trò")
    office.choose("Gỡ vai trò")
    (entry,) = office.store.call(journal.newest)
    assert (entry.change.kind, entry.change.subject) == ("role", "person:5")
    assert entry.change.before == {"role": "member", "agencies": []}
    assert entry.change.after is None


def test_what_else_a_role_may_do_stands_apart_in_the_help(office: Office) -> None:
    help_of_officer = office("/trogiup", "hoa")
    assert "\n\nCán bộ đầu mối:\n" in help_of_officer
    assert "/lichnhac" in help_of_officer
    assert "\n\nNgười quản trị:\n" in office("/trogiup")
