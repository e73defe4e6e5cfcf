"""Scores a draft (`ttdn import FILE --dry-run --json`) against a gold reading of the same file.

A row is right when number, title, lead, coordinators and deadline all are. From the command line:

    python -m tests.importing.score DRAFT.json GOLD.json
"""

import json
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]
DEADLINE = {"start": "first_year", "end": "last_year", "due": "due", "recurring": "recurring"}


@dataclass
class Score:
    """How many rows are right, and the others with what is wrong in them."""

    rows: int = 0
    right: int = 0
    wrong: dict[str, list[str]] = field(default_factory=dict)
    silent: list[str] = field(default_factory=list)
    flagged: int = 0

    @property
    def share(self) -> float:
        return self.right / self.rows if self.rows else 0.0


def score(draft: Json, gold: Json, *, loose_spaces: bool = False) -> Score:
    """Compares row by row, in order; `loose_spaces` compares titles without any white space (PDF)."""
    found = Score(rows=len(gold["tasks"]))
    drafted = _by_key(draft["tasks"])
    found.flagged = sum(bool(task["flags"]) for task in draft["tasks"])
    for key, expected in _by_key(gold["tasks"]).items():
        task = drafted.pop(key, None)
        name = f"{expected.get('group') or ''}/{expected['number']}"
        wrong = _wrong(task, expected, loose_spaces=loose_spaces) if task else ["missing"]
        if not wrong:
            found.right += 1
            continue
        found.wrong[name] = wrong
        if task is None or not task["flags"]:
            found.silent.append(name)
    for task in drafted.values():
        found.wrong[f"{task['group']}/{task['number']}"] = ["not in the document"]
        if not task["flags"]:
            found.silent.append(f"{task['group']}/{task['number']}")
    return found


def _by_key(tasks: list[Json]) -> dict[tuple[str, str, int], Json]:
    """Tasks by group and number; those alike are counted."""
    keyed: dict[tuple[str, str, int], Json] = {}
    for task in tasks:
        again = 0
        while (key := (task.get("group") or "", task["number"], again)) in keyed:
            again += 1
        keyed[key] = task
    return keyed


def _wrong(task: Json, gold: Json, *, loose_spaces: bool) -> list[str]:
    unsure = set(gold.get("ambiguous", ()))
    wrong = []
    if _text(task["title"], loose_spaces) != _text(gold["title"], loose_spaces):
        wrong.append(f"title {task['title']!r} for {gold['title']!r}")
    for role in ("lead", "coordinate"):
        for name in (role, f"{role}_collectives"):
            ours, theirs = (sorted(_text(each, loose_spaces) for each in one[name]) for one in (task, gold))
            if ours != theirs and role not in unsure:
                wrong.append(f"{name} {task[name]} for {gold[name]}")
    for theirs_, ours_ in DEADLINE.items():
        if task[ours_] != gold[theirs_] and theirs_ not in unsure:
            wrong.append(f"{theirs_} {task[ours_]} for {gold[theirs_]} ({task['period']!r})")
    return wrong


def _text(text: str, loose: bool) -> str:
    return ("" if loose else " ").join(unicodedata.normalize("NFC", text).split())


def main(draft: str, gold: str) -> None:
    """Prints what is wrong, and the sum."""
    found = score(
        *(json.loads(Path(file).read_text(encoding="utf-8")) for file in (draft, gold)), loose_spaces=".pdf" in gold
    )
    lines = [f"{name}: {'; '.join(wrong)}" for name, wrong in found.wrong.items()]
    sys.stdout.write(
        "\n".join([*lines, f"{found.right} of {found.rows} right, {len(found.silent)} wrong unflagged", ""])
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
