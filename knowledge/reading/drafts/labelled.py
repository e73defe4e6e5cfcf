"""Reads tasks that no table holds: each a numbered line, with its particulars behind labels: "Chủ trì: ..."."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import Block, Content, Place, plain_table
from knowledge.reading.drafts.numbers import kind_of, split_number
from knowledge.reading.drafts.words import field_of

COLUMNS = {
    "number": "TT",
    "title": "Nhiệm vụ",
    "lead": "Cơ quan chủ trì",
    "coordinate": "Cơ quan phối hợp",
    "period": "Thời gian",
    "product": "Sản phẩm",
}
FEWEST = 2  # tasks with labels: a single one is prose
_LABEL = re.compile(r"(?:^|(?<=[;.,(]))\s*[-–+•*]?\s*([^\W\d][^:;.,()]{2,50}?)\s*:")
_TASK = re.compile(r"^(?:nhiệm vụ|công việc|nội dung)\s+(?:số\s+)?(?=\d)", re.IGNORECASE)


@dataclass(slots=True)
class _Row:
    place: Place
    texts: dict[str, str] = field(default_factory=dict)
    last: str = "title"

    def add(self, name: str, text: str) -> None:
        self.texts[name] = f"{self.texts.get(name, '')}\n{text}".strip()
        self.last = name

    @property
    def is_task(self) -> bool:
        return "lead" in self.texts or "period" in self.texts


def read_labelled(content: Content) -> Content | None:
    """The same document with its tasks as a table; None where there are not several numbered lines with labels."""
    rows = list(_rows(content))
    tasks = sum(row.is_task for row in rows)
    first = next((at for at, row in enumerate(rows) if row.is_task), 0)
    while first and _is_heading(rows[first - 1], rows[first]):
        first -= 1
    if tasks < FEWEST:
        return None
    kept = [row for at, row in enumerate(rows) if at >= first and (row.is_task or _heads(rows[at:]))]
    above: list[Block] = [each for each in content.paragraphs if _is_before(each.place, kept[0].place)]
    texts = [list(COLUMNS.values()), *([row.texts.get(name, "") for name in COLUMNS] for row in kept)]
    return Content([*above, plain_table(texts, [kept[0].place, *(row.place for row in kept)])])


def _rows(content: Content) -> Iterator[_Row]:
    row: _Row | None = None
    for paragraph in content.paragraphs:
        for line in paragraph.text.split("\n"):
            number, rest = split_number(_TASK.sub("", line.strip()))
            parts = list(_labels(rest))
            if number and (kind_of(number) != "small" or not parts):
                if row:
                    yield row
                row = _Row(paragraph.place, {"number": number})
            if row:
                for name, text in parts or [(row.last, line)]:
                    row.add(name or row.last, text)
    if row:
        yield row


def _labels(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a line by what their labels say they are; "" for what stands before the first label."""
    found = [(match, name) for match in _LABEL.finditer(line) if (name := field_of(name_words(match[1]))) in COLUMNS]
    start = found[0][0].start() if found else len(line)
    if before := line[:start].strip(" -–+•*"):
        yield "", before
    for at, (match, name) in enumerate(found):
        end = found[at + 1][0].start() if at + 1 < len(found) else len(line)
        yield name, line[match.end() : end].strip(" ;")


def _heads(rows: list[_Row]) -> bool:
    """Is the first of these rows the heading of a task that comes next, or of such a heading?"""
    following = next((row for row in rows[1:3] if row.is_task), None)
    return following is not None and _is_heading(rows[0], following)


def _is_heading(row: _Row, following: _Row) -> bool:
    kinds = kind_of(row.texts["number"]), kind_of(following.texts["number"])
    return not row.is_task and (kinds[0] in ("roman", "capital") or kinds[0] != kinds[1])


def _is_before(one: Place, other: Place) -> bool:
    return (one.page or 0, one.row or 0) < (other.page or 0, other.row or 0)
