"""The webhook of an Official Account: who may call it, what a call becomes, and when it is answered with 200."""

import asyncio
import json
import random
import string
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.channels.zalo_oa_events import is_signed, read
from knowledge.memory import StoreError
from knowledge.messages import Message
from tests.bot.oa import GROUP, LAN, alone, program, until
from tests.fakes.zalo_oa import APP_ID, OA_ID, OA_NAME, FakeOa, platform, sign
from tests.talk import NOW

# The digest comes from another program than ours: the body below was put into a shell variable BODY, and
#   printf '%s' "360846524940903967${BODY}1795312800123khoa-bi-mat-OA" | openssl dgst -sha256
# printed it. The spacing, the escape and the letters must be taken as they are.
GOLDEN_BODY = (
    '{"app_id":"360846524940903967","sender":{"id":"246845883529197922"},"user_id_by_app":"552177279717587730",'
    '"recipient":{"id":"388613280878808645"},  "event_name" : "user_send_text",\n'
    ' "message":{"text":"Hạn nộp báo cáo của Bộ Ngoại giao là ngày nào?\\u00a0🇻🇳","msg_id":"96d3cdf3af150460909"},'
    '"timestamp":"1795312800123"}'
)
GOLDEN_KEY = "khoa-bi-mat-OA"
GOLDEN_DIGEST = "e96738b9dfd4ef79f776678c1988ffb1d7d0c5ea10a0ddc4dcbec50035e46b34"


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeOa]:
    async with platform() as running:
        running.groups.add(GROUP.id)
        yield running


def said(text: object, event: str = "user_send_text", **other: object) -> dict[str, Any]:
    message = {"msg_id": "m1"} | ({} if text is None else {"text": text})
    return {"event_name": event, "sender": {"id": LAN.id}, "recipient": {"id": OA_ID}, "message": message} | other


async def received(fake: FakeOa, folder: Path, *events: dict[str, Any]) -> list[Message]:
    """What the program is given for these calls, each of which is answered with 200."""
    async with alone(fake, folder) as taken:
        for event in events:
            assert await fake.push(event, retries=0) == [200]
    return taken.messages


@pytest.mark.parametrize("header", [f"mac={GOLDEN_DIGEST}", GOLDEN_DIGEST, f"mac={GOLDEN_DIGEST.upper()}"])
async def test_the_signature_is_over_the_bytes_as_they_came(fake: FakeOa, tmp_path: Path, header: str) -> None:
    async with alone(fake, tmp_path, secret_key=GOLDEN_KEY) as taken:
        assert await fake.call(GOLDEN_BODY.encode(), {"X-ZEvent-Signature": header}) == 200
        respaced = json.dumps(json.loads(GOLDEN_BODY), ensure_ascii=False).encode()
        assert await fake.call(respaced, {"X-ZEvent-Signature": header}) == 403
    (message,) = taken.messages
    assert message == Message(
        LAN,
        f"{APP_ID}:96d3cdf3af150460909",
        LAN.id,
        "Hạn nộp báo cáo của Bộ Ngoại giao là ngày nào?\xa0🇻🇳",
        datetime(2026, 11, 22, 2, 0, 0, 123000, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "header", ["", "mac=", "mac=00", GOLDEN_DIGEST[:-1], GOLDEN_DIGEST + "0", f"hmac={GOLDEN_DIGEST}", "mac=ệ\udce1"]
)
def test_another_signature_does_not_fit(header: str) -> None:
    call = read(GOLDEN_BODY.encode())
    assert call
    assert is_signed(call, GOLDEN_DIGEST, APP_ID, GOLDEN_KEY)
    assert not is_signed(call, header, APP_ID, GOLDEN_KEY)
    assert not is_signed(call, GOLDEN_DIGEST, APP_ID, "another")
    assert not is_signed(call, GOLDEN_DIGEST, "another", GOLDEN_KEY)


async def test_a_wrong_key_is_refused_and_said_once(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path) as taken:
        with capture_logs() as logged:
            assert await fake.push(said("chào"), secret_key="another") == [403] * 6
            raw = json.dumps(said("chào") | {"timestamp": "1795312800123"}).encode()
            assert await fake.call(raw, {}) == 403
    assert taken.messages == []
    assert ["TTDN_ZALO_OA_SECRET_KEY" in line["event"] for line in logged] == [True]


async def test_a_timestamp_that_is_a_number_is_signed_as_it_is_written(fake: FakeOa, tmp_path: Path) -> None:
    (message,) = await received(fake, tmp_path, said("chào") | {"timestamp": 1795312800123})
    assert message.at == datetime(2026, 11, 22, 2, 0, 0, 123000, tzinfo=UTC)


MALFORMED = [
    b"{",
    b"[]",
    b'"x"',
    b"null",
    b"\xff\xfe{\x00}\x00",
    b'{"event_name": 5, "timestamp": "1"}',
    b'{"event_name": "user_send_text"}',
    b'{"event_name": "user_send_text", "timestamp": "soon"}',
    b'{"event_name": "user_send_text", "timestamp": true}',
    b'{"event_name": "user_send_text", "timestamp": 1.5}',
    '{"event_name": "user_send_text", "timestamp": "١٢"}'.encode(),
    b'{"event_name": "user_send_text", "timestamp": "' + b"9" * 5000 + b'"}',
    b'{"event_name": "user_send_text", "timestamp": ' + b"9" * 5000 + b"}",
    b'{"a":' * 50_000,
    b"[" * 100_000,
]


@pytest.mark.parametrize("raw", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_body_is_refused(fake: FakeOa, tmp_path: Path, raw: bytes) -> None:
    async with alone(fake, tmp_path) as taken:
        assert await fake.call(raw, {"X-ZEvent-Signature": f"mac={sign(raw, '1')}"}) == 400
    assert taken.messages == []


@pytest.mark.parametrize(
    "other",
    [
        {"sender": None},
        {"sender": {}},
        {"sender": {"id": ""}},
        {"sender": {"id": ["x"]}},
        {"sender": {"id": True}},
        {"sender": {"id": "a/../b"}},
        {"sender": {"id": "9" * 500}},
        {"event_name": "user_send_group_text", "recipient": {}},
        {"event_name": "follow"},
        {"event_name": "unfollow", "follower": "x"},
    ],
)
async def test_a_signed_call_without_what_it_needs_is_refused_too(
    fake: FakeOa, tmp_path: Path, other: dict[str, Any]
) -> None:
    async with alone(fake, tmp_path) as taken:
        assert await fake.push(said("/chào") | other, retries=0) == [400]
    assert taken.messages == []


async def test_nonsense_and_wrong_signatures_change_nothing_and_are_no_fault_of_ours(
    fake: FakeOa, tmp_path: Path
) -> None:
    chance = random.Random(47)
    async with program(fake, tmp_path):
        for number in range(60):
            raw = bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
            if number % 2:
                raw = json.dumps(said("".join(chance.choices(string.printable, k=20))) | {"timestamp": "1"}).encode()
            signature = "".join(chance.choices("0123456789abcdef", k=64))
            assert await fake.call(raw, {"X-ZEvent-Signature": signature}) in (200, 400, 403)
        assert await fake.call(b"x" * (256 * 1024 + 1), {}) == 413
        assert await fake.call(b"not gzip", {"Content-Encoding": "gzip"}) == 400
        assert await fake.say(LAN.id, "chào") == [200]
        await until(lambda: bool(fake.sent))
    assert [sent.text for sent in fake.sent] == ["hỏi chào"]


@pytest.mark.parametrize("raw", [b"", b"{}", b'{"hello": 1}'])
async def test_the_consoles_trial_of_the_address_is_answered_and_does_nothing(
    fake: FakeOa, tmp_path: Path, raw: bytes
) -> None:
    async with alone(fake, tmp_path) as taken:
        assert await fake.call(raw, {}) == 200
        assert await fake.call(b"", {}, method="GET") == 405
    assert taken.messages == []


@pytest.mark.parametrize(
    "event",
    [
        {"event_name": "user_seen_message", "sender": {"id": LAN.id}, "message": {"msg_ids": ["1", "2"]}},
        {"event_name": "user_received_message", "sender": {"id": LAN.id}, "message": {"msg_id": "1"}},
        {"event_name": "oa_send_text", "sender": {"id": OA_ID}, "message": {"text": "chào", "msg_id": "1"}},
        {"event_name": "oa_send_group_text", "sender": {"id": OA_ID}, "recipient": {"id": GROUP.id}},
        {"event_name": "user_submit_info"},
        {"event_name": "something_new", "sender": 5},
        {"event_name": ""},
    ],
)
async def test_what_needs_no_answer_is_acknowledged_and_forgotten(
    fake: FakeOa, tmp_path: Path, event: dict[str, Any]
) -> None:
    assert await received(fake, tmp_path, event) == []


@pytest.mark.parametrize("kind", ["image", "file", "sticker", "gif", "audio", "video", "link", "something_new"])
async def test_what_cannot_be_read_says_so_unless_words_came_with_it(fake: FakeOa, tmp_path: Path, kind: str) -> None:
    event = f"user_send_{kind}"
    silent, worded = await received(fake, tmp_path, said(None, event), said(" hạn nộp? ", event))
    assert (silent.text, silent.event, silent.chat) == ("", "unsupported", LAN)
    assert (worded.text, worded.event) == ("hạn nộp?", "")


@pytest.mark.parametrize("event", ["user_send_location", "user_send_business_card"])
async def test_the_name_of_a_place_or_a_person_is_no_question(fake: FakeOa, tmp_path: Path, event: str) -> None:
    (message,) = await received(fake, tmp_path, said("Trụ sở Bộ Ngoại giao", event))
    assert (message.text, message.event) == ("", "unsupported")


@pytest.mark.parametrize("text", [None, "", "  ", 5, ["x"]])
async def test_a_text_that_is_none_cannot_be_read(fake: FakeOa, tmp_path: Path, text: object) -> None:
    (message,) = await received(fake, tmp_path, said(text))
    assert (message.text, message.event) == ("", "unsupported")


async def test_half_a_letter_is_replaced(fake: FakeOa, tmp_path: Path) -> None:
    raw = b'{"event_name":"user_send_text","timestamp":"1","sender":{"id":"7"},"message":{"text":"a\\ud83cb"}}'
    async with alone(fake, tmp_path) as taken:
        assert await fake.call(raw, {"X-ZEvent-Signature": sign(raw, "1")}) == 200
    assert [message.text for message in taken.messages] == ["a\ufffdb"]


async def test_following_greets_and_unfollowing_leaves(fake: FakeOa, tmp_path: Path) -> None:
    event = {"oa_id": OA_ID, "follower": {"id": LAN.id}, "source": "zalo", "user_id_by_app": "5"}
    came, came_again, left = await received(
        fake,
        tmp_path,
        event | {"event_name": "follow"},
        event | {"event_name": "follow"},
        event | {"event_name": "unfollow"},
    )
    assert (came.text, came.event, came.chat, came.sender) == ("/start", "", LAN, LAN.id)
    assert (left.text, left.event, left.chat) == ("", "left", LAN)
    milliseconds = int(NOW.timestamp() * 1000)
    assert came.id == came_again.id == f"{APP_ID}:follow:{LAN.id}:{milliseconds}"
    assert left.id == f"{APP_ID}:unfollow:{LAN.id}:{milliseconds}"


async def test_a_message_without_an_id_is_known_by_who_sent_it_when(fake: FakeOa, tmp_path: Path) -> None:
    (message,) = await received(fake, tmp_path, said("chào", message={"text": "chào"}))
    assert message.id == f"{APP_ID}:user_send_text:{LAN.id}:{int(NOW.timestamp() * 1000)}"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (f"@{OA_NAME} hạn nộp báo cáo?", "hạn nộp báo cáo?"),
        (f"@{OA_NAME.upper()}, hạn nộp báo cáo?", "hạn nộp báo cáo?"),
        (f"hạn nộp báo cáo? @{OA_NAME}", "hạn nộp báo cáo?"),
        (f"nhờ @{OA_NAME} trả lời", "nhờ trả lời"),
        (f"@{OA_NAME}", "/start"),
        ("/hoi hạn nộp báo cáo?", "/hoi hạn nộp báo cáo?"),
        (f"/hoi @{OA_NAME} hạn nộp?", "/hoi hạn nộp?"),
        (normalize("NFD", f"@{OA_NAME} hạn nộp?"), "hạn nộp?"),
        ("hạn nộp báo cáo?", None),
        (normalize("NFD", "chị Lan ơi, hạn nộp?"), None),
        (f"@{OA_NAME}2 hạn nộp?", None),
        (f"lan@{OA_NAME} hạn nộp?", None),
        (OA_NAME, None),
        ("@Lan hạn nộp?", None),
        ("", None),
    ],
)
async def test_of_a_group_only_what_is_for_the_account_is_taken(
    fake: FakeOa, tmp_path: Path, text: str, heard: str | None
) -> None:
    in_group = {"recipient": {"id": GROUP.id}}
    messages = await received(fake, tmp_path, said(text, "user_send_group_text", **in_group))
    assert [message.text for message in messages] == ([] if heard is None else [heard])
    assert [(message.chat, message.sender) for message in messages] == [(GROUP, LAN.id)] * len(messages)


@pytest.mark.parametrize("kind", ["image", "sticker", "link", "location", "file"])
async def test_of_a_group_what_cannot_be_read_is_passed_over_in_silence(
    fake: FakeOa, tmp_path: Path, kind: str
) -> None:
    event = f"user_send_group_{kind}"
    assert await received(fake, tmp_path, said(None, event), said("ảnh họp", event)) == []


async def test_a_group_may_be_named_as_group_id(fake: FakeOa, tmp_path: Path) -> None:
    event = said("/hoi", "user_send_group_text", recipient={"id": OA_ID, "group_id": GROUP.id})
    (message,) = await received(fake, tmp_path, event)
    assert message.chat == GROUP


async def test_before_the_accounts_name_is_known_a_group_that_may_call_it_is_asked_to_come_again(
    fake: FakeOa, tmp_path: Path
) -> None:
    fake.failures["account"] = ["hang"]
    async with alone(fake, tmp_path, known=False) as taken:
        assert await fake.say(LAN.id, f"@{OA_NAME} hạn nộp?", group=GROUP.id, retries=0) == [503]
        assert await fake.say(LAN.id, "mai họp", group=GROUP.id, retries=0) == [200]
        assert await fake.say(LAN.id, "/hoi hạn nộp?", group=GROUP.id, retries=0) == [200]
        assert await fake.say(LAN.id, "chào", retries=0) == [200]
    assert [message.text for message in taken.messages] == ["/hoi hạn nộp?", "chào"]


async def test_200_is_only_said_once_the_message_is_stored(fake: FakeOa, tmp_path: Path) -> None:
    stored = asyncio.Event()

    async def store_slowly(_: Message) -> None:
        await stored.wait()

    async with alone(fake, tmp_path, store_slowly, patience=0.05) as taken:
        assert await fake.say(LAN.id, "chào", "m1", retries=1) == [503, 503]
        assert taken.messages == []
        stored.set()
        assert await fake.say(LAN.id, "chào", "m1", retries=0) == [200]
        assert [message.id for message in taken.messages] == [f"{APP_ID}:m1"] * 3


async def test_what_cannot_be_stored_is_not_acknowledged(fake: FakeOa, tmp_path: Path) -> None:
    broken = [StoreError("disk full"), RuntimeError("no catalog")]

    async def store(_: Message) -> None:
        if broken:
            raise broken.pop(0)

    async with alone(fake, tmp_path, store) as taken:
        with capture_logs() as logged:
            assert await fake.say(LAN.id, "chào", "m1") == [503, 503, 200]
    assert len(taken.messages) == 1
    assert [(line["event"], line["log_level"]) for line in logged] == [("message not stored", "error")] * 2


async def test_a_channel_that_does_not_run_asks_zalo_to_come_again(fake: FakeOa, tmp_path: Path) -> None:
    async with alone(fake, tmp_path) as taken:
        await taken.channel._webhook.close(0)
        assert await fake.say(LAN.id, "chào", retries=0) == [503]
        assert await fake.push(said("chào"), retries=0, secret_key="another") == [403]
