"""What nobody has said is not recorded: a question is answered, a denial and what is not sure are asked about."""

import pytest

from knowledge.memory import completions, overlay
from tests.handlers.conftest import Talk
from tests.handlers.test_reporting import by, changes, done, labels, office

__all__ = ["office"]
KEY = "47/NQ-CP 2.6 2026"


@pytest.mark.parametrize("text", [
    "Nghị quyết 57 giao bộ mình việc gì", "hạn của 47/NQ-CP là bao giờ?", "nhiệm vụ số 3.7 hạn bao giờ",
    "cho xem nghị quyết 47", "danh sách nhiệm vụ của Bộ Công Thương",
])  # fmt: skip
def test_a_question_is_answered_while_a_document_is_asked_for_which_stays_asked_for(office: Talk, text: str) -> None:
    by(office, "hoa", "/xong 2.6")
    answer = by(office, "hoa", text)
    assert "ghi nhận" not in answer
    assert "Chưa thấy số" not in answer
    assert changes(office) == 0
    by(office, "hoa", "123/BC-BNG ngày 20/11/2026")
    assert done(office, "bng") == {KEY}


@pytest.mark.parametrize("text", [
    "chưa, báo cáo sẽ nộp ngày 30/11", "đã gửi báo cáo quý 3", "đang chờ luật sửa năm 2027", "12/11 họp rồi mới trình",
    "so với năm 2025 thì chậm", "gọi anh Nam số 0912345678", "báo cáo còn thiếu 2 phụ lục", "3, 4 hôm nữa",
    "không phải 3.5 mà là nhiệm vụ số 3.6",
])  # fmt: skip
def test_what_is_not_so_is_no_document(office: Talk, text: str) -> None:
    by(office, "hoa", "/xong 2.6")
    by(office, "hoa", text)
    assert changes(office) == 0


@pytest.mark.parametrize("line", ["/xong 2.6", "/xong 2.6 theo công văn 12 anh Nam ký", "/nop phát ngôn"])
def test_what_is_more_than_a_document_is_recorded_only_when_that_is_chosen(office: Talk, line: str) -> None:
    by(office, "hoa", line)
    answer = by(office, "hoa", "công văn 12 anh Nam ký")
    assert "“công văn 12 anh Nam ký” có thể không phải là số và ngày văn bản nên chưa ghi nhận gì" in answer
    assert changes(office) == 0
    assert labels(office, "hoa") == ["Ghi nhận: công văn 12 anh Nam ký", "Chưa có văn bản", "Không ghi nhận"]
    by(office, "hoa", "1")
    assert [each.proof for each in office.store.call(completions.all_of_agency, "bng")] == ["công văn 12 anh Nam ký"]


def test_instead_of_what_is_more_than_a_document_the_document_may_be_sent_by_itself(office: Talk) -> None:
    assert "chưa ghi nhận gì" in by(office, "hoa", "/xong 2.6 Bộ Quốc phòng đã nộp báo cáo số 9/BC-BQP")
    by(office, "hoa", "9/BC-BNG")
    assert [each.proof for each in office.store.call(completions.all_of_agency, "bng")] == ["9/BC-BNG"]


@pytest.mark.parametrize("line", ["/nop phát ngôn chưa có số 46/BC-BNG", "/nop phát ngôn số 46/BC-BNG phải không"])
def test_a_report_that_is_denied_or_asked_about_is_not_recorded(office: Talk, line: str) -> None:
    assert "vui lòng gửi số và ngày văn bản" in by(office, "hoa", line)
    assert changes(office) == 0


@pytest.mark.parametrize("text", [
    "Bộ Quốc phòng đã hoàn thành 4.3 theo báo cáo số 9/BC-BQP", "Bộ Công an đã hoàn thành 4.3, văn bản số 5/BCA",
    "đến nay Bộ Công an đã hoàn thành 4.3, văn bản số 5/BCA", "4.3 Bộ Quốc phòng đã làm xong rồi",
    "đã nộp báo cáo của bộ tài chính năm ngoái", "Bộ Công an vừa nộp báo cáo", "4.3 của BCA được 60%",
])  # fmt: skip
def test_what_another_agency_has_done_is_not_recorded_for_ones_own(office: Talk, text: str) -> None:
    answer = by(office, "hoa", text)
    assert answer.startswith("Chưa ghi nhận gì: câu này nói về Bộ ")
    assert changes(office) == 0
    by(office, "hoa", "46/BC-BNG")
    assert changes(office) == 0  # nothing is asked for either


@pytest.mark.parametrize(("who", "text", "agency"), [
    ("hoa", "Bộ Ngoại giao đã hoàn thành 4.3 cùng Bộ Công an theo báo cáo số 9/BC-BNG", "bng"),
    ("hoa", "4.3 được 60%, đã lấy ý kiến Bộ Công an, Bộ Quốc phòng", "bng"),
    ("hoa", "4.3 đã xong, đã trình Bộ Công an", "bng"),
    ("tú", "Bộ Quốc phòng đã hoàn thành 4.3 theo báo cáo số 9/BC-BQP", "bqp"),
    ("lan", "Bộ Công an đã hoàn thành 4.3 theo báo cáo số 5/BCA", "bca"),
    ("lan", "Bộ Công an: 4.3 được 60%", "bca"),
])  # fmt: skip
def test_it_is_recorded_for_the_agency_that_is_named_where_the_person_speaks_for_it(
    office: Talk, who: str, text: str, agency: str
) -> None:
    by(office, who, text)
    by(office, who, "9/BC")  # where the document is asked for
    told = {subject.rpartition(" ")[2] for subject in office.store.call(overlay.of_kind, "progress")}
    assert told | {each for each in ("bng", "bqp", "bca") if done(office, each)} == {agency}


def test_an_administrator_who_names_several_agencies_is_asked_for_one_at_a_time(office: Talk) -> None:
    assert "nêu nhiều cơ quan" in by(office, "lan", "Bộ Công an và Bộ Quốc phòng đã hoàn thành 4.3, văn bản số 5/BC")
    assert changes(office) == 0


@pytest.mark.parametrize("text", [
    "3.5 chiếm 10% tổng số nhiệm vụ", "so sánh 3.5 với chỉ tiêu 10%", "thông tin 3.5: ngân sách 10%",
    "3.5 tăng 10% so với năm ngoái", "nghị quyết 47 nêu 3.5 đạt 10% kế hoạch vốn", "3.5 giao cho bộ mình 10% dân số",
])  # fmt: skip
def test_a_percentage_of_something_else_is_not_recorded_as_progress(office: Talk, text: str) -> None:
    by(office, "hoa", "/tiendo 3.5 60% đã trình")
    by(office, "hoa", text)
    assert changes(office) == 1


def test_what_may_be_progress_is_recorded_when_it_is_sent_as_offered(office: Talk) -> None:
    answer = by(office, "hoa", "3.5 chiếm 10% tổng số nhiệm vụ")
    assert answer == "Chưa ghi nhận gì. Nếu 10% là tiến độ của nhiệm vụ 3.5, vui lòng gửi: /tiendo 3.5 10%"
    assert "Đã ghi nhận tiến độ" in by(office, "hoa", "1")


@pytest.mark.parametrize("text", [
    "3.5: 60%", "3.5 60% rồi", "nhiệm vụ 3.5 đạt khoảng 60%", "đã hoàn thành được 60% nhiệm vụ 3.5",
    "tiến độ 3.5 là 60%",
    "3.5 đến nay mới làm được 60%, đang chờ kinh phí", "đã thực hiện nhiệm vụ số 3.5 được hơn 60 phần trăm",
])  # fmt: skip
def test_how_far_a_task_is_said_to_be_is_recorded(office: Talk, text: str) -> None:
    assert "60%" in by(office, "hoa", text)
    assert changes(office) == 1


def test_who_reports_for_nobody_is_answered_when_a_percentage_is_of_something_else(office: Talk) -> None:
    assert "ghi nhận" not in by(office, "minh", "3.5 chiếm 10% tổng số nhiệm vụ")


@pytest.mark.parametrize("text", [
    "hạn của nhiệm vụ 2.6 là bao giờ?", "2.6 còn mấy ngày", "bộ nào chủ trì 2.6", "cho xem nhiệm vụ 2.6",
    "2.6 xong chưa",
])  # fmt: skip
def test_a_question_is_no_reason_for_more_time_nor_against_it_and_the_reason_stays_asked_for(
    office: Talk, text: str
) -> None:
    by(office, "hoa", "/giahan 2.6 30/6/2027")
    assert "Gia hạn" not in by(office, "hoa", text)
    assert changes(office) == 0
    assert "Lý do: chờ ý kiến các bộ" in by(office, "hoa", "chờ ý kiến các bộ")
    by(office, "lan", "/giahan")
    by(office, "lan", labels(office, "lan")[1])
    assert "không đồng ý" not in by(office, "lan", text)
    assert changes(office) == 1
    assert "Đã trả lời không đồng ý" in by(office, "lan", "chưa rõ khi nào có ý kiến")
    assert changes(office) == 2


def test_a_question_is_no_document_that_allows_more_time(office: Talk) -> None:
    by(office, "lan", "/giahan 2.6 31/12/2031")
    assert "Sẽ gia hạn" not in by(office, "lan", "Nghị quyết 57 giao bộ nào chủ trì nhiều nhất?")
    assert "Sẽ gia hạn" in by(office, "lan", "Quyết định 99/QĐ-TTg")


@pytest.mark.parametrize("text", ["thêm", "sửa", "xóa"])
def test_a_bare_word_is_no_order_to_change_anything(office: Talk, text: str) -> None:
    by(office, "lan", "nhiệm vụ của Bộ Công an")
    assert "Anh/chị muốn" not in by(office, "lan", text)
    assert "Nhiệm vụ 2.6" in by(office, "lan", "2.6 ai chủ trì")


@pytest.mark.parametrize("text", [
    "nhiệm vụ của Bộ Ngoại giao", "xem thêm", "Bộ Công an chủ trì những nhiệm vụ", "hạn nộp báo cáo năm nay",
    "đôn đốc Bộ Công Thương",
])  # fmt: skip
def test_a_question_in_the_middle_of_a_change_is_answered_and_the_change_waits(office: Talk, text: str) -> None:
    by(office, "lan", "/them nhiệm vụ")
    by(office, "lan", "/them")
    by(office, "lan", "Làm việc mới")
    answer = by(office, "lan", text)
    assert "Vui lòng chọn một trong" not in answer
    assert changes(office) == 0
