"""What a person does with the page in a browser, and what is seen there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SLOW = 15_000  # milliseconds: more than the longest wait of the page between two tries


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
    await expect(tab.locator("#state")).to_have_attribute("data-state", state, timeout=SLOW)


async def ask(tab: Page, text: str) -> None:
    await tab.locator("#text").fill(text)
    await tab.locator("#send").click()


def mine(tab: Page) -> Locator:
    return tab.locator(".message.mine .line")


def replies(tab: Page) -> Locator:
    return tab.locator(".message:not(.mine)")
