"""The clauses of a document's body, each with the path by which a lawyer cites it and its own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.reading.paragraphs import Paragraph
from knowledge.reading.profiles import Profile
from knowledge.reading.source import Source
from knowledge.records import Provision

_DEPTH = {"article": 0, "part": 1, "number": 2, "point": 4, "bullet": 5}
_SUBNUMBER_DEPTH = 3
_OPERATIVE_WORDS = re.compile(r"[A-ZĐ][A-ZÀ-ỸĐ ]+:")


@dataclass
class _Clause:
    """A clause while it is being put together: its own paragraphs and the heading it stands under."""

    path: str
    depth: int
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def opening(self) -> str:
        return self.paragraphs[0].text

    @property
    def has_heading(self) -> bool:
        """The first paragraph only names what follows: it is no finished sentence."""
        return self.depth in (1, 2, 3) and self.opening[-1] not in ".;"


def read_provisions(source: Source, profile: Profile, paragraphs: Iterable[Paragraph]) -> list[Provision]:
    """The clauses in the order of the text (footnotes last), without addressees. Enters its lines in the account."""
    clauses = _counted(_Outline(profile).arrange(paragraphs))
    for clause in clauses:
        for paragraph in clause.paragraphs:
            for line in paragraph.lines:
                source.read_as(line, f"provision {clause.path}" if clause.path else "operative words")
    return [_provision(profile.id, clause) for clause in clauses if clause.path]


def _counted(clauses: list[_Clause]) -> list[_Clause]:
    return _count(_count(clauses, "Phần mở đầu"), "Phần cuối")


def _count(clauses: list[_Clause], part: str) -> list[_Clause]:
    """The paragraphs of an unnumbered part are counted where there is more than one."""
    inside = [clause for clause in clauses if clause.path == part]
    if len(inside) > 1:
        for place, clause in enumerate(inside, 1):
            clause.path = f"{part}, đoạn {place}"
    return clauses


def _provision(document: str, clause: _Clause) -> Provision:
    texts = [paragraph.text for paragraph in clause.paragraphs]
    own_heading = clause.has_heading and len(texts) > 1
    return Provision(
        document=document,
        path=clause.path,
        heading=texts[0] if own_heading else clause.heading,
        text="\n".join(texts[1:] if own_heading else texts),
        lines=(clause.paragraphs[0].lines[0], clause.paragraphs[-1].lines[-1]),
    )


class _Outline:
    """Where in the outline of the document the reading stands."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.clauses: list[_Clause] = []
        self.open: list[_Clause] = []
        self.labels: dict[int, str] = {}
        self.bullets = 0
        self.closing = False

    def arrange(self, paragraphs: Iterable[Paragraph]) -> list[_Clause]:
        for paragraph in paragraphs:
            self._place(paragraph)
        return self.clauses

    def _place(self, paragraph: Paragraph) -> None:
        closing = self.profile.closing_from
        self.closing = self.closing or bool(closing and paragraph.text.startswith(closing))
        if paragraph.kind == "footnote":
            self._add(_Clause(f"chú thích {paragraph.label}", 9, ""), paragraph)
        elif paragraph.kind in _DEPTH:
            self._open(paragraph)
        elif _OPERATIVE_WORDS.fullmatch(paragraph.text):
            self._add(_Clause("", 9, ""), paragraph)
        elif self.closing:
            self._add(_Clause("Phần cuối", 9, ""), paragraph)
        elif not self.open:
            self._opening_part(paragraph)
        else:
            self._continue(paragraph)

    def _opening_part(self, paragraph: Paragraph) -> None:
        path = "Căn cứ" if paragraph.kind == "basis" else "Phần mở đầu"
        if path == "Căn cứ" and self.clauses and self.clauses[-1].path == path:
            self.clauses[-1].paragraphs.append(paragraph)
        else:
            self._add(_Clause(path, 9, ""), paragraph)

    def _continue(self, paragraph: Paragraph) -> None:
        """An unmarked paragraph carries on its clause; after the points of a clause it is the last of that clause."""
        last = self.open[-1]
        if last.depth == _DEPTH["point"]:
            self.open.pop()
            parent = self.open[-1]
            clause = _Clause(f"{parent.path} đoạn cuối", _DEPTH["bullet"], parent.opening)
            self.open.append(clause)
            self._add(clause, paragraph)
        else:
            last.paragraphs.append(paragraph)

    def _open(self, paragraph: Paragraph) -> None:
        depth = _SUBNUMBER_DEPTH if "." in paragraph.label else _DEPTH[paragraph.kind]
        parent = self._close(depth) if self.open else None
        clause = _Clause(self._path(paragraph, depth), depth, _heading_for_children(parent))
        self.open.append(clause)
        self._add(clause, paragraph)

    def _close(self, depth: int) -> _Clause | None:
        """Ends the clauses that a new one of `depth` does not stand under; what is then the innermost one, if any."""
        while self.open and self.open[-1].depth >= depth:
            self.open.pop()
        return self.open[-1] if self.open else None

    def _path(self, paragraph: Paragraph, depth: int) -> str:
        if paragraph.kind == "bullet":
            self.bullets += 1
            return f"{self._clause_path()} gạch đầu dòng thứ {self.bullets}"
        self.bullets = 0
        self.labels = {level: label for level, label in self.labels.items() if level < depth}
        self.labels[depth] = paragraph.label
        return self._clause_path()

    def _clause_path(self) -> str:
        deepest = max(self.labels)
        if deepest == 0:
            return self.labels[0]
        # "6.1" holds the number above it already, and an article stands apart from the parts of what it issues.
        hidden = {0, _DEPTH["number"]} if _SUBNUMBER_DEPTH in self.labels else {0}
        labels = [label for level, label in sorted(self.labels.items()) if level not in hidden]
        return f"{self.profile.clause_word} {'.'.join(labels)}"

    def _add(self, clause: _Clause, paragraph: Paragraph) -> None:
        clause.paragraphs.append(paragraph)
        self.clauses.append(clause)


def _heading_for_children(parent: _Clause | None) -> str:
    if parent is None or parent.depth == _DEPTH["article"]:
        return ""
    return parent.opening if parent.has_heading else parent.heading
