"""The page as a person meets it, in a real browser on the size of a phone."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.channels.web_flood import Flood
from tests.bot.pages import CHOICES, Script, free_port, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
QUESTION = "Bộ Ngoại giao chủ trì nhiệm vụ nào?"
SMALLEST_TOUCH = 44


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium(chromium_path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield opened
        await opened.close()


@asynccontextmanager
async def opened(chromium: Browser, address: str, **how: Any) -> AsyncIterator[Page]:
    """The page in a browser of its own; an error in its scripts or a breach of its policy fails the test."""
    context = await chromium.new_context(**(PHONE | how))
    try:
        yield await open_tab(context, address)
    finally:
        await context.close()


async def open_tab(context: BrowserContext, address: str) -> Page:
    tab = await context.new_page()
    tab.on("pageerror", lambda error: pytest.fail(f"the page's script failed: {error}"))
    await tab.goto(address)
    await expect_state(tab, "connected")
    return tab


async def expect_state(tab: Page, state: str) -> None:
    await expect(tab.locator("#state")).to_have_attribute("data-state", state, timeout=15_000)


async def ask(tab: Page, text: str) -> None:
    await tab.locator("#text").fill(text)
    await tab.locator("#send").click()


def mine(tab: Page) -> Locator:
    return tab.locator(".message.mine .line")


def replies(tab: Page) -> Locator:
    return tab.locator(".message:not(.mine)")


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
            await expect(replies(tab)).to_have_count(3, timeout=15_000)
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


async def test_markup_is_shown_as_it_was_typed(chromium: Browser, tmp_path: Path) -> None:
    evil = "<img src=x onerror=\"document.title='hacked'\"><b>đậm</b> &amp;"
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await ask(tab, evil)
        await expect(mine(tab)).to_have_text(evil)
        await expect(replies(tab).locator(".line")).to_have_text(f"1. {evil}")
        await tab.reload()
        await expect(replies(tab).locator(".line")).to_have_text(f"1. {evil}")
        assert await tab.locator("#log img, #log b").count() == 0
        assert await tab.title() == "Hỏi đáp thông tin đối ngoại"


async def test_the_policy_stops_markup_even_if_a_script_of_ours_would_write_it(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        stopped = await tab.evaluate(
            "() => { try { document.body.innerHTML = '<b>x</b>'; return false } catch (e) { return true } }"
        )
        assert stopped


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_nothing_is_wider_than_a_narrow_screen_or_smaller_than_a_finger(
    chromium: Browser, tmp_path: Path, language: str
) -> None:
    small = {"viewport": {"width": 320, "height": 568}}
    async with running(tmp_path) as program, opened(chromium, program.address, **small) as tab:
        await tab.goto(f"{program.address}/?language={language}")
        await expect_state(tab, "connected")
        await expect_to_fit(tab)
        await ask(tab, "ai chủ trì?")
        await ask(tab, "dài" * 100 + " https://example.org/" + "x" * 300)
        await expect(replies(tab)).to_have_count(2)
        await expect_to_fit(tab)


async def expect_to_fit(tab: Page) -> None:
    wider = "e => e.scrollWidth > e.clientWidth"
    for selector in ("html", "#conversation", "header", "footer"):
        assert not await tab.locator(selector).evaluate(wider), selector
    for target in await tab.locator("button:visible, #language, #text").all():
        box = await target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALLEST_TOUCH
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


async def test_everything_can_be_done_with_the_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    desk = {"viewport": {"width": 1200, "height": 800}, "has_touch": False, "is_mobile": False}
    async with running(tmp_path) as program, opened(chromium, program.address, **desk) as tab:
        await expect(tab.locator("#text")).to_be_focused()
        await tab.keyboard.type("ai chủ trì")
        await tab.keyboard.press("Shift+Enter")
        await tab.keyboard.type("việc này?")
        await tab.keyboard.press("Enter")
        await expect(mine(tab)).to_have_text("ai chủ trì\nviệc này?", use_inner_text=True)
        await expect(tab.locator(".choices button")).to_have_count(4)
        await expect(tab.locator("#text")).to_be_focused()
        await tab.keyboard.press("Shift+Tab")
        focused = tab.locator(":focus")
        await expect(focused).to_have_text("Xem tiếp")
        assert await focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        await tab.keyboard.press("Enter")
        await expect(replies(tab).last).to_contain_text("Trang 2, lượt 2")


async def test_enter_that_ends_a_composed_letter_does_not_send(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await tab.locator("#text").fill("tiê")
        composing = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
        await tab.locator("#text").dispatch_event("keydown", composing)
        await expect(tab.locator("#text")).to_have_value("tiê")
        await tab.locator("#text").press("Enter")
        await expect(mine(tab)).to_have_text(["tiê"])


async def test_an_answer_that_takes_time_is_announced(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, questions=Script(slow=1.2)) as program, opened(chromium, program.address) as tab:
        await ask(tab, "khó")
        await expect(tab.locator("#typing")).to_be_visible()
        await expect(tab.locator("#typing")).to_have_text("Đang trả lời")
        await expect(replies(tab)).to_have_count(1)
        await expect(tab.locator("#typing")).to_be_hidden()


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


async def test_the_language_is_switched_and_what_was_being_typed_stays(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await ask(tab, "chào")
        await expect(replies(tab)).to_have_count(1)
        await tab.locator("#text").fill("đang gõ dở")
        await tab.get_by_role("link", name="English").tap()
        await expect(tab.locator("html")).to_have_attribute("lang", "en")
        await expect(tab.locator("#state")).to_have_text("Connected")
        await expect(mine(tab)).to_have_text(["chào"])
        await expect(tab.locator("#text")).to_have_value("đang gõ dở")
        await tab.get_by_role("link", name="Tiếng Việt").tap()
        await expect(tab.locator("html")).to_have_attribute("lang", "vi")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_is_readable_by_day_and_by_night(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address, color_scheme=scheme) as tab:
        await expect_contrast(tab, "h1, #state, #language, #welcome h2, #welcome p, #welcome button, #text")
        await ask(tab, "ai chủ trì?")
        await expect(replies(tab)).to_have_count(1)
        await expect_contrast(tab, ".line, .number, .tail, .foot, .day, .choices button, #send")
        ground = await tab.evaluate("() => getComputedStyle(document.body).backgroundColor")
        assert (luminance(ground) < 0.2) == (scheme == "dark")


async def expect_contrast(tab: Page, selector: str) -> None:
    pairs = await tab.locator(selector).evaluate_all(
        """elements => elements.filter(e => e.checkVisibility()).map(e => {
            const ground = one => getComputedStyle(one).backgroundColor;
            let behind = e;
            while (ground(behind) === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
            return [e.className || e.id || e.tagName, getComputedStyle(e).color, ground(behind)];
        })"""
    )
    assert pairs
    for name, ink, ground in pairs:
        dark, light = sorted((luminance(ink), luminance(ground)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ink, ground)


def luminance(color: str) -> float:
    """WCAG 2 relative luminance of "rgb(r, g, b)"."""
    channels = [int(value) / 255 for value in re.findall(r"\d+", color)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


async def test_history_is_not_read_out_but_news_is(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        log = tab.get_by_role("log")
        await ask(tab, "chào")
        await expect(replies(tab)).to_have_count(1)
        await tab.reload()
        await expect(log).to_have_attribute("aria-live", "polite")
        assert await log.get_attribute("aria-busy") is None
        source = await (await tab.request.get(program.address)).text()
        assert 'aria-live="off" aria-busy="true"' in source
        await expect(tab.get_by_role("main")).to_have_count(1)
        await expect(tab.get_by_role("banner")).to_have_count(1)
        await expect(tab.get_by_role("textbox", name="Câu hỏi")).to_have_count(1)
        await expect(tab.get_by_role("button", name="Gửi")).to_have_count(1)


async def test_a_long_answer_begins_below_its_question(chromium: Browser, tmp_path: Path) -> None:
    lying = {"viewport": {"width": 640, "height": 360}}
    async with running(tmp_path) as program, opened(chromium, program.address, **lying) as tab:
        await ask(tab, "chào")
        await expect(replies(tab)).to_have_count(1)
        await ask(tab, "ai chủ trì?")
        await expect(replies(tab)).to_have_count(2)
        await expect(mine(tab).last).to_be_in_viewport()
        await expect(tab.locator(".choices")).not_to_be_in_viewport()
        await tab.get_by_role("button", name="Tin mới nhất").tap()
        await expect(tab.locator(".choices")).to_be_in_viewport()
        await expect(tab.get_by_role("button", name="Tin mới nhất")).to_be_hidden()


async def test_hanoi_time_is_shown_wherever_the_phone_is(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address, timezone_id="America/New_York") as tab:
        await ask(tab, "chào")
        await expect(replies(tab)).to_have_count(1)
        time = tab.locator(".message time").last
        moment = await time.get_attribute("datetime")
        assert moment is not None
        hours, minutes = int(moment[11:13]), moment[14:16]
        await expect(time).to_have_text(f"{(hours + 7) % 24:02}:{minutes}")
        await expect(tab.locator(".day")).to_have_text(["Hôm nay"])


async def test_the_page_says_when_it_is_not_connected(chromium: Browser, tmp_path: Path) -> None:
    port = free_port()
    async with AsyncExitStack() as stack:
        async with running(tmp_path, port=port) as program:
            tab = await stack.enter_async_context(opened(chromium, program.address))
            await expect(tab.get_by_role("status")).to_have_text("Đã kết nối")
        await expect(tab.get_by_role("status")).to_have_text("Mất kết nối, đang thử lại")
        async with running(tmp_path, port=port):
            await expect(tab.get_by_role("status")).to_have_text("Đã kết nối", timeout=15_000)
