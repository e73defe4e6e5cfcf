"""Telegram out of reach or set up wrongly: it is said in one sentence, tried again, and no secret is told."""

import asyncio
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels import telegram_errors
from bot.channels.telegram_bot import Telegram
from bot.log import configure
from bot.setting_tables import LogSettings
from bot.settings import SettingsError
from jobs.sending import SendError
from knowledge.messages import Chat, Reply
from tests.bot.telegram_talk import Time, channel, listening, nothing_found, running, settings, speaking, until
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Body, Cut, Fault, Hang, Page, Refuse, other_poller, too_many
from tests.fakes.telegram_people import Person
from tests.talk import NOW

SECRET_HALF = TOKEN.partition(":")[2]
WRONG_TOKEN = "4321:AAF-another_one_that_telegram_does_not_know"


async def test_a_token_that_telegram_does_not_know_is_told_and_tried_again(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    telegram.valid_token = WRONG_TOKEN
    async with running(tmp_path, telegram) as program:
        await until(lambda: program.channel.status.trouble.startswith("Telegram does not know the token"))
        assert SECRET_HALF not in program.channel.status.trouble
        telegram.valid_token = TOKEN
        await Person(telegram, 7).says("hỏi")
        await telegram.sent(1)
        assert (program.channel.status.trouble, program.channel.status.reachable) == ("", True)


@pytest.mark.parametrize("token", ["", "abc", "123", "123:", ":abc", "123:a b", "x:abc", "123:abc/../getMe"])
def test_what_is_no_token_is_refused_at_start_without_repeating_it(telegram: TelegramFake, token: str) -> None:
    with pytest.raises(SettingsError, match="TTDN_TELEGRAM_TOKEN") as raised:
        Telegram(settings(telegram), token, "", Time(), None, nothing_found)
    assert len(token) < 4 or token not in str(raised.value)


async def test_a_second_program_with_the_same_token_is_told(telegram: TelegramFake) -> None:
    telegram.break_down("getUpdates", other_poller())
    alone = channel(telegram)
    async with listening(alone):
        await until(lambda: "another program polls" in alone.status.trouble)
        assert alone.status.reachable
        telegram.break_down("getUpdates", None)
        await Person(telegram, 7).says("hỏi")
        await telegram.acknowledged()
        assert alone.status.trouble == ""


async def test_somebody_elses_webhook_is_told_and_left_alone(telegram: TelegramFake) -> None:
    telegram.platform.webhook = {"url": "https://another.example/hook"}
    alone = channel(telegram)
    async with listening(alone):
        await until(lambda: "a webhook is set" in alone.status.trouble)
        Person(telegram, 7).chat  # noqa: B018
        await alone.send(Chat("telegram", "7"), Reply("chào"), 12, False)
        assert "a webhook is set" in alone.status.trouble  # sending puts nothing right
    assert {"deletewebhook", "setwebhook"}.isdisjoint(telegram.names())
    assert telegram.platform.webhook["url"] == "https://another.example/hook"


@pytest.mark.parametrize("fault", [Page(502), Page(404), Cut(after=False), Body(b"{}"), too_many(1), Refuse(500, "x")])
async def test_polling_goes_on_after_whatever_was_answered(
    telegram: TelegramFake, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_errors, "seconds", lambda error: 0.01)
    telegram.plan("getUpdates", fault, fault)
    telegram.plan("getMe", fault)
    await Person(telegram, 7).says("hỏi")
    alone = channel(telegram)
    async with listening(alone) as heard:
        await telegram.acknowledged()
    assert [message.text for message in heard] == ["hỏi"]
    assert alone.status.trouble == ""


async def test_a_poll_that_is_never_answered_is_given_up(telegram: TelegramFake) -> None:
    telegram.plan("getUpdates", Hang())
    await Person(telegram, 7).says("hỏi")
    async with listening(channel(telegram, Time(), timeout_seconds=1, poll_seconds=0)) as heard:
        await until(lambda: heard)


async def test_it_is_stopped_at_once_while_telegram_hangs(telegram: TelegramFake, tmp_path: Path) -> None:
    for method in ("getUpdates", "setMyCommands", "sendChatAction"):
        telegram.break_down(method, Hang())
    async with running(tmp_path, telegram):
        await telegram.until(lambda: "getupdates" in telegram.names())
        began = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - began < 2


async def test_a_platform_that_is_out_of_reach_says_since_when(telegram: TelegramFake) -> None:
    clock = Time()
    async with speaking(telegram, clock) as alone:
        await until(lambda: alone.status.contact == NOW)
        clock.now += timedelta(minutes=1)
        telegram.break_down("getUpdates", Page(502))
        await Person(telegram, 7).says("đánh thức")
        await until(lambda: not alone.status.reachable)
        assert alone.status.trouble == "what answers at telegram.base_url, or a proxy before it, is not the Bot API"
        assert (alone.status.contact or NOW) - NOW <= timedelta(minutes=1)


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_no_failure_tells_the_token_or_what_was_typed(
    telegram: TelegramFake, tmp_path: Path, capsys: pytest.CaptureFixture[str], level: str
) -> None:
    configure(LogSettings.model_validate({"level": level, "format": "json"}))
    lan = Person(telegram, 7, name="Nguyễn Thị Riêng")
    troubles, faults = set[str](), (Page(502), Page(404), Page(200), Cut(after=False), Body(b"{}"), Refuse(401, "x"))
    for method in ("getMe", "getUpdates", "setMyCommands", "sendMessage", "answerCallbackQuery", "answerInlineQuery"):
        telegram.plan(method, *faults)
    async with running(tmp_path, telegram) as program:
        for number in range(8):
            await lan.says(f"điều bí mật {number}")
            await lan.types_inline("điều bí mật", f"inline-{number}")
            await telegram.acknowledged()
            troubles.add(program.channel.status.trouble)
        for fault in (*faults, Hang()):
            telegram.plan("sendMessage", fault)
            with pytest.raises(SendError) as raised:
                async with asyncio.timeout(10):
                    await program.channel.send(Chat("telegram", "7"), Reply("điều bí mật"), 1, False)
            troubles.add(raised.value.reason + repr(raised.value) + repr(raised.value.__cause__))
    logged = capsys.readouterr()
    told = logged.err + logged.out + "".join(troubles)
    assert "channel in trouble" in told
    assert not [secret for secret in (SECRET_HALF, "bí mật", "Riêng") if secret in told]


async def test_the_libraries_say_nothing_that_is_not_a_warning(
    telegram: TelegramFake, capsys: pytest.CaptureFixture[str]
) -> None:
    configure(LogSettings(level="debug", format="json"))
    async with speaking(telegram):
        pass
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert not [line for line in lines if "HTTP" in line["event"] or "Bot API" in line["event"]]
    assert logging.getLogger("telegram").level == logging.WARNING
