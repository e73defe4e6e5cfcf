"""A notice as it is said in a chat."""

import re
import unicodedata
from hashlib import sha256

from knowledge.messages import Reply
from knowledge.texts import say
from knowledge.vietnamese.fold import fold


def notice(text: str, language: str) -> Reply:
    """Under a heading, so that nobody takes it for an answer or a reminder."""
    return Reply(f"{say(language, 'announce.heading')}\n{text}", language=language)


def tidy(typed: str) -> str:
    """The text as it is sent: without what cannot be seen, and without more than one empty line in a row."""
    lines = unicodedata.normalize("NFC", typed).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    seen = ("".join(letter for letter in line if unicodedata.category(letter)[0] != "C").rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(seen)).strip()


def words_of(text: str) -> str:
    """The same for texts that say the same, however they are spaced, marked and capitalised."""
    return sha256(" ".join(fold(text).split()).encode()).hexdigest()
