"""What the Zalo Bot Platform gives for something written to the bot, as a `Message`.

Taken in: the documented form and what was seen of real ones: `photo_url` for `photo` with `message_type`, `name` for
`display_name`, a date in seconds or milliseconds, fields that are missing, names of events that nobody documented.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.channels.zalo_api import Identity, Words
from knowledge.messages import Chat, Message

CHANNEL = "zalo_bot"
TEXT = "message.text.received"
IMAGE = "message.image.received"
MILLISECONDS_FROM = 10**11  # as seconds, this would be the year 5138

Id = Annotated[str, Field(min_length=1, max_length=200)]


class UpdateError(ValueError):
    """Not what the platform sends. The message holds nothing of it."""


class _Model(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)


class _Sender(_Model):
    id: Id
    display_name: Words = ""
    name: Words = ""
    is_bot: object = False


class _Chat(_Model):
    id: Id
    chat_type: Words = ""


class _Message(_Model):
    sender: _Sender = Field(alias="from")
    chat: _Chat
    message_id: Id
    text: Words = ""
    caption: Words = ""
    date: object = None


class _Update(_Model):
    event_name: Id
    message: _Message | None = None


class Reader:
    """Reads the updates of one bot. `me` is who that is, None until known: only then is its mention taken out of what
    is written in groups."""

    def __init__(self, token: SecretStr, clock: Callable[[], datetime]) -> None:
        public = token.get_secret_value().partition(":")[0]
        self._bot = sha256(public.encode()).hexdigest()[:10]  # known before the platform says who the bot is
        self._clock = clock
        self.me: Identity | None = None

    def read(self, update: object) -> Message | None:
        """None for what nobody wrote: an event without a message, or another bot's. Raises UpdateError.

        An image is what is written under it; without that, and whatever else is no text, it is "unsupported".
        """
        try:
            read = _Update.model_validate(update)
        except ValidationError:
            raise UpdateError("an update that is not understood") from None
        message = read.message
        if message is None and read.event_name not in (TEXT, IMAGE):
            return None
        if message is None:
            raise UpdateError("an update without a message")
        return None if message.sender.is_bot is True else self._message(read.event_name, message)

    def _message(self, event: str, message: _Message) -> Message:
        group = message.chat.chat_type.upper() == "GROUP"
        written = {TEXT: message.text, IMAGE: message.caption}.get(event, "").strip()
        text = self._without_mention(written) if group else written
        supported = bool(text if event == IMAGE else written)  # a mention and nothing else is a call for help
        return Message(
            Chat(CHANNEL, message.chat.id, group),
            f"{self._bot}:{message.chat.id}:{message.message_id}",
            message.sender.id,
            text,
            self._moment(message.date),
            message.sender.display_name or message.sender.name,
            event="" if supported else "unsupported",
        )

    def _without_mention(self, text: str) -> str:
        """Without "@Bot Ten", which is part of the text wherever the bot was picked from the list of the group."""
        names = (self.me.display_name, self.me.account_name) if self.me else ()
        for name in filter(None, names):
            words = r"\s+".join(re.escape(word) for word in unicodedata.normalize("NFC", name).split())
            text = re.sub(rf"@\s?{words}(?!\w)", " ", unicodedata.normalize("NFC", text), flags=re.IGNORECASE)
        return text.strip().lstrip(",:;").strip()

    def _moment(self, date: object) -> datetime:
        """In UTC; now where the platform says none that can be."""
        try:
            seconds = float(str(date))
            return datetime.fromtimestamp(seconds / 1000 if seconds >= MILLISECONDS_FROM else seconds, UTC)
        except (ValueError, OverflowError, OSError):
            return self._clock()
