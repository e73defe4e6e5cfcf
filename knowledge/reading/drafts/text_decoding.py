"""The text of a plain file, whichever of the encodings of Vietnamese it is in."""

import codecs
import re
import unicodedata

from knowledge.reading.drafts.old_letters import is_vietnamese, reading_of
from knowledge.reading.drafts.unreadable import Unreadable, Why

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f]")


def decode(content: bytes) -> str:
    """The text in NFC: by its mark, else UTF-16 or UTF-8, else Windows-1258, else TCVN3 or VNI.

    Raises Unreadable where none gives Vietnamese words.
    """
    for encoding in _encodings(content):
        try:
            text = unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
        if _is_readable(text):
            return text
    old = content.decode("cp1252", errors="replace")
    reading = reading_of([old])
    if reading and _is_readable(text := reading(old)):
        return text
    raise Unreadable(Why.ENCODING)


def _is_readable(text: str) -> bool:
    return not _CONTROL.search(text) and is_vietnamese(text)


def _encodings(content: bytes) -> list[str]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return [encoding]
    if b"\0" in content[:2000]:
        little = content[1:2000:2].count(0) >= content[0:2000:2].count(0)
        return ["utf-16-le", "utf-16-be"] if little else ["utf-16-be", "utf-16-le"]
    return ["utf-8", "cp1258"]
