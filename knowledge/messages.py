"""What every channel shares: who wrote where, what was written, and what is said back."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Literal

Event = Literal["", "joined", "left", "moved", "unsupported"]

TRIAL = "trial"
"""The channel of people who only try out roles, on the page of one machine: what they are there they are nowhere else,
and their groups are no agency's outside of it."""

WORDS_ONLY = frozenset({"zalo_bot", "zalo_oa"})
"""Channels on which no file can be sent: what one would say is said there in words."""

LARGEST_FILE = 10_000_000
"""Bytes: what every messenger that takes files takes, pictures too."""

PICTURES = ("image/jpeg", "image/png")
"""The media types of files that are shown as pictures, where that is possible: nothing in them can be a script."""

_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")
_NO_NAME = re.compile(r'[/\\:*?"<>|]+')
_LONGEST_STEM, _LONGEST_ENDING = 60, 10


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on a channel ("web", "trial", "telegram", "zalo_bot", "zalo_oa", "console"); `id` is the channel's
    own, unique in it. `thread` is a topic inside a group, where an answer must go; "" outside of topics."""

    channel: str
    id: str
    group: bool = False
    thread: str = ""

    @property
    def mark(self) -> str:
        """Stands for the chat in logs, without its id: the same chat has the same mark."""
        return sha256(f"{self.channel} {self.id}".encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent, which nobody has fetched yet: its name as sent, made one that can be shown; its media
    type and size (bytes) as its channel says, 0 for one that it does not say. The channel can fetch `largest` bytes at
    most, from `place`, which only it understands. The bytes are fetched for who may send them and once only."""

    name: str
    media_type: str
    size: int
    largest: int
    place: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", file_name(self.name))


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person sent. `id` is the channel's own and unique in the channel: the same id is the same message.

    `sender` is the channel's id of the person. A pressed button has `press` = (outbox row id, position from 0) and its
    label as `text`. `at` is when the channel says it was sent, in UTC. `event` says what happened where nothing was
    said: "joined" (the bot was added to the chat), "left" (it was removed or blocked), "moved" (the chat goes on under
    the id in `text`), "unsupported" (something came that cannot be read). `chat_title` is a group's name where known.
    `file` is what was sent along, or alone: then `text` is what stands under it.
    """

    chat: Chat
    id: str
    sender: str
    text: str
    at: datetime
    sender_name: str = ""
    press: tuple[int, int] | None = None
    language: str = "vi"
    event: Event = ""
    chat_title: str = ""
    file: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply. `action` is what the router is given when it is chosen; people only see `label`."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class File:
    """A file that comes with a reply: 1 to `LARGEST_FILE` bytes, of a media type such as "text/calendar".

    Whatever `name` is given, it becomes one that any disk and any header takes (`file_name`). Raises ValueError.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not 1 <= len(self.content) <= LARGEST_FILE:
            raise ValueError(f"a file of {len(self.content)} bytes: 1 to {LARGEST_FILE} can be sent")
        if not _MEDIA_TYPE.fullmatch(self.media_type):
            raise ValueError('the media type of a file is two words such as "text/calendar"')
        object.__setattr__(self, "name", file_name(self.name))


@dataclass(frozen=True, slots=True)
class Answered:
    """How a question was answered: the `kind` of the answer, the agencies (ids) that it is about, and whether it is
    `sure`: what was found holds most of what was asked."""

    kind: str
    agencies: tuple[str, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: plain text (never markup), the choices under it, in the `language` ("vi", "en"), and a file.
    Nothing is said where the text is "", so that a file always comes with one.

    `answered` is how a question was answered by it, for whoever learns from that; it is not kept.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    language: str = "vi"
    file: File | None = None
    answered: Answered | None = None


def file_name(said: str) -> str:
    """The name without what is no letter of it (paths, control and direction signs, what disks refuse), not too long;
    its ending is kept: "Lịch 47/NQ-CP.ics" is "Lịch 47-NQ-CP.ics"."""
    line = unicodedata.normalize("NFC", " ".join(said.split()))
    seen = "".join(letter for letter in line if unicodedata.category(letter)[0] != "C")
    stem, _, ending = _NO_NAME.sub("-", seen).strip(" .-").rpartition(".")
    if not stem or len(ending) > _LONGEST_ENDING:
        stem, ending = f"{stem}.{ending}" if stem else ending, ""
    stem = stem[:_LONGEST_STEM].rstrip(" .-") or "file"
    return f"{stem}.{ending}" if ending else stem
