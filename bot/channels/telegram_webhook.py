"""Telegram calls: every update comes as a request, which is answered when the update is stored."""

import asyncio
import hmac
import re
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web

from bot.channels.received import read_json
from bot.channels.telegram_asking import Asking
from bot.channels.telegram_errors import LONGEST_REASON, Trouble
from bot.channels.telegram_intake import Intake
from bot.channels.telegram_json import ALLOWED_UPDATES, MalformedError, WebhookInfo, read_update
from bot.settings import SettingsError
from bot.tokens import TELEGRAM_SECRET
from bot.web import RefusedError, WebServer, language_of
from knowledge.texts import say

log = structlog.get_logger(__name__)

PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
LOOK_AGAIN = 300.0  # seconds between questions about what Telegram thinks of the webhook
RECENT = 2 * LOOK_AGAIN  # an error that was longer ago Telegram still tells, though it is over


class Webhook:
    """Its route is on `server` from the start, and answers "later" until `run` has begun.

    Raises SettingsError without a secret that Telegram takes, or without a server.
    """

    def __init__(
        self, asking: Asking, address: str, secret: str, server: WebServer | None, clock: Callable[[], datetime]
    ) -> None:
        if not re.fullmatch(TELEGRAM_SECRET, secret):
            raise SettingsError(
                'telegram.mode "webhook" needs TTDN_TELEGRAM_SECRET: 1 to 256 of the letters A-Z, a-z, 0-9, "_" and "-"'
            )
        if server is None:
            raise SettingsError('telegram.mode "webhook" needs the web server')
        self._asking, self._secret, self._url, self._clock = asking, secret, f"{address}{PATH}", clock
        self._intake: Intake | None = None
        server.add_open([web.post(PATH, self._called)])

    async def run(self, intake: Intake) -> None:
        """Have Telegram call until cancelled. What it says of its calls is looked at from time to time."""
        self._intake = intake
        try:
            await self._asking.ask(
                bool,
                "setWebhook",
                url=self._url,
                secret_token=self._secret,
                allowed_updates=ALLOWED_UPDATES,
            )
            while True:
                await asyncio.sleep(LOOK_AGAIN)
                self._judge(await self._asking.ask(WebhookInfo.model_validate, "getWebhookInfo"))
        finally:
            self._intake = None

    def _judge(self, info: WebhookInfo) -> None:
        if info.url != self._url:
            self._asking.failed(Trouble("another program has changed the webhook of this bot", True))
        elif info.pending_update_count and self._clock().timestamp() - info.last_error_date < RECENT:
            what = info.last_error_message[:LONGEST_REASON]
            self._asking.failed(Trouble(f"Telegram's calls of the webhook fail: {what}", True))

    async def _called(self, request: web.Request) -> web.Response:
        language = language_of(request)
        if not self._is_telegram(request):
            raise RefusedError(HTTPStatus.FORBIDDEN, say(language, "web.wrong_secret"))
        body = await request.read()
        if self._intake is None:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, say(language, "web.starting"), retry_after=1)
        try:
            update = read_update(_data(body))
        except MalformedError:
            raise RefusedError(HTTPStatus.BAD_REQUEST, say(language, "web.not_json")) from None
        await self._intake.take(update, self._intake.message(update))
        return web.Response()

    def _is_telegram(self, request: web.Request) -> bool:
        given = request.headers.get(HEADER, "")
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode())


def _data(body: bytes) -> Any:
    try:
        return read_json(body)
    except ValueError:
        raise MalformedError from None
