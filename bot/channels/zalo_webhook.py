"""What was written to the bot, as the Zalo Bot Platform brings it: a POST to /zalo-bot with our secret in a header."""

import asyncio
from contextlib import suppress
from hmac import compare_digest
from http import HTTPStatus

import structlog
from aiohttp import web
from pydantic import SecretStr

from bot.channels import Receive
from bot.channels.received import read_json
from bot.channels.zalo_api import ZaloApi, spread
from bot.channels.zalo_standing import Standing, insist
from bot.channels.zalo_updates import Reader, UpdateError
from bot.web import WebServer
from knowledge.messages import Message

log = structlog.get_logger(__name__)

PATH = "/zalo-bot"
SECRET_HEADER = "X-Bot-Api-Secret-Token"
NAME_SECONDS = 1.5  # for which a group's message waits for the bot's name; the platform wants an answer within two


class Webhook:
    """Its route is on `server` from the start, and answers "later" until `run` has begun."""

    def __init__(
        self, api: ZaloApi, reader: Reader, standing: Standing, server: WebServer, address: str, secret: SecretStr
    ) -> None:
        self._api, self._reader, self._standing = api, reader, standing
        self._url, self._secret = f"{address}{PATH}", secret
        self._take: Receive | None = None
        self._named = asyncio.Event()
        server.add_open([web.post(PATH, self._called)])

    async def run(self, take: Receive) -> None:
        """Take calls; tell the platform where to call. It is told again at every start, as addresses change."""
        self._take = take
        try:
            self._reader.me = await insist(self._api.get_me, self._standing)
            self._named.set()
            tried = await insist(lambda: self._api.set_webhook(self._url, self._secret), self._standing)
            if not tried.ok:
                reason = tried.outcome or tried.hint
                trouble = (
                    f"Zalo tried to call {self._url} and did not get through ({reason}); it will call all the same"
                )
                self._standing.worry("receiving", trouble, reason)
            await asyncio.Event().wait()
        finally:
            self._take = None

    async def _called(self, request: web.Request) -> web.Response:
        """200 when what was written is stored, or there was nothing to store."""
        said = request.headers.get(SECRET_HEADER)
        if said is None and not request.body_exists:
            return web.Response()  # Zalo tries whether somebody is here: there is nothing in it to believe
        if not compare_digest((said or "").encode(errors="replace"), self._secret.get_secret_value().encode()):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        self._standing.reached("receiving")
        try:
            return await self._hand_over(_updates(await request.read()))
        except UpdateError as error:
            log.warning("update refused", channel="zalo_bot", reason=str(error))
            return web.Response(status=HTTPStatus.BAD_REQUEST)

    async def _hand_over(self, updates: list[object]) -> web.Response:
        messages = self._read(updates)
        if any(message.chat.group for message in messages) and not await self._is_named():
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        for message in self._read(updates):
            if self._take is None:
                return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
            await self._take(message)
        return web.Response()

    def _read(self, updates: list[object]) -> list[Message]:
        return [message for update in updates if (message := self._reader.read(update))]

    async def _is_named(self) -> bool:
        """Whether it is known, or soon is, by which name the bot is mentioned in groups."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._named.wait(), NAME_SECONDS)
        return self._named.is_set()


def _updates(body: bytes) -> list[object]:
    """As getUpdates gives them in "result", or one alone. Raises UpdateError."""
    try:
        data = read_json(body) if body else {"result": None}
    except ValueError:
        raise UpdateError("no JSON") from None
    if not isinstance(data, dict):
        raise UpdateError("no JSON object")
    return spread(data["result"]) if "result" in data and "event_name" not in data else [data]
