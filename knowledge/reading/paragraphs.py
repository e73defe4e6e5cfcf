"""Paragraphs of a document's body, put together again where a page or the width of a line cut them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.reading.source import Source

MARKER = re.compile(
    r"(?P<article>Điều \d+)\. |(?P<part>[IVX]+)\. |(?P<number>\d+(?:\.\d+)*)\. |(?P<point>[a-zđ])\) |(?P<bullet>-) "
)
_FOOTNOTE = re.compile(r"(\d) +(?=\w)")
_BASIS = re.compile(r"Căn cứ |Theo đề nghị |Xét đề nghị ")
# A line that ends a paragraph leaves room at its end: it stays under this share of the full width.
_SENTENCE_END_SHARE, _HEADING_END_SHARE = 0.86, 0.8
_FOOTNOTE_RULE = 20


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: its `text` on one line without markup, and the lines of the file that it stands on.

    `kind` is article, part, number, point, bullet, basis, footnote or plain, `label` its "Điều 1", "IV", "6.1", "đ".
    """

    kind: str
    label: str
    text: str
    lines: tuple[int, ...]


def plain_line(line: str) -> str:
    """A line without Markdown marks and needless spaces."""
    return re.sub(r"\s+", " ", re.sub(r"\*\*|^#+ |^\*|\*$", "", line.strip())).strip()


def read_paragraphs(source: Source, first: int, last: int, wrapped: bool) -> list[Paragraph]:
    """The paragraphs of lines `first` to `last`, footnotes last. `wrapped`: lines were cut at the width of the page."""
    text, notes = _without_footnotes(source, first, last)
    lines = [(number, plain_line(line)) for number, line in text if line.strip()]
    width = max((len(line) for _, line in lines), default=0) if wrapped else 0
    return [_paragraph(block) for block in _blocks(lines, width)] + [_footnote(block) for block in notes]


Block = list[tuple[int, str]]


def _without_footnotes(source: Source, first: int, last: int) -> tuple[Block, list[Block]]:
    """Footnotes stand at the foot of a page, under a line of blanks; the next page starts with one blank."""
    text: Block = []
    notes: list[Block] = []
    inside = False
    for number, line in source.numbered(first, last):
        if not line.strip():
            inside = inside or len(line) > _FOOTNOTE_RULE
        elif inside and not line.startswith(" "):
            if _FOOTNOTE.match(line):
                notes.append([])
            notes[-1].append((number, plain_line(line)))
        else:
            inside = False
            text.append((number, line))
    return text, notes


def _blocks(lines: Block, width: int) -> Iterator[Block]:
    block: Block = []
    for number, line in lines:
        if block and _starts_paragraph(line, block, width):
            yield block
            block = []
        block.append((number, line))
    if block:
        yield block


def _starts_paragraph(line: str, block: Block, width: int) -> bool:
    if MARKER.match(line) or _BASIS.match(line):
        return True
    if not width:
        return not line[0].islower()
    before, opening = block[-1][1], MARKER.match(block[0][1])
    if not line[0].isupper() or before[-1] == ",":
        return False
    if before[-1] in ".:;”…":
        return len(before) < _SENTENCE_END_SHARE * width
    is_heading = opening is not None and opening.lastgroup == "number"
    return is_heading and len(before) < _HEADING_END_SHARE * width


def _join(block: Block) -> str:
    """One text; a symbol that was cut at its hyphen ("NĐ-" / "CP") is closed up again."""
    return re.sub(r"(?<=\w-)\n", "", "\n".join(line for _, line in block)).replace("\n", " ")


def _paragraph(block: Block) -> Paragraph:
    text, lines = _join(block), tuple(number for number, _ in block)
    if found := MARKER.match(text):
        kind = str(found.lastgroup)
        return Paragraph(kind, found[kind], text[found.end() :], lines)
    return Paragraph("basis" if _BASIS.match(text) else "plain", "", text, lines)


def _footnote(block: Block) -> Paragraph:
    label, text = _join(block).split(" ", 1)
    return Paragraph("footnote", label, text.strip(), tuple(number for number, _ in block))
