"""The channel "zalo_bot": the Zalo Bot Platform, by polling or webhook. It has no buttons, no edits and no markup here.

What is received comes through `zalo_polling` or `zalo_webhook`; this file is the channel around them, and sends.
"""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
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
from jobs.learned_rate import LearnedRate
from jobs.pacing import Pace, Rate
from knowledge.messages import Chat, Message, Reply

log = structlog.get_logger(__name__)

LONGEST_TEXT = 1900  # UTF-16 units: the platform's 2000 "letters" may be these or not, and a repeat adds a line
CHAT_RATE = Rate(1, 1.0)
"""Our own. How fast may be sent to all together is not published either: it is learned."""
TOKEN_PAUSE = 300.0  # until the operator has had time to set another one


async def remember_nothing(limit: float | None) -> None:
    """Where every start learns anew."""


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
        learned: LearnedRate | None = None,
        remember: Callable[[float | None], Awaitable[None]] = remember_nothing,
    ) -> None:
        """`remember` is told of every limit that is learned, for the `learned` of the next start. It must not raise."""
        self._api = ZaloApi(settings, token)
        self._clock = clock
        self._standing = Standing(clock)
        self._reader = Reader(token, clock)
        self._learned, self._remember = learned or LearnedRate(), remember
        self._pace = Pace(lambda _: (CHAT_RATE,), self._learned.rates)
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

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        return self._pace.free_at(now, chat)

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """See `jobs.sending.Sender`."""
        text, at, begun = noted(part, repeat), self._clock(), self._learned.begin()
        try:
            proof = await self._api.send_message(chat.id, text)
        except ZaloError as error:
            if error.fault is Fault.QUOTA:
                raise await self._too_many(error, chat, begun) from None
            raise self._send_error(error) from None
        self._standing.reached("sending")
        self._learned.taken(begun, chat, at)
        self._pace.overall = self._learned.rates
        return proof

    async def _too_many(self, error: ZaloError, chat: Chat, begun: int) -> SendError:
        """The platform has one code and one text for a quota that is used up and for what comes too fast."""
        self._standing.failed("sending", error)
        known = self._learned.limit
        refusal = self._learned.refused(begun, chat, error.retry_after)
        self._pace.overall = self._learned.rates
        if refusal.everybody:
            now = self._clock()
            self._pace.hold(now, now + timedelta(seconds=refusal.everybody))
        if self._learned.limit != known:
            log.info("rate learned", channel=CHANNEL, per_second=round(self._learned.per_second, 2))
            await self._remember(self._learned.limit)
        what = "quota used up" if refusal.spent else "quota or rate"
        return SendError(f"{what}: {error.reason}", retry_after=refusal.chat)

    def _send_error(self, error: ZaloError) -> SendError:
        if error.fault is Fault.REFUSED:  # this message, not the bot
            self._standing.reached("sending")
            return SendError(error.reason, permanent=True)
        self._standing.failed("sending", error)
        if error.fault is Fault.TOKEN:
            return SendError(error.reason, retry_after=TOKEN_PAUSE)
        return SendError(error.reason, delivered_unknown=error.fault is Fault.UNKNOWN)
