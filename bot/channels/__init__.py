"""The seam between the program and the places where people write. One file a channel."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from jobs.sending import Sender, SendError
from knowledge.messages import Message

__all__ = ["Channel", "Receive", "SendError"]

Receive = Callable[[Message], Awaitable[None]]


class Channel(Sender, Protocol):
    """A place where people write and are answered. It verifies, normalises and renders; it understands nothing."""

    async def run(self, receive: Receive) -> None:
        """Take messages in until cancelled; then let go of sockets and tasks.

        `receive` returns when the message and its answer are durably stored: only then may it be acknowledged. The same
        message id given twice is answered once. When `receive` raises, nothing was stored: do not acknowledge.
        """
