"""/metrics counts what comes in and goes out by channel and result, what waits, and errors by class; nobody's words."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from bot.app import App, Clock, Parts
from bot.channels import Status
from bot.channels.console import Console
from bot.log import configure
from bot.metrics import ErrorCounter, Metrics
from bot.setting_tables import DataSettings, LogSettings
from bot.settings import Settings
from handlers.context import Services
from jobs.sending import Outcome, SendError
from knowledge.memory import DATABASE, Store, StoreError
from knowledge.messages import Chat, Message, Reply
from tests.bot.watching import Platform, samples, served
from tests.talk import CHAT, NOW, Echo, message

HALF_HOUR = timedelta(minutes=30)
OUTCOMES: list[tuple[SendError | None, Outcome]] = [
    (None, "sent"),
    (SendError("502"), "later"),
    (SendError("429", retry_after=60), "later"),
    (SendError("answer lost", delivered_unknown=True), "unknown"),
    (SendError("group is a supergroup", new_chat_id="-100"), "moved"),
    (SendError("blocked", gone=True), "gone"),
    (SendError("too long", permanent=True), "dead"),
]


class Planned(Console):
    """Fails once, as the test has planned."""

    def __init__(self, error: SendError | None) -> None:
        super().__init__()
        self.errors = [error] if error else []

    async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
        if self.errors:
            raise self.errors.pop()
        return await super().send(chat, part, row_id, repeat)


@asynccontextmanager
async def running(folder: Path, console: Console) -> AsyncIterator[Metrics]:
    """The program with this channel; what it counts."""
    metrics = Metrics()

    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        return Parts(Services(Echo()), (console,), metrics=metrics)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        yield metrics
    finally:
        await app.stop()


def shown(metrics: Metrics) -> dict[str, float]:
    return samples(metrics.text().decode())


async def test_what_comes_in_is_counted_by_channel_and_kind_with_the_time_until_it_was_stored(tmp_path: Path) -> None:
    said = [message("hỏi", "1"), message("lại hỏi", "2"), message(" /en", "3"), message("Tiếp", "4", press=(1, 0))]
    joined = Message(CHAT, "5", "lan", "", NOW, event="joined")
    async with running(tmp_path, console := Console()) as metrics:
        for each in (*said, joined):
            await console.put(each)
    found = shown(metrics)
    kinds = {kind: found[f"ttdn_messages_in_total{{console,{kind},stored}}"] for kind in ("question", "command")}
    assert kinds == {"question": 2, "command": 1}
    assert found["ttdn_messages_in_total{console,press,stored}"] == 1
    assert found["ttdn_messages_in_total{console,event,stored}"] == 1
    assert found["ttdn_stored_seconds_count{console}"] == 5
    assert 0 < found["ttdn_stored_seconds_sum{console}"] < 5


async def test_a_message_that_could_not_be_stored_is_counted_as_failed(tmp_path: Path) -> None:
    async with running(tmp_path, console := Console()) as metrics:
        with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
            other.execute("DROP TABLE inbox")
        with pytest.raises(StoreError):
            await console.put(message("hỏi"))
    assert shown(metrics)["ttdn_messages_in_total{console,question,failed}"] == 1
    assert "ttdn_stored_seconds_count{console}" not in shown(metrics)


@pytest.mark.parametrize(("error", "outcome"), OUTCOMES)
async def test_what_goes_out_is_counted_by_what_became_of_it(
    tmp_path: Path, error: SendError | None, outcome: Outcome
) -> None:
    name = f"ttdn_messages_out_total{{console,{outcome}}}"
    async with running(tmp_path, console := Planned(error)) as metrics:
        await console.put(message("hỏi"))
        async with asyncio.timeout(5):
            while name not in shown(metrics):  # noqa: ASYNC110
                await asyncio.sleep(0)
    found = shown(metrics)
    assert found[name] == 1
    assert found.get("ttdn_sent_seconds_count{console}", 0) == found.get("ttdn_messages_out_total{console,sent}", 0)


async def test_what_waits_is_shown_by_channel_as_it_is_at_that_moment(tmp_path: Path) -> None:
    down = Platform("telegram", Status(reachable=False))
    async with served(tmp_path, down, Platform("web")) as asked:
        asked.write("telegram", NOW - HALF_HOUR)
        asked.write("telegram", NOW)
        asked.write("zalo_oa", NOW)  # switched off meanwhile
        found = await asked.samples()
    assert {name: value for name, value in found.items() if "outbox" in name or "channel" in name} == {
        "ttdn_outbox_waiting{telegram}": 2,
        "ttdn_outbox_waiting{web}": 0,
        "ttdn_outbox_waiting{zalo_oa}": 1,
        "ttdn_outbox_oldest_seconds{telegram}": 1800,
        "ttdn_outbox_oldest_seconds{web}": 0,
        "ttdn_outbox_oldest_seconds{zalo_oa}": 0,
        "ttdn_channel_reachable{telegram}": 0,
        "ttdn_channel_reachable{web}": 1,
    }


async def test_the_other_figures_are_there_when_the_database_is_not(tmp_path: Path) -> None:
    async with served(tmp_path, Platform("web")) as asked:
        asked.metrics.quota_left("zalo_bot", 2999)
        with closing(sqlite3.connect(tmp_path / DATABASE)) as other:
            other.execute("DROP TABLE outbox")
        found = await asked.samples()
    assert found["ttdn_quota_left{zalo_bot}"] == 2999
    assert found["process_resident_memory_bytes{}"] > 0


async def test_only_this_machine_is_shown_the_figures(tmp_path: Path) -> None:
    async with served(tmp_path) as asked:
        for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
            async with asked.http.get(f"{asked.address}/metrics", headers=headers) as response:
                assert response.status == 403


@pytest.mark.parametrize("form", ["json", "console"])
def test_errors_in_the_log_are_counted_by_who_logged_them_and_their_class(form: str) -> None:
    configure(LogSettings.model_validate({"format": form}))
    metrics = Metrics()
    logging.getLogger().addHandler(ErrorCounter(metrics))
    structlog.get_logger("handlers.errors").error("message not handled", exc_info=ValueError("số điện thoại"))
    structlog.get_logger("handlers.errors").warning("not sent", exc_info=ValueError("x"))
    structlog.get_logger("bot.app").error("something else")
    try:
        raise OSError("x")
    except OSError:
        logging.getLogger("aiohttp.server").exception("Error handling request")
        structlog.get_logger("bot.web").exception("failed")
    errors = {name: value for name, value in shown(metrics).items() if name.startswith("ttdn_errors_total")}
    assert errors == {
        "ttdn_errors_total{ValueError,handlers.errors}": 1,
        "ttdn_errors_total{none,bot.app}": 1,
        "ttdn_errors_total{OSError,aiohttp.server}": 1,
        "ttdn_errors_total{OSError,bot.web}": 1,
    }
    assert "điện thoại" not in metrics.text().decode()


def test_two_programs_in_one_process_do_not_count_for_each_other() -> None:
    one, other = Metrics(), Metrics()
    one.quota_left("zalo_bot", 1)
    assert "zalo_bot" not in other.text().decode()
