"""Reads the period of a task as an annex writes it."""

import re

from knowledge.records import Period

_YEAR = r"((?:19|20)\d\d)"
_RANGE = re.compile(rf"(?:giai đoạn |từ )?(?:năm )?{_YEAR}\s*(?:[-–—]|đến)\s*(?:năm )?{_YEAR}")
_SINGLE = re.compile(rf"(?:trong )?(?:năm )?{_YEAR}")
_UNTIL = re.compile(rf"đến (?:hết )?(?:năm )?{_YEAR}")
_SINCE = re.compile(rf"từ (?:năm )?{_YEAR}")
_DAY = r"(?:(?:trước|đến|hết|vào) )?(?:ngày )?\d\d?/\d\d?"
_WITHIN = re.compile(rf"{_DAY}/{_YEAR}|(?:(?:trước|đến|hết) )*(?:(?:tháng )?\d\d?|quý [ivx\d]+)(?:/| năm ){_YEAR}")
_RECURRING = re.compile(r"hằng (?:năm|quý|tháng|tuần)|thường xuyên|định kỳ")
_DAY_OF_EACH_YEAR = re.compile(rf"(?:{_DAY})?")


def read_period(text: str, document_year: int) -> Period:
    """The period of a cell such as "2024 - 2026", "2018-2020", "Đến năm 2030", "Hằng năm", "Hàng năm, đến năm 2030".

    "Đến năm 2030" begins in the year of the document. A month, quarter or day sets the last year only. A recurring
    period has years only where they are written. Raises ValueError for anything else.
    """
    written = " ".join(text.split()).replace("Hàng năm", "Hằng năm").replace("hàng năm", "hằng năm")
    said = written.lower()
    recurring = _RECURRING.search(said) is not None
    rest = _RECURRING.sub("", said).strip(" ,;()")
    first, last = (None, None) if recurring and _DAY_OF_EACH_YEAR.fullmatch(rest) else _years(rest, document_year)
    if first and last and last < first:
        raise ValueError(f"the period {written!r} ends before it begins")
    return Period(written, first, last, recurring)


def _years(said: str, document_year: int) -> tuple[int | None, int | None]:
    if found := _RANGE.fullmatch(said):
        return int(found[1]), int(found[2])
    if found := _SINGLE.fullmatch(said):
        return int(found[1]), int(found[1])
    if found := _UNTIL.fullmatch(said):
        return document_year, int(found[1])
    if found := _SINCE.fullmatch(said):
        return int(found[1]), None
    if found := _WITHIN.fullmatch(said):
        return None, int(found[1] or found[2])
    raise ValueError(f"{said!r} is no period" if said else "the period is missing")
