"""The program as it is delivered, with the real documents: only the place where people write is the tests' console."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import App, Clock, Parts
from bot.building import make_parts
from bot.channels.console import Console, Said
from bot.setting_tables import DataSettings
from bot.settings import Settings
from knowledge.memory import Store
from tests.talk import NOW, message


class Chatting:
    """A person who asks one thing after another."""

    def __init__(self, console: Console, asked: int = 0) -> None:
        self.console, self.asked = console, asked

    async def ask(self, text: str, press: tuple[int, int] | None = None) -> Said:
        self.asked += 1
        await self.console.put(message(text, str(self.asked), press=press))
        return await self.console.next()

    async def press(self, said: Said, label: str) -> Said:
        labels = [button.label for button in said.reply.buttons]
        return await self.ask(label, (said.row_id, labels.index(label)))


@asynccontextmanager
async def chatting(folder: Path, asked: int = 0) -> AsyncIterator[Chatting]:
    console = Console()

    def parts(settings: Settings, store: Store, clock: Clock) -> Parts:
        return Parts(make_parts(settings, store, clock).services, (console,))

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)
    await app.start()
    try:
        yield Chatting(console, asked)
    finally:
        async with asyncio.timeout(5):
            await app.stop()


async def test_a_list_its_buttons_and_what_is_asked_after_it_also_after_a_restart(tmp_path: Path) -> None:
    async with chatting(tmp_path) as person:
        listed = await person.ask("bộ ngoại giao chủ trì nhiệm vụ nào")
        assert listed.reply.text.startswith("Bộ Ngoại giao chủ trì 5 nhiệm vụ")
        offered = listed.reply.buttons[0].label
        pressed = await person.press(listed, offered)
        assert pressed.reply.text != listed.reply.text
        assert "mã lỗi" not in pressed.reply.text
        await person.ask("bộ ngoại giao chủ trì nhiệm vụ nào")
    async with chatting(tmp_path, asked=10) as person:
        assert (await person.press(listed, offered)).reply.text == pressed.reply.text
        await person.ask("bộ ngoại giao chủ trì nhiệm vụ nào")
    async with chatting(tmp_path, asked=20) as person:
        second = await person.ask("chi tiết cái thứ 2")
        assert "3.5" in second.reply.text.splitlines()[0]


async def test_every_example_that_help_offers_is_answered_from_the_documents(tmp_path: Path) -> None:
    async with chatting(tmp_path) as person:
        for command in ("/start", "/en", "/help"):
            help_ = await person.ask(command)
            for button in help_.reply.buttons:
                answer = (await person.press(help_, button.label)).reply.text
                assert "Nguồn" in answer or "Căn cứ" in answer or "Source" in answer


async def test_english_once_chosen_is_spoken_where_the_question_does_not_tell(tmp_path: Path) -> None:
    async with chatting(tmp_path) as person:
        await person.ask("/en")
        assert "Source" in (await person.ask("3.6")).reply.text
