"""What keeps hours is never sent outside them, whatever held it up; and it holds up no answer meanwhile."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.hours import as_wished, keep_hours
from jobs.pacing import Pace, Rate
from jobs.remind import Reminding
from jobs.sending import SendError
from jobs.settling import GIVE_UP_AFTER, LEAST_TRIES, pause_after
from knowledge.memory import (
    Store,
    Transaction,
    chats,
    completions,
    days_off,
    open_store,
    outbox,
    reminders,
    undelivered,
    wishes,
)
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat, Reply
from knowledge.sending_hours import Hours, next_moment
from tests.jobs.post import PART, Post, running, unpaced
from tests.jobs.test_hours import at
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine, real_calendar
from tests.talk import CHAT, message

OTHER = Chat("console", "khác")
MONDAY_NIGHT, MORNING = at(2026, 11, 23, 20), at(2026, 11, 25, 8)
"""24/11 is a holiday."""
LAST_MINUTE = at(2026, 11, 23, 16, 59)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
UNCLEAR = SendError("answer lost", delivered_unknown=True)


def post_at(store: Store, now: datetime, pace: Callable[[Chat, datetime], datetime] = unpaced) -> Post:
    post = Post(store, pace, allowed=keep_hours(as_wished(book(), Hours()), Reminding(book()).remind))
    post.clock.now = now
    return post


def answer(post: Post, text: str, chat: Chat = CHAT) -> int:
    row = post.store.call(outbox.add, chat, Reply(text), post.clock.now, person=1)
    post.delivery.wake()
    return row or 0


def go_to(post: Post, now: datetime) -> None:
    post.later(now - post.clock.now)


async def test_at_night_it_waits_for_the_next_working_day_and_that_is_no_try(store: Store) -> None:
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        row = await post.held(post.remind("nhắc"))
        assert (row.state, row.due_at, row.tries) == ("waiting", MORNING, 0)
        go_to(post, MORNING - timedelta(seconds=1))
        await post.quiet()
        assert post.wire.tried == []
        go_to(post, MORNING)
        assert (await post.until(row.id, "sent")).tries == 1


async def test_an_answer_and_a_notice_go_at_night_and_overtake_it_in_the_same_chat_in_their_order(store: Store) -> None:
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        reminder = post.remind("nhắc")
        last = [answer(post, "đáp một"), answer(post, "đáp hai"), post.write("báo")][-1]
        await post.until(last, "sent")
        assert post.wire.tried == ["đáp một", "đáp hai", "báo"]
        go_to(post, MORNING)
        await post.until(reminder, "sent")


async def test_two_that_keep_hours_stay_in_their_order(store: Store) -> None:
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        post.remind("một")
        second = post.remind("hai")
        await post.quiet()
        go_to(post, MORNING)
        await post.until(second, "sent")
        assert post.wire.tried == ["một", "hai"]


async def test_within_its_hours_it_is_tried_again_before_what_was_said_later(store: Store) -> None:
    async with running(post_at(store, MORNING)) as post:
        post.wire.fails["nhắc"] = [SendError("502")]
        reminder, later = post.remind("nhắc"), answer(post, "đáp")
        await post.until(reminder, "retry")
        assert post.row(later).state == "waiting"
        post.later(pause_after(1))
        await post.until(later, "sent")
        assert post.wire.tried == ["nhắc", "nhắc", "đáp"]


async def test_when_its_hours_begin_it_waits_for_the_answer_that_is_being_sent_there(store: Store) -> None:
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        reminder = await post.held(post.remind("nhắc"))
        post.wire.hangs["đáp"] = asyncio.Event()
        said = answer(post, "đáp")
        await post.tried(1)
        go_to(post, MORNING)
        await post.until(post.write("chat khác", OTHER), "sent")
        assert post.row(reminder.id).state == "waiting"
        post.wire.hangs["đáp"].set()
        await post.until(said, "sent")
        await post.until(reminder.id, "sent")


@pytest.mark.parametrize("failure", [SendError("502"), SendError("429", retry_after=3600.0), UNCLEAR])
async def test_what_failed_in_the_last_minute_is_tried_again_in_the_morning(store: Store, failure: SendError) -> None:
    async with running(post_at(store, LAST_MINUTE)) as post:
        post.wire.fails["nhắc"] = [failure]
        row = post.remind("nhắc")
        await post.until(row, "unknown" if failure.delivered_unknown else "retry")
        for hour in range(1, 39):
            go_to(post, LAST_MINUTE + hour * HOUR)
            await post.quiet()
        assert len(post.wire.tried) == 1
        go_to(post, MORNING)
        await post.until(row, "sent")
    assert post.wire.arrived == [(CHAT.id, "nhắc", failure.delivered_unknown)]


async def test_killed_in_the_last_minute_the_restart_at_night_does_not_send_it(store: Store) -> None:
    post = post_at(store, LAST_MINUTE)
    post.wire.hangs["nhắc"] = asyncio.Event()
    row = post.remind("nhắc")
    async with running(post):
        await post.tried(1)
    async with running(post_at(store, MONDAY_NIGHT)) as again:
        assert (await again.held(row)).state == "unknown"
        go_to(again, MORNING)
        await again.until(row, "sent")
    assert again.wire.arrived == [(CHAT.id, "nhắc", True)]


async def test_what_the_pace_keeps_back_past_the_end_waits_for_the_morning(store: Store) -> None:
    async with running(post_at(store, LAST_MINUTE, Pace(lambda chat: (Rate(1, 120),)))) as post:
        first, second = post.remind("một"), post.remind("hai")
        await post.until(first, "sent")
        post.later(timedelta(minutes=2))
        await post.held(second)
        go_to(post, MORNING)
        await post.until(second, "sent")


async def test_a_message_that_was_begun_in_time_is_finished_soon_after_the_end(store: Store) -> None:
    async with running(post_at(store, LAST_MINUTE, Pace(lambda chat: (Rate(1, 120),)))) as post:
        row = post.remind(f"một{PART}hai")
        await post.until(row, "retry")
        post.later(timedelta(minutes=2))
        await post.until(row, "sent")
        assert post.wire.tried == ["một", "hai"]


async def test_what_is_left_of_a_message_is_not_sent_at_night_and_holds_up_no_answer(store: Store) -> None:
    async with running(post_at(store, LAST_MINUTE)) as post:
        post.wire.fails["hai"] = [SendError("down", retry_after=3600)]
        row = post.remind(f"một{PART}hai")
        await post.until(row, "retry")
        go_to(post, MONDAY_NIGHT)
        await post.held(row)
        await post.until(answer(post, "đáp"), "sent")
        go_to(post, MORNING)
        await post.until(row, "sent")
        assert post.wire.tried == ["một", "hai", "đáp", "hai"]


async def test_a_machine_asleep_between_two_parts_goes_on_in_the_morning(store: Store) -> None:
    async with running(post_at(store, LAST_MINUTE)) as post:
        post.wire.hangs["một"] = asyncio.Event()
        row = post.remind(f"một{PART}hai")
        await post.tried(1)
        go_to(post, MONDAY_NIGHT)
        post.wire.hangs["một"].set()
        await post.held(row)
        assert post.wire.tried == ["một"]
        go_to(post, MORNING)
        await post.until(row, "sent")


async def test_waiting_for_hours_is_no_reason_to_give_up(store: Store) -> None:
    """Over Tết 2027, after as many tries as are enough."""
    async with running(post_at(store, at(2027, 2, 3, 16, 50))) as post:
        post.wire.fails["nhắc"] = [SendError("down")] * (LEAST_TRIES + 1)
        row = post.remind("nhắc")
        for tries in range(1, LEAST_TRIES + 1):
            await post.tried(tries)
            await post.until(row, "retry")
            if tries < LEAST_TRIES:
                store.call(outbox.bring_forward, "console", post.clock.now)
                post.delivery.wake()
        go_to(post, at(2027, 2, 3, 18))
        held = await post.held(row)
        assert held.due_at - post.clock.now > GIVE_UP_AFTER
        go_to(post, held.due_at)
        await post.tried(LEAST_TRIES + 1)
        assert (await post.until(row, "retry")).held_for == ""


async def test_a_machine_that_was_asleep_for_a_week_goes_on_trying(store: Store) -> None:
    async with running(post_at(store, MORNING)) as post:
        post.wire.fails["nhắc"] = [SendError("no network")] * 2
        row = post.remind("nhắc")
        await post.until(row, "retry")
        post.later(WEEK)
        await post.tried(2)
        await post.until(row, "retry")
        post.later(pause_after(2))
        await post.until(row, "sent")


@pytest.mark.parametrize("back", [3 * HOUR, 4 * HOUR, 2 * DAY, 365 * DAY])
async def test_a_clock_that_is_set_back_neither_freezes_it_nor_sends_it_at_night_nor_twice(
    store: Store, back: timedelta
) -> None:
    async with running(post_at(store, at(2026, 11, 25, 20))) as post:
        row = await post.held(post.remind("nhắc"))
        post.later(-back)
        now = post.clock.now
        async with asyncio.timeout(5):
            while post.row(row.id).due_at > now + timedelta(minutes=5):  # noqa: ASYNC110
                await asyncio.sleep(0)
        post.later(timedelta(minutes=5))
        await post.quiet()
        allowed = next_moment(now + timedelta(minutes=5), Hours(), real_calendar())
        go_to(post, allowed)
        await post.until(row.id, "sent")
    assert post.wire.at == [allowed]


@pytest.mark.parametrize("ahead", [8 * HOUR, WEEK, WEEK + 12 * HOUR])
async def test_a_clock_that_jumps_ahead_sends_it_once_within_the_hours_that_it_shows(
    store: Store, ahead: timedelta
) -> None:
    async with running(post_at(store, at(2026, 11, 25, 20))) as post:
        row = post.remind("nhắc")
        await post.held(row)
        post.later(ahead)
        await post.quiet()
        go_to(post, next_moment(post.clock.now, Hours(), real_calendar()))
        await post.until(row, "sent")
    assert len(post.wire.tried) == 1


GROUP = Chat("console", "nhóm Vụ", group=True)


def bind(tx: Transaction) -> None:
    chats.seen(tx, message("", chat=GROUP), at_nine(2026, 10, 1))
    chats.bind(tx, GROUP, "bng", 1, at_nine(2026, 10, 1))


@pytest.mark.parametrize(("wanted", "free"), [
    (Wishes(), MORNING),
    (Wishes(first=time(14), last=time(15)), at(2026, 11, 25, 14)),
    (Wishes(quiet=frozenset({2})), at(2026, 11, 26, 8)),
    (Wishes(paused_until=date(2026, 11, 28)), at(2026, 11, 30, 8)),
])  # fmt: skip
async def test_the_chats_own_hours_quiet_days_and_pause_are_kept(store: Store, wanted: Wishes, free: datetime) -> None:
    store.call(bind)
    store.call(wishes.put, GROUP, wanted, 1, MONDAY_NIGHT)
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        assert (await post.held(post.remind("nhắc", GROUP))).due_at == free


async def test_the_agencys_own_days_off_are_kept(store: Store) -> None:
    store.call(bind)
    store.call(days_off.add, "bng", date(2026, 11, 25), "ngày truyền thống", 1, MONDAY_NIGHT)
    async with running(post_at(store, MONDAY_NIGHT)) as post:
        assert (await post.held(post.remind("nhắc", GROUP))).due_at == at(2026, 11, 26, 8)


async def test_what_waited_over_night_is_said_as_it_is_in_the_morning_and_no_dead_letter(store: Store) -> None:
    """Also when the first to look is not the tick but the delivery."""
    store.call(bind)
    store.call(Reminding(book()), at(2026, 11, 26, 16, 59))
    [old] = store.call(outbox.due, "console", at(2026, 11, 26, 17), 1)
    assert "thứ Năm 26/11/2026" in old.reply.text
    async with running(post_at(store, at(2026, 11, 26, 17))) as post:
        await post.held(old.id)
        go_to(post, at(2026, 11, 27, 8))
        await post.until(old.id, "dead")
        await post.tried(1)
    assert "thứ Sáu 27/11/2026" in post.wire.tried[0]
    assert store.call(undelivered.untold, MONDAY_NIGHT) == 0


async def test_what_was_done_over_night_is_not_said_in_the_morning(store: Store) -> None:
    store.call(bind)
    store.call(Reminding(book()), at(2026, 12, 24, 16, 59))
    [old] = store.call(outbox.due, "console", at(2026, 12, 24, 17), 1)
    for owed in store.call(reminders.in_row, old.id)[1]:
        store.call(completions.add, "bng", owed, "1/BC", 1, at(2026, 12, 24, 18))
    async with running(post_at(store, at(2026, 12, 24, 17))) as post:
        await post.held(old.id)
        go_to(post, at(2026, 12, 25, 8))
        await post.until(old.id, "dead")
        await post.quiet()
    assert post.wire.tried == []


async def test_what_was_done_a_moment_before_it_is_sent_is_not_said(store: Store) -> None:
    """The tick that wrote it down was before that, and the next one will be after the sending."""
    store.call(bind)
    now = at(2026, 12, 24, 9)
    store.call(Reminding(book()), now)
    [written] = store.call(outbox.due, "console", now, 1)
    for owed in store.call(reminders.in_row, written.id)[1]:
        store.call(completions.add, "bng", owed, "1/BC", 1, now)
    async with running(post_at(store, now)) as post:
        await post.quiet()
    assert post.wire.tried == []


async def test_what_cannot_be_reckoned_anew_keeps_nobody_from_theirs(store: Store) -> None:
    def broken(tx: Transaction, agency: str, now: datetime) -> None:
        tx.change("DELETE FROM outbox")
        raise ZeroDivisionError

    post = Post(store, allowed=keep_hours(as_wished(book(), Hours()), broken))
    post.clock.now = MONDAY_NIGHT
    async with running(post):
        row = await post.held(post.remind("nhắc"))
        go_to(post, MORNING)
        await post.until(row.id, "sent")


FAILURES = st.sampled_from([None, SendError("502"), SendError("429", retry_after=1800.0), UNCLEAR])
STEPS = st.lists(
    st.tuples(st.timedeltas(timedelta(0), timedelta(hours=15)), FAILURES, st.booleans()), min_size=3, max_size=12
)


@settings(max_examples=30, deadline=None)
@given(st.timedeltas(timedelta(0), timedelta(days=100)).map(lambda since: at(2026, 11, 20, 0) + since), STEPS)
def test_whatever_fails_and_whenever_it_is_restarted_it_arrives_once_within_the_hours(
    start: datetime, steps: list[tuple[timedelta, SendError | None, bool]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_live_through(Path(folder), start, steps))


async def _live_through(folder: Path, now: datetime, steps: list[tuple[timedelta, SendError | None, bool]]) -> None:
    store = open_store(folder / "a.sqlite3")
    tried: list[datetime] = []
    arrived: list[tuple[str, bool]] = []
    row = 0
    for wait, failure, ends in [*steps, (WEEK, None, True), (2 * WEEK, None, True)]:
        now += wait
        post = post_at(store, now)
        row = row or post.remind(f"một{PART}hai")
        post.wire.fails = {text: [failure] if failure else [] for text in ("một", "hai")}
        async with running(post):
            await post.quiet()
            if ends:
                go_to(post, next_moment(now, Hours(), real_calendar()))
                await post.quiet()
        now = post.clock.now
        tried += post.wire.at
        arrived += [(text, repeat) for _, text, repeat in post.wire.arrived]
    begun = [moment for moment in tried if next_moment(moment, Hours(), real_calendar()) != moment]
    assert begun == []
    state = store.call(outbox.get, row)
    store.close()
    assert state is not None
    if state.state == "sent":
        assert [text for text, _ in arrived] == ["một", "hai"]
    else:
        assert (state.state, (state.reason or "")[:11]) == ("dead", "arrival not")
