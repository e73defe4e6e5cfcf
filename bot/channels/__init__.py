"""The seam between the program and the places where people write. One file a channel."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobs.sending import Sender, SendError
from knowledge.messages import Message

__all__ = ["Channel", "Found", "LookUp", "Receive", "SendError", "SetupError", "Status"]

Receive = Callable[[Message], Awaitable[None]]


class SetupError(Exception):
    """A channel cannot be started as it was set up; the message is one sentence for the operator, without secrets."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result for somebody who looks something up while writing elsewhere: its title, and the text it stands for."""

    title: str
    text: str


LookUp = Callable[[str, str, str, str], Awaitable[tuple[Found, ...]]]
"""Given the channel's name, the channel's id of the person, what they typed so far, and the language; the best first.
Nothing is stored and nothing is remembered."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a channel stands: whether it can reach its platform now, when it last did (UTC), and what is wrong.

    `trouble` is one sentence for the operator without secrets; "" where all is well.
    """

    reachable: bool = True
    contact: datetime | None = None
    trouble: str = ""


class Channel(Sender, Protocol):
    """A place where people write and are answered. It verifies, normalises and renders; it understands nothing."""

    @property
    def status(self) -> Status:
        """As it is now; asking costs nothing and reaches nobody."""

    async def run(self, receive: Receive) -> None:
        """Take messages in until cancelled; then let go of sockets and tasks. A platform out of reach is not an error
        but a status: it is tried again with growing pauses.

        `receive` returns when the message and its answer are durably stored: only then may it be acknowledged. The same
        message id given twice is answered once. When `receive` raises, nothing was stored: do not acknowledge.
        """
