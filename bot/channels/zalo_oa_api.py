"""The client of Zalo's Official Account API: the body of an answer decides, the HTTP status where it is silent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from yarl import URL

from bot.channels.received import read_json
from bot.channels.zalo_http import NoAnswerError, exchange
from bot.channels.zalo_oa_errors import RefusedError, UnreachedError
from bot.setting_tables import ZaloOaSettings
from knowledge.messages import Chat

SHORTEST_LIFE, USUAL_LIFE, LONGEST_LIFE = 60, 3600, 90 * 24 * 3600  # seconds; the usual where none is told

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Account:
    """The Official Account that the tokens belong to; `package` is what was bought, "" where it is not told."""

    id: str
    name: str
    package: str = ""


@dataclass(frozen=True, slots=True)
class Renewed:
    """New tokens, as the platform gives them; `seconds` is how long the access token is good for."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    seconds: int


def is_token(value: object) -> bool:
    """Whether this can be a token or a secret: letters, digits and signs that a header can carry."""
    return isinstance(value, str) and bool(value) and value.isascii() and value.isprintable() and " " not in value


def _read(status: int, raw: bytes) -> Answer:
    answer = _json(raw)
    code = None if answer is None else _number(answer.get("error"))
    if answer is None or code is None:
        # A table without "error" is Zalo's own answer, only not one that we know: it may have sent the message.
        maybe_taken = status == HTTPStatus.OK and answer is not None
        raise UnreachedError(f"Zalo's answer cannot be read (HTTP {status})", maybe_taken=maybe_taken)
    if code:
        raise RefusedError(code)
    return answer


def _read_tokens(status: int, raw: bytes) -> Answer:
    """The token service answers with nothing at all (HTTP 200) to a refresh token that was spent before."""
    answer = {} if status == HTTPStatus.OK and not raw.strip() else _json(raw)
    if answer is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise UnreachedError(f"the answer of Zalo's token service cannot be read (HTTP {status})", maybe_taken=True)
    return answer


def _json(raw: bytes) -> Answer | None:
    try:
        answer = read_json(raw)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _number(value: object) -> int | None:
    """A whole number, also one that is sent as text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def _table(value: object) -> Answer:
    return value if isinstance(value, dict) else {}


def _text(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


class OaApi:
    """The platform, for whoever has a token. Every method raises UnreachedError or RefusedError.

    `reachable` is how the last request went, `contact` when one was last answered (UTC).
    """

    def __init__(self, settings: ZaloOaSettings, clock: Callable[[], datetime]) -> None:
        self._settings, self._clock = settings, clock
        self.reachable = False
        self.contact: datetime | None = None

    async def send_text(self, token: str, chat: Chat, text: str) -> str:
        """Send to the person or the group; the platform's id of the message, "" when it tells none."""
        if chat.group:
            path, recipient = "/v3.0/oa/group/message", {"group_id": chat.id}
        else:
            path, recipient = "/v3.0/oa/message/cs", {"user_id": chat.id}
        answer = await self._post(path, token, {"recipient": recipient, "message": {"text": text}})
        return _text(_table(answer.get("data")).get("message_id"))

    async def account(self, token: str) -> Account:
        """Whose tokens these are."""
        answer = await self._get("/v2.0/oa/getoa", token)
        data = _table(answer.get("data"))
        identity = _text(data.get("oaid")) or _text(data.get("oa_id"))  # both are seen
        return Account(identity, _text(data.get("name")), _text(data.get("package_name")))

    async def quota(self, token: str) -> int | None:
        """How many more messages to people may be sent before they are paid for; None when it is not told."""
        answer = await self._post("/v3.0/oa/quota/message", token, {"quota_owner": "OA", "product_type": "cs"})
        data = answer.get("data")
        assets = data if isinstance(data, list) else [data]
        left = [number for asset in assets if (number := _number(_table(asset).get("remain"))) is not None]
        return sum(left) if left else None

    async def renew(self, refresh_token: str, app_secret: str) -> Renewed:
        """New tokens for a refresh token, which is spent by it."""
        form = {"refresh_token": refresh_token, "app_id": self._settings.app_id, "grant_type": "refresh_token"}
        url = f"{self._settings.oauth_url}/v4/oa/access_token"
        answer = await self._ask("POST", url, {"secret_key": app_secret}, _read_tokens, form=form)
        access, refresh = answer.get("access_token"), answer.get("refresh_token")
        if not is_token(access) or not is_token(refresh):
            raise RefusedError(_number(answer.get("error")) or 0)
        seconds = _number(answer.get("expires_in")) or USUAL_LIFE
        return Renewed(str(access), str(refresh), min(max(seconds, SHORTEST_LIFE), LONGEST_LIFE))

    async def _get(self, path: str, token: str) -> Answer:
        return await self._ask("GET", self._settings.base_url + path, {"access_token": token}, _read)

    async def _post(self, path: str, token: str, body: Mapping[str, object]) -> Answer:
        return await self._ask("POST", self._settings.base_url + path, {"access_token": token}, _read, json=body)

    async def _ask(
        self, method: str, url: str, headers: Mapping[str, str], read: Callable[[int, bytes], Answer], **body: Any
    ) -> Answer:
        seconds, proxy = self._settings.timeout_seconds, self._settings.proxy
        try:
            given = await exchange(method, URL(url), seconds, proxy=proxy, headers=headers, **body)
            answer = read(given.status, given.body)
        except NoAnswerError as error:
            self.reachable = False
            words = "did not answer" if error.maybe_taken else "is out of reach"
            raise UnreachedError(f"Zalo {words} ({error})", maybe_taken=error.maybe_taken) from None
        except UnreachedError:
            self.reachable = False
            raise
        except RefusedError:
            self._answered()
            raise
        self._answered()
        return answer

    def _answered(self) -> None:
        self.reachable, self.contact = True, self._clock()
