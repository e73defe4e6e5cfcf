"""The program with the page and Telegram, the real documents, and the reading of files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import App, Clock, Parts
from bot.channels.telegram_bot import Telegram
from bot.channels.web_chat import page_channels
from bot.channels.web_uploads import Uploads
from bot.setting_tables import DataSettings
from bot.settings import Settings
from bot.web import WebServer
from handlers.context import Access, Services
from jobs.pictures import TakingPictures
from jobs.proofs import keep_proof
from jobs.reading import ReadingFiles
from knowledge.current import Current
from knowledge.memory import Store, Transaction, people
from knowledge.memory.file_readings import PROOF
from tests.bot.pages import free_port, programme
from tests.bot.telegram_talk import SECRET, nothing_found, settings, unpaced
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.questions.asking import NOW, real_calendar, real_catalog


@dataclass
class Running:
    """`store` is the running program's."""

    address: str
    store: Store

    async def make_all(self, role: str) -> None:
        """Everybody who has written so far has this role from now on."""

        def change(tx: Transaction) -> None:
            tx.change("UPDATE person SET role = :role", role=role)

        await self.store.run(change)

    async def make_all_officers(self) -> None:
        """Everybody who has written so far speaks for Bộ Ngoại giao."""

        def change(tx: Transaction) -> None:
            for (number,) in tx.rows("SELECT id FROM person"):
                people.set_role(tx, int(number), "officer", ("bng",))

        await self.store.run(change)


@asynccontextmanager
async def reading(
    folder: Path, fake: TelegramFake | None = None, *, idle: float = 5.0, clock: Clock = lambda: NOW
) -> AsyncIterator[Running]:
    """Until the end of the block; `idle` seconds without a byte are too many for an upload."""
    port, stores = free_port(), []
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def parts(_: Settings, store: Store, clock: Clock) -> Parts:
        stores.append(store)
        server = WebServer(port=port, announce=listening.set_result)
        current = Current(real_catalog().facts, real_calendar())
        access = Access(per_person=1000, per_chat=1000)
        written = current.written
        services = Services(written.questions, access, owing=written.book, current=current)
        uploads = Uploads(idle)
        page = page_channels(server, store, clock, programme(services), uploads=uploads)
        fetchers = {"web": uploads.fetch}
        telegram: tuple[Telegram, ...] = ()
        if fake:
            telegram = (Telegram(settings(fake), TOKEN, SECRET, clock, server, nothing_found, unpaced()),)
            fetchers["telegram"] = telegram[0].fetch
        job = ReadingFiles(store, fetchers, current.at, clock)
        proofs = TakingPictures(store, fetchers, clock, {PROOF: keep_proof})
        return Parts(services, (*page, *telegram), (server,), reading=job, pictures=proofs)

    app = App(Settings(data=DataSettings(folder=folder)), parts, clock)
    await app.start()
    try:
        await asyncio.wait_for(listening, 5)
        yield Running(f"http://127.0.0.1:{port}", stores[0])
    finally:
        await app.stop()
