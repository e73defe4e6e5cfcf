"""What every channel shares: who wrote where, what was written, and what is said back."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation on a channel ("web", "telegram", "zalo", "console"); `id` is the channel's own, unique in it."""

    channel: str
    id: str
    group: bool = False

    @property
    def mark(self) -> str:
        """Stands for the chat in logs, without its id: the same chat has the same mark."""
        return sha256(f"{self.channel} {self.id}".encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Message:
    """Something a person sent. `id` is the channel's own and unique in the channel: the same id is the same message.

    `sender` is the channel's id of the person. A pressed button has `press` = (outbox row id, position from 0) and its
    label as `text`. `at` is when the channel says it was sent, in UTC.
    """

    chat: Chat
    id: str
    sender: str
    text: str
    at: datetime
    sender_name: str = ""
    press: tuple[int, int] | None = None
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a reply. `action` is what the router is given when it is chosen; people only see `label`."""

    label: str
    action: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said back: plain text (never markup) and the choices under it."""

    text: str
    buttons: tuple[Button, ...] = ()
