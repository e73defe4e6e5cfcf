"""Reads a born-digital PDF into blocks: ruled tables page by page, and the lines of text around them."""

from collections import Counter
from io import BytesIO
from itertools import chain
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from knowledge.reading.drafts.blocks import Block, Content, Paragraph, Place, Table, clean
from knowledge.reading.drafts.pdf_tables import Box, find_grids, is_inside
from knowledge.reading.drafts.unreadable import Unreadable, Why

MOST_PAGES = 300
FEWEST_LETTERS = 20  # in the whole document: fewer are a stamp on scanned pages


def read_pdf(content: bytes) -> Content:
    """The blocks of all pages, without what repeats at the head or foot of each. Raises Unreadable."""
    try:
        with pdfplumber.open(BytesIO(content)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise Unreadable(Why.TOO_LARGE)
            pages = [_read_page(page) for page in pdf.pages]
    except PdfminerException as error:
        locked = "Password" in f"{error!r}{error.__cause__!r}{error.__context__!r}"
        raise Unreadable(Why.LOCKED if locked else Why.DAMAGED) from error
    if not pages:
        raise Unreadable(Why.DAMAGED)
    letters = sum(letters for _, letters, _ in pages)
    if letters < FEWEST_LETTERS:
        raise Unreadable(Why.IMAGES if any(images for _, _, images in pages) else Why.NO_TABLE)
    blocks = _without_running([blocks for blocks, _, _ in pages])
    return Content(blocks, lines=[block.text for block in blocks if isinstance(block, Paragraph)])


def _read_page(page: Page) -> tuple[list[Block], int, int]:
    """The blocks of a page, its letters and its images."""
    grids = find_grids(page)
    tables = [table for table, _ in grids]
    lines = _lines(page, [box for _, box in grids])
    placed = sorted(chain(((box[1], table) for table, box in grids), lines), key=lambda each: each[0])
    letters, images = len(page.chars), len(page.images)
    page.close()
    for number, table in enumerate(tables, 1):
        table.place = Place(page=page.page_number, table=number)
    return [block for _, block in placed], letters, images


def _lines(page: Page, boxes: list[Box]) -> list[tuple[float, Block]]:
    def outside(obj: dict[str, Any]) -> bool:
        return obj["object_type"] != "char" or not any(is_inside(obj, box) for box in boxes)

    lines = page.filter(outside).extract_text_lines(return_chars=False)
    place = Place(page=page.page_number)
    return [(line["top"], Paragraph(text, place)) for line in lines if (text := clean(line["text"]))]


def _without_running(pages: list[list[Block]]) -> list[Block]:
    """Leaves out what stands on several pages word for word, and numbers of pages."""
    repeated = Counter(text for blocks in pages for text in {_words(block) for block in blocks})
    often = {text for text, count in repeated.items() if count >= max(2, len(pages) // 3)}
    return [
        block
        for blocks in pages
        for block in blocks
        if not ((_words(block) in often and not _has_many_rows(block)) or _is_page_number(block))
    ]


def _words(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.text
    return " ".join(cell.text for row in block.rows for cell in dict.fromkeys(row.cells))


def _has_many_rows(block: Block) -> bool:
    return isinstance(block, Table) and len(block.rows) > 3


def _is_page_number(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.strip("- ").isdigit()
