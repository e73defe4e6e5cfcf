"""What belongs to which row: parts that leave something to the row above, and rows and cells that a page cuts."""

import itertools
from collections.abc import Sequence

from knowledge.reading.drafts.numbers import kind_of, parent_of, read_number, split_number
from knowledge.reading.drafts.table_rows import TaskRow

BULLETS = ("-", "+", "•", "–", "*", "·", "o ")
WHO = ("lead", "agency", "agencies")
WHO_AND_WHEN = (*WHO, "coordinate", "begin", "period")


def leaves_it_to(following: TaskRow | None, row: TaskRow) -> bool:
    """Is the row below a part of this one, which itself names nobody who leads, or only in cells that both share?"""
    if following is None or any(row.own(name) and name not in row.shared for name in WHO):
        return False
    number, after = read_number(row.number) or "", read_number(following.number) or ""
    if row.inherited - {"number"} or not number:
        return False
    is_part = parent_of(after) == number or (kind_of(number), kind_of(after)) == ("plain", "small")
    return is_part and any(following.texts.get(name) for name in WHO)


def is_item(row: TaskRow | None) -> bool:
    """Is it a task without a number, below a row that says what several have in common: "- Tổ chức hội nghị"?"""
    return row is not None and not (row.opens or row.heading or row.inherited) and _has_no_number(row) and is_whole(row)


def _has_no_number(row: TaskRow) -> bool:
    return not row.number.strip(" -–+•*.") and not split_number(row.own("title"))[0]


def says_for_all(following: TaskRow | None, row: TaskRow) -> bool:
    """Is it a part I or A that says once who leads, or by when, what the tasks 1, 2 below it leave out?"""
    if following is None or following.heading or row.inherited - {"number"} or is_whole(row):
        return False
    kinds = kind_of(read_number(row.number) or ""), kind_of(read_number(following.number) or "")
    if kinds[0] not in ("roman", "capital") or kinds[1] not in ("plain", "dotted"):
        return False
    said = [name for name in WHO_AND_WHEN if row.own(name)]
    return bool(said) and any(not following.own(name) for name in said) and following.has_own_who_or_when


def carry_over_pages(rows: Sequence[TaskRow]) -> None:
    """A cell merged over a page break: its text stands above the break, and what is below it would have none."""
    for upper, lower in itertools.pairwise(rows):
        if not (upper.closes and lower.opens and lower.number) or upper.heading or lower.heading:
            continue
        for name in upper.unclosed & set(WHO_AND_WHEN):
            if upper.texts.get(name) and not lower.texts.get(name):
                lower.texts[name], lower.doubtful = upper.texts[name], True


def with_late_numbers(rows: Sequence[TaskRow]) -> list[TaskRow]:
    """Where a page cut a row whose number stands in the middle of its height, the upper part has none: it is put back.

    The lower part is known by what it lacks: a title with a capital, or who is to do it.
    """
    whole: list[TaskRow] = []
    for row in rows:
        upper = whole[-1] if whole else None
        late = row.opens and row.number and not row.heading and row.own("title")[:1].islower()
        if late and upper and upper.closes and not upper.opens and not upper.number and upper.own("title"):
            for name in {*upper.texts, *row.texts}:
                upper.texts[name] = f"{upper.texts.get(name, '')}\n{row.texts.get(name, '')}".strip()
            upper.number, upper.closes, upper.doubtful = row.number, row.closes, True
        else:
            whole.append(row)
    return whole


def is_whole(row: TaskRow) -> bool:
    """Does the row have all that a task has but a number?"""
    return all(
        any(row.own(name) for name in names) for names in (("title",), ("lead", "agency", "agencies"), ("period",))
    )


def goes_on(text: str) -> bool:
    """Does a text go on with what was before: with a bullet, or without a capital?"""
    return text.startswith(BULLETS) or text[:1].islower()
