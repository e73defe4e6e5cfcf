"""GET /calendar/{key}.ics: who has the key reads the calendar, cheaply again and again; who has none learns nothing."""

import asyncio
import re
import stat
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientConnectionError, ClientSession
from icalendar import Calendar
from multidict import CIMultiDict
from structlog.testing import capture_logs
from yarl import URL

from bot import web_calendar
from bot.app import App
from bot.building import make_parts
from bot.masking import mask
from bot.setting_tables import DataSettings, WebSettings
from bot.settings import Settings
from bot.web import WebError, WebServer
from bot.web_calendar import SECRET_FILE, CalendarFeed, load_secret
from knowledge.memory import Store, StoreError, Transaction, chats, completions
from knowledge.memory.calendar_addresses import Addresses
from knowledge.messages import Chat
from knowledge.obligations.ahead import Told
from knowledge.obligations.book import Obligations
from knowledge.obligations.calendar_file import uid
from tests.bot.pages import free_port
from tests.knowledge.obligations.books import book
from tests.questions.asking import at_nine
from tests.stores import store
from tests.talk import message

__all__ = ["store"]

GROUP = Chat("telegram", "-100777", group=True)
ADDRESSES = Addresses("https://bot.example.gov.vn", b"a secret of thirty-two bytes ...")
WRONG = "A" * 43


@dataclass(frozen=True)
class Answer:
    status: int
    headers: CIMultiDict[str]
    body: bytes


@dataclass
class Feed:
    """The server with the feed of a group of Bộ Ngoại giao, at nine on Sunday 22/11/2026."""

    store: Store
    http: ClientSession
    address: str
    now: datetime = field(default_factory=lambda: at_nine(2026, 11, 22))

    def key(self) -> str:
        address = self.store.call(ADDRESSES.of, GROUP, "bng", self.now)
        return address.rpartition("/")[2].removesuffix(".ics")

    async def get(self, key: str, **headers: str) -> Answer:
        """What is answered to this key, which stands in the address as it is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        address = URL(f"{self.address}/calendar/{key}.ics", encoded=True)
        async with self.http.get(address, headers=named) as response:
            return Answer(response.status, CIMultiDict(response.headers), await response.read())


@pytest.fixture
async def feed(store: Store) -> AsyncIterator[Feed]:
    async with running(store) as found:
        yield found


@asynccontextmanager
async def running(store: Store) -> AsyncIterator[Feed]:
    said: asyncio.Queue[str] = asyncio.Queue()
    server = WebServer(port=free_port(), announce=said.put_nowait)
    store.call(bind)
    async with ClientSession() as http:
        found = Feed(store, http, "")
        CalendarFeed(server, store, lambda: found.now, book(), time(8))
        task = asyncio.create_task(server.run())
        found.address = (await asyncio.wait_for(said.get(), 5)).split()[-1]
        yield found
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def bind(tx: Transaction) -> None:
    chats.seen(tx, message("", chat=GROUP), at_nine(2026, 10, 1))
    chats.bind(tx, GROUP, "bng", 1, at_nine(2026, 10, 1))


async def test_who_has_the_key_reads_the_calendar_from_anywhere_without_signing_in(feed: Feed) -> None:
    response = await feed.get(feed.key(), Host="bot.example.gov.vn", Origin="https://calendar.example")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"].startswith("private")
    assert "Set-Cookie" not in response.headers
    found = Calendar.from_ical(response.body)
    assert str(found["x-wr-calname"]) == "Nhắc việc: Bộ Ngoại giao"
    assert [each for each in found.walk("VEVENT") if each["uid"] == uid("bng 47/NQ-CP 2.6 2026 due")]


async def test_asking_again_gets_not_modified_until_something_changes(feed: Feed) -> None:
    key = feed.key()
    first = await feed.get(key)
    for header in ({"If_None_Match": first.headers["ETag"]}, {"If_None_Match": f"W/{first.headers['ETag']}"},
                   {"If_Modified_Since": first.headers["Last-Modified"]}):  # fmt: skip
        feed.now += timedelta(hours=1)
        again = await feed.get(key, **header)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    feed.store.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "", 1, feed.now)
    changed = await feed.get(key, If_None_Match=first.headers["ETag"])
    assert changed.status == 200
    assert changed.headers["Last-Modified"] > first.headers["Last-Modified"]
    assert uid("bng 47/NQ-CP 2.6 2026 due") not in changed.body.decode()
    stale = await feed.get(key, If_Modified_Since=first.headers["Last-Modified"])
    assert stale.status == 200


async def test_the_same_version_is_known_after_a_restart(store: Store, feed: Feed) -> None:
    etag = (await feed.get(feed.key())).headers["ETag"]
    async with running(store) as again:
        assert (await again.get(again.key(), If_None_Match=etag)).status == 304


async def test_the_calendar_is_not_made_for_who_has_it(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    made, render = [], web_calendar._render

    def counted(of: Obligations, told: Told, today: date, hour: time) -> bytes:
        made.append(threading.current_thread().name)
        return render(of, told, today, hour)

    monkeypatch.setattr(web_calendar, "_render", counted)
    etag = (await feed.get(feed.key())).headers["ETag"]
    for _ in range(5):
        assert (await feed.get(feed.key(), If_None_Match=etag)).status == 304
    assert len(made) == 1
    assert not made[0].startswith("database")


async def test_the_next_day_it_is_another_one(feed: Feed) -> None:
    etag = (await feed.get(feed.key())).headers["ETag"]
    feed.now += timedelta(days=1)
    assert (await feed.get(feed.key(), If_None_Match=etag)).status == 200


@pytest.mark.parametrize("condition", ["*", '"', "W/", "x" * 3000, '"a", "b", '])
async def test_conditions_that_make_no_sense_do_no_harm(feed: Feed, condition: str) -> None:
    assert (await feed.get(feed.key(), If_None_Match=condition)).status in (200, 304)
    assert (await feed.get(feed.key(), If_Modified_Since=condition)).status == 200


async def test_a_head_request_has_the_same_head_and_nothing_else_is_taken(feed: Feed) -> None:
    address = f"{feed.address}/calendar/{feed.key()}.ics"
    async with feed.http.head(address) as response:
        assert (response.status, await response.read()) == (200, b"")
    async with feed.http.post(address, data=b"x") as refused:
        assert refused.status in (403, 405)


@pytest.mark.parametrize("key", [
    WRONG, "A" * 42, "A" * 44, "-" * 43, "%00" * 43, "..%2f..%2fttdn", "%EF%BC%A1" * 43,
    "'%20OR%201=1%20--", "a%0d%0aX-Evil:%201", "A" * 7000,
])  # fmt: skip
async def test_a_key_that_is_none_is_answered_as_any_page_that_is_not_there(feed: Feed, key: str) -> None:
    given, wrong = await feed.get(key), await feed.get(WRONG)
    assert (given.status, given.body.decode()) == (404, '{"error": "Không có trang này."}')
    for answer in (given, wrong):
        answer.headers.pop("Date")
    assert given == wrong


async def test_the_key_of_yesterday_is_as_wrong_as_any_other(feed: Feed) -> None:
    key = feed.key()
    assert (await feed.get(key)).status == 200
    feed.store.call(ADDRESSES.renew, GROUP, "bng", feed.now)
    dead, wrong = await feed.get(key), await feed.get(WRONG)
    assert (dead.status, dead.body) == (wrong.status, wrong.body)
    assert (await feed.get(feed.key())).status == 200
    feed.store.call(chats.unbind, GROUP, feed.now)
    assert (await feed.get(key)).status == 404


async def test_who_tries_many_keys_is_slowed_down_and_those_with_a_good_one_are_not(feed: Feed) -> None:
    key = feed.key()
    assert (await feed.get(key)).status == 200
    tried = [(await feed.get(f"{number:043}")).status for number in range(130)]
    assert set(tried[:119]) == {404}  # the good one was the first
    assert set(tried[125:]) == {429}
    assert (await feed.get(key)).status == 200


async def test_one_calendar_that_asks_without_end_is_slowed_down(feed: Feed) -> None:
    answers = [await feed.get(feed.key()) for _ in range(25)]
    assert answers[0].status == 200
    assert answers[-1].status == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


async def test_no_key_stands_in_a_log(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise StoreError("the disk is full")

    key = feed.key()
    monkeypatch.setattr(feed.store, "run", broken)
    with capture_logs() as logs:
        response = await feed.get(key)
    assert response.status == 503
    assert [line["path"] for line in logs] == ["/calendar/{key}.ics"]
    assert key not in str(logs)
    assert (
        mask(f"GET https://bot.example.gov.vn/calendar/{key}.ics") == "GET https://bot.example.gov.vn/calendar/***.ics"
    )


def test_the_secret_is_made_once_for_the_programs_user_alone(tmp_path: Path) -> None:
    secret = load_secret(tmp_path)
    assert len(secret) == 32
    assert load_secret(tmp_path) == secret
    assert stat.S_IMODE((tmp_path / SECRET_FILE).stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.new"))


def test_a_damaged_secret_is_said_in_a_sentence_without_it(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).write_bytes(b"half of it")
    with pytest.raises(WebError, match=re.escape(SECRET_FILE)) as error:
        load_secret(tmp_path)
    assert "half" not in str(error.value)


def test_a_secret_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WebError, match="cannot be used"):
        load_secret(tmp_path / "nowhere")


@pytest.mark.parametrize(("public", "status"), [("https://bot.example.gov.vn", 404), ("", 403)])
async def test_the_program_serves_calendars_where_it_is_reached_from_outside(
    tmp_path: Path, public: str, status: int
) -> None:
    port = free_port()
    web = WebSettings(port=port, public_address=public)
    app = App(Settings(data=DataSettings(folder=tmp_path), web=web), make_parts)
    await app.start()
    try:
        async with ClientSession() as http, asyncio.timeout(20):
            address, asked = f"http://127.0.0.1:{port}", {"Host": "bot.example.gov.vn"}
            while True:
                with suppress(ClientConnectionError):
                    async with http.get(f"{address}/calendar/{WRONG}.ics", headers=asked) as response:
                        assert response.status == status
                    async with http.get(address, headers=asked) as page:
                        assert page.status == 403
                    break
                await asyncio.sleep(0.01)
    finally:
        await app.stop()
    assert (tmp_path / SECRET_FILE).exists() == bool(public)
