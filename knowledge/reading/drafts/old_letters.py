"""Text in the letters of fonts from before Unicode: TCVN3 (".VnTime", "ABC") and VNI."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from knowledge.reading.drafts.blocks import Block, Content, Paragraph

_COMMON = re.compile(r"\b(?:và|các|của|chủ trì|nhiệm vụ|thời gian|bộ|sở|phối hợp)\b", re.IGNORECASE)
_UNICODE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")  # letters that only Vietnamese in Unicode has
FEWEST = 3  # Vietnamese words that a reading must add: fewer come about by chance
_SOFT = "\u00ad"
_TONES = "\u0301\u0300\u0309\u0303\u0323"
# TCVN3: runs of letters from these codes on.
_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {first + at: letter for first, letters in _RUNS.items() for at, letter in enumerate(letters)}
# VNI: a letter by itself, or what a second one makes of the letter before it.
_ALONE = dict(zip("ñôöæóòîÑÔÖÆÓÒÎ", "đơưỉĩịỵĐƠƯỈĨỊỴ", strict=True))
_SECOND = dict(zip("ùøûõï", _TONES, strict=True))
_SECOND |= dict(zip("âáàåãä", ("\u0302" + tone for tone in ("", *_TONES)), strict=True))
_SECOND |= dict(zip("êéèúüë", ("\u0306" + tone for tone in ("", *_TONES)), strict=True))
_PAIR = re.compile(r"([aeouyôö])([ùøûõïâáàåãäêéèúüë])|[ñôöæóòî]", re.IGNORECASE)


def is_vietnamese(text: str) -> bool:
    """Whether a text has any of the words that hardly an annex is without."""
    return _COMMON.search(text) is not None


def reading_of(texts: Iterable[str]) -> Callable[[str], str] | None:
    """How these texts become Vietnamese: `from_tcvn3` or `from_vni`, by which gives more words; None for neither."""
    old = "\n".join(text for text in texts if not _UNICODE.search(text))
    best = max((from_tcvn3, from_vni), key=lambda reading: _words(reading(old)))
    return best if _words(best(old)) >= _words(old) + FEWEST else None


def _words(text: str) -> int:
    return len(_COMMON.findall(text))


def from_tcvn3(text: str) -> str:
    """Letters of a TCVN3 font; capitals with a tone are small letters in it."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Letters of a VNI font."""
    return unicodedata.normalize("NFC", _PAIR.sub(_letter, text))


def _letter(found: re.Match[str]) -> str:
    base, second = found[1], found[2]
    if base is None:
        return _ALONE[found[0]]
    return _ALONE.get(base, base) + _SECOND[second.lower()]


def modernised(content: Content) -> Content:
    """The same document in Unicode, as far as it is in old letters; texts with letters that only Unicode has stay.

    What is left of soft hyphens is no letter and goes.
    """
    cells = {id(cell): cell for table in content.tables for row in table.rows for cell in row.cells}
    texts = [*(block.text for block in content.paragraphs), *(cell.text for cell in cells.values()), *content.lines]
    reading = reading_of(texts)
    if reading is None and not any(_SOFT in text for text in texts):
        return content

    def modern(text: str) -> str:
        return (text if reading is None or _UNICODE.search(text) else reading(text)).replace(_SOFT, "")

    made = {key: replace(cell, text=modern(cell.text)) for key, cell in cells.items()}

    def block_of(block: Block) -> Block:
        if isinstance(block, Paragraph):
            return replace(block, text=modern(block.text))
        rows = [replace(row, cells=[made[id(cell)] for cell in row.cells]) for row in block.rows]
        return replace(block, rows=rows)

    placed = [
        replace(line, words=[replace(word, text=modern(word.text)) for word in line.words]) for line in content.placed
    ]
    return replace(
        content,
        blocks=[block_of(block) for block in content.blocks],
        lines=list(map(modern, content.lines)),
        placed=placed,
    )
