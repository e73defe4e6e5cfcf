"""Headings of groups that stand as paragraphs, each over a table of its own."""

from collections.abc import Iterator, Sequence

from knowledge.reading.drafts.blocks import Content, Paragraph, Table, on_one_line
from knowledge.reading.drafts.numbers import kind_of, split_number
from knowledge.reading.drafts.table_rows import TaskRow

LONGEST = 300  # characters of a heading
NEAR = 4  # paragraphs above a table of which one is its heading; a long one has several lines in a PDF


def tables_with_captions(content: Content) -> Iterator[tuple[Table, TaskRow | None]]:
    """Each table with the numbered paragraph that stands over it, as the row of a group; None where there is none."""
    paragraphs: list[Paragraph] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            paragraphs.append(block)
        else:
            yield block, _caption(paragraphs[-NEAR:])
            paragraphs = []


def with_captions(parts: Sequence[tuple[TaskRow | None, list[TaskRow]]]) -> list[TaskRow]:
    """The rows of all tables, with the captions as groups where several tables have one and none has groups itself.

    A single one is the heading of a section of the document.
    """
    captions = [caption for caption, _ in parts if caption]
    alike = len({kind_of(caption.number) for caption in captions}) == 1
    grouped = any(row.heading for _, rows in parts for row in rows)
    if len(captions) < 2 or not alike or grouped:
        return [row for _, rows in parts for row in rows]
    return [row for caption, rows in parts for row in ([caption] if caption else []) + rows]


def _caption(above: Sequence[Paragraph]) -> TaskRow | None:
    for at in reversed(range(len(above))):
        number, _ = split_number(above[at].text)
        if number:
            text = on_one_line(" ".join(paragraph.text for paragraph in above[at:]))
            title = split_number(text)[1]
            is_heading = len(title) <= LONGEST and not title.endswith((".", ";", ","))
            return TaskRow(above[at].place, number=number, heading=title) if is_heading else None
    return None
