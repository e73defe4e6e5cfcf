"""A person writes to the bot on Zalo and is answered there, whatever the platform does; over the wire, both modes."""

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels import waiting, zalo_bot, zalo_polling
from jobs.pacing import Rate
from knowledge.memory import StoreError
from knowledge.messages import Button, Reply
from tests.bot.pages import free_port
from tests.bot.zalo_bots import Heard, listening, running
from tests.fakes.zalo_bot import WEBHOOK_IS_SET, Plan, Platform, Sent, Switches, hex_id, platform
from tests.talk import Echo

QUICK = 0.01


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """And locks of the test's own."""
    monkeypatch.setattr(zalo_polling, "FLOOR", QUICK)
    monkeypatch.setattr(waiting, "FIRST_PAUSE", QUICK)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return iter([None])


@pytest_asyncio.fixture(params=["errors by status", "errors with 200"])
async def zalo(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    async with platform(switches=Switches(errors="200" if "200" in request.param else "status")) as made:
        yield made


def said(sent: list[Sent]) -> list[tuple[str, str]]:
    return [(each.chat, each.text) for each in sent]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_half_a_letter_does_not_take_a_message_along(tmp_path: Path, mode: Any) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode=mode):
        await zalo.until("setWebhook" if mode == "webhook" else "getUpdates")
        zalo.write("một \ud83d")
        assert [sent.text for sent in await zalo.until_sent(1)] == ["hỏi một \ufffd"]


@pytest.mark.parametrize(
    ("errors", "replay", "polled"), list(product(["status", "200"], [False, True], ["one", "list", "updates"]))
)
async def test_a_question_is_answered_however_the_platform_gives_it(
    tmp_path: Path, errors: Any, replay: bool, polled: Any
) -> None:
    switches = Switches(errors=errors, replay=replay, polled=polled, idle_seconds=QUICK)
    async with platform(switches=switches) as zalo, running(tmp_path, zalo):
        zalo.write("một")
        await zalo.until_sent(1)
        zalo.write("hai", "minh")
        assert said(await zalo.until_sent(2)) == [(hex_id("lan"), "hỏi một"), (hex_id("minh"), "hỏi hai")]
        polls = zalo.methods().count("getUpdates")
        await zalo.until("getUpdates", polls + 5)
        assert len(zalo.sent) == 2


@pytest.mark.parametrize("envelope", ["wrapped", "flat"])
async def test_a_question_that_the_platform_brings_is_answered(tmp_path: Path, zalo: Platform, envelope: Any) -> None:
    zalo.switches.envelope = envelope
    async with running(tmp_path, zalo, mode="webhook") as bot:
        await zalo.until("setWebhook")
        zalo.write("một")
        assert said(await zalo.until_sent(1)) == [(hex_id("lan"), "hỏi một")]
        assert (zalo.pushed, bot.channel.status.trouble) == ([200], "")
    assert zalo.webhook, "the webhook stays: what is written meanwhile is brought after the next start"


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_in_a_group_the_mention_of_the_bot_is_no_part_of_the_question(
    tmp_path: Path, zalo: Platform, mode: str
) -> None:
    zalo.invite("vụ hợp tác")
    async with running(tmp_path, zalo, mode=mode):
        await zalo.until("setWebhook" if mode == "webhook" else "getMe")
        zalo.write("@Bot Đối Ngoại việc nào quá hạn?", group="vụ hợp tác")
        assert said(await zalo.until_sent(1)) == [(hex_id("vụ hợp tác"), "hỏi việc nào quá hạn?")]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_after_a_restart_what_is_given_again_is_not_answered_again(
    tmp_path: Path, zalo: Platform, mode: str
) -> None:
    zalo.switches.replay = True
    async with running(tmp_path, zalo, mode="polling"):
        zalo.write("một")
        await zalo.until_sent(1)
    async with running(tmp_path, zalo, mode=mode):
        await zalo.until("setWebhook" if mode == "webhook" else "getUpdates", 1)
        zalo.put(zalo.updates[0])
        zalo.write("hai")
        assert said(await zalo.until_sent(2)) == [(hex_id("lan"), "hỏi một"), (hex_id("lan"), "hỏi một | hai")]


async def test_the_buttons_of_an_answer_are_lines_with_numbers(tmp_path: Path, zalo: Platform) -> None:
    async with running(tmp_path, zalo):
        zalo.write("bảng")
        [sent] = await zalo.until_sent(1)
    assert sent.text == "hỏi bảng\n\nTrả lời 1: Tiếp\nTrả lời 2: Hỏi\nTrả lời 3: English"


async def test_a_long_answer_comes_in_counted_parts_that_the_platform_takes(
    tmp_path: Path, zalo: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_bot, "CHAT_RATE", Rate(10, 1.0))  # the clock of these tests stands still
    async with running(tmp_path, zalo):
        zalo.write("nhiệm vụ 🇻🇳 " * 300)
        sent = await zalo.until_sent(3)
    assert [each.text[:5] for each in sent] == ["(1/3)", "(2/3)", "(3/3)"]


class Slow(Echo):
    def ask(
        self, text: str, conversation: str | None, now: datetime, language: str, *whose: object
    ) -> tuple[Reply, str]:
        time.sleep(0.2)
        return super().ask(text, conversation, now, language)


async def test_an_answer_that_takes_time_is_announced(
    tmp_path: Path, zalo: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "TYPING_AFTER", 0.05)
    async with running(tmp_path, zalo, questions=Slow()):
        zalo.write("một")
        await zalo.until_sent(1)
    assert zalo.typing == [hex_id("lan")]


async def test_a_sign_of_typing_that_is_refused_holds_up_nothing(
    tmp_path: Path, zalo: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "TYPING_AFTER", 0.05)
    zalo.go_wrong("sendChatAction", 403)
    async with running(tmp_path, zalo, questions=Slow()):
        zalo.write("một")
        assert len(await zalo.until_sent(1)) == 1


@pytest.mark.parametrize(
    "event", ["message.sticker.received", "message.voice.received", "message.unsupported.received", "message.brand.new"]
)
async def test_what_is_no_text_is_handed_over_as_unsupported(zalo: Platform, event: str) -> None:
    heard = Heard()
    zalo.invite("vụ")
    async with listening(zalo, heard):
        zalo.event(event, sticker="bfe458bf64fa8da4d4eb", url="https://stickers.example.vn/1")
        zalo.event(event, group="vụ", voice_url="https://voice.example.vn/1.aac", message_type="CHAT_VOICE")
        alone, together = await heard.next(), await heard.next()
    assert [(message.event, message.text) for message in (alone, together)] == [("unsupported", "")] * 2
    assert (alone.chat.group, together.chat.group) == (False, True)


async def test_a_replayed_message_is_handed_over_once_and_polls_keep_their_distance(
    zalo: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_polling, "FLOOR", 0.1)
    zalo.switches.replay = True
    heard = Heard()
    zalo.write("một")
    began = time.monotonic()
    async with listening(zalo, heard):
        await zalo.until("getUpdates", 5)
    assert time.monotonic() - began >= 0.3, "the first brings it, and the others nothing new"
    assert len(heard.messages) == 1


async def test_messages_that_wait_are_fetched_without_a_pause(zalo: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_polling, "FLOOR", 60)
    heard = Heard()
    for number in range(20):
        zalo.write(str(number))
    async with listening(zalo, heard):
        await zalo.until("getUpdates", 21)
    assert [message.text for message in heard.messages] == [str(number) for number in range(20)]


async def test_a_platform_that_answers_at_once_with_nothing_is_not_asked_without_a_pause(
    zalo: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_polling, "FLOOR", 60)
    zalo.switches.idle_seconds = 0
    async with listening(zalo, Heard()) as channel:
        await zalo.until("getUpdates", 1)
        await asyncio.sleep(0.1)
        assert zalo.methods().count("getUpdates") == 1
        assert channel.status.reachable
        assert not channel.status.trouble


async def test_what_cannot_be_stored_is_kept_until_it_can(zalo: Platform) -> None:
    heard = Heard(fails=[StoreError("disk full"), StoreError("disk full")])
    zalo.write("một")
    async with listening(zalo, heard):
        assert (await heard.next()).text == "một"
    assert heard.fails == []


async def test_an_update_that_is_none_is_passed_over(zalo: Platform) -> None:
    heard = Heard()
    for nonsense in ({"event_name": "message.text.received"}, {"a": 1}, ["message"]):
        zalo.put(nonsense)  # type: ignore[arg-type]
    zalo.write("một")
    async with listening(zalo, heard):
        assert (await heard.next()).text == "một"


async def test_half_a_letter_is_replaced_and_keeps_back_nothing_that_others_wrote(zalo: Platform) -> None:
    heard = Heard()
    for text in ("một", "a\ud83cb\0", "hai"):
        zalo.write(text)
    async with listening(zalo, heard):
        assert [(await heard.next()).text for _ in range(3)] == ["một", "a\ufffdb", "hai"]


async def test_a_platform_out_of_reach_at_the_start_is_a_status_and_then_all_is_answered(tmp_path: Path) -> None:
    port = free_port()
    async with platform(port=port) as gone:
        token = gone.token
    async with running(tmp_path, gone) as bot:
        status = await bot.until_trouble("out of reach")
        assert (status.reachable, status.contact) == (False, None)
        async with platform(token, port=port) as zalo:
            zalo.write("một")
            await zalo.until_sent(1)
            status = await bot.until_status(reachable=True, trouble="")
            assert status.contact == bot.clock.now
            assert bot.channel.identity
            assert (bot.channel.identity.name, bot.channel.identity.account_type) == ("Bot Đối Ngoại", "BASIC")


@pytest.mark.parametrize("trouble", ["html", "not json", 403, 500, 504])
async def test_a_platform_out_of_order_is_tried_again(tmp_path: Path, zalo: Platform, trouble: Any) -> None:
    zalo.go_wrong("getMe", trouble)
    zalo.go_wrong("getUpdates", trouble, trouble)
    zalo.write("một")
    async with running(tmp_path, zalo) as bot:
        assert len(await zalo.until_sent(1)) == 1
        await bot.until_status(reachable=True, trouble="")


@pytest.mark.parametrize("replay", [False, True])
async def test_an_update_that_is_lost_on_its_way_is_answered_if_it_is_given_again_and_the_next_in_any_case(
    tmp_path: Path, zalo: Platform, replay: bool
) -> None:
    zalo.switches.replay = replay
    zalo.go_wrong("getUpdates", "cut")
    zalo.write("một")
    async with running(tmp_path, zalo):
        await zalo.until("getUpdates", 2)
        if replay:
            await zalo.until_sent(1)
        zalo.write("hai", "minh")
        sent = await zalo.until_sent(1 + replay)
    assert [each.text for each in sent] == [*(["hỏi một"] if replay else []), "hỏi hai"]


async def test_a_webhook_of_somebody_else_is_told_and_left_alone(tmp_path: Path, zalo: Platform) -> None:
    zalo.webhook = ("https://other.example.vn/hook", "secret-of-others")
    async with running(tmp_path, zalo) as bot:
        status = await bot.until_trouble("webhook is set")
        assert status.reachable
        await zalo.until("getUpdates", 3)
        assert zalo.webhook
        assert "deleteWebhook" not in zalo.methods()
        zalo.webhook = None
        zalo.write("một")
        await zalo.until_sent(1)
        await bot.until_status(trouble="")
    assert WEBHOOK_IS_SET not in str(status)


async def test_a_token_that_is_not_accepted_is_told_by_the_name_of_its_variable(tmp_path: Path, zalo: Platform) -> None:
    zalo.go_wrong("getMe", 401, 404)
    async with running(tmp_path, zalo) as bot:
        status = await bot.until_trouble("TTDN_ZALO_BOT_TOKEN")
        assert zalo.token not in str(status)
        await bot.until_status(reachable=True, trouble="")


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_it_stops_at_once_in_the_middle_of_a_poll_or_of_a_pause(
    tmp_path: Path, zalo: Platform, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, zalo, mode=mode):
        await zalo.until("getUpdates" if mode == "polling" else "setWebhook")
        began = time.monotonic()
    assert time.monotonic() - began < 1
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 60)
    zalo.go_wrong("getMe", 500)
    async with running(tmp_path, zalo, mode=mode) as bot:
        await bot.until_trouble("out of reach")
        began = time.monotonic()
    assert time.monotonic() - began < 1


async def test_people_and_groups_beyond_the_plan_do_not_reach_the_bot() -> None:
    async with platform(plan=Plan(people=1, groups=1)) as zalo:
        zalo.invite("vụ")
        assert zalo.write("một")
        assert not zalo.write("hai", "minh")
        with pytest.raises(AssertionError, match="no more groups"):
            zalo.invite("phòng")


async def test_a_fixed_reply_has_the_same_parts_every_time(zalo: Platform) -> None:
    async with listening(zalo, Heard()) as channel:
        reply = Reply("câu " * 2000, (Button("Thêm", "act:more"),))
        assert channel.parts(reply) == channel.parts(dataclasses.replace(reply))
        assert channel.parts(reply)[-1].text.endswith("Trả lời 1: Thêm")
