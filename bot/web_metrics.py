"""GET /metrics, for Prometheus: what `bot.metrics` has counted, and what waits at this moment."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import structlog
from aiohttp import web

from bot.channels import Channel
from bot.metrics import CONTENT_TYPE, Metrics
from bot.web import WebServer
from bot.web_health import age
from jobs.backup import BackingUp
from knowledge.memory import Store, StoreError, month_sent
from knowledge.memory.health import queues

log = structlog.get_logger(__name__)


def add_metrics(
    server: WebServer,
    store: Store,
    clock: Callable[[], datetime],
    metrics: Metrics,
    channels: Sequence[Channel],
    month_messages: Mapping[str, int] = MappingProxyType({}),
    backing_up: BackingUp | None = None,
) -> None:
    """Put the route on the server. `month_messages` are the monthly limits of channels, 0 for none.

    A database that cannot be read leaves what waits as it was last known.
    """

    async def say_metrics(_: web.Request) -> web.Response:
        for channel in channels:
            metrics.reachable(channel.name, channel.status.reachable)
        if backing_up and backing_up.standing.nightly:
            metrics.backup_age(backing_up.standing.age(clock()))
        try:
            now = clock()
            waiting = await store.run(queues, now)
            for name, limit in month_messages.items():
                if limit:
                    metrics.quota_left(name, max(0, limit - await store.run(month_sent.so_far, name, now)))
        except StoreError as error:
            log.error("what waits is not known", exc_info=error)
        else:
            metrics.outbox(
                {name: queue.waiting for name, queue in waiting.items()},
                {name: age(queue, now) or 0.0 for name, queue in waiting.items()},
                [channel.name for channel in channels],
            )
        metrics.writable(not store.trouble)
        return web.Response(body=metrics.text(), headers={"Content-Type": CONTENT_TYPE})

    server.add([web.get("/metrics", say_metrics)])
