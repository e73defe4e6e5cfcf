"""The channel "zalo_bot": the Zalo Bot Platform, by polling or webhook. It has no buttons, no edits and no markup here.

What is received comes through `zalo_polling` or `zalo_webhook`; this file is the channel around them, and sends.
"""

import re
from collections.abc import Callable
from datetime import datetime

from pydantic import SecretStr

from bot.channels import Receive, SendError, SetupError, Status
from bot.channels.one_poller import OnePoller
from bot.channels.parts import cut, noted, numbered, without_file
from bot.channels.waiting import with_typing
from bot.channels.zalo_api import Fault, Identity, ZaloApi, ZaloError
from bot.channels.zalo_polling import Polling
from bot.channels.zalo_standing import Standing
from bot.channels.zalo_updates import CHANNEL, Reader
from bot.channels.zalo_webhook import Webhook
from bot.setting_tables import ZaloBotSettings
from bot.tokens import ZALO_BOT_SECRET
from bot.web import WebServer
from jobs.pacing import Pace, Rate
from knowledge.messages import Chat, Message, Reply

LONGEST_TEXT = 1900  # UTF-16 units: the platform's 2000 "letters" may be these or not, and a repeat adds a line
CHAT_RATE = Rate(1, 1.0)
OVERALL_RATE = Rate(10, 1.0)
"""How fast may be sent is not published; nobody is known to have been refused at this."""
QUOTA_PAUSE = 3600.0  # seconds
TOKEN_PAUSE = 300.0  # until the operator has had time to set another one


class ZaloBot:
    """See `bot.channels.Channel`. Raises SetupError when it cannot work as it is set up, or another program polls."""

    name = CHANNEL

    def __init__(
        self,
        settings: ZaloBotSettings,
        token: SecretStr,
        secret: SecretStr,
        clock: Callable[[], datetime],
        server: WebServer | None = None,
    ) -> None:
        self._api = ZaloApi(settings, token)
        self._standing = Standing(clock)
        self._reader = Reader(token, clock)
        self._pace = Pace(lambda _: (CHAT_RATE,), (OVERALL_RATE,))
        self._one: OnePoller | None = None
        self._inlet: Polling | Webhook
        if settings.mode == "webhook":
            self._inlet = self._webhook(settings.webhook_address, secret, server)
        else:
            self._inlet = Polling(self._api, self._reader, self._standing)
            self._one = OnePoller(token)
            self._one.take()

    def _webhook(self, address: str, secret: SecretStr, server: WebServer | None) -> Webhook:
        if not re.fullmatch(ZALO_BOT_SECRET, secret.get_secret_value()):
            raise SetupError(
                'zalo_bot.mode "webhook" needs TTDN_ZALO_BOT_SECRET: 8 to 256 letters, digits or signs without spaces'
            )
        if server is None:
            raise SetupError('zalo_bot.mode "webhook" needs the web server')
        return Webhook(self._api, self._reader, self._standing, server, address, secret)

    @property
    def status(self) -> Status:
        return self._standing.status

    @property
    def identity(self) -> Identity | None:
        """Who the platform says the bot is; None until it has."""
        return self._reader.me

    async def run(self, receive: Receive) -> None:
        """See `bot.channels.Channel`."""

        async def take(message: Message) -> None:
            if message.event:
                await receive(message)
            else:
                await with_typing(receive(message), lambda: self._api.send_typing(message.chat.id))

        if self._one:
            self._one.take()
        try:
            await self._inlet.run(take)
        finally:
            if self._one:
                self._one.release()

    def parts(self, reply: Reply) -> tuple[Reply, ...]:
        return cut(numbered(without_file(reply)), LONGEST_TEXT, counted=True)

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return self._pace(chat, now)

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """See `jobs.sending.Sender`."""
        text = noted(part, repeat)
        try:
            proof = await self._api.send_message(chat.id, text)
        except ZaloError as error:
            raise self._send_error(error) from None
        self._standing.reached("sending")
        return proof

    def _send_error(self, error: ZaloError) -> SendError:
        if error.fault is Fault.REFUSED:  # this message, not the bot
            self._standing.reached("sending")
            return SendError(error.reason, permanent=True)
        self._standing.failed("sending", error)
        if error.fault is Fault.QUOTA:
            return SendError(f"quota or rate: {error.reason}", retry_after=QUOTA_PAUSE)
        if error.fault is Fault.TOKEN:
            return SendError(error.reason, retry_after=TOKEN_PAUSE)
        return SendError(error.reason, delivered_unknown=error.fault is Fault.UNKNOWN)
