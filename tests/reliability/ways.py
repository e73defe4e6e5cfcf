"""The ways in, seen from the other side: people who write on a platform, and what arrives at them in a book."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from json import JSONDecodeError, dumps
from typing import Protocol, TypeVar

from aiohttp import ClientError

from tests.bot.wire import Browser, browser, new_id
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_people import Person
from tests.fakes.zalo_bot import Platform, hex_id
from tests.fakes.zalo_oa import FakeOa
from tests.reliability.book import Book

AGAIN = 0.1
"""Seconds after which a platform calls a webhook again that did not answer with 200: real ones take longer."""
NOT_REACHED = (ClientError, OSError, TimeoutError, JSONDecodeError)
FIRST_ID = 10_000

T = TypeVar("T")


class Way(Protocol):
    name: str
    book: Book

    async def write(self, person: int) -> None:
        """The person asks the next question. Returns when the platform has it, and with a webhook when it is taken."""


class Heard(list[T]):
    """A platform's list of what was sent, which tells of everything at the moment at which it arrives."""

    def __init__(self, tell: Callable[[T], None]) -> None:
        super().__init__()
        self._tell = tell

    def append(self, sent: T) -> None:
        super().append(sent)
        self._tell(sent)


class ByTelegram:
    def __init__(self, fake: TelegramFake, *, webhook: bool) -> None:
        self.name, self.book = f"Telegram, {'webhook' if webhook else 'polling'}", Book()
        self._fake, self._webhook = fake, webhook
        fake.platform.sent = Heard(lambda sent: self.book.take(int(sent.chat) - FIRST_ID, sent.text))

    async def write(self, person: int) -> None:
        number = await Person(self._fake, FIRST_ID + person).says(self.book.ask(person))
        while self._webhook and number in self._fake.pending:
            with suppress(*NOT_REACHED):
                body = dumps(self._fake.pending[number]).encode()
                if (await self._fake.post(body, self._fake.platform.secret))[0] == 200:
                    del self._fake.pending[number]
                    return
            await asyncio.sleep(AGAIN)


class ByZaloBot:
    def __init__(self, fake: Platform, *, webhook: bool) -> None:
        self.name, self.book = f"Zalo Bot, {'webhook' if webhook else 'polling'}", Book()
        self._fake, self._people = fake, dict[str, int]()
        fake.sent = Heard(lambda sent: self.book.take(self._people[sent.chat], sent.text))

    async def write(self, person: int) -> None:
        name = f"p{person}"
        self._people[hex_id(name)] = person
        self._fake.write(self.book.ask(person), name)


class ByZaloOa:
    def __init__(self, fake: FakeOa) -> None:
        self.name, self.book = "Zalo OA, webhook", Book()
        self._fake = fake
        fake.sent = Heard(lambda sent: self.book.take(int(sent.to) - FIRST_ID, sent.text))

    async def write(self, person: int) -> None:
        text, message_id = self.book.ask(person), secrets.token_hex(8)
        while True:
            with suppress(*NOT_REACHED):
                if await self._fake.say(str(FIRST_ID + person), text, message_id, retries=0) == [200]:
                    return
            await asyncio.sleep(AGAIN)


class ByPage:
    """Each person has a browser with one page open, which comes back when it was cut off. Runs until cancelled."""

    def __init__(self, address: str) -> None:
        self.name, self.book = "page", Book()
        self._address = address
        self._browsers: dict[int, asyncio.Future[Browser]] = {}
        self._rows: set[int] = set()

    async def write(self, person: int) -> None:
        page = await self._browsers[person]
        text, message_id = self.book.ask(person), new_id()
        while True:
            with suppress(*NOT_REACHED):
                if (await page.post(text, message_id))[0] == 200:
                    return
            await asyncio.sleep(AGAIN)

    async def opened(self) -> None:
        """When everybody has the page open."""
        await asyncio.gather(*self._browsers.values())

    async def run(self, people: int) -> None:
        async with asyncio.TaskGroup() as pages:
            for person in range(people):
                self._browsers[person] = asyncio.get_running_loop().create_future()
                pages.create_task(self._read(person))

    async def _read(self, person: int) -> None:
        async with browser(self._address) as page:
            last = "0"
            while True:
                with suppress(*NOT_REACHED, AssertionError):
                    last = await self._follow(person, page, last)
                await asyncio.sleep(AGAIN)

    async def _follow(self, person: int, page: Browser, last: str) -> str:
        """Until it is cut off; the last line that was read."""
        try:
            async with page.events(last) as events:
                async for event in events:
                    last = event.id or last
                    if event.name == "hello":
                        page.chat = event.data["chat"]
                        if not self._browsers[person].done():
                            self._browsers[person].set_result(page)
                    elif event.name == "reply" and event.data["row"] not in self._rows:
                        self._rows.add(event.data["row"])
                        self.book.take(person, event.data["text"])
        except NOT_REACHED:
            pass
        return last
