"""The tests' Zalo platform is one for others' clients too, so it is not only what our own client expects.

python-zalo-bot (asyncio, httpx, forms; the one that Zalo's documentation names) and PyZALO (requests, JSON) know
nothing of this program. Where they are wrong about the platform, what is held here is what the platform does.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from typing import Any

import pytest
import pytest_asyncio
from pyzalo.main import PyZALO
from zalo_bot import Bot, Update
from zalo_bot.error import BadRequest, InvalidToken, NetworkError

from tests.fakes.zalo_bot import WEBHOOK_IS_SET, Platform, Switches, hex_id, platform

LAN = hex_id("lan")
HOOK = {"url": "https://bot.example.vn/hook", "secret_token": "secret-of-others"}


@pytest_asyncio.fixture(params=["errors by status", "errors with 200"])
async def zalo(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    switches = Switches(errors="200" if "200" in request.param else "status", idle_seconds=0.01)
    async with platform(switches=switches) as made:
        yield made


@pytest_asyncio.fixture
async def bot(zalo: Platform) -> AsyncIterator[Any]:
    async with Bot(zalo.token, base_url=zalo.address) as made:
        yield made


@pytest.fixture
def py(zalo: Platform) -> Iterator[Any]:
    made = PyZALO(zalo.token, base_url=zalo.address)
    with closing(made.session):
        yield made


async def test_python_zalo_bot_learns_who_it_is_and_talks(zalo: Platform, bot: Any) -> None:
    me = await bot.get_me()
    assert (me.id, me.account_name, me.can_join_groups) == (zalo.bot_id, "bot.VDKyGxQvc", True)
    zalo.invite("vụ")
    zalo.write("chào")
    zalo.write("@Bot Đối Ngoại chào", group="vụ")
    for chat, kind, text in ((LAN, "PRIVATE", "chào"), (hex_id("vụ"), "GROUP", "@Bot Đối Ngoại chào")):
        message = (await bot.get_update(timeout=30)).message
        assert (message.from_user.id, message.from_user.display_name) == (LAN, "Lan")
        assert (message.chat.id, message.chat.type, message.text) == (chat, kind, text)
        assert await bot.send_chat_action(message.chat.id, "typing") is None, "there is no result"
        await message.reply_text(f"vâng, {text}")
        assert (zalo.sent[-1].chat, zalo.sent[-1].text, zalo.typing[-1]) == (chat, f"vâng, {text}", chat)
    sent = await bot.send_sticker(LAN, "bfe458bf64fa8da4d4eb")
    assert sent.message_id == zalo.sent[-1].id


async def test_python_zalo_bot_sees_the_errors(zalo: Platform, bot: Any) -> None:
    async def refused(error: type[Exception], words: str, request: Any) -> None:
        """This client takes what comes with status 200 for no answer."""
        if zalo.switches.errors == "200":
            assert not await request
            return
        with pytest.raises(error, match=words):
            await request

    await refused(NetworkError, r"Request timeout \(408\)", bot.get_update(timeout=1))
    await refused(BadRequest, "chat_id", bot.send_message("0" * 20, "chào"))
    await refused(NetworkError, "Quota", quota(zalo, bot))
    stranger = Bot("1:wrong", base_url=zalo.address)
    await refused(InvalidToken, "Unauthorized", stranger.get_me())


async def quota(zalo: Platform, bot: Any) -> Any:
    zalo.write("chào")
    zalo.plan.messages = 0
    return await bot.send_message(LAN, "chào")


async def test_python_zalo_bot_sets_a_webhook_instead_of_polling(zalo: Platform, bot: Any) -> None:
    assert await bot._set_webhook_async(**HOOK)
    assert (await bot._get_webhook_info_async()).url == HOOK["url"]
    if zalo.switches.errors == "status":
        with pytest.raises(BadRequest, match="remove the webhook first"):
            await bot.get_update(timeout=1)
    assert await bot._delete_webhook_async()
    assert zalo.webhook is None
    if zalo.switches.errors == "status":
        with pytest.raises(InvalidToken, match="Not Found"):
            await bot._get_webhook_info_async()


async def test_python_zalo_bot_reads_what_is_brought_to_a_webhook(zalo: Platform, bot: Any) -> None:
    zalo.write("chào")
    zalo.event("message.image.received", photo_url="https://photo.example.vn/1.jpg", message_type="CHAT_PHOTO")
    text, image = (Update.de_json(dict(update), bot).message for update in zalo.updates)
    assert (text.text, text.chat.id, text.date.year) == ("chào", LAN, 2025)
    assert (image.photo_url, image.message_type) == ("https://photo.example.vn/1.jpg", "CHAT_PHOTO")


async def test_pyzalo_learns_who_it_is_and_talks(zalo: Platform, py: Any) -> None:
    me = await asyncio.to_thread(py.getMe)
    assert me["result"] == {
        "id": zalo.bot_id,
        "account_name": "bot.VDKyGxQvc",
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": "Bot Đối Ngoại",
    }
    zalo.write("chào")
    update = await asyncio.to_thread(py.getUpdates, timeout=30)
    message = update["result"]["message"]
    assert (update["result"]["event_name"], message["text"]) == ("message.text.received", "chào")
    assert await asyncio.to_thread(py.sendChatAction, message["chat"]["id"]) == {"ok": True}
    for send, content in (
        (py.sendMessage, "vâng"),
        (py.sendPhoto, "https://photo.example.vn/1.jpg"),
        (py.sendVoice, "https://voice.example.vn/1.aac"),
    ):
        sent = await asyncio.to_thread(send, message["chat"]["id"], content)
        assert sent["ok"]
        assert (sent["result"]["message_id"], zalo.sent[-1].text) == (zalo.sent[-1].id, content)


async def test_pyzalo_sees_the_errors(zalo: Platform, py: Any) -> None:
    zalo.write("chào")
    await asyncio.to_thread(py.getUpdates, timeout=1)
    for request, code, words in (
        (lambda: py.getUpdates(timeout=1), 408, "Request timeout"),
        (lambda: py.getWebhookInfo(), 404, "Not Found"),
        (lambda: py.sendMessage(LAN, "x" * 2001), 400, "text is too long"),
        (lambda: py.sendMessage(LAN, ""), 400, "Bad Request: text"),
        (lambda: py.setWebhook(HOOK["url"]), 400, "Bad Request: secret_token"),
        (lambda: py.setWebhook(HOOK["url"], "short"), 400, "secret_token must have 8 to 256 characters"),
        (lambda: py._post("/sendTemplate", {}), 404, "Not Found"),
    ):
        answer = await asyncio.to_thread(request)
        assert answer == {"ok": False, "description": words, "error_code": code}


async def test_pyzalo_sets_and_tries_a_webhook_instead_of_polling(zalo: Platform, py: Any) -> None:
    for url in ("http://bot.example.vn", "https://localhost/hook", "https://10.0.0.5/hook", "https://192.168.1.2"):
        zalo.switches.test_mode = False
        assert (await asyncio.to_thread(py.setWebhook, url, HOOK["secret_token"]))["error_code"] == 400
    zalo.switches.test_mode = True
    taken = await asyncio.to_thread(py.setWebhook, "http://127.0.0.1:1/hook", HOOK["secret_token"])
    assert taken["result"]["url"] == "http://127.0.0.1:1/hook"
    assert taken["result"]["verification"]["ok"] is False
    assert (await asyncio.to_thread(py.testWebhook))["result"]["outcome"] == "webhook.unreachable"
    assert (await asyncio.to_thread(py.getUpdates))["description"] == WEBHOOK_IS_SET
    assert (await asyncio.to_thread(py.deleteWebhook))["result"]["url"] == ""
    assert (await asyncio.to_thread(py.getWebhookInfo))["error_code"] == 404
