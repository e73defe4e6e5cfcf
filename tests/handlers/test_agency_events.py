"""/sukien: what an agency holds, and what it must send for that by when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.catalog.catalog import Catalog
from knowledge.memory import Store, events
from knowledge.messages import Chat
from knowledge.obligations.book import Obligations
from knowledge.occurrences import Event
from tests.handlers.setting_talk import GROUP, ONLY_OFFICERS, PRIVATE, Setting, setting_talk
from tests.questions.asking import real_calendar, real_catalog

NAME = "Tuần Việt Nam tại Paris"
PARIS = f"{NAME} (thứ Bảy 20/3/2027)"


@pytest.fixture
def talk(store: Store) -> Setting:
    return setting_talk(store)


def held(talk: Setting, agency: str = "bng") -> list[tuple[date, str]]:
    return [(event.day, event.title) for event in talk.store.call(events.of_agency, agency)]


def test_an_event_is_owed_a_notice_and_a_report_with_their_days_and_clauses(talk: Setting) -> None:
    lines = talk(f"/sukien 20/3/2027 {NAME}").splitlines()
    place = "Căn cứ: Thông tư 02/2019/TT-BTTTT ngày 08/3/2019, Điều 8 khoản"
    assert lines == [
        f"Đã ghi sự kiện: {PARIS}. Phải gửi:",
        f"- Thông báo sự kiện tổ chức ở nước ngoài: chậm nhất 05/3/2027. {place} 3.",
        "- Báo cáo kết quả tuyên truyền sự kiện tổ chức ở nước ngoài: chậm nhất 04/4/2027, nên gửi chậm nhất"
        f" thứ Sáu 02/4/2027. {place} 4.",
    ]
    assert held(talk) == [(date(2027, 3, 20), NAME)]


def test_it_is_spoken_of_in_what_is_coming(talk: Setting) -> None:
    talk(f"/sukien 20/12/2026 {NAME}")
    assert f"Thông báo sự kiện tổ chức ở nước ngoài: {NAME} (20/12/2026)" in talk("/nhac")


def test_without_anything_it_asks_for_the_day_and_the_name(talk: Setting) -> None:
    assert "vui lòng gửi ngày và tên sự kiện" in talk("/sukien", chat=PRIVATE)
    assert "Chưa đọc được ngày" in talk("32/3/2027 Tuần", chat=PRIVATE)
    assert "vui lòng gửi tên sự kiện" in talk("20/3/2027", chat=PRIVATE)
    assert f"Đã ghi sự kiện: {PARIS}." in talk(NAME, chat=PRIVATE)


def test_what_was_asked_for_can_be_given_up_and_a_command_gives_it_up(talk: Setting) -> None:
    talk("/sukien", chat=PRIVATE)
    assert talk("Không ghi", chat=PRIVATE) == "Chưa ghi sự kiện nào."
    talk("/sukien", chat=PRIVATE)
    talk("/han 2.6", chat=PRIVATE)
    talk(f"20/3/2027 {NAME}", chat=PRIVATE)
    talk("/sukien", chat=PRIVATE)
    talk.later(timedelta(minutes=31))
    talk(f"20/3/2027 {NAME}", chat=PRIVATE)
    assert held(talk) == []


def test_others_in_the_group_go_on_asking_meanwhile(talk: Setting) -> None:
    talk("/sukien")
    assert "Bộ Ngoại giao" in talk("3.6 ai chủ trì", sender="lan")
    assert f"Đã ghi sự kiện: {PARIS}." in talk(f"20/3/2027 {NAME}")


def test_a_proof_that_is_asked_for_is_no_event_and_an_event_is_no_proof(talk: Setting) -> None:
    talk("/sukien", chat=PRIVATE)
    assert "Đã ghi nhận hoàn thành" not in talk("123/BC-BNG ngày 20/12/2026", chat=PRIVATE)


def test_the_list_has_those_to_come_and_of_the_last_sixty_days(talk: Setting) -> None:
    for day in ("25/9/2026", "20/3/2027", "10/11/2026"):
        talk(f"/sukien {day} Sự kiện {day}")
    answer = talk("/sukien", sender="lan")
    assert [line[:20] for line in answer.splitlines()[1:4]] == [
        "- Sự kiện 25/9/2026 ", "- Sự kiện 10/11/2026", "- Sự kiện 20/3/2027 ",
    ]  # fmt: skip
    assert "10/11/2026): phải gửi chậm nhất 25/11/2026" in answer
    assert "25/9/2026): không còn hạn gửi nào sắp tới" in answer
    talk.later(timedelta(days=10))
    assert "25/9/2026" not in talk("/sukien", sender="lan")


def test_it_is_cancelled_after_one_more_question_and_can_be_added_again(talk: Setting) -> None:
    talk(f"/sukien 20/3/2027 {NAME}")
    assert talk("Hủy sự kiện này").startswith(f"Hủy sự kiện {PARIS}?")
    assert held(talk) != []
    assert f"Đã hủy sự kiện {PARIS}" in talk("Hủy sự kiện")
    assert held(talk) == []
    assert f"Đã ghi sự kiện: {PARIS}." in talk("Ghi lại sự kiện này")


def test_two_officers_cancel_it_and_the_second_is_told_that_it_is_gone(talk: Setting) -> None:
    talk.make("minh", "officer", "bng")
    talk(f"/sukien 20/3/2027 {NAME}")
    talk("/sukien huy 1")
    talk("/sukien huy 1", sender="minh")
    talk("Hủy sự kiện")
    assert "đã được hủy trước đó" in talk("Hủy sự kiện", sender="minh")


def test_the_same_one_twice_is_one(talk: Setting) -> None:
    talk(f"/sukien 20/3/2027 {NAME}")
    assert talk(f"/sukien 20/3/2027 {NAME}").startswith("Sự kiện này đã được ghi")
    assert len(held(talk)) == 1


@pytest.mark.parametrize(("typed", "said"), [
    ("23/9/2026 Cũ", "Ghi được sự kiện trong 60 ngày qua"), ("1/1/9999 Xa", "trong ba năm tới"),
    ("20/3/2027 " + "dài " * 60, "dài nhất 200 ký tự"), ("20/3/2027 " + "d" * 4000, "dài nhất 200 ký tự"),
    ("20/3/2027 ---", "vui lòng gửi tên"), ("31/2/2027 Hội nghị", "Chưa đọc được ngày"),
    ("Hội nghị", "Chưa đọc được ngày"),
    ("huy 99", "Không có sự kiện này"), ("huy " + "9" * 500, "Không có sự kiện này"), ("huy x", "Chưa đọc được ngày"),
])  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written_down(talk: Setting, typed: str, said: str) -> None:
    assert said in talk(f"/sukien {typed}")
    assert held(talk) == []


def test_a_name_is_one_line_and_nothing_in_it_means_anything(talk: Setting) -> None:
    answer = talk("/sukien 20/3/2027 Tuần\n\n{agency} <b>'; DROP TABLE event; -- x\x00\u202e")
    assert "Tuần {agency} <b>'; DROP TABLE event; -- x (thứ Bảy" in answer
    assert held(talk) == [(date(2027, 3, 20), "Tuần {agency} <b>'; DROP TABLE event; -- x")]


def test_there_are_at_most_a_hundred_to_come(talk: Setting) -> None:
    for number in range(100):
        talk.store.call(events.add, "bng", "x", f"Sự kiện {number}", date(2027, 3, 20), 1, talk.now)
    assert "Đã có 100 sự kiện sắp tới" in talk(f"/sukien 21/3/2027 {NAME}")
    assert "và 90 sự kiện khác" in talk("/sukien")


def test_of_several_days_the_first_counts_and_that_is_said(talk: Setting) -> None:
    assert "tính theo ngày đầu" in talk(f"/sukien 20/3-27/3/2027 {NAME}")
    assert held(talk) == [(date(2027, 3, 20), NAME)]


def test_members_see_them_and_others_set_nothing(talk: Setting) -> None:
    talk(f"/sukien 20/3/2027 {NAME}")
    assert PARIS in talk("/sukien", sender="lan")
    assert talk.labels(GROUP) == []
    for who in ("lan", "an"):
        assert talk("/sukien 21/3/2027 Khác", sender=who) == ONLY_OFFICERS
        assert talk("/sukien huy 1", sender=who) == ONLY_OFFICERS
    assert len(held(talk)) == 1


def test_another_agency_s_event_is_not_there_for_others(talk: Setting) -> None:
    talk(f"/sukien 20/3/2027 {NAME}")
    own = {"sender": "an", "chat": Chat("console", "an")}
    assert "Không có sự kiện này" in talk("/sukien huy 1", **own)
    talk("event:cancel 1", **own)
    assert len(held(talk)) == 1


def test_an_agency_that_owes_nothing_for_events_is_told_so(talk: Setting) -> None:
    talk.make("p", "officer", "p-15")
    answer = talk("/sukien 20/3/2027 Hội chợ", sender="p", chat=Chat("console", "p"))
    assert "không yêu cầu" in answer
    assert "chưa ghi sự kiện nào" in talk("/sukien", sender="p", chat=Chat("console", "p"))


def with_another_kind() -> Obligations:
    facts = real_catalog().facts
    duty = next(duty for duty in facts.duties if duty.id == "tt02-bao-cao-su-kien")
    other = replace(duty, id="hoi-thao", event="Hội thảo quốc tế", event_days=7)
    return Obligations(Catalog(replace(facts, duties=(*facts.duties, other))), real_calendar())


def test_where_there_are_several_kinds_it_asks_which(talk: Setting) -> None:
    talk.services = replace(talk.services, owing=with_another_kind(), current=None)
    assert talk(f"/sukien 20/3/2027 {NAME}") == f"{NAME} là loại sự kiện nào?"
    assert "chậm nhất 27/3/2027" in talk("Hội thảo quốc tế")
    (event,) = talk.store.call(events.of_agency, "bng")
    assert event == Event(event.id, "bng", "Hội thảo quốc tế", NAME, date(2027, 3, 20))


def test_an_answer_that_is_no_kind_is_asked_again(talk: Setting) -> None:
    talk.services = replace(talk.services, owing=with_another_kind(), current=None)
    talk(f"/sukien 20/3/2027 {NAME}")
    assert talk("không biết") == f"{NAME} là loại sự kiện nào?"
    assert held(talk) == []


def test_what_was_begun_before_the_data_changed_is_answered_all_the_same(talk: Setting) -> None:
    talk("/sukien")
    facts = real_catalog().facts
    none = tuple(duty for duty in facts.duties if not duty.event)
    talk.services = replace(
        talk.services, owing=Obligations(Catalog(replace(facts, duties=none)), real_calendar()), current=None
    )
    assert "không yêu cầu" in talk(f"20/3/2027 {NAME}")
