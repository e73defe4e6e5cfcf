"""python-telegram-bot as a pipe: parameters in, JSON out, its errors. Nothing of its dispatcher, updates and log lines:
one odd field fails a whole batch of updates there, and its lines repeat what people wrote and what error pages say.
"""

import os
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, model_validator
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.channels.received import read_json
from bot.setting_tables import TelegramSettings

os.environ.setdefault("PTB_TIMEDELTA", "true")  # its switch for durations as they will be; without it, it only warns

LONGEST_WAIT = 10**6  # seconds that Telegram may ask to wait
CONNECTIONS = 64  # more than are ever sent to at once, so that nobody waits for one


class NotTelegramError(Exception):
    """What answered is no Bot API: an error page of a gateway, a proxy or another site."""

    def __init__(self) -> None:
        super().__init__("the answer does not come from the Bot API")


class Api:
    """The Bot API with one token. Usable from the start; `open` makes it usable again after `close`."""

    def __init__(self, settings: TelegramSettings, token: str) -> None:
        self._timeout = float(settings.timeout_seconds)
        self._requests = tuple(
            _Request(
                connection_pool_size=CONNECTIONS,
                connect_timeout=self._timeout,
                read_timeout=self._timeout,
                write_timeout=self._timeout,
                pool_timeout=self._timeout,
                proxy=proxy or None,
            )
            for proxy in (settings.get_updates_proxy or settings.proxy, settings.proxy)
        )
        polling, other = self._requests
        self._files = f"{settings.base_url}/file/bot{token}"
        self._bot = _Pipe(token, f"{settings.base_url}/bot", request=other, get_updates_request=polling)

    async def open(self) -> None:
        for request in self._requests:
            await request.initialize()

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()

    async def call(self, method: str, /, *, wait: int = 0, **parameters: Any) -> Any:
        """The `result` of a method, which may take `wait` seconds longer than others. A parameter None is left out.

        Raises telegram.error.TelegramError and NotTelegramError.
        """
        return await self._bot.call(method, parameters, self._timeout + wait)

    async def download(self, path: str, wait: int) -> bytes:
        """The file at this path, which getFile has named; it may take `wait` seconds longer than an answer.

        Raises telegram.error.TelegramError.
        """
        address = f"{self._files}/{quote(path)}"
        return await self._requests[1].retrieve(address, read_timeout=self._timeout + wait)


class _Pipe(Bot):
    async def call(self, method: str, parameters: dict[str, Any], read_timeout: float) -> Any:
        return await self._post(method, parameters, read_timeout=read_timeout)


class _Parameters(BaseModel):
    model_config = ConfigDict(strict=True)
    retry_after: Annotated[int, Field(ge=0, le=LONGEST_WAIT)] = 0
    migrate_to_chat_id: int = 0


class _Answer(BaseModel):
    """What every answer is like, also that of a method that failed."""

    model_config = ConfigDict(strict=True)
    ok: bool
    result: Any = None
    description: str = ""
    parameters: _Parameters = _Parameters()

    @model_validator(mode="after")
    def _says_what_it_is(self) -> "_Answer":
        if ("result" if self.ok else "description") not in self.model_fields_set:
            raise ValueError("neither a result nor an error")
        return self


class _Request(HTTPXRequest):
    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Without the line in the log that holds the whole page, which may repeat the address and the token in it."""
        try:
            answer: dict[str, Any] = read_json(payload)
            _Answer.model_validate(answer)
        except ValueError:
            raise NotTelegramError from None
        return answer
