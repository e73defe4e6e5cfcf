"""/nhatky and /hoantac: what was changed is found, and taken back by who may, as long as nothing rests on it."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from knowledge.changes.change import Author
from knowledge.changes.making import Changes
from knowledge.memory import chats, days_off, history, journal, outbox_files, people, store_in_memory
from knowledge.messages import TRIAL, Chat
from tests.handlers.office_talk import Office, code_in, office_talk
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)
DAY = timedelta(days=1)


@pytest.fixture
def office() -> Iterator[Office]:
    store = store_in_memory()
    talk = office_talk(store)
    talk("/gan bng", "hoa", chat=GROUP)
    talk("/ngaynghi 27/11/2026 Họp", "hoa", chat=GROUP)
    talk("/nguoidung 5")
    talk.choose("Gỡ vai trò")
    talk.choose("Gỡ vai trò")
    yield talk
    store.close()


def numbers(said: str) -> list[str]:
    return [line.partition(".")[0] for line in said.splitlines() if line[:1].isdigit()]


def test_each_line_says_who_when_on_which_channel_and_what_was_before(office: Office) -> None:
    lines = office("/nhatky").splitlines()
    assert lines[0] == "Nhật ký thay đổi, mới nhất trước (3):"
    assert lines[1] == "3. 09:00 23/11/2026, Nguyễn Lan (console): vai trò của Phạm Minh: thành viên → khách."
    assert lines[2] == "2. 09:00 23/11/2026, Trần Hoa (console): ngày 27/11/2026 của Bộ Ngoại giao: làm việc → Họp."
    assert lines[3].endswith("cơ quan của nhóm “nhóm số 1” (console): chưa gắn → Bộ Ngoại giao.")


@pytest.mark.parametrize(("typed", "found"), [
    ("BNG", "2 1"), ("Bộ Công Thương", ""), ("hôm nay", "3 2 1"), ("hôm qua", ""), ("7 ngày", "3 2 1"),
    ("23/11", "3 2 1"), ("22/11/2026", ""), ("trần hoa", "2 1"), ("của Lan", "3"),
    ("của người dùng số 2", "3"), ("của số 2", "3"),
    ("người dùng số 2 hôm nay", "3"), ("của người dùng số 99", ""), ("vai trò", "3"), ("ngày nghỉ", "2"),
    ("BNG hôm nay", "2 1"),
    ("2.6 hôm nay", ""), ("vai trò của Lan", "3"), ("BNG trong 7 ngày", "2 1"), ("ngày nghỉ BNG", "2"),
    ("vai trò hôm nay", "3"), ("của trần hoa hôm qua", ""), ("BNG của Lan", ""), ("của BNG", "2 1"),
    ("2.6", ""), ("phạm minh", ""),
])  # fmt: skip
def test_it_is_filtered(office: Office, typed: str, found: str) -> None:
    said = office(f"/nhatky {typed}")
    assert " ".join(numbers(said)) == found
    assert found or said.startswith(("Không có thay đổi nào", "Chưa nhận ra"))


def test_it_is_shown_by_pages(office: Office) -> None:
    for number in range(10):
        office(f"/ngaynghi {number + 1}/12/2026 Nghỉ", "hoa", chat=GROUP)
    first = numbers(office("/nhatky BNG"))
    second = numbers(office.choose("Cũ hơn"))
    assert len(first) == 8
    assert [int(each) for each in first + second] == sorted(map(int, first + second), reverse=True)
    assert numbers(office.choose("Mới nhất")) == first


def test_officers_see_what_is_about_their_own_agencies_only(office: Office) -> None:
    assert numbers(office("/nhatky", "hoa")) == ["2", "1"]
    office.becomes("hoa", "officer", "bct")
    assert office("/nhatky", "hoa") == "Không có thay đổi nào như vậy."
    assert "Chỉ cán bộ đầu mối của Bộ Ngoại giao" in office("/nhatky BNG", "hoa")
    office.becomes("minh", "member")
    assert "Chỉ cán bộ đầu mối" in office("/nhatky", "minh")


def test_what_is_only_tried_out_is_not_in_it(office: Office) -> None:
    office.store.call(Changes({}).make, "alias", "x", 1, Author(77, TRIAL), office.now)
    assert numbers(office("/nhatky")) == ["3", "2", "1"]
    assert office("/hoantac 4") == "Không có thay đổi số 4."


def test_it_is_given_as_a_file_in_which_nothing_typed_is_a_formula(office: Office) -> None:
    office('/ngaynghi 30/11/2026 =HYPERLINK("http://x","y")', "hoa", chat=GROUP)
    office("/nhatky")
    assert "4 dòng, trong tệp kèm theo" in office.choose("Xuất .xlsx")
    found = office.store.call(history.since, Chat("console", "lan"))[-1]
    assert found.file is not None
    assert found.file.name == "Nhật ký thay đổi 23-11-2026.xlsx"
    kept = office.store.call(outbox_files.of_row, found.id)
    assert kept is not None
    sheet = load_workbook(BytesIO(kept.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]][:5] == ["Số", "Lúc", "Người thay đổi", "Kênh", "Thay đổi (trước → sau)"]
    assert [row[0].value for row in rows[1:]] == [4, 3, 2, 1]
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_the_last_change_is_taken_back_once_that_is_confirmed(office: Office) -> None:
    said = office("/hoantac", "hoa")
    assert said.startswith("Hoàn tác thay đổi số 2? Sẽ trở lại:\n- ngày 27/11/2026 của Bộ Ngoại giao: Họp → làm việc")
    assert len(office.store.call(days_off.of_agency, "bng")) == 1
    assert office.choose("Hoàn tác", "hoa").startswith("Đã trở lại như trước thay đổi số 2")
    assert office.store.call(days_off.of_agency, "bng") == {}
    assert office("/hoantac", "hoa").startswith("Hoàn tác thay đổi số 1?")


def test_one_is_taken_back_by_its_number_and_the_person_concerned_is_told(office: Office) -> None:
    office("/hoantac 3", "quang")
    office.choose("Hoàn tác", "quang")
    assert office.person("minh").role == "member"
    told = office.store.call(history.since, Chat("console", "minh"))[-1].reply.text
    assert told == "Vai trò của anh/chị trong chương trình nay là thành viên (Lê Quang đã đổi)."
    assert office("/hoantac 3").startswith("Thay đổi số 3 đã được hoàn tác trước đó.")


def test_what_was_taken_back_can_be_made_again_and_that_be_taken_back_too(office: Office) -> None:
    office("/hoantac 2", "hoa")
    office.choose("Hoàn tác", "hoa")
    assert office.choose("Làm lại", "hoa").startswith("Làm lại điều đã hoàn tác ở số 4?")
    office.choose("Làm lại", "hoa")
    assert len(office.store.call(days_off.of_agency, "bng")) == 1
    office("/hoantac", "hoa")
    office.choose("Hoàn tác", "hoa")
    assert office.store.call(days_off.of_agency, "bng") == {}
    assert office.store.call(journal.first_broken) is None


def test_what_later_changes_rest_on_says_which(office: Office) -> None:
    office("/nhac gio 9-11", "hoa", chat=GROUP)
    said = office("/hoantac 1", "hoa").splitlines()
    assert said[0].startswith("Chưa hoàn tác được thay đổi số 1 vì có 1 thay đổi sau dựa vào đó.")
    assert said[1].startswith("4. 09:00 23/11/2026, Trần Hoa (console): nhắc việc trong nhóm")


def test_unbinding_is_taken_back_with_all_that_the_group_had_set(office: Office) -> None:
    office("/nhac gio 9-11", "hoa", chat=GROUP)
    before = office.store.call(chats.binding, GROUP)
    office("/bogan", "hoa", chat=GROUP)
    office("1", "hoa", chat=GROUP)
    office("/hoantac", "hoa")
    office.choose("Hoàn tác", "hoa")
    assert office.store.call(chats.binding, GROUP) == before
    assert "9:00–11:00" in office("/nhac", "hoa", chat=GROUP)


def test_nobody_takes_back_what_they_may_not_make(office: Office) -> None:
    office.becomes("hoa", "officer", "bct")
    assert "Chỉ" in office("/hoantac", "hoa")
    assert office("/hoantac 3", "hoa") == "Chỉ người quản trị được làm việc này."
    code = code_in(office("/moi quản trị 7 ngày", "chủ"))
    office.press("invite:revoke 1", "chủ")
    number = office.store.call(journal.newest)[0].id
    assert office(f"/hoantac {number}") == "Chỉ người phụ trách chương trình được làm việc này."
    assert "không đúng" in office(code, "mới")


def test_who_lost_a_role_does_not_get_it_back_by_taking_that_back(office: Office) -> None:
    office.press(f"users:role {office.number('quang')} member", "chủ")
    office.choose("Đổi vai trò", "chủ")
    number = office.store.call(journal.newest)[0].id
    assert "Chỉ cán bộ đầu mối" in office(f"/hoantac {number}", "quang")
    assert "Chỉ người phụ trách" in office(f"/hoantac {number}", "lan")


def test_a_role_is_not_taken_back_in_a_group_where_all_read_along(office: Office) -> None:
    assert office("/hoantac 3", "lan", chat=GROUP) == "Vui lòng gửi lệnh này trong cuộc trò chuyện riêng."


def test_erased_data_stay_erased_and_the_log_names_nobody(office: Office) -> None:
    office("/dulieucuatoi", "hoa")
    office("1", "hoa")
    office("1", "hoa")
    assert office.store.call(people.find, "console", "hoa") is None
    (entry,) = office.store.call(journal.newest, limit=1)
    assert "không lấy lại được" in office(f"/hoantac {entry.id}")
    said = office("/nhatky")
    assert "người dùng số 4 (đã xóa dữ liệu)" in said
    assert "Trần Hoa" not in said
    kept = str(office.store.call(lambda tx: tx.rows("SELECT * FROM change")))
    assert "Hoa" not in kept
    assert "hoa" not in kept


def test_what_is_about_somebody_who_is_gone_cannot_be_taken_back(office: Office) -> None:
    office("/nguoidung 4")
    office.choose("Đổi thành thành viên")
    office.choose("Đổi vai trò")
    number = office.store.call(journal.newest)[0].id
    office("/dulieucuatoi", "hoa")
    office("1", "hoa")
    office("1", "hoa")
    office(f"/hoantac {number}")
    assert "không còn" in office.choose("Hoàn tác")


def test_an_account_that_became_another_person_s_is_shown_as_that_person(office: Office) -> None:
    phone = Chat("console", "máy hai")
    code = (office("/lienket", "hoa").split("Mã liên kết tài khoản: ")[1]).split("\n")[0]
    other = office.store.call(people.recognise, message("", chat=phone, sender="máy hai"), office.now)
    office.store.call(Changes({}).make, "alias", "x bng", 1, Author(other.id, "telegram"), office.now)
    assert "Đã liên kết" in office(code, "máy hai", chat=phone)
    assert "Trần Hoa (Telegram)" in office("/nhatky")


@pytest.mark.parametrize("typed", ["abc", "số", "-1", "99999999999", "0"])
def test_what_is_no_number_of_a_change_is_said(office: Office, typed: str) -> None:
    assert office(f"/hoantac {typed}").startswith(("Vui lòng gửi /hoantac", "Không có thay đổi số"))
