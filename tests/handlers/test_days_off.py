"""/ngaynghi: an agency's own days off, and what they change."""

from datetime import date, timedelta

import pytest

from knowledge.memory import Store, days_off
from tests.handlers.setting_talk import GROUP, ONLY_OFFICERS, PRIVATE, Setting, setting_talk
from tests.jobs.test_remind import tick
from tests.questions.asking import at_nine

REPORT = "Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027"
DAY = timedelta(days=1)


@pytest.fixture
def talk(store: Store) -> Setting:
    return setting_talk(store)


def off(talk: Setting) -> dict[date, str]:
    return talk.store.call(days_off.of_agency, "bng")


def test_a_day_off_moves_the_day_by_which_a_report_is_best_sent_and_can_be_removed_again(talk: Setting) -> None:
    answer = talk("/ngaynghi 27/11/2026 Ngày truyền thống")
    assert answer.startswith("Đã ghi Bộ Ngoại giao nghỉ thứ Sáu 27/11/2026 (Ngày truyền thống).\n")
    assert f"- {REPORT}: nên gửi chậm nhất thứ Năm 26/11/2026 (trước là thứ Sáu 27/11/2026)" in answer
    assert tick(talk.store, at_nine(2026, 11, 27)) == 0
    answer = talk("Bỏ ngày nghỉ này")
    assert f"- {REPORT}: nên gửi chậm nhất thứ Sáu 27/11/2026 (trước là thứ Năm 26/11/2026)" in answer
    assert off(talk) == {}
    talk("Ghi lại ngày nghỉ này")
    assert off(talk) == {date(2026, 11, 27): "Ngày truyền thống"}


def test_one_that_moves_nothing_says_so(talk: Setting) -> None:
    assert "Không việc nào đổi ngày" in talk("/ngaynghi 25/11/2026")


def test_a_span_is_listed_as_one_and_removed_as_one(talk: Setting) -> None:
    talk("/ngaynghi 24/12-31/12/2026 Nghỉ cuối năm")
    talk("/ngaynghi 27/11/2026")
    answer = talk("/ngaynghi")
    assert "- thứ Sáu 27/11/2026\n" in answer
    assert "- từ thứ Năm 24/12/2026 đến thứ Năm 31/12/2026 (Nghỉ cuối năm)\n" in answer
    talk("Bỏ 24/12/2026-31/12/2026")
    assert list(off(talk)) == [date(2026, 11, 27)]


def test_it_can_be_removed_by_typing_and_in_part(talk: Setting) -> None:
    talk("/ngaynghi 24/12-25/12/2026")
    assert "làm việc thứ Sáu 25/12/2026" in talk("/ngaynghi bỏ 25/12/2026")
    assert list(off(talk)) == [date(2026, 12, 24)]
    assert "Không có ngày nghỉ riêng nào" in talk("/ngaynghi bỏ 25/12/2026")


@pytest.mark.parametrize(("typed", "said"), [
    ("22/11/2026", "đã qua"), ("20/11-25/11/2026", "đã qua"), ("24/12/2026-23/1/2027", "nhiều nhất 30 ngày"),
    ("1/1/9999", "ba năm tới"), ("1/12/2026-31/12/9999", "ba năm tới"), ("31/2/2027", "Chưa đọc được ngày"),
    ("nghỉ Tết", "Chưa đọc được ngày"), ("bo", "Chưa đọc được ngày"), ("x" * 3000, "Chưa đọc được ngày"),
    ("01/01/2027", "Mọi cơ quan đều nghỉ"), ("28/11-29/11/2026", "Mọi cơ quan đều nghỉ"),
])  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written_down(talk: Setting, typed: str, said: str) -> None:
    assert said in talk(f"/ngaynghi {typed}")
    assert off(talk) == {}


def test_there_are_at_most_sixty_days_to_come(talk: Setting) -> None:
    talk("/ngaynghi 1/12-30/12/2026")
    talk("/ngaynghi 1/2-2/3/2027")
    assert len(off(talk)) == 60
    assert "nhiều nhất 60 ngày" in talk("/ngaynghi 3/3/2027")
    assert "Đã ghi" in talk("/ngaynghi 2/3/2027 Ngày khác")
    assert len(off(talk)) == 60


def test_a_reason_is_one_short_line(talk: Setting) -> None:
    talk("/ngaynghi 27/11/2026 Ngày\n\ntruyền\x00thống " + "rất dài " * 50)
    (reason,) = off(talk).values()
    assert reason.startswith("Ngày truyền thống rất dài")
    assert len(reason) <= 101


def test_members_see_them_and_others_set_nothing(talk: Setting) -> None:
    talk("/ngaynghi 27/11/2026")
    assert "thứ Sáu 27/11/2026" in talk("/ngaynghi", sender="lan")
    assert talk.labels(GROUP) == []
    for who in ("lan", "an"):
        assert talk("/ngaynghi 30/11/2026", sender=who) == ONLY_OFFICERS
        assert talk("/ngaynghi bo 27/11/2026", sender=who) == ONLY_OFFICERS
    assert list(off(talk)) == [date(2026, 11, 27)]


def test_in_private_it_is_the_officer_s_own_agency(talk: Setting) -> None:
    assert "Đã ghi Bộ Ngoại giao nghỉ" in talk("/ngaynghi thứ Tư", chat=PRIVATE)
    assert list(off(talk)) == [date(2026, 11, 25)]


def test_two_officers_set_the_same_day_and_the_last_reason_holds(talk: Setting) -> None:
    talk.make("minh", "officer", "bng")
    talk("/ngaynghi 27/11/2026 Ngày truyền thống")
    assert "(Đại hội)" in talk("/ngaynghi 27/11/2026 Đại hội", sender="minh")
    talk("/ngaynghi")
    talk("/ngaynghi", sender="minh")
    assert "Đã bỏ" in talk("Bỏ 27/11/2026")
    assert "Không có ngày nghỉ riêng nào thứ Sáu 27/11/2026." in talk("Bỏ 27/11/2026", sender="minh")
