"""The menu of roles in a real browser: found, chosen with a thumb or the keyboard, and clearly marked as a trial."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.browsing import ask, expect_contrast, expect_state, expect_to_fit, open_tab, opened, replies
from tests.bot.pages import running
from tests.talk import Echo

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFICER = "Dùng thử: cán bộ đầu mối · Bộ Ngoại giao · trong nhóm"


async def choose(tab: Page, label: str) -> None:
    await tab.locator("#trial label:visible", has_text=label).tap()


async def start(tab: Page) -> None:
    await tab.get_by_role("button", name="Bắt đầu dùng thử").tap()
    await tab.wait_for_url("**/trial/**")
    await expect_state(tab, "connected")


async def test_a_newcomer_becomes_an_officer_in_a_group_with_a_thumb(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as program, opened(chromium, program.address) as tab:
        await expect(tab.locator("#trial-banner")).to_be_hidden()
        await tab.get_by_role("button", name="Dùng thử các vai trò").tap()
        await choose(tab, "cán bộ đầu mối")
        await tab.get_by_role("searchbox").tap()
        await tab.keyboard.type("ngoai gi")
        await expect(tab.locator("#trial .agency label:visible")).to_have_text(["Bộ Ngoại giao"])
        await choose(tab, "Nhóm của một cơ quan")
        await expect(tab.get_by_role("group", name="Cơ quan của nhóm").get_by_label("Bộ Ngoại giao")).to_be_checked()
        await start(tab)
        await expect(tab.locator("#trial-banner span")).to_have_text(OFFICER)
        await expect(tab).to_have_title("cán bộ đầu mối · Bộ Ngoại giao · trong nhóm")
        await ask(tab, "việc của mình")
        await expect(replies(tab)).to_contain_text("hỏi việc của mình bng")


async def test_a_role_outlives_a_reload_and_another_language_and_ends_when_it_is_left(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path, questions=Echo()) as program, opened(chromium, program.address) as tab:
        await tab.goto(f"{program.address}/trial/officer-bng/group-bng/")
        await ask(tab, "việc của mình")
        await expect(replies(tab)).to_have_count(1)
        await tab.reload()
        await expect(tab.locator("#trial-banner span")).to_have_text(OFFICER)
        await tab.get_by_role("link", name="English").tap()
        english = "Trying out: officer · Ministry of Foreign Affairs · in the group"
        await expect(tab.locator("#trial-banner span")).to_have_text(english)
        await expect(replies(tab)).to_have_count(1)
        await tab.get_by_role("link", name="Leave").tap()
        await expect_state(tab, "connected")
        await expect(tab.locator("#trial-banner")).to_be_hidden()
        await expect(tab.locator("#welcome")).to_be_visible()


async def test_two_tabs_are_two_people_in_one_group(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, questions=Echo()) as program, opened(chromium, program.address) as officer:
        await officer.goto(f"{program.address}/trial/officer-bng/group/")
        await expect_state(officer, "connected")
        member = await open_tab(officer.context, f"{program.address}/trial/member/group/")
        await ask(officer, "/gan bng")
        await expect(member.locator(".name")).to_have_text(["cán bộ đầu mối · Bộ Ngoại giao"])
        await ask(member, "việc của mình")
        await expect(officer.locator(".name")).to_have_text(["thành viên"])
        await expect(replies(officer).last).to_contain_text("hỏi việc của mình bng")


async def test_the_menu_is_used_with_the_keyboard_alone(chromium: Browser, tmp_path: Path) -> None:
    desk = {"viewport": {"width": 1200, "height": 800}, "has_touch": False, "is_mobile": False}
    async with running(tmp_path, questions=Echo()) as program, opened(chromium, program.address, **desk) as tab:
        opener, dialog = tab.get_by_role("button", name="Dùng thử các vai trò"), tab.get_by_role("dialog")
        await opener.focus()
        await tab.keyboard.press("Enter")
        await expect(dialog).to_have_accessible_name("Dùng thử các vai trò")
        await expect(dialog.get_by_label("thành viên")).to_be_focused()
        await tab.keyboard.press("Escape")
        await expect(dialog).to_be_hidden()
        await expect(opener).to_be_focused()
        await tab.keyboard.press("Enter")
        await tab.keyboard.press("ArrowDown")
        await tab.keyboard.press("Tab")
        await tab.keyboard.type("bct")
        await tab.keyboard.press("Enter")
        await expect(dialog.get_by_role("radio", name="Bộ Công Thương")).to_be_checked()
        await dialog.get_by_role("button", name="Bắt đầu dùng thử").focus()
        await tab.keyboard.press("Enter")
        await expect(tab.locator("#trial-banner")).to_contain_text("cán bộ đầu mối · Bộ Công Thương")


async def test_the_menu_begins_with_what_is_tried_out_and_says_when_no_agency_fits(
    chromium: Browser, tmp_path: Path
) -> None:
    async with running(tmp_path) as program, opened(chromium, program.address) as tab:
        await tab.goto(f"{program.address}/trial/officer-bvhttdl/group-bct/")
        await tab.get_by_role("button", name="Dùng thử các vai trò").tap()
        role, group = tab.get_by_role("group", name="của cán bộ"), tab.get_by_role("group", name="của nhóm")
        await expect(role.get_by_label("Bộ Văn hóa, Thể thao và Du lịch")).to_be_checked()
        await expect(group.get_by_label("Bộ Công Thương")).to_be_checked()
        await role.get_by_role("searchbox").fill("không có")
        await expect(role.get_by_role("status")).to_have_text("Không có cơ quan nào có tên như vậy.")
        await expect(role.locator("label:visible")).to_have_text(["Bộ Văn hóa, Thể thao và Du lịch"])


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_nothing_of_it_is_wider_than_a_narrow_screen_or_smaller_than_a_finger(
    chromium: Browser, tmp_path: Path, language: str
) -> None:
    small = {"viewport": {"width": 320, "height": 568}}
    async with running(tmp_path) as program, opened(chromium, program.address, **small) as tab:
        await tab.goto(f"{program.address}/trial/officer-bvhttdl/group-bct/?language={language}")
        await expect_state(tab, "connected")
        await expect_to_fit(tab, "#trial-banner a")
        await tab.locator("#trial-open").tap()
        await expect_to_fit(tab, "#trial label:visible")
        assert not await tab.locator("#trial form > div").evaluate("e => e.scrollWidth > e.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_word_of_it_is_readable_by_day_and_by_night(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    async with (
        running(tmp_path, questions=Echo()) as program,
        opened(chromium, program.address, color_scheme=scheme) as tab,
    ):
        await tab.goto(f"{program.address}/trial/officer-bng/group/")
        await ask(tab, "xin chào")
        await tab.goto(f"{program.address}/trial/member/group/")
        await expect(replies(tab)).to_have_count(2)
        await expect_contrast(tab, "#trial-open, #trial-banner span, #trial-banner a, .name")
        await tab.locator("#trial-open").tap()
        await choose(tab, "cán bộ đầu mối")
        await expect_contrast(tab, "#trial h2, #trial h2 + p, #trial legend, #trial label span, #trial button")
