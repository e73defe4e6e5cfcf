"""The whole program with a console for a channel: what is said is answered, also after a restart."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.app import App, Clock, Parts
from bot.channels import Receive
from bot.channels.console import Console
from bot.log import configure
from bot.setting_tables import DataSettings, LogSettings
from bot.settings import Settings
from handlers.context import Services
from jobs.sending import SendError
from knowledge.memory import DATABASE, Store, StoreError, Transaction, chats, open_store
from knowledge.messages import Chat, Reply
from knowledge.notices import tell_agency
from tests.talk import CHAT, NOW, Echo, message


def make_app(folder: Path, *channels: Console) -> App:
    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        return Parts(Services(Echo()), channels)

    return App(Settings(data=DataSettings(folder=folder)), parts, lambda: NOW)


@asynccontextmanager
async def running(folder: Path, *channels: Console) -> AsyncIterator[App]:
    app = make_app(folder, *channels)
    await app.start()
    try:
        yield app
    finally:
        async with asyncio.timeout(5):
            await app.stop()


async def test_a_message_is_answered_in_its_chat(tmp_path: Path) -> None:
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("bộ ngoại giao"))
        said = await console.next()
    assert (said.chat, said.reply.text, said.repeat) == (message("").chat, "hỏi bộ ngoại giao", False)


async def test_a_button_of_a_reply_can_be_pressed(tmp_path: Path) -> None:
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("bảng", "1"))
        offer = await console.next()
        await console.put(message("Tiếp", "2", press=(offer.row_id, 0)))
        assert (await console.next()).reply.text == "chọn bảng | act:next"


async def test_a_restart_forgets_neither_the_conversation_nor_the_buttons_nor_what_was_seen(tmp_path: Path) -> None:
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("bảng", "1"))
        offer = await console.next()
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("bảng", "1"))
        await console.put(message("Tiếp", "2", press=(offer.row_id, 0)))
        assert (await console.next()).reply.text == "chọn bảng | act:next"
        await console.put(message("còn phối hợp?", "3"))
        assert (await console.next()).reply.text == "hỏi bảng | act:next | còn phối hợp?"
    assert console.all() == []


async def test_an_answer_that_could_not_be_sent_before_the_end_is_sent_after_the_next_start(tmp_path: Path) -> None:
    class Down(Console):
        async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
            raise SendError("out of reach", retry_after=0)

    down = Down()
    async with running(tmp_path, down):
        await down.put(message("hỏi"))
    console = Console()
    async with running(tmp_path, console):
        said = await console.next()
    assert (said.reply.text, said.repeat) == ("hỏi hỏi", False)


async def test_a_channel_that_breaks_leaves_the_others_working(tmp_path: Path) -> None:
    class Broken(Console):
        name = "broken"

        async def run(self, receive: Receive) -> None:
            raise RuntimeError("no network")

    console = Console()
    async with running(tmp_path, Broken(), console):
        await console.put(message("hỏi"))
        assert (await console.next()).reply.text == "hỏi hỏi"


async def test_what_a_chat_that_is_gone_did_not_take_is_said_on_another_channel_at_once(tmp_path: Path) -> None:
    class Gone(Console):
        name = "gone"

        async def send(self, chat: Chat, part: Reply, row_id: int, repeat: bool) -> str:
            raise SendError("bot was kicked", gone=True)

    def remind(tx: Transaction) -> None:
        for channel in ("gone", "console"):
            chat = Chat(channel, "nhóm", group=True)
            chats.seen(tx, message("", chat=chat), NOW)
            chats.bind(tx, chat, "bng", 1, NOW)
        tell_agency(tx, "bng", Reply("nhắc việc"), NOW, key="remind bng")

    store = open_store(tmp_path / DATABASE)
    store.call(remind)
    store.close()
    console = Console()
    async with running(tmp_path, Gone(), console), asyncio.timeout(15):  # a delivery that nobody wakes sleeps for 30 s
        assert (await console.next()).reply.text == "nhắc việc"


async def test_many_people_at_once_each_get_their_answers_in_order(tmp_path: Path) -> None:
    console = Console()
    chats = [Chat("console", str(number)) for number in range(10)]

    async def talk(chat: Chat) -> None:
        for number in range(5):
            await console.put(message(str(number), f"{chat.id}-{number}", chat=chat, sender=chat.id))

    async with running(tmp_path, console):
        await asyncio.gather(*(talk(chat) for chat in chats))
        said = [await console.next() for _ in range(50)]
    for chat in chats:
        own = [each.reply.text for each in said if each.chat == chat]
        assert own == ["hỏi " + " | ".join(map(str, range(count + 1))) for count in range(5)]


async def test_a_second_program_on_the_same_data_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    console = Console()
    async with running(tmp_path, console):
        with pytest.raises(StoreError, match="already running"):
            await make_app(tmp_path, Console()).start()
        await console.put(message("hỏi"))
        assert (await console.next()).reply.text == "hỏi hỏi"


async def test_a_start_that_fails_can_be_tried_again(tmp_path: Path) -> None:
    def no_parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        raise StoreError("no catalog")

    with pytest.raises(StoreError, match="no catalog"):
        await App(Settings(data=DataSettings(folder=tmp_path)), no_parts).start()
    async with running(tmp_path, Console()):
        pass


async def test_a_server_that_fails_ends_the_program_with_its_error(tmp_path: Path) -> None:
    class Refused:
        async def run(self) -> None:
            raise OSError("port 80: permission denied")

    def parts(_settings: Settings, _store: Store, _clock: Clock) -> Parts:
        return Parts(Services(Echo()), (Console(),), (Refused(),))

    with pytest.raises(OSError, match="port 80"):
        await App(Settings(data=DataSettings(folder=tmp_path)), parts).run()


async def test_a_message_leaves_one_line_in_the_log_and_nothing_of_what_was_typed_or_by_whom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(LogSettings(level="debug", format="json"))
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("số điện thoại của tôi", "1", sender="0912345678"))
        await console.next()
    logged = capsys.readouterr().err
    lines = [line for line in map(json.loads, logged.splitlines()) if line["event"] == "message"]
    assert [(line["channel"], line["chat"], line["level"]) for line in lines] == [("console", CHAT.mark, "info")]
    assert (lines[0]["kind"], lines[0]["ms"] >= 0) == ("question", True)
    assert not [secret for secret in ("điện thoại", "0912345678", CHAT.id) if secret in logged]


async def test_an_error_is_logged_with_its_id_and_trace_and_without_values_of_variables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(LogSettings())
    console = Console()
    async with running(tmp_path, console):
        await console.put(message("hỏng"))
        said = (await console.next()).reply.text
    logged = capsys.readouterr().err
    assert said.split("mã lỗi ")[1][:4] in logged
    assert "RuntimeError: the catalog is on fire" in logged
    assert "hỏng" not in logged.replace('if text == "hỏng"', "")
