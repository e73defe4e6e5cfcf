"""The pictures of the admin guide, as a phone shows them: `python -m tests.bot.pictures`."""

import asyncio
import tempfile
from pathlib import Path

import click
from playwright.async_api import async_playwright

from tests.bot.admin_scenes import SCENES, enter, office
from tests.bot.browsing import PHONE, replies
from tests.bot.conftest import FLAGS

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
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
        await opened.close()


if __name__ == "__main__":
    main(prog_name="python -m tests.bot.pictures")
