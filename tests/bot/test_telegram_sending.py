"""A reply as Telegram shows it, and what becomes of it when Telegram refuses it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import telegram_bot
from bot.channels.parts import cut
from bot.channels.telegram_bot import Telegram
from bot.channels.telegram_text import LONGEST_TEXT, REPEAT_ROOM, Letter, formatted
from jobs.pacing import ON_THE_WAY
from jobs.sending import SendError
from knowledge.messages import Button, Chat, Reply
from tests.bot.telegram_talk import Time, channel, listening, nothing_found, settings, speaking
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Body, Cut, Fault, Hang, Page, Refuse, blocked, too_many
from tests.fakes.telegram_html import parse
from tests.fakes.telegram_methods import Sent
from tests.fakes.telegram_people import Person, group
from tests.talk import NOW

LAN, TEAM = Chat("telegram", "7"), Chat("telegram", "-100777", group=True)
ANSWER = """Bộ Ngoại giao chủ trì 2 nhiệm vụ:

2.6 Sửa đổi <Nghị định> 88/2012/NĐ-CP · 2024–2026
3.11 Đề án & chương trình
Nguồn: Phụ lục Nghị quyết 47/NQ-CP"""


async def send(fake: TelegramFake, reply: Reply, chat: Chat = LAN, *, repeat: bool = False, **changed: Any) -> Sent:
    Person(fake, 7).chat  # noqa: B018
    async with speaking(fake, **changed) as telegram:
        proof = await telegram.send(chat, reply, 12, repeat)
    assert proof == str(fake.platform.sent[-1].id)
    return fake.platform.sent[-1]


async def refused(fake: TelegramFake, *faults: Fault, **changed: Any) -> SendError:
    fake.plan("sendMessage", *faults)
    with pytest.raises(SendError) as raised:
        await send(fake, Reply("chào"), **changed)
    assert raised.value.__cause__ is None
    assert TOKEN not in str(raised.value)
    return raised.value


async def test_the_first_line_is_bold_and_the_source_italic_and_nothing_else_is_markup(telegram: TelegramFake) -> None:
    said = await send(telegram, Reply(ANSWER))
    assert said.text == ANSWER
    assert [(entity.type, entity.text) for entity in said.entities] == [
        ("bold", "Bộ Ngoại giao chủ trì 2 nhiệm vụ:"),
        ("italic", "Nguồn: Phụ lục Nghị quyết 47/NQ-CP"),
    ]
    assert said.preview is False


async def test_a_short_answer_is_not_bold(telegram: TelegramFake) -> None:
    assert (await send(telegram, Reply("Xin chào."))).entities == []


@given(st.text(st.sampled_from("<>&\"'/b i\n=:;ế😀(1)Nguồn:"), min_size=1, max_size=200))
def test_whatever_is_said_is_seen_as_it_is(text: str) -> None:
    assert parse(formatted(text))[0] == text.strip()


@given(st.text(st.sampled_from("<>&ế😀\n "), min_size=1, max_size=9000))
def test_every_part_of_a_long_text_is_taken_also_as_a_repeat(text: str) -> None:
    for part in cut(Reply(text), LONGEST_TEXT - REPEAT_ROOM, counted=True):
        seen, _ = parse(Letter.of(LAN, part, 12, True).parameters()["text"])
        assert len(seen.encode("utf-16-le")) // 2 <= 4096


async def test_a_repeat_says_so_in_the_language_of_the_reply(telegram: TelegramFake) -> None:
    said = await send(telegram, Reply(ANSWER), repeat=True)
    assert said.text == f"(có thể anh/chị đã nhận tin này)\n{ANSWER}"
    assert said.entities[0].text == "Bộ Ngoại giao chủ trì 2 nhiệm vụ:"
    english = await send(telegram, Reply("hello", language="en"), repeat=True)
    assert english.text == "(this message may have reached you before)\nhello"


async def test_buttons_stand_side_by_side_as_far_as_they_can_be_read(telegram: TelegramFake) -> None:
    labels = [
        "Phối hợp (14)",
        "Giao chung (5)",
        "3.7",
        "3.8",
        "3.9",
        "3.10",
        "3.11",
        "Báo cáo theo Nghị quyết 47/NQ-CP",
    ]
    said = await send(telegram, Reply("bảng", tuple(Button(label, "act") for label in labels)))
    assert said.labels() == [labels[:2], labels[2:6], [labels[6]], [labels[7]]]
    assert [key["callback_data"] for row in said.keyboard for key in row] == [f"12.{n}" for n in range(8)]


async def test_more_buttons_than_telegram_takes_are_left_out(telegram: TelegramFake) -> None:
    said = await send(telegram, Reply("bảng", tuple(Button(f"số {number}", "act") for number in range(150))))
    assert sum(map(len, said.keyboard)) == 100


async def test_what_telegram_cannot_parse_is_sent_once_more_as_plain_text(telegram: TelegramFake) -> None:
    telegram.plan("sendMessage", Refuse(400, "Bad Request: can't parse entities: Unsupported start tag"))
    said = await send(telegram, Reply(ANSWER, (Button("Tiếp", "act"),)), repeat=True)
    assert said.text == f"(có thể anh/chị đã nhận tin này)\n{ANSWER}"
    assert (said.entities, said.labels(), said.preview) == ([], [["Tiếp"]], False)
    again = Refuse(400, "Bad Request: can't parse entities: so what")
    assert (await refused(telegram, again, again)).permanent


async def test_a_topic_that_is_gone_or_closed_is_left_out(telegram: TelegramFake) -> None:
    group(telegram, -100_777, 55)
    topic = Chat("telegram", "-100777", group=True, thread="55")
    assert (await send(telegram, Reply("chào"), topic)).thread == "55"
    telegram.platform.topics["-100777", "55"] = "closed"
    assert (await send(telegram, Reply("chào"), topic)).thread == ""
    telegram.platform.topics.clear()
    assert (await send(telegram, Reply("chào"), topic)).thread == ""


async def test_a_chat_that_is_gone_is_told_as_gone(telegram: TelegramFake) -> None:
    error = await refused(telegram, blocked())
    assert (error.gone, error.permanent, error.reason) == (True, True, "bot was blocked by the user")
    error = await refused(telegram, Refuse(400, "Bad Request: chat not found"))
    assert (error.gone, error.permanent, error.reason) == (True, True, "Chat not found")


async def test_a_message_that_is_refused_for_itself_is_not_tried_again(telegram: TelegramFake) -> None:
    error = await refused(telegram, Refuse(400, "Bad Request: BUTTON_DATA_INVALID: of 'Lan'"))
    assert (error.permanent, error.gone, error.reason) == (True, False, "Button_data_invalid")
    error = await refused(telegram, Refuse(400, "Bad Request: not enough rights to send text messages to the chat"))
    assert (error.permanent, error.gone) == (True, False)


async def test_a_group_that_has_become_a_supergroup_is_told_with_its_new_id(telegram: TelegramFake) -> None:
    telegram.platform.moved["-100777"] = -100_888
    with pytest.raises(SendError) as raised:
        await send(telegram, Reply("chào"), TEAM)
    assert (raised.value.new_chat_id, raised.value.permanent) == ("-100888", False)


async def test_too_many_messages_say_how_long_to_wait_and_hold_back_other_chats_for_a_moment(
    telegram: TelegramFake,
) -> None:
    Person(telegram, 7).chat  # noqa: B018
    telegram.plan("sendMessage", too_many(17))
    async with speaking(telegram) as speaker:
        with pytest.raises(SendError) as raised:
            await speaker.send(LAN, Reply("chào"), 12, False)
    assert (raised.value.retry_after, raised.value.permanent, raised.value.delivered_unknown) == (17, False, False)
    assert speaker.pace(TEAM, NOW) == NOW + telegram_bot.OTHERS_HELD
    later = NOW + telegram_bot.OTHERS_HELD
    assert speaker.pace(TEAM, later) == later


@pytest.mark.parametrize(
    "fault",
    [
        Page(502),
        Page(403),
        Page(404),
        Page(400),
        Page(200),
        Refuse(500, "Internal Server Error"),
        Refuse(502, "Bad Gateway"),
        Body(b"", 503),
        Body(b"[]"),
        Body(b"null"),
        Body(b'{"ok": true}'),
        Body(b"[" * 100_000),
        Refuse(429, "Too Many Requests", {"retry_after": "sớm"}),
        Refuse(400, "Bad Request", {"migrate_to_chat_id": "7"}),
    ],
)
async def test_somebody_elses_answer_is_no_verdict_on_the_message(telegram: TelegramFake, fault: Fault) -> None:
    error = await refused(telegram, fault)
    assert (error.permanent, error.delivered_unknown, error.retry_after) == (False, False, None)


@pytest.mark.parametrize(
    "fault",
    [
        Cut(after=True),
        Hang(),
        Body(json.dumps({"ok": True, "result": True}).encode()),
        Body(json.dumps({"ok": True, "result": {}}).encode()),
    ],
)
async def test_a_message_that_may_have_arrived_is_told_as_such(telegram: TelegramFake, fault: Fault) -> None:
    error = await refused(telegram, fault, timeout_seconds=1)
    assert (error.permanent, error.delivered_unknown) == (False, True)


async def test_a_message_that_cannot_have_arrived_is_told_as_such() -> None:
    gone = TelegramFake()
    async with gone.running():
        pass
    proxied = {"base_url": "https://telegram.invalid", "proxy": gone.address}
    for alone in (channel(gone), channel(gone, Time(), **proxied)):
        async with listening(alone):
            with pytest.raises(SendError) as raised:
                await alone.send(LAN, Reply("chào"), 12, False)
        assert (raised.value.permanent, raised.value.delivered_unknown) == (False, False)
        assert raised.value.reason == "Telegram cannot be reached (ConnectError)"


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_is_refused_is_trouble_and_no_verdict_on_the_message(
    telegram: TelegramFake, code: int
) -> None:
    telegram.plan("sendMessage", Refuse(code, {401: "Unauthorized", 404: "Not Found"}[code]))
    async with speaking(telegram) as speaker:
        with pytest.raises(SendError) as raised:
            await speaker.send(LAN, Reply("chào"), 12, False)
        assert (raised.value.permanent, raised.value.delivered_unknown) == (False, False)
        assert "TTDN_TELEGRAM_TOKEN" in speaker.status.trouble
        assert speaker.status.contact == NOW


async def test_what_goes_out_goes_through_the_proxy(telegram: TelegramFake) -> None:
    """The server takes the proxy's requests as its own: it is asked for the path alone."""
    said = await send(telegram, Reply("chào"), base_url="http://telegram.invalid", proxy=telegram.address)
    assert said.text == "chào"


async def test_what_is_asked_for_goes_through_a_proxy_of_its_own(telegram: TelegramFake) -> None:
    async with TelegramFake().running() as other:
        proxies = {"proxy": telegram.address, "get_updates_proxy": other.address}
        async with listening(channel(telegram, Time(), base_url="http://telegram.invalid", **proxies)):
            await other.until(lambda: "getupdates" in other.names())
    assert "getme" in telegram.names()
    assert set(other.names()) == {"getupdates"}


def test_as_fast_as_telegram_takes_it_and_no_faster() -> None:
    fake = TelegramFake()
    fake.address = "http://127.0.0.1:9"
    paced = Telegram(settings(fake), TOKEN, "", lambda: NOW, None, nothing_found)
    on_the_way, evenly = timedelta(seconds=ON_THE_WAY), timedelta(seconds=telegram_bot.EVENLY.seconds)
    assert paced.pace(LAN, NOW) == NOW
    assert paced.pace(LAN, NOW + evenly) == NOW + timedelta(seconds=1) + on_the_way
    for number in range(20):
        at = NOW + timedelta(seconds=2 * number + 1)
        assert paced.pace(TEAM, at) == at
    assert paced.pace(TEAM, NOW + timedelta(seconds=50)) == NOW + timedelta(seconds=61) + on_the_way
    later = NOW + timedelta(hours=1)
    allowed = [paced.pace(Chat("telegram", str(number)), later + number * evenly) for number in range(31)]
    assert allowed == [later + number * evenly for number in range(30)] + [later + timedelta(seconds=1) + on_the_way]


async def test_when_a_second_chat_is_refused_all_wait_as_long_as_telegram_says(telegram: TelegramFake) -> None:
    Person(telegram, 7).chat  # noqa: B018
    group(telegram, int(TEAM.id))
    telegram.plan("sendMessage", too_many(17), too_many(17))
    async with speaking(telegram) as speaker:
        for chat, held in ((LAN, telegram_bot.OTHERS_HELD), (TEAM, timedelta(seconds=17))):
            with pytest.raises(SendError):
                await speaker.send(chat, Reply("chào"), 12, False)
            assert speaker.free_at(NOW) == NOW + held


async def test_a_message_is_put_in_other_words_with_other_choices_in_its_place(telegram: TelegramFake) -> None:
    Person(telegram, 7).chat  # noqa: B018
    async with speaking(telegram) as channel:
        proof = await channel.send(LAN, Reply("0/2 nơi\nđang gửi", (Button("Dừng", "x"),)), 12, False)
        await channel.edit(LAN, proof, Reply("1/2 nơi\nđang gửi", (Button("Dừng", "x"),)), 13)
        await channel.edit(LAN, proof, Reply("1/2 nơi\nđang gửi", (Button("Dừng", "x"),)), 13)
    (said,) = telegram.platform.sent
    assert said.text == "1/2 nơi\nđang gửi"
    assert said.keyboard[0][0]["callback_data"] == "13.0"


async def test_a_message_that_cannot_be_put_in_other_words_is_an_error_for_good(telegram: TelegramFake) -> None:
    Person(telegram, 7).chat  # noqa: B018
    async with speaking(telegram) as channel:
        with pytest.raises(SendError) as raised:
            await channel.edit(LAN, "999", Reply("1/2"), 13)
    assert raised.value.permanent
    assert not raised.value.gone


async def test_what_may_have_been_changed_is_said_to_be_in_doubt(telegram: TelegramFake) -> None:
    Person(telegram, 7).chat  # noqa: B018
    async with speaking(telegram) as channel:
        proof = await channel.send(LAN, Reply("0/2"), 12, False)
        telegram.plan("editMessageText", Cut())
        with pytest.raises(SendError) as raised:
            await channel.edit(LAN, proof, Reply("1/2"), 13)
    assert raised.value.delivered_unknown
