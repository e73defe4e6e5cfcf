"""The text of a plain file, whichever of the encodings of Vietnamese it is in."""

import codecs
import re
import unicodedata

from knowledge.reading.drafts.unreadable import Unreadable, Why

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON = re.compile(r"\b(?:và|các|của|chủ trì|nhiệm vụ|thời gian|bộ|sở|phối hợp)\b", re.IGNORECASE)
# TCVN3 ("ABC"), for which fonts were made before Unicode: runs of letters from these bytes on.
_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3 = {first + at: letter for first, letters in _RUNS.items() for at, letter in enumerate(letters)}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f]")


def decode(content: bytes) -> str:
    """The text in NFC: by its mark, else UTF-16 or UTF-8, else Windows-1258, else TCVN3. Raises Unreadable where none
    gives Vietnamese words."""
    for encoding in _encodings(content):
        try:
            text = unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
        if _is_vietnamese(text):
            return text
    text = content.decode("latin-1").translate(_TCVN3)
    if _is_vietnamese(text):
        return text
    raise Unreadable(Why.ENCODING)


def _is_vietnamese(text: str) -> bool:
    return not _CONTROL.search(text) and _COMMON.search(text) is not None


def _encodings(content: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    if b"\0" in content[:2000]:
        little = content[1:2000:2].count(0) >= content[0:2000:2].count(0)
        return ["utf-16-le", "utf-16-be"] if little else ["utf-16-be", "utf-16-le"]
    return ["utf-8", "cp1258"]
