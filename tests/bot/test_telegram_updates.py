"""What is meant for the bot becomes a message, without the bot's own name; the rest is nobody's business."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_json import MalformedError, read_update
from bot.channels.telegram_updates import Normaliser
from knowledge.messages import Attachment, Chat, Message
from tests.fakes.telegram import DATE
from tests.talk import NOW

LAN = {"id": 7, "is_bot": False, "first_name": "Lan", "last_name": "Trần", "language_code": "vi"}
BOT = {"id": 4321, "is_bot": True, "first_name": "TTĐN", "username": "ttdn_bot"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Lan"}
GROUP = {"id": -100_777, "type": "supergroup", "title": "Phòng Hợp tác"}
CHANNEL = {"id": -100_999, "type": "channel", "title": "Thông báo"}
OUR_MESSAGE = {"message_id": 1, "from": BOT, "chat": GROUP, "date": DATE, "text": "bảng"}


def posted(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "from": LAN, "chat": chat, "date": DATE} | content


def normalise(**update: Any) -> Message | None:
    return Normaliser(4321, "ttdn_bot").message(read_update({"update_id": 10, **update}), NOW)


def said_in_group(text: str, **other: Any) -> str | None:
    message = normalise(message=posted(GROUP, text=text, **other))
    return message.text if message else None


def test_a_private_message_says_who_sent_what_and_when() -> None:
    assert normalise(message=posted(text="/start LAN_moi-1")) == Message(
        Chat("telegram", "7"),
        "4321:10",
        "7",
        "/start LAN_moi-1",
        datetime.fromtimestamp(DATE, UTC),
        sender_name="Lan Trần",
    )


def test_a_group_message_says_in_which_group_and_topic() -> None:
    message = normalise(message=posted(GROUP, text="/hoi", message_thread_id=55, is_topic_message=True))
    assert message
    assert message.chat == Chat("telegram", "-100777", group=True, thread="55")
    assert message.chat_title == "Phòng Hợp tác"


def test_the_number_of_a_row_of_replies_is_no_topic() -> None:
    message = normalise(message=posted(GROUP, text="/hoi", message_thread_id=55))
    assert message
    assert message.chat.thread == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/hoi hạn nào", "/hoi hạn nào"),
        ("/hoi@ttdn_bot hạn nào", "/hoi hạn nào"),
        ("/hoi@TTDN_Bot\nhạn nào", "/hoi\nhạn nào"),
        ("/start@ttdn_bot ma-moi_1", "/start ma-moi_1"),
        ("@ttdn_bot hạn nào", "hạn nào"),
        ("@TTDN_bot, hạn nào?", "hạn nào?"),
        ("hạn nào @ttdn_bot", "hạn nào"),
        ("@ttdn_bot", ""),
        ("/hoi@other_bot hạn nào", None),
        ("hạn nào", None),
        ("lan@ttdn_bot.vn có nhận không", None),
        ("@ttdn_bot2 hạn nào", None),
        ("hỏi /hoi", None),
        ("/", None),
    ],
)
def test_in_a_group_only_what_is_addressed_to_the_bot_is_heard(typed: str, said: str | None) -> None:
    assert said_in_group(typed) == said


def test_a_reply_to_the_bot_is_addressed_to_it() -> None:
    assert said_in_group("còn phối hợp?", reply_to_message=OUR_MESSAGE) == "còn phối hợp?"
    assert said_in_group("/hoi@other_bot x", reply_to_message=OUR_MESSAGE) is None
    assert said_in_group("còn phối hợp?", reply_to_message=posted(GROUP, text="của người khác")) is None


def test_a_message_in_a_topic_that_the_bot_made_is_no_reply_to_it() -> None:
    made = OUR_MESSAGE | {"text": None, "forum_topic_created": {"name": "Hạn", "icon_color": 1}}
    del made["text"]
    assert said_in_group("chào cả nhà", reply_to_message=made) is None


@pytest.mark.parametrize(("code", "language"), [("en", "en"), ("en-GB", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi")])
def test_the_language_is_the_one_of_the_persons_telegram_where_it_is_spoken_here(code: str, language: str) -> None:
    message = normalise(message=posted(text="x", **{"from": LAN | {"language_code": code}}))
    assert message
    assert message.language == language


def test_a_document_is_a_file_that_is_not_fetched_yet_and_what_stands_under_it_is_its_text() -> None:
    sent = {"file_id": "1", "file_name": "../phụ\u202elục.docx", "mime_type": "x/y", "file_size": 12, "thumbnail": {}}
    message = normalise(message=posted(document=sent, caption="đây"))
    assert message
    assert (message.event, message.text) == ("", "đây")
    assert message.file == Attachment("phụlục.docx", "x/y", 12, 20_000_000, "1")
    assert "'1'" not in repr(message.file)
    assert normalise(message=posted(GROUP, document=sent)) is None


def test_a_moving_picture_is_no_file_though_telegram_calls_it_a_document_too() -> None:
    message = normalise(message=posted(document={"file_id": "1"}, animation={"file_id": "1"}))
    assert message
    assert (message.event, message.file) == ("unsupported", None)


@pytest.mark.parametrize("content", ["photo", "voice", "sticker", "video", "location", "contact", "poll"])
def test_what_cannot_be_read_is_told_in_private_and_in_a_group_where_it_is_for_the_bot(content: str) -> None:
    sent: dict[str, Any] = {content: {"file_id": "1"}}
    message = normalise(message=posted(**sent))
    assert message
    assert (message.event, message.text) == ("unsupported", "")
    assert normalise(message=posted(GROUP, **sent)) is None
    for addressed in ({"caption": "@ttdn_bot xem"}, {"caption": "/hoi"}, {"reply_to_message": OUR_MESSAGE}):
        message = normalise(message=posted(GROUP, **sent, **addressed))
        assert message
        assert message.event == "unsupported"


@pytest.mark.parametrize(
    "content",
    [
        {"new_chat_members": [BOT]},
        {"pinned_message": OUR_MESSAGE},
        {"new_chat_title": "Tên mới"},
        {"text": "x", "from": BOT},
        {"text": "x", "from": LAN | {"is_bot": True}},
        {"text": "/hoi", "sender_chat": CHANNEL},
        {"text": "/hoi", "via_bot": BOT},
        {"text": "/hoi", "chat": CHANNEL},
    ],
)
def test_what_nobody_says_to_the_bot_is_passed_over(content: dict[str, Any]) -> None:
    assert normalise(message=posted() | content) is None
    assert normalise(message=posted(GROUP) | content) is None


def test_an_administrator_who_stays_anonymous_is_the_group() -> None:
    anonymous = {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    message = normalise(message=posted(GROUP, text="/hoi hạn", **{"from": anonymous, "sender_chat": GROUP}))
    assert message
    assert (message.sender, message.sender_name, message.text) == ("-100777", "Phòng Hợp tác", "/hoi hạn")


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        ({"status": "left"}, {"status": "member"}, "joined"),
        ({"status": "kicked"}, {"status": "administrator"}, "joined"),
        ({"status": "member"}, {"status": "kicked"}, "left"),
        ({"status": "administrator"}, {"status": "left"}, "left"),
        ({"status": "restricted", "is_member": True}, {"status": "restricted", "is_member": False}, "left"),
        ({"status": "member"}, {"status": "administrator"}, None),
        ({"status": "member"}, {"status": "restricted", "is_member": True}, None),
        ({"status": "left"}, {"status": "kicked"}, None),
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
def test_being_added_and_removed_is_an_event(
    chat: dict[str, Any], before: dict[str, Any], after: dict[str, Any], event: str | None
) -> None:
    change = {
        "chat": chat,
        "from": LAN,
        "date": DATE,
        "old_chat_member": before | {"user": BOT},
        "new_chat_member": after | {"user": BOT},
    }
    message = normalise(my_chat_member=change)
    assert (message and message.event) == event
    assert message is None or (message.sender, message.chat.id) == ("7", str(chat["id"]))


def test_a_group_that_becomes_a_supergroup_is_told_the_same_from_both_chats() -> None:
    old = {"id": -777, "type": "group", "title": "Phòng Hợp tác"}
    told = [
        normalise(message=posted(old, migrate_to_chat_id=-100_777)),
        normalise(message=posted(GROUP, migrate_from_chat_id=-777)),
    ]
    for message in told:
        assert message
        assert (message.chat, message.text, message.event) == (Chat("telegram", "-777", group=True), "-100777", "moved")


def test_a_pressed_button_says_which_and_where_and_what_stood_on_it() -> None:
    keyboard = {"inline_keyboard": [[{"text": "Phối hợp (14)", "callback_data": "12.3"}]]}
    shown = OUR_MESSAGE | {"reply_markup": keyboard, "message_thread_id": 55, "is_topic_message": True}
    message = normalise(callback_query={"id": "p", "from": LAN, "message": shown, "data": "12.3"})
    assert message
    assert (message.press, message.text, message.chat.thread, message.at) == ((12, 3), "Phối hợp (14)", "55", NOW)
    gone = {"message_id": 1, "chat": GROUP, "date": 0}  # as Telegram shows one that is too old
    message = normalise(callback_query={"id": "p", "from": LAN, "message": gone, "data": "12.3"})
    assert message
    assert (message.press, message.text) == ((12, 3), "")


def test_a_button_under_a_message_of_somebody_else_is_passed_over() -> None:
    assert normalise(callback_query={"id": "p", "from": LAN, "inline_message_id": "x", "data": "12.3"}) is None


@pytest.mark.parametrize("data", [None, 7, [], "x", {}, {"update_id": "1"}, {"update_id": -1}, {"update_id": 1.0}])
def test_what_is_no_update_is_refused(data: object) -> None:
    with pytest.raises(MalformedError):
        read_update(data)


NUMBERS: list[Any] = [None, True, 0, -1, 2**53, 2**70, 1.5, float("inf")]
ODD: list[Any] = [
    *NUMBERS,
    "",
    "x",
    "\ud800",
    "\0",
    "12.3",
    "9" * 400,
    [],
    [[1]],
    {},
    {"id": 1},
    LAN,
    BOT,
    GROUP,
    CHANNEL,
]
FIELDS = (
    "message_id from chat date text caption photo sender_chat reply_to_message data id message_thread_id query message"
    " is_topic_message migrate_to_chat_id migrate_from_chat_id reply_markup old_chat_member new_chat_member via_bot"
).split()


@given(
    st.sampled_from(["message", "callback_query", "my_chat_member", "inline_query"]),
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(ODD), max_size=4),
    st.sampled_from([PRIVATE, GROUP]),
)
def test_whatever_comes_is_a_message_that_can_be_stored_or_none(
    kind: str, odd: dict[str, Any], chat: dict[str, Any]
) -> None:
    try:
        message = normalise(**{kind: posted(chat, text="@ttdn_bot x", id="1", query="x") | odd})
    except MalformedError:
        return
    if message is not None:
        for text in (message.text, message.sender, message.sender_name, message.chat.id, message.chat_title):
            text.encode()
        assert message.press is None or all(0 <= number < 2**53 for number in message.press)
