"""Speaks to the page's server as a browser does: with its cookie, its Origin, and one stream of events."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar


@dataclass(frozen=True)
class Event:
    name: str
    data: dict[str, Any]
    id: str = ""


@dataclass
class Browser:
    """One browser: what it opens shares a cookie. `chat` is what the server's hello named it, `path` is the page's."""

    http: ClientSession
    address: str
    chat: str = ""
    path: str = ""

    async def plays(self, who: str, where: str = "private") -> "Browser":
        """Another tab of this browser, with somebody who only tries out a role."""
        tab = replace(self, path=f"/trial/{who}/{where}")
        await tab.history()
        return tab

    @asynccontextmanager
    async def events(self, after: object = 0, **headers: str) -> AsyncIterator[AsyncIterator[Event]]:
        async with self.http.get(f"{self.address}{self.path}/events?after={after}", headers=headers) as response:
            assert response.status == 200
            yield _events(response)

    async def history(self, after: object = 0, **headers: str) -> list[Event]:
        """What a stream begins with, up to `ready`."""
        told = []
        async with self.events(after, **headers) as events:
            async with asyncio.timeout(5):
                async for event in events:
                    if event.name == "ready":
                        break
                    told.append(event)
        self.chat = told[0].data["chat"]
        return told

    async def post(self, text: str, id: str | None = None, **other: Any) -> tuple[int, dict[str, Any]]:
        body = {"chat": self.chat, "id": id or new_id(), "text": text, "language": "vi"} | other
        return await self.post_raw(json.dumps(body).encode())

    async def post_raw(self, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        sent = {"Content-Type": "application/json", "Origin": self.address} | headers
        async with self.http.post(f"{self.address}{self.path}/messages", data=body, headers=sent) as response:
            return response.status, await response.json()

    async def ask(self, text: str, **other: Any) -> str:
        """What is answered to this; "" when nothing is, as a message that was taken has its answer stored."""
        last = next((event.id for event in reversed(await self.history()) if event.id), 0)
        status, body = await self.post(text, **other)
        assert status == 200, body
        told = await self.history(last)
        return "\n".join(event.data["text"] for event in told if event.name == "reply")

    async def answered(self, replies: int = 1) -> list[Event]:
        """The lines of the conversation, once there are so many replies in it."""
        async with asyncio.timeout(5):
            while True:
                lines = [event for event in await self.history() if event.name in ("said", "reply")]
                if sum(line.name == "reply" for line in lines) >= replies:
                    return lines


@asynccontextmanager
async def browser(address: str) -> AsyncIterator[Browser]:
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        yield Browser(http, address)


def new_id() -> str:
    return secrets.token_hex(16)


def texts(lines: list[Event]) -> list[str]:
    return [line.data["text"] for line in lines]


async def next_event(events: AsyncIterator[Event], name: str) -> Event:
    """The next event of this name; what comes before it is passed over."""
    async with asyncio.timeout(5):
        async for event in events:
            if event.name == name:
                return event
    raise AssertionError(f"the stream ended without {name}")


async def _events(response: ClientResponse) -> AsyncIterator[Event]:
    fields: dict[str, str] = {}
    async for line in response.content:
        name, _, value = line.decode().rstrip("\n").partition(": ")
        if name:
            fields[name] = value
        elif fields:
            yield Event(fields["event"], json.loads(fields["data"]), fields.get("id", ""))
            fields = {}
