"""What nobody took note of is brought before the officers in private, then before the coordinating office; once."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.escalate import Escalating
from jobs.escalate_office import EscalatingToOffice
from jobs.remind import Reminding
from knowledge.amending.due import due_value
from knowledge.changes.change import SYSTEM
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.current import Current
from knowledge.last_days import DUE
from knowledge.memory import Store, Transaction, chats, completions, days_off, history, outbox, people, reminders
from knowledge.memory.chats import COORDINATING
from knowledge.messages import TRIAL, Chat
from tests.jobs.test_remind import BOUND, DAY, GROUP, bind, send_all
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine, real_calendar, real_catalog
from tests.stores import new_store
from tests.talk import message

OFFICE, SECOND = Chat("console", "nhóm điều phối", group=True), Chat("zalo_bot", "nhóm điều phối hai", group=True)
HOA = Chat("console", "hoa")
TASK = "47/NQ-CP 2.6 2026"
THURSDAY, MONDAY, WEDNESDAY = at_nine(2026, 12, 24), at_nine(2026, 12, 28), at_nine(2026, 12, 30)


@pytest.fixture
def bound(store: Store) -> Store:
    """A group of Bộ Ngoại giao, whose reports are sent; T-7 of its task 2.6 is on Thursday 24/12/2026."""
    store.call(bind, GROUP, "bng", BOUND)
    for report in ("tt02-bao-cao-nam 2026", "nd244-phat-ngon 2026"):
        store.call(completions.add, "bng", report, "1/BC", 1, BOUND)
    return store


@pytest.fixture
def followed(bound: Store) -> Store:
    bound.call(make, "hoa", "officer", "bng")
    bound.call(mark, OFFICE)
    return bound


def make(tx: Transaction, sender: str, role: str, *agencies: str) -> int:
    person = people.recognise(tx, message("", sender=sender, chat=Chat("console", sender)), BOUND)
    people.set_role(tx, person.id, role, agencies)
    return person.id


def mark(tx: Transaction, chat: Chat) -> None:
    chats.seen(tx, message("", chat=chat), BOUND)
    chats.put_coordinating(tx, chat, chats.last_coordinating(tx), BOUND)


def tick(store: Store, now: datetime, *, sends: bool = True) -> int:
    """Reminders and then escalations, each agency's in a transaction, as the clock does it; then all is sent."""
    store.call(Reminding(book()), now)
    told = escalate(store, now)
    if sends:
        store.call(send_all, now)
    return told


def escalate(store: Store, now: datetime) -> int:
    steps = (Escalating(book()), EscalatingToOffice(book()))
    return sum(store.call(step.remind, agency, now) for step in steps for agency in store.call(step.agencies))


def said(store: Store, chat: Chat) -> list[str]:
    return [line.reply.text for line in store.call(history.since, chat)]


def row_of(store: Store, chat: Chat, nth: int = -1) -> int:
    return store.call(history.since, chat)[nth].id


def test_after_two_working_days_the_officers_are_told_in_private_and_after_two_more_the_coordinating_office(
    followed: Store,
) -> None:
    tick(followed, THURSDAY)
    assert tick(followed, MONDAY - timedelta(minutes=1)) == 0
    assert tick(followed, MONDAY) == 1
    assert said(followed, HOA) == [
        "Tin nhắc việc của Bộ Ngoại giao chưa có ai nhận:\n\n"
        "- 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài: ngày cuối 31/12/2026,"
        " đã nhắc 24/12/2026. Nghị quyết 47/NQ-CP, mục 2.6.\n\n"
        "Nếu sau 2 ngày làm việc vẫn chưa có ai nhận, việc này được báo cơ quan điều phối."
    ]
    assert said(followed, OFFICE) == []
    tick(followed, WEDNESDAY)
    assert said(followed, OFFICE) == [
        "Tin nhắc việc chưa có ai nhận, tính đến thứ Tư 30/12/2026: 1 việc của 1 cơ quan.\n\n"
        "Bộ Ngoại giao: 1 việc, đã báo riêng cán bộ đầu mối từ 28/12/2026.\n"
        "- 2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài: ngày cuối 31/12/2026, còn 1 ngày;"
        " nhắc từ 24/12/2026. Nghị quyết 47/NQ-CP, mục 2.6."
    ]


def test_each_step_is_brought_before_each_of_them_once(followed: Store) -> None:
    for n in range(60):
        for hours in (0, 3):
            tick(followed, THURSDAY + n * DAY + timedelta(hours=hours))
    for level in ("officers", "office"):
        keys = followed.call(escalated, level)
        assert len(keys) == len(set(keys)) > 3
    assert len(followed.call(days_of, HOA)) == len(said(followed, HOA))  # one message a day at most


def escalated(tx: Transaction, level: str) -> list[str]:
    rows = tx.rows("SELECT reminder_key, outbox FROM escalation WHERE level = :level", level=level)
    return [str(key) for key, _ in rows]


def days_of(tx: Transaction, chat: Chat) -> set[str]:
    rows = tx.rows("SELECT SUBSTR(created_at, 1, 10) FROM outbox WHERE chat = :chat", chat=chat.id)
    return {str(day) for (day,) in rows}


def test_every_officer_of_the_agency_is_told_and_nobody_elses(followed: Store) -> None:
    followed.call(make, "minh", "officer", "bng", "bct")
    for sender, role, agencies in (("lan", "member", ("bng",)), ("tú", "officer", ("bct",)), ("an", "admin", ())):
        followed.call(make, sender, role, *agencies)
    tick(followed, THURSDAY)
    assert tick(followed, MONDAY) == 2
    assert [len(said(followed, Chat("console", name))) for name in ("hoa", "minh", "lan", "tú", "an")] == [
        1, 1, 0, 0, 0,
    ]  # fmt: skip


def test_without_an_officer_the_coordinating_office_is_told_at_once(bound: Store) -> None:
    bound.call(mark, OFFICE)
    tick(bound, THURSDAY)
    tick(bound, MONDAY)
    assert "\nBộ Ngoại giao: 1 việc, chưa có cán bộ đầu mối để báo riêng.\n- 2.6 " in said(bound, OFFICE)[0]


def acknowledge(store: Store, chat: Chat, now: datetime) -> None:
    store.call(reminders.acknowledge, last_sent(store, chat), 1, now)


def last_sent(store: Store, chat: Chat) -> int:
    """The last message that arrived there and holds reminders; 0 for none."""
    rows = [store.call(outbox.get, line.id) for line in store.call(history.since, chat)]
    sent = [row.id for row in rows if row and row.state == "sent" and store.call(reminders.in_row, row.id)[1]]
    return max(sent, default=0)


@pytest.mark.parametrize("how", ["acknowledged", "put off", "done"])
def test_what_somebody_dealt_with_is_not_brought_before_anybody(followed: Store, how: str) -> None:
    tick(followed, THURSDAY)
    later = THURSDAY + timedelta(hours=5)
    if how == "acknowledged":
        acknowledge(followed, GROUP, later)
    elif how == "put off":
        followed.call(reminders.put_off, "bng", TASK, date(2026, 12, 31), 1, later)
    else:
        followed.call(completions.add, "bng", TASK, "1/BC", 1, later)
    tick(followed, MONDAY)
    tick(followed, WEDNESDAY)
    assert (said(followed, HOA), said(followed, OFFICE)) == ([], [])


def test_a_note_under_an_earlier_or_later_message_about_the_same_thing_counts(followed: Store) -> None:
    tick(followed, THURSDAY)
    tick(followed, MONDAY, sends=False)  # T-3; the officers' message waits
    followed.call(send_all, MONDAY)
    acknowledge(followed, GROUP, MONDAY + timedelta(hours=1))  # of T-3, the later one
    for day in (WEDNESDAY, WEDNESDAY + DAY):
        tick(followed, day)
    assert said(followed, OFFICE) == []
    assert len(said(followed, HOA)) == 1


def test_a_note_of_weeks_before_is_none_of_the_last_week(followed: Store) -> None:
    tick(followed, at_nine(2026, 12, 17))  # T-14
    acknowledge(followed, GROUP, at_nine(2026, 12, 17))
    tick(followed, THURSDAY)
    assert tick(followed, MONDAY) == 1


def test_an_officer_who_takes_note_in_private_has_taken_note_of_the_reminder(followed: Store) -> None:
    tick(followed, THURSDAY)
    tick(followed, MONDAY)
    offered = followed.call(history.since, HOA)[-1]
    assert [button.label for button in offered.reply.buttons] == ["Đã nhận", "Đã hoàn thành"]
    assert followed.call(reminders.in_row, offered.id) == ("bng", (TASK,))
    followed.call(reminders.acknowledge, offered.id, 1, MONDAY + timedelta(hours=1))
    tick(followed, WEDNESDAY)
    assert said(followed, OFFICE) == []


def test_steps_long_before_the_last_day_and_what_is_only_coordinated_are_nobody_elses_business(followed: Store) -> None:
    for n in range(20):  # T-30 of 2.6 and 5.9 (coordinated) on 1/12, T-14 of 2.6 on 17/12
        tick(followed, at_nine(2026, 12, 1) + n * DAY)
    told = "\n".join(said(followed, HOA) + said(followed, OFFICE))
    assert "2.6 " not in told
    assert "5.9 " not in told


def test_what_was_not_sent_is_not_held_against_anybody(followed: Store) -> None:
    tick(followed, THURSDAY, sends=False)
    assert escalate(followed, MONDAY) == 0


def test_days_off_of_the_office_do_not_count_and_nothing_is_said_on_them_or_at_night(followed: Store) -> None:
    followed.call(days_off.add, "bng", date(2026, 12, 25), "Ngày truyền thống", 1, BOUND)
    tick(followed, THURSDAY)
    assert tick(followed, MONDAY) == 0
    night = at_nine(2026, 12, 29).replace(hour=7)
    assert escalate(followed, night) == 0
    assert escalate(followed, at_nine(2026, 12, 29)) == 1
    assert escalate(followed, at_nine(2027, 1, 1)) == 0


def test_what_is_noted_before_the_message_is_sent_is_taken_out_of_it(followed: Store) -> None:
    tick(followed, THURSDAY)
    escalate(followed, MONDAY)
    acknowledge(followed, GROUP, MONDAY)
    escalate(followed, MONDAY + timedelta(minutes=1))
    assert said(followed, HOA) == []
    assert followed.call(escalated, "officers") == []


def test_what_waits_takes_in_what_comes_after_it(followed: Store) -> None:
    tick(followed, THURSDAY)
    escalate(followed, MONDAY)
    followed.call(Reminding(book()), MONDAY)
    (waiting,) = followed.call(history.since, HOA)
    while rows := [row for row in followed.call(outbox.due, "console", MONDAY, 9) if row.chat != HOA]:
        for row in rows:
            followed.call(outbox.claim, row, MONDAY)
            followed.call(outbox.sent, row.id, "proof", MONDAY)
    assert escalate(followed, WEDNESDAY) == 1  # the office hears of T-7
    assert len(said(followed, HOA)) == 1
    assert "đã nhắc 24/12/2026, 28/12/2026." in said(followed, HOA)[0]
    assert row_of(followed, HOA) == waiting.id


def test_where_no_office_is_marked_the_admins_are_told_once_and_nothing_is_said_later(bound: Store) -> None:
    bound.call(make, "an", "admin")
    for day in (THURSDAY, MONDAY, WEDNESDAY, WEDNESDAY + 5 * DAY):
        tick(bound, day)
    assert len(said(bound, Chat("console", "an"))) == 1
    assert "/dieuphoi" in said(bound, Chat("console", "an"))[0]
    before = len(bound.call(escalated, "office"))
    bound.call(mark, OFFICE)
    tick(bound, WEDNESDAY + 5 * DAY + timedelta(minutes=1))
    assert len(bound.call(escalated, "office")) == before
    assert said(bound, OFFICE) == []


def test_where_its_first_chat_is_out_of_reach_its_next_one_is_told_and_with_none_it_waits(followed: Store) -> None:
    followed.call(mark, SECOND)
    tick(followed, THURSDAY)
    tick(followed, MONDAY)
    followed.call(chats.lost, OFFICE, MONDAY)
    followed.call(chats.lost, SECOND, MONDAY)
    escalate(followed, WEDNESDAY)
    assert followed.call(escalated, "office") == []
    followed.call(chats.seen, message("", chat=SECOND), MONDAY)
    tick(followed, WEDNESDAY)
    assert (len(said(followed, OFFICE)), len(said(followed, SECOND))) == (0, 1)


def test_a_group_that_is_only_tried_out_is_told_nothing(bound: Store) -> None:
    played = Chat(TRIAL, "nhóm thử", group=True)
    bound.call(mark, played)
    assert bound.call(chats.of_agency, COORDINATING) == []
    tick(bound, THURSDAY)
    tick(bound, MONDAY)
    assert said(bound, played) == []


def test_an_agency_that_has_lost_its_chat_since_is_brought_up_all_the_same(followed: Store) -> None:
    tick(followed, THURSDAY)
    followed.call(chats.lost, GROUP, THURSDAY)
    assert tick(followed, MONDAY) == 1


def test_who_is_no_officer_any_more_is_not_told_what_waited(followed: Store) -> None:
    tick(followed, THURSDAY)
    escalate(followed, MONDAY)
    person = followed.call(people.find, "console", "hoa")
    assert person is not None
    followed.call(people.set_role, person.id, "")
    for minute in (1, 2):
        escalate(followed, MONDAY + timedelta(minutes=minute))
    followed.call(send_all, MONDAY)
    assert said(followed, HOA) == []
    assert len(said(followed, OFFICE)) == 1


def test_what_is_a_month_old_when_the_program_is_back_is_not_brought_up_any_more(followed: Store) -> None:
    tick(followed, THURSDAY)
    escalate(followed, THURSDAY + 32 * DAY)
    assert said(followed, HOA) == []


FIRST = date(2026, 12, 21)
SPAN = 40
acts = st.lists(st.tuples(st.integers(0, SPAN - 1), st.sampled_from(["ack", "officer", "later", "done"])), max_size=6)


@settings(max_examples=25, deadline=None)
@given(up=st.lists(st.booleans(), min_size=SPAN, max_size=SPAN), sends=st.lists(st.booleans(), min_size=SPAN,
       max_size=SPAN), acts=acts, officer=st.booleans())  # fmt: skip
def test_whatever_is_down_and_pressed_no_step_is_escalated_twice_nor_after_a_note_nor_on_a_day_off(
    up: list[bool], sends: list[bool], acts: list[tuple[int, str]], officer: bool
) -> None:
    with new_store() as store:
        store.call(bind, GROUP, "bng", BOUND)
        store.call(mark, OFFICE)
        if officer:
            store.call(make, "hoa", "officer", "bng")
        noted: dict[str, datetime] = {}
        for n in range(SPAN):
            now = at_nine(*(FIRST + n * DAY).timetuple()[:3])
            for act in (act for day, act in acts if day == n):
                noted |= dict.fromkeys(press(store, act, now), now)
            if up[n]:
                before = store.call(all_escalated)
                tick(store, now + timedelta(hours=1), sends=sends[n])
                new = store.call(all_escalated) - before
                assert not new or real_calendar().is_working(now.date())
                assert not [key for key, _, _ in new if key.rsplit(" ", 1)[0].removeprefix("bng ") in noted]
        rows = [(key, level) for key, level, _ in store.call(all_escalated)]
        assert len(rows) == len(set(rows))
        assert all(key.rsplit(" ", 1)[1].startswith(("T-7", "T-3", "T-1", "T0", "T+")) for key, _ in rows)


def all_escalated(tx: Transaction) -> set[tuple[str, str, int]]:
    return {(str(key), str(level), int(row)) for key, level, row in tx.rows(
        "SELECT reminder_key, level, outbox FROM escalation")}  # fmt: skip


def press(store: Store, act: str, now: datetime) -> set[str]:
    """Somebody does this under the last message there; the obligations that it holds, of those in the last week."""
    row = last_sent(store, HOA if act == "officer" else GROUP)
    _, obligations = store.call(reminders.in_row, row)
    for key in obligations:
        if act == "later":
            store.call(reminders.put_off, "bng", key, (now + 3 * DAY).date(), 1, now)
        elif act == "done":
            store.call(completions.add, "bng", key, "1/BC", 1, now)
    if act in ("ack", "officer"):
        store.call(reminders.acknowledge, row, 1, now)
    urgent = store.call(urgent_in, row)
    return set(obligations) if act == "done" else urgent


def urgent_in(tx: Transaction, row: int) -> set[str]:
    return {str(of) for (of,) in tx.rows(
        "SELECT obligation FROM reminder WHERE step_day >= '2026-12-24' AND (outbox = :row OR reminder_key IN"
        " (SELECT reminder_key FROM escalation WHERE outbox = :row)) AND (reminder_key LIKE '% T-7' OR"
        " reminder_key LIKE '% T-3' OR reminder_key LIKE '% T-1' OR reminder_key LIKE '% T0' OR"
        " reminder_key LIKE '% T+%')", row=row)}  # fmt: skip


def test_what_got_another_last_day_is_not_brought_before_anybody_for_the_day_it_had(followed: Store) -> None:
    known = Current(real_catalog().facts, real_calendar())
    followed.call(Reminding(known), THURSDAY)
    followed.call(send_all, THURSDAY)
    value = due_value(date(2027, 12, 31), "Quyết định 99/QĐ-TTg", "chờ Luật", THURSDAY.date())
    followed.call(Changes(KINDS).make, DUE, "47/NQ-CP 2.6", value, SYSTEM, THURSDAY + timedelta(hours=1))
    for now in (MONDAY, WEDNESDAY, at_nine(2027, 1, 8)):
        for step in (Escalating(known), EscalatingToOffice(known)):
            assert sum(followed.call(step.remind, agency, now) for agency in followed.call(step.agencies)) == 0
    assert said(followed, HOA) == []
