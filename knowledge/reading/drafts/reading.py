"""From the blocks of a document to the draft."""

import re
from collections.abc import Callable

from knowledge.reading.agencies import AgencyDirectory
from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.agency_cells import Agencies, AgencyReader
from knowledge.reading.drafts.assembling import Assembly, Piece
from knowledge.reading.drafts.blocks import Content, Place, Table, on_one_line
from knowledge.reading.drafts.captions import tables_with_captions, with_captions
from knowledge.reading.drafts.deadlines import read_deadline
from knowledge.reading.drafts.doubts import flag_rows
from knowledge.reading.drafts.draft import LONGEST, Draft, DraftTask, Flag, Group, Problem, Reason, Where
from knowledge.reading.drafts.head import read_head
from knowledge.reading.drafts.headings import DEEPEST, FARTHEST, TELLING, Layout, carried_on, find_layout
from knowledge.reading.drafts.leftovers import empty_groups, text_between
from knowledge.reading.drafts.numbering import flag_numbers
from knowledge.reading.drafts.numbers import kind_of
from knowledge.reading.drafts.prose import tasks_in_prose
from knowledge.reading.drafts.table_rows import TaskRow, table_rows
from knowledge.reading.drafts.unheaded import layout_by_cells
from knowledge.reading.drafts.unreadable import Unreadable, Why
from knowledge.reading.drafts.words import field_of, marks

MOST_TASKS, MOST_PROBLEMS = 5_000, 1_000
_COUNT = re.compile(r"[\s:]*(?:\(\s*\d[^()]*\))?\s*:?$")  # "(02 đề án)", how many tasks a group has
Find = Callable[[Table, int], Layout | None]  # the layout of a table, its heading in at most so many rows


def read_content(content: Content, directory: AgencyDirectory) -> Draft:
    """The draft of a document. Raises Unreadable where it has no table of tasks."""
    return _Reading(content, directory).draft()


class _Reading:
    def __init__(self, content: Content, directory: AgencyDirectory) -> None:
        self.content = content
        self.agencies = AgencyReader(directory)
        self.assembly = Assembly()
        self.problems: list[Problem] = []
        self.unknown: dict[str, list[Where]] = {}
        self.tables: list[Table] = []
        self.captions: set[Place] = set()

    def draft(self) -> Draft:
        first = self._read_tables()
        head = read_head(self.content, first)
        tasks = self._tasks()
        self._note_rest(head.missing)
        if len(self.problems) > MOST_PROBLEMS:
            self.problems[MOST_PROBLEMS:] = [Problem(where=Where(), reason=Reason.LIMIT)]
        return Draft(
            document=head.particulars,
            groups=tuple(self.assembly.groups),
            tasks=tuple(tasks),
            problems=tuple(self.problems),
        )

    def _read_tables(self) -> Table:
        """Takes the rows of all tables of tasks; the first of these. Without any heading the cells have to tell."""
        parts = self._parts(find_layout)
        if not parts:
            self.problems.clear()
            parts = self._parts(lambda table, _: layout_by_cells(table))
        rows = with_captions(parts)
        self.captions = {row.place for row in rows if row.heading}
        self.assembly.add(rows)
        if not self.assembly.pieces:
            raise Unreadable(Why.PROSE if tasks_in_prose(self.content) else Why.NO_TABLE)
        if len(self.assembly.pieces) > MOST_TASKS:
            raise Unreadable(Why.TOO_LARGE)
        return self.tables[0]

    def _parts(self, find: Find) -> list[tuple[TaskRow | None, list[TaskRow]]]:
        """The rows of each table of which the layout can be found, with what stands over it."""
        layout: Layout | None = None
        parts: list[tuple[TaskRow | None, list[TaskRow]]] = []
        for table, above in tables_with_captions(self.content):
            on = carried_on(layout, table) if layout else None
            # What goes on over a page has its heading at the top, if any; each sheet has its own.
            farthest = DEEPEST if on and not table.place.sheet else FARTHEST
            known = find(table, farthest) or on
            if known is None:
                self._skip(table)
                continue
            layout = known
            self.tables.append(table)
            parts.append((above, list(table_rows(table, known))))
        return parts

    def _skip(self, table: Table) -> None:
        """A table that is none of tasks; said where it looks like a list of anything."""
        numbered = sum(
            kind_of(row.cells[0].text.strip(". ")) in ("plain", "dotted") and row.cells[0].text[:1].isdigit()
            for row in table.rows
        )
        cells = (cell for row in table.rows[:2] for cell in row.cells if cell.text)
        telling = TELLING & {field_of(name_words(cell.text)) for cell in cells}
        if table.width > 2 and (numbered >= 2 or (len(telling) > 1 and len(table.rows) > 2)):
            text = on_one_line(" | ".join(cell.text for cell in dict.fromkeys(table.rows[0].cells)))
            self._problem(table.place, Reason.TABLE_NOT_READ, text)

    def _tasks(self) -> list[DraftTask]:
        pieces = self.assembly.pieces
        flag_numbers(pieces, self.assembly.groups)
        flag_rows(pieces)
        _lead_by_group(pieces, self.assembly.groups, self.agencies)
        tasks = [self._task(piece, before) for piece, before in zip(pieces, [None, *pieces], strict=False)]
        for name, places in self.unknown.items():
            self.problems.append(
                Problem(where=places[0], reason=Flag.UNKNOWN_AGENCY, words=name, nearest=self.agencies.nearest(name))
            )
        return tasks

    def _task(self, piece: Piece, before: Piece | None) -> DraftTask:
        if before:
            _same_as_above(piece, before)
        texts = piece.texts
        agencies = self.agencies.read(
            texts.get("lead") or texts.get("agency", ""), texts.get("coordinate", ""), shared=texts.get("agencies", "")
        )
        period = " - ".join(text for name in ("begin", "period") if (text := texts.get(name, "")))
        deadline, doubts = read_deadline(period)
        title = on_one_line(texts.get("title", ""))
        flags = [*piece.flags, *([] if title else [Flag.NO_TITLE]), *agencies.flags, *doubts]
        if self.agencies.is_body(title):
            flags.append(Flag.DOUBTFUL_ROW)
        if self.content.loose:
            flags.append(Flag.TEXT_LAYOUT)
        where = _where(piece.place, piece.number)
        self._note(where, flags, agencies, deadline.text)
        return DraftTask(
            number=piece.number,
            title=title[:LONGEST],
            group=piece.group,
            lead=agencies.lead,
            coordinate=agencies.coordinate,
            deadline=deadline,
            product=on_one_line(texts.get("product", ""))[:LONGEST],
            extra={name[:LONGEST]: text[:LONGEST] for name, text in piece.extra.items()},
            flags=tuple(dict.fromkeys(flags)),
            where=where,
        )

    def _note(self, where: Where, flags: list[Flag], agencies: Agencies, period: str) -> None:
        """A problem for each flag of a task; unknown agencies are told once for the whole document."""
        for name in agencies.unknown:
            self.unknown.setdefault(name, []).append(where)
        words = {Flag.DOUBTFUL_AGENCIES: "; ".join(agencies.doubtful)}
        for flag in dict.fromkeys(flags):
            if flag not in (Flag.UNKNOWN_AGENCY, Flag.TEXT_LAYOUT):
                said = words.get(flag, period if flag.value.startswith("period") else "")
                self.problems.append(Problem(where=where, reason=flag, words=said))

    def _note_rest(self, missing: list[Reason]) -> None:
        for place, reason, words in self.assembly.unread:
            self._problem(place, reason, words)
        for reason in missing:
            self._problem(Place(), reason, "")
        for place in self.content.hidden:
            self._problem(place, Reason.HIDDEN, "")
        for title in empty_groups(self.assembly.groups, self.assembly.pieces):
            self._problem(Place(), Reason.GROUP_EMPTY, title)
        for paragraph in text_between(self.content, self.tables, self.captions):
            self._problem(paragraph.place, Reason.TEXT_BETWEEN, on_one_line(paragraph.text))
        if prose := tasks_in_prose(self.content):
            self._problem(prose[0].place, Reason.PROSE, on_one_line(prose[0].text))

    def _problem(self, place: Place, reason: Reason, words: str) -> None:
        self.problems.append(Problem(where=_where(place), reason=reason, words=words[:200]))


def _lead_by_group(pieces: list[Piece], groups: list[Group], agencies: AgencyReader) -> None:
    """Where no task says who leads, but groups are named after bodies: "I. Sở Y tế (02 đề án)" leads what is below."""
    if any(piece.texts.get(name) for piece in pieces for name in ("lead", "agency", "agencies")):
        return
    for piece in pieces:
        title = _COUNT.sub("", groups[piece.group].title) if piece.group is not None else ""
        found = agencies.read(title, "")
        if title and found.lead and not found.flags:
            piece.texts["lead"] = title


def _same_as_above(piece: Piece, before: Piece) -> None:
    """ "nt" is what the row above says; it is doubtful only where that says nothing."""
    for name in ("lead", "coordinate", "agency", "agencies", "period", "product"):
        text = piece.texts.get(name, "").strip(" .")
        if text and text.casefold() in marks("same"):
            piece.texts[name] = before.texts.get(name, "")
            if not piece.texts[name] and name != "product":
                piece.flags.append(Flag.SAME_AS_ABOVE)


def _where(place: Place, task: str = "") -> Where:
    return Where(page=place.page, sheet=place.sheet, table=place.table, row=place.row, task=task)
