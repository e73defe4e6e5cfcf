"""Asks a platform over HTTP, and says in one line why it could not be asked. Nothing of the address is ever said: it
holds the token."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientConnectorError, ClientError, ClientSession

from bot.commands.findings import Finding
from bot.setting_tables import TelegramSettings, ZaloBotSettings, ZaloOaSettings
from knowledge.texts import say

WRONG_BY = timedelta(seconds=30)
"""From this on a clock is wrong: signatures and the ends of tokens are reckoned with it."""

Table = dict[str, Any]


class UnaskedError(Exception):
    """The platform could not be asked; the message says why, in the language of the report."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a platform said; `clock_off` is how far our clock is from its own, None when it did not say."""

    status: int
    body: Table
    clock_off: timedelta | None


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform: how it is reached, and the language in which is reported on it."""

    http: ClientSession
    table: str
    settings: TelegramSettings | ZaloBotSettings | ZaloOaSettings
    clock: Callable[[], datetime]
    spoken: str

    @property
    def name(self) -> str:
        """As people know it."""
        return say(self.spoken, f"messenger.{self.table}")

    async def ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: Table | None = None
    ) -> Answer:
        """Its answer, whatever the HTTP status, as long as it is a JSON object. Raises UnaskedError, TimeoutError."""
        try:
            async with self.http.request(
                method,
                self.settings.base_url + path,
                headers=headers,
                json=body,
                proxy=self.settings.proxy or None,
                allow_redirects=False,  # a token is for the platform alone
            ) as response:
                off = _clock_off(response.headers.get("Date", ""), self.clock())
                return Answer(response.status, _object(await response.read(), response.status, self.spoken), off)
        except ClientConnectorError as error:
            raise UnaskedError(error.os_error.strerror or type(error).__name__) from None
        except ClientError as error:
            raise UnaskedError(type(error).__name__) from None

    def note(self, key: str, **values: object) -> Finding:
        """A line that all is well."""
        return Finding(self.say(key, **values))

    def say(self, key: str, **values: object) -> str:
        """A text of the section "online", with the platform's name in it."""
        return say(self.spoken, f"online.{key}", name=self.name, table=self.table, **values)

    def unasked(self, reason: str) -> Finding:
        """That it could not be asked, and what to look at."""
        return Finding(self.say("unasked", host=urlsplit(self.settings.base_url).netloc, reason=reason), "wrong")

    def clock_finding(self, answer: Answer) -> list[Finding]:
        """Whether our clock is right; nothing where the platform did not say the time."""
        if answer.clock_off is None:
            return []
        seconds = round(abs(answer.clock_off.total_seconds()))
        if abs(answer.clock_off) > WRONG_BY:
            return [Finding(self.say("clock_wrong", n=seconds), "wrong")]
        return [self.note("clock_fine", n=seconds)]


def table(value: object) -> Table:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def _object(raw: bytes, status: int, spoken: str) -> Table:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise UnaskedError(say(spoken, "online.no_json", status=status))
    return body


def _clock_off(date: str, now: datetime) -> timedelta | None:
    try:
        return now - parsedate_to_datetime(date)
    except (ValueError, TypeError):  # none, or no date; one without a zone
        return None
