"""A platform's monthly limit: counted, warned of, and its last tenth kept for reminders."""

from datetime import timedelta

from knowledge.memory import Store, history, month_sent, outbox, people
from knowledge.messages import Chat, Reply
from tests.jobs.post import PART, Post, running
from tests.talk import CHAT, message

ADMIN = Chat("telegram", "riêng")


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
