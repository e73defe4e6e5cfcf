"""The page as it looks and feels: on a narrow screen, by night, with the keyboard, to a screen reader."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.bot.browsing import ask, expect_contrast, expect_state, expect_to_fit, luminance, mine, opened, replies
from tests.bot.pages import Script, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
