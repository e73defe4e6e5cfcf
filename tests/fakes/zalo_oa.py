"""Zalo's side of an Official Account, as strict as its documentation: tokens, messages, groups, quota, webhook.

Errors come with HTTP 200, as on the real platform. `failures` are what the next requests of a kind meet, in order: an
error code, or "502", "html", "odd" (a table without `error`), "hang", "cut" (carried out, then the connection is cut).
Kinds are "token", "send" (to people and groups), "account" and "quota".
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import Any

from aiohttp import ClientSession, web

from tests.talk import NOW

APP_ID, OA_ID, OA_NAME = "360846524940903967", "388613280878808645", "TTĐN Bộ Ngoại giao"
APP_SECRET, SECRET_KEY, FIRST = "app-secret-5Yh2", "oa-secret-key-8Kd1", "refresh-operator-1"
LIFE = 90000  # seconds, told as text
FREE, PAID = timedelta(hours=48), timedelta(days=7)
LONGEST_TEXT = 2000
RETRIES = 5  # after 30 seconds, 5, 15, 30 and 60 minutes; here at once


@dataclass
class Hands:
    """A clock that is moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass(frozen=True)
class Sent:
    """A message that was carried out: `to` is a person or a group."""

    to: str
    text: str
    free: bool = True


@dataclass
class FakeOa:
    """`people` holds who has written and when they last were active, `groups` the account's groups."""

    clock: Hands = field(default_factory=Hands)
    people: dict[str, datetime] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    refresh_tokens: set[str] = field(default_factory=lambda: {FIRST})
    spent_tokens: set[str] = field(default_factory=set)
    access_tokens: dict[str, datetime] = field(default_factory=dict)
    failures: dict[str, list[int | str]] = field(default_factory=lambda: defaultdict(list))
    sent: list[Sent] = field(default_factory=list)
    renewals: int = 0
    quota: int | None = 500
    expires_in: object = str(LIFE)
    token_bodies: list[dict[str, Any]] = field(default_factory=list)
    """What the token service answers next instead of tokens, with HTTP 200."""
    during_renewal: Callable[[], object] = lambda: None
    address: str = ""
    webhook: str = ""
    secrets: set[str] = field(default_factory=lambda: {APP_SECRET, SECRET_KEY, FIRST})
    """Everything that must never be seen in a log."""
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _ended: asyncio.Event = field(default_factory=asyncio.Event)

    def app(self) -> web.Application:
        app = web.Application()
        app.add_routes(
            [
                web.post("/v4/oa/access_token", self._token),
                web.post("/v3.0/oa/message/cs", self._person),
                web.post("/v3.0/oa/group/message", self._group),
                web.post("/v3.0/oa/quota/message", self._quota),
                web.get("/v2.0/oa/getoa", self._account),
            ]
        )
        return app

    def consent(self, refresh_token: str) -> None:
        """An administrator of the account agrees anew: earlier refresh tokens are void."""
        self.spent_tokens |= self.refresh_tokens
        self.refresh_tokens = {refresh_token}
        self.secrets.add(refresh_token)

    def revoke(self) -> None:
        """All access tokens are void from now on."""
        self.access_tokens.clear()

    async def push(self, event: dict[str, Any], *, retries: int = RETRIES, secret_key: str = SECRET_KEY) -> list[int]:
        """Call the webhook until it answers with 200, like the platform; the statuses of the calls."""
        body = {"app_id": APP_ID, "timestamp": str(int(self.clock().timestamp() * 1000))} | event
        party = body.get("sender") or body.get("follower")
        person = party.get("id") if isinstance(party, dict) else None
        if isinstance(person, str) and body.get("event_name") != "unfollow":
            self.people[person] = self.clock()
        raw = json.dumps(body, ensure_ascii=False).encode()
        signature = sign(raw, str(body["timestamp"]), secret_key)
        statuses: list[int] = []
        for _ in range(1 + retries):
            statuses.append(await self.call(raw, {"X-ZEvent-Signature": f"mac={signature}"}))
            if statuses[-1] == 200:
                break
        return statuses

    async def say(self, person: str, text: str, msg_id: str = "", group: str = "", retries: int = RETRIES) -> list[int]:
        """A person writes, in private or in a group."""
        return await self.push(
            {
                "event_name": "user_send_group_text" if group else "user_send_text",
                "sender": {"id": person},
                "recipient": {"id": group or OA_ID},
                "message": {"text": text, "msg_id": msg_id or f"m{next(self._numbers)}"},
            },
            retries=retries,
        )

    async def call(self, raw: bytes, headers: dict[str, str], method: str = "POST") -> int:
        """One call as it is; its status."""
        sent = {"Content-Type": "application/json"} | headers
        async with ClientSession() as http, http.request(method, self.webhook, data=raw, headers=sent) as response:
            return response.status

    async def _token(self, request: web.Request) -> web.StreamResponse:
        if failed := await self._failed("token", request):
            return failed
        if request.content_type != "application/x-www-form-urlencoded":
            return _error(-14001, "Invalid content type")
        form = dict(await request.post())
        if request.headers.get("secret_key") != APP_SECRET:
            return _named_error("Invalid secret key")
        if set(form) != {"refresh_token", "app_id", "grant_type"} or form["grant_type"] != "refresh_token":
            return _named_error("Invalid grant type")
        if form["app_id"] != APP_ID:
            return _named_error("Invalid app id")
        token = str(form["refresh_token"])
        if token in self.spent_tokens:
            return web.Response()  # seen on the real platform: nothing at all
        if token not in self.refresh_tokens:
            return _named_error("Invalid refresh token", -14014)
        if self.token_bodies:
            return web.json_response(self.token_bodies.pop(0))
        self.renewals += 1
        self.during_renewal()
        return await self._new_tokens(token, request)

    async def _new_tokens(self, spent: str, request: web.Request) -> web.StreamResponse:
        self.refresh_tokens.remove(spent)
        self.spent_tokens.add(spent)
        number = next(self._numbers)
        access, refresh = f"access-{number}-Xq7", f"refresh-{number}-Zw3"
        self.refresh_tokens.add(refresh)
        self.secrets |= {access, refresh}
        self.access_tokens = {access: self.clock() + timedelta(seconds=int(str(self.expires_in)))}
        await asyncio.sleep(0)
        return web.json_response({"access_token": access, "refresh_token": refresh, "expires_in": self.expires_in})

    def _refusal(self, request: web.Request) -> web.Response | None:
        token = request.headers.get("access_token", "")
        if "Authorization" in request.headers or request.query:
            return _error(-201, "the access token belongs into its header")
        if token not in self.access_tokens:
            return _error(-216, "Access token is invalid")
        if self.clock() >= self.access_tokens[token]:
            return _error(-220, "access_token is expired or removed")
        return None

    async def _person(self, request: web.Request) -> web.StreamResponse:
        return await self._send(request, "user_id")

    async def _group(self, request: web.Request) -> web.StreamResponse:
        return await self._send(request, "group_id")

    async def _send(self, request: web.Request, key: str) -> web.StreamResponse:
        body: Any = await request.json() if request.content_type == "application/json" else None
        refusal = self._refusal(request) or _wrong_message(body, key)
        if refusal:
            return refusal
        to, text = body["recipient"][key], body["message"]["text"]
        failed = await self._failed("send", request, lambda: self._carry_out(to, text))
        if failed:
            return failed
        if key == "group_id" and to not in self.groups:
            return _error(-403, "OA is not in group")
        if key == "user_id" and (closed := self._closed(to)):
            return closed
        self._carry_out(to, text)
        return web.json_response(
            {"error": 0, "message": "Success", "data": {"message_id": f"out-{len(self.sent)}", key: to}}
        )

    def _closed(self, person: str) -> web.Response | None:
        last = self.people.get(person)
        if last is None:
            return _error(-232, "User has not interacted with the OA, or the last interaction has expired")
        if self.clock() - last > PAID:
            return _error(-230, "User has not interacted with the OA in the past 7 days")
        if self.clock() - last > FREE and self.quota is not None:
            if not self.quota:
                return _error(-211, "Out of quota")
            self.quota -= 1
        return None

    def _carry_out(self, to: str, text: str) -> None:
        last = self.people.get(to, self.clock())
        self.sent.append(Sent(to, text, self.clock() - last <= FREE))

    async def _account(self, request: web.Request) -> web.StreamResponse:
        refusal = self._refusal(request) or await self._failed("account", request)
        data = {"oaid": OA_ID, "name": OA_NAME, "package_name": "Nâng cao", "is_verified": True, "oa_type": 4}
        return refusal or web.json_response({"error": 0, "message": "Success", "data": data})

    async def _quota(self, request: web.Request) -> web.StreamResponse:
        refusal = self._refusal(request) or await self._failed("quota", request)
        if refusal or self.quota is None:
            return refusal or _error(-212, "App has not registed this api")
        assets = [{"asset_id": "a1", "quota_type": "sub_quota", "total": 500, "remain": self.quota}]
        return web.json_response({"error": 0, "message": "Success", "data": assets})

    async def _failed(
        self, kind: str, request: web.Request, carry_out: Callable[[], object] = lambda: None
    ) -> web.StreamResponse | None:
        if not self.failures[kind]:
            return None
        failure = self.failures[kind].pop(0)
        if isinstance(failure, int):
            return _error(failure, "as the test wants it")
        if failure == "hang":
            await self._ended.wait()
        if failure == "cut":
            carry_out()
            assert request.transport
            request.transport.abort()
        return {
            "html": web.Response(text="<html>bảo trì</html>", content_type="text/html"),
            "odd": web.json_response({"status": "ok"}),
        }.get(failure, web.Response(status=502, text="Bad Gateway"))

    def end(self) -> None:
        """Let go of what hangs."""
        self._ended.set()


def sign(raw: bytes, timestamp: str, secret_key: str = SECRET_KEY) -> str:
    """As the platform does it."""
    return sha256(APP_ID.encode() + raw + timestamp.encode() + secret_key.encode()).hexdigest()


@asynccontextmanager
async def platform() -> AsyncIterator[FakeOa]:
    """Listening, with its address in `address`."""
    fake = FakeOa()
    runner = web.AppRunner(fake.app(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    fake.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield fake
    finally:
        fake.end()
        await runner.cleanup()


def _wrong_message(body: Any, key: str) -> web.Response | None:
    try:
        (to,) = [body["recipient"].pop(key)]
        text = body["message"].pop("text")
        if body != {"recipient": {}, "message": {}} or not isinstance(to, str) or not text.strip():
            raise ValueError
    except (AttributeError, KeyError, TypeError, ValueError):
        return _error(-201, "a parameter is invalid!")
    body["recipient"][key], body["message"]["text"] = to, text
    if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        return _error(-210, "Parameter exceeds allowable limit")
    return None


def _error(code: int, message: str) -> web.Response:
    return web.json_response({"error": code, "message": message})


def _named_error(name: str, code: int | None = None) -> web.Response:
    """The token service names its errors, sometimes without a number; with HTTP 200."""
    numbered = {} if code is None else {"error": code}
    return web.json_response(numbered | {"error_name": name, "error_description": name, "error_reason": name})
