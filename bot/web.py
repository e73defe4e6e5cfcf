"""The web server that channels put their routes on: loopback only, unless a portal in front says who people are.

Every answer carries the protecting headers; a request for another host or from another site's page is refused; what
goes wrong is answered with a sentence, and with an id that also stands in the log when the fault is ours.
"""

import asyncio
import errno
import json
import logging
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from ipaddress import ip_address

import click
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler

from bot.setting_tables import PortalSettings
from handlers.errors import apologise
from knowledge.memory import StoreError
from knowledge.texts import LANGUAGES, say

LARGEST_BODY = 256 * 1024
SHUTDOWN_SECONDS = 0.4  # waited for twice, and together less than the program leaves its servers to close
LANGUAGE_COOKIE = "language"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SENTENCES = {404: "web.not_found", 405: "web.not_allowed", 413: "web.too_large"}


class WebError(Exception):
    """The server cannot be started as it was set up; the message is one sentence for the operator."""


class RefusedError(Exception):
    """A request is not taken: `sentence` is said to the person, with the HTTP `status`."""

    def __init__(self, status: HTTPStatus, sentence: str, *, retry_after: int | None = None) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.retry_after = status, sentence, retry_after


def is_busy(host: str, port: int) -> bool:
    """Whether somebody listens there already. Nothing is listened to afterwards, and a host that is not ours is no."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    return False


def is_loopback(host: str) -> bool:
    """Whether the host ("localhost", an IP address) is reached from this machine only; False for other names."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class WebServer:
    """Made once; channels `add` their routes before `run`. `announce` is given the one line with the page's address."""

    def __init__(
        self,
        host: str = "127.0.0.1",
        port: int = 8080,
        *,
        portal: PortalSettings | None = None,
        announce: Callable[[str], object] = click.echo,
    ) -> None:
        if portal is None and not is_loopback(host):
            raise WebError(
                f"web.host {host}: an address other than this machine's own (127.0.0.1) is only served"
                " when [web.portal] says how people are known"
            )
        self.portal = portal
        self._closing: list[Callable[[], None]] = []
        self._host = "127.0.0.1" if host == "localhost" else host
        self._port, self._announce = port, announce
        self._hosts: frozenset[str] = frozenset()
        self._open: set[str] = set()
        self._app = web.Application(middlewares=[self._answer_errors, self._guard], client_max_size=LARGEST_BODY)
        self._app.on_response_prepare.append(_protect)
        self._app.on_shutdown.append(self._close)

    @property
    def is_private(self) -> bool:
        """Whether only this machine reaches it."""
        return self.portal is None and is_loopback(self._host)

    def add(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve these too. Raises RuntimeError once the server runs."""
        self._app.add_routes(routes)

    def add_open(self, routes: Iterable[web.RouteDef]) -> None:
        """Serve these to other machines' programs too: by any Host, from any site. A route checks its own secret."""
        for route in routes:
            self._open.add(route.path)
            self._app.add_routes([route])

    def on_close(self, close: Callable[[], None]) -> None:
        """`close` is called when the server stops, to end what would otherwise stay open."""
        self._closing.append(close)

    async def run(self) -> None:
        """Serve until cancelled, then end what is open and free the port. Raises WebError when it cannot listen."""
        logging.getLogger("aiohttp.server").addFilter(_is_ours)
        runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await runner.setup()
        try:
            self._say_address(await self._listen(runner))
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> int:
        """Take the port that was asked for; when it is busy a free one, unless a portal's proxy expects this one.

        Returns the port taken.
        """
        try:
            await self._take_port(runner, self._port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise WebError(f"web.host {self._host}, web.port {self._port}: {error.strerror}") from error
            if self._open and not self.portal:
                raise WebError(
                    f"web.port {self._port}: the port is busy, and messengers or calendars call this program there:"
                    " stop the program that uses it, or name a free port here and in the proxy"
                ) from error
            if self.portal:
                raise WebError(
                    f"web.port {self._port}: the port is busy, and the proxy of {self.portal.address} expects the page"
                    " there: stop the program that uses it, or name a free port here and in the proxy"
                ) from error
            await self._take_port(runner, 0)
        return int(runner.addresses[0][1])

    async def _take_port(self, runner: web.AppRunner, port: int) -> None:
        await web.TCPSite(runner, self._host, port).start()

    def _say_address(self, port: int) -> None:
        host = f"[{self._host}]" if ":" in self._host else self._host
        names = {host, "localhost"} if is_loopback(self._host) else {"127.0.0.1", "localhost"}
        address = self.portal.address if self.portal else f"http://{host}:{port}"
        own = address.partition("://")[2]
        self._hosts = frozenset({own, *(f"{name}:{port}" for name in names), *(names if port == 80 else ())})
        key = "web.address" if port == self._port or not self._port else "web.address_moved"
        self._announce(say("vi", key, address=address, busy=self._port))

    async def _close(self, _: web.Application) -> None:
        for close in self._closing:
            close()

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """No DNS rebinding, no other site's script, no other port's either."""
        if request.path in self._open or _route(request) in self._open:
            return await handler(request)
        language = language_of(request)
        if request.headers.get("Host", "").lower() not in self._hosts:
            raise RefusedError(HTTPStatus.FORBIDDEN, say(language, "web.wrong_host"))
        if not self._same_site(request):
            raise RefusedError(HTTPStatus.FORBIDDEN, say(language, "web.wrong_origin"))
        return await handler(request)

    def _same_site(self, request: web.Request) -> bool:
        origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
        if origin is not None:
            scheme = self.portal.address.partition("://")[0] if self.portal else "http"
            return origin == f"{scheme}://{request.headers['Host'].lower()}"
        if request.method not in ("GET", "HEAD"):
            return site == "same-origin"
        followed_link = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.path == "/"
        return site in (None, "same-origin", "none") or followed_link

    @web.middleware
    async def _answer_errors(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        language = language_of(request)
        try:
            return await handler(request)
        except RefusedError as refusal:
            return _sentence(request, refusal.status, refusal.sentence, refusal.retry_after)
        except web.HTTPError as error:
            key = SENTENCES.get(error.status, "web.not_json")
            return _sentence(request, error.status, say(language, key))
        except web.RequestPayloadError:
            return _sentence(request, HTTPStatus.BAD_REQUEST, say(language, "web.not_json"))
        except web.HTTPException:
            raise
        except ConnectionError:
            raise  # the other side is gone: nobody to answer
        except Exception as error:
            status = (
                HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, StoreError) else HTTPStatus.INTERNAL_SERVER_ERROR
            )
            return _sentence(request, status, apologise("request failed", error, language, path=_route(request)))


def _route(request: web.Request) -> str:
    """The path as the route has it ("/calendar/{key}.ics"): what stands there in a request may be secret."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def language_of(request: web.Request) -> str:
    """The language that was switched to on the page; Vietnamese as long as nothing was."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def _sentence(request: web.Request, status: int, sentence: str, retry_after: int | None = None) -> web.Response:
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    if "text/html" in request.headers.get("Accept", ""):
        return web.Response(text=sentence, status=status, headers=headers)
    body = json.dumps({"error": sentence}, ensure_ascii=False)
    return web.json_response(text=body, status=status, headers=headers)


def _is_ours(record: logging.LogRecord) -> bool:
    """Not a request that is no HTTP: it is refused, anybody can send one, and the trace would hold a part of it."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError | web.RequestPayloadError)


async def _protect(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-store")
    with suppress(KeyError):
        del response.headers["Server"]
