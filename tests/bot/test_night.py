"""The program as it is really built keeps an agency's hours: at night a question is answered, and nothing else said."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App, Clock, Parts
from bot.building import make_parts
from bot.channels.console import Console
from bot.setting_tables import DataSettings
from bot.settings import Settings
from knowledge.memory import DATABASE, Store, Transaction, chats, open_store
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from tests.talk import message

GROUP = Chat("console", "nhóm Vụ", group=True)
NIGHT, MORNING = datetime(2026, 11, 23, 13, tzinfo=UTC), datetime(2026, 11, 25, 1, tzinfo=UTC)
"""20:00 on Monday, and 8:00 on Wednesday in Viet Nam: Tuesday is a holiday."""


def remind(tx: Transaction) -> None:
    chats.seen(tx, message("", chat=GROUP), NIGHT)
    chats.bind(tx, GROUP, "bng", 1, NIGHT)
    tell_agency(tx, "bng", Reply("nhắc"), NIGHT, "nhắc")


async def test_a_reminder_waits_for_the_morning_while_its_group_is_answered(tmp_path: Path) -> None:
    console, now = Console(), NIGHT

    def parts(settings: Settings, store: Store, clock: Clock) -> Parts:
        return replace(make_parts(settings, store, clock), channels=(console,), servers=())

    store = open_store(tmp_path / DATABASE)
    store.call(remind)
    store.close()
    app = App(Settings(data=DataSettings(folder=tmp_path)), parts, lambda: now)
    await app.start()
    try:
        async with asyncio.timeout(10):
            await console.put(message("/chandoan", "1", chat=GROUP))
            assert "Bộ Ngoại giao" in (await console.next()).reply.text
            now = MORNING
            await console.put(message("/chandoan", "2", chat=GROUP))
            assert (await console.next()).reply.text == "nhắc"
            assert "Bộ Ngoại giao" in (await console.next()).reply.text
    finally:
        await app.stop()
