"""A notice through the whole program on Telegram: each group once, and one message that is changed, also after a
restart."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App, Clock, Parts
from bot.building import can_edit
from bot.channels.telegram_bot import Telegram
from bot.setting_tables import DataSettings
from bot.settings import Settings
from bot.web import WebServer
from jobs.announce import Announcing
from jobs.pictures import TakingPictures
from knowledge.memory import DATABASE, Store, Transaction, chats, open_store, people
from knowledge.messages import Chat
from tests.bot.pages import free_port
from tests.bot.telegram_talk import SECRET, nothing_found, settings, telegram, unpaced
from tests.conversations.play import services
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Fault, Refuse
from tests.fakes.telegram_methods import Sent
from tests.fakes.telegram_people import Person, group
from tests.files import PICTURE
from tests.questions.asking import at_nine
from tests.talk import message

__all__ = ["telegram"]

NOW = at_nine(2026, 11, 23)
AGENCIES = ("bng", "bca", "bqp", "bnv", "btp", "vtv", "vov", "p-15")


def prepared(folder: Path, fake: TelegramFake) -> Person:
    """The groups of some agencies, and an administrator, who is person 7 on Telegram."""
    store = open_store(folder / DATABASE)
    store.call(_prepare)
    store.close()
    for number in range(len(AGENCIES)):
        group(fake, -1000 - number)
    return Person(fake, 7, "Lan")


def _prepare(tx: Transaction) -> None:
    lan = people.recognise(tx, message("", chat=Chat("telegram", "7"), sender="7"), NOW)
    people.set_role(tx, lan.id, "admin")
    for number, agency in enumerate(AGENCIES):
        chat = Chat("telegram", str(-1000 - number), group=True)
        chats.seen(tx, message("", chat=chat), NOW)
        chats.bind(tx, chat, agency, lan.id, NOW)


@asynccontextmanager
async def running(folder: Path, fake: TelegramFake, now: datetime = NOW) -> AsyncIterator[App]:
    def parts(_: Settings, store: Store, clock: Clock) -> Parts:
        server = WebServer(port=free_port(), announce=lambda line: None)
        channel = Telegram(settings(fake), TOKEN, SECRET, clock, server, nothing_found, unpaced())
        known = services(members_only=True)
        announcing = Announcing(store, known.owing, clock, can_edit((channel,)), pause=0.01)
        pictures = TakingPictures(store, {"telegram": channel.fetch}, clock)
        return Parts(known, (channel,), (server,), announcing=announcing, pictures=pictures)

    app = App(Settings(data=DataSettings(folder=folder)), parts, lambda: now)
    await app.start()
    try:
        yield app
    finally:
        await app.stop()


async def announce(fake: TelegramFake, lan: Person) -> Sent:
    """The message that shows how far it has come."""
    await lan.says("/thongbao tất cả: Kính mời họp")
    await fake.until(lambda: bool(private(fake)))
    shown = private(fake)[-1]
    await lan.presses(shown, shown.keyboard[0][0]["callback_data"], "press-1")
    await fake.until(lambda: len(private(fake)) > 1)
    return private(fake)[1]


def private(fake: TelegramFake) -> list[Sent]:
    return [sent for sent in fake.platform.sent if sent.chat == "7"]


def in_groups(fake: TelegramFake) -> Counter[str]:
    return Counter(sent.chat for sent in fake.platform.sent if sent.text == "Thông báo\nKính mời họp")


async def test_each_group_is_told_once_and_one_message_shows_how_far_it_has_come(
    tmp_path: Path, telegram: TelegramFake
) -> None:
    lan = prepared(tmp_path, telegram)
    async with running(tmp_path, telegram):
        progress = await announce(telegram, lan)
        await telegram.until(lambda: len(private(telegram)) == 3)
        await telegram.until(lambda: "Đã gửi xong" in progress.text)
    assert set(in_groups(telegram).values()) == {1}
    assert len(in_groups(telegram)) == len(AGENCIES)
    assert progress.text == "Đã gửi xong thông báo số 1: 8/8 nơi đã nhận."
    assert progress.keyboard == []
    assert private(telegram)[2].text.startswith("Kết quả thông báo số 1: 8/8 nơi đã nhận.\nĐã nhận (8): ")


async def test_after_a_restart_in_the_middle_each_group_is_still_told_once_and_the_result_comes(
    tmp_path: Path, telegram: TelegramFake
) -> None:
    lan = prepared(tmp_path, telegram)
    telegram.chance = half_out_of_order
    async with running(tmp_path, telegram):
        progress = await announce(telegram, lan)
        await telegram.until(lambda: len(in_groups(telegram)) == 4)
        await telegram.until(lambda: "4/8" in progress.text)
    telegram.chance = lambda method, given: None
    async with running(tmp_path, telegram, NOW + timedelta(minutes=10)):
        await telegram.until(lambda: "Đã gửi xong" in progress.text)
        await telegram.until(lambda: len(private(telegram)) == 3)
    assert len(in_groups(telegram)) == len(AGENCIES)
    assert set(in_groups(telegram).values()) == {1}
    assert private(telegram)[2].text.startswith("Kết quả thông báo số 1: 8/8")


async def test_what_is_not_sent_yet_can_be_stopped_by_the_choice_under_the_message(
    tmp_path: Path, telegram: TelegramFake
) -> None:
    lan = prepared(tmp_path, telegram)
    telegram.chance = half_out_of_order
    async with running(tmp_path, telegram):
        progress = await announce(telegram, lan)
        await telegram.until(lambda: "4/8" in progress.text)
        await lan.presses(progress, progress.keyboard[0][0]["callback_data"], "press-2")
        await telegram.until(lambda: "Đã dừng" in progress.text)
        await telegram.until(lambda: len(private(telegram)) == 4)
    assert len(in_groups(telegram)) == 4
    told = "\n".join(sent.text for sent in private(telegram)[2:])
    assert "Đã dừng thông báo số 1: không gửi nữa tới 4/8 nơi" in told
    assert "Kết quả thông báo số 1, đã dừng: 4/8 nơi đã nhận" in told


async def test_a_photo_from_a_phone_goes_to_each_group_with_the_text_under_it(
    tmp_path: Path, telegram: TelegramFake
) -> None:
    lan = prepared(tmp_path, telegram)
    telegram.platform.files["lớn"] = PICTURE.content
    sizes = [{"file_id": name, "file_unique_id": name, "width": 1, "height": 1} for name in ("nhỏ", "lớn")]
    async with running(tmp_path, telegram):
        await lan.posts(photo=sizes, caption="/thongbao BNG, VTV: Kính mời họp")
        await telegram.until(lambda: len(private(telegram)) == 2)
        await lan.presses(private(telegram)[1], private(telegram)[1].keyboard[0][0]["callback_data"], "press-1")
        await telegram.until(lambda: len(private(telegram)) == 3)
        shown = private(telegram)[2]
        assert shown.file is not None
        await lan.presses(shown, shown.keyboard[0][0]["callback_data"], "press-2")
        await telegram.until(lambda: len(in_groups(telegram)) == 2)
    said = [sent for sent in telegram.platform.sent if sent.chat.startswith("-")]
    assert [sent.file and (sent.file.parameter, sent.file.content) for sent in said] == [("photo", PICTURE.content)] * 2


def half_out_of_order(method: str, given: Mapping[str, str]) -> Fault | None:
    """Four of the groups cannot be written to for the time being."""
    down = method == "sendmessage" and given.get("chat_id", "") in ("-1001", "-1003", "-1005", "-1007")
    return Refuse(500, "Internal Server Error") if down else None
