"""What admins see on the page of a phone: people, codes, the log and what is to be confirmed."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.bot.admin_scenes import SCENES, enter, office
from tests.bot.browsing import expect_to_fit, opened, replies

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("width", [360, 320])
async def test_what_admins_see_is_no_wider_than_a_phone_and_no_choice_is_smaller_than_a_finger(
    chromium: Browser, tmp_path: Path, width: int
) -> None:
    narrow = {"viewport": {"width": width, "height": 740}}
    async with office(tmp_path) as (address, code), opened(chromium, address, **narrow) as tab:
        await enter(tab, code)
        for name, scene in SCENES.items():
            await scene(tab)
            await expect(replies(tab).last, name).to_be_visible()
            await expect_to_fit(tab, width=width)
