"""An agency's chat is reminded of what is due: on working days, within office hours, once, whatever was down."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from jobs.remind import Reminding
from knowledge.memory import (
    Store,
    Transaction,
    chats,
    completions,
    days_off,
    events,
    history,
    outbox,
    people,
    reminders,
    wishes,
)
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from knowledge.obligations.book import Obligations
from knowledge.obligations.message import compose
from knowledge.obligations.office import UNASKED, Office
from knowledge.obligations.plan import all_in
from knowledge.sending_hours import Hours
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine, real_calendar, real_catalog
from tests.talk import message

GROUP, SECOND = Chat("console", "nhóm Vụ", group=True), Chat("zalo_bot", "nhóm hai", group=True)
DAY = timedelta(days=1)
BOUND = at_nine(2026, 10, 1)


@pytest.fixture
def bound(store: Store) -> Store:
    store.call(bind, GROUP, "bng", BOUND)
    return store


def bind(tx: Transaction, chat: Chat, agency: str, at: datetime) -> None:
    chats.seen(tx, message("", chat=chat), at)
    chats.bind(tx, chat, agency, 1, at)


def tick(store: Store, now: datetime, hours: Hours | None = None) -> int:
    """What there is to say, and all of it sent; returns how many messages that is."""
    told = store.call(Reminding(book(), hours or Hours()), now)
    store.call(send_all, now)
    return told


def send_all(tx: Transaction, now: datetime) -> None:
    for channel in ("console", "zalo_bot"):
        while rows := outbox.due(tx, channel, now, 100):
            for row in rows:
                outbox.claim(tx, row, now)
                outbox.sent(tx, row.id, "proof", now)


def said(store: Store, chat: Chat = GROUP) -> list[str]:
    return [line.reply.text for line in store.call(history.since, chat)]


def run(store: Store, first: date, last: date, head: str = "Nhắc việc") -> list[tuple[date, str]]:
    """A tick at nine on every day; which messages that begin so were said on which day."""
    found = []
    for n in range((last - first).days + 1):
        day = first + n * DAY
        before = len(said(store))
        tick(store, at_nine(day.year, day.month, day.day))
        found += [(day, text) for text in said(store)[before:] if text.startswith(head)]
    return found


def test_all_that_falls_on_a_day_is_one_message_with_place_and_days_left_the_most_urgent_first(bound: Store) -> None:
    tick(bound, at_nine(2026, 11, 27))
    lines = said(bound)[0].splitlines()
    assert lines[0] == "Nhắc việc của Bộ Ngoại giao, thứ Sáu 27/11/2026:"
    assert lines[2] == (
        "- Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027: gửi trước ngày 30/11/2026; nên gửi chậm nhất"
        " thứ Sáu 27/11/2026, tức là hôm nay."
        " Nơi nhận: Bộ Văn hóa, Thể thao và Du lịch (văn bản ghi: Bộ Thông tin và Truyền thông)."
        " Thông tư 02/2019/TT-BTTTT ngày 08/3/2019, Điều 10 khoản 5."
    )
    row = bound.call(history.since, GROUP)[-1]
    assert [button.label for button in row.reply.buttons][:5] == [
        "Đã nhận", "Đã hoàn thành", "Nhắc lại sau 1 ngày", "Nhắc lại sau 3 ngày", "Nhắc lại sau 7 ngày",
    ]  # fmt: skip


def test_it_is_said_once_however_often_the_clock_ticks(bound: Store) -> None:
    for minute in range(5):
        tick(bound, at_nine(2026, 11, 27) + timedelta(minutes=minute))
    assert len(said(bound)) == 1


@pytest.mark.parametrize("now", [
    at_nine(2026, 11, 28),  # a Saturday
    at_nine(2026, 11, 24),  # a holiday
    datetime.combine(date(2026, 11, 27), time(7, 59), at_nine(2026, 1, 1).tzinfo),
    datetime.combine(date(2026, 11, 27), time(17), at_nine(2026, 1, 1).tzinfo),
])  # fmt: skip
def test_nothing_is_said_on_a_day_off_or_outside_the_hours(bound: Store, now: datetime) -> None:
    assert tick(bound, now) == 0


def test_after_days_down_only_the_step_that_applies_is_said_marked_late_and_the_others_are_written_down(
    bound: Store,
) -> None:
    tick(bound, at_nine(2026, 11, 25))  # T-7 was on Friday 20/11
    text = said(bound)[-1]
    assert "Báo cáo thông tin đối ngoại" in text
    assert "Lẽ ra nhắc ngày 20/11/2026." in text
    assert text.count("Báo cáo thông tin đối ngoại năm 2026") == 1
    rows = bound.call(lambda tx: tx.rows("SELECT reminder_key, reason FROM reminder WHERE state = 'skipped'"))
    assert any(key.endswith("T-14") and reason == "a later step had come" for key, reason in rows)


def test_a_chat_that_was_bound_just_now_is_not_told_of_what_was_before(store: Store) -> None:
    store.call(bind, GROUP, "bng", at_nine(2026, 11, 25))
    assert tick(store, at_nine(2026, 11, 25)) == 0
    assert tick(store, at_nine(2026, 11, 26)) == 1


def test_a_step_after_the_last_day_says_that_the_period_is_over_and_not_that_anybody_failed(bound: Store) -> None:
    texts = dict(run(bound, date(2027, 1, 4), date(2027, 1, 4)))
    assert (
        "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài: đã hết thời gian ghi trong văn bản"
        " (31/12/2026), chưa ghi nhận hoàn thành."
    ) in texts[date(2027, 1, 4)]


def test_a_successor_is_told_whom_the_document_names(store: Store) -> None:
    store.call(bind, GROUP, "bvhttdl", BOUND)
    tick(store, at_nine(2026, 12, 1))
    assert "Văn bản ghi Bộ Thông tin và Truyền thông, nay là Bộ Văn hóa, Thể thao và Du lịch." in said(store)[-1]


def test_what_an_agency_coordinates_is_spoken_of_more_sparingly_and_said_to_be_that(bound: Store) -> None:
    found = [(day, text) for day, text in run(bound, date(2026, 10, 1), date(2026, 12, 31)) if "5.9 " in text]
    assert [day for day, _ in found] == [date(2026, 12, 1), date(2026, 12, 24)]  # T-30 and T-7
    line = next(line for line in found[0][1].splitlines() if "5.9 " in line)
    assert "Cơ quan phối hợp." in line


def test_nothing_is_said_of_a_programme_that_is_over(store: Store) -> None:
    store.call(bind, GROUP, "btttt", BOUND)
    assert not any("1486" in text for _, text in run(store, date(2026, 11, 1), date(2026, 12, 31)))


def test_where_the_first_chat_is_gone_the_next_one_is_told(bound: Store) -> None:
    bound.call(bind, SECOND, "bng", BOUND)
    bound.call(chats.lost, GROUP, BOUND)
    tick(bound, at_nine(2026, 11, 27))
    assert (len(said(bound)), len(said(bound, SECOND))) == (0, 1)


def test_with_no_chat_left_nothing_is_settled_and_it_is_said_when_there_is_one_again(bound: Store) -> None:
    bound.call(chats.lost, GROUP, BOUND)
    assert tick(bound, at_nine(2026, 11, 27)) == 0
    bound.call(chats.seen, message("", chat=GROUP), BOUND)
    assert tick(bound, at_nine(2026, 12, 3)) == 1


def test_put_off_it_is_silent_until_that_day_and_then_speaks_again(bound: Store) -> None:
    tick(bound, at_nine(2026, 12, 17))  # T-14 of 2.6
    agency, obligations = bound.call(reminders.in_row, bound.call(history.since, GROUP)[-1].id)
    assert agency == "bng"
    for obligation in obligations:
        bound.call(reminders.put_off, "bng", obligation, date(2026, 12, 22), 1, at_nine(2026, 12, 17))
    told = [day for day, text in run(bound, date(2026, 12, 18), date(2026, 12, 24)) if "2.6 " in text]
    assert told == [date(2026, 12, 22), date(2026, 12, 24)]  # put off to the 22nd; T-7 on the 24th


def test_reminders_go_out_like_everything_else_and_are_nobodys_answer(bound: Store) -> None:
    tick(bound, at_nine(2026, 11, 27))
    row = bound.call(outbox.get, bound.call(history.since, GROUP)[-1].id)
    assert row is not None
    assert (row.person, row.agency, row.key) == (None, "bng", "remind bng 2026-11-27")
    assert bound.call(people.private_chats, "admin") == []


def test_what_is_done_is_never_reminded_of_again_and_taken_back_it_is(bound: Store) -> None:
    bound.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "123/BC-BNG", 1, BOUND)
    assert not any("2.6 " in text for _, text in run(bound, date(2026, 12, 1), date(2026, 12, 23)))
    bound.call(completions.take_back, "bng", "47/NQ-CP 2.6 2026", 1, BOUND)
    assert any("2.6 " in text for _, text in run(bound, date(2026, 12, 24), date(2026, 12, 31)))


WEEK = "Việc trong tuần"


def test_a_week_begins_with_what_is_due_past_and_done(bound: Store) -> None:
    bound.call(completions.add, "bng", "47/NQ-CP 5.9 2026", "", 1, at_nine(2026, 12, 3))
    told = run(bound, date(2026, 12, 7), date(2026, 12, 13), WEEK)
    assert [day for day, _ in told] == [date(2026, 12, 7)]
    text = told[0][1]
    assert text.startswith("Việc trong tuần của Bộ Ngoại giao (07/12/2026):")
    assert "Đến hạn trong 30 ngày tới (2):" in text
    assert "2.6 Sửa đổi Nghị định 88/2012/NĐ-CP" in text
    assert "Ghi nhận hoàn thành trong tuần qua (1):" in text


def test_where_a_last_day_is_a_day_off_the_week_says_both_it_and_the_working_day_before(bound: Store) -> None:
    ((_, text),) = run(bound, date(2026, 11, 23), date(2026, 11, 23), WEEK)
    assert (
        "- Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027 · Chủ nhật 29/11/2026, còn 6 ngày; nên làm xong"
        " chậm nhất thứ Sáu 27/11/2026"
    ) in text.splitlines()


def test_a_task_that_ends_on_a_day_off_of_its_agency_is_best_finished_before(bound: Store) -> None:
    bound.call(days_off.add, "bng", date(2026, 12, 31), "", 1, BOUND)
    ((_, text),) = run(bound, date(2026, 12, 30), date(2026, 12, 30))
    assert (
        "hết thời gian ngày 31/12/2026 (văn bản ghi 2024–2026); nên làm xong chậm nhất thứ Tư 30/12/2026, tức là hôm"
        " nay."
    ) in text


def test_a_week_that_begins_with_a_day_off_is_told_of_on_the_next_working_day(bound: Store) -> None:
    told = run(bound, date(2027, 4, 26), date(2027, 5, 9), WEEK)
    assert date(2027, 5, 4) in [day for day, _ in told]  # Monday 3/5/2027 makes up for Saturday 1/5


def test_a_week_with_nothing_to_say_is_not_spoken_of(store: Store) -> None:
    store.call(bind, GROUP, "p-15", BOUND)
    assert run(store, date(2026, 6, 1), date(2026, 6, 14), WEEK) == []


@pytest.mark.parametrize("candidate", real_catalog().directory.undetermined["47/NQ-CP 2.5"].candidates)
def test_where_the_successor_is_not_determined_no_candidate_is_told_that_it_is_the_one(
    store: Store, candidate: str
) -> None:
    store.call(bind, GROUP, candidate, BOUND)
    line = next(line for _, text in run(store, *TO_2027) for line in text.splitlines() if line.startswith("- 2.5 "))
    assert "chưa xác định" in line
    assert "nay là" not in line


TO_2027 = (date(2026, 11, 30), date(2027, 1, 8))


def say_only(store: Store, now: datetime) -> int:
    """What there is to say, and nothing of it sent."""
    return store.call(Reminding(book()), now)


def waiting(store: Store) -> list[str]:
    return [row.reply.text for row in store.call(outbox.due, "console", at_nine(2030, 1, 1), 100)]


def test_what_is_done_before_it_is_sent_is_not_sent(bound: Store) -> None:
    now = at_nine(2026, 12, 17)
    assert say_only(bound, now) == 1
    assert "2.6 " in waiting(bound)[0]
    bound.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "123/BC-BNG", 1, now)
    say_only(bound, now + timedelta(minutes=1))
    assert len(waiting(bound)) == 1
    assert "2.6 " not in waiting(bound)[0]
    agency, rest = bound.call(reminders.in_row, bound.call(outbox.due, "console", now, 1)[0].id)
    for owed in rest:
        bound.call(completions.add, agency, owed, "1/BC", 1, now)
    say_only(bound, now + timedelta(minutes=2))
    assert waiting(bound) == []


def test_what_was_not_sent_on_its_day_is_said_anew_as_it_is_on_the_next_one(bound: Store) -> None:
    say_only(bound, at_nine(2026, 11, 26))
    assert "hạn" in waiting(bound)[0] or "còn 1 ngày" in waiting(bound)[0]
    say_only(bound, at_nine(2026, 11, 27))
    assert len(waiting(bound)) == 1
    assert "thứ Sáu 27/11/2026, tức là hôm nay" in waiting(bound)[0]
    keys = bound.call(
        lambda tx: tx.rows("SELECT reminder_key, state FROM reminder WHERE obligation LIKE 'tt02-bao-cao-nam%'")
    )
    states = {str(key).rsplit(" ", 1)[1]: state for key, state in keys}
    assert (states["T-3"], states["T0"]) == ("skipped", "said")


def test_what_may_have_arrived_is_left_as_it_is(bound: Store) -> None:
    now = at_nine(2026, 11, 26)
    say_only(bound, now)
    (row,) = bound.call(outbox.due, "console", now, 10)
    bound.call(outbox.claim, row, now)
    bound.call(outbox.unknown, row.id, now, "the answer was lost")
    say_only(bound, at_nine(2026, 11, 27))
    assert len(waiting(bound)) == 1
    assert "thứ Năm 26/11/2026" in waiting(bound)[0]


def wish(store: Store, **wanted: object) -> None:
    store.call(wishes.put, GROUP, Wishes(**wanted), 1, BOUND)  # type: ignore[arg-type]


def test_a_chat_is_told_within_its_own_hours(bound: Store) -> None:
    wish(bound, first=time(14), last=time(15))
    day = at_nine(2026, 11, 27)
    assert tick(bound, day) == 0
    assert tick(bound, day.replace(hour=14)) == 1


def test_on_its_quiet_weekday_nothing_is_said_and_the_last_day_is_spoken_of_before(bound: Store) -> None:
    wish(bound, quiet=frozenset({4}))  # Friday
    told = run(bound, date(2026, 11, 25), date(2026, 11, 30))
    assert date(2026, 11, 27) not in [day for day, _ in told]
    text = dict(told)[date(2026, 11, 26)]
    assert "nên gửi chậm nhất thứ Sáu 27/11/2026, còn 1 ngày" in text


def test_paused_it_hears_nothing_and_afterwards_each_thing_once(bound: Store) -> None:
    wish(bound, paused_until=date(2026, 12, 1))
    told = run(bound, date(2026, 11, 2), date(2026, 12, 1))
    assert [day for day, _ in told] == [date(2026, 12, 1)]
    assert told[0][1].count("Báo cáo thông tin đối ngoại năm 2026") == 1


def test_a_kind_that_it_does_not_want_is_written_down_as_left_out(bound: Store) -> None:
    wish(bound, kinds=UNASKED - {"report"})
    assert not any(
        "Báo cáo thông tin đối ngoại" in text for _, text in run(bound, date(2026, 10, 30), date(2026, 12, 4))
    )
    reasons = bound.call(lambda tx: tx.rows("SELECT DISTINCT reason FROM reminder WHERE obligation LIKE 'tt02-bao%'"))
    assert ("the chat does not want this kind",) in reasons


def test_what_is_given_to_all_is_told_of_only_to_who_asks_for_it(bound: Store) -> None:
    shared = {each.obligation.of for each in book().owed_by(Office("bng"), 2030) if each.kind == "shared"}
    told = all_in(book(), Office("bng"), date(2030, 10, 1), date(2030, 12, 31))
    assert not shared & {reminder.owed.obligation.of for reminder in told}
    asking = Office("bng", kinds=UNASKED | {"shared"})
    asked = all_in(book(), asking, date(2030, 10, 1), date(2030, 12, 31))
    assert {each.owed.obligation.of for each in asked if each.owed.obligation.kind == "task"} & shared == {
        of
        for of in shared
        if real_catalog().task(of).period.last_year == 2030 and not real_catalog().task(of).period.recurring
    }


def test_an_office_that_is_closed_on_a_day_is_told_before_it(bound: Store) -> None:
    bound.call(days_off.add, "bng", date(2026, 11, 27), "Ngày truyền thống", 1, BOUND)
    told = dict(run(bound, date(2026, 11, 25), date(2026, 11, 30)))
    assert date(2026, 11, 27) not in told
    assert "nên gửi chậm nhất thứ Năm 26/11/2026, tức là hôm nay" in told[date(2026, 11, 26)]


def test_an_event_that_is_added_is_to_be_reported_on(bound: Store) -> None:
    """Thông tư 02/2019/TT-BTTTT, Điều 8 khoản 3, 4: 15 days before it, 15 days after it."""
    kind = "Sự kiện tổ chức ở nước ngoài"
    bound.call(events.add, "bng", kind, "Tuần Việt Nam tại Paris", date(2027, 3, 20), 1, BOUND)
    texts = dict(run(bound, date(2027, 3, 1), date(2027, 4, 2)))
    assert "Thông báo sự kiện tổ chức ở nước ngoài: Tuần Việt Nam tại Paris (20/3/2027)" in texts[date(2027, 3, 5)]
    assert "gửi chậm nhất ngày 05/3/2027" in texts[date(2027, 3, 5)]
    assert "gửi chậm nhất ngày 04/4/2027; nên gửi chậm nhất thứ Sáu 02/4/2027" in texts[date(2027, 4, 2)]
    assert not any("Báo cáo kết quả tuyên truyền" in text for day, text in texts.items() if day < date(2027, 3, 19))


def test_a_report_says_from_when_to_when_its_figures_are(bound: Store) -> None:
    """Nghị định 244/2026/NĐ-CP, Điều 10 khoản 2."""
    text = dict(run(bound, date(2026, 12, 18), date(2026, 12, 18)))[date(2026, 12, 18)]
    assert "Số liệu từ 15/12/2025 đến 14/12/2026." in text


def test_a_week_of_which_the_first_day_was_missed_is_told_of_on_the_next_one(bound: Store) -> None:
    assert [day for day, _ in run(bound, date(2026, 12, 8), date(2026, 12, 11), WEEK)] == [date(2026, 12, 8)]
    assert run(bound, date(2026, 12, 16), date(2026, 12, 20), WEEK) == []


def test_of_reports_alone_it_is_said_that_they_were_sent_and_their_rules_can_be_read(bound: Store) -> None:
    tick(bound, at_nine(2026, 11, 25))
    tick(bound, at_nine(2026, 11, 26))
    labels = [button.label for button in bound.call(history.since, GROUP)[-1].reply.buttons]
    assert labels[1] == "Đã gửi báo cáo"
    assert labels[-1] == "Chi tiết báo cáo"


def test_a_week_names_the_reports_that_are_past_their_day_for_as_long_as_they_are_reminded_of(bound: Store) -> None:
    told = dict(run(bound, date(2026, 12, 7), date(2027, 3, 1), WEEK))
    line = "- Báo cáo thông tin đối ngoại năm 2026 và kế hoạch năm 2027 · 29/11/2026"
    assert line in told[date(2026, 12, 7)].splitlines()
    assert line not in told[date(2027, 3, 1)].splitlines()


def test_tasks_past_their_period_for_long_are_counted_each_week_and_alone_only_once_a_month(store: Store) -> None:
    store.call(bind, GROUP, "btc", BOUND)
    told = dict(run(store, date(2027, 6, 1), date(2027, 7, 31), WEEK))
    assert told
    assert all(day.day <= 7 for day in told)
    text = told[min(told)]
    assert "nhiệm vụ đã hết thời gian ghi trong văn bản từ trước" in text
    assert [button.label for button in store.call(history.since, GROUP)[-1].reply.buttons] == ["Xem các nhiệm vụ đó"]


def test_what_is_not_decided_about_the_advised_day_is_told(store: Store) -> None:
    """holidays.toml: Monday 23/11/2026 is a day off only by a proposal."""
    calendar = real_calendar()
    owing = Obligations(real_catalog(), calendar)
    report = next(each for each in all_in(owing, Office("bng"), date(2026, 11, 26), date(2026, 11, 26)))
    moved = replace(
        report, owed=replace(report.owed, obligation=replace(report.owed.obligation, due=date(2026, 11, 23)))
    )
    assert "đề xuất" in compose(owing, Office("bng"), [moved], date(2026, 11, 20), "vi").text


def test_on_the_last_day_to_send_it_nothing_is_offered_to_put_it_off(bound: Store) -> None:
    for day in (25, 26, 27):
        tick(bound, at_nine(2026, 11, day))
    labels = [button.label for button in bound.call(history.since, GROUP)[-1].reply.buttons]
    assert not any("Nhắc lại" in label for label in labels)
