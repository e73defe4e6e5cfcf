"""A notice as it is said in a chat."""

import re
import unicodedata
from hashlib import sha256

from knowledge.messages import WORDS_ONLY, File, Reply
from knowledge.texts import say
from knowledge.vietnamese.fold import fold


def notice(text: str, language: str, channel: str, picture: File | None = None) -> Reply:
    """Under a heading, so that nobody takes it for an answer or a reminder; where no picture can be sent, with a line
    that there is one."""
    lines = [say(language, "announce.heading"), text]
    if picture and channel in WORDS_ONLY:
        lines.append(say(language, "announce.picture_left_out"))
    return Reply("\n".join(lines), language=language, file=None if channel in WORDS_ONLY else picture)


def tidy(typed: str) -> str:
    """The text as it is sent: without what cannot be seen, and without more than one empty line in a row."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen = ("".join(letter for letter in line if unicodedata.category(letter)[0] != "C").rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(seen)).strip()


def words_of(text: str, picture: File | None = None) -> str:
    """The same for texts that say the same, however they are spaced, marked and capitalised, with the same picture."""
    shown = picture.content if picture else b""
    return sha256(" ".join(fold(text).split()).encode() + b"\0" + shown).hexdigest()
