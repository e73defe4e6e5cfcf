"""Reads the cell that says by when a task is to be done. What has no date is kept as written, never guessed."""

import itertools
import re
from dataclasses import replace

from knowledge.reading.drafts.blocks import on_one_line
from knowledge.reading.drafts.draft import Deadline, Flag
from knowledge.reading.drafts.moments import Moment, moments, spelt_out

LONGEST_DEADLINE = 1_000  # characters: more is no deadline, and what is cut off makes it doubtful
_RECURRING = re.compile(
    r"(?:hằng|hàng|mỗi|từng) (?:năm|quý|quí|tháng|tuần|ngày|kỳ|nửa năm)|(?:hằng|hàng) (?:6|sáu) tháng"
    r"|thường xuyên|liên tục|(?:theo )?định kỳ"
    r"|(?:0?[1-9]|1\d|một|hai|ba|bốn) (?:lần|đợt|kỳ|cuộc|lượt) ?(?:/|trong|mỗi|một|1) ?(?:năm|quý|tháng|tuần)"
    r"|(?:năm|quý|tháng|tuần) ?(?:/|một|1) ?(?:0?1 |một )?lần|cuối quý$|cuối mỗi (?:quý|tháng|năm)"
)
_EVENT = re.compile(
    r"\bsau\b|\bkể từ\b(?! (?:ngày |tháng |năm )*\d)|\btừ khi\b|\bkhi (?:có|được)\b"
    r"|\bngay khi\b|\btính từ\b|\bcùng (?:với|thời)\b|\btrong vòng\b"
)
_ONWARD = re.compile(r"(?:và |, ?)?(?:các |những )?năm (?:tiếp theo|sau(?: đó)?|kế tiếp)|trở đi|về sau|đến nay")
_UNTIL = re.compile(r"(?:đến|trước|hết|cuối|muộn nhất|chậm nhất|không quá)\W*(?:hết |cuối |trước |ngày |năm |tháng )*$")
_SINCE = re.compile(r"(?:kể từ|từ|bắt đầu|khởi công)\W*(?:từ |đầu |ngày |năm |tháng |quý )*$")
_RANGE = re.compile(r"\s*(?:năm )?(?:[-–—~]+|(?:cho )?(?:đến|tới))\s*(?:hết |cuối |trước |ngày |năm |tháng )*")
_ALTERNATIVE = re.compile(r"\s*(?:,|và|&|\+)\s*(?:năm |quý |tháng )*")
_FILLER = frozenset(
    (
        "trước đến hết ngày năm trong vào từ giai đoạn tháng quý quí hoàn thành xong thực hiện dự kiến chậm nhất "
        "muộn là và thời gian hạn nhiệm vụ bắt đầu khoảng cuối đầu giữa tới cho không quá công việc triển khai kết "
        "thúc của theo tiến độ tổ kỳ mốc kể học cả"
    ).split()
)
_WORD = re.compile(r"\w+")
_ROUND_THE_CLOCK = re.compile(r"(?<![\d/])24/(?:24|7)(?:/7)?(?: ?giờ| ?h)?(?![\d/])")
_HOUR = re.compile(r"\b\d\d?(?: ?giờ(?: ?\d\d?(?: phút)?)?| ?h ?\d{0,2}|:\d\d(?::\d\d)?)(?!\w)")


def read_deadline(text: str) -> tuple[Deadline, tuple[Flag, ...]]:
    """What the cell says, and what a person should look at: also what is done at one time and again and again.

    An empty cell is flagged as such.
    """
    written = on_one_line(text).strip(" .;,")[:LONGEST_DEADLINE]
    if not written.strip("-–—/…. "):
        return Deadline(text=written), (Flag.NO_PERIOD,)
    said = _said(written)
    found = moments(said)
    recurring = _RECURRING.search(said) is not None
    deadline = Deadline(text=written, recurring=recurring)
    if not all(moment.is_real for moment in found):
        return Deadline(text=written), (Flag.NO_DATE,)
    if _depends_on_event(said):
        return Deadline(text=written), (Flag.NO_DATE,)
    dated = _with_years(found)
    if not any(moment.year for moment in dated):
        return deadline, (() if recurring else (Flag.NO_DATE,))
    return _read(deadline, said, dated)


def _said(text: str) -> str:
    """In lower case, with one kind of dash and numbers as figures, without the hours of "24/24 giờ hằng ngày"."""
    return _ROUND_THE_CLOCK.sub("liên tục", spelt_out(re.sub(r"[‐–—−]", "-", text.lower())))


def is_deadline(text: str) -> bool:
    """Whether the text is a deadline and nothing besides, or begins as one that depends on an event."""
    said = _said(text)
    if _EVENT.match(said.removeprefix("ngay ")):
        return True
    found = moments(said)
    said_when = bool(found or _RECURRING.search(said)) and all(moment.is_real for moment in found)
    return said_when and _says_nothing_else(said, found)


def _depends_on_event(said: str) -> bool:
    """Whether it hangs on something that has no day yet; "và những năm sau" does not."""
    return _EVENT.search(_ONWARD.sub("", said)) is not None


def _with_years(found: list[Moment]) -> list[Moment]:
    """Moments without a year take that of the next one: "từ 01/3 đến 30/6/2025"."""
    dated: list[Moment] = []
    year: int | None = None
    for moment in reversed(found):
        year = moment.year or year
        dated.append(replace(moment, year=year))
    return dated[::-1]


def _read(deadline: Deadline, said: str, found: list[Moment]) -> tuple[Deadline, tuple[Flag, ...]]:
    is_once_and_again = deadline.recurring and len(found) == 1 and not _bounds(said, found[0])
    is_clear = _says_nothing_else(said, found) and not _excludes(said, found[0]) and not is_once_and_again
    flags = [] if is_clear else [Flag.DOUBTFUL_PERIOD]
    if None in (found[0].year, found[-1].year):
        return deadline, (Flag.DOUBTFUL_PERIOD,)
    if len(found) > 1 and not _are_years(found) and not _is_list(said, found) and not _runs_on(said, found):
        flags.append(Flag.SEVERAL_DATES)
    first, last = _years(deadline, said, found)
    if first and last and last < first:
        return deadline, (Flag.DOUBTFUL_PERIOD,)
    due = found[-1].last_day if last else None
    return deadline.model_copy(update={"first_year": first, "last_year": last, "due": due}), tuple(flags)


def _bounds(said: str, moment: Moment) -> bool:
    """ "Hằng năm, đến năm 2030", "từ năm 2026": something between times; in "2025 và hằng năm" it is one of them."""
    before = said[: moment.start]
    return _UNTIL.search(before) is not None or _SINCE.search(before) is not None


def _excludes(said: str, moment: Moment) -> bool:
    """ "Trước tháng 7/2025", "trước năm 2026": the end may be before it; "đầu năm 2026": that year's end is not."""
    if moment.day is None and re.search(r"(?:đầu|giữa) (?:năm |tháng |quý )?$", said[: moment.start]):
        return True
    return moment.day is None and re.search(r"trước (?:năm |tháng |quý )*$", said[: moment.start]) is not None


def _years(deadline: Deadline, said: str, found: list[Moment]) -> tuple[int | None, int | None]:
    """The first and the last year. Months, quarters and days of one year only say when it ends."""
    first, last = found[0], found[-1]
    before = said[: first.start]
    if _ONWARD.search(said) or (len(found) == 1 and _SINCE.search(before)):
        return first.year, None
    if len(found) > 1:
        begins = _is_range(said, found) or _are_years(found)
        return (first.year if begins and (first.year != last.year or _are_years(found)) else None), last.year
    only_ends = first.month is not None or _UNTIL.search(before)
    return (None if only_ends else first.year), first.year


def _are_years(found: list[Moment]) -> bool:
    return all(moment.month is None for moment in found)


def _is_range(said: str, found: list[Moment]) -> bool:
    return len(found) == 2 and _RANGE.fullmatch(said[found[0].end : found[1].start]) is not None


def _runs_on(said: str, found: list[Moment]) -> bool:
    """From one moment to a later one: only the later is when it ends."""
    first, last = found[0].last_day, found[-1].last_day
    return _is_range(said, found) and first is not None and last is not None and first < last


def _is_list(said: str, found: list[Moment]) -> bool:
    """Years, quarters or months one after the other: "2025, 2026", "quý iii và quý iv năm 2025"."""
    between = (said[one.end : other.start] for one, other in itertools.pairwise(found))
    return all(_ALTERNATIVE.fullmatch(text) for text in between) and all(moment.day is None for moment in found)


def _says_nothing_else(said: str, found: list[Moment]) -> bool:
    rest = list(said)
    for moment in found:
        rest[moment.start : moment.end] = " " * (moment.end - moment.start)
    left = _HOUR.sub(" ", _RECURRING.sub(" ", _ONWARD.sub(" ", "".join(rest))))
    return all(word in _FILLER for word in _WORD.findall(left))
