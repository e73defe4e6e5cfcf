"""Reads a born-digital PDF into blocks: ruled tables page by page, and the lines of text around them."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from knowledge.reading.drafts.blocks import Block, Content, Paragraph, Place, PlacedLine, PlacedWord, Table, clean
from knowledge.reading.drafts.pdf_lines import Box
from knowledge.reading.drafts.pdf_tables import find_grids, is_inside
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
        if isinstance(error.args[0] if error.args else None, MemoryError):
            raise MemoryError from error
        locked = "Password" in f"{error!r}{error.__cause__!r}{error.__context__!r}"
        raise Unreadable(Why.LOCKED if locked else Why.DAMAGED) from error
    if not pages:
        raise Unreadable(Why.DAMAGED)
    if sum(page.letters for page in pages) < FEWEST_LETTERS:
        raise Unreadable(Why.IMAGES if any(page.images for page in pages) else Why.NO_TABLE)
    blocks = _without_running([page.blocks for page in pages])
    kept = {block.text for block in blocks if isinstance(block, Paragraph)}
    placed = [
        line for page in pages for line in page.lines if clean(" ".join(word.text for word in line.words)) in kept
    ]
    lines = [block.text for block in blocks if isinstance(block, Paragraph)]
    return Content(blocks, lines=lines, placed=placed)


@dataclass(frozen=True, slots=True)
class _Page:
    """The blocks of a page, the lines outside of its tables with the places of their words, its letters and images."""

    blocks: list[Block]
    lines: list[PlacedLine]
    letters: int
    images: int


def _read_page(page: Page) -> _Page:
    grids = find_grids(page)
    for number, (table, _) in enumerate(grids, 1):
        table.place = Place(page=page.page_number, table=number)
    found = _lines(page, [box for _, box in grids])
    place = Place(page=page.page_number)
    lines = [(line["top"], Paragraph(text, place)) for line in found if (text := clean(line["text"]))]
    placed = [_placed(line, place) for line in found]
    blocks: list[tuple[float, Block]] = [*((box[1], table) for table, box in grids), *lines]
    read = _Page(
        [block for _, block in sorted(blocks, key=lambda each: each[0])], placed, len(page.chars), len(page.images)
    )
    page.close()
    return read


def _lines(page: Page, boxes: list[Box]) -> list[dict[str, Any]]:
    def outside(obj: dict[str, Any]) -> bool:
        return obj["object_type"] != "char" or not any(is_inside(obj, box) for box in boxes)

    lines: list[dict[str, Any]] = page.filter(outside).extract_text_lines()
    return lines


def _placed(line: dict[str, Any], place: Place) -> PlacedLine:
    words = extract_words(line["chars"], x_tolerance_ratio=0.15)
    return PlacedLine([PlacedWord(word["x0"], word["x1"], word["text"]) for word in words], place)


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
