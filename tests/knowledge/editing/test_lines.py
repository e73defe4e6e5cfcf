"""What officials type is read: verb, thing, field, value, document and reason, in whatever order people put them."""

from datetime import date
from time import process_time

import pytest

from knowledge.amending.duties import When
from knowledge.current import Current
from knowledge.editing import reading, reading_agencies
from knowledge.editing.asked import Asked, UnclearError
from knowledge.editing.lines import read_line, words_of
from knowledge.editing.things import THINGS
from knowledge.editing.whens import read_when
from knowledge.texts import LANGUAGES, keys
from tests.questions.asking import real_calendar, real_catalog

CURRENT = Current(real_catalog().facts, real_calendar())
ASKED = Asked(CURRENT.written, "", {"document": "47/NQ-CP"}, date(2026, 11, 22))


@pytest.mark.parametrize(("text", "said"), [
    ("sửa hạn 2.6 thành 31/12/2027", ("task", "2.6", "due", "31/12/2027")),
    ("doi co quan chu tri nhiem vu 2.6 sang Bo Cong an", ("task", "2.6", "lead", "Bo Cong an")),
    ("sửa 2.6 nội dung Xây dựng báo cáo mới", ("task", "2.6", "title", "Xây dựng báo cáo mới")),
    ("đổi tên Bộ Ngoại giao thành Bộ Ngoại giao và Hợp tác", ("agency", "Bộ Ngoại giao", "name",
                                                                "Bộ Ngoại giao và Hợp tác")),
    ("sửa nơi nhận báo cáo phát ngôn thành Bộ Công an", ("duty", "phát ngôn", "to", "Bộ Công an")),
    ("sửa lịch nhắc phối hợp: 20, 5", ("rhythm", "phối hợp", "steps", "20, 5")),
    ("sửa giờ gửi thành 8-16", ("hours", "", "hours", "8-16")),
])  # fmt: skip
def test_a_change_in_a_line(text: str, said: tuple[str, str, str, str]) -> None:
    line = read_line(text)
    assert line is not None
    assert line.is_sentence
    assert (line.kind, line.named, line.field, dict(line.typed)[line.field]) == said


@pytest.mark.parametrize("behind", [
    " theo QĐ 9/QĐ-TTg lý do chờ luật", ", theo QĐ 9/QĐ-TTg, lý do: chờ luật", " lý do chờ luật theo QĐ 9/QĐ-TTg",
])  # fmt: skip
def test_the_document_and_the_reason_stand_at_the_end_in_any_order(behind: str) -> None:
    line = read_line(f"sửa nội dung 2.6 thành Việc theo kế hoạch của bộ{behind}")
    assert line is not None
    assert (line.basis, dict(line.typed)["title"]) == ("QĐ 9/QĐ-TTg", "Việc theo kế hoạch của bộ")
    assert line.reason == "chờ luật"


def test_every_field_and_thing_has_words_and_texts() -> None:
    for thing in THINGS.values():
        assert words_of("thing", thing.kind)
        for field in (*thing.fields, *thing.wanted):
            assert words_of(thing.kind, field.name)
            for language in LANGUAGES:
                assert {f"edit_field.{thing.kind}_{field.name}", f"edit_ask.{thing.kind}_{field.name}"} <= set(
                    keys(language)
                )


@pytest.mark.parametrize(("typed", "ids", "collectives"), [
    ("Bộ Ngoại giao", ["bng"], []),
    ("bo ngoai giao, BCA", ["bng", "bca"], []),
    ("Bộ Văn hóa, Thể thao và Du lịch; Bộ Công an và các bộ, ngành, địa phương", ["bvhttdl", "bca"],
     ["các bộ, ngành, địa phương"]),
    ("không", [], []),
])  # fmt: skip
def test_agencies_are_read_as_people_write_them(typed: str, ids: list[str], collectives: list[str]) -> None:
    assert reading_agencies.column(ASKED, typed) == {"named": ids, "collectives": collectives}


@pytest.mark.parametrize(("read", "typed", "why"), [
    (reading_agencies.lead, "không", "agency"), (reading_agencies.lead, "Bộ Vũ trụ", "agency"),
    (reading.due, "khi xong", "day"),
    (reading.since, "1/1/2027", "not_yet"), (reading.number, "2.6", "taken"), (reading.number, "hai", "number"),
    (reading.tasks, "9.99", "task"), (reading.hours, "22-23", "hours"), (reading.hours, "9", "hours"),
    (reading.rhythm, "thường xuyên", "rhythm"), (reading.rhythm, "9999", "rhythm"),
    (reading.period, "lúc nào đó", "period"),
    (reading.when, "hằng năm", "when"), (reading.text, " … ", "text"), (reading.text, "a" * 3000, "long"),
    (reading.kind, "vũ trụ", "kind"), (reading.document, "99/KH", "document"),
    (reading.working, "chưa biết", "working"),
])  # fmt: skip
def test_what_cannot_be_meant_is_said(read, typed: str, why: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnclearError) as raised:
        read(ASKED, typed)
    assert raised.value.why == why


@pytest.mark.parametrize(("typed", "expected"), [
    ("31/12/2027", "2027-12-31"), ("trước ngày 15/12/2027", "2027-12-14"), ("quý II/2027", "2027-06-30"),
    ("hết năm 2027", "2027-12-31"), ("tháng 6/2027", "2027-06-30"), ("2027", "2027-12-31"),
])  # fmt: skip
def test_a_last_day_is_a_day_or_the_end_of_a_time(typed: str, expected: str) -> None:
    assert reading.due(ASKED, typed) == expected


@pytest.mark.parametrize(("typed", "expected"), [
    ("trước ngày 30/11 hằng năm", When("yearly", exclusive=True, month_days=("11-30",))),
    ("15/6 và 15/12", When("half-yearly", exclusive=False, month_days=("06-15", "12-15"))),
    ("ngày 20 hằng tháng", When("monthly", exclusive=False, month_day=20)),
    ("thứ Sáu hằng tuần", When("weekly", exclusive=False, weekday=5)),
    ("chậm nhất ngày 30/6/2027", When("once", exclusive=False, day=date(2027, 6, 30))),
    ("31/2 hằng năm", None), ("ngày 40 hằng tháng", None),
])  # fmt: skip
def test_when_a_report_is_due(typed: str, expected: When | None) -> None:
    assert read_when(typed) == expected


def test_a_group_gives_its_next_number() -> None:
    assert reading.number(ASKED, "nhóm 2") == "2.14"
    assert reading.number(ASKED, "2.20") == "2.20"


@pytest.mark.parametrize("filler", [" ", " ,", "; ", " vào", " sang ", " (", " nhiệm vụ", "->"])
@pytest.mark.parametrize(
    "begun", ["thêm nhiệm vụ 2.1 vào", "thêm kế thừa a sang b", "thêm thành viên a vào", "sửa hạn"]
)
def test_a_line_made_to_be_read_slowly_is_read_at_once(begun: str, filler: str) -> None:
    began = process_time()
    read_line(f"{begun}{filler * (4000 // len(filler))}x")
    assert process_time() - began < 2
