"""What Zalo gives for something written, in all forms that were documented or seen, becomes a message."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.channels.zalo_api import Identity, spread
from bot.channels.zalo_updates import Reader, UpdateError
from knowledge.messages import Chat, Message
from tests.talk import NOW

DOCUMENTED = """{"ok":true,"result":{"event_name":"message.text.received","message":{
 "from":{"id":"6ede9afa66b88fe6d6a9","display_name":"Ted","is_bot":false},
 "chat":{"id":"6ede9afa66b88fe6d6a9","chat_type":"PRIVATE"},
 "text":"Xin chào","message_id":"2d758cb5e222177a4e35","date":1750316131602}}}"""
"""The sample of the documentation, word for word."""

SEEN = """{"event_name":"message.image.received","message":{
 "from":{"id":"6ede9afa66b88fe6d6a9","name":"Ted","is_bot":false},
 "chat":{"id":"6ede9afa66b88fe6d6a9","chat_type":"PRIVATE"},
 "message_type":"CHAT_PHOTO","photo_url":"https://photo.example.vn/1.jpg","caption":"văn bản này hạn khi nào?",
 "message_id":"2d758cb5e222177a4e36","date":1750316131602}}"""
"""As real webhooks brought an image."""

AT = datetime(2025, 6, 19, 6, 55, 31, 602000, UTC)
CHAT = "6ede9afa66b88fe6d6a9"


def reader(name: str = "Bot Đối Ngoại") -> Reader:
    made = Reader(SecretStr("12345689:abc-xyz"), lambda: NOW)
    made.me = Identity(id="12345689", display_name=name, account_name="bot.VDKyGxQvc")
    return made


def read(update: object) -> Message:
    message = reader().read(update)
    assert message
    return message


def update(event: str = "message.text.received", sender: object = None, **message: Any) -> dict[str, Any]:
    given: dict[str, Any] = json.loads(DOCUMENTED)["result"]["message"]
    return {"event_name": event, "message": given | message | ({"from": sender} if sender else {})}


def in_group(text: str, event: str = "message.text.received") -> dict[str, Any]:
    return update(event, chat={"id": "f7bf", "chat_type": "GROUP"}, text=text, caption=text)


def test_the_documented_sample_is_read() -> None:
    [given] = spread(json.loads(DOCUMENTED)["result"])
    message = read(given)
    assert message == Message(Chat("zalo_bot", CHAT), message.id, CHAT, "Xin chào", AT, "Ted")
    assert message.id.endswith(f":{CHAT}:2d758cb5e222177a4e35")


def test_an_image_asks_what_is_written_under_it() -> None:
    message = read(json.loads(SEEN))
    assert (message.text, message.event, message.sender_name) == ("văn bản này hạn khi nào?", "", "Ted")
    documented = update("message.image.received", photo="https://photo.example.vn/1.jpg", text=None)
    assert (read(documented).text, read(documented).event) == ("", "unsupported")


@pytest.mark.parametrize(
    ("event", "content"),
    [
        ("message.sticker.received", {"sticker": "bfe458", "url": "https://stickers.example.vn/1"}),
        ("message.voice.received", {"voice_url": "https://voice.example.vn/1", "message_type": "CHAT_VOICE"}),
        ("message.link.received", {"url": "https://example.vn"}),
        ("message.unsupported.received", {}),
        ("message.hologram.received", {"text": "xem này"}),
        ("message.text.received", {"text": None}),
        ("message.text.received", {"text": " \n"}),
        ("message.text.received", {"text": 7}),
    ],
)
def test_what_cannot_be_read_is_unsupported(event: str, content: dict[str, Any]) -> None:
    message = read(update(event, **({"text": None} | content)))
    assert (message.event, message.text) == ("unsupported", "")


@pytest.mark.parametrize(
    ("date", "at"),
    [
        (1750316131602, AT),
        (1750316131, AT.replace(microsecond=0)),
        ("1750316131602", AT),
        (1750316131.5, AT - timedelta(microseconds=102000)),
        (None, NOW),
        ("hôm qua", NOW),
        (10**30, NOW),
        (float("inf"), NOW),
        (float("nan"), NOW),
        (True, NOW),
        ([], NOW),
    ],
)
def test_a_date_is_in_seconds_or_milliseconds_or_else_now(date: object, at: datetime) -> None:
    assert read(update(date=date)).at == at


@pytest.mark.parametrize("sender", [{"id": CHAT}, {"id": CHAT, "display_name": None}, {"id": CHAT, "name": 5}])
def test_a_sender_may_have_no_name(sender: dict[str, Any]) -> None:
    assert read(update(sender=sender)).sender_name == ""


def test_another_bot_is_not_answered() -> None:
    assert reader().read(update(sender={"id": "1", "is_bot": True})) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@Bot Đối Ngoại việc nào quá hạn?", "việc nào quá hạn?"),
        ("@bot đối  ngoại: việc nào quá hạn?", "việc nào quá hạn?"),
        ("Việc nào quá hạn? @Bot Đối Ngoại", "Việc nào quá hạn?"),
        ("@Bot Đo\u0302\u0301i Ngoa\u0323i /han", "/han"),
        ("@bot.VDKyGxQvc /han", "/han"),
        ("@Bot Đối Ngoại\n1", "1"),
        ("còn phối hợp?", "còn phối hợp?"),
        ("@Bot Đối Ngoại2 việc nào?", "@Bot Đối Ngoại2 việc nào?"),
        ("@Lan việc nào?", "@Lan việc nào?"),
        ("@Bot Đối Ngoại", ""),
    ],
)
def test_in_a_group_the_mention_of_the_bot_is_left_out(text: str, asked: str) -> None:
    message = read(in_group(text))
    assert (message.text, message.event, message.chat) == (asked, "", Chat("zalo_bot", "f7bf", group=True))


def test_alone_with_the_bot_nothing_is_left_out() -> None:
    assert read(update(text="@Bot Đối Ngoại là gì?")).text == "@Bot Đối Ngoại là gì?"


def test_an_image_in_a_group_with_the_mention_alone_asks_nothing() -> None:
    assert read(in_group("@Bot Đối Ngoại", "message.image.received")).event == "unsupported"
    assert read(in_group("@Bot Đối Ngoại cái này?", "message.image.received")).text == "cái này?"


def test_a_name_of_signs_is_no_pattern() -> None:
    made = reader("Bot (.*")
    message = made.read(in_group("@Bot (.* việc nào?"))
    assert message
    assert message.text == "việc nào?"


def test_the_same_message_has_the_same_id_and_others_have_others() -> None:
    first = read(update()).id
    assert read(update(text="sửa")).id == first
    assert read(update(message_id="3")).id != first
    assert read(in_group("x")).id != first, "one id in two chats is two messages"
    other = Reader(SecretStr("987654321:abc-xyz"), lambda: NOW).read(update())
    assert other
    assert other.id != first
    same = Reader(SecretStr("12345689:after-a-reset"), lambda: NOW).read(update())
    assert same
    assert same.id == first
    assert read(update(message_id=7)).id.endswith(":7")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=9), inside, max_size=3),
    max_leaves=9,
)
events = st.sampled_from(["message.text.received", "message.image.received", "x"]) | json_values
people = st.fixed_dictionaries({"id": st.text(max_size=5) | json_values}, optional={"name": json_values}) | json_values
messages = st.fixed_dictionaries(
    {"from": people, "chat": people, "message_id": st.text(max_size=5) | json_values},
    optional={"text": json_values, "caption": json_values, "date": json_values},
)


@given(st.fixed_dictionaries({"event_name": events, "message": messages}) | json_values)
def test_anything_is_a_message_or_refused(given_update: object) -> None:
    for each in spread(given_update):
        with suppress(UpdateError):
            message = reader().read(each)
            assert message is None or (message.chat.id and message.sender and message.at.tzinfo is UTC)
