"""The short form of `python -m tests.reliability --only broadcast`, in one process: the real delivery, the real channel
and a platform with Telegram's limits."""

import asyncio
import time

from bot.channels.telegram_bot import Telegram
from bot.clock import utc_now
from jobs.deliver import Delivery
from knowledge.memory import Store, Transaction, outbox
from knowledge.messages import Chat, Reply
from tests.bot.telegram_talk import listening, nothing_found, settings
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_limits import Limits, Network
from tests.fakes.telegram_people import Person, group
from tests.stores import store

__all__ = ["store"]

GROUPS = 120
LEAST = (GROUPS + 1 - 30) / 30
"""Seconds: Telegram takes thirty at once, and then thirty a second."""
STALLS = 3
"""Refusals, of which each costs so many seconds, that a busy machine may cause by stopping this process for a while."""


async def test_every_group_is_told_as_fast_as_telegram_takes_it_and_who_asks_meanwhile_is_answered(
    store: Store,
) -> None:
    async with TelegramFake().running() as fake:
        fake.limits, fake.network = Limits(), Network()
        for number in range(GROUPS):
            group(fake, -1000 - number)
        Person(fake, 7).chat  # noqa: B018
        telegram = Telegram(settings(fake), TOKEN, "", utc_now, None, nothing_found)
        delivery = Delivery(store, telegram, utc_now)
        store.call(tell_all)
        async with listening(telegram):
            began, sending = time.perf_counter(), asyncio.create_task(delivery.run())
            await told(fake, 30)
            store.call(outbox.add, Chat("telegram", "7"), Reply("đáp"), utc_now(), person=1)
            chats = await told(fake, GROUPS + 1)
            seconds = time.perf_counter() - began
            await delivery.stop(grace=1)
            await sending
    assert len(set(chats)) == len(chats)
    assert chats.index("7") < 30 + 15
    assert fake.limits.refused <= STALLS
    assert LEAST <= seconds < 2 * LEAST + 3 * fake.limits.refused


def tell_all(tx: Transaction) -> None:
    for number in range(GROUPS):
        outbox.add(tx, Chat("telegram", str(-1000 - number), group=True), Reply("nhắc"), utc_now())


async def told(fake: TelegramFake, number: int) -> list[str]:
    """The chats of all messages, once it is so many."""
    async with asyncio.timeout(30):
        while len(fake.platform.sent) < number:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return [sent.chat for sent in fake.platform.sent]
