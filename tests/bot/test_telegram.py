"""Telegram over the wire, through the whole program: what people send is answered once, whatever breaks between."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels import telegram_bot
from knowledge.memory import DATABASE, open_store, outbox
from knowledge.messages import Chat, Message
from tests.bot.telegram_talk import Ear, Time, channel, listening, running, until
from tests.fakes.telegram import TelegramFake
from tests.fakes.telegram_faults import Cut, Hang, Page, Refuse, blocked, too_many
from tests.fakes.telegram_people import Person, group
from tests.talk import NOW, Echo


@pytest.mark.parametrize("webhook", [False, True])
async def test_a_question_is_answered_in_its_chat(telegram: TelegramFake, tmp_path: Path, webhook: bool) -> None:
    async with running(tmp_path, telegram, webhook=webhook):
        await until(lambda: "getme" in telegram.names())
        await until(lambda: telegram.platform.webhook["url"] or not webhook)
        await Person(telegram, 7).says("Bộ Ngoại giao <b> & bạn")
        if webhook:
            assert await telegram.call_webhook() == [200]
        (said,) = await telegram.sent(1)
        if not webhook:
            await telegram.acknowledged()
    assert (said.chat, said.thread, said.text, said.preview) == ("7", "", "hỏi Bộ Ngoại giao <b> & bạn", False)


async def test_a_button_is_confirmed_at_once_and_does_what_it_was_made_for(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan = Person(telegram, 7)
    async with running(tmp_path, telegram):
        await lan.says("bảng")
        (offer,) = await telegram.sent(1)
        assert offer.labels() == [["Tiếp", "Hỏi", "English"]]
        await lan.presses(offer, offer.keyboard[0][0]["callback_data"])
        said = (await telegram.sent(2))[1]
        await telegram.until(lambda: telegram.platform.confirmed == ["press-1"])
    assert said.text == "chọn bảng | act:next"


async def test_a_press_is_confirmed_while_the_answer_is_still_being_made(telegram: TelegramFake) -> None:
    lan = Person(telegram, 7)
    ear = Ear(held={"7": asyncio.Event()})
    async with listening(channel(telegram), ear):
        await until(lambda: telegram.platform.menus)
        lan.chat  # noqa: B018
        shown = telegram.platform.call("sendmessage", {"chat_id": "7", "text": "bảng"})
        await telegram.push(
            "callback_query", {"id": "p", "from": lan.user, "message": shown, "chat_instance": "1", "data": "3.0"}
        )
        telegram.platform.presses.add("p")
        await telegram.until(lambda: telegram.platform.confirmed == ["p"])
        assert not ear.heard


@pytest.mark.parametrize("data", ["999.0", "1.99", "xoá", "", "-1.0", "1.0; DROP TABLE", "9" * 40 + ".0"])
async def test_a_button_that_is_old_or_forged_is_answered_with_what_to_do(
    telegram: TelegramFake, tmp_path: Path, data: str
) -> None:
    lan = Person(telegram, 7)
    async with running(tmp_path, telegram):
        await lan.says("bảng")
        (offer,) = await telegram.sent(1)
        await lan.presses(offer, data)
        said = (await telegram.sent(2))[1]
    assert said.text.startswith("Lựa chọn này không còn dùng được")


async def test_a_button_pressed_after_telegram_forgot_the_press_works_all_the_same(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan = Person(telegram, 7)
    async with running(tmp_path, telegram):
        await lan.says("bảng")
        (offer,) = await telegram.sent(1)
        telegram.plan("answerCallbackQuery", Refuse(400, "Bad Request: query is too old"))
        await lan.presses(offer, offer.keyboard[0][0]["callback_data"])
        assert (await telegram.sent(2))[1].text == "chọn bảng | act:next"


async def test_a_group_is_answered_in_its_topic_and_the_general_topic_without_one(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan, team = Person(telegram, 7), group(telegram, -100_777, 55)
    async with running(tmp_path, telegram):
        await lan.says("/hoi@ttdn_bot hạn nào", team, message_thread_id=55, is_topic_message=True)
        await telegram.sent(1)
        await lan.says("@ttdn_bot hạn nào", team, message_thread_id=3)  # a row of replies in the General topic
        said = await telegram.sent(2)
    assert [(one.chat, one.thread) for one in said] == [("-100777", "55"), ("-100777", "")]


async def test_a_topic_that_is_gone_is_answered_outside_of_it(telegram: TelegramFake, tmp_path: Path) -> None:
    lan, team = Person(telegram, 7), group(telegram, -100_777, 55)
    async with running(tmp_path, telegram):
        telegram.platform.topics.clear()
        await lan.says("/hoi hạn nào", team, message_thread_id=55, is_topic_message=True)
        (said,) = await telegram.sent(1)
    assert (said.chat, said.thread) == ("-100777", "")


async def test_what_was_stored_and_not_acknowledged_before_the_end_is_answered_once(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan = Person(telegram, 7)
    async with running(tmp_path, telegram):
        await telegram.until(lambda: "getupdates" in telegram.names())
        telegram.break_down("getUpdates", Hang())  # the next one would acknowledge
        await lan.says("một")
        await telegram.sent(1)
        assert telegram.pending
    telegram.break_down("getUpdates", None)
    async with running(tmp_path, telegram):
        await telegram.acknowledged()
        await lan.says("hai")
        said = await telegram.sent(2)
    assert [one.text for one in said] == ["hỏi một", "hỏi một | hai"]


async def test_what_could_not_be_stored_is_given_again_and_what_is_behind_it_in_the_chat_waits(
    telegram: TelegramFake,
) -> None:
    lan, minh = Person(telegram, 7), Person(telegram, 8)
    for text, person in (("một", lan), ("hai", lan), ("khác", minh)):
        await person.says(text)
    ear = Ear(refused=["một"])
    async with listening(channel(telegram), ear) as heard:
        await telegram.acknowledged()
    assert [message.text for message in heard if message.chat.id == "7"] == ["một", "hai"]
    assert len({message.id for message in heard}) == 3


async def test_a_chat_that_takes_long_holds_up_no_other_one_of_the_same_batch(telegram: TelegramFake) -> None:
    for number in range(3):
        await Person(telegram, 7).says(str(number))
        await Person(telegram, 8).says(str(number))
    ear = Ear(held={"7": asyncio.Event()})
    async with listening(channel(telegram), ear) as heard:
        await until(lambda: [message.text for message in heard] == ["0", "1", "2"])
        assert len(telegram.pending) == 6
        ear.held["7"].set()
        await telegram.acknowledged()
    assert [message.text for message in heard if message.chat.id == "7"] == ["0", "1", "2"]


async def test_a_typing_sign_is_given_in_the_topic_while_an_answer_takes_long(telegram: TelegramFake) -> None:
    team = group(telegram, -100_777, 55)
    await Person(telegram, 7).says("/hoi hạn", team, message_thread_id=55, is_topic_message=True)
    ear = Ear(held={"-100777": asyncio.Event()})
    async with listening(channel(telegram), ear):
        await telegram.until(lambda: telegram.platform.typing == [("-100777", "55")])
        ear.held["-100777"].set()
        await telegram.acknowledged()


async def test_updates_that_cannot_be_read_or_are_not_wanted_are_passed_over(telegram: TelegramFake) -> None:
    lan = Person(telegram, 7)
    odd: list[tuple[str, Any]] = [
        ("message", {"chat": 7}),
        ("message", lan.message() | {"date": "hôm qua", "text": "x"}),
        ("message", lan.message(text=["x"])),
        ("callback_query", None),
        ("callback_query", {"id": 7}),
        ("edited_message", lan.message(text="sửa")),
        ("channel_post", lan.message(text="kênh")),
        ("my_chat_member", {"chat": lan.chat}),
        ("một loại mới", {"id": 1}),
    ]
    for kind, content in odd:
        telegram._next += 1
        telegram.pending[telegram._next] = {"update_id": telegram._next, kind: content}
    await lan.says("vẫn nghe")
    async with listening(channel(telegram)) as heard:
        await telegram.acknowledged()
    assert [message.text for message in heard] == ["vẫn nghe"]


async def test_a_text_with_halves_of_letters_is_stored_without_them(telegram: TelegramFake, tmp_path: Path) -> None:
    lan = Person(telegram, 7, name="Lan \udc00")
    async with running(tmp_path, telegram):
        await lan.says("hạn \ud83d nào\0?")
        await telegram.acknowledged()
        (said,) = await telegram.sent(1)
    assert said.text == "hỏi hạn \ufffd nào?"


async def test_only_the_kinds_of_updates_that_are_used_are_asked_for(telegram: TelegramFake) -> None:
    async with listening(channel(telegram)):
        await telegram.until(lambda: "getupdates" in telegram.names())
    assert telegram.platform.allowed == ("message", "callback_query", "my_chat_member", "inline_query")
    await telegram.push("edited_message", Person(telegram, 7).message(text="sửa"))
    assert not telegram.pending


async def test_a_message_has_an_id_that_is_the_same_when_it_comes_again(telegram: TelegramFake) -> None:
    heard: list[Message] = []
    async with listening(channel(telegram), Ear(heard)):
        await telegram.until(lambda: "getupdates" in telegram.names())
        telegram.break_down("getUpdates", Hang())  # the next one would acknowledge
        number = await Person(telegram, 7).says("hỏi")
        await until(lambda: heard)
    telegram.break_down("getUpdates", None)
    async with listening(channel(telegram), Ear(heard)):
        await telegram.acknowledged()
    assert [message.id for message in heard] == [f"4321:{number}"] * 2


async def test_telegram_is_not_asked_all_the_time_where_it_does_not_wait(telegram: TelegramFake) -> None:
    async with listening(channel(telegram, Time(), poll_seconds=0)):
        await telegram.until(lambda: "getupdates" in telegram.names())
        await asyncio.sleep(0.1)
    assert telegram.names().count("getupdates") == 1


async def test_an_answer_whose_arrival_is_not_known_is_sent_once_more_and_marked(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan, clock = Person(telegram, 7), Time()
    telegram.plan("sendMessage", Cut(after=True))
    async with running(tmp_path, telegram, clock=clock) as program:
        await lan.says("hỏi")
        await telegram.sent(1)
        await telegram.acknowledged()
        await until(lambda: not program.channel.status.reachable)
    clock.now += timedelta(minutes=5)
    async with running(tmp_path, telegram, clock=clock):
        said = await telegram.sent(2)
    assert [one.text for one in said] == ["hỏi hỏi", "(có thể anh/chị đã nhận tin này)\nhỏi hỏi"]


@pytest.mark.parametrize("fault", [Page(502), Refuse(500, "Internal Server Error"), Cut(after=False)])
async def test_an_answer_that_was_refused_for_now_is_sent_later(
    telegram: TelegramFake, tmp_path: Path, fault: Any
) -> None:
    lan, minh, clock = Person(telegram, 7), Person(telegram, 8), Time()
    telegram.plan("sendMessage", fault)
    async with running(tmp_path, telegram, clock=clock) as program:
        await until(lambda: program.channel.status.reachable)
        await lan.says("một")
        await until(lambda: not program.channel.status.reachable)
        clock.now += timedelta(minutes=1)
        await minh.says("hai")  # wakes delivery
        said = await telegram.sent(2)
    assert {one.chat for one in said} == {"7", "8"}


async def test_too_many_messages_hold_back_every_chat(telegram: TelegramFake, tmp_path: Path) -> None:
    lan, minh, clock = Person(telegram, 7), Person(telegram, 8), Time()
    telegram.plan("sendMessage", too_many(20))
    async with running(tmp_path, telegram, clock=clock) as program:
        await lan.says("một")
        await telegram.acknowledged()
        await until(lambda: program.channel.pace(Chat("telegram", "9"), NOW) > NOW)
        await minh.says("hai")
        await telegram.acknowledged()
        assert telegram.names().count("sendmessage") == 1
        clock.now += timedelta(seconds=20)
        await minh.says("ba")
        assert {one.chat for one in (await telegram.sent(3))} == {"7", "8"}


async def test_what_waits_for_a_group_follows_it_when_it_becomes_a_supergroup(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    lan = Person(telegram, 7)
    team = {"id": -777, "type": "group", "title": "Phòng Hợp tác"}
    group(telegram, -100_777)
    telegram.platform.moved["-777"] = -100_777
    async with running(tmp_path, telegram):
        await lan.says("@ttdn_bot hạn nào", team)
        (said,) = await telegram.sent(1)
    assert (said.chat, said.text) == ("-100777", "hỏi hạn nào")


async def test_a_chat_that_blocked_the_bot_is_not_tried_again(telegram: TelegramFake, tmp_path: Path) -> None:
    lan = Person(telegram, 7)
    telegram.break_down("sendMessage", blocked())
    async with running(tmp_path, telegram):
        await lan.says("hỏi")
        await until(lambda: "sendmessage" in telegram.names())
        await telegram.acknowledged()
        await asyncio.sleep(0.05)
    store = open_store(tmp_path / DATABASE)
    row = store.call(outbox.get, 2)
    store.close()
    assert row is not None
    assert (row.state, row.reason) == ("dead", "bot was blocked by the user")


async def test_the_program_starts_without_telegram_and_serves_it_when_it_comes_back(tmp_path: Path) -> None:
    gone = TelegramFake()
    async with gone.running():
        port = int(gone.address.rpartition(":")[2])
    lan = Person(gone, 7)
    async with running(tmp_path, gone) as program:
        await until(lambda: "cannot be reached" in program.channel.status.trouble)
        assert (program.channel.status.reachable, program.channel.identity) == (False, None)
        async with gone.running(port):
            await lan.says("hỏi")
            await gone.sent(1)
            await until(lambda: program.channel.status.reachable)
            assert program.channel.status.trouble == ""
            assert program.channel.identity == telegram_bot.Identity("ttdn_bot", False, True)


async def test_a_long_answer_comes_in_parts_with_the_buttons_under_the_last(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    class Long(Echo):
        def ask(self, text: str, conversation: str | None, now: Any, language: str, *whose: object) -> Any:
            reply, heard = super().ask("bảng", conversation, now, language)
            line = "3.7 Một nhiệm vụ dài <và> khó · 2024–2030 & \U0001f600\n"
            return type(reply)("Đầu đề:\n" + line * 400, reply.buttons), heard

    async with running(tmp_path, telegram, questions=Long()):
        await Person(telegram, 7).says("bảng")
        await until(lambda: telegram.platform.sent and telegram.platform.sent[-1].keyboard)
    said = telegram.platform.sent
    assert len(said) > 3
    assert [bool(one.keyboard) for one in said] == [False] * (len(said) - 1) + [True]
    assert sum(one.text.count("3.7 Một nhiệm vụ dài <và> khó") for one in said) == 400
    assert [[entity.text for entity in one.entities] for one in said[:2]] == [["Đầu đề:"], []]
