"""A platform's monthly limit: counted, warned of, and its last tenth kept for reminders."""

import asyncio
from datetime import timedelta

from jobs.schedule import Times, look_after_chats
from jobs.sending import SendError
from knowledge.memory import Store, chats, history, month_sent, outbox, people
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from tests.jobs.post import PART, Post, running
from tests.talk import CHAT, NOW, message

ADMIN = Chat("telegram", "riêng")
OTHER = Chat("console", "khác")


def answer(post: Post, text: str) -> int:
    row = post.store.call(outbox.add, CHAT, Reply(text), post.clock.now, person=1)
    post.delivery.wake()
    return row or 0


def make_admin(store: Store, post: Post) -> None:
    admin = store.call(people.recognise, message("", sender="lan", chat=ADMIN), post.clock.now)
    store.call(people.set_role, admin.id, "admin")


async def test_the_last_tenth_is_kept_for_reminders_and_admins_are_told_twice(store: Store) -> None:
    async with running(Post(store, month=10)) as post:
        make_admin(store, post)
        for number in range(9):
            await post.until(answer(post, f"đáp {number}"), "sent")
        refused = await post.until(answer(post, "đáp 9"), "dead")
        assert refused.reason == "the rest of the month's messages is kept for reminders"
        await post.until(post.write("nhắc"), "sent")
    told = [line.reply.text for line in store.call(history.since, ADMIN)]
    assert told == [
        "Kênh console đã gửi 8 trong 10 tin của tháng này.",
        "Kênh console chỉ còn 1 tin của tháng này: từ nay đến hết tháng chỉ gửi nhắc việc, không trả lời câu hỏi.",
    ]


async def test_when_all_are_used_a_reminder_waits_for_the_next_month(store: Store) -> None:
    async with running(Post(store, month=1)) as post:
        await post.until(post.write("nhắc một"), "sent")
        waiting = await post.held(post.write("nhắc hai"), "quota")
        assert (waiting.due_at, waiting.tries) == (post.clock.now + timedelta(days=1), 0)
        post.later(timedelta(days=9))
        await post.until(waiting.id, "sent")


async def test_each_part_of_a_long_text_counts(store: Store) -> None:
    async with running(Post(store, month=100)) as post:
        await post.until(post.write(f"một{PART}hai{PART}ba"), "sent")
        assert store.call(month_sent.so_far, "console", post.clock.now) == 3


async def test_what_is_being_sent_counts_too_so_that_no_more_goes_than_the_month_allows(store: Store) -> None:
    async with running(Post(store, month=3)) as post:
        gate = asyncio.Event()
        texts = [f"nhắc {number}" for number in range(8)]
        post.wire.hangs = dict.fromkeys(texts, gate)
        rows = [post.write(text, Chat("console", text)) for text in texts]
        await post.tried(3)
        for row in rows[3:]:
            await post.held(row, "quota")
        gate.set()
        await post.until(rows[2], "sent")
        assert len(post.wire.tried) == 3
        post.later(timedelta(days=9))
        await post.until(rows[5], "sent")
        assert store.call(month_sent.so_far, "console", post.clock.now) == 3


async def test_an_answer_waits_for_what_is_being_sent_and_is_not_refused_for_it(store: Store) -> None:
    async with running(Post(store, month=10)) as post:
        for number in range(8):
            await post.until(answer(post, f"đáp {number}"), "sent")
        post.wire.hangs["nhắc"] = asyncio.Event()
        post.wire.fails["nhắc"] = [SendError("kicked", permanent=True)]
        post.write("nhắc", OTHER)
        await post.tried(9)
        row = answer(post, "đáp cuối")
        async with asyncio.timeout(5):
            while post.row(row).due_at == post.clock.now:  # noqa: ASYNC110
                await asyncio.sleep(0)
        post.wire.hangs["nhắc"].set()
        post.later(timedelta(seconds=2))
        await post.until(row, "sent")


async def test_a_month_in_which_nothing_may_be_sent_is_no_reason_to_give_up_and_admins_are_told_once(
    store: Store,
) -> None:
    async with running(Post(store, month=1)) as post:
        make_admin(store, post)
        await post.until(post.write("nhắc một"), "sent")
        rows = [post.remind("nhắc hai"), post.remind("nhắc ba", OTHER)]
        for _ in range(8):
            for row in rows:
                await post.held(row, "quota")
            post.later(timedelta(days=1))
            await post.quiet()
        assert [post.row(row).tries for row in rows] == [0, 0]
        told = [line.reply.text for line in store.call(history.since, ADMIN)]
        assert len([text for text in told if "dùng hết 1 tin" in text]) == 1
        post.later(timedelta(days=1))
        await post.until(rows[0], "sent")


async def test_what_waits_for_another_month_is_said_on_the_agencys_next_channel_after_an_hour(store: Store) -> None:
    second = Chat("zalo_oa", "nhóm hai", group=True)
    for group in (Chat("console", "nhóm một", group=True), second):
        store.call(chats.seen, message("", chat=group), NOW)
        store.call(chats.bind, group, "bng", 1, NOW)
    times = Times(messages=timedelta(days=90), conversations=timedelta(days=30))
    async with running(Post(store, month=1)) as post:
        await post.until(post.write("khác"), "sent")
        row = store.call(tell_agency, "bng", Reply("nhắc"), post.clock.now, "2.6 T-7") or 0
        post.delivery.wake()
        await post.held(row, "quota")
        assert store.call(look_after_chats, post.clock.now + timedelta(minutes=59), times) == 0
        assert store.call(look_after_chats, post.clock.now + timedelta(minutes=61), times) == 1
        assert post.row(row).state == "dead"
    passed = store.call(history.since, second)[-1]
    assert passed.reply.text == "nhắc"
    assert store.call(outbox.get, passed.id).in_hours  # type: ignore[union-attr]
