"""Lays out a row of a table as the text of a PDF comes out: cell after cell, cut at the width of its column."""

import random
import textwrap


def flatten(number: str, cells: tuple[str, str, str, str], chance: random.Random) -> str:
    """The lines of one row: title, lead, coordinating agencies and period; `chance` decides what stands beside what."""
    title, *narrow, period = cells
    blocks = [textwrap.wrap(title, 55)] + [textwrap.wrap(cell, 22) for cell in narrow if cell]
    blocks[0] = [number, *blocks[0]] if chance.random() < 0.3 else [f"{number} {blocks[0][0]}", *blocks[0][1:]]
    blocks.append(textwrap.wrap(period, 8))
    return "\n".join(_lines(blocks, chance))


def _lines(blocks: list[list[str]], chance: random.Random) -> list[str]:
    lines = list(blocks[0])
    for block in blocks[1:]:
        beside = chance.random() < 0.3
        first, *rest = block
        if beside:
            lines[-1] += f" {first}"
        else:
            lines += ["", first]
        for line in rest:
            lines += [""] * (chance.random() < 0.2)
            lines.append(line)
    return lines
