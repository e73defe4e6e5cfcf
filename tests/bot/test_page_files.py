"""A file on the page in a real browser: a link that downloads it, a picture that is seen, on the narrowest screen."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.bot.browsing import ask, expect_contrast, expect_state, expect_to_fit, opened, replies
from tests.bot.pages import running
from tests.files import CALENDAR, PICTURE, Archive

pytestmark = pytest.mark.asyncio(loop_scope="session")

NAME = "Tải tệp: Lịch nhắc 47-NQ-CP.ics 36 byte"


async def downloaded(tab: Page, name: str) -> tuple[str, bytes]:
    """What the browser saves, and under which name."""
    link = tab.get_by_role("link", name=name)
    await link.focus()
    async with tab.expect_download() as waiting:
        await tab.keyboard.press("Enter")
    download = await waiting.value
    return download.suggested_filename, await asyncio.to_thread((await download.path()).read_bytes)


@pytest.mark.parametrize("path", ["", "/trial/officer-bng/group-bng/"])
async def test_a_file_is_downloaded_under_its_name_with_the_keyboard(
    chromium: Browser, tmp_path: Path, path: str
) -> None:
    async with running(tmp_path, questions=Archive()) as program, opened(chromium, program.address + path) as tab:
        await ask(tab, "lịch")
        assert await downloaded(tab, NAME) == (CALENDAR.name, CALENDAR.content)
        await expect_state(tab, "connected")
        await expect(replies(tab).locator(".choices button")).to_have_text(["Tiếp"])
        await tab.reload()
        assert await downloaded(tab, NAME) == (CALENDAR.name, CALENDAR.content)


async def test_a_picture_is_seen_and_downloaded_too(chromium: Browser, tmp_path: Path) -> None:
    async with running(tmp_path, questions=Archive()) as program, opened(chromium, program.address) as tab:
        await ask(tab, "hình")
        await expect(tab.locator(".file img")).to_have_js_property("naturalWidth", 1)
        assert await downloaded(tab, "Tải tệp: biểu đồ.png") == (PICTURE.name, PICTURE.content)


async def test_a_file_fits_the_narrowest_screen_and_can_be_read_by_day_and_by_night(
    chromium: Browser, tmp_path: Path
) -> None:
    small = {"viewport": {"width": 320, "height": 568}}
    async with running(tmp_path, questions=Archive()) as program, opened(chromium, program.address, **small) as tab:
        for text in ("lịch", "hình"):
            await ask(tab, text)
        await expect(tab.locator(".file")).to_have_count(2)
        await expect_to_fit(tab, ".file")
        await expect_contrast(tab, ".file-name, .file-size")
        await tab.emulate_media(color_scheme="dark")
        await expect_contrast(tab, ".file-name, .file-size")
