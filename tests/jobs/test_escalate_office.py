"""The coordinating office hears of all that nobody took note of in at most one message a day, for all agencies."""

from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.escalate import Escalating
from jobs.escalate_office import EscalatingToOffice
from jobs.hours import as_wished, keep_hours
from jobs.remind import Reminding
from knowledge.memory import (
    Store,
    Transaction,
    completions,
    days_off,
    history,
    outbox,
    reminders,
    undelivered,
    wishes,
)
from knowledge.memory.chats import COORDINATING
from knowledge.memory.moments import to_text
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from knowledge.notices import pass_on
from knowledge.sending_hours import Hours
from tests.jobs.test_escalate import OFFICE, SECOND, all_escalated, make, mark, said
from tests.jobs.test_remind import BOUND, DAY, bind, send_all
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine, real_calendar
from tests.stores import new_store

REPORT = "nd244-phat-ngon 2026"
TOLD, DUE = date(2026, 12, 11), date(2026, 12, 15)  # T-7 of that report, and two working days later, a Tuesday
PROVINCES = [f"p-{number}" for number in ("01", "79", "31", "48", "92", "46", "75", "22", "24")]


def group(agency: str) -> Chat:
    return Chat("console", f"nhóm {agency}", group=True)


def at(day: date, hour: int = 8, minute: int = 0) -> datetime:
    return at_nine(day.year, day.month, day.day).replace(hour=hour, minute=minute)


@pytest.fixture
def provinces(store: Store) -> Store:
    """Nine provinces and the office; T-7 of their report was said on Friday 11/12/2026 at eight."""
    for agency in PROVINCES:
        store.call(bind, group(agency), agency, BOUND)
    store.call(mark, OFFICE)
    tick(store, at(TOLD))
    return store


def tick(store: Store, now: datetime, *, sends: bool = True) -> int:
    """As the clock does it, then all is sent; returns how many messages the office gets."""
    store.call(Reminding(book()), now)
    officers = Escalating(book())
    for agency in store.call(officers.agencies):
        store.call(officers.remind, agency, now)
    told = bring(store, now)
    if sends:
        store.call(send_all, now)
    return told


def bring(store: Store, now: datetime, hours: Hours | None = None) -> int:
    return store.call(EscalatingToOffice(book(), hours or Hours()).remind, COORDINATING, now)


def note(store: Store, agency: str, now: datetime) -> None:
    row = store.call(history.since, group(agency))[-1].id
    store.call(reminders.acknowledge, row, 1, now)


def wish(store: Store, chat: Chat, wanted: Wishes) -> None:
    store.call(wishes.put, chat, wanted, 1, BOUND)


def test_agencies_with_the_same_to_do_are_one_entry_of_one_message(provinces: Store) -> None:
    assert tick(provinces, at(DUE, minute=15)) == 1
    assert said(provinces, OFFICE) == [
        "Tin nhắc việc chưa có ai nhận, tính đến thứ Ba 15/12/2026: 9 việc của 9 tỉnh, thành phố.\n\n"
        "9 tỉnh, thành phố (Thành phố Hà Nội; Thành phố Hồ Chí Minh; Thành phố Hải Phòng; Thành phố Đà Nẵng;"
        " Thành phố Cần Thơ; Thành phố Huế; và 3 tỉnh, thành phố khác): mỗi nơi 1 việc, chưa có cán bộ đầu mối để báo"
        " riêng.\n"
        "- Báo cáo công tác phát ngôn và cung cấp thông tin cho báo chí: ngày cuối 19/12/2026, còn 4 ngày; nhắc từ"
        " 11/12/2026. Nghị định 244/2026/NĐ-CP ngày 26/6/2026, Điều 10 khoản 1."
    ]  # fmt: skip
    (row,) = provinces.call(history.since, OFFICE)
    assert [(button.label, button.action) for button in row.reply.buttons] == [("Xem ai đã nhận", "/dieuphoi")]


def test_agencies_whose_officers_were_told_are_an_entry_of_their_own(store: Store) -> None:
    for agency in ("p-01", "p-79"):
        store.call(bind, group(agency), agency, BOUND)
    store.call(make, "hoa", "officer", "p-79")
    store.call(mark, OFFICE)
    for n in range(8):
        tick(store, at(TOLD + n * DAY, 9))
    first, second, *_ = said(store, OFFICE)
    assert "Thành phố Hà Nội: 1 việc, chưa có cán bộ đầu mối" in first
    assert "Hồ Chí Minh" not in first
    assert "Thành phố Hồ Chí Minh: 1 việc, đã báo riêng cán bộ đầu mối từ 15/12/2026." in second


def test_what_comes_up_in_the_first_minutes_of_the_morning_is_collected(provinces: Store) -> None:
    assert [tick(provinces, at(DUE, minute=minute)) for minute in (0, 14, 15, 16)] == [0, 0, 1, 0]


def test_where_the_hours_are_short_it_is_said_within_them(provinces: Store) -> None:
    hours = Hours(time(8), time(8, 10))
    assert [bring(provinces, at(DUE, minute=minute), hours) for minute in (4, 5, 10)] == [0, 1, 0]


def test_what_comes_up_after_it_was_sent_waits_for_the_next_working_day(store: Store) -> None:
    wish(store, group("p-79"), Wishes(first=time(10)))
    for agency in ("p-01", "p-79"):
        store.call(bind, group(agency), agency, BOUND)
    store.call(mark, OFFICE)
    tick(store, at(TOLD))
    tick(store, at(TOLD, 10))  # Hồ Chí Minh, at its hour
    assert [tick(store, at(DUE, hour)) for hour in (9, 11, 16)] == [1, 0, 0]
    assert tick(store, at(DUE + DAY)) == 0
    assert tick(store, at(DUE + DAY, 9)) == 1
    assert ["Hồ Chí Minh" in text for text in said(store, OFFICE)] == [False, True]


def test_while_it_waits_what_was_noted_leaves_it_and_what_is_new_comes_into_it(store: Store) -> None:
    wish(store, group("p-79"), Wishes(first=time(10)))
    for agency in ("p-01", "p-31", "p-79"):
        store.call(bind, group(agency), agency, BOUND)
    store.call(mark, OFFICE)
    tick(store, at(TOLD))
    tick(store, at(TOLD, 10))
    bring(store, at(DUE, 9))
    note(store, "p-01", at(DUE, 9))
    assert bring(store, at(DUE, 11)) == 0
    (text,) = said(store, OFFICE)
    assert "2 tỉnh, thành phố (Thành phố Hồ Chí Minh; Thành phố Hải Phòng)" in text
    assert {key.split(" ")[0] for key, level, _ in store.call(all_escalated)} == {"p-31", "p-79"}


def test_a_later_step_that_changes_no_word_of_what_waits_is_brought_with_it(store: Store) -> None:
    store.call(bind, group("p-01"), "p-01", BOUND)
    store.call(mark, OFFICE)
    for n in range(6):  # T-7 on Friday 11/12, T-3 on Wednesday 16/12, at ten
        store.call(Reminding(book()), at(TOLD + n * DAY, 10))
        store.call(send_all, at(TOLD + n * DAY, 10))
    friday = date(2026, 12, 18)
    bring(store, at(friday, 9))
    before = said(store, OFFICE)
    bring(store, at(friday, 10))
    assert said(store, OFFICE) == before
    assert {key.rsplit(" ", 1)[1] for key, _, _ in store.call(all_escalated)} == {"T-7", "T-3"}


def test_where_all_was_noted_in_time_nothing_is_said_and_something_new_may_be_that_day(provinces: Store) -> None:
    bring(provinces, at(DUE, 9))
    for agency in PROVINCES:
        note(provinces, agency, at(DUE, 9))
    bring(provinces, at(DUE, 9, 1))
    assert (said(provinces, OFFICE), provinces.call(all_escalated)) == ([], set())
    provinces.call(lambda tx: tx.change("DELETE FROM acknowledgement"))
    assert bring(provinces, at(DUE, 9, 2)) == 1


def test_reckoning_it_again_changes_nothing(provinces: Store) -> None:
    bring(provinces, at(DUE, 9))
    before = provinces.call(all_rows)
    bring(provinces, at(DUE, 9, 1))
    assert provinces.call(all_rows) == before


def all_rows(tx: Transaction) -> list[object]:
    return [*tx.rows("SELECT * FROM outbox ORDER BY id"), *tx.rows("SELECT * FROM escalation ORDER BY reminder_key")]


def test_what_was_not_sent_on_its_day_is_said_anew_on_the_next_and_is_that_days_message(provinces: Store) -> None:
    bring(provinces, at(DUE, 16, 59))
    note(provinces, "p-01", at(DUE, 17))
    (old,) = provinces.call(outbox.due, "console", at(DUE, 17), 9)
    to_office, next_day = EscalatingToOffice(book()), DUE + DAY
    allowed = keep_hours(as_wished(book(), Hours()), to_office.remind)
    assert provinces.call(allowed, old, at(DUE, 17)) == at(next_day)
    provinces.call(allowed, old, at(next_day))  # before the sending at eight
    provinces.call(send_all, at(next_day))
    assert [tick(provinces, at(next_day, hour)) for hour in (9, 12)] == [0, 0]
    assert provinces.call(states) == ["dead", "sent"]
    assert "thứ Tư 16/12/2026: 8 việc của 8 tỉnh, thành phố." in said(provinces, OFFICE)[-1]
    assert provinces.call(undelivered.dead_letters, BOUND, 9) == []


def states(tx: Transaction) -> list[str]:
    """Of what was written for the office, in order."""
    rows = tx.rows("SELECT state FROM outbox WHERE agency = :agency ORDER BY id", agency=COORDINATING)
    return [str(state) for (state,) in rows]


def test_on_days_on_which_its_chat_is_not_told_it_waits(provinces: Store) -> None:
    wish(provinces, OFFICE, Wishes(quiet=frozenset({1}), paused_until=DUE + 2 * DAY))
    assert [tick(provinces, at(DUE + n * DAY, 9)) for n in range(3)] == [0, 0, 1]


def test_of_an_agency_that_does_not_work_that_day_it_hears_on_the_next(provinces: Store) -> None:
    provinces.call(days_off.add, "p-01", DUE, "Ngày truyền thống", 1, BOUND)
    for n in (0, 1):
        tick(provinces, at(DUE + n * DAY, 9))
    assert ["Hà Nội" in text for text in said(provinces, OFFICE)] == [False, True]


def test_it_moves_to_the_offices_next_chat_and_is_still_the_days_only_one(provinces: Store) -> None:
    provinces.call(mark, SECOND)
    bring(provinces, at(DUE, 9))
    (row,) = provinces.call(undelivered.held_up, at(DUE, 10))
    provinces.call(pass_on, row, at(DUE, 10))
    note(provinces, "p-01", at(DUE, 10))
    tick(provinces, at(DUE, 10, 1))
    tick(provinces, at(DUE, 11))
    assert provinces.call(states) == ["dead", "sent"]
    (text,) = said(provinces, SECOND)
    assert "8 việc của 8 tỉnh" in text


AGENCIES = ("bng", "p-01", "p-79")
FIRST, SPAN, CALM = date(2026, 12, 10), 26, 7
HOURS = (8, 13)
moments = st.tuples(st.integers(0, SPAN - 1), st.sampled_from(HOURS))
acts = st.lists(
    st.tuples(moments, st.sampled_from(["note", "done", "later", "off"]), st.sampled_from(AGENCIES)), max_size=10
)


@settings(max_examples=15, deadline=None)
@given(
    down=st.sets(moments, max_size=20),
    unsent=st.sets(moments, max_size=20),
    acts=acts,
    officers=st.sets(st.sampled_from(AGENCIES)),
    quiet=st.sets(st.integers(0, 4), max_size=2),
)
def test_whatever_happens_one_message_a_day_at_most_each_step_once_nothing_that_was_done_and_all_else(
    down: set[tuple[int, int]],
    unsent: set[tuple[int, int]],
    acts: list[tuple[tuple[int, int], str, str]],
    officers: set[str],
    quiet: set[int],
) -> None:
    with new_store() as store:
        for agency in AGENCIES:
            store.call(bind, group(agency), agency, BOUND)
        for agency in officers:
            store.call(make, f"cán bộ {agency}", "officer", agency)
        store.call(mark, OFFICE)
        wish(store, OFFICE, Wishes(quiet=frozenset(quiet)))
        done: set[str] = set()
        for moment in ((n, hour) for n in range(SPAN) for hour in HOURS):
            now = at(FIRST + moment[0] * DAY, moment[1], 20)
            done |= {f"{agency} {key}" for when, act, agency in acts if when == moment
                     for key in press(store, act, agency, now)}  # fmt: skip
            if moment in down and moment[0] < SPAN - CALM:
                continue
            before = store.call(all_escalated)
            tick(store, now, sends=moment not in unsent)
            new = {key for key, level, _ in store.call(all_escalated) - before if level == "office"}
            assert not new or (real_calendar().is_working(now.date()) and now.weekday() not in quiet)
            assert not {key.rsplit(" ", 1)[0] for key in new} & done
        store.call(send_all, at(FIRST + SPAN * DAY))
        keys = [key for key, level, _ in store.call(all_escalated) if level == "office"]
        assert len(keys) == len(set(keys))
        days = [now.date() for now in store.call(written)]
        assert len(days) == len(set(days))
        assert store.call(rows_of_steps) == store.call(rows_sent)
        touched = officers | {agency for _, _, agency in acts}
        arrived = store.call(urgent_before, at(FIRST + (SPAN - 2 * CALM) * DAY))
        assert {key for key in arrived if key.split(" ")[0] not in touched} <= set(keys)


def written(tx: Transaction) -> list[datetime]:
    rows = tx.rows("SELECT created_at FROM outbox WHERE agency = :agency AND state = 'sent'", agency=COORDINATING)
    return [datetime.fromisoformat(moment) for (moment,) in rows]


def urgent_before(tx: Transaction, moment: datetime) -> set[str]:
    """The steps of reports in their last week that had arrived by then."""
    rows = tx.rows(
        "SELECT reminder_key FROM reminder r JOIN outbox o ON o.id = r.outbox WHERE o.state = 'sent'"
        " AND o.finished_at <= :moment AND obligation = :report AND reminder_key NOT LIKE '% T-14'"
        " AND reminder_key NOT LIKE '% T-30'",
        moment=to_text(moment),
        report=REPORT,
    )
    return {str(key) for (key,) in rows}


def rows_sent(tx: Transaction) -> set[int]:
    rows = tx.rows("SELECT id FROM outbox WHERE agency = :agency AND state = 'sent'", agency=COORDINATING)
    return {int(row) for (row,) in rows}


def rows_of_steps(tx: Transaction) -> set[int]:
    return {row for _, level, row in all_escalated(tx) if level == "office"}


def press(store: Store, act: str, agency: str, now: datetime) -> set[str]:
    """Somebody of the agency does this under its last message that arrived; what is done."""
    if act == "off":
        store.call(days_off.add, agency, now.date(), "Ngày nghỉ", 1, now)
    lines = [store.call(outbox.get, line.id) for line in store.call(history.since, group(agency))]
    row = max((row.id for row in lines if row and row.state == "sent"), default=0)
    _, obligations = store.call(reminders.in_row, row)
    if act == "note":
        store.call(reminders.acknowledge, row, 1, now)
    for key in obligations:
        if act == "later":
            store.call(reminders.put_off, agency, key, (now + 3 * DAY).date(), 1, now)
        elif act == "done":
            store.call(completions.add, agency, key, "1/BC", 1, now)
    return set(obligations) if act == "done" else set()
