"""The particulars of a document that stand in the lines around its body, laid out as Vietnamese documents are."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.reading.paragraphs import plain_line
from knowledge.reading.profiles import Profile
from knowledge.reading.source import Source

_KINDS = {
    "NGHỊ QUYẾT",
    "NGHỊ ĐỊNH",
    "QUYẾT ĐỊNH",
    "CHỈ THỊ",
    "THÔNG TƯ",
    "KẾT LUẬN",
    "KẾ HOẠCH",
    "CÔNG VĂN",
    "HƯỚNG DẪN",
}
_MOTTO = {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"}
_SYMBOL = re.compile(r"Số: (\S+)")
_PLACE_AND_DAY = re.compile(r"(.+), ngày (\d+) tháng (\d+) năm (\d+)")
_RECIPIENTS = "Nơi nhận:"
_SIGNED = "(Đã ký)"
_ANNEX = "Phụ lục"
_TABLE = re.compile(r"S?TT\b")


@dataclass
class Particulars:
    """What the lines before and after the body say; fields are empty where the text does not say it."""

    symbol: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    place: str = ""
    issued: date | None = None
    signer: str = ""
    signer_position: str = ""
    recipients: list[str] = field(default_factory=list)
    annex_title: str = ""


@dataclass(frozen=True)
class Extent:
    """First and last line of the body, and the first line of the annex's table (None where there is no annex)."""

    first: int
    last: int
    table: int | None


def read_particulars(source: Source, profile: Profile) -> tuple[Particulars, Extent]:
    """Reads everything around the body and says where the body and the annex table stand.

    Raises SourceError where a line is not understood, or where the beginning or the end of the body is not found.
    """
    found = Particulars()
    first = _find(source, 1, profile.body_from)
    recipients = _find(source, first, _RECIPIENTS)
    annex = _find(source, recipients, _ANNEX) if profile.annex_format else None
    _read_head(source, first, {line.text: line.why for line in profile.left_out}, found)
    _read_foot(source, recipients, annex or len(source.lines) + 1, found)
    table = None
    if annex:
        found.annex_title, table = read_annex_head(source, annex)
    return found, Extent(first, recipients - 1, table)


def _find(source: Source, after: int, opening: str) -> int:
    for number, line in source.numbered(after):
        if plain_line(line).startswith(opening):
            return number
    raise source.error(after, f"no line from here on starts with {opening!r}")


def _lines(source: Source, first: int, before: int) -> list[tuple[int, str]]:
    return [(number, plain_line(line)) for number, line in source.numbered(first, before - 1) if line.strip()]


def _read_head(source: Source, body: int, left_out: dict[str, str], found: Particulars) -> None:
    for number, line in _lines(source, 1, body):
        what = _read_head_line(line, left_out, found)
        if what is None:
            raise source.error(number, f"{line!r} is not understood as part of the head of a document")
        source.read_as(number, what)


def _read_head_line(line: str, left_out: dict[str, str], found: Particulars) -> str | None:
    """Takes up what one line says; the name of what it was read as, None when it is not understood."""
    if line in left_out:
        return f"left out: {left_out[line]}"
    if line in _MOTTO:
        return "left out: the motto of the state"
    if set(line) == {"_"}:
        return "left out: a rule"
    if symbol := _SYMBOL.fullmatch(line):
        found.symbol = symbol[1]
        return "symbol"
    if day := _PLACE_AND_DAY.fullmatch(line):
        found.place, found.issued = day[1], date(int(day[4]), int(day[3]), int(day[2]))
        return "place and day"
    if line in _KINDS:
        found.kind = line.capitalize()
        return "kind"
    if line.isupper():
        found.issuer = line
        return "issuer"
    if found.kind:
        found.title = f"{found.title} {line}".strip()
        return "title"
    return None


def _read_foot(source: Source, first: int, before: int, found: Particulars) -> None:
    positions: list[str] = []
    for number, line in _lines(source, first, before):
        if line == _RECIPIENTS:
            what = "heading of the recipients"
        elif line == _SIGNED:
            what = "left out: the mark that it was signed"
        elif line.startswith("- Lưu:"):
            what = "left out: the note on the archive copy"
        elif line.startswith("- "):
            found.recipients.append(line[2:])
            what = "recipient"
        elif line.isupper():
            positions.append(line)
            what = "position of the signer"
        elif positions:
            found.signer = line
            what = "signer"
        elif found.recipients:
            found.recipients[-1] += f" {line}"
            what = "recipient"
        else:
            raise source.error(number, f"{line!r} is not understood as part of the foot of a document")
        source.read_as(number, what)
    found.signer_position = ", ".join(positions)
    found.recipients = [recipient.rstrip(";.") for recipient in found.recipients]


def read_annex_head(source: Source, after: int) -> tuple[str, int]:
    """The title of the annex that begins after line `after`, and the first line of its table."""
    annex = _find(source, after, _ANNEX)
    titles: list[str] = []
    for number, line in source.numbered(annex):
        text = plain_line(line)
        if _TABLE.match(text):
            return " ".join(titles), number
        if text:
            source.read_as(number, _read_annex_line(text, titles))
    raise source.error(annex, "no table follows the heading of the annex")


def _read_annex_line(text: str, titles: list[str]) -> str:
    if text == _ANNEX:
        return "heading of the annex"
    if text.startswith("("):
        return "remark on what the annex belongs to"
    if set(text) == {"_"}:
        return "left out: a rule"
    titles.append(text)
    return "title of the annex"
