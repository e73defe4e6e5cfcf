"""What every channel shares: who wrote where, what was written, and what is said back."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

Event = Literal["", "joined", "left", "moved", "unsupported"]

TRIAL = "trial"
"""The channel of people who only try out roles, on the page of one machine: what they are there they are nowhere else,
and their groups are no agency's outside of it."""


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
class Message:
    """Something a person sent. `id` is the channel's own and unique in the channel: the same id is the same message.

    `sender` is the channel's id of the person. A pressed button has `press` = (outbox row id, position from 0) and its
    label as `text`. `at` is when the channel says it was sent, in UTC. `event` says what happened where nothing was
    said: "joined" (the bot was added to the chat), "left" (it was removed or blocked), "moved" (the chat goes on under
    the id in `text`), "unsupported" (something came that cannot be read). `chat_title` is a group's name where known.
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


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply. `action` is what the router is given when it is chosen; people only see `label`."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: plain text (never markup) and the choices under it, in the `language` ("vi", "en")."""

    text: str
    buttons: tuple[Button, ...] = ()
    language: str = "vi"
