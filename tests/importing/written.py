"""Annexes written by hand: the cells of each row as an office writes them, and beside them what is to be read.

A line of a `batches/*/*.txt` file is one of

    symbol: 12/KH-UBND                                     (also day, title)
    I | Group
    1 | title | lead | coordinate | period | product => lead // coordinate // start end due [again] // title

In a cell, a pilcrow is a new line. In what is to be read, `=` is the whole cell as one body, `{}` holds a collective,
`-` is nothing; `?` before a side leaves it open, since two readings can be defended.
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests.importing.annexes import Json

BATCHES = Path(__file__).parent / "batches"


@dataclass
class Line:
    """A task: its cells, by their place, and its gold."""

    number: str
    cells: list[str]
    gold: Json

    def values(self, order: str) -> list[str]:
        """The cells in this order: n(umber) t(itle) l(ead) c(oordinate) p(eriod) r(esult), anything else empty."""
        places = {letter: at for at, letter in enumerate("tlcpr")}
        return [
            self.number if letter == "n" else self.cells[places[letter]] if letter in places else "" for letter in order
        ]


@dataclass
class Written:
    """A document: its particulars, and its groups with their tasks."""

    particulars: dict[str, str] = field(default_factory=dict)
    groups: list[tuple[str, str, list[Line]]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        return [line for _, _, lines in self.groups for line in lines]

    @property
    def gold(self) -> Json:
        return {"document": self.particulars, "tasks": [line.gold for line in self.lines]}


def written(name: str) -> Written:
    """The document in batches/NAME.txt."""
    found = Written()
    for text in (BATCHES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not text.strip():
            continue
        cells, _, gold = text.partition(" => ")
        parts = [part.strip().replace("¶", "\n") for part in cells.split("|")]
        if len(parts) == 1:
            key, _, value = text.partition(":")
            found.particulars[key] = value.strip()
        elif len(parts) == 2:
            found.groups.append((parts[0], parts[1], []))
        else:
            if not found.groups:
                found.groups.append(("", "", []))
            number, *rest = parts
            rest += [""] * (5 - len(rest))
            task = _gold(number.strip(".)("), found.groups[-1][0], rest, gold)
            found.groups[-1][2].append(Line(number, rest, task))
    return found


def _gold(number: str, group: str, cells: list[str], text: str) -> Json:
    lead, coordinate, period, *title = (part.strip() for part in text.split(" // "))
    start, end, due, *again = period.lstrip("?").split()
    gold: Json = {"number": number, "group": group, "title": " ".join((title or cells)[0].split()), "ambiguous": []}
    for role, side, cell in (("lead", lead, cells[1]), ("coordinate", coordinate, cells[2])):
        if side.startswith("?"):
            gold["ambiguous"].append(role)
        gold |= _bodies(role, side.lstrip("?"), " ".join(cell.split()))
    if period.startswith("?"):
        gold["ambiguous"] += ["start", "end", "due", "recurring"]
    return gold | {
        "start": None if start == "-" else int(start),
        "end": None if end == "-" else int(end),
        "due": None if due == "-" else due,
        "recurring": bool(again),
        "period_text": " ".join(cells[3].split()),
    }


def _bodies(role: str, side: str, cell: str) -> Json:
    names = [] if side == "-" else [part.strip().replace("=", cell) for part in side.split(" ; ")]
    return {
        role: [name for name in names if not name.startswith("{")],
        f"{role}_collectives": [name.strip("{}") for name in names if name.startswith("{")],
    }
