"""The choices under a reminder: who took note of it, and who may have it said again later."""

from datetime import date, timedelta

import pytest

from jobs.remind import Reminding
from knowledge.memory import Store, Transaction, chats, completions, history, reminders
from knowledge.messages import Chat
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)


@pytest.fixture
def told(store: Store) -> Talk:
    """A group of Bộ Ngoại giao that was reminded on Thursday 17/12/2026, fourteen days before the end of 2.6."""
    talk = Talk(store)
    talk.services = services(members_only=True)
    talk.now = at_nine(2026, 12, 17)
    store.call(bind)
    assert store.call(Reminding(book()), talk.now) == 1
    return talk


def bind(tx: Transaction) -> None:
    chats.seen(tx, message("", chat=GROUP), at_nine(2026, 10, 1))
    chats.bind(tx, GROUP, "bng", 1, at_nine(2026, 10, 1))


def row(talk: Talk) -> int:
    return talk.store.call(history.since, GROUP)[-1].id


def test_who_took_note_is_written_down_once(told: Talk) -> None:
    reminder = row(told)
    assert "đã nhận" in (told("Đã nhận", chat=GROUP, sender="lan", press=(reminder, 0)) or "")
    assert "đã có người nhận" in (told("Đã nhận", chat=GROUP, sender="hoa", press=(reminder, 0)) or "")


def test_a_number_typed_after_the_reminder_chooses_too(told: Talk) -> None:
    assert "đã nhận" in (told("1", chat=GROUP, sender="lan") or "")


def test_on_a_monday_the_reminder_comes_below_the_week_so_that_a_number_chooses_under_it(told: Talk) -> None:
    told.now = at_nine(2026, 12, 28)
    assert told.store.call(Reminding(book()), told.now) == 2
    assert "đã nhận" in (told("1", chat=GROUP, sender="lan") or "")


def test_a_member_may_not_put_it_off_and_is_told_why(told: Talk) -> None:
    reminder = row(told)
    answer = told("Nhắc lại sau 3 ngày", chat=GROUP, sender="lan", press=(reminder, 3)) or ""
    assert answer == "Chỉ cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị được làm việc này."


def test_an_officer_puts_it_off_to_a_working_day(told: Talk) -> None:
    told.make("hoa", "officer", "bng")
    answer = told("Nhắc lại sau 3 ngày", chat=GROUP, sender="hoa", press=(row(told), 3)) or ""
    lines = answer.splitlines()
    assert lines[0] == "Sẽ nhắc lại:"
    assert "- 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài: thứ Hai 21/12/2026" in lines
    report = "- Báo cáo công tác phát ngôn và cung cấp thông tin cho báo chí: thứ Sáu 18/12/2026"  # not past 19/12
    assert report in lines
    assert told.store.call(reminders.put_off_until, "bng")["47/NQ-CP 2.6 2026"] == date(2026, 12, 21)


def test_it_is_never_put_off_past_the_last_day(told: Talk) -> None:
    told.make("hoa", "officer", "bng")
    told.now = at_nine(2026, 12, 30)
    told.store.call(Reminding(book()), told.now)
    answer = told("Nhắc lại sau 7 ngày", chat=GROUP, sender="hoa", press=(row(told), 4)) or ""
    assert "88/2012/NĐ-CP về hoạt động báo chí nước ngoài: thứ Năm 31/12/2026" in answer
    assert told.store.call(reminders.put_off_until, "bng")["47/NQ-CP 2.6 2026"] == date(2026, 12, 31)


def test_what_is_put_off_to_one_day_is_said_in_a_word_and_what_cannot_be_put_off_is_named(store: Store) -> None:
    talk = Talk(store)
    talk.services, talk.now = services(members_only=True), at_nine(2026, 12, 28)
    store.call(bind)
    talk.make("hoa", "officer", "bng")
    store.call(lambda tx: [completions.add(tx, "bng", key, "", 1, talk.now) for key in LATE])
    store.call(Reminding(book()), talk.now)
    assert talk("Nhắc lại", chat=GROUP, sender="hoa", press=(row(talk), 2)) == "Sẽ nhắc lại vào thứ Ba 29/12/2026."


LATE = ("tt02-bao-cao-nam 2026", "nd244-phat-ngon 2026", "47/NQ-CP 5.9 2026", "47/NQ-CP 5.6 2026")


def test_who_is_neither_in_the_group_of_the_agency_nor_speaks_for_it_takes_note_of_nothing(told: Talk) -> None:
    reminder = row(told)
    told.store.call(rebind, "bct")
    told.make("an", "officer", "bct")
    only = "Chỉ cán bộ đầu mối của Bộ Ngoại giao hoặc người quản trị được làm việc này."
    assert told("Đã nhận", chat=GROUP, sender="an", press=(reminder, 0)) == only
    told.make("hoa", "officer", "bng")
    assert "đã nhận" in (told("Đã nhận", chat=GROUP, sender="hoa", press=(reminder, 0)) or "")


def rebind(tx: Transaction, agency: str) -> None:
    chats.unbind(tx, GROUP, at_nine(2026, 12, 17))
    chats.bind(tx, GROUP, agency, 1, at_nine(2026, 12, 17))


def test_typing_the_words_of_the_action_does_nothing(told: Talk) -> None:
    told.make("hoa", "officer", "bng")
    told("remind:later 7", chat=GROUP, sender="hoa")
    assert told.store.call(reminders.put_off_until, "bng") == {}


def test_a_choice_of_a_row_that_holds_no_reminder_is_gone(told: Talk) -> None:
    told.make("hoa", "officer", "bng")
    told.store.call(lambda tx: tx.change("DELETE FROM reminder"))
    told.later(timedelta(minutes=1))
    assert "nhập lại câu hỏi" in (told("4", chat=GROUP, sender="hoa") or "")


def test_a_reminder_that_is_read_some_days_later_can_still_be_answered_with_a_number(told: Talk) -> None:
    told.later(timedelta(days=5))
    assert "đã nhận" in (told("1", chat=GROUP, sender="lan") or "")


def test_after_a_week_a_number_is_a_question_again(told: Talk) -> None:
    told.later(timedelta(days=8))
    assert "đã nhận" not in (told("1", chat=GROUP, sender="lan") or "")


def test_after_another_question_the_words_of_a_choice_still_mean_the_reminder_and_a_number_does_not(told: Talk) -> None:
    told("3.6 ai chủ trì", chat=GROUP, sender="lan")
    told.later(timedelta(hours=3))
    assert "đã nhận" not in (told("1", chat=GROUP, sender="lan") or "")
    assert "đã nhận" in (told("Đã nhận", chat=GROUP, sender="lan") or "")
