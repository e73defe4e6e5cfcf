"""Telegram's HTML as its documentation describes it, and nothing more: what it does not name is refused."""

import html
import re
from dataclasses import dataclass

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[a-z-]+)>|&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-f]+);|(?P<raw>[<>&])|[^<>&]+")


class ParseError(Exception):
    """As Telegram says it, behind "can't parse entities"."""


@dataclass(frozen=True)
class Entity:
    type: str
    text: str


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def parse(source: str) -> tuple[str, list[Entity]]:
    """What is seen, without white space around it, and which stretches of it are formatted how."""
    seen: list[str] = []
    open_tags: list[tuple[str, int]] = []
    entities: list[Entity] = []
    for token in TOKEN.finditer(source):
        tag, at = token["tag"], token.start()
        if token["raw"]:
            raise ParseError(f'Character "{token["raw"]}" is not escaped at byte offset {at}')
        if tag is None:
            seen.append(html.unescape(token[0]))
        elif tag not in TAGS:
            raise ParseError(f'Unsupported start tag "{tag}" at byte offset {at}')
        elif not token["close"]:
            open_tags.append((tag, len("".join(seen))))
        elif not open_tags or open_tags[-1][0] != tag:
            raise ParseError(f"Unmatched end tag at byte offset {at}")
        else:
            _, start = open_tags.pop()
            entities.append(Entity(TAGS[tag], "".join(seen)[start:]))
    if open_tags:
        raise ParseError(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return "".join(seen).strip(), entities
