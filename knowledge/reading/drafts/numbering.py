"""Numbers that are missing, used twice, or do not follow each other: a row may have been lost or misread."""

from collections import Counter
from collections.abc import Sequence

from knowledge.reading.drafts.assembling import Piece
from knowledge.reading.drafts.draft import Flag, Group
from knowledge.reading.drafts.numbers import Kind, kind_of, parent_of, value_of


def flag_numbers(pieces: Sequence[Piece], groups: Sequence[Group]) -> None:
    """Flags each task whose number is doubtful, and the one before a gap: it may hold the row that is missing."""
    used = Counter((piece.group, piece.number) for piece in pieces)
    last: dict[Kind, Piece] = {}
    for piece in pieces:
        kind = kind_of(piece.number)
        above = groups[: piece.group + 1] if piece.group is not None else ()
        if not piece.number:
            piece.flags.append(Flag.NO_NUMBER)
        elif used[piece.group, piece.number] > 1:
            piece.flags.append(Flag.NUMBER_TWICE)
        elif _jumps(piece, last.get(kind), above):
            piece.flags.append(Flag.NUMBER_JUMPS)
            if before := last.get(kind):
                before.flags.append(Flag.NUMBER_JUMPS)
        last[kind] = piece


def _jumps(piece: Piece, before: Piece | None, above: Sequence[Group]) -> bool:
    """Is the number neither the first nor one more than the last of its kind, be that of a task or of a group?"""
    value = value_of(piece.number)
    if value is None or value == 1:
        return False
    parent = parent_of(piece.number)
    if before and value_of(before.number) == value - 1 and (parent_of(before.number) == parent or not parent):
        return False
    numbers = (group.number for group in above)
    return not any(parent_of(number) == parent and value_of(number) == value - 1 for number in numbers)
