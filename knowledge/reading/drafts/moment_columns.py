"""Columns for a year, a quarter or a month, in which a cross says that something is done then."""

import re

from knowledge.reading.agency_names import name_words
from knowledge.reading.drafts.blocks import on_one_line
from knowledge.reading.drafts.words import field_of

_YEAR = re.compile(r"(?:Năm )?(20\d\d)")
_IN_YEAR = re.compile(r"\b(20\d\d)\b")
_PART = re.compile(r"(?:(?P<word>quý|quí|tháng|q|t)[ .]*)?(?P<count>i{1,3}|iv|1[0-2]|[1-9])", re.IGNORECASE)
_QUARTER, _MONTH = "Quý", "Tháng"


def moment_of(stack: list[str]) -> str:
    """The year, or the quarter or month, under which a cross says when: "2025", "Quý II/2025"; "" for other columns."""
    upper = on_one_line(" ".join(stack[:-1]))
    is_period = field_of(name_words(upper)) == "period"
    if len(stack) > 1 and is_period and (year := _YEAR.fullmatch(stack[-1])):
        return year[1]
    part = _PART.fullmatch(stack[-1])
    if not part or not (part["word"] or len(stack) > 1):
        return ""
    word = (part["word"] or "").casefold() or next((each for each in ("quý", "tháng") if each in upper.casefold()), "")
    if not word or not (is_period or (part["word"] and len(part["word"]) > 1)):
        return ""
    years = _IN_YEAR.findall(upper)
    name = _QUARTER if word.startswith("q") else _MONTH
    return f"{name} {part['count'].upper()}{f'/{years[-1]}' if years else ''}"
