"""The particulars of the document: from the lines above its table, and the remark on what the annex belongs to."""

import re
from dataclasses import dataclass
from datetime import date

from knowledge.reading.drafts.blocks import Cell, Content, Paragraph, Table, on_one_line
from knowledge.reading.drafts.draft import LONGEST, Particulars, Reason
from knowledge.reading.drafts.headings import find_layout

KINDS = {
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TT": "Thông tư",
    "KL": "Kết luận",
    "KH": "Kế hoạch",
    "CTR": "Chương trình",
    "CTHĐ": "Chương trình hành động",
    "HD": "Hướng dẫn",
    "TB": "Thông báo",
    "CĐ": "Công điện",
    "CV": "Công văn",
    "BC": "Báo cáo",
    "TTR": "Tờ trình",
    "ĐA": "Đề án",
    "PA": "Phương án",
}
_KIND_NAMES = "|".join(sorted({*KINDS.values(), "Công văn"}, key=len, reverse=True))
_SYMBOL = r"(\d+-[A-ZĐa-zđ]{1,5}/[A-ZĐ]{2,8}|\d+[A-Za-zĐđ]?\s?/(?:\d{4}/)?[A-ZĐa-zđ][\w&.-]*(?:-[\w&.]+)*)"
_NUMBER = re.compile(rf"^\s*(?:Số|SỐ)\s*:?\s*{_SYMBOL}", re.MULTILINE)
_DAY = r"ngày\s*(\d{1,2})\s*(?:/|\s*tháng\s*)(\d{1,2})\s*(?:/|\s*năm\s*)(\d{4})"
_PLACE_AND_DAY = re.compile(rf"^[^,;()]{{2,40}},\s*{_DAY}\s*$", re.IGNORECASE | re.MULTILINE)
_REMARK = re.compile(r"\(?\s*(?:ban hành\s+)?(?:kèm theo|đính kèm)\b.*", re.IGNORECASE | re.DOTALL)
_REMARK_SYMBOL = re.compile(rf"số\s*:?\s*{_SYMBOL}", re.IGNORECASE)
_REMARK_DAY = re.compile(_DAY, re.IGNORECASE)
_ANNEX = re.compile(r"^(?:\d+\.\s*)?(?:phụ lục|biểu|danh mục kèm)\b\s*(?:số\s*)?[\dIVX.:]*\s*$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"^(?:cộng\s?h(?:òa|oà) xã hội|độc lập|số\s*:|_+$|-+$|\*+$|\d+$|nơi nhận|căn cứ|dự thảo|đvt|đơn vị tính)",
    re.IGNORECASE,
)
_MOST_TITLE_LINES = 6


@dataclass(frozen=True, slots=True)
class Head:
    """The particulars, and which of them the document does not say."""

    particulars: Particulars
    missing: list[Reason]


def read_head(content: Content, table: Table) -> Head:
    """What stands above the first table of tasks, and in its first rows where a sheet has its title there."""
    texts = _texts_before(content, table)
    remarks = [text for text in texts if _REMARK.match(text)]
    symbol, issued = _own_symbol(texts), _own_day(texts)
    for remark in reversed(remarks):
        named = _REMARK_SYMBOL.search(remark)
        if named and (symbol or named[1]).replace(" ", "") == named[1].replace(" ", ""):
            symbol = symbol or named[1]
            issued = issued or _day(_REMARK_DAY.search(remark))
    kind = _kind(symbol, texts, remarks)
    title = _title(texts)
    missing = [reason for value, reason in ((symbol, Reason.NO_SYMBOL), (issued, Reason.NO_DAY)) if value is None]
    return Head(Particulars(symbol=symbol, kind=kind, issued=issued, title=title and title[:LONGEST]), missing)


def is_of_head(text: str) -> bool:
    """Whether a line belongs to the head of an annex: its name, its title in capitals, what it is enclosed with."""
    line = on_one_line(text)
    return bool(_ANNEX.match(line) or _REMARK.match(line) or _NO_TITLE.match(line)) or line.isupper()


def _texts_before(content: Content, table: Table) -> list[str]:
    texts: list[str] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
            continue
        rows = block.rows
        if block is table:
            from_table = [text for row in rows[: _first_of_table(block)] for text in _row_texts(row.cells)]
            return [*texts, *from_table]
        texts += [text for row in rows for text in _row_texts(row.cells)]
    return texts


def _first_of_table(table: Table) -> int:
    layout = find_layout(table)
    return layout.first - 1 if layout else 0


def _row_texts(cells: list[Cell]) -> list[str]:
    return [cell.text for cell in dict.fromkeys(cells) if cell.text]


def _own_symbol(texts: list[str]) -> str | None:
    found = next((match for text in texts if (match := _NUMBER.search(text))), None)
    return found[1].replace(" ", "") if found else None


def _own_day(texts: list[str]) -> date | None:
    return next((day for text in texts if (match := _PLACE_AND_DAY.search(text)) and (day := _day(match))), None)


def _day(found: re.Match[str] | None) -> date | None:
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _kind(symbol: str | None, texts: list[str], remarks: list[str]) -> str | None:
    names = {name.casefold(): name for name in KINDS.values()}
    stated = next(
        (names[on_one_line(text).casefold()] for text in texts if on_one_line(text).casefold() in names), None
    )
    if stated:
        return stated
    for remark in remarks:
        if found := re.search(rf"({_KIND_NAMES})\s+(?:này|số)", remark, re.IGNORECASE):
            return names[found[1].casefold()]
    if symbol:
        code = re.split(r"[-/]", symbol.partition("/")[2].removeprefix("20"))
        return next((KINDS[part.upper()] for part in code if part.upper() in KINDS), None)
    return None


def _title(texts: list[str]) -> str | None:
    """The title of the annex, which stands between "Phụ lục" and the remark; else that of the document."""
    lines = [on_one_line(line) for text in texts for line in text.split("\n")]
    annex = next((at for at in reversed(range(len(lines))) if _ANNEX.match(lines[at])), None)
    if annex is not None and (title := _run(lines, annex + 1)):
        return title
    remark = next((at for at in reversed(range(len(lines))) if _REMARK.match(lines[at])), None)
    if remark is not None and (title := _run_before(lines, remark)):
        return title
    kinds = {name.casefold() for name in KINDS.values()}
    stated = next((at for at, line in enumerate(lines) if line.casefold() in kinds), None)
    if stated is not None and (title := _run(lines, stated + 1)):
        return title
    capitals = [at for at, line in enumerate(lines) if line.isupper() and not _NO_TITLE.match(line)]
    return _run_before(lines, capitals[-1] + 1 if capitals else len(lines))


def _run(lines: list[str], first: int) -> str | None:
    """The lines of a title from here on."""
    taken: list[str] = []
    for line in lines[first : first + _MOST_TITLE_LINES]:
        if (
            not line
            or _REMARK.match(line)
            or _NO_TITLE.match(line)
            or (taken and taken[-1].isupper() != line.isupper())
        ):
            break
        taken.append(line)
    return " ".join(taken) or None


def _run_before(lines: list[str], end: int) -> str | None:
    taken: list[str] = []
    for line in reversed(lines[max(0, end - _MOST_TITLE_LINES) : end]):
        if (
            _NO_TITLE.match(line)
            or _ANNEX.match(line)
            or _REMARK.match(line)
            or (taken and taken[-1].isupper() != line.isupper())
        ):
            break
        taken.append(line)
    return " ".join(reversed(taken)) or None
