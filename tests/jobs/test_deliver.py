"""What stands in the outbox is sent: in order in a chat, side by side across chats, once, and to an end."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jobs.pacing import Pace, Rate
from jobs.sending import SendError
from jobs.settling import GIVE_UP_AFTER, LEAST_TRIES, pause_after, pause_of_repeats
from knowledge.memory import (
    Store,
    StoreError,
    Transaction,
    asked_counts,
    chats,
    conversations,
    month_sent,
    open_store,
    outbox,
    people,
)
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from tests.jobs.post import PART, Post, running
from tests.talk import CHAT, NOW, message

OTHER = Chat("console", "khác")
YEAR = timedelta(days=365)
UNCLEAR = SendError("answer lost", delivered_unknown=True)


async def test_what_is_written_down_is_sent_and_keeps_the_channels_id_as_proof(store: Store) -> None:
    async with running(Post(store)) as post:
        row = await post.until(post.write("một"), "sent")
    assert row.proof == f"proof-{row.id}"
    assert post.wire.arrived == [(CHAT.id, "một", False)]


async def test_how_long_an_answer_took_is_counted_and_what_nobody_asked_for_is_not(store: Store) -> None:
    async with running(Post(store)) as post:
        person = store.call(people.recognise, message("một"), NOW).id
        asked = store.call(lambda tx: outbox.add(tx, CHAT, Reply("một"), NOW - timedelta(seconds=2.5), person=person))
        await post.until(asked or 0, "sent")
        await post.until(post.write("hai", OTHER), "sent")
        await post.until(post.remind("ba", OTHER), "sent")
    assert store.call(asked_counts.times, NOW.date(), NOW.date()) == [(NOW.date(), "console", 2.5, 1)]


async def test_one_chat_is_served_strictly_in_order_while_another_goes_on(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.hangs["một"] = asyncio.Event()
        rows = [post.write(text) for text in ("một", "hai", "ba")]
        await post.until(post.write("chat khác", OTHER), "sent")
        assert post.wire.tried == ["một", "chat khác"]
        post.wire.hangs["một"].set()
        await post.until(rows[-1], "sent")
    assert [text for chat, text, _ in post.wire.arrived if chat == CHAT.id] == ["một", "hai", "ba"]


async def test_no_more_than_so_many_are_sent_at_once_and_all_get_their_turn(store: Store) -> None:
    post = Post(store, at_once=2)
    gate = asyncio.Event()
    post.wire.hangs = {str(number): gate for number in range(5)}
    rows = [post.write(str(number), Chat("console", str(number))) for number in range(5)]
    async with running(post):
        await post.tried(2)
        assert len(post.wire.tried) == 2
        gate.set()
        for row in rows:
            await post.until(row, "sent")


async def test_a_passing_failure_is_tried_again_later_and_holds_back_the_next_of_its_chat(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("502")]
        first, second = post.write("một"), post.write("hai")
        row = await post.until(first, "retry")
        assert row.due_at == NOW + pause_after(1)
        assert post.row(second).state == "waiting"
        post.later(pause_after(1))
        await post.until(second, "sent")
    assert [text for _, text, _ in post.wire.arrived] == ["một", "hai"]
    assert not any(repeat for _, _, repeat in post.wire.arrived)


async def test_the_platforms_own_waiting_time_is_kept(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("429", retry_after=37)]
        assert (await post.until(post.write("một"), "retry")).due_at == NOW + timedelta(seconds=37)


async def test_what_a_clock_ahead_of_time_put_off_is_sent_soon_after_the_clock_is_put_right(store: Store) -> None:
    post = Post(store)
    post.clock.now = NOW + YEAR
    async with running(post):
        first, second = await _put_off(post)
        post.later(-YEAR)
        await _until_due_soon(post, first)
        post.later(timedelta(minutes=5))
        await post.until(second, "sent")


async def test_what_a_clock_ahead_of_time_put_off_is_sent_soon_after_a_restart_with_the_right_time(
    store: Store,
) -> None:
    post = Post(store)
    post.clock.now = NOW + YEAR
    async with running(post):
        first, second = await _put_off(post)
    async with running(Post(store)) as again:
        await _until_due_soon(again, first)
        again.later(timedelta(minutes=5))
        await again.until(second, "sent")


async def _until_due_soon(post: Post, row_id: int) -> None:
    async with asyncio.timeout(5):
        while post.row(row_id).due_at > NOW + timedelta(minutes=5):  # noqa: ASYNC110
            await asyncio.sleep(0)


async def _put_off(post: Post) -> tuple[int, int]:
    """Two rows of a chat, the first of which has failed once."""
    post.wire.fails["một"] = [SendError("502")]
    first, second = post.write("một"), post.write("hai")
    await post.until(first, "retry")
    return first, second


async def test_a_permanent_failure_is_final_and_the_next_message_goes(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("bot was kicked", permanent=True)]
        first, second = post.write("một"), post.write("hai")
        await post.until(second, "sent")
    assert (post.row(first).state, post.row(first).reason) == ("dead", "bot was kicked")


async def test_a_long_text_goes_on_behind_the_last_part_that_arrived(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["hai"] = [SendError("down", retry_after=0)]
        row = post.write(f"một{PART}hai{PART}ba")
        await post.until(row, "retry")
        post.later(timedelta(seconds=1))
        await post.until(row, "sent")
        assert [(text, repeat) for _, text, repeat in post.wire.arrived] == [
            ("một", False), ("hai", False), ("ba", False)
        ]  # fmt: skip


async def test_of_a_long_text_only_the_part_that_may_have_arrived_is_marked_as_a_repeat(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["hai"] = [UNCLEAR]
        row = post.write(f"một{PART}hai{PART}ba")
        await post.until(row, "unknown")
        post.later(timedelta(seconds=10))
        await post.until(row, "sent")
        assert [(text, repeat) for _, text, repeat in post.wire.arrived] == [
            ("một", False), ("hai", True), ("ba", False)
        ]  # fmt: skip


async def test_a_part_behind_a_repeated_one_is_no_repeat_when_it_has_to_wait_its_turn(store: Store) -> None:
    async with running(Post(store, Pace(lambda chat: (Rate(1, 10),)))) as post:
        post.wire.fails = {"một": [UNCLEAR], "hai": [UNCLEAR]}
        row = post.write(f"một{PART}hai")
        for state in ("unknown", "retry", "unknown", "sent"):
            await post.until(row, state)
            post.later(timedelta(seconds=10))
        assert [(text, repeat) for _, text, repeat in post.wire.arrived] == [("một", True), ("hai", True)]
        assert post.wire.tried == ["một", "một", "hai", "hai"]


async def test_the_parts_of_a_long_text_keep_the_pace_of_the_channel(store: Store) -> None:
    pace = Pace(lambda chat: (Rate(1, 1),))
    async with running(Post(store, pace)) as post:
        row = post.write(f"một{PART}hai{PART}ba")
        for sent in range(1, 3):
            assert (await post.until(row, "retry")).parts_sent == sent
            post.later(timedelta(seconds=1))
            await post.tried(sent + 1)
        await post.until(row, "sent")
        assert [text for _, text, _ in post.wire.arrived] == ["một", "hai", "ba"]


async def test_a_chat_that_is_gone_is_out_of_reach_and_what_is_for_its_agency_goes_to_the_next(store: Store) -> None:
    groups = [Chat("console", "nhóm một", group=True), Chat("console", "nhóm hai", group=True)]
    for group in groups:
        store.call(chats.seen, message("", chat=group), NOW)
        store.call(chats.bind, group, "bng", 1, NOW)
    async with running(Post(store)) as post:
        post.wire.fails["nhắc"] = [SendError("kicked", gone=True)]
        row = store.call(tell_agency, "bng", Reply("nhắc"), NOW, "2.6 T-7") or 0
        post.delivery.wake()
        gone = await post.until(row, "dead")
        assert gone.reason is not None
        assert gone.reason.startswith("passed on as")
        await post.tried(2)
        assert [place.active for place in store.call(chats.of_agency, "bng")] == [False, True]
    assert [chat for chat, _, _ in post.wire.arrived] == ["nhóm hai"]


async def test_what_one_chat_refuses_for_good_goes_to_the_agencys_next_unless_a_part_was_read(store: Store) -> None:
    for name in ("nhóm một", "nhóm hai"):
        group = Chat("console", name, group=True)
        store.call(chats.seen, message("", chat=group), NOW)
        store.call(chats.bind, group, "bng", 1, NOW)
    async with running(Post(store)) as post:
        refused = SendError("not allowed here", permanent=True)
        post.wire.fails = {"nhắc": [refused], "phần hai": [refused]}
        for text in ("nhắc", f"phần một{PART}phần hai"):
            row = store.call(tell_agency, "bng", Reply(text), NOW, text) or 0
            post.delivery.wake()
            await post.until(row, "dead")
        await post.tried(4)
        await post.quiet()
    assert sorted(post.wire.arrived) == [("nhóm hai", "nhắc", False), ("nhóm một", "phần một", False)]


async def test_a_lost_answer_is_sent_once_more_as_a_repeat_and_then_given_up(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [UNCLEAR, UNCLEAR]
        row_id = post.write("một")
        await post.until(row_id, "unknown")
        await post.until(post.write("khác", OTHER), "sent")  # so it is not the platform
        row = await post.until(row_id, "dead")
        assert "answer lost" in (row.reason or "")
        post.later(timedelta(hours=1))
        await post.until(post.write("hai"), "sent")
    assert post.wire.tried == ["một", "khác", "một", "hai"]


async def test_nothing_is_given_up_while_the_platform_answers_nobody_and_all_goes_on_once_it_does(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [UNCLEAR] * 4
        row_id = post.write("một")
        for tries in (1, 2, 3):
            await post.tried(tries)
            await post.until(row_id, "unknown")
            post.later(pause_of_repeats(tries))
        await post.tried(4)
        await post.until(row_id, "unknown")
        await post.until(post.write("khác", OTHER), "sent")
        await post.until(row_id, "sent")
    assert post.wire.arrived == [(OTHER.id, "khác", False), (CHAT.id, "một", True)]


async def test_a_repeat_that_arrives_says_that_it_is_one(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [UNCLEAR]
        row_id = post.write("một")
        await post.until(row_id, "unknown")
        post.later(pause_after(1))
        await post.until(row_id, "sent")
    assert post.wire.arrived == [(CHAT.id, "một", True)]


async def test_a_bug_in_a_channel_counts_as_a_lost_answer_and_stops_nobody_else(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [ZeroDivisionError()]
        row_id = post.write("một")
        await post.until(post.write("khác", OTHER), "sent")
        assert (await post.until(row_id, "unknown")).reason == "ZeroDivisionError"


async def test_a_platform_that_is_down_for_long_is_given_up_on_with_the_reason(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("out of reach")] * LEAST_TRIES
        row_id = post.write("một")
        for tries in range(1, LEAST_TRIES):
            await post.tried(tries)
            await post.until(row_id, "retry")
            post.later(GIVE_UP_AFTER / (LEAST_TRIES - 2))
        assert (await post.until(row_id, "dead")).reason == "given up: out of reach"


async def test_a_chat_with_a_new_id_gets_everything_there_in_order_with_its_conversation(store: Store) -> None:
    lan = store.call(people.recognise, message(""), NOW).id
    store.call(conversations.put, CHAT, lan, "bộ ngoại giao", NOW)
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("migrated", new_chat_id="nhóm lớn")]
        post.write("một")
        await post.until(post.write("hai"), "sent")
    assert [(chat, text) for chat, text, _ in post.wire.arrived] == [("nhóm lớn", "một"), ("nhóm lớn", "hai")]
    assert store.call(conversations.get, Chat("console", "nhóm lớn"), lan) == "bộ ngoại giao"


async def test_pacing_holds_a_chat_back_until_its_time_and_lets_others_pass(store: Store) -> None:
    def slow_for_one(chat: Chat, now: datetime) -> datetime:
        return max(now, NOW + timedelta(seconds=20)) if chat == CHAT else now

    async with running(Post(store, slow_for_one, at_once=1)) as post:
        slow = post.write("một")
        await post.until(post.write("khác", OTHER), "sent")
        assert post.row(slow).state == "waiting"
        post.later(timedelta(seconds=20))
        await post.until(slow, "sent")


async def test_while_all_have_to_wait_nothing_in_the_outbox_is_touched_and_then_the_next_goes(store: Store) -> None:
    pace = Pace(lambda chat: (), (Rate(1, 5),))
    async with running(Post(store, pace)) as post:
        rows = [post.write(str(number), Chat("console", str(number))) for number in range(30)]
        await post.until(rows[0], "sent")
        for number in range(1, 4):
            assert {(post.row(row).due_at, post.row(row).state) for row in rows[number:]} == {(NOW, "waiting")}
            post.later(timedelta(seconds=5))
            await post.until(rows[number], "sent")
    assert post.wire.tried == ["0", "1", "2", "3"]


async def test_of_the_few_that_wait_none_is_forgotten_when_all_have_to_wait(store: Store) -> None:
    """Fewer than are looked at together; what is being sent ends only after the channel is free again."""
    pace = Pace(lambda chat: (), (Rate(1, 0.02),))
    async with running(Post(store, pace)) as post:
        post.wire.hangs["một"] = asyncio.Event()
        post.write("một")
        second = post.write("hai", OTHER)
        await post.tried(1)
        post.clock.now += timedelta(seconds=1)
        await post.until(second, "sent")


async def test_answers_go_first_and_every_tenth_sending_is_what_is_due_for_longest(store: Store) -> None:
    post = Post(store, Pace(lambda chat: (), (Rate(1, 1),)))
    for number in range(3):
        post.write(f"nhắc {number}", Chat("console", f"nhóm {number}"))
    for number in range(20):
        store.call(outbox.add, Chat("console", str(number)), Reply(f"đáp {number}"), NOW, person=1)
    async with running(post):
        for sent in range(1, 24):
            await post.tried(sent)
            post.later(timedelta(seconds=1))
    reminders = [place for place, text in enumerate(post.wire.tried, start=1) if text.startswith("nhắc")]
    assert reminders == [10, 20, 23]


async def test_a_turn_that_another_message_took_meanwhile_is_waited_for_without_being_sent(store: Store) -> None:
    class Stolen(Pace):
        """Free when it is looked at, and not any more when it is to be taken."""

        def __call__(self, chat: Chat, now: datetime) -> datetime:
            return max(now, NOW + timedelta(seconds=20))

    async with running(Post(store, Stolen(lambda chat: ()))) as post:
        row = post.write("một")
        assert (await post.until(row, "retry")).due_at == NOW + timedelta(seconds=20)
        assert post.wire.tried == []
        post.later(timedelta(seconds=20))
        assert not (await post.until(row, "sent")).repeated


async def test_what_becomes_due_by_time_alone_is_sent_without_being_woken(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.fails["một"] = [SendError("429", retry_after=0.01)]
        row_id = post.write("một")
        await post.until(row_id, "retry")
        post.clock.now += timedelta(seconds=1)
        await post.until(row_id, "sent")


async def test_killed_between_sending_and_recording_it_is_repeated_once_and_marked(tmp_path: Path) -> None:
    """The process dies after the platform took the message and before the proof is written."""
    store = open_store(tmp_path / "a.sqlite3")
    post = Post(store)
    post.wire.hangs["một"] = asyncio.Event()
    row_id = post.write("một")
    async with running(post):
        await post.tried(1)
    assert post.row(row_id).state == "sending"
    store.close()

    store = open_store(tmp_path / "a.sqlite3")
    async with running(Post(store)) as again:
        await again.until(row_id, "sent")
        await again.until(again.write("hai"), "sent")
    assert again.wire.arrived == [(CHAT.id, "một", True), (CHAT.id, "hai", False)]
    store.close()


async def test_told_to_stop_it_finishes_what_is_being_sent_and_begins_nothing(store: Store) -> None:
    async with running(Post(store)) as post:
        post.wire.hangs["một"] = asyncio.Event()
        first, second = post.write("một"), post.write("hai")
        await post.tried(1)
        stopping = asyncio.create_task(post.delivery.stop(grace=5))
        await asyncio.sleep(0)
        post.wire.hangs["một"].set()
        await stopping
        assert (post.row(first).state, post.row(second).state) == ("sent", "waiting")


async def test_a_result_that_cannot_be_written_at_once_is_written_as_soon_as_it_can(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.deliver.DATABASE_AGAIN", 0)
    real, failures = outbox.sent, [StoreError("disk full"), StoreError("disk full")]

    def full_at_first(tx: Transaction, row_id: int, proof: str, now: datetime) -> bool:
        if failures:
            raise failures.pop()
        return real(tx, row_id, proof, now)

    monkeypatch.setattr(outbox, "sent", full_at_first)
    async with running(Post(store)) as post:
        await post.until(post.write("một"), "sent")
    assert post.wire.tried == ["một"]


async def test_what_could_not_be_tried_for_a_locked_database_is_neither_given_up_nor_a_repeat(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.deliver.DATABASE_AGAIN", 0)
    real, failures = month_sent.so_far, [StoreError("locked")] * 3

    def locked_at_first(tx: Transaction, channel: str, now: datetime) -> int:
        if failures:
            raise failures.pop()
        return real(tx, channel, now)

    monkeypatch.setattr(month_sent, "so_far", locked_at_first)
    async with running(Post(store, month=100)) as post:
        await post.until(post.write("một"), "sent")
    assert post.wire.arrived == [(CHAT.id, "một", False)]


async def test_an_outbox_that_cannot_be_read_for_a_while_is_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.deliver.DATABASE_AGAIN", 0)
    real: Callable[..., list[Outgoing]] = outbox.due
    failures = [StoreError("locked")]

    def locked_at_first(tx: Transaction, channel: str, now: datetime, limit: int) -> list[Outgoing]:
        if failures:
            raise failures.pop()
        return real(tx, channel, now, limit)

    monkeypatch.setattr(outbox, "due", locked_at_first)
    async with running(Post(store)) as post:
        await post.until(post.write("một"), "sent")


def test_pauses_grow_and_never_pass_five_minutes() -> None:
    pauses = [pause_after(tries) for tries in range(1, 40)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=2), timedelta(minutes=5))
