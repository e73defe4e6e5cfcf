"""GET /healthz, for whoever watches the program.

200 while the program does its work, also when a platform is out of reach or no backup could be made: `degraded` says
so, and no restart would help. 503 when it needs a person's hand: the database is damaged, cannot be read or not be
written to, or messages are stuck on a channel that says of itself that all is well.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.channels import Channel, Status
from bot.masking import mask
from bot.web import WebServer
from jobs.backup import BackingUp, Standing
from knowledge.memory import Store, StoreError
from knowledge.memory.health import Health, Queue, examine, queues

log = structlog.get_logger(__name__)

GOOD_FOR = timedelta(seconds=30)
"""A big database takes a third of a second to look through, in which answers wait: asking often must not slow them."""
NOT_RUN = Status(reachable=False, trouble="not set up, but messages wait for it")


def add_health(
    server: WebServer,
    store: Store,
    clock: Callable[[], datetime],
    channels: Sequence[Channel] = (),
    backing_up: BackingUp | None = None,
) -> None:
    """Put the route on the server. Its JSON: `ok`, `degraded`, `damage`, `unwritable` (why nothing can be stored), the
    counts `waiting`, `stuck` and `dead`, of the `backup` when it was made and why the next one was not, and by channel
    `reachable`, `last_contact` (UTC), `oldest_waiting_seconds` and `trouble`."""
    checkup = Checkup(store, clock)

    async def say_health(_: web.Request) -> web.Response:
        now = clock()
        try:
            health = await checkup.health(now)
        except StoreError as error:
            log.error("health not known", exc_info=error)
            wrong = {"damage": mask(str(error)), "unwritable": mask(store.trouble)}
            return _answer({"ok": False, **wrong, "channels": _channels(channels, {}, now)})
        standing = backing_up.standing if backing_up else Standing(nightly=False)
        return _answer(_state(health, store.trouble, standing, channels, now))

    server.add([web.get("/healthz", say_health)])


class Checkup:
    """What was last found out about the whole database, found out anew when it is older than `GOOD_FOR`."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock
        self._known: tuple[datetime, Health] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def health(self, now: datetime) -> Health:
        """What waits is as it is now. Raises StoreError when the database cannot be read."""
        async with self._one_at_a_time:
            if self._known is None or not timedelta(0) <= now - self._known[0] < GOOD_FOR:
                self._known = now, await self._store.run(examine, now)
            return replace(self._known[1], queues=await self._store.run(queues, now))


def _state(
    health: Health, unwritable: str, backup: Standing, channels: Sequence[Channel], now: datetime
) -> dict[str, object]:
    stands = _stands(channels, health.queues)
    stuck = any(queue.stuck and _well(stands[name]) for name, queue in health.queues.items())
    return {
        "ok": not (health.damage or unwritable or stuck),
        "degraded": bool(backup.trouble) or not all(map(_well, stands.values())),
        "damage": mask(health.damage),
        "unwritable": mask(unwritable),
        "waiting": health.waiting,
        "stuck": health.stuck,
        "dead": health.dead,
        "backup": _backup(backup, now),
        "channels": _channels(channels, health.queues, now),
    }


def _backup(standing: Standing, now: datetime) -> dict[str, object]:
    return {
        "nightly": standing.nightly,
        "last": standing.last and standing.last.isoformat(),
        "age_seconds": standing.age(now) if standing.last else None,
        "trouble": mask(standing.trouble),
    }


def _stands(channels: Sequence[Channel], waiting: Mapping[str, Queue]) -> dict[str, Status]:
    """How every channel stands, also one that was switched off while messages waited for it."""
    return dict.fromkeys(waiting, NOT_RUN) | {channel.name: channel.status for channel in channels}


def _well(status: Status) -> bool:
    return status.reachable and not status.trouble


def _channels(channels: Sequence[Channel], waiting: Mapping[str, Queue], now: datetime) -> dict[str, object]:
    return {
        name: {
            "reachable": status.reachable,
            "last_contact": status.contact and status.contact.isoformat(),
            "oldest_waiting_seconds": age(waiting.get(name), now),
            "trouble": mask(status.trouble),
        }
        for name, status in _stands(channels, waiting).items()
    }


def age(queue: Queue | None, now: datetime) -> float | None:
    """For how many seconds the oldest message has waited; None when none does that could be sent."""
    return max((now - queue.oldest).total_seconds(), 0.0) if queue and queue.oldest else None


def _answer(state: dict[str, object]) -> web.Response:
    return web.json_response(state, status=HTTPStatus.OK if state["ok"] else HTTPStatus.SERVICE_UNAVAILABLE)
