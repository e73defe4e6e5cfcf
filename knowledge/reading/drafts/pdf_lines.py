"""The lines of a cell in a PDF: which of them end because they are full, and which because somebody began a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.utils.text import extract_words

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import FULL, clean
from knowledge.reading.drafts.words import agency_words, begins_with

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the upper left
SAME_LINE = 3.0  # points by which the tops of words on one line may differ
MOST_PADDING = 12.0  # points: text farther from the rules of its cell is indented or short
SLACK = 0.5  # points


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line of a cell, and where it begins and ends."""

    words: Sequence[dict[str, Any]]

    @property
    def text(self) -> str:
        """The words with a space between them."""
        return " ".join(word["text"] for word in self.words)

    @property
    def left(self) -> float:
        """Where the first word begins, in points."""
        return float(self.words[0]["x0"])

    @property
    def right(self) -> float:
        """Where the last word ends, in points."""
        return float(self.words[-1]["x1"])


def lines_of(chars: list[dict[str, Any]]) -> list[Line]:
    """The lines that these letters form, from top to bottom."""
    lines: list[list[dict[str, Any]]] = []
    for word in extract_words(chars, x_tolerance_ratio=0.15):
        if lines and abs(word["top"] - lines[-1][-1]["top"]) <= SAME_LINE and word["x0"] >= lines[-1][-1]["x0"]:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(words) for words in lines]


def padding_of(cells: Iterable[tuple[Box, Sequence[Line]]]) -> float:
    """How near the text of a table comes to the rules of its cells, left and right together."""
    sides = [(line.left - box[0], box[2] - line.right) for box, lines in cells for line in lines]
    left = min((side for side, _ in sides if side >= 0), default=0.0)
    right = min((side for _, side in sides if side >= 0), default=0.0)
    return min(left, MOST_PADDING) + min(right, MOST_PADDING)


def joined(lines: Sequence[Line], box: Box, padding: float) -> str:
    """The text of a cell. A full line is joined with the next by a space, or by FULL if that begins like a name."""
    if not lines:
        return ""
    room = box[2] - box[0] - padding - SLACK
    text = clean(lines[0].text)
    for line, following in pairwise(lines):
        first = following.words[0]
        letter = (line.right - line.left) / max(len(line.text), 1)
        is_full = line.right - line.left + letter + float(first["x1"]) - float(first["x0"]) > room
        begins = _begins_name(following.text)
        text += ((FULL if begins else " ") if is_full and not _is_bulleted(following.text) else "\n") + clean(
            following.text
        )
    return text


def _begins_name(text: str) -> bool:
    words, known = name_words(text)[:4], agency_words()
    if begins_with(words, known.plurals):
        return True
    return text[:1].isupper() and bool(begins_with(words, known.heads - known.inner))


def _is_bulleted(text: str) -> bool:
    return text[:1] in "-–—+•*;"
