"""Zalo Official Account: messages come in by webhook, answers go out to people (`cs`) and the account's groups (GMF).

Whether a person may still be written to (for 7 days after they were last active, free of charge for 48 hours) is left
to the platform: what counts as active are also calls, menus and comments, which this program never sees, so a reckoning
of its own would hold back messages that would arrive; a refused one costs nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import structlog

from bot.channels import Receive, Status
from bot.channels.parts import cut, noted, numbered, without_file
from bot.channels.waiting import Backoff
from bot.channels.zalo_oa_api import Account, OaApi, is_token
from bot.channels.zalo_oa_errors import (
    TOKEN_REFUSED,
    TOO_FAST,
    Fate,
    NoTokenError,
    OaError,
    RefusedError,
    meaning,
    to_send_error,
)
from bot.channels.zalo_oa_events import CHANNEL
from bot.channels.zalo_oa_tokens import FILE, OaTokens
from bot.channels.zalo_oa_webhook import PATIENCE, Webhook
from bot.setting_tables import ZaloOaSettings
from bot.settings import SettingsError
from bot.tokens import TokensError
from bot.web import WebServer
from jobs.pacing import Pace, Rate
from knowledge.messages import Chat, Reply

log = structlog.get_logger(__name__)

LONGEST_PART = 1900  # UTF-16 units; Zalo takes 2000 characters and does not say how it counts
CLOSING = 0.5  # seconds
LOOK = 30.0  # seconds between two looks at the tokens
ASK_AGAIN = timedelta(hours=1)
DOUBTED_AT_MOST = 1000

T = TypeVar("T")


class ZaloOa:
    """The channel "zalo_oa". Its route is on `server` from the start, and answers "later" until `run` has begun.

    `identity` is None until the platform has said whose tokens these are, `quota_left` (messages to people that are
    included in the package) until it has told; both are asked for once an hour. Raises SettingsError and TokensError.
    """

    name = CHANNEL

    def __init__(
        self,
        settings: ZaloOaSettings,
        server: WebServer,
        folder: Path,
        clock: Callable[[], datetime],
        *,
        refresh_token: str,
        app_secret: str,
        secret_key: str,
        patience: float = PATIENCE,
        look: float = LOOK,
    ) -> None:
        _check(settings, refresh_token, app_secret, secret_key)
        self._clock, self._look = clock, look
        self._api = OaApi(settings, clock)
        self._tokens = OaTokens(self._api, folder / FILE, first=refresh_token, app_secret=app_secret, clock=clock)
        self._pace = Pace(lambda _: (Rate(1, 1),), (Rate(60, 1),))  # 4,000 a minute are documented
        self._troubles: dict[str, str] = {}
        self._doubted: dict[int, None] = {}
        self._asked_at: datetime | None = None
        self.identity: Account | None = None
        self.quota_left: int | None = None
        self._webhook = Webhook(settings.app_id, secret_key, self._called, patience)
        server.add_open([self._webhook.route])

    @property
    def status(self) -> Status:
        trouble = self._tokens.trouble or next(iter(self._troubles.values()), "")
        return Status(self._api.reachable, self._api.contact, trouble)

    async def run(self, receive: Receive) -> None:
        """See `bot.channels.Channel`. The server is run by itself, as it serves more than this channel."""
        self._webhook.receive = receive
        try:
            await self._look_after()
        finally:
            await self._webhook.close(CLOSING)
            await self._tokens.close(CLOSING)

    def parts(self, reply: Reply) -> Sequence[Reply]:
        return cut(numbered(without_file(reply)), LONGEST_PART, counted=True)

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return self._pace(chat, now)

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        return self._pace.free_at(now, chat)

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        """See `jobs.sending.Sender`."""
        text = noted(part, repeat)
        about = "messages to groups" if chat.group else "messages to people"
        try:
            proof = await self._ask(about, lambda token: self._api.send_text(token, chat, text))
        except OaError as error:
            doubted_before = row_id in self._doubted
            self._doubt(row_id, error)
            self._hold(error)
            raise to_send_error(error, doubted_before=doubted_before) from None
        self._doubted.pop(row_id, None)
        return proof

    def _called(self) -> str | None:
        return self.identity.name if self.identity else None

    def _doubt(self, row_id: int, error: OaError) -> None:
        """Remember which rows failed for a reason that nobody knows; a restart forgets it, which gives one more try."""
        if isinstance(error, RefusedError) and meaning(error.code).fate is Fate.DOUBTED:
            self._doubted[row_id] = None
            if len(self._doubted) > DOUBTED_AT_MOST:
                del self._doubted[next(iter(self._doubted))]

    def _hold(self, error: OaError) -> None:
        """What is too fast is so for all chats together."""
        if isinstance(error, RefusedError) and error.code == TOO_FAST:
            now = self._clock()
            self._pace.hold(now, now + timedelta(seconds=meaning(TOO_FAST).retry_after or 0))

    async def _ask(self, about: str, request: Callable[[str], Awaitable[T]]) -> T:
        """With an access token; with another one, once, when the platform refuses that. Raises OaError."""
        try:
            answer = await self._ask_twice(request)
        except RefusedError as error:
            means = meaning(error.code)
            if means.fate is Fate.CONFIGURATION or error.code in TOKEN_REFUSED:
                self._troubles[about] = f"{about}: {means.reason}"
            raise
        except NoTokenError as error:
            self._troubles[about] = str(error)
            raise
        self._troubles.pop(about, None)
        return answer

    async def _ask_twice(self, request: Callable[[str], Awaitable[T]]) -> T:
        token = await self._tokens.access()
        try:
            return await request(token)
        except RefusedError as error:
            if error.code not in TOKEN_REFUSED:
                raise
        return await request(await self._tokens.replace(token))

    async def _look_after(self) -> None:
        """Renew the tokens in time, also when nothing is sent for months; know the account's name and quota."""
        backoff = Backoff()
        while True:
            try:
                await self._tokens.keep_fresh()
                await self._ask_about_account()
            except OaError as error:
                log.warning("zalo oa out of order", channel=CHANNEL, reason=str(error))
                await backoff.pause()
            else:
                backoff.reset()
                await asyncio.sleep(self._look)

    async def _ask_about_account(self) -> None:
        now = self._clock()
        if self._asked_at is not None and abs(now - self._asked_at) < ASK_AGAIN:
            return
        self.identity = await self._ask("the account", self._api.account)
        with suppress(RefusedError):  # no quota to tell, or no right to ask: not worth a trouble
            self.quota_left = await self._ask_twice(self._api.quota)
        self._asked_at = now


def _check(settings: ZaloOaSettings, refresh_token: str, app_secret: str, secret_key: str) -> None:
    if not settings.app_id:
        raise SettingsError(
            "zalo_oa.app_id (TTDN_ZALO_OA__APP_ID): the application's id at Zalo for Developers is needed"
        )
    secrets = {"REFRESH_TOKEN": refresh_token, "APP_SECRET": app_secret, "SECRET_KEY": secret_key}
    for name, value in secrets.items():
        if not is_token(value):
            raise TokensError(
                f"TTDN_ZALO_OA_{name}: {'letters, digits and signs are expected' if value else 'is needed'}"
            )
    if app_secret == secret_key:
        raise TokensError(
            "TTDN_ZALO_OA_APP_SECRET and TTDN_ZALO_OA_SECRET_KEY are the same: the one is the application's secret, the"
            " other the OA Secret Key of its webhook page"
        )
