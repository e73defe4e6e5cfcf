"""A Bot API server on this machine, written from the documentation: as strict as it, and as unreliable as a test plans.

Updates wait until they are acknowledged: by the offset of getUpdates, or by a webhook that answers 200.
"""

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientSession, web

from tests.fakes.telegram_faults import Body, Cut, Fault, Hang, Page, Refuse, other_poller, too_many
from tests.fakes.telegram_limits import Limits, Network
from tests.fakes.telegram_methods import Json, Platform, RefusedError, Sent, Upload

TOKEN = "4321:AAF-not_a_real_token_only_for_tests"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_REQUEST = 64 * 2**20
DATE = 1_795_000_000  # 2026-11-18, of every message


class TelegramFake:
    """`calls` are the methods called with their parameters, in order; `platform` what came of them."""

    def __init__(self) -> None:
        self.platform = Platform()
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.pending: dict[int, Json] = {}
        self.address = ""
        self.reached_at = ""
        """Where requests for the webhook's host arrive, as DNS and a proxy would have it."""
        self.valid_token = TOKEN
        self.limits: Limits | None = None
        self.network: Network | None = None
        self.chance: Callable[[str, Mapping[str, str]], Fault | None] = lambda _method, _given: None
        """Asked of every call for which nothing is planned: whether it goes wrong."""
        self._faults: dict[str, deque[Fault]] = defaultdict(deque)
        self._lasting: dict[str, Fault] = {}
        self._next = 700
        self._changed = asyncio.Condition()
        self._closing = asyncio.Event()
        self._poll: asyncio.Event | None = None

    # What tests do

    def plan(self, method: str, *faults: Fault) -> None:
        """The next calls of the method go wrong like this, one each."""
        self._faults[method.lower()].extend(faults)

    def break_down(self, method: str, fault: Fault | None) -> None:
        """From now on every call of the method goes wrong like this; None: no longer."""
        self._lasting.pop(method.lower(), None)
        if fault is not None:
            self._lasting[method.lower()] = fault

    def names(self) -> list[str]:
        return [method for method, _ in self.calls]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5), self._changed:
            await self._changed.wait_for(condition)

    async def sent(self, count: int) -> list[Sent]:
        """All messages that were accepted, when there are so many."""
        await self.until(lambda: len(self.platform.sent) >= count)
        return self.platform.sent

    async def acknowledged(self) -> None:
        """When nothing is waiting any more."""
        await self.until(lambda: not self.pending)

    async def push(self, kind: str, content: Any) -> int:
        """An update of this kind; returns its number. Left out when the bot does not want this kind."""
        self._next += 1
        if kind in self.platform.allowed:
            self.pending[self._next] = {"update_id": self._next, kind: content}
            await self._tell()
        return self._next

    async def call_webhook(self) -> list[int]:
        """Call the webhook with everything that waits; what is answered 200 waits no more. Returns the answers."""
        statuses = []
        for number, update in list(self.pending.items()):
            status, _ = await self.post(json.dumps(update).encode(), self.platform.secret)
            statuses.append(status)
            if status == 200:
                self.pending.pop(number, None)
        return statuses

    async def post(self, body: bytes, secret: str | None) -> tuple[int, str]:
        """Call the webhook with any body and secret, as anybody can."""
        path = urlsplit(self.platform.webhook["url"]).path
        headers = {"Content-Type": "application/json"} | ({} if secret is None else {SECRET_HEADER: secret})
        async with (
            ClientSession() as http,
            http.post(f"{self.reached_at}{path}", data=body, headers=headers) as response,
        ):
            return response.status, await response.text()

    # The server

    @asynccontextmanager
    async def running(self, port: int = 0) -> AsyncIterator["TelegramFake"]:
        app = web.Application(client_max_size=LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        app.router.add_get("/file/bot{token}/{path:.*}", self._file)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        self._closing.clear()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            self._closing.set()
            await self._tell()
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        token, method = request.match_info["token"], request.match_info["method"].lower()
        given, uploads = _sorted_out(await request.post())
        if self.network:
            await asyncio.sleep(self.network.going())
        self.calls.append((method, given))
        await self._tell()
        faults = self._faults[method]
        fault = faults.popleft() if faults else self._lasting.get(method) or self.chance(method, given)
        if fault is None or (isinstance(fault, Cut) and fault.after):
            response = await self._answer(token, method, given, uploads)
            await self._tell()
            if self.network:
                await asyncio.sleep(self.network.coming())
            return response if fault is None else _cut(request)
        return await self._fail(request, fault)

    async def _fail(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        match fault:
            case Refuse():
                return _refusal(RefusedError(fault.code, fault.description, fault.parameters))
            case Page():
                page = f"<html><body><h1>{fault.status}</h1>Cannot POST {request.path}</body></html>"
                return web.Response(text=page, status=fault.status, content_type="text/html")
            case Body():
                return web.Response(body=fault.content, status=fault.status)
            case Hang():
                await self._closing.wait()
        return _cut(request)

    async def _answer(self, token: str, method: str, given: dict[str, str], uploads: list[Upload]) -> web.Response:
        if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
            return _refusal(RefusedError(404, "Not Found"))
        if token != self.valid_token:
            return _refusal(RefusedError(401, "Unauthorized"))
        try:
            if method == "getupdates":
                result: Any = await self._get_updates(given)
            elif method == "getwebhookinfo":
                result = self.platform.webhook | {"pending_update_count": len(self.pending)}
            else:
                if self.limits and method.startswith("send") and method != "sendchataction":
                    self._check_limits(self.limits, given.get("chat_id", ""))
                result = self.platform.call(method, given, uploads)
        except RefusedError as error:
            return _refusal(error)
        return web.json_response({"ok": True, "result": result})

    def _check_limits(self, limits: Limits, chat: str) -> None:
        if wait := limits.take(chat, asyncio.get_running_loop().time()):
            refusal = too_many(wait)
            raise RefusedError(refusal.code, refusal.description, refusal.parameters)

    async def _get_updates(self, given: dict[str, str]) -> list[Json]:
        """One at a time: a second one ends the first."""
        if self.platform.webhook["url"]:
            raise RefusedError(
                409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it"
            )
        if self._poll is not None:
            self._poll.set()
        self._poll = ended = asyncio.Event()
        self.platform.allow(given)
        offset, limit = int(given.get("offset", 0)), min(int(given.get("limit", 100)), 100)
        for number in [number for number in self.pending if number < offset]:
            del self.pending[number]
        await self._tell()
        await self._wait_for_updates(min(int(given.get("timeout", 0)), 50), ended)
        if ended.is_set():
            refusal = other_poller()
            raise RefusedError(refusal.code, refusal.description)
        return list(self.pending.values())[:limit]

    async def _wait_for_updates(self, seconds: int, ended: asyncio.Event) -> None:
        def over() -> bool:
            return bool(self.pending) or ended.is_set() or self._closing.is_set()

        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(over)
        except TimeoutError:
            pass

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["path"].removeprefix("documents/")
        if request.match_info["token"] != self.valid_token or name not in self.platform.files:
            return _refusal(RefusedError(404, "Not Found"))
        return web.Response(body=self.platform.files[name])

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def _sorted_out(form: Mapping[str, str | bytes | bytearray | web.FileField]) -> tuple[dict[str, str], list[Upload]]:
    """The parameters that are text, and those that are files."""
    given, uploads = {}, []
    for name, value in form.items():
        if isinstance(value, web.FileField):
            uploads.append(Upload(name, value.filename, value.content_type, value.file.read()))
        else:
            given[name] = str(value)
    return given, uploads


def _refusal(error: RefusedError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
