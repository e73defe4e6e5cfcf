"""The webhook of the Zalo bot: who may call it, what is taken, and when the platform is told that it was."""

import json
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.app import App
from bot.channels import SetupError, waiting, zalo_webhook
from bot.channels.zalo_bot import ZaloBot
from bot.web import WebServer
from knowledge.memory import StoreError
from knowledge.messages import Message
from tests.bot.pages import free_port
from tests.bot.zalo_bots import SECRET, Time, running, settings
from tests.fakes.zalo_bot import Platform, Switches, Trouble, hex_id, platform

QUICK = 0.01
RIGHT = {"X-Bot-Api-Secret-Token": SECRET.get_secret_value()}


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "FIRST_PAUSE", QUICK)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE", QUICK)


def update(text: str = "một", **chat: str) -> dict[str, Any]:
    message = {
        "from": {"id": hex_id("lan"), "display_name": "Lan", "is_bot": False},
        "chat": {"id": hex_id("lan"), "chat_type": "PRIVATE"} | chat,
        "text": text,
        "message_id": "2d758cb5e222177a4e35",
        "date": 1750316131602,
    }
    return {"event_name": "message.text.received", "message": message}


async def call(web: str, body: bytes, method: str = "POST", **headers: str) -> int:
    async with ClientSession() as http, http.request(method, f"{web}/zalo-bot", data=body, headers=headers) as response:
        assert "Traceback" not in await response.text()
        return response.status


async def test_only_who_knows_the_secret_is_believed(tmp_path: Path) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        await zalo.until("setWebhook")
        body = json.dumps(update()).encode()
        wrong = ("", "x", SECRET.get_secret_value() + "x", SECRET.get_secret_value()[:-1], "bí mật", "x" * 4000)
        for secret in wrong:
            assert await call(bot.web, body, **{"X-Bot-Api-Secret-Token": secret}) == 403
            assert await call(bot.web, b"\xff not read", **{"X-Bot-Api-Secret-Token": secret}) == 403
        assert await call(bot.web, body) == 403
        zalo.write("hai", "minh")
        assert [sent.text for sent in await zalo.until_sent(1)] == ["hỏi hai"]


async def test_a_call_without_anything_in_it_is_welcome(tmp_path: Path) -> None:
    for probe_secret in (True, False):
        switches = Switches(probe_secret=probe_secret)
        async with platform(switches=switches) as zalo, running(tmp_path, zalo, mode="webhook") as bot:
            await zalo.until("setWebhook")
            await bot.until_status(reachable=True, trouble="")
            assert await call(bot.web, b"", **RIGHT) == 200


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"1e999",
        b"{}",
        b'{"ok": false}',
        b'{"event_name": 1, "message": {}}',
        b'{"event_name": "message.text.received"}',
        b'{"ok": true, "result": [1]}',
        b'{"ok": true, "result": {"message": {}}}',
        b"[" * 100_000,
        b'{"a":' * 10_000,
        json.dumps(update(id="")).encode(),
        json.dumps(update(id="1" * 201)).encode(),
    ],
)
async def test_what_is_no_update_is_refused(tmp_path: Path, body: bytes) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        await zalo.until("setWebhook")
        assert await call(bot.web, body, **RIGHT) == 400
        assert zalo.sent == []


async def test_what_is_too_large_or_no_post_is_refused(tmp_path: Path) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        await zalo.until("setWebhook")
        assert await call(bot.web, json.dumps(update("x" * 256 * 1024)).encode(), **RIGHT) == 413
        for method in ("GET", "PUT", "DELETE"):
            assert await call(bot.web, b"", method, **RIGHT) == 405


async def test_events_that_nobody_wrote_and_nobody_knows_are_taken_and_left(tmp_path: Path) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        await zalo.until("setWebhook")
        for body in (b'{"event_name": "bot.blocked", "user": 7}', b'{"ok": true, "result": null}'):
            assert await call(bot.web, body, **RIGHT) == 200


async def test_it_is_told_taken_only_when_it_is_stored_and_brought_again_until_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails = [StoreError("disk full"), StoreError("disk full")]
    receive = App.receive

    async def failing(app: App, message: Message) -> None:
        if fails:
            raise fails.pop()
        await receive(app, message)

    monkeypatch.setattr(App, "receive", failing)
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook"):
        await zalo.until("setWebhook")
        zalo.write("một")
        assert [sent.text for sent in await zalo.until_sent(1)] == ["hỏi một"]
        assert zalo.pushed == [503, 503, 200]


async def test_what_is_brought_twice_is_answered_once(tmp_path: Path) -> None:
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        zalo.write("trước", "lan")
        await zalo.until_sent(1)
        body = json.dumps(zalo.updates[0]).encode()
        assert [await call(bot.web, body, **RIGHT) for _ in range(3)] == [200] * 3
        zalo.write("sau", "minh")
        assert [sent.text for sent in await zalo.until_sent(2)] == ["hỏi trước", "hỏi sau"]


async def test_a_webhook_that_the_platform_cannot_reach_is_told_until_it_is_called(tmp_path: Path) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}"
    async with platform() as zalo, running(tmp_path, zalo, mode="webhook", webhook_address=nowhere) as bot:
        status = await bot.until_trouble("did not get through")
        assert f"{nowhere}/zalo-bot" in status.trouble
        assert SECRET.get_secret_value() not in status.trouble
        assert await call(bot.web, json.dumps(update()).encode(), **RIGHT) == 200
        assert bot.channel.status.trouble == ""


async def test_setting_the_webhook_is_tried_until_the_platform_takes_it(tmp_path: Path) -> None:
    async with platform() as zalo:
        zalo.go_wrong("setWebhook", 500, "html", 429, "cut")
        async with running(tmp_path, zalo, mode="webhook") as bot:
            await zalo.until("setWebhook", 5)
            await bot.until_status(reachable=True, trouble="")
            zalo.write("một")
            await zalo.until_sent(1)


async def test_an_address_that_the_platform_does_not_take_is_told(tmp_path: Path) -> None:
    async with platform(switches=Switches(test_mode=False)) as zalo, running(tmp_path, zalo, mode="webhook") as bot:
        await bot.until_trouble("public https")


async def test_a_groups_message_waits_until_the_name_of_the_bot_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "FIRST_PAUSE", 0.3)
    async with platform() as zalo:
        zalo.go_wrong("getMe", 500)
        zalo.invite("vụ")
        async with running(tmp_path, zalo, mode="webhook") as bot:
            await bot.until_trouble("out of reach")
            body = json.dumps(update("@Bot Đối Ngoại: một", id=hex_id("vụ"), chat_type="GROUP")).encode()
            assert await call(bot.web, body, **RIGHT) == 200
            assert [sent.text for sent in await zalo.until_sent(1)] == ["hỏi một"]


async def test_a_groups_message_is_not_taken_by_a_bot_without_a_name_but_a_persons_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zalo_webhook, "NAME_SECONDS", QUICK)
    async with platform() as zalo:
        never: list[Trouble] = [500] * 1000
        zalo.go_wrong("getMe", *never)
        async with running(tmp_path, zalo, mode="webhook") as bot:
            await bot.until_trouble("out of reach")
            body = json.dumps(update("@Bot Đối Ngoại: một", id=hex_id("vụ"), chat_type="GROUP")).encode()
            assert await call(bot.web, body, **RIGHT) == 503
            assert await call(bot.web, json.dumps(update()).encode(), **RIGHT) == 200


@pytest.mark.parametrize("secret", ["", "seven77", "x" * 257, "with space", "không-dấu", "tab\tin-it"])
async def test_without_a_secret_that_the_platform_takes_there_is_no_webhook(secret: str) -> None:
    def make(zalo: Platform) -> ZaloBot:
        return ZaloBot(settings(zalo, mode="webhook"), SecretStr("1:x"), SecretStr(secret), Time(), WebServer())

    async with platform() as zalo:
        with pytest.raises(SetupError, match="TTDN_ZALO_BOT_SECRET") as caught:
            make(zalo)
    assert not secret or secret not in str(caught.value)


async def test_by_polling_there_is_no_such_route(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with platform() as zalo, running(tmp_path, zalo) as bot:
        await zalo.until("getUpdates")
        assert await call(bot.web, b"", **RIGHT) in (403, 404)
