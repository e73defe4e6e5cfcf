"""Officers tell what was done by commands and sentences: for their agency, by one record, put right and taken back."""

import pytest

from handlers.reporting.completions import LONGEST_PROOF
from knowledge.memory import completions, journal, overlay
from knowledge.memory.store import Store
from knowledge.messages import Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine
from tests.talk import CHAT

PRIVATE = CHAT


@pytest.fixture
def office(store: Store) -> Talk:
    """Hoa speaks for Bộ Ngoại giao, Tú for Bộ Quốc phòng and Bộ Công an, Lan is an administrator."""
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 22)
    talk.make("hoa", "officer", "bng")
    talk.make("tú", "officer", "bqp", "bca")
    talk.make("lan", "admin")
    return talk


def by(talk: Talk, who: str, text: str) -> str:
    return talk(text, sender=who, chat=Chat("console", who)) or ""


def labels(talk: Talk, who: str) -> list[str]:
    return talk.labels(Chat("console", who))


def done(talk: Talk, agency: str) -> set[str]:
    return talk.store.call(completions.of_agency, agency)


def changes(talk: Talk) -> int:
    last = talk.store.call(journal.last)
    return last.id if last else 0


def test_progress_is_kept_by_agency_and_put_right_by_saying_it_again(office: Talk) -> None:
    by(office, "hoa", "/tiendo 2.6 60% đã lấy ý kiến các bộ")
    by(office, "hoa", "/tiendo 2.6 đang trình")
    kept = office.store.call(overlay.of_kind, "progress")
    assert [(subject, value["percent"], value["text"]) for subject, value in kept.items()] == [  # type: ignore[index,call-overload]
        ("47/NQ-CP 2.6 bng", None, "đang trình")
    ]
    assert changes(office) == 2


def test_of_a_task_that_several_lead_who_speaks_for_two_is_asked_for_which(office: Talk) -> None:
    assert by(office, "tú", "/tiendo 4.3 40%") == "Nhiệm vụ 4.3: của cơ quan nào?"
    assert labels(office, "tú") == ["Bộ Công an", "Bộ Quốc phòng"]
    assert "Đã ghi nhận tiến độ của Bộ Công an" in by(office, "tú", "1")
    assert "Đã ghi nhận tiến độ của Bộ Ngoại giao" in by(office, "hoa", "/tiendo 4.3 80%")
    said = by(office, "hoa", "tiến độ 4.3")
    assert "Tình hình nhiệm vụ 4.3: đang thực hiện trong hạn, 2/3 cơ quan đã báo." in said
    assert [line for line in said.splitlines() if line.startswith("- ")] == [
        "- Bộ Ngoại giao: đang thực hiện trong hạn, 80% (báo ngày 22/11/2026)",
        "- Bộ Quốc phòng: chưa có báo cáo",
        "- Bộ Công an: đang thực hiện trong hạn, 40% (báo ngày 22/11/2026)",
    ]


def test_an_administrator_reports_for_the_agency_that_answers_today_or_says_which(office: Talk) -> None:
    assert "Đã ghi nhận tiến độ của Bộ Văn hóa, Thể thao và Du lịch" in by(office, "lan", "/tiendo 2.4 30%")
    assert "của cơ quan nào?" in by(office, "lan", "/xong 4.3 số 5/BC ngày 1/11/2026")
    assert "Đã ghi nhận Bộ Công an hoàn thành phần được giao (1/3 cơ quan): 4.3" in by(
        office, "lan", "/xong 4.3 số 5/BC ngày 1/11/2026 @BCA"
    )
    assert done(office, "bca") == {"47/NQ-CP 4.3 2030"}
    assert "giao chung cho nhiều cơ quan" in by(office, "lan", "/xong 5.3 số 5/BC")
    assert "Chưa rõ “cơ quan lạ”" in by(office, "lan", "/xong 5.3 số 5/BC @cơ quan lạ")


@pytest.mark.parametrize(("text", "said"), [
    ("/tiendo 2.4 50%", "Bộ Ngoại giao không chủ trì hoặc phối hợp nhiệm vụ 2.4."),
    ("/tiendo 4.3 50% @BQP", "Chỉ cán bộ đầu mối của Bộ Quốc phòng hoặc người quản trị được làm việc này."),
    ("/tiendo 2.6 101%", "Tiến độ từ 0% đến 100%."),
    ("/tiendo 99.9 50%", "Không có nhiệm vụ số 99.9 trong các văn bản đang có."),
    ("/xong", "Vui lòng gửi kèm số nhiệm vụ, ví dụ: /xong 2.6"),
    ("/xong 2.6 hủy", "Chưa có ghi nhận nào để hủy."),
])  # fmt: skip
def test_what_cannot_be_meant_is_said_and_changes_nothing(office: Talk, text: str, said: str) -> None:
    assert by(office, "hoa", text) == said
    assert changes(office) == 0


@pytest.mark.parametrize("who", ["minh", "tú"])
@pytest.mark.parametrize("text", [
    "/tiendo 2.6 50%", "/xong 2.6 số 1/BC", "/giahan 2.6 1/1/2028 lý do chờ", "nhiệm vụ 2.6 xong rồi", "2.6 được 30%",
])  # fmt: skip
def test_who_does_not_speak_for_the_agency_changes_nothing(office: Talk, who: str, text: str) -> None:
    answer = by(office, who, text)
    assert "Chỉ cán bộ đầu mối" in answer or "không chủ trì hoặc phối hợp" in answer
    assert changes(office) == 0


def test_the_button_under_a_reminder_and_the_command_write_the_same_record(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 số 123/BC-BNG ngày 20/11/2026")
    assert done(office, "bng") == {"47/NQ-CP 2.6 2026"}
    assert "đã được ghi nhận hoàn thành" in by(office, "hoa", "/tiendo 2.6 10%")
    assert "đã được ghi nhận hoàn thành" in by(office, "hoa", "2.6 đã hoàn thành")
    by(office, "hoa", "Hủy ghi nhận này")
    assert done(office, "bng") == set()


def test_what_is_recorded_is_said_of_the_agency_the_year_or_the_report_that_it_is_of(office: Talk) -> None:
    yearly = by(office, "hoa", "/xong 5.6 số 7/BC-BNG ngày 1/11/2026")
    assert yearly.startswith("Đã ghi nhận hoàn thành năm 2026: 5.6")
    assert yearly.endswith("năm 2027 nhắc lại.")
    assert "Tình hình nhiệm vụ 5.6: thường xuyên, đã báo cáo năm nay." in by(office, "hoa", "tiến độ 5.6")
    by(office, "lan", "/xong 4.3 số 5/BC-BCA ngày 1/11/2026 @BCA")
    listed = by(office, "lan", "Bộ Công an đã hoàn thành những nhiệm vụ nào")
    assert "phần của Bộ Công an: hoàn thành đúng hạn" in listed
    sent = by(office, "hoa", "/nop báo cáo phát ngôn số 46/BC-BNG ngày 21/11/2026")
    assert sent.startswith("Đã ghi nhận nộp báo cáo: Báo cáo công tác phát ngôn")
    assert "Ngày nộp lấy theo văn bản: 21/11/2026." in sent
    assert "được tính là chưa nộp" in by(office, "hoa", "Hủy ghi nhận này")


def test_the_progress_of_who_coordinates_is_not_said_to_be_that_of_the_whole(office: Talk) -> None:
    said = by(office, "hoa", "/tiendo 5.9 50%")
    assert "Đã ghi nhận tiến độ của Bộ Ngoại giao" in said
    assert "Cơ quan phối hợp. Tình hình chung của nhiệm vụ tính theo báo cáo của cơ quan chủ trì." in said


def test_more_time_in_plain_words_is_not_taken_for_a_question_and_changes_nothing(office: Talk) -> None:
    said = by(office, "hoa", "xin gia hạn nhiệm vụ 2.6 đến 30/6/2027 vì chờ luật")
    assert said.startswith("Chưa thay đổi gì. Để gia hạn, vui lòng gửi: /giahan 2.6 30/6/2027 vì chờ luật")
    assert changes(office) == 0
    by(office, "hoa", "1")
    assert list(office.store.call(overlay.of_kind, "extension_request")) == ["47/NQ-CP 2.6 bng"]
    assert "/giahan" not in by(office, "hoa", "gia hạn nhiệm vụ 2.6 đến khi nào?")


@pytest.mark.parametrize("text", ["2.6 xong", "nhiệm vụ 2.6 hoàn thành nhé"])
def test_a_bare_word_that_it_is_done_is_asked_for_its_document(office: Talk, text: str) -> None:
    assert "vui lòng gửi số và ngày văn bản" in by(office, "hoa", text)
    assert changes(office) == 0


def test_nearly_done_with_a_percentage_is_progress(office: Talk) -> None:
    assert "90%" in by(office, "hoa", "nhiệm vụ 2.6 sắp xong, được 90%")
    assert changes(office) == 1


def test_the_last_percent_offers_to_report_that_it_is_done(office: Talk) -> None:
    by(office, "hoa", "/tiendo 2.6 100%")
    assert labels(office, "hoa") == ["Hủy ghi nhận này", "Báo hoàn thành"]
    assert "số và ngày văn bản" in by(office, "hoa", "2")
    by(office, "hoa", "123/BC-BNG ngày 20/11/2026")
    assert done(office, "bng") == {"47/NQ-CP 2.6 2026"}


def test_another_document_takes_the_place_of_the_one_on_record_only_when_that_is_chosen(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 số 123/BC-BNG ngày 20/11/2026")
    by(office, "hoa", "/xong 2.6 số 124/BC-BNG ngày 21/11/2026")
    assert [each.proof[:3] for each in office.store.call(completions.all_of_agency, "bng")] == ["123"]
    by(office, "hoa", "1")
    standing = office.store.call(completions.standing, "bng", "47/NQ-CP 2.6 2026")
    assert standing is not None
    assert (standing.proof, standing.done_on.isoformat()) == ("124/BC-BNG ngày 21/11/2026", "2026-11-21")


def test_of_a_recurring_task_what_is_done_is_of_this_year(office: Talk) -> None:
    by(office, "hoa", "/xong 5.6 số 9/BC-BNG ngày 10/11/2026")
    assert done(office, "bng") == {"47/NQ-CP 5.6 2026"}
    assert "Tình hình nhiệm vụ 5.6: thường xuyên" in by(office, "hoa", "tiến độ 5.6")


def test_a_report_is_handed_in_by_its_words_or_by_choosing_it(office: Talk) -> None:
    answer = by(office, "hoa", "/nop 45/BC-BNG ngày 20/11/2026")
    assert answer == "Báo cáo nào đã nộp?"
    first = labels(office, "hoa")[0]
    assert first.startswith("Báo cáo thông tin đối ngoại năm 2026")
    assert "45/BC-BNG ngày 20/11/2026" in by(office, "hoa", "1")
    assert done(office, "bng") == {"tt02-bao-cao-nam 2026"}
    by(office, "hoa", "đã nộp báo cáo phát ngôn số 46/BC-BNG ngày 21/11/2026")
    assert done(office, "bng") == {"tt02-bao-cao-nam 2026", "nd244-phat-ngon 2026"}


def test_a_report_without_its_document_is_asked_for_it_and_where_it_can_be_read_is_kept(office: Talk) -> None:
    assert "số và ngày văn bản" in by(office, "hoa", "/nop phát ngôn")
    link = f"46/BC-BNG ngày 21/11/2026 https://bng.gov.vn/{'a' * 400}"
    by(office, "hoa", link)
    standing = office.store.call(completions.standing, "bng", "nd244-phat-ngon 2026")
    assert standing is not None
    assert standing.proof == link[:LONGEST_PROOF]


def test_another_document_is_recorded_for_the_report_that_is_named_and_never_for_another(office: Talk) -> None:
    by(office, "hoa", "/nop phát ngôn số 46/BC-BNG ngày 21/11/2026")
    assert "đã được ghi nhận" in by(office, "hoa", "/nop phát ngôn số 47/BC-BNG ngày 22/11/2026")
    assert labels(office, "hoa")[0] == "Thay bằng: 47/BC-BNG ngày 22/11/2026"
    by(office, "hoa", "1")
    assert done(office, "bng") == {"nd244-phat-ngon 2026"}
    assert by(office, "hoa", "/nop kinh phí số 48/BC-BNG ngày 22/11/2026") == "Báo cáo nào đã nộp?"
    assert done(office, "bng") == {"nd244-phat-ngon 2026"}


def test_the_log_says_of_a_report_that_it_was_sent_not_that_it_is_completed(office: Talk) -> None:
    by(office, "hoa", "/nop phát ngôn số 46/BC-BNG ngày 21/11/2026")
    log = by(office, "lan", "/nhatky")
    assert "chưa ghi nhận nộp → nộp ngày 21/11/2026 (46/BC-BNG ngày 21/11/2026)" in log
    assert "hoàn thành" not in log


def test_what_is_no_document_is_kept_for_none(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6")
    assert "60%" in by(office, "hoa", "nhiệm vụ 2.6 sắp xong, được 60%")
    assert done(office, "bng") == set()
    assert "số và ngày văn bản" in by(office, "hoa", "/xong 2.6 2.2")
    assert "Chưa thấy số văn bản" in by(office, "hoa", "còn 3 ngày nữa")
    assert "chủ trì" in by(office, "hoa", "BCA chủ trì nhiệm vụ nào")
    assert "Đã ghi nhận hoàn thành: 2.6" in by(office, "hoa", "chưa có văn bản")


def test_what_is_not_on_record_cannot_be_taken_back_and_plain_words_name_the_command(office: Talk) -> None:
    for text in ("/xong 2.6 hủy", "/tiendo 2.6 hủy", "/nop hủy"):
        assert by(office, "hoa", text) == "Chưa có ghi nhận nào để hủy."
    by(office, "hoa", "/xong 2.6 số 12/BC-BNG ngày 20/11/2026")
    for text in ("bỏ ghi nhận hoàn thành 2.6", "xin hủy báo hoàn thành nhiệm vụ 2.6"):
        assert by(office, "hoa", text) == "Chưa thay đổi gì. Để hủy ghi nhận, vui lòng gửi: /xong 2.6 hủy"
    assert "được tính là chưa hoàn thành" in by(office, "hoa", "1")


@pytest.mark.parametrize(("written", "day"), [
    ("30/12/2027", "30/12/2027"), ("30/11", "30/11/2026"), ("5/1", "05/01/2027"),
])  # fmt: skip
def test_a_document_of_a_day_to_come_is_said_to_be(office: Talk, written: str, day: str) -> None:
    said = by(office, "hoa", f"/xong 2.6 số 5/BC-BNG ngày {written}")
    assert f"Ngày {day} ghi ở văn bản chưa tới. Ngày hoàn thành lấy là ngày ghi nhận: 22/11/2026." in said


def test_how_progress_is_told_is_said_where_officers_ask_for_theirs(office: Talk) -> None:
    assert by(office, "hoa", "/tiendo").endswith("ví dụ: /tiendo 2.6 60% đã lấy ý kiến các bộ")


def test_a_report_that_was_handed_in_is_taken_back(office: Talk) -> None:
    by(office, "hoa", "/nop phát ngôn số 46/BC-BNG ngày 21/11/2026")
    by(office, "hoa", "/nop hủy")
    assert "Đã hủy ghi nhận" in by(office, "hoa", "1")
    assert done(office, "bng") == set()


@pytest.mark.parametrize("text", [
    "/tiendo", "/tiendo @", "/tiendo 2.6 @", "/xong @@@", "/xong nhiệm vụ", "/nop @", "/nop " + "9" * 500,
    "/giahan @BNG", "/giahan 2.6 99/99/9999", "/tiendo 2.6 " + "x" * 3000,
    "/xong 2.6 {\"a\": 1}", "/nop ‮", "/dondoc @", "/xong 1.1 2 3",
])  # fmt: skip
@pytest.mark.parametrize("who", ["hoa", "lan", "minh"])
def test_nothing_that_is_typed_breaks_anything(office: Talk, who: str, text: str) -> None:
    answer = by(office, who, text)
    assert answer
    assert "Rất tiếc" not in answer
    assert "lỗi" not in answer.lower()
