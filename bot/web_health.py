"""GET /health, for whoever watches the program: 200 while the database is sound and messages leave, else 503."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.web import WebServer
from knowledge.memory import Store, StoreError
from knowledge.memory.health import examine

log = structlog.get_logger(__name__)


def add_health(server: WebServer, store: Store, clock: Callable[[], datetime]) -> None:
    """Put the route on the server. Its JSON: `ok`, `damage`, and the counts `waiting`, `stuck` and `dead`."""

    async def say_health(_: web.Request) -> web.Response:
        try:
            health = await store.run(examine, clock())
        except StoreError as error:
            log.error("health not known", exc_info=error)
            return _answer({"ok": False, "damage": str(error)})
        counts = {"waiting": health.waiting, "stuck": health.stuck, "dead": health.dead}
        return _answer({"ok": health.ok, "damage": health.damage, **counts})

    server.add([web.get("/health", say_health)])


def _answer(state: dict[str, object]) -> web.Response:
    return web.json_response(state, status=HTTPStatus.OK if state["ok"] else HTTPStatus.SERVICE_UNAVAILABLE)
