"""A notice that is sent from the page, in a real browser: the message that shows how far it has come is changed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.app import App, Clock, Parts
from bot.building import can_edit
from bot.channels import Channel
from bot.channels.console import Console
from bot.channels.web_chat import page_channels
from bot.setting_tables import DataSettings
from bot.settings import Settings
from bot.web import WebServer
from jobs.announce import Announcing
from knowledge.memory import Store, Transaction, chats
from knowledge.messages import Chat
from tests.bot.browsing import ask, opened, replies
from tests.bot.pages import free_port, programme
from tests.conversations.play import services
from tests.questions.asking import at_nine
from tests.talk import message

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = at_nine(2026, 11, 23)
GROUP = Chat("console", "nhóm", group=True)


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[str, Store]]:
    """The program with the page and the group of an agency; its address and its store."""
    port, stores = free_port(), list[Store]()

    def parts(_: Settings, store: Store, clock: Clock) -> Parts:
        stores.append(store)
        server, known = WebServer(port=port, announce=lambda line: None), services(members_only=False)
        channels: tuple[Channel, ...] = (*page_channels(server, store, clock, programme(known)), Console())
        announcing = Announcing(store, known.owing, clock, can_edit(channels), pause=0.01)
        return Parts(known, channels, (server,), announcing=announcing)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        yield f"http://127.0.0.1:{port}", stores[0]
    finally:
        await app.stop()


def _prepare(tx: Transaction) -> None:
    """Whoever has written is an administrator; there is a group."""
    tx.change("UPDATE person SET role = 'admin'")
    chats.seen(tx, message("", chat=GROUP), NOW)
    chats.bind(tx, GROUP, "bng", 1, NOW)


async def test_the_message_that_shows_how_far_a_notice_has_come_is_changed_in_its_place(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as (address, store), opened(chromium, address) as tab:
        await ask(tab, "/trogiup")
        await expect(replies(tab)).to_have_count(1)
        await store.run(_prepare)
        await ask(tab, "/thongbao BNG: Kính mời họp")
        await replies(tab).get_by_role("button", name="Gửi", exact=True).click()
        for _ in range(2):
            await expect(replies(tab)).to_have_count(4)
            await expect(replies(tab).nth(2)).to_contain_text("Đã gửi xong thông báo số 1: 1/1 nơi đã nhận.")
            await expect(replies(tab).nth(2).locator("button")).to_have_count(0)
            await expect(replies(tab).nth(3)).to_contain_text("Kết quả thông báo số 1: 1/1 nơi đã nhận.")
            await tab.reload()
