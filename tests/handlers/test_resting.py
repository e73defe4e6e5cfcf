"""What rests on a change is seen and said before it is taken back, and before what it is about is hidden."""

import pytest

from knowledge.changes.change import Author
from knowledge.changes.of_people import ROLE, person_subject, rights
from knowledge.memory import Store, completions, journal
from knowledge.messages import TRIAL, Chat
from knowledge.reading.drafts.draft import Draft
from tests.desk import Desk, small_draft
from tests.handlers.office_talk import Office, office
from tests.stores import store

__all__ = ["office", "store"]

GROUP = Chat("console", "nhóm CTN", group=True)
AGENCY = "/them cơ quan Cục Thử Nghiệm (CTN); loại: cơ quan thuộc chính phủ; theo QĐ 5/QĐ-TTg"
TASK = "/them nhiệm vụ 2.14 vào 47/NQ-CP: Việc mới; chủ trì: BNG; phối hợp: không; thời gian: 2027 theo QĐ 1/QĐ-TTg"
DUTY = "/them báo cáo: Báo cáo thử; cơ quan gửi: BNG; nơi nhận: Bộ Công an; hạn nộp: ngày 20 hằng tháng theo QĐ 1"
RESTS = "Chưa hoàn tác được thay đổi số {} vì"


def confirmed(office: Office, text: str) -> int:
    """The number of the change."""
    assert "Vui lòng xác nhận" in office(text), text
    assert office.choose("Đồng ý").startswith(("Đã thêm", "Đã sửa", "Đã hiện", "Đã ẩn"))
    return last(office)


def last(office: Office) -> int:
    entry = office.store.call(journal.last)
    assert entry is not None
    return entry.id


def taken_back(office: Office, number: int) -> str:
    said = office(f"/hoantac {number}")
    return office.choose("Hoàn tác") if "Vui lòng xác nhận" in said else said


def leads(office: Office) -> None:
    confirmed(office, "sửa chủ trì 2.6 thành Cục Thử Nghiệm theo QĐ 5/QĐ-TTg")


def has_a_group(office: Office) -> None:
    office("/gan CTN", chat=GROUP)


def has_an_officer(office: Office) -> None:
    assert "Vui lòng xác nhận" in office.press(f"users:add {office.number('minh')} officer ctn")
    office("1")


def succeeds(office: Office) -> None:
    office("thêm kế thừa BVHTTDL -> CTN từ 01/11/2026 theo QĐ 1/QĐ-TTg")
    office.choose("Bỏ qua")
    assert "Đã thêm" in office.choose("Đồng ý")


def is_a_member(office: Office) -> None:
    confirmed(office, "thêm thành viên CTN vào các bộ, ngành theo QĐ 1/QĐ-TTg")


def is_called_otherwise(office: Office) -> None:
    confirmed(office, "thêm tên gọi Nhà Thái Học cho Cục Thử Nghiệm")


@pytest.mark.parametrize("rest", [
    leads, has_a_group, has_an_officer, succeeds, is_a_member, is_called_otherwise,
], ids=lambda rest: rest.__name__)  # fmt: skip
def test_an_added_agency_is_not_taken_back_while_something_rests_on_it(office: Office, rest: object) -> None:
    added = confirmed(office, AGENCY)
    assert callable(rest)
    rest(office)
    rests = last(office)
    said = taken_back(office, added)
    assert said.startswith(RESTS.format(added)), said
    assert f"\n{rests}. " in said
    taken_back(office, rests)
    assert "Đã trở lại" in taken_back(office, added)


def test_what_rested_on_it_and_does_not_any_more_is_no_hindrance(office: Office) -> None:
    added = confirmed(office, AGENCY)
    has_a_group(office)
    office("/bogan", chat=GROUP)
    office("1", chat=GROUP)
    leads(office)
    confirmed(office, "sửa chủ trì 2.6 thành Bộ Ngoại giao theo QĐ 7/QĐ-TTg")
    assert "Đã trở lại" in taken_back(office, added)


def test_a_role_that_is_only_tried_out_is_no_hindrance(office: Office) -> None:
    added = confirmed(office, AGENCY)
    author = Author(office.number("minh"), TRIAL)
    made = rights("officer", ("ctn",))
    office.store.call(office.services.changes.make, ROLE, person_subject(author.person), made, author, office.now)
    assert "Đã trở lại" in taken_back(office, added)


@pytest.mark.parametrize("said", [
    "/tiendo 2.14 40% đang làm", "/giahan 2.14 31/12/2028 lý do chờ", "/xong 2.14 số 5/BC ngày 20/11/2026",
])  # fmt: skip
def test_an_added_task_with_records_is_not_taken_back(office: Office, said: str) -> None:
    added = confirmed(office, TASK)
    office(said, "hoa")
    rests = last(office)
    assert rests > added
    assert taken_back(office, added).startswith(RESTS.format(added))
    taken_back(office, rests)
    assert "Đã trở lại" in taken_back(office, added)


def test_a_record_that_was_withdrawn_is_no_hindrance(office: Office) -> None:
    added = confirmed(office, TASK)
    office("/tiendo 2.14 40% đang làm", "hoa")
    office("/tiendo 2.14 hủy", "hoa")
    assert "Đã trở lại" in taken_back(office, added)


@pytest.mark.parametrize("edit", [
    "sửa hạn 2.14 thành 1/6/2028 theo QĐ 1/QĐ-TTg", "sửa nội dung 2.14 thành Việc khác theo QĐ 1/QĐ-TTg",
])  # fmt: skip
def test_an_added_task_that_was_edited_is_not_taken_back(office: Office, edit: str) -> None:
    added = confirmed(office, TASK)
    confirmed(office, edit)
    assert taken_back(office, added).startswith(RESTS.format(added))


def test_an_added_report_that_was_handed_in_is_not_taken_back(office: Office) -> None:
    added = confirmed(office, DUTY)
    office("/nop báo cáo thử số 5/BC-BNG ngày 20/11/2026", "hoa")
    assert last(office) > added
    assert taken_back(office, added).startswith(RESTS.format(added))


def test_what_was_shown_again_is_not_hidden_by_undoing_while_something_was_recorded_since(office: Office) -> None:
    confirmed(office, "xóa nhiệm vụ 2.6 theo QĐ 1/QĐ-TTg")
    shown = confirmed(office, "hiện lại nhiệm vụ 2.6")
    office("/tiendo 2.6 40% đang làm", "hoa")
    assert taken_back(office, shown).startswith(RESTS.format(shown))


def test_before_an_agency_is_hidden_its_groups_officers_and_records_are_named(office: Office) -> None:
    confirmed(office, AGENCY)
    leads(office)
    office("/gan CTN", chat=GROUP)
    office.becomes("hoa", "officer", "ctn")
    office("/tiendo 2.6 40% đang làm", "hoa")
    office("/xong 2.6 số 5/BC ngày 20/11/2026", "hoa")
    said = office("xóa cơ quan Cục Thử Nghiệm theo QĐ 6/QĐ-TTg")
    assert "Hiện có: nhóm “nhóm số " in said
    assert "; cán bộ đầu mối Trần Hoa; 2 nội dung đã ghi nhận" in said
    assert "khi hiện lại thì như cũ" in said


def test_before_a_task_is_hidden_its_records_are_named(office: Office) -> None:
    assert "Hiện có" not in office("xóa nhiệm vụ 2.6 theo QĐ 1/QĐ-TTg")
    office("/giahan 2.6 31/12/2027 lý do chờ", "hoa")
    said = office("xóa nhiệm vụ 2.6 theo QĐ 1/QĐ-TTg")
    assert "Hiện có: 1 nội dung đã ghi nhận" in said
    assert "không hiện ở đâu" in said


@pytest.fixture
def desk(store: Store) -> Desk:
    desk = Desk(store)
    desk.make("lan", "admin")
    desk.make("hoa", "officer", "bng")
    return desk


def with_one_more(draft: Draft) -> Draft:
    return draft.model_copy(update={"tasks": (*draft.tasks, draft.tasks[0].model_copy(update={"number": "2.9"}))})


def undone(desk: Desk) -> str:
    """The newest published version is taken back, or why it cannot be."""
    entry = next(each for each in desk.store.call(journal.newest) if each.change.kind == "document")
    said = desk.say(f"/hoantac {entry.id}").text
    return desk.press("Hoàn tác").text if "Vui lòng xác nhận" in said else said


def test_a_version_is_not_taken_back_while_its_new_tasks_have_records(desk: Desk) -> None:
    desk.publish()
    desk.publish(with_one_more(small_draft()))
    desk.say("/xong 99/QĐ-TTg 2.9 số 5/BC ngày 20/11/2026", "hoa")
    assert desk.store.call(completions.of_agency, "bng")
    said = undone(desk)
    assert said.startswith("Chưa hoàn tác được"), said
    assert "hoàn thành" in said
    desk.say("/xong 99/QĐ-TTg 2.9 hủy", "hoa")
    assert undone(desk).startswith("Đã trở lại")


def test_records_of_tasks_that_the_version_before_has_too_are_no_hindrance(desk: Desk) -> None:
    desk.publish()
    desk.publish(with_one_more(small_draft()))
    desk.say("/xong 99/QĐ-TTg 2.3 số 5/BC ngày 20/11/2026", "hoa")
    assert undone(desk).startswith("Đã trở lại")


def test_nor_are_those_of_tasks_that_the_files_have(desk: Desk) -> None:
    draft = with_one_more(small_draft())
    draft = draft.model_copy(update={"document": draft.document.model_copy(update={"symbol": "47/NQ-CP"})})
    known = draft.tasks[0].model_copy(update={"number": "2.6"})
    desk.publish(draft.model_copy(update={"tasks": (*draft.tasks, known)}))
    desk.say("/tiendo 2.6 40% đang làm", "hoa")
    assert undone(desk).startswith("Đã trở lại")
