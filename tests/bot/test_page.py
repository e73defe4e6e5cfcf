"""A conversation on the page in a real browser: whatever breaks in between, nothing is lost and nothing comes twice."""

import re
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from bot.channels.web_flood import Flood
from tests.bot.browsing import SLOW, ask, expect_state, mine, open_tab, opened, replies
from tests.bot.pages import CHOICES, Script, free_port, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTION = "Bộ Ngoại giao chủ trì nhiệm vụ nào?"


async def test_a_newcomer_taps_an_example_then_a_choice_and_follows_up(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await expect(tab.locator("#welcome button")).to_have_count(3)
        await tab.get_by_role("button", name=QUESTION).tap()
        await expect(tab.locator("#welcome")).to_be_hidden()
        await expect(replies(tab).locator(".line.first")).to_have_text(re.compile("^Bộ Ngoại giao chủ trì 5 nhiệm vụ"))
        await expect(replies(tab).locator(".line.row")).to_have_count(3)
        await expect(replies(tab).locator(".line.source")).to_have_text(re.compile("^Nguồn: "))
        await expect(tab.locator(".choices button")).to_have_text(list(CHOICES))
        await tab.get_by_role("button", name="Xem tiếp").tap()
        await expect(mine(tab).last).to_have_text("Xem tiếp")
        await expect(replies(tab).last).to_contain_text("Trang 2, lượt 2")
        await ask(tab, "còn Bộ Tài chính?")
        await expect(replies(tab).last).to_contain_text("3. còn Bộ Tài chính?")
        await expect(mine(tab)).to_have_text([QUESTION, "Xem tiếp", "còn Bộ Tài chính?"])


async def test_a_restart_in_the_middle_loses_nothing_and_doubles_nothing(chromium: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        async with running(tmp_path, port=port) as program:
            tab = await stack.enter_async_context(opened(chromium, program.address))
            await ask(tab, "trước")
            await expect(replies(tab)).to_have_count(1)
        await expect_state(tab, "lost")
        await ask(tab, "trong lúc mất kết nối")
        await ask(tab, "và thêm một câu")
        await expect(tab.locator(".pending")).to_have_count(2)
        await expect(tab.locator(".mark").last).to_have_text("Đang gửi")
        async with running(tmp_path, port=port):
            await expect_state(tab, "connected")
            await expect(replies(tab)).to_have_count(3, timeout=SLOW)
            await ask(tab, "sau")
            await expect(replies(tab)).to_have_count(4)
            spoken = ["trước", "trong lúc mất kết nối", "và thêm một câu", "sau"]
            await expect(mine(tab)).to_have_text(spoken)
            answers = [f"{number}. {text}" for number, text in enumerate(spoken, start=1)]
            await expect(replies(tab).locator(".line")).to_have_text(answers)
            await expect(tab.locator(".pending")).to_have_count(0)
            await tab.reload()
            await expect(replies(tab).locator(".line")).to_have_text(answers)
            await expect(mine(tab)).to_have_text(spoken)


async def test_what_could_not_be_sent_outlives_a_reload(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await tab.route("**/messages", lambda route: route.abort())
        await ask(tab, "gửi lúc mất mạng")
        await expect(tab.locator(".mark")).to_have_text("Chưa gửi được, sẽ tự gửi lại")
        await tab.unroute("**/messages")
        await tab.reload()
        await expect(replies(tab).locator(".line")).to_have_text(["1. gửi lúc mất mạng"])
        await expect(mine(tab)).to_have_text(["gửi lúc mất mạng"])


async def test_what_somebody_else_left_unsent_in_this_browser_is_not_sent_in_ones_own_name(
    chromium: Browser, tmp_path: Path
) -> None:
    questions = Script()
    async with running(tmp_path, questions=questions) as program, opened(chromium, program.address) as tab:
        await tab.route("**/messages", lambda route: route.abort())
        await ask(tab, "của người trước")
        await expect(tab.locator(".mark")).to_have_text("Chưa gửi được, sẽ tự gửi lại")
        await tab.context.clear_cookies()
        await tab.unroute("**/messages")
        await tab.reload()
        await ask(tab, "của tôi")
        await expect(replies(tab).locator(".line")).to_have_text(["1. của tôi"])
        assert questions.asked == ["của tôi"]


async def test_an_answer_lost_on_the_way_back_does_not_ask_twice(chromium: Browser, tmp_path: Path) -> None:
    questions = Script()
    async with running(tmp_path, questions=questions) as program, opened(chromium, program.address) as tab:

        async def take_and_hang_up(route: Any) -> None:
            await route.fetch()
            await route.abort()
            await tab.unroute("**/messages")

        await tab.route("**/messages", take_and_hang_up)
        await ask(tab, "một lần thôi")
        await expect(replies(tab)).to_have_count(1)
        await ask(tab, "câu sau")
        await expect(replies(tab)).to_have_count(2)
        await expect(mine(tab)).to_have_text(["một lần thôi", "câu sau"])
        assert questions.asked == ["một lần thôi", "câu sau"]


async def test_two_tabs_of_a_browser_show_one_conversation(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        other = await open_tab(tab.context, program.address)
        await ask(tab, "từ thẻ một")
        await expect(mine(other)).to_have_text(["từ thẻ một"])
        await ask(other, "từ thẻ hai")
        for one in (tab, other):
            await expect(mine(one)).to_have_text(["từ thẻ một", "từ thẻ hai"])
            await expect(replies(one).locator(".line")).to_have_text(["1. từ thẻ một", "2. từ thẻ hai"])


async def test_a_page_whose_cookie_was_cleared_begins_anew_and_still_sends(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await ask(tab, "cũ")
        await expect(replies(tab)).to_have_count(1)
        await tab.context.clear_cookies()
        await ask(tab, "mới")
        await expect(replies(tab).locator(".line")).to_have_text(["1. mới"])
        await expect(mine(tab)).to_have_text(["mới"])


async def test_a_message_too_long_is_not_sent_and_not_lost(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await ask(tab, "a" * 2001)
        await expect(tab.get_by_role("alert")).to_have_text("Tin nhắn dài 2001 ký tự, tối đa 2000. Vui lòng rút ngắn.")
        await expect(mine(tab)).to_have_count(0)
        await expect(tab.locator("#text")).to_have_value("a" * 2001)
        await ask(tab, "a" * 2000)
        await expect(tab.get_by_role("alert")).to_be_hidden()
        await expect(mine(tab)).to_have_count(1)


async def test_who_sends_too_fast_is_told_and_everything_arrives(chromium: Browser, tmp_path: Path) -> None:
    slow = Flood(at_once=2, seconds_each=1)
    async with running(tmp_path, flood=slow) as program, opened(chromium, program.address) as tab:
        for text in ("một", "hai", "ba"):
            await ask(tab, text)
        await expect(tab.get_by_role("alert")).to_have_text(re.compile("^Gửi quá nhanh"))
        await expect(replies(tab).locator(".line")).to_have_text(["1. một", "2. hai", "3. ba"])
        await expect(tab.get_by_role("alert")).to_be_hidden()


async def test_the_page_says_when_it_is_not_connected(chromium: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        async with running(tmp_path, port=port) as program:
            tab = await stack.enter_async_context(opened(chromium, program.address))
            await expect(tab.get_by_role("status")).to_have_text("Đã kết nối")
        await expect(tab.get_by_role("status")).to_have_text("Mất kết nối, đang thử lại")
        async with running(tmp_path, port=port):
            await expect(tab.get_by_role("status")).to_have_text("Đã kết nối", timeout=SLOW)
