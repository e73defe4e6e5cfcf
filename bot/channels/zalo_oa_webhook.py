"""The webhook of an Official Account: what Zalo calls is verified, stored, and only then answered with 200."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.channels import Receive
from bot.channels.zalo_oa_events import CHANNEL, MalformedError, TooEarlyError, is_signed, read, to_message
from knowledge.messages import Message

log = structlog.get_logger(__name__)

PATH = "/zalo-oa"
SIGNATURE = "X-ZEvent-Signature"
PATIENCE = 1.5  # seconds: Zalo wants to be answered within two


class Webhook:
    """`route` is for the server; every call is answered "later" as long as `receive` is None.

    `called` gives the account's name, None while it is not known. `patience` is for how many seconds a call may wait.
    """

    def __init__(self, app_id: str, secret_key: str, called: Callable[[], str | None], patience: float) -> None:
        self._app_id, self._secret_key, self._called, self._patience = app_id, secret_key, called, patience
        self._storing: set[asyncio.Task[None]] = set()
        self._warned = False
        self.receive: Receive | None = None
        self.route = web.post(PATH, self._take)

    async def close(self, grace: float) -> None:
        """Take no more calls, and wait up to `grace` seconds for what is being stored."""
        self.receive = None
        if self._storing:
            await asyncio.wait(self._storing, timeout=grace)

    async def _take(self, request: web.Request) -> web.Response:
        """400 and 403 leave no trace."""
        try:
            call = read(await request.read())
            if call is None:
                # The console tries an address before it shows the key that calls are signed with. Nothing is done.
                return web.Response()
            if not is_signed(call, request.headers.get(SIGNATURE, ""), self._app_id, self._secret_key):
                self._warn_of_signature()
                return web.Response(status=HTTPStatus.FORBIDDEN)
            message = to_message(call, self._app_id, self._called())
        except MalformedError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        except TooEarlyError:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        stored = message is None or await self._store(message)
        return web.Response(status=HTTPStatus.OK if stored else HTTPStatus.SERVICE_UNAVAILABLE)

    async def _store(self, message: Message) -> bool:
        """Whether message and answer are stored within the time that Zalo waits.

        When it takes longer it goes on all the same, but Zalo is told "later": 200 would be a promise that a crash
        breaks. Where Zalo then sends the message again it is known by its id and answered once; where it does not (its
        documentation promises that only for calls that cannot connect) the message is stored nevertheless.
        """
        if self.receive is None:
            return False
        storing = asyncio.create_task(_awaited(self.receive(message)))
        self._storing.add(storing)
        storing.add_done_callback(self._stored)
        done, _ = await asyncio.wait([storing], timeout=self._patience)
        return bool(done) and not storing.cancelled() and storing.exception() is None

    def _stored(self, storing: asyncio.Task[None]) -> None:
        self._storing.discard(storing)
        if not storing.cancelled() and (error := storing.exception()) is not None:
            log.error("message not stored", channel=CHANNEL, exc_info=error)

    def _warn_of_signature(self) -> None:
        """Once: anybody can send such calls. It is also what a wrong key looks like."""
        if not self._warned:
            self._warned = True
            log.warning(
                "webhook call with a wrong signature; if messages do not arrive, check TTDN_ZALO_OA_SECRET_KEY (the OA"
                " Secret Key of the webhook page at Zalo for Developers) and zalo_oa.app_id",
                channel=CHANNEL,
            )


async def _awaited(work: Awaitable[None]) -> None:
    await work
