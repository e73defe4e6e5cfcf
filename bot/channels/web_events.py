"""What the server says to open pages: the lines of the database from a number on, and signs that are not kept."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from aiohttp import web

from bot.channels.web_files import announced
from bot.channels.web_people import Visitor
from knowledge.memory import Store, Transaction, history
from knowledge.memory.history import Line
from knowledge.messages import Chat

ALIVE_SECONDS = 20.0
LONGEST_HISTORY = 200
Clock = Callable[[], Mapping[str, object] | None]
"""How the time stands in a chat where it is moved by hand; None where it passes as elsewhere."""
TABS = 4  # a browser opens six connections to a host at most, and the page needs one to send


@dataclass(eq=False, slots=True)
class Listener:
    """One open page. `changed` wakes it; the rest says what for."""

    changed: asyncio.Event = field(default_factory=asyncio.Event)
    news: bool = False
    typing: bool = False
    replaced: bool = False


class Listeners:
    """The open pages of every chat, and of every browser."""

    def __init__(self) -> None:
        self._of: defaultdict[str, list[Listener]] = defaultdict(list)
        self._tabs: defaultdict[str, list[Listener]] = defaultdict(list)
        self.closed = False

    @contextmanager
    def joined(self, visitor: Visitor) -> Iterator[Listener]:
        """A page of this chat, told what happens as long as it is open; the oldest of more than `TABS` of a browser is
        let go."""
        listener = Listener()
        with _listed(self._of, visitor.chat.id, listener), _listed(self._tabs, visitor.browser, listener):
            for old in self._tabs[visitor.browser][:-TABS]:
                old.replaced = True
                old.changed.set()
            yield listener

    def tell_news(self, chat: Chat) -> None:
        """The database has a new line of this chat."""
        for listener in self._of.get(chat.id, ()):
            listener.news = True
            listener.changed.set()

    def tell_typing(self, chat: Chat) -> None:
        """An answer is being made in this chat."""
        for listener in self._of.get(chat.id, ()):
            listener.typing = True
            listener.changed.set()

    def let_go(self, chat: Chat) -> None:
        """The chat is no more: its pages ask again when somebody looks at them."""
        for listener in self._of.get(chat.id, ()):
            listener.replaced = True
            listener.changed.set()

    def close(self) -> None:
        """End every stream: the program stops."""
        self.closed = True
        for listeners in self._of.values():
            for listener in listeners:
                listener.changed.set()


@contextmanager
def _listed(lists: defaultdict[str, list[Listener]], name: str, listener: Listener) -> Iterator[None]:
    lists[name].append(listener)
    try:
        yield
    finally:
        lists[name].remove(listener)
        if not lists[name]:
            del lists[name]


@dataclass(frozen=True, slots=True)
class Backlog:
    """Lines for a page that was away; `fresh` when they take the place of what it shows."""

    fresh: bool
    lines: list[Line]


def backlog(tx: Transaction, chat: Chat, after: int) -> Backlog:
    """What the page has not seen; all (`fresh`) when it has seen nothing, too little, or lines of another database."""
    newest = history.since(tx, chat, limit=1)
    if after and newest and newest[0].id >= after:
        lines = history.since(tx, chat, after, LONGEST_HISTORY)
        if len(lines) < LONGEST_HISTORY:
            return Backlog(False, lines)
    return Backlog(True, history.since(tx, chat, limit=LONGEST_HISTORY))


def no_clock() -> None:
    """Where the time passes as elsewhere."""


class Events:
    """One stream of server-sent events, written until the page is gone, its chat is no more, or the program stops."""

    def __init__(
        self,
        response: web.StreamResponse,
        store: Store,
        visitor: Visitor,
        listeners: Listeners,
        clock: Clock = no_clock,
    ) -> None:
        self._response, self._store, self._visitor, self._listeners = response, store, visitor, listeners
        self._chat, self._clock = visitor.chat, clock
        self._seen = 0
        self._told: Mapping[str, object] | None = None

    async def write(self, after: int) -> None:
        """Begin behind line `after` (0: at the beginning). Raises ConnectionError when the page is gone, StoreError."""
        with self._listeners.joined(self._visitor) as listener:
            start = await self._store.run(backlog, self._chat, after)
            self._seen = 0 if start.fresh else after
            await self._event("hello", {"chat": self._chat.id, "fresh": start.fresh})
            await self._lines(start.lines)
            await self._tell_time()
            await self._event("ready", {})
            while not self._listeners.closed and not listener.replaced:
                await self._next(listener)
            if listener.replaced:
                await self._event("replaced", {})

    async def _next(self, listener: Listener) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(listener.changed.wait(), ALIVE_SECONDS)
        listener.changed.clear()
        if listener.replaced:
            return
        news, typing, listener.news, listener.typing = listener.news, listener.typing, False, False
        if news:
            await self._lines(await self._store.run(history.since, self._chat, self._seen, LONGEST_HISTORY))
        elif typing:
            await self._event("typing", {})
        else:
            await self._event("alive", {})
        await self._tell_time()

    async def _tell_time(self) -> None:
        stands = self._clock()
        if stands is not None and stands != self._told:
            self._told = stands
            await self._event("clock", stands)

    async def _lines(self, lines: list[Line]) -> None:
        for line in lines:
            await self._event(*_shown(self._visitor, line), line.id)
            self._seen = line.id

    async def _event(self, name: str, data: Mapping[str, object], number: int | None = None) -> None:
        head = f"event: {name}\n" if number is None else f"id: {number}\nevent: {name}\n"
        await self._response.write(f"{head}data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())


def message_id(chat: Chat, page_id: str) -> str:
    """The channel's id of a message from the page's: unique whatever ids another browser makes up."""
    return f"{chat.id}.{page_id}"


def _shown(visitor: Visitor, line: Line) -> tuple[str, dict[str, object]]:
    at, text = line.at.isoformat(), line.reply.text
    if line.message_id:
        said: dict[str, object] = {
            "id": line.message_id.removeprefix(message_id(visitor.chat, "")),
            "text": text,
            "at": at,
        }
        return "said", said if line.sender == visitor.sender else said | {"by": line.name}
    labels = [button.label for button in line.reply.buttons]
    reply: dict[str, object] = {"row": line.id, "text": text, "at": at, "buttons": labels}
    if line.edits is not None:
        reply["edits"] = line.edits
    return "reply", reply | {"file": announced(line.file)} if line.file else reply
