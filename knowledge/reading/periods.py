"""Reads the period of a task as an annex writes it."""

import re

from knowledge.records import Period

_YEAR = r"((?:19|20)\d\d)"
_RANGE = re.compile(rf"(?:giai đoạn |từ |từ năm )?{_YEAR}\s*(?:[-–—]|đến năm|đến)\s*(?:năm )?{_YEAR}")
_SINGLE = re.compile(rf"(?:trong )?(?:năm )?{_YEAR}")
_UNTIL = re.compile(rf"đến (?:hết )?(?:năm )?{_YEAR}")
_SINCE = re.compile(rf"từ (?:năm )?{_YEAR}")
_WITHIN = re.compile(
    rf"(?:trước |đến )?(?:hết )?(?:tháng |quý |ngày )?(?:\d\d?/|[IV]+/|[IV]+ năm |\d\d? năm ){{1,2}}{_YEAR}", re.I
)
_RECURRING = re.compile(r"hằng (?:năm|quý|tháng|tuần)|thường xuyên|định kỳ")


def read_period(text: str, document_year: int) -> Period:
    """The period of a cell such as "2024 - 2026", "2018-2020", "Đến năm 2030", "Hằng năm", "Hàng năm, đến năm 2030".

    "Đến năm 2030" begins in the year of the document. A month, quarter or day sets the last year only. A recurring
    period has years only where they are written. Raises ValueError for anything else.
    """
    written = _one_spelling(" ".join(text.split()))
    said = written[:1].lower() + written[1:]
    recurring = _RECURRING.search(said.lower()) is not None
    first, last = _years(
        _RECURRING.sub("", said.lower()).strip(" ,;()") if recurring else said, document_year, recurring
    )
    if first and last and last < first:
        raise ValueError(f"the period {written!r} ends before it begins")
    return Period(written, first, last, recurring)


def _one_spelling(text: str) -> str:
    return text.replace("Hàng năm", "Hằng năm").replace("hàng năm", "hằng năm")


def _years(said: str, document_year: int, recurring: bool) -> tuple[int | None, int | None]:
    if recurring and not re.search(_YEAR, said):
        return None, None
    if found := _RANGE.fullmatch(said):
        return int(found[1]), int(found[2])
    if found := _SINGLE.fullmatch(said):
        return int(found[1]), int(found[1])
    if found := _UNTIL.fullmatch(said):
        return document_year, int(found[1])
    if found := _SINCE.fullmatch(said):
        return int(found[1]), None
    if found := _WITHIN.fullmatch(said):
        return None, int(found[1])
    raise ValueError(f"{said!r} is no period" if said else "the period is missing")
