"""The program's state as its operator sees it: channels that stand as a test says, behind the real web server."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from prometheus_client.parser import text_string_to_metric_families

from bot.channels import Status
from bot.channels.console import Console
from bot.metrics import Metrics
from bot.web import WebServer
from bot.web_health import add_health
from bot.web_metrics import add_metrics
from jobs.backup import BackingUp
from knowledge.memory import DATABASE, Store, open_store, outbox
from knowledge.memory.backups import Backups
from knowledge.messages import Chat, Reply
from tests.bot.pages import free_port
from tests.talk import NOW


class Platform(Console):
    """A channel that stands as the test says."""

    def __init__(self, name: str = "telegram", status: Status = Status()) -> None:  # noqa: B008
        super().__init__()
        self.name, self.stands = name, status

    @property
    def status(self) -> Status:
        return self.stands


class Time:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Asked:
    """The operator's end: what is said at the two addresses that are for operators."""

    def __init__(
        self, address: str, http: ClientSession, store: Store, time: Time, metrics: Metrics, backing_up: BackingUp
    ) -> None:
        self.address, self.http, self.store, self.time, self.metrics = address, http, store, time, metrics
        self._backing_up = backing_up

    async def state(self) -> tuple[int, dict[str, Any]]:
        """What /healthz says, with its HTTP status."""
        async with self.http.get(f"{self.address}/healthz") as response:
            return response.status, json.loads(await response.text())

    async def samples(self) -> dict[str, float]:
        """What /metrics says: "name{label,label}" by its value."""
        async with self.http.get(f"{self.address}/metrics") as response:
            assert response.status == 200
            return samples(await response.text())

    async def back_up(self) -> None:
        """A minute passes, and what is due is made."""
        self._backing_up.tick()
        await self._backing_up.work(lambda: None)

    def write(self, channel: str, at: datetime) -> None:
        self.store.call(outbox.add, Chat(channel, "phòng"), Reply("xin chào Lan"), at)


@asynccontextmanager
async def served(folder: Path, *channels: Platform) -> AsyncIterator[Asked]:
    store, port, time = open_store(folder / DATABASE), free_port(), Time()
    ready = asyncio.Event()
    server = WebServer(port=port, announce=lambda _: ready.set())
    metrics = Metrics()
    backing_up = BackingUp(store, Backups(folder / DATABASE, folder / "backups"), time)
    add_health(server, store, time, channels, backing_up)
    add_metrics(server, store, time, metrics, channels, backing_up=backing_up)
    task = asyncio.create_task(server.run())
    try:
        await ready.wait()
        async with ClientSession() as http:
            yield Asked(f"http://127.0.0.1:{port}", http, store, time, metrics, backing_up)
    finally:
        task.cancel()
        await asyncio.wait([task])
        store.close()


def samples(text: str) -> dict[str, float]:
    """The samples of a page of metrics, by name and label values: "ttdn_messages_in_total{web,question,stored}"."""
    found = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {f"{sample.name}{{{','.join(sample.labels.values())}}}": sample.value for sample in found}
