"""Telegram calls: who knows the secret is heard, nonsense is refused in a sentence, and what is taken is stored."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.channels.telegram_bot import Telegram
from bot.settings import SettingsError
from bot.web import WebServer
from knowledge.memory import DATABASE, open_store
from tests.bot.telegram_talk import SECRET, Running, nothing_found, running, settings, until
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Page, Refuse
from tests.fakes.telegram_people import Person

WEBHOOK = {"mode": "webhook", "webhook_address": "https://bot.example.gov.vn/ttdn"}


async def ready(fake: TelegramFake, program: Running) -> None:
    await until(lambda: fake.platform.webhook["url"] and program.channel.status.reachable)


async def test_telegram_is_told_where_to_call_and_with_which_secret(telegram: TelegramFake, tmp_path: Path) -> None:
    telegram.plan("setWebhook", Page(502), Refuse(400, "Bad Request: bad webhook: no such host"))
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        assert telegram.platform.webhook["url"] == "https://bot.example.gov.vn/telegram"
        assert telegram.platform.secret == SECRET
        assert telegram.platform.allowed == ("message", "callback_query", "my_chat_member", "inline_query")
        assert "getupdates" not in telegram.names()
        await until(lambda: program.channel.status.trouble == "")


@pytest.mark.parametrize("secret", [None, "", "sai", SECRET + "x", "mật"])
async def test_who_does_not_know_the_secret_is_refused_before_anything_is_read(
    telegram: TelegramFake, tmp_path: Path, secret: str | None
) -> None:
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        status, said = await telegram.post(b"x" * 500_000, secret)
    assert (status, json.loads(said)) == (403, {"error": "Yêu cầu không có mã bí mật đúng nên không được nhận."})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b"\xff\xfe",
        b'{"update_id": "7"}',
        b'{"update_id": 1e400}',
        b'{"update_id": 7, "message": 5}',
        b'{"update_id": 7, "message": {"chat": {"id": 1, "type": "private"}, "text": "x"}}',
        b'{"update_id": 7, "callback_query": {"id": "1"}}',
        b"[" * 100_000,
        b'{"update_id": ' + b"9" * 10_000 + b"}",
    ],
)
async def test_what_is_no_update_is_refused_and_changes_nothing(
    telegram: TelegramFake, tmp_path: Path, body: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        status, said = await telegram.post(body, SECRET)
    assert (status, json.loads(said)) == (400, {"error": "Nội dung gửi lên không đúng định dạng."})
    assert "Traceback" not in capsys.readouterr().out
    store = open_store(tmp_path / DATABASE)
    assert store.call(lambda tx: tx.rows("SELECT id FROM inbox")) == []
    store.close()


async def test_a_body_that_is_too_big_is_refused(telegram: TelegramFake, tmp_path: Path) -> None:
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        status, said = await telegram.post(b" " * 300_000, SECRET)
    assert (status, json.loads(said)) == (413, {"error": "Nội dung gửi lên quá lớn."})


async def test_an_update_of_a_kind_that_is_not_used_is_taken_and_forgotten(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        assert (await telegram.post(b'{"update_id": 7, "edited_message": {"text": "x"}}', SECRET))[0] == 200


async def test_a_call_by_another_method_is_refused(telegram: TelegramFake, tmp_path: Path) -> None:
    async with running(tmp_path, telegram, webhook=True) as program, ClientSession() as http:
        await ready(telegram, program)
        async with http.get(f"{telegram.reached_at}/telegram") as response:
            assert response.status == 405


async def test_an_update_that_is_sent_again_is_answered_once(telegram: TelegramFake, tmp_path: Path) -> None:
    await Person(telegram, 7).says("hỏi")
    update = json.dumps(next(iter(telegram.pending.values()))).encode()
    for _ in range(2):
        async with running(tmp_path, telegram, webhook=True) as program:
            await ready(telegram, program)
            for _ in range(2):
                assert (await telegram.post(update, SECRET))[0] == 200
            await telegram.sent(1)
        telegram.platform.webhook = {"url": ""}
    assert len(telegram.platform.sent) == 1


async def test_what_cannot_be_stored_is_not_acknowledged_and_taken_when_it_can(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        await Person(telegram, 7).says("hỏi")
        store = program.app._store
        store.call(lambda tx: tx.change("ALTER TABLE inbox RENAME TO away"))
        status = (await telegram.call_webhook())[0]
        assert status in (500, 503)
        store.call(lambda tx: tx.change("ALTER TABLE away RENAME TO inbox"))
        assert await telegram.call_webhook() == [200]
        await telegram.sent(1)


async def test_before_the_bot_knows_who_it_is_telegram_is_asked_to_call_later(
    telegram: TelegramFake, tmp_path: Path
) -> None:
    telegram.break_down("getMe", Page(502))
    telegram.platform.webhook = {"url": "https://bot.example.gov.vn/telegram"}
    async with running(tmp_path, telegram, webhook=True):
        await until(lambda: telegram.names().count("getme") > 1)
        await asyncio.sleep(0.05)
        assert (await telegram.post(b"{}", SECRET))[0] == 503


@pytest.mark.parametrize("secret", ["", "có dấu", "a b", "x" * 257])
async def test_a_webhook_without_a_secret_that_telegram_takes_is_refused_at_start(
    telegram: TelegramFake, secret: str
) -> None:
    server = WebServer(port=0)
    with pytest.raises(SettingsError, match="TTDN_TELEGRAM_SECRET") as raised:
        Telegram(settings(telegram, **WEBHOOK), TOKEN, secret, lambda: None, server, nothing_found)  # type: ignore[arg-type, return-value]
    assert not secret or secret not in str(raised.value)


async def test_a_webhook_without_the_web_server_is_refused_at_start(telegram: TelegramFake) -> None:
    with pytest.raises(SettingsError, match="web server"):
        Telegram(settings(telegram, **WEBHOOK), TOKEN, SECRET, lambda: None, None, nothing_found)  # type: ignore[arg-type, return-value]


async def test_calls_that_fail_and_a_webhook_that_somebody_changed_are_told(
    telegram: TelegramFake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram_webhook.LOOK_AGAIN", 0.02)
    async with running(tmp_path, telegram, webhook=True) as program:
        await ready(telegram, program)
        await Person(telegram, 7).says("hỏi")
        failed = {"last_error_message": "Connection refused", "last_error_date": int(program.clock.now.timestamp())}
        telegram.platform.webhook |= failed
        await until(lambda: "Connection refused" in program.channel.status.trouble)
        program.clock.now += timedelta(hours=1)  # Telegram still tells that error; what waits is new
        await until(lambda: program.channel.status.trouble == "")
        telegram.platform.webhook["url"] = "https://another.example"
        await until(lambda: "another program" in program.channel.status.trouble)
        assert "another.example" not in program.channel.status.trouble
        assert telegram.names().count("setwebhook") == 1
