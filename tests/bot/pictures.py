"""The pictures of the guides and of README, as a phone shows them: `python -m tests.bot.pictures`."""

import asyncio
import tempfile
from datetime import date
from pathlib import Path

import click
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.bot.admin_scenes import SCENES, enter, office, say
from tests.bot.browsing import PHONE, SLOW, replies
from tests.bot.conftest import FLAGS

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
ASKED = {"hoi-dap": "Bộ Ngoại giao chủ trì nhiệm vụ nào?", "han-nop": "Hạn nộp báo cáo năm nay?"}
_REMINDED = date(2026, 11, 27)
_TO_SETTLE = 500
"""Milliseconds in which the page has scrolled."""
SHOWN = ("moi", "nguoi-dung", "xac-nhan", "nhat-ky")


@click.command()
@click.option("--browser", type=click.Path(exists=True), default="/usr/bin/chromium", show_default=True)
@click.option("--into", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
@click.option("--all", "every", is_flag=True, help="Every scene, not only those of the guide.")
def main(browser: str, into: Path, every: bool) -> None:
    """Start the program, do what an admin does, and take a picture of each answer."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ttdn-") as folder:
        asyncio.run(_take(browser, into, Path(folder), set(SCENES) if every else set(SHOWN)))


async def _take(browser: str, into: Path, folder: Path, wanted: set[str]) -> None:
    async with async_playwright() as playwright, office(folder) as (address, code):
        opened = await playwright.chromium.launch(executable_path=browser, args=FLAGS)
        tab = await opened.new_page(**(PHONE | {"device_scale_factor": 1.5}))
        await tab.goto(address)
        await enter(tab, code)
        for name, scene in SCENES.items():
            await scene(tab)
            await replies(tab).last.scroll_into_view_if_needed()
            if name in wanted:
                await tab.screenshot(path=into / f"{name}.png")
        for name, question in ASKED.items():
            await _ask(await _new_tab(opened, address), question, into / f"{name}.png")
        await _remind(await _new_tab(opened, f"{address}/demo/bng/"), into / "nhac-viec.png")
        await opened.close()


async def _new_tab(browser: Browser, address: str) -> Page:
    """Of somebody else, whose browser writes days as Vietnamese do."""
    tab = await browser.new_page(**(PHONE | {"device_scale_factor": 1.5, "locale": "vi-VN"}))
    await tab.goto(address)
    return tab


async def _ask(tab: Page, question: str, picture: Path) -> None:
    """From the question on."""
    await say(tab, question)
    await tab.locator(".message.mine").last.evaluate("mine => mine.scrollIntoView()")
    await tab.wait_for_timeout(_TO_SETTLE)
    await tab.screenshot(path=picture)


async def _remind(tab: Page, picture: Path) -> None:
    """The agency's group on the last working day before a report is due."""
    await tab.locator("#demo input[type=date]").fill(_REMINDED.isoformat())
    await tab.get_by_role("button", name="Xem", exact=True).tap()
    await expect(tab.locator("#demo .note")).to_contain_text("tin nhắc", timeout=SLOW)
    await replies(tab).last.scroll_into_view_if_needed()
    await tab.wait_for_timeout(_TO_SETTLE)
    await tab.screenshot(path=picture)


if __name__ == "__main__":
    main(prog_name="python -m tests.bot.pictures")
