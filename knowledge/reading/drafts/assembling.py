"""Decides which rows are headings, tasks, or go on with the task before, and joins what a page break has cut."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.reading.drafts.blocks import FULL, Place, on_one_line
from knowledge.reading.drafts.cut_rows import (
    BULLETS,
    WHO_AND_WHEN,
    carry_over_pages,
    goes_on,
    is_item,
    is_whole,
    leaves_it_to,
    says_for_all,
    with_late_numbers,
)
from knowledge.reading.drafts.draft import LONGEST, Flag, Group, Reason
from knowledge.reading.drafts.numbers import kind_of, parent_of, read_number, split_number, value_of
from knowledge.reading.drafts.table_rows import TaskRow, is_remark


@dataclass(slots=True)
class Piece:
    """A task before its cells are read: its number, the texts by field, what is doubtful about the row."""

    number: str
    texts: dict[str, str]
    extra: dict[str, str]
    place: Place
    group: int | None
    flags: list[Flag] = field(default_factory=list)


@dataclass(slots=True)
class Assembly:
    """What the tables of one document have come to so far."""

    groups: list[Group] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    unread: list[tuple[Place, Reason, str]] = field(default_factory=list)
    group: int | None = None
    outer: list[int | None] = field(default_factory=list)  # by group, the one that it is within
    column_group: str = ""
    above: dict[str, dict[str, str]] = field(default_factory=dict)  # by number, what a row says for those below it

    def add(self, rows: Sequence[TaskRow]) -> None:
        """The rows of all tables, in order."""
        rows = with_late_numbers(rows)
        carry_over_pages(rows)
        for at, row in enumerate(rows):
            following = next((other for other in rows[at + 1 :] if other.number or other.heading), None)
            self._add(row, following, heads_items=is_item(rows[at + 1] if at + 1 < len(rows) else None))

    def _add(self, row: TaskRow, following: TaskRow | None, *, heads_items: bool) -> None:
        number = self._number(row)
        title = row.own("title")
        if any(map(is_remark, (row.heading, title, row.number))) and not (number and row.has_own_who_or_when):
            return
        if row.heading:
            self._open_group(number or "", row.heading, row)
        elif number is None:
            self.unread.append((row.place, Reason.ROW_NOT_READ, on_one_line(f"{row.number} {title}")))
            self._begin("", row)
        elif not number or "number" in row.inherited:
            self._without_number(row, number)
        elif self._is_group(row, number, following, heads_items=heads_items):
            self._open_group(number, row.texts.get("title", ""), row)
            self.above[number] = {name: text for name in WHO_AND_WHEN if (text := row.own(name))}
        else:
            self._begin(number, row)

    def _is_group(self, row: TaskRow, number: str, following: TaskRow | None, *, heads_items: bool) -> bool:
        says_nothing = not row.has_who_or_when and (heads_items or self._is_heading(row, number, following))
        return says_nothing or leaves_it_to(following, row) or says_for_all(following, row)

    def _number(self, row: TaskRow) -> str | None:
        """The row's number, where it stands; None for what stands in its place and is none."""
        text = row.number
        if text in BULLETS or not text.strip(" -–+•*."):
            text = ""
        found = read_number(text)
        if found or row.heading:
            return found or ""
        if found is None and (leading := split_number(text))[0] and not row.texts.get("title"):
            row.texts["title"] = leading[1]
            return leading[0]
        if not text and row.own("title") and "number" not in row.inherited:
            leading = split_number(row.texts["title"])
            if leading[0] and not (row.opens and self.pieces and not row.has_own_who_or_when):
                row.texts["title"] = leading[1]
                return leading[0]
        return found

    def _is_heading(self, row: TaskRow, number: str, following: TaskRow | None) -> bool:
        """A row with a number and a title only: is it a heading, or a task of which the rest is missing?"""
        if row.texts.get("product") or row.inherited - {"number"}:
            return False
        if kind_of(number) in ("roman", "capital"):
            return True
        after = (read_number(following.number) or "") if following else ""
        if not after:
            return following is not None and not self._has_tasks_like(number)
        return parent_of(after) == number or (kind_of(after) != kind_of(number) and not self._has_tasks_like(number))

    def _has_tasks_like(self, number: str) -> bool:
        return any(kind_of(piece.number) == kind_of(number) for piece in self.pieces)

    def _without_number(self, row: TaskRow, number: str) -> None:
        """A row without a number of its own: the rest of the one before, a task without a number, or a heading."""
        title = row.own("title")
        if is_item(row) and title.startswith(BULLETS):
            row.texts["title"] = title = title.strip("".join(BULLETS))
        begins = bool(title) and not goes_on(title)
        if row.opens and self.pieces and (self.pieces[-1].number or not begins):
            self._go_on(row, certain=not is_whole(row))
        elif begins and (row.has_own_who_or_when or not self.pieces) and row.has_who_or_when:
            self._begin(number, row)
        elif begins and not row.inherited:
            self._open_group("", title, row)
        elif self.pieces:
            self._go_on(row, certain=row.opens or not (title or row.has_own_who_or_when))
        else:
            self._begin(number, row)

    def _open_group(self, number: str, title: str, row: TaskRow) -> None:
        text = on_one_line(title)
        if not number:
            number, text = split_number(text)
        if not number and row.opens and self.groups and text[:1].islower():
            last, _ = self.groups.pop(), self.outer.pop()
            number, text = last.number, f"{last.title} {text}"
        self._add_group(number, text)
        self.above.pop(number, None)
        if not number:
            self.unread.append((row.place, Reason.GROUP_NOT_NUMBERED, text))

    def _add_group(self, number: str, title: str) -> None:
        within = self.group
        while within is not None and kind_of(self.groups[within].number) == kind_of(number):
            within = self.outer[within]
        self.outer.append(within if kind_of(number) == "plain" else None)
        self.groups.append(Group(number=number, title=title[:LONGEST]))
        self.group = len(self.groups) - 1

    def _leave_group(self, number: str) -> None:
        """Behind 1.1 and 1.2 in the group 1 comes the task 2, which is of the group that 1 is within."""
        if self.group is None or not self.pieces or self.pieces[-1].group != self.group:
            return
        before, last = self.groups[self.group].number, self.pieces[-1].number
        is_next = kind_of(before) == kind_of(number) == "plain" and value_of(number) == (value_of(before) or 0) + 1
        if is_next and kind_of(last) != "plain":
            self.group = self.outer[self.group]

    def _begin(self, number: str, row: TaskRow) -> None:
        self._leave_group(number)
        self._group_by_column(row)
        texts = {name: text for name, text in row.texts.items() if name != "group"}
        piece = Piece(number, texts, dict(row.extra), row.place, self.group)
        if row.doubtful:
            piece.flags.append(Flag.DOUBTFUL_ROW)
        if row.formula:
            piece.flags.append(Flag.FORMULA)
        self._take_from_above(piece)
        self.pieces.append(piece)

    def _take_from_above(self, piece: Piece) -> None:
        """What the row above with the number "1" says once for 1a, 1b or 1.1, 1.2, where these say nothing of it."""
        above = self.above.get(parent_of(piece.number) or self._part(piece)) if piece.number else None
        if above and not all(piece.texts.get(name) for name in above):
            piece.texts |= {name: text for name, text in above.items() if not piece.texts.get(name)}
            piece.flags.append(Flag.SAME_AS_ABOVE)
        elif not above and piece.number and not any(piece.texts.get(name) for name in WHO_AND_WHEN):
            parents = (each for each in reversed(self.pieces) if each.number and each.number == parent_of(piece.number))
            if parent := next(parents, None):
                piece.texts |= {name: text for name in WHO_AND_WHEN if (text := parent.texts.get(name))}
                piece.flags.append(Flag.SAME_AS_ABOVE)

    def _part(self, piece: Piece) -> str:
        """The number of the part I or A that a task 1 stands in; "" for none."""
        number = self.groups[piece.group].number if piece.group is not None else ""
        return number if kind_of(number) in ("roman", "capital") and kind_of(piece.number) == "plain" else ""

    def _group_by_column(self, row: TaskRow) -> None:
        """A column of its own for groups, mostly merged over their tasks."""
        text = on_one_line(row.texts.get("group", ""))
        if text and text != self.column_group:
            self.column_group = text
            self._add_group(*split_number(text))

    def _go_on(self, row: TaskRow, *, certain: bool) -> None:
        """Joins the cells to those of the task before."""
        piece = self.pieces[-1]
        for name, text in row.texts.items():
            if text and name not in row.inherited:
                between = FULL if row.opens and name in WHO_AND_WHEN and text[:1].isalpha() else "\n"
                piece.texts[name] = f"{piece.texts.get(name, '')}{between}{text}".strip()
        for name, text in row.extra.items():
            piece.extra[name] = f"{piece.extra.get(name, '')} {text}".strip()
        if not certain or row.formula:
            piece.flags.append(Flag.JOINED)
