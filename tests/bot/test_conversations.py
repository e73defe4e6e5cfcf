"""The conversations of tests/conversations/, through each channel: they read the same everywhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App, Clock, Parts
from bot.channels.console import Console
from bot.settings import DataSettings, Settings
from knowledge.memory import DATABASE, Store, open_store
from tests.conversations.on_console import OnConsole
from tests.conversations.play import NAMES, make_codes, play, services
from tests.questions.asking import NOW

MEMBERS_ONLY = {"asking": False, "joining": True}


@asynccontextmanager
async def on_console(folder: Path, name: str) -> AsyncIterator[OnConsole]:
    console = Console()

    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        return Parts(services(members_only=MEMBERS_ONLY[name]), (console,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        yield OnConsole(console)
    finally:
        await app.stop()


def codes_in(folder: Path) -> dict[str, str]:
    store = open_store(folder / DATABASE)
    try:
        return make_codes(store)
    finally:
        store.close()


@pytest.mark.parametrize("name", NAMES)
async def test_a_conversation_reads_as_it_should(tmp_path: Path, name: str) -> None:
    codes = codes_in(tmp_path)
    async with on_console(tmp_path, name) as driver:
        await play(driver, name, codes)
