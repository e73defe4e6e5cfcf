"""The browser for tests of the page: asked for by the fixture `chromium_path`, and never silently missing."""

import os
import shutil
from collections.abc import Sequence

import pytest

ON_CI = os.environ.get("CI", "").lower() in ("1", "true")
WITHOUT_BROWSER = not ON_CI and os.environ.get("TTDN_WITHOUT_BROWSER") == "1"


def find_chromium() -> str | None:
    named = os.environ.get("TTDN_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Path of a Chromium or Chrome on this machine; its absence fails the test, on CI and off it."""
    path = find_chromium()
    if path is None:
        pytest.fail(
            "No browser for the tests of the page: install one (Debian, Ubuntu: apt-get install chromium), name one in"
            " TTDN_CHROMIUM, or leave these tests out with TTDN_WITHOUT_BROWSER=1 (not on CI).",
            pytrace=False,
        )
    return path


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if WITHOUT_BROWSER:
        browser = [item for item in items if "chromium_path" in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in browser]
        config.hook.pytest_deselected(items=browser)


def pytest_report_header() -> Sequence[str]:
    return [
        "browser: left out by TTDN_WITHOUT_BROWSER=1" if WITHOUT_BROWSER else f"browser: {find_chromium() or 'none'}"
    ]
