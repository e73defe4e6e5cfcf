"""What a person does with the page in a browser, and what is seen there."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALLEST_TOUCH = 44  # CSS pixels
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


async def expect_to_fit(tab: Page, *more: str, width: int = 320) -> None:
    """On a screen of so many pixels nothing sticks out, and what is tapped, `more` too, is as big as a finger."""
    wider = "e => e.scrollWidth > e.clientWidth"
    for selector in ("html", "#conversation", "header", "footer"):
        assert not await tab.locator(selector).evaluate(wider), selector
    for target in await tab.locator(", ".join(("button:visible, #language, #text", *more))).all():
        box = await target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALLEST_TOUCH
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


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
