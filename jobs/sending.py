"""What delivery needs of a channel: something that sends one reply, and one error that says how it failed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, Protocol, runtime_checkable

from knowledge.memory import Transaction
from knowledge.memory.outgoing import Outgoing
from knowledge.messages import Chat, Reply

Outcome = Literal["sent", "later", "unknown", "moved", "gone", "dead"]
"""What became of a sending: sent; not sent and tried later; perhaps sent and tried once more; tried again under the new
id of its chat; given up because nothing can be sent to this chat any more; given up for another reason."""

Told = Callable[[Chat, Outcome, float], None]
"""Is told of every sending, with the seconds since the reply was written down. Must neither wait nor raise."""

Allowed = Callable[[Transaction, Outgoing, datetime], datetime]
"""From when on a row may be sent (UTC); the moment that it is given lets it go. What may not is held until then."""


def at_any_time(tx: Transaction, row: Outgoing, now: datetime) -> datetime:
    """Where no hours are kept."""
    return now


class SendError(Exception):
    """A channel could not send. Says what decides what happens next, and a reason without personal text or secrets.

    `permanent`: trying again cannot help. `gone`: nor can anything be sent to this chat (blocked, removed), which is
    permanent. `retry_after`: seconds the platform asks to wait. `delivered_unknown`: it may have arrived, the answer
    was lost. `new_chat_id`: the chat goes on under this id. None of them: tried again later.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        gone: bool = False,
        retry_after: float | None = None,
        delivered_unknown: bool = False,
        new_chat_id: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.gone, self.retry_after = reason, permanent or gone, gone, retry_after
        self.delivered_unknown, self.new_chat_id = delivered_unknown, new_chat_id


class Sender(Protocol):
    """The half of a channel that delivery uses."""

    @property
    def name(self) -> str:
        """As in `Chat.channel`."""

    def parts(self, reply: Reply) -> Sequence[Reply]:
        """What is sent as messages of their own, in order, at least one: a long text is cut to what the channel takes.

        The last part has all the reply's buttons. The same reply always gives the same parts.
        """

    def pace(self, chat: Chat, now: datetime) -> datetime:
        """The earliest moment at which the chat may be sent to. `now` lets it go and counts it: called right before."""

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        """The same without counting: from when on the chat, or None for anybody at all, may be sent to."""

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """Send one of the `parts`, and return the channel's id of the message as proof. Raises SendError.

        `row_id` is what `Message.press` names when one of the buttons is chosen. `repeat` says that the person may
        have this part already: a channel whose page cannot tell by `row_id` adds the text `delivery.repeat`.
        """


@runtime_checkable
class Edits(Protocol):
    """What a channel has as well that can put in other words what it has sent."""

    async def edit(self, chat: Chat, proof: str, reply: Reply, row_id: int) -> None:
        """The message with this `proof` is this from now on, a reply that is no longer than one part. To say the same
        twice does no harm, so that what may have arrived is simply said again. Raises SendError.

        `row_id` is what `Message.press` names when one of the buttons is chosen then.
        """
