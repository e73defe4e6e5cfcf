"""The program with the page as its channel, on a free port, answering from a short script instead of the documents."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import sleep

from bot.app import App, Clock, Parts
from bot.channels.web_chat import page_channels
from bot.channels.web_flood import Flood
from bot.demo.world import Programme
from bot.setting_tables import DataSettings, PortalSettings
from bot.settings import Settings
from bot.web import WebServer
from bot.web_health import add_health
from handlers.context import Questions, Services
from jobs.schedule import NothingToRemind, Reminds
from knowledge.memory import Store
from knowledge.messages import Button, Reply
from knowledge.records import Agency
from tests.questions.asking import real_calendar

SECOND_PAGE = "act:2"
LIST = """Bộ Ngoại giao chủ trì 5 nhiệm vụ theo Nghị quyết 47/NQ-CP:

2.6 Sửa đổi Nghị định 88/2012/NĐ-CP về hoạt động báo chí nước ngoài · 2024–2026, còn 39 ngày
3.5 Chiến lược Ngoại giao văn hóa đến năm 2030 · 2024–2030
3.11 Đề án đẩy mạnh thông tin đối ngoại qua cơ quan đại diện Việt Nam ở nước ngoài · hằng năm

Ngoài ra có 5 nhiệm vụ giao chung cho các bộ, ngành, địa phương.
Nguồn: Phụ lục Nghị quyết 47/NQ-CP ngày 15/4/2024"""
CHOICES = ("Phối hợp (14)", "Giao chung (5)", "Chi tiết 2.6", "Xem tiếp")

AGENCIES = {
    id_: Agency(id_, name, english, "ministry", aliases)
    for id_, name, english, aliases in (
        ("bng", "Bộ Ngoại giao", "Ministry of Foreign Affairs", ("BNG", "Bộ NG")),
        ("bct", "Bộ Công Thương", "Ministry of Industry and Trade", ("BCT",)),
        ("bvhttdl", "Bộ Văn hóa, Thể thao và Du lịch", "Ministry of Culture, Sports and Tourism", ("Bộ VHTTDL",)),
    )
}


@dataclass
class Script:
    """Answers the way the documents would; anything else is said back with its number in the conversation."""

    slow: float = 0.0
    asked: list[str] = field(default_factory=list)

    def ask(
        self, text: str, conversation: str | None, now: datetime, language: str | None, *whose: object
    ) -> tuple[Reply, str]:
        sleep(self.slow)
        self.asked.append(text)
        turn = int(conversation or 0) + 1
        if "chủ trì" in text:
            return Reply(LIST, tuple(Button(label, SECOND_PAGE) for label in CHOICES)), str(turn)
        return Reply(f"{turn}. {text}"), str(turn)

    def agencies_named(self, text: str) -> tuple[tuple[str, str], ...]:
        return ()

    def agency_name(self, agency: str) -> str:
        return agency

    def knows(self, agency: str) -> bool:
        return True

    def act(
        self, action: str, conversation: str | None, now: datetime, language: str | None, *whose: object
    ) -> tuple[Reply, str]:
        turn = int(conversation or 0) + 1
        return Reply(f"Trang {action.removeprefix('act:')}, lượt {turn}"), str(turn)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@dataclass
class Page:
    """The running program: what it said on standard output, the address in that, and the port that it listens on."""

    address: str
    said: list[str]
    port: int


def programme(
    services: Services, agencies: Mapping[str, Agency] = AGENCIES, reminds: Reminds | None = None
) -> Programme:
    """What can be tried out; reminders are what `reminds` says, or none."""
    return Programme(agencies, services, reminds or NothingToRemind(), real_calendar(), time(8), date(2024, 4, 15))


@asynccontextmanager
async def running(
    folder: Path,
    *,
    port: int = 0,
    clock: Clock = lambda: datetime.now(UTC),
    make_programme: Callable[[Services], Programme] = programme,
    questions: Questions | None = None,
    flood: Flood | None = None,
    portal: PortalSettings | None = None,
) -> AsyncIterator[Page]:
    """Started with this data folder, listening, and stopped at the end the way Ctrl-C does."""
    said: asyncio.Queue[str] = asyncio.Queue()
    port = port or free_port()

    def parts(_: Settings, store: Store, clock: Clock) -> Parts:
        server = WebServer(port=port, announce=said.put_nowait, portal=portal)
        services = Services(questions or Script())
        channels = page_channels(server, store, clock, make_programme(services), flood)
        add_health(server, store, clock, channels)
        return Parts(services, channels, (server,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, clock)
    await app.start()
    try:
        line = await asyncio.wait_for(said.get(), 5)
        yield Page(next(word for word in line.split() if "://" in word), [line], port)
    finally:
        await app.stop()
