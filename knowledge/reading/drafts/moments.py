"""Finds what names a day, month, quarter, half-year or year in a text, in the many ways in which annexes write it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_YEAR = r"((?:19|20)\d\d)"
_SIGN = r"\s*[/.\-]\s*"
_OF = r"(?:\s*[/.,\-(]\s*|\s+)(?:của\s+)?(?:năm\s+)?"
_QUARTER = r"(iv|i{1,3}|[1-4])"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SHORT = r"([2-4]\d)"  # the year of a day in two digits: "30/6/25"
_NAMES = {
    name: str(count)
    for count, name in enumerate(
        ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai"), 1
    )
}
_NAMED = re.compile(rf"\b(tháng|quý|quí) ({'|'.join(sorted(_NAMES, key=len, reverse=True))})(?=\s*(?:năm|/|,|$))")
_PATTERNS = {
    "day": rf"(?<!\d)(\d\d?){_SIGN}(\d\d?){_SIGN}{_YEAR}(?!\d)"
    rf"|(?<!\d)(\d\d?)\s+tháng\s+(\d\d?)\s*(?:,\s*)?(?:năm\s+)?{_YEAR}"
    rf"|(?<![\d/])(\d\d?)/(\d\d?)/{_SHORT}(?![\d/])",
    "year first": rf"(?<![\d/.-]){_YEAR}[-/](0[1-9]|1[0-2])[-/]([0-3]\d)(?!\d)",
    "month": rf"(?:tháng\s*|(?<!\w)t\.?\s?)(\d\d?){_OF}{_YEAR}(?!\d)|(?<![\d/.])(\d\d?)\s*/\s*{_YEAR}(?!\d)"
    rf"|(?<![\d/.-])(0[1-9]|1[0-2])-{_YEAR}(?![\d-])",
    "quarter": rf"(?:quý|quí|(?<!\w)q)\s*\.?\s*{_QUARTER}(?!\w){_OF}{_YEAR}(?!\d)"
    rf"|(?<!\w)(iv|i{{1,3}})\s*/\s*{_YEAR}(?!\d)",
    "half": rf"(?:0?6|sáu) tháng (đầu|cuối)(?: của)?(?: năm)?\s*{_YEAR}|nửa (đầu|cuối) năm\s*{_YEAR}",
    "first months": rf"0?([39]) tháng đầu(?: của)?(?: năm)?\s*{_YEAR}",
    "year": rf"(?<![\d/.]){_YEAR}(?!\d)",
    # Without a year of their own: they lean on the year that follows in the same text, or have none at all.
    "bare day": r"(?<!\d)(\d\d?)\s*[/.]\s*(\d\d?)(?![\d/.])|(?<!\d)(\d\d?)\s+tháng\s+(\d\d?)(?!\d)",
    "bare month": r"tháng\s*(\d\d?)(?!\d)",
    "bare quarter": rf"(?:quý|quí)\s*{_QUARTER}(?!\w)",
    "bare half": r"(?:0?6|sáu) tháng (đầu|cuối)(?: năm)?|nửa (đầu|cuối) năm",
}
_MOMENT = re.compile("|".join(f"(?P<k{at}>{pattern})" for at, pattern in enumerate(_PATTERNS.values())))
_LIST = re.compile(
    rf"(tháng|quý|quí)\s*({_QUARTER[1:-1]}|\d\d?)\s*(,|và|\+|-|đến)\s*(?=(?:{_QUARTER[1:-1]}|\d\d?)\s*(?:,|và|/|năm|\.|$))"
)
_DAYS = re.compile(rf"(?<![\d/.-])(\d\d?)\s*-\s*(\d\d?)(\s*[/.]\s*\d\d?\s*[/.]\s*{_YEAR})(?!\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (`month` and `day`), the end of a month, quarter or half-year (`month`), or a year. `year` may be unsaid.

    `start` and `end` are its place in the text.
    """

    start: int
    end: int
    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def last_day(self) -> date | None:
        """The day itself, or the last of its month; None for a year, or where the year is unsaid."""
        if self.year is None or self.month is None:
            return None
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def is_real(self) -> bool:
        """Whether there is such a day or month; without a year the 29th of February is one."""
        if self.month is None:
            return True
        return 1 <= self.month <= 12 and 1 <= (self.day or 1) <= monthrange(self.year or 2000, self.month)[1]


def spelt_out(said: str) -> str:
    """Repeats the word that a list shares: "quý iii, iv/2025" becomes "quý iii, quý iv/2025"; "quý tư" is "quý 4".

    So it does for the days of one month: "05-10/02/2026".
    """
    said = _DAYS.sub(r"\1\3 - \2\3", said)
    said = _NAMED.sub(lambda found: f"{found[1]} {_NAMES[found[2]]}", said)
    while (spelt := _LIST.sub(r"\1 \2 \3 \1 ", said)) != said:
        said = spelt
    return said


def moments(said: str) -> list[Moment]:
    """All that is named in a lower-case text, in order."""
    return [_moment(found) for found in _MOMENT.finditer(said)]


def _moment(found: re.Match[str]) -> Moment:
    name = next(name for at, name in enumerate(_PATTERNS) if found[f"k{at}"] is not None)
    parts = [part for part in _groups(found) if part is not None]
    start, end = found.span()
    bare = name.startswith("bare")
    year = None if bare or name == "year first" else int(parts[-1]) + (2000 if len(parts[-1]) == 2 else 0)
    match name.removeprefix("bare "):
        case "year first":
            return Moment(start, end, int(parts[0]), int(parts[1]), int(parts[2]))
        case "day":
            return Moment(start, end, year, int(parts[1]), int(parts[0]))
        case "month" | "first months":
            return Moment(start, end, year, int(parts[0]))
        case "quarter":
            return Moment(start, end, year, 3 * _QUARTERS.get(parts[0], 0) or 3 * int(parts[0]))
        case "half":
            return Moment(start, end, year, 6 if parts[0] == "đầu" else 12)
    return Moment(start, end, year)


def _groups(found: re.Match[str]) -> list[str | None]:
    """The groups within the alternative that matched; the named ones around the alternatives are left out."""
    named = set(found.re.groupindex.values())
    return [found[at] for at in range(1, (found.re.groups) + 1) if at not in named]
