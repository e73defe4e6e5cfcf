"""Compares two versions of an annex task by task."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.reading.agency_names import name_words, tone_last
from knowledge.records import AgencyColumn, Task

Aspect = Literal["group", "title", "lead", "coordinate", "period", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs in one task. `before` and `after` hold the draft's and the final text's own values:

    group and title: their words; lead and coordinate: agency ids, then collectives as written; period: as written.
    A task that only the final text has is "added" (`after` is its title), one that only the draft has "removed".
    """

    number: str
    aspect: Aspect
    before: tuple[str, ...]
    after: tuple[str, ...]


def compare(draft: Iterable[Task], final: Iterable[Task]) -> list[Difference]:
    """The differences in the order of the final text, removed tasks last; empty when there are none.

    Spellings that say the same are no difference: tone places, kinds of quotation marks, dashes and ellipses, spacing,
    "Hàng năm" and "Hằng năm", "2018-2020" and "2018 - 2020", the case in which a collective begins.
    """
    before = {task.number: task for task in draft}
    found: list[Difference] = []
    for task in final:
        was = before.pop(task.number, None)
        found += _changes(was, task) if was else [Difference(task.number, "added", (), (task.title,))]
    return found + [Difference(task.number, "removed", (task.title,), ()) for task in before.values()]


def _changes(draft: Task, final: Task) -> Iterator[Difference]:
    if _same_words(f"{draft.group} {draft.group_title}") != _same_words(f"{final.group} {final.group_title}"):
        yield Difference(final.number, "group", (draft.group, draft.group_title), (final.group, final.group_title))
    if _same_words(draft.title) != _same_words(final.title):
        yield Difference(final.number, "title", (draft.title,), (final.title,))
    if _same_agencies(draft.lead) != _same_agencies(final.lead):
        yield Difference(final.number, "lead", _listed(draft.lead), _listed(final.lead))
    if _same_agencies(draft.coordinate) != _same_agencies(final.coordinate):
        yield Difference(final.number, "coordinate", _listed(draft.coordinate), _listed(final.coordinate))
    if _same_words(draft.period.text) != _same_words(final.period.text):
        yield Difference(final.number, "period", (draft.period.text,), (final.period.text,))


_ALIKE = str.maketrans({"…": "...", "“": '"', "”": '"', "–": "-", "—": "-", "’": "'", "‘": "'"})


def _same_words(text: str) -> list[str]:
    """Words and signs, case kept, without what is only typography."""
    plain = unicodedata.normalize("NFC", text).translate(_ALIKE)
    return [tone_last(sign) for sign in re.findall(r"\w+|[^\w\s]", plain)]


def _same_agencies(column: AgencyColumn) -> tuple[object, ...]:
    return column.named, [name_words(each) for each in (*column.collectives, *column.unknown)]


def _listed(column: AgencyColumn) -> tuple[str, ...]:
    return (*column.named, *column.collectives, *column.unknown)
