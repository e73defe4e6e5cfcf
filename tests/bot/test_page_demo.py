"""The bar of a demo in a real browser: a newcomer adds an agency's group, jumps to a day, sees the reminders arrive and
presses what is under them; with a thumb or the keyboard, on a narrow screen, by day and by night."""

import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.browsing import SLOW, ask, expect_contrast, expect_state, expect_to_fit, mine, open_tab, opened, replies
from tests.bot.test_demo import looking

pytestmark = pytest.mark.asyncio(loop_scope="session")

DESK = {"viewport": {"width": 1200, "height": 800}, "has_touch": False, "is_mobile": False}


async def look_at(tab: Page, address: str, agency: str = "bng") -> None:
    await tab.goto(f"{address}/demo/{agency}/")
    await expect_state(tab, "connected")


async def expect_day(tab: Page, day: str) -> None:
    await expect(tab.locator("#demo strong")).to_have_text(f"Hôm nay (giả định): {day}", timeout=SLOW)


async def choose_day(tab: Page, day: str) -> None:
    await tab.get_by_label("Đến ngày").fill(day)
    await tab.get_by_role("button", name="Xem", exact=True).click()


async def expect_note(tab: Page, note: str) -> None:
    await expect(tab.locator("#demo .note")).to_have_text(note, timeout=SLOW)


async def test_a_newcomer_finds_it_beside_the_roles_and_sees_the_reminders_arrive(
    chromium: Browser, tmp_path: Path
) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await tab.get_by_role("button", name="Dùng thử các vai trò").tap()
        await tab.get_by_role("button", name="Xem trước nhắc việc").tap()
        dialog = tab.get_by_role("dialog")
        await expect(dialog).to_have_accessible_name("Xem trước nhắc việc")
        await expect(dialog.get_by_role("searchbox")).to_be_focused()
        await tab.keyboard.type("ngoai gi")
        await dialog.get_by_role("button", name="Bắt đầu xem trước").tap()
        await tab.wait_for_url("**/demo/bng/")
        await expect(tab).to_have_title("Xem trước: nhóm của Bộ Ngoại giao")
        await expect_day(tab, "Chủ nhật 22/11/2026")
        await expect(tab.locator("#welcome")).to_be_visible()
        await tab.get_by_role("button", name="+1 tuần").tap()
        await expect_day(tab, "Chủ nhật 29/11/2026")
        await expect_note(tab, "Từ 23/11/2026 đến 29/11/2026: 3 tin nhắc.")
        await expect(tab.locator(".day")).to_have_text(
            ["Thứ Hai, 23/11/2026", "Thứ Năm, 26/11/2026", "Thứ Sáu, 27/11/2026"]
        )
        await expect(tab.locator(".day").first).to_be_in_viewport()  # what came is read from its beginning
        await tab.get_by_role("button", name="Đã nhận").last.tap()
        await expect(replies(tab).last).to_contain_text("Cán bộ đầu mối · Bộ Ngoại giao đã nhận tin nhắc này.")
        await ask(tab, "Hạn nộp báo cáo năm nay?")
        await expect(replies(tab).last).to_contain_text("trước ngày 30/11/2026")
        await expect(mine(tab)).to_have_count(2)


async def test_what_was_typed_stands_at_the_time_that_it_is_there(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await look_at(tab, program.address)
        await choose_day(tab, "2027-06-01")
        await expect_day(tab, "thứ Ba 01/6/2027")
        await ask(tab, "nhiệm vụ 2.6")
        await expect(tab.locator(".mine .mark")).to_have_text("Đã gửi")
        await expect(tab.locator(".mine time")).to_have_text("08:00")
        await expect(tab.locator(".day").last).to_have_text("Thứ Ba, 1/6/2027")


async def test_a_long_jump_shows_how_far_it_is_and_is_stopped(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await look_at(tab, program.address)
        await choose_day(tab, "2031-12-31")
        await expect(tab.get_by_role("progressbar")).to_have_accessible_name(
            re.compile(r"^Đã qua \d+/1865 ngày$"), timeout=SLOW
        )
        await expect(tab.get_by_role("button", name="+1 tuần")).to_have_attribute("aria-disabled", "true")
        await expect(tab.get_by_role("button", name="Dừng")).to_be_focused()
        await tab.keyboard.press("Enter")
        await expect(tab.locator("#demo .note")).to_contain_text("Đã dừng.", timeout=SLOW)
        await expect(tab.get_by_role("progressbar")).to_be_hidden()
        await expect(tab.get_by_label("Đến ngày")).to_be_focused()


async def test_the_keyboard_alone_is_enough(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address, **DESK) as tab:
        await tab.get_by_role("button", name="Dùng thử các vai trò").focus()
        await tab.keyboard.press("Enter")
        await tab.get_by_role("button", name="Xem trước nhắc việc").focus()
        await tab.keyboard.press("Enter")
        await tab.keyboard.type("bct")
        await tab.keyboard.press("Escape")  # empties the field of the search
        await tab.keyboard.press("Escape")
        await expect(tab.get_by_role("dialog")).to_be_hidden()
        await expect(tab.get_by_role("button", name="Dùng thử các vai trò")).to_be_focused()
        await look_at(tab, program.address)
        await tab.get_by_role("link", name="Thoát").focus()
        await tab.keyboard.press("Tab")
        await expect(tab.get_by_role("button", name="Sang ngày làm việc sau")).to_be_focused()
        await tab.keyboard.press("Enter")
        await expect_day(tab, "thứ Hai 23/11/2026")
        await expect(tab.get_by_role("button", name="Sang ngày làm việc sau")).to_be_focused()
        await tab.get_by_label("Đến ngày").fill("2026-11-26")
        await tab.keyboard.press("Enter")
        await expect_day(tab, "thứ Năm 26/11/2026")


async def test_no_day_and_one_too_far_away_are_told(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await look_at(tab, program.address)
        await choose_day(tab, "")
        await expect_note(tab, "Vui lòng chọn một ngày, ví dụ 31/12/2026.")
        await choose_day(tab, "2040-01-01")
        await expect_note(tab, "Vui lòng chọn ngày từ 15/4/2024 đến 31/12/2031.")


async def test_a_day_that_is_past_and_starting_again_empty_the_conversation(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await look_at(tab, program.address)
        await choose_day(tab, "2026-11-27")
        await expect(replies(tab)).to_have_count(3)
        await choose_day(tab, "2025-06-03")
        await expect_day(tab, "thứ Ba 03/6/2025")
        await expect(replies(tab)).to_have_count(0)
        await tab.get_by_role("button", name="Sang ngày làm việc sau").click()
        await expect_day(tab, "thứ Tư 04/6/2025")
        await tab.get_by_role("button", name="Bắt đầu lại").click()
        await expect_day(tab, "Chủ nhật 22/11/2026")


async def test_another_tab_goes_along_and_is_let_go_when_all_begins_again(chromium: Browser, tmp_path: Path) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address) as tab:
        await look_at(tab, program.address)
        other = await open_tab(tab.context, f"{program.address}/demo/bng/")
        await tab.get_by_role("button", name="+1 tuần").click()
        await expect_day(other, "Chủ nhật 29/11/2026")
        await expect(replies(other)).to_have_count(3)
        await tab.get_by_role("button", name="Bắt đầu lại").click()
        await expect_state(other, "elsewhere")
        await expect(other.locator("#state")).to_have_text("Đã tạm dừng")
        await other.get_by_role("button", name="+1 tuần").click()
        await expect_note(other, "Lần xem trước đã kết thúc; đã bắt đầu lại từ hôm nay.")
        await expect_day(other, "Chủ nhật 22/11/2026")
        await expect(replies(other)).to_have_count(0)


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_nothing_of_it_is_wider_than_a_narrow_screen_or_smaller_than_a_finger(
    chromium: Browser, tmp_path: Path, language: str
) -> None:
    small = {"viewport": {"width": 320, "height": 568}}
    async with looking(tmp_path) as program, opened(chromium, program.address, **small) as tab:
        await tab.goto(f"{program.address}/demo/bvhttdl/?language={language}")
        await expect_state(tab, "connected")
        await tab.locator("#demo [value=week]").tap()
        await expect(tab.locator("#demo .note")).not_to_be_empty(timeout=SLOW)
        await expect_to_fit(tab, "#demo a", "#demo input")
        await tab.locator("#trial-open").tap()
        await tab.locator("#demo-open").tap()
        await expect_to_fit(tab, "#demo-menu label:visible")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_of_it_is_readable_by_day_and_by_night(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    async with looking(tmp_path) as program, opened(chromium, program.address, color_scheme=scheme) as tab:
        await look_at(tab, program.address)
        await tab.get_by_role("button", name="+1 tuần").tap()
        await expect(tab.locator("#demo .note")).not_to_be_empty(timeout=SLOW)
        await expect_contrast(tab, "#demo .where > *, #demo button, #demo label, #demo .note, #demo input")
        await tab.locator("#trial-open").tap()
        await expect_contrast(tab, "#demo-open")
        await tab.locator("#demo-open").tap()
        await expect_contrast(tab, "#demo-menu h2, #demo-menu h2 + p, #demo-menu legend, #demo-menu button")
