"""What delivery needs of a channel: something that sends one reply, and one error that says how it failed."""

from typing import Protocol

from knowledge.messages import Chat, Reply


class SendError(Exception):
    """A channel could not send. Says what decides what happens next, and a reason without personal text or secrets.

    `permanent`: trying again cannot help. `retry_after`: seconds the platform asks to wait. `delivered_unknown`: it may
    have arrived, the answer was lost. `new_chat_id`: the chat goes on under this id. None of them: tried again later.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        delivered_unknown: bool = False,
        new_chat_id: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.permanent, self.retry_after = reason, permanent, retry_after
        self.delivered_unknown, self.new_chat_id = delivered_unknown, new_chat_id


class Sender(Protocol):
    """The half of a channel that delivery uses."""

    @property
    def name(self) -> str:
        """As in `Chat.channel`."""

    async def send(self, chat: Chat, reply: Reply, row_id: int, repeat: bool) -> str:
        """Send, and return the channel's id of the message as proof. Raises SendError.

        `row_id` is what `Message.press` names when one of the reply's buttons is chosen. `repeat` says that the person
        may have this reply already: a channel whose page cannot tell by `row_id` adds the text `delivery.repeat`.
        """
