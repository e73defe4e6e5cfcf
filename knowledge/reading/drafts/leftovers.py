"""What of the document has come into no task, but may belong to one: groups without tasks, text between tables."""

from collections.abc import Container, Iterator, Sequence

from knowledge.reading.drafts.assembling import Piece
from knowledge.reading.drafts.blocks import Content, Paragraph, Place, Table, on_one_line
from knowledge.reading.drafts.draft import Group
from knowledge.reading.drafts.head import is_of_head
from knowledge.reading.drafts.numbers import kind_of

FEWEST_WORDS = 5  # of a line between tables that may be one of a row


def empty_groups(groups: Sequence[Group], pieces: Sequence[Piece]) -> Iterator[str]:
    """The headings with neither a task nor a heading of another kind below: they may be tasks, or have lost theirs."""
    filled = {piece.group for piece in pieces}
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        is_parent = following is not None and kind_of(following.number) != kind_of(group.number)
        if at not in filled and not is_parent:
            yield f"{group.number}. {group.title}".removeprefix(". ")


def text_between(content: Content, tables: Sequence[Table], captions: Container[Place]) -> Iterator[Paragraph]:
    """Text among the tables of tasks that heads none of them: the first line of each stretch."""
    blocks = content.blocks
    names = {id(table) for table in tables}
    ours = [at for at, block in enumerate(blocks) if id(block) in names]
    waiting: Paragraph | None = None
    for block in blocks[ours[0] : ours[-1] + 1] if ours else ():
        if isinstance(block, Table):
            if waiting:
                yield waiting
            waiting = None
        elif block.place in captions or is_of_head(block.text):
            waiting = None  # what is above a heading, or is the head of another annex, is no row
        elif len(on_one_line(block.text).split()) >= FEWEST_WORDS:
            waiting = waiting or block
