"""GET /health, for whoever watches the program: 200 while the database is sound and messages leave, else 503."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.web import WebServer
from knowledge.memory import Store, StoreError
from knowledge.memory.health import Health, examine

log = structlog.get_logger(__name__)

GOOD_FOR = timedelta(seconds=30)
"""A big database takes a third of a second to look through, in which answers wait: asking often must not slow them."""


def add_health(server: WebServer, store: Store, clock: Callable[[], datetime]) -> None:
    """Put the route on the server. Its JSON: `ok`, `damage`, and the counts `waiting`, `stuck` and `dead`."""
    checkup = Checkup(store, clock)

    async def say_health(_: web.Request) -> web.Response:
        try:
            health = await checkup.health()
        except StoreError as error:
            log.error("health not known", exc_info=error)
            return _answer({"ok": False, "damage": str(error)})
        counts = {"waiting": health.waiting, "stuck": health.stuck, "dead": health.dead}
        return _answer({"ok": health.ok, "damage": health.damage, **counts})

    server.add([web.get("/health", say_health)])


class Checkup:
    """What was last found out about the database, found out anew when it is older than `GOOD_FOR`."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._known: tuple[datetime, Health] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def health(self) -> Health:
        """Raises StoreError when the database cannot be read."""
        async with self._one_at_a_time:
            now = self._clock()
            if self._known is None or not timedelta(0) <= now - self._known[0] < GOOD_FOR:
                self._known = now, await self._store.run(examine, now)
            return self._known[1]


def _answer(state: dict[str, object]) -> web.Response:
    return web.json_response(state, status=HTTPStatus.OK if state["ok"] else HTTPStatus.SERVICE_UNAVAILABLE)
