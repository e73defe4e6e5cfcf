"""The real directory of agencies, and a browser that prints."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import knowledge
from knowledge.reading.agencies import AgencyDirectory, load_directory

DOCUMENTS = Path(knowledge.__file__).parent / "documents"
GOLD = Path(__file__).parent / "gold"


@pytest.fixture(scope="session")
def directory() -> AgencyDirectory:
    return load_directory(DOCUMENTS)


@pytest.fixture(scope="module")
def printed(chromium_path: str) -> Iterator[Callable[[str], bytes]]:
    """Prints HTML as a PDF with text, as a browser or an office would."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()

        def to_pdf(html: str) -> bytes:
            page.set_content(html)
            return page.pdf(prefer_css_page_size=True)

        yield to_pdf
        browser.close()
