"""What stands between the program and a platform: it lets everything through, or is what is wrong with the network."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Literal

How = Literal["open", "hang", "refuse", "error"]
_ERROR = b"\r\n".join(
    (b"HTTP/1.1 502 Bad Gateway", b"Content-Type: text/html", b"Content-Length: 12", b"Connection: close", b"")
)
_PAGE = b"<h1>502</h1>"


class Gate:
    """Listens at `address`. "hang" takes every connection and never answers, "refuse" takes none, "error" answers 502.

    What is on its way when it changes is cut off.
    """

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._how: How = "open"
        self._server: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def set(self, how: How) -> None:
        self._how = how
        for writer in tuple(self._open):
            writer.transport.abort()
        if how == "refuse":
            self.close()
        elif self._server is None:
            await self.listen()

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await self._answer(reader, writer)
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._how == "hang":
            while await reader.read(65536):
                pass
        elif self._how == "error":
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: *([0-9]+)", head)
            await reader.readexactly(int(length[1]) if length else 0)
            writer.write(_ERROR + b"\r\n" + _PAGE)
            await writer.drain()
        else:
            await self._pass_on(reader, writer)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        self._open.add(inner_writer)
        try:
            there, back = (
                asyncio.create_task(_copy(reader, inner_writer)),
                asyncio.create_task(_copy(inner_reader, writer)),
            )
            await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
            there.cancel()
            back.cancel()
            await asyncio.gather(there, back, return_exceptions=True)
        finally:
            self._open.discard(inner_writer)
            inner_writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


@asynccontextmanager
async def gate(address: str) -> AsyncIterator[Gate]:
    """In front of this address on this machine."""
    made = Gate(int(address.rpartition(":")[2]))
    await made.listen()
    try:
        yield made
    finally:
        made.close()
