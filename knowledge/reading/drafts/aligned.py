"""Reads a table that has no rules: its columns are set off by space only, in a PDF or a text laid out with spaces."""

from collections.abc import Sequence
from itertools import pairwise

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import Block, Content, Paragraph, PlacedLine, PlacedWord, plain_table
from knowledge.reading.drafts.numbers import read_number
from knowledge.reading.drafts.words import field_of

FEWEST_COLUMNS = 4
WIDE = 1.2  # times the width of a letter: a gap this wide sets columns off
MOST_CROSSING = 0.08  # share of the lines in which a word may stand across the gap, as headings of groups do


def read_aligned(content: Content) -> Content | None:
    """The same document with its table by the place of its words; None where no heading with gaps is found, or where
    rows do not begin with their number."""
    lines = content.placed
    start = next((at for at, line in enumerate(lines) if _is_heading(line)), None)
    if start is None:
        return None
    heading = _segments(lines[start])
    below = lines[start + 1 :]
    bounds = [_gap(one, other, below) for one, other in pairwise(heading)]
    if None in bounds:
        return None
    edges = [bound for bound in bounds if bound is not None]
    rows, places = [[" ".join(word.text for word in segment) for segment in heading]], [lines[start].place]
    for line in below:
        cells = _cells(line, edges)
        if cells[0] and read_number(cells[0]):
            rows.append(cells)
            places.append(line.place)
        elif cells[0] or len(rows) == 1:
            return None
        elif cells != rows[0]:
            rows[-1] = [f"{before}\n{cell}".strip() for before, cell in zip(rows[-1], cells, strict=True)]
    if len(rows) < 2:
        return None
    above: list[Block] = [Paragraph(" ".join(word.text for word in line.words), line.place) for line in lines[:start]]
    return Content([*above, plain_table(rows, places)], loose=True)


def _segments(line: PlacedLine) -> list[list[PlacedWord]]:
    """The words of a line, parted where the gap is wide."""
    letters = sum(len(word.text) for word in line.words)
    wide = WIDE * sum(word.right - word.left for word in line.words) / max(letters, 1)
    parts: list[list[PlacedWord]] = []
    for word in line.words:
        if parts and word.left - parts[-1][-1].right <= wide:
            parts[-1].append(word)
        else:
            parts.append([word])
    return parts


def _is_heading(line: PlacedLine) -> bool:
    texts = [" ".join(word.text for word in segment) for segment in _segments(line)]
    fields = [field_of(name_words(text)) for text in texts]
    return (
        len(texts) >= FEWEST_COLUMNS and fields[0] == "number" and "title" in fields and len(set(fields)) == len(fields)
    )


def _gap(one: Sequence[PlacedWord], other: Sequence[PlacedWord], lines: Sequence[PlacedLine]) -> float | None:
    """Where the column of one heading ends and that of the next begins: the middle of the widest place that hardly any
    word stands across."""
    left, right = (one[0].left + one[-1].right) / 2, (other[0].left + other[-1].right) / 2
    steps = [left + (right - left) * step / 100 for step in range(1, 100)]
    words = [word for line in lines for word in line.words]
    crossing = [sum(word.left - 0.5 < step < word.right + 0.5 for word in words) for step in steps]
    fewest = min(crossing)
    if fewest > MOST_CROSSING * len(lines):
        return None
    runs: list[list[float]] = []
    for at, step in enumerate(steps):
        if crossing[at] == fewest:
            if at and runs and crossing[at - 1] == fewest:
                runs[-1].append(step)
            else:
                runs.append([step])
    widest = max(runs, key=len)
    return widest[len(widest) // 2]


def _cells(line: PlacedLine, bounds: list[float]) -> list[str]:
    cells: list[list[str]] = [[] for _ in range(len(bounds) + 1)]
    if _runs_across(line, bounds):
        number, *rest = line.words
        return [number.text, " ".join(word.text for word in rest), *[""] * (len(bounds) - 1)]
    for word in line.words:
        middle = (word.left + word.right) / 2
        cells[sum(middle > bound for bound in bounds)].append(word.text)
    return [" ".join(cell) for cell in cells]


def _runs_across(line: PlacedLine, bounds: list[float]) -> bool:
    """Is it the heading of a group: a number, and one text without a gap that goes beyond its column?"""
    segments = _segments(line)
    return (
        len(segments) == 2
        and len(segments[0]) == 1
        and read_number(segments[0][0].text) is not None
        and segments[1][0].left < bounds[1] < segments[1][-1].right
    )
