"""The Zalo Bot Platform on this machine, strict, written from its documentation and from what was seen of real bots.

`facts/zalo.md`, section 1, is the source; where it says that reports differ there is a switch. What the platform does
is decided by the tests: people `write`, a group `invite`s the bot, the next requests `go_wrong`. It keeps what it got.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, Literal

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from yarl import URL

Params = dict[str, Any]
Trouble = Literal["hang", "slow", "html", "cut", "not json", 400, 401, 403, 404, 408, 429, 500, 504]

WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Internal server error",
    404: "Not Found",
    408: "Request timeout",
    429: "Quota exceeded",
}
WAIT = 7  # seconds
WEBHOOK_IS_SET = "You cannot use this API while a webhook is set. Please remove the webhook first"
PARAMETERS: dict[str, dict[str, bool]] = {
    "getMe": {},
    "getUpdates": {"timeout": False},
    "setWebhook": {"url": True, "secret_token": True},
    "deleteWebhook": {},
    "getWebhookInfo": {},
    "testWebhook": {},
    "sendMessage": {"chat_id": True, "text": True, "parse_mode": False, "text_styles": False},
    "sendPhoto": {"chat_id": True, "photo": True, "caption": False},
    "sendSticker": {"chat_id": True, "sticker": True},
    "sendVoice": {"chat_id": True, "voice_url": True},
    "sendChatAction": {"chat_id": True, "action": True},
}
"""Every method there is, its parameters, and which of them it cannot do without."""


@dataclass
class Plan:
    """The free plan; tests make it smaller."""

    people: int = 50
    groups: int = 3
    messages: int = 3000


@dataclass
class Switches:
    """In what reports differ, or what a test wants the platform to be."""

    errors: Literal["status", "200"] = "status"
    replay: bool = False
    envelope: Literal["wrapped", "flat"] = "wrapped"
    polled: Literal["one", "list", "updates"] = "one"
    idle_seconds: float = 30.0
    slow_seconds: float = 0.2
    test_mode: bool = True
    probe_secret: bool = True
    push_pauses: tuple[float, ...] = (0.05, 0.1, 0.2, 0.4)
    can_join_groups: bool = True
    asks_to_wait: Literal["", "body", "header"] = ""
    """Where a 429 says for how many seconds (`WAIT`): nothing is documented, and nothing was seen."""


@dataclass(frozen=True)
class Sent:
    """A message of the bot, as it arrived at a person or a group."""

    chat: str
    text: str
    id: str


@dataclass
class Request:
    """A request that the platform got."""

    method: str
    params: Params


class ApiError(Exception):
    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(description)
        self.code, self.description = code, description or WORDS.get(code, "Error")


@dataclass
class Platform:
    """One bot on it. `address` is the base of the API."""

    address: str
    token: str
    plan: Plan
    switches: Switches
    display_name: str = "Bot Đối Ngoại"
    requests: list[Request] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    typing: list[str] = field(default_factory=list)
    updates: list[Params] = field(default_factory=list)
    """Everything that happened, in order."""
    webhook: tuple[str, str] | None = None
    reached_at: str = ""
    """Where calls of the webhook arrive, when it is not its own host: as DNS and a proxy would have it."""
    pushed: list[int | str] = field(default_factory=list)
    """What became of each call of the webhook: the HTTP status, or the name of the error."""

    def __post_init__(self) -> None:
        self._queue: deque[Params] = deque()
        self._given: list[Params] = []
        self._news = asyncio.Event()
        self._troubles: dict[str, deque[Trouble]] = {}
        self.chance: Callable[[str, Params], Trouble | None] = lambda _method, _params: None
        """Asked of every request for which nothing is planned: whether it goes wrong."""
        self._people: set[str] = set()
        self._groups: set[str] = set()
        self._to_push: asyncio.Queue[Params] = asyncio.Queue()
        self._news_of_sent = asyncio.Event()

    @property
    def bot_id(self) -> str:
        return self.token.partition(":")[0]

    def methods(self) -> list[str]:
        return [request.method for request in self.requests]

    def go_wrong(self, method: str, *troubles: Trouble) -> None:
        """What becomes of the next requests of this method, one after the other; then all is well again."""
        self._troubles.setdefault(method, deque()).extend(troubles)

    def write(self, text: str, person: str = "lan", group: str = "", **other: Any) -> str:
        """A person writes; in a group, with the bot picked from its list. The message's id."""
        return self.event("message.text.received", person, group, text=text, **other)

    def event(self, event_name: str, person: str = "lan", group: str = "", **content: Any) -> str:
        """Something happens that the bot is told of. "" when it is not told: the plan is full, or not in the group."""
        if group and group not in self._groups:
            return ""
        if person not in self._people and len(self._people) >= self.plan.people:
            return ""
        self._people.add(person)
        message_id = secrets.token_hex(10)
        message = {
            "from": {"id": hex_id(person), "display_name": person.capitalize(), "is_bot": False},
            "chat": {"id": hex_id(group or person), "chat_type": "GROUP" if group else "PRIVATE"},
            "message_id": message_id,
            "date": 1750316131602,
        } | content
        self.put({"event_name": event_name, "message": message})
        return message_id

    def put(self, update: Params) -> None:
        """As it is, whatever that is."""
        self.updates.append(update)
        if self.webhook:
            self._to_push.put_nowait(update)
        else:
            self._queue.append(update)
            self._news.set()

    def invite(self, group: str) -> None:
        """The owner of the group confirms the invitation of the bot."""
        assert self.switches.can_join_groups, "this account's bots cannot be in groups"
        assert len(self._groups) < self.plan.groups, "the plan has no more groups"
        self._groups.add(group)

    async def until_sent(self, number: int) -> list[Sent]:
        """All that was sent, once it is so much."""
        async with asyncio.timeout(5):
            while len(self.sent) < number:
                self._news_of_sent.clear()
                await self._news_of_sent.wait()
        return self.sent

    async def until(self, method: str, number: int = 1) -> None:
        """So many requests of this method were made."""
        async with asyncio.timeout(5):
            while self.methods().count(method) < number:  # noqa: ASYNC110
                await asyncio.sleep(0.005)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Any request whatever."""
        method = request.match_info["method"]
        params = await read_params(request)
        self.requests.append(Request(method, params))
        try:
            if request.match_info["token"] != self.token:
                raise ApiError(401)
            if method not in PARAMETERS:
                raise ApiError(404)
            await self._go_wrong_now(request, method, params)
            check_parameters(method, params)
            result = await getattr(self, f"_{method}")(params)
        except ApiError as error:
            return self._refusal(error)
        except _AnsweredError as answered:
            return answered.response
        return web.json_response({"ok": True} if result is None else {"ok": True, "result": result})

    def _refusal(self, error: ApiError) -> web.Response:
        body: Params = {"ok": False, "description": error.description, "error_code": error.code}
        asks = self.switches.asks_to_wait if error.code == 429 else ""
        if asks == "body":
            body["parameters"] = {"retry_after": WAIT}
        headers = {"Retry-After": str(WAIT)} if asks == "header" else {}
        return web.json_response(body, status=error.code if self.switches.errors == "status" else 200, headers=headers)

    async def _go_wrong_now(self, request: web.Request, method: str, params: Params) -> None:
        planned = self._troubles.get(method)
        match planned.popleft() if planned else self.chance(method, params):
            case int(code):
                raise ApiError(code)
            case "hang":
                await asyncio.Event().wait()
            case "slow":
                await asyncio.sleep(self.switches.slow_seconds)
            case "html":
                page = "<html><head><title>502 Bad Gateway</title></head></html>"
                raise _AnsweredError(web.Response(text=page, status=502, content_type="text/html"))
            case "not json":
                raise _AnsweredError(web.Response(text="OK"))
            case "cut":
                await getattr(self, f"_{method}")(params)  # carried out, and nobody is told
                assert request.transport
                request.transport.abort()
                raise _AnsweredError(web.Response())

    async def _getMe(self, _: Params) -> Params:  # noqa: N802
        return {
            "id": self.bot_id,
            "account_name": "bot.VDKyGxQvc",
            "account_type": "BASIC",
            "can_join_groups": self.switches.can_join_groups,
            "display_name": self.display_name,
        }

    async def _getUpdates(self, params: Params) -> object:  # noqa: N802
        if self.webhook:
            raise ApiError(400, WEBHOOK_IS_SET)
        timeout = str(params.get("timeout", 30))
        if not timeout.isdecimal():
            raise ApiError(400)
        if not self._queue and not (self.switches.replay and self._given):
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), min(float(timeout), self.switches.idle_seconds))
        if self._queue:
            self._given.append(self._queue.popleft())
        elif self.switches.replay and self._given:
            self._given.append(self._given.pop(0))
        else:
            raise ApiError(408)
        update = self._given[-1]
        return {"one": update, "list": [update], "updates": {"updates": [update]}}[self.switches.polled]

    async def _setWebhook(self, params: Params) -> Params:  # noqa: N802
        url, secret = params["url"], params["secret_token"]
        if not 8 <= len(secret) <= 256:
            raise ApiError(400, "secret_token must have 8 to 256 characters")
        if not (self.switches.test_mode or is_public(URL(url))):
            raise ApiError(400, "url must be a public https address")
        self.webhook = (url, secret)
        while self._queue:
            self._to_push.put_nowait(self._queue.popleft())
        return {"url": url, "updated_at": 1750316131602, "verification": await self._probe()}

    async def _deleteWebhook(self, _: Params) -> Params:  # noqa: N802
        self.webhook = None
        return {"url": "", "updated_at": 1750316131602}

    async def _getWebhookInfo(self, _: Params) -> Params:  # noqa: N802
        if not self.webhook:
            raise ApiError(404)
        return {"url": self.webhook[0], "updated_at": 1750316131602}

    async def _testWebhook(self, _: Params) -> Params:  # noqa: N802
        return await self._probe() | {"latency_ms": 3}

    async def _sendMessage(self, params: Params) -> Params:  # noqa: N802
        if params.get("parse_mode", "html") not in ("markdown", "html"):
            raise ApiError(400, "parse_mode is markdown or html")
        return self._deliver(params["chat_id"], checked_length(params["text"]))

    async def _sendPhoto(self, params: Params) -> Params:  # noqa: N802
        checked_length(params.get("caption", ""))
        return self._deliver(params["chat_id"], params["photo"])

    async def _sendSticker(self, params: Params) -> Params:  # noqa: N802
        return self._deliver(params["chat_id"], params["sticker"])

    async def _sendVoice(self, params: Params) -> Params:  # noqa: N802
        if not URL(params["voice_url"]).path.endswith(".aac"):
            raise ApiError(400, "voice_url must be an aac file")
        return self._deliver(params["chat_id"], params["voice_url"])

    async def _sendChatAction(self, params: Params) -> None:  # noqa: N802
        if params["action"] != "typing":
            raise ApiError(400, "the only action is typing")
        self.typing.append(params["chat_id"])

    def _deliver(self, chat: str, text: str) -> Params:
        if chat not in {hex_id(each) for each in self._people | self._groups}:
            raise ApiError(400, "chat_id is not known to this bot")
        if len(self.sent) >= self.plan.messages:
            raise ApiError(429)
        self.sent.append(Sent(chat, text, secrets.token_hex(16)))
        self._news_of_sent.set()
        return {"message_id": self.sent[-1].id, "date": 1750316131632}

    async def _probe(self) -> Params:
        """An empty call, which is what real bots' webhooks got first."""
        assert self.webhook
        status = await self._post(b"", with_secret=self.switches.probe_secret)
        ok = status == 200
        said = "webhook.ok" if ok else f"webhook.http.{status}" if isinstance(status, int) else "webhook.unreachable"
        return {"ok": ok, "outcome": said, "status_code": status if isinstance(status, int) else 0, "hint": ""}

    async def push(self) -> None:
        """Brings what is written to the webhook, one after the other, each a few times until it is taken."""
        while True:
            update = await self._to_push.get()
            body = json.dumps({"ok": True, "result": update} if self.switches.envelope == "wrapped" else update)
            for pause in (0.0, *self.switches.push_pauses):
                await asyncio.sleep(pause)
                self.pushed.append(await self._post(body.encode()))
                if self.pushed[-1] == 200:
                    break

    async def _post(self, body: bytes, *, with_secret: bool = True) -> int | str:
        if not self.webhook:
            return "no webhook"
        url, secret = self.webhook
        if self.reached_at:
            url = f"{self.reached_at}{URL(url).path}"
        headers = {"User-Agent": "Java/17.0.9"} | ({"X-Bot-Api-Secret-Token": secret} if with_secret else {})
        headers |= {"Content-Type": "application/json"} if body else {}
        try:
            async with (
                ClientSession(skip_auto_headers=["Content-Type"], timeout=ClientTimeout(total=2)) as session,
                session.post(url, data=body, headers=headers) as response,
            ):
                return response.status
        except (ClientError, TimeoutError) as error:
            return type(error).__name__


class _AnsweredError(Exception):
    def __init__(self, response: web.Response) -> None:
        super().__init__()
        self.response = response


def hex_id(name: str) -> str:
    """People and groups have ids of 20 hexadecimal digits; the same name has the same one."""
    return name.encode().hex().ljust(20, "0")[:20]


def is_public(url: URL) -> bool:
    """An https address that is not of this machine or of a network of one's own."""
    if url.scheme != "https" or not url.host or url.host == "localhost":
        return False
    try:
        return ip_address(url.host).is_global
    except ValueError:
        return True


def check_parameters(method: str, params: Params) -> None:
    known = PARAMETERS[method]
    missing = [name for name, needed in known.items() if needed and not params.get(name)]
    unknown = [name for name in params if name not in known]
    wrong = [name for name in known if name in params and name != "text_styles" and not is_plain(name, params[name])]
    if missing or unknown or wrong:
        raise ApiError(400, f"Bad Request: {', '.join(missing + unknown + wrong)}")


def is_plain(name: str, value: object) -> bool:
    return isinstance(value, str) or (name == "timeout" and isinstance(value, int))


def checked_length(text: str) -> str:
    """Refused over 2000 by the stricter count, UTF-16 units."""
    if len(text.encode("utf-16-le")) // 2 > 2000:
        raise ApiError(400, "text is too long")
    return text


async def read_params(request: web.Request) -> Params:
    """The query, and the body as a form or JSON; the documentation takes all of them."""
    params: Params = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        params |= json.loads(body) if body else {}
    elif request.method == "POST":
        params |= dict(await request.post())
    return params


@asynccontextmanager
async def platform(
    token: str = "", plan: Plan | None = None, switches: Switches | None = None, port: int = 0
) -> AsyncIterator[Platform]:
    """Running until the end of the block; by default with a token of its own, on a free port."""
    made = Platform("", token or f"1234567890:{secrets.token_hex(12)}", plan or Plan(), switches or Switches())
    app = web.Application()
    app.router.add_route("*", r"/bot{token}/{method}", made.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    made.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    pushing = asyncio.create_task(made.push())
    try:
        yield made
    finally:
        pushing.cancel()
        await asyncio.gather(pushing, return_exceptions=True)
        await runner.cleanup()
