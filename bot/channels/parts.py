"""A reply as one messenger takes it: long texts cut into parts, buttons as a numbered list where there are none."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.messages import Reply
from knowledge.texts import say

_JOINERS = "\u200d\ufe0e\ufe0f"
_SKIN = range(0x1F3FB, 0x1F400)
_COUNTER_ROOM = 12
"""UTF-16 units that "(12/34)" and its line break may take."""


def utf16(text: str) -> int:
    """The length as messengers count it: letters outside the basic plane (most emoji) are two."""
    return len(text) + sum(character > "\uffff" for character in text)


def numbered(reply: Reply) -> Reply:
    """The same reply with its buttons as lines of text: "Trả lời 1: Phối hợp (14)". The router takes the number."""
    if not reply.buttons:
        return reply
    lines = [
        say(reply.language, "choice.line", n=number, label=button.label)
        for number, button in enumerate(reply.buttons, 1)
    ]
    return replace(reply, text=f"{reply.text}\n\n" + "\n".join(lines))


def without_file(reply: Reply) -> Reply:
    """The same reply where no file can be sent: its text says so, and where there is one."""
    if reply.file is None:
        return reply
    sentence = say(reply.language, "file.not_here", name=reply.file.name)
    return replace(reply, text=f"{reply.text}\n\n{sentence}".lstrip(), file=None)


def noted(part: Reply, repeat: bool) -> str:
    """The text of a part, under the note of a repeat if it is one."""
    return f"{say(part.language, 'delivery.repeat')}\n{part.text}" if repeat else part.text


def cut(reply: Reply, limit: int, *, counted: bool) -> tuple[Reply, ...]:
    """The reply in parts of at most `limit` UTF-16 units, cut between paragraphs, else lines, words or letters.

    A letter is never cut from its marks. `counted` begins each part of several with "(1/3)". Only the last part has
    the buttons and the file.
    """
    if utf16(reply.text) <= limit:
        return (reply,)
    texts = list(split(reply.text, limit - (_COUNTER_ROOM if counted else 0)))
    if counted:
        texts = [f"({number}/{len(texts)})\n{text}" for number, text in enumerate(texts, 1)]
    before = (replace(reply, text=text, buttons=(), file=None) for text in texts[:-1])
    return (*before, replace(reply, text=texts[-1]))


def captioned(parts: Sequence[Reply], limit: int) -> tuple[Reply, ...]:
    """The same parts where a file has a caption of at most `limit` UTF-16 units: below a longer text it is a part
    without one, with the buttons."""
    *before, last = parts
    if last.file is None or utf16(last.text) <= limit:
        return tuple(parts)
    return (*before, replace(last, buttons=(), file=None), replace(last, text=""))


def split(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of 1 to `limit` UTF-16 units (at least 64); only white space at the cuts is left out."""
    rest = text.strip()
    while utf16(rest) > limit:
        end = _end_within(rest, limit)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()
    if rest:
        yield rest


def _end_within(text: str, limit: int) -> int:
    """Where the first piece ends: behind the last paragraph, line or word that fits and leaves it half full."""
    most = _characters_within(text, limit)
    for gap in (r"\n\s*\n", r"\n", r"\s"):
        ends = [match.start() for match in re.finditer(gap, text[: most + 1])]
        if ends and ends[-1] * 2 >= most:
            return ends[-1]
    while most > 1 and not _may_cut(text, most):
        most -= 1
    return most


def _characters_within(text: str, limit: int) -> int:
    used = 0
    for at, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > limit:
            return at
    return len(text)


def _may_cut(text: str, at: int) -> bool:
    after = text[at]
    joined = unicodedata.combining(after) or after in _JOINERS or ord(after) in _SKIN
    return not joined and text[at - 1] != "\u200d"
