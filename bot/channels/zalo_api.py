"""The Zalo Bot Platform over HTTP: a POST a method, and one error that says what went wrong.

The platform's HTTP status is not to be relied on (a refused token was seen with 200 and with 401), so the body decides
and the status only where the body says nothing. The token is part of the address, which no error may name.
"""

from enum import Enum
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, SecretStr, ValidationError
from yarl import URL

from bot.channels.received import read_json, storable
from bot.channels.zalo_http import Exchanged, NoAnswerError, exchange
from bot.setting_tables import ZaloBotSettings

Model = TypeVar("Model", bound=BaseModel)

POLL_SLACK = 15.0  # seconds: the platform ends a poll before we do, or each would look like a broken connection
LONGEST_REASON = 120
LONGEST_WAIT = 10**6  # seconds that the platform may ask to wait


class Fault(Enum):
    """What went wrong, as far as it makes a difference."""

    IDLE = "nothing came while waiting"
    NO_WEBHOOK = "there is no webhook"
    TOKEN = "the token is not accepted, or the method is not known"
    CONFLICT = "messages cannot be fetched while a webhook is set"
    REFUSED = "the request is not as the platform wants it"
    QUOTA = "the quota is used up, or requests come too fast"
    AWAY = "not reached or out of order: the request was not carried out"
    UNKNOWN = "the answer was lost: the request may have been carried out"


class ZaloError(Exception):
    """A request failed: `fault`, and a `reason` for logs without secrets. `retry_after`: seconds the platform asks to
    wait, None where it does not say."""

    def __init__(self, fault: Fault, reason: str, retry_after: float | None = None) -> None:
        super().__init__(f"{reason}: {fault.value}")
        self.fault, self.reason, self.retry_after = fault, reason, retry_after


Words = Annotated[str, BeforeValidator(lambda value: storable(value) if isinstance(value, str) else "")]
"""A text that may be missing, or not be one: then it is empty."""


class Identity(BaseModel):
    """What getMe says of the bot. `name` is how people see and mention it."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)

    id: str
    display_name: Words = ""
    account_name: Words = ""
    account_type: Words = ""
    can_join_groups: bool = False

    @property
    def name(self) -> str:
        return self.display_name or self.account_name


class Verification(BaseModel):
    """What came of the platform's trial call when a webhook was set: `outcome` is such as "webhook.http.403"."""

    ok: bool = True
    outcome: Words = ""
    hint: Words = ""


class _Webhook(BaseModel):
    url: Words = ""
    verification: Verification = Verification()


class _Sent(BaseModel):
    model_config = ConfigDict(coerce_numbers_to_str=True)

    message_id: str


class _Parameters(BaseModel):
    """Not documented, but what the platform is like has it: a wait that is none is as if nothing was said."""

    retry_after: Annotated[float | None, BeforeValidator(lambda value: value if _is_wait(value) else None)] = None


class _Answer(BaseModel):
    ok: bool
    result: Any = None
    description: Words = ""
    error_code: int = 0
    parameters: Annotated[_Parameters, BeforeValidator(lambda value: value if isinstance(value, dict) else {})] = (
        _Parameters()
    )


class ZaloApi:
    """A bot's side of the platform. Every method raises ZaloError."""

    def __init__(self, settings: ZaloBotSettings, token: SecretStr) -> None:
        self._settings, self._token = settings, token

    async def get_me(self) -> Identity:
        """Who the bot is."""
        return _read(Identity, "getMe", await self._call("getMe"))

    async def get_updates(self) -> list[object]:
        """What was written to the bot, as the platform gives it; waits `poll_seconds` for it, and may come back with
        nothing. What was given is usually not given again."""
        seconds = self._settings.poll_seconds
        try:
            return spread(await self._call("getUpdates", seconds + POLL_SLACK, timeout=seconds))
        except ZaloError as error:
            if error.fault is Fault.IDLE:
                return []
            raise

    async def set_webhook(self, url: str, secret: SecretStr) -> Verification:
        """From now on the platform calls `url` with `secret` in a header, also where its trial call failed."""
        given = await self._call("setWebhook", url=url, secret_token=secret.get_secret_value())
        return _read(_Webhook, "setWebhook", given or {}).verification

    async def get_webhook(self) -> str:
        """The address that the platform calls; "" where none is set."""
        try:
            return _read(_Webhook, "getWebhookInfo", await self._call("getWebhookInfo") or {}).url
        except ZaloError as error:
            if error.fault is Fault.NO_WEBHOOK:
                return ""
            raise

    async def send_message(self, chat: str, text: str) -> str:
        """Send plain text of 1 to 2000 letters; the platform's id of the message, "" where it gives none."""
        given = await self._call("sendMessage", chat_id=chat, text=text)
        try:
            return _Sent.model_validate(given).message_id
        except ValidationError:
            return ""  # it was sent, and must not be again

    async def send_typing(self, chat: str) -> None:
        """Show for a few seconds that an answer is being written."""
        await self._call("sendChatAction", chat_id=chat, action="typing")

    async def _call(self, method: str, seconds: float | None = None, **parameters: object) -> Any:
        url = URL(self._settings.base_url) / f"bot{self._token.get_secret_value()}" / method
        waiting = seconds or self._settings.timeout_seconds
        try:
            given = await exchange("POST", url, waiting, proxy=self._settings.proxy, json=parameters)
        except NoAnswerError as error:
            fault = Fault.UNKNOWN if error.maybe_taken else Fault.AWAY
            raise ZaloError(fault, f"{method}: {error}") from None
        return self._result(method, given)

    def _result(self, method: str, given: Exchanged) -> Any:
        status = given.status
        try:
            answer = _Answer.model_validate(read_json(given.body))
        except ValueError:
            code = status if status in (401, 429) else 0  # the rest may be a page of something in between
            reason = f"{method}: HTTP {status} without an answer"
            raise ZaloError(_fault(method, code, ""), reason, given.retry_after) from None
        if answer.ok:
            return answer.result
        code = answer.error_code or status
        said = answer.description.replace(self._token.get_secret_value(), "***")[:LONGEST_REASON]
        wait = answer.parameters.retry_after or given.retry_after
        raise ZaloError(_fault(method, code, said), f"{method}: {code} {said}".rstrip(), wait)


def _is_wait(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= LONGEST_WAIT


def spread(given: object) -> list[object]:
    """The updates in what the platform gave: one, a list of them, or {"updates": a list}."""
    if isinstance(given, dict) and isinstance(given.get("updates"), list):
        given = given["updates"]
    if isinstance(given, list):
        return given
    return [given] if given else []


def _fault(method: str, code: int, description: str) -> Fault:
    if method == "getUpdates" and code == 408:
        return Fault.IDLE
    if method == "getUpdates" and code == 400 and "webhook" in description.lower():
        return Fault.CONFLICT
    if method == "getWebhookInfo" and code == 404:
        return Fault.NO_WEBHOOK
    known = {400: Fault.REFUSED, 401: Fault.TOKEN, 404: Fault.TOKEN, 408: Fault.UNKNOWN, 429: Fault.QUOTA}
    return known.get(code, Fault.AWAY)


def _read(model: type[Model], method: str, given: object) -> Model:
    try:
        return model.model_validate(given)
    except ValidationError:
        raise ZaloError(Fault.AWAY, f"{method}: an answer that is not understood") from None
