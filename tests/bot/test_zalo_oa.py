"""An Official Account in the whole program: people and groups ask by webhook and are answered."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.settings import SettingsError
from bot.tokens import TokensError
from knowledge.messages import Button, Reply
from tests.bot.oa import GROUP, HELLO, LAN, alone, channel, failure, program, settings, until
from tests.fakes.zalo_oa import APP_SECRET, OA_ID, OA_NAME, FakeOa, Sent, platform


@pytest_asyncio.fixture
async def fake() -> AsyncIterator[FakeOa]:
    async with platform() as running:
        running.groups.add(GROUP.id)
        yield running


async def test_a_question_is_answered_with_its_choices_as_lines(fake: FakeOa, tmp_path: Path) -> None:
    async with program(fake, tmp_path):
        assert await fake.say(LAN.id, "bảng") == [200]
        await until(lambda: bool(fake.sent))
    answer = "hỏi bảng\n\nTrả lời 1: Tiếp\nTrả lời 2: Hỏi\nTrả lời 3: English"
    assert fake.sent == [Sent(LAN.id, answer)]


async def test_a_group_is_answered_in_the_group_when_it_calls_the_account(fake: FakeOa, tmp_path: Path) -> None:
    async with program(fake, tmp_path):
        assert await fake.say(LAN.id, f"@{OA_NAME} hạn nộp báo cáo?", group=GROUP.id) == [200]
        assert await fake.say(LAN.id, "mai họp lúc mấy giờ?", group=GROUP.id) == [200]
        assert await fake.say(LAN.id, "chào", "m-after") == [200]
        await until(lambda: len(fake.sent) == 2)
    assert {(sent.to, sent.text) for sent in fake.sent} == {
        (GROUP.id, "hỏi hạn nộp báo cáo?"),
        (LAN.id, "hỏi chào"),
    }


async def test_who_follows_is_greeted(fake: FakeOa, tmp_path: Path) -> None:
    async with program(fake, tmp_path):
        event = {"event_name": "follow", "oa_id": OA_ID, "follower": {"id": LAN.id}, "source": "zalo"}
        assert await fake.push(event) == [200]
        await until(lambda: bool(fake.sent))
    assert fake.sent[0].to == LAN.id
    assert "Trả lời 1: " in fake.sent[0].text


async def test_a_message_sent_again_is_answered_once_also_after_a_restart(fake: FakeOa, tmp_path: Path) -> None:
    for _ in range(2):
        async with program(fake, tmp_path):
            assert await fake.say(LAN.id, "chào", "m1") == [200]
            assert await fake.say(LAN.id, "chào", "m1") == [200]
            await until(lambda: bool(fake.sent))
    assert [sent.text for sent in fake.sent] == ["hỏi chào"]
    assert fake.renewals == 1


async def test_a_long_answer_comes_in_counted_parts_that_zalo_takes(fake: FakeOa, tmp_path: Path) -> None:
    long = "\n".join(f"{number}. Nhiệm vụ thông tin đối ngoại 🇻🇳" for number in range(150))
    fake.people[LAN.id] = fake.clock()
    async with program(fake, tmp_path) as oa:
        parts = oa.parts(Reply(long, (Button("Tiếp", "act:next"),)))
        for part in parts:
            await oa.send(LAN, part, 1, False)
    assert len(fake.sent) == len(parts) == 4
    assert fake.sent[0].text.startswith("(1/4)\n0. Nhiệm vụ")
    assert fake.sent[-1].text.endswith("Trả lời 1: Tiếp")


async def test_a_repeat_says_that_it_may_be_one(fake: FakeOa, tmp_path: Path) -> None:
    async with program(fake, tmp_path) as oa:
        fake.people[LAN.id] = fake.clock()
        assert await oa.send(LAN, HELLO, 1, True) == "out-1"
    assert fake.sent == [Sent(LAN.id, "(có thể anh/chị đã nhận tin này)\nXin chào")]


async def test_an_answer_whose_receipt_was_lost_is_sent_once_more_and_says_so(fake: FakeOa, tmp_path: Path) -> None:
    fake.failures["send"] = ["cut"]
    async with program(fake, tmp_path):
        with capture_logs() as logged:
            assert await fake.say(LAN.id, "chào") == [200]
            await until(lambda: any(line["event"] == "not sent" for line in logged))
        fake.clock.move(minutes=1)
        assert await fake.say("7", "hạn nộp?") == [200]  # which makes the program look at what is due
        await until(lambda: len(fake.sent) == 3)
    assert [sent.text for sent in fake.sent if sent.to == LAN.id] == [
        "hỏi chào",
        "(có thể anh/chị đã nhận tin này)\nhỏi chào",
    ]


async def test_a_person_who_was_silent_for_a_week_cannot_be_written_to_until_they_write(
    fake: FakeOa, tmp_path: Path
) -> None:
    async with program(fake, tmp_path) as oa:
        assert (await failure(oa)).reason == (
            "the person has not written to the Official Account, or too long ago (-232)"
        )
        await fake.say(LAN.id, "chào")
        await until(lambda: bool(fake.sent))
        fake.clock.move(days=3)
        await oa.send(LAN, HELLO, 2, False)
        fake.clock.move(days=5)
        error = await failure(oa)
        assert (error.permanent, error.gone) == (True, False)
        assert error.reason == "the person has not written to the Official Account for 7 days (-230)"
    assert [sent.free for sent in fake.sent] == [True, False]


async def test_the_status_tells_who_the_account_is_and_what_is_left(fake: FakeOa, tmp_path: Path) -> None:
    oa = channel(fake, tmp_path)
    assert (oa.identity, oa.quota_left, oa.status.reachable, oa.status.contact) == (None, None, False, None)
    async with program(fake, tmp_path) as oa:
        await until(lambda: oa.quota_left == 500)
        assert oa.identity
        assert (oa.identity.id, oa.identity.name, oa.identity.package) == (OA_ID, OA_NAME, "Nâng cao")
        assert (oa.status.reachable, oa.status.contact, oa.status.trouble) == (True, fake.clock.now, "")
        fake.quota = 12
        await asyncio.sleep(0.05)
        assert oa.quota_left == 500
        fake.clock.move(hours=1)
        await until(lambda: oa.quota_left == 12)


async def test_an_account_without_a_quota_to_tell_is_no_trouble(fake: FakeOa, tmp_path: Path) -> None:
    fake.quota = None
    async with program(fake, tmp_path) as oa:
        await asyncio.sleep(0.05)
        assert (oa.quota_left, oa.status.trouble, oa.status.reachable) == (None, "", True)


async def test_messages_are_paced_in_a_chat_and_in_all(fake: FakeOa, tmp_path: Path) -> None:
    oa = channel(fake, tmp_path)
    assert oa.pace(LAN, fake.clock.now) == fake.clock.now
    assert (oa.pace(LAN, fake.clock.now) - fake.clock.now).total_seconds() == 1
    for number in range(59):
        assert oa.pace(type(LAN)("zalo_oa", str(number)), fake.clock.now) == fake.clock.now
    assert (oa.pace(GROUP, fake.clock.now) - fake.clock.now).total_seconds() == 1


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ({"refresh_token": ""}, "TTDN_ZALO_OA_REFRESH_TOKEN: is needed"),
        ({"app_secret": ""}, "TTDN_ZALO_OA_APP_SECRET: is needed"),
        ({"secret_key": ""}, "TTDN_ZALO_OA_SECRET_KEY: is needed"),
        ({"secret_key": "khoá bí mật"}, "TTDN_ZALO_OA_SECRET_KEY: letters, digits and signs are expected"),
        ({"secret_key": APP_SECRET}, "TTDN_ZALO_OA_APP_SECRET and TTDN_ZALO_OA_SECRET_KEY are the same"),
    ],
)
async def test_it_does_not_start_without_its_secrets_and_does_not_show_them(
    fake: FakeOa, tmp_path: Path, other: dict[str, Any], named: str
) -> None:
    with pytest.raises(TokensError, match=named) as caught:
        channel(fake, tmp_path, **other)
    assert not [secret for secret in (*fake.secrets, "bí mật") if secret in str(caught.value)]


async def test_it_does_not_start_without_the_applications_id(fake: FakeOa, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"zalo_oa\.app_id"):
        channel(fake, tmp_path, settings=settings(fake, app_id=""))


async def test_a_platform_out_of_reach_is_a_status_and_messages_are_taken_all_the_same(
    fake: FakeOa, tmp_path: Path
) -> None:
    fake.failures["token"] = ["502"] * 100
    async with alone(fake, tmp_path, known=False) as taken:
        error = await failure(taken.channel)
        assert error.reason == "no new access token: the answer of Zalo's token service cannot be read (HTTP 502)"
        assert (error.permanent, error.delivered_unknown, error.retry_after) == (False, False, 60)
        assert (taken.channel.status.reachable, taken.channel.status.trouble) == (False, error.reason)
        assert await fake.say(LAN.id, "chào") == [200]
    assert [message.text for message in taken.messages] == ["chào"]
