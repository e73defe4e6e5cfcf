"""The ticks: what they do, and when they come."""

from datetime import datetime, timedelta

from jobs.schedule import make_scheduler
from knowledge.memory import Store, conversations, history, inbox, people
from knowledge.questions.ask import VIET_NAM
from tests.talk import CHAT, NOW, message


async def test_at_night_what_is_older_than_its_time_is_forgotten_and_the_rest_stays(store: Store) -> None:
    lan = store.call(people.recognise, "console", "lan", NOW).id
    store.call(conversations.put, CHAT, lan, "bộ ngoại giao", NOW - timedelta(days=2))
    store.call(inbox.add, message("cũ", "1"), NOW - timedelta(days=11))
    store.call(inbox.add, message("mới", "2"), NOW - timedelta(days=9))
    scheduler = make_scheduler(store, lambda: NOW, timedelta(days=10), timedelta(days=1))
    await scheduler.get_job("forget").func()
    assert [line.reply.text for line in store.call(history.since, CHAT)] == ["mới"]
    assert store.call(conversations.get, CHAT, lan) is None


async def test_the_night_is_that_of_viet_nam_and_a_missed_tick_is_made_up_for(store: Store) -> None:
    scheduler = make_scheduler(store, lambda: NOW, timedelta(days=1), timedelta(days=1))
    scheduler.start(paused=True)
    job = scheduler.get_job("forget")
    scheduler.shutdown(wait=False)
    next_run = job.trigger.get_next_fire_time(None, NOW)
    assert next_run == datetime(2026, 11, 23, 3, 0, tzinfo=VIET_NAM)
    assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
