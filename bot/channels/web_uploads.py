"""Files from the page: a message announces one, and its bytes are only taken when somebody wants to read them.

They are held in memory until they are read; a page that is left, or a program that is killed, leaves nothing behind.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from bot.channels.web_events import message_id
from bot.channels.web_people import Visitor
from bot.web import RefusedError, language_of
from jobs.reading import FetchError
from knowledge.memory import Store, file_readings
from knowledge.memory.file_readings import FileReading
from knowledge.questions.wording import file_size
from knowledge.texts import say

LARGEST_UPLOAD = 30_000_000  # bytes
UPLOAD = "uploads/{id:[0-9a-f]{32}}"
IDLE_SECONDS = 90.0
"""How long nothing may come before a file is given up."""
_PIECE = 64 * 1024


@dataclass(slots=True)
class _Slot:
    """Where a file is waited for. `moved` is the event loop's time at which something of it came last."""

    moved: float
    content: asyncio.Future[bytes] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    is_coming: bool = False


class Uploads:
    """The files that are awaited, by the id of their message."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._slots: dict[str, _Slot] = {}

    async def fetch(self, reading: FileReading) -> bytes:
        """The bytes, once the page has sent them. Raises FetchError when it does not."""
        slot = self._slot(reading.message_id)
        try:
            while (left := slot.moved + self._idle - _now()) > 0:
                with suppress(TimeoutError):
                    return await asyncio.wait_for(asyncio.shield(slot.content), left)
            raise FetchError("not_arrived")
        finally:
            self._slots.pop(reading.message_id, None)

    async def take(self, request: web.Request, visitor: Visitor | None, store: Store) -> web.Response:
        """Bytes from the page. Raises RefusedError for what nobody wants, or what is too much."""
        language = language_of(request)
        key = message_id(visitor.chat, request.match_info["id"]) if visitor else ""
        if visitor is None or not await store.run(file_readings.is_wanted, visitor.chat, key):
            raise RefusedError(HTTPStatus.NOT_FOUND, say(language, "web.not_wanted"))
        slot = self._slot(key)
        if slot.is_coming or slot.content.done():
            raise RefusedError(HTTPStatus.CONFLICT, say(language, "web.not_wanted"))
        slot.is_coming = True
        try:
            content = await self._read(request, slot)
        finally:
            slot.is_coming = False
        if not slot.content.done():
            slot.content.set_result(content)
        return web.json_response({})

    async def _read(self, request: web.Request, slot: _Slot) -> bytes:
        pieces: list[bytes] = []
        _check(request, request.content_length or 0)
        size = 0
        while True:
            try:
                piece = await asyncio.wait_for(request.content.read(_PIECE), self._idle)
            except TimeoutError:
                raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, say(language_of(request), "web.too_slow")) from None
            if not piece:
                return b"".join(pieces)
            size += len(piece)
            _check(request, size)
            pieces.append(piece)
            slot.moved = _now()

    def _slot(self, key: str) -> _Slot:
        """Whoever comes first makes it: the page or who reads; one that nobody waits for is not kept for long."""
        for old in [key for key, slot in self._slots.items() if slot.moved + 2 * self._idle < _now()]:
            del self._slots[old]
        return self._slots.setdefault(key, _Slot(_now()))


def _check(request: web.Request, size: int) -> None:
    if size > LARGEST_UPLOAD:
        language = language_of(request)
        limit = file_size(LARGEST_UPLOAD, language)
        sentence = say(language, "web.file_too_large", size=file_size(size, language), limit=limit)
        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)


def _now() -> float:
    return asyncio.get_running_loop().time()
