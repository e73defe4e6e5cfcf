"""A channel inside the process: what is put in comes out answered. It is how tests talk to the whole program."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.channels import Receive, Status
from knowledge.messages import Chat, Message, Reply


@dataclass(frozen=True, slots=True)
class Said:
    """A reply as the channel was given it, and the proof that it returned."""

    chat: Chat
    reply: Reply
    row_id: int
    repeat: bool
    proof: str

    @property
    def text(self) -> str:
        """What there is to read: the text, and below it the file's name in brackets."""
        return f"{self.reply.text}\n[{self.reply.file.name}]" if self.reply.file else self.reply.text


class Console:
    """`put` a message, then take what was said from `next`."""

    name = "console"

    def __init__(self) -> None:
        self._said: asyncio.Queue[Said] = asyncio.Queue()
        self._receive: Receive | None = None
        self._ready = asyncio.Event()

    @property
    def status(self) -> Status:
        return Status()

    async def run(self, receive: Receive) -> None:
        self._receive = receive
        self._ready.set()
        try:
            await asyncio.Event().wait()
        finally:
            self._ready.clear()

    async def put(self, message: Message) -> None:
        """Returns when the message and its answer are stored."""
        await self._ready.wait()
        assert self._receive is not None
        await self._receive(message)

    async def next(self) -> Said:
        """The next reply, in the order in which replies were sent."""
        return await self._said.get()

    def all(self) -> list[Said]:
        """What was said and not yet taken."""
        return [self._said.get_nowait() for _ in range(self._said.qsize())]

    def parts(self, reply: Reply) -> tuple[Reply, ...]:
        return (reply,)

    def pace(self, chat: Chat, now: datetime) -> datetime:
        return now

    def free_at(self, now: datetime, chat: Chat | None = None) -> datetime:
        return now

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        proof = f"console-{row_id}"
        self._said.put_nowait(Said(chat, part, row_id, repeat, proof))
        return proof
