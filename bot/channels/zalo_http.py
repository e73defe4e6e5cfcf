"""One request to Zalo and its answer, for the clients of both of its interfaces, and whether one that failed may have
been carried out."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    InvalidURL,
    TCPConnector,
)
from yarl import URL

LONGEST_CONNECT = 10.0  # seconds
LONGEST_NUMBER = 7  # digits: more seconds than anybody can mean
NOTHING_SENT = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError, InvalidURL)


class NoAnswerError(Exception):
    """No answer came; the message is the kind of error and nothing else. `maybe_taken`: the request may have been
    carried out."""

    def __init__(self, kind: str, *, maybe_taken: bool) -> None:
        super().__init__(kind)
        self.maybe_taken = maybe_taken


class Exchanged(NamedTuple):
    """The HTTP status and the body; `retry_after` is how many seconds its header asks to wait, None where none does."""

    status: int
    body: bytes
    retry_after: float | None = None


async def exchange(
    method: str,
    url: URL,
    seconds: float,
    *,
    proxy: str,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    form: Mapping[str, str] | None = None,
) -> Exchanged:
    """The answer, waited for `seconds` at most. Raises NoAnswerError.

    Each request has a connection of its own: one kept open may be closed by the other side just as a message goes out,
    and nobody could tell whether that arrived. Redirects are not followed, as secrets are for this host alone.
    """
    timeout = ClientTimeout(total=seconds, sock_connect=min(LONGEST_CONNECT, seconds))
    connector = TCPConnector(force_close=True)
    try:
        async with (
            ClientSession(connector=connector, cookie_jar=DummyCookieJar(), timeout=timeout) as session,
            session.request(
                method, url, headers=headers, json=json, data=form, proxy=proxy or None, allow_redirects=False
            ) as response,
        ):
            return Exchanged(response.status, await response.read(), _seconds(response.headers.get("Retry-After", "")))
    except (ClientError, TimeoutError, OSError, ValueError) as error:
        lost = NoAnswerError(type(error).__name__, maybe_taken=not isinstance(error, NOTHING_SENT))
    raise lost  # out here, where the error of the library, which shows address and headers, is not its context


def _seconds(header: str) -> float | None:
    return float(header) if header.isascii() and header.isdecimal() and len(header) < LONGEST_NUMBER else None
