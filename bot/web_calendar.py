"""GET /calendar/{key}.ics: an agency's calendar for the calendar programs of its people, which ask again and again.

The key in the address is all that is asked for: it stands in no log, and whoever tries keys learns nothing but that
there is no such page. As long as nothing has changed, asking again costs a look into the database.
"""

import asyncio
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from bot.channels.web_flood import REMEMBERED, Flood
from bot.web import RefusedError, WebError, WebServer, language_of
from knowledge.memory import Store, Transaction, calendar_addresses, offices
from knowledge.obligations.agency_calendar import agency_calendar
from knowledge.obligations.ahead import Told
from knowledge.obligations.book import Books, Obligations
from knowledge.obligations.calendar_file import MEDIA_TYPE
from knowledge.questions.ask import VIET_NAM
from knowledge.texts import say

PATH = "/calendar/{key}.ics"
SECRET_FILE = "calendar.key"  # its name in the data folder
_SECRET_BYTES = 32
_LANGUAGE = "vi"
_FRESH_SECONDS = 900
_TRIED_AT_ONCE, _TRIED_SECONDS = 120, 0.1
"""Keys that were not seen yet, from one address: after a restart every calendar is one, and all come by one proxy."""


def load_secret(folder: Path) -> bytes:
    """What the keys of addresses are derived from: random, made at the first start, for the program's user alone.
    Raises WebError."""
    file = folder / SECRET_FILE
    try:
        if not file.exists():
            _write(file, secrets.token_bytes(_SECRET_BYTES))
        found = file.read_bytes()
    except OSError as error:
        raise WebError(f"{file} cannot be used: {error.strerror}") from None
    if len(found) != _SECRET_BYTES:
        raise WebError(f"{file} is damaged: remove it; the addresses of calendars are then made anew when asked for")
    return found


def _write(file: Path, content: bytes) -> None:
    """All or nothing: half a secret would end the program at every start."""
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)  # of a crash; made anew, it has our mode
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)


@dataclass(frozen=True, slots=True)
class _Version:
    """The calendar of `told` on a `day`, as it was given out `since` then."""

    told: Told
    book: Obligations
    day: date
    etag: str
    since: datetime


class CalendarFeed:
    """Its route is on `server` from the start. `hour`: from when on reminders are said, by the settings."""

    def __init__(
        self, server: WebServer, store: Store, clock: Callable[[], datetime], books: Books, hour: time
    ) -> None:
        self._store, self._clock, self._books, self._hour = store, clock, books, hour
        self._polled, self._tried = Flood(), Flood(_TRIED_AT_ONCE, _TRIED_SECONDS)
        self._versions: dict[str, _Version] = {}
        self._one_at_a_time = asyncio.Lock()
        server.add_open([web.get(PATH, self._asked)])

    async def _asked(self, request: web.Request) -> web.Response:
        now, language = self._clock(), language_of(request)
        key = request.match_info["key"]
        if not calendar_addresses.is_key(key):
            raise _no_page(language)
        kept = calendar_addresses.digest(key)
        if wait := self._wait(kept, request.remote or "", now):
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, say(language, "web.too_often"), retry_after=wait)
        told, book = await self._store.run(_told, self._books, kept)
        if told is None or told.office.agency not in book.catalog.agencies:
            self._versions.pop(kept, None)
            raise _no_page(language)
        return await self._answer(request, kept, told, book, now)

    def _wait(self, kept: str, remote: str, now: datetime) -> int:
        """Who tries keys does not slow down those whose key is known to be good."""
        return self._polled.wait(kept, now) if kept in self._versions else self._tried.wait(remote, now)

    async def _answer(
        self, request: web.Request, kept: str, told: Told, book: Obligations, now: datetime
    ) -> web.Response:
        today = now.astimezone(VIET_NAM).date()
        version, content = self._versions.get(kept), None
        if version is None or version.told != told or version.book is not book or version.day != today:
            content = await self._content(told, book, today)
            version = self._remember(kept, _Version(told, book, today, _etag(content), now.replace(microsecond=0)))
        headers = {
            "ETag": f'"{version.etag}"',
            "Last-Modified": format_datetime(version.since.astimezone(UTC), usegmt=True),
            "Cache-Control": f"private, max-age={_FRESH_SECONDS}",
        }
        if _is_known(request, version):
            return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)
        body = content or await self._content(told, book, today)
        return web.Response(body=body, content_type=MEDIA_TYPE, charset="utf-8", headers=headers)

    async def _content(self, told: Told, book: Obligations, today: date) -> bytes:
        """Made beside the database's thread, so that no answer waits for it."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(_render, book, told, today, book.hours[0] if book.hours else self._hour)

    def _remember(self, kept: str, version: _Version) -> _Version:
        self._versions.pop(kept, None)
        self._versions[kept] = version
        if len(self._versions) > REMEMBERED:
            self._versions.pop(next(iter(self._versions)))
        return version


def _told(tx: Transaction, books: Books, kept: str) -> tuple[Told | None, Obligations]:
    agency = calendar_addresses.agency_of(tx, kept)
    return offices.told(tx, agency) if agency else None, books.book(tx)


def _render(book: Obligations, told: Told, today: date, hour: time) -> bytes:
    return agency_calendar(book, told, today, hour).file(_LANGUAGE)


def _etag(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _is_known(request: web.Request, version: _Version) -> bool:
    """Whether the calendar program has this version; what it says of the day counts only where it names none."""
    if request.headers.get("If-None-Match") is not None:
        return any(each.value in (version.etag, "*") for each in request.if_none_match or ())
    since = request.if_modified_since
    return since is not None and version.since <= since


def _no_page(language: str) -> RefusedError:
    return RefusedError(HTTPStatus.NOT_FOUND, say(language, "web.not_found"))
