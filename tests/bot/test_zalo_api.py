"""What the platform answered, word for word as others saw it, and what it is taken for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.channels import zalo_api
from bot.channels.zalo_api import Fault, ZaloApi, ZaloError
from bot.setting_tables import ZaloBotSettings
from tests.fakes.zalo_bot import Switches, platform

TOKEN = "12345689:abc-xyz"
IDLE = '{"ok":false,"description":"Request timeout","error_code":408}'
WEBHOOK_SET = (
    '{"ok":false,"description":"You cannot use this API while a webhook is set. Please remove the webhook first",'
    '"error_code":400}'
)
NO_WEBHOOK = '{"ok":false,"description":"Not Found","error_code":404}'
UNAUTHORIZED = '{"ok":false,"description":"Unauthorized","error_code":401}'

CALLS: dict[str, Callable[[ZaloApi], Awaitable[Any]]] = {
    "getMe": lambda api: api.get_me(),
    "getUpdates": lambda api: api.get_updates(),
    "getWebhookInfo": lambda api: api.get_webhook(),
    "setWebhook": lambda api: api.set_webhook("https://bot.example.vn/zalo-bot", SecretStr("secret-of-ours")),
    "sendMessage": lambda api: api.send_message("c", "chào"),
    "sendChatAction": lambda api: api.send_typing("c"),
}


@asynccontextmanager
async def answering(body: str, status: int = 200, kind: str = "application/json") -> AsyncIterator[ZaloApi]:
    """A client, and a platform that gives it this answer whatever is asked."""

    async def answer(_: web.Request) -> web.Response:
        headers = {"Location": "/elsewhere"} if status == 302 else {}
        return web.Response(text=body, status=status, content_type=kind, headers=headers)

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield ZaloApi(ZaloBotSettings(base_url=address), SecretStr(TOKEN))
    finally:
        await runner.cleanup()


async def fault(method: str, body: str, status: int = 200, kind: str = "application/json") -> Fault:
    async with answering(body, status, kind) as api:
        with pytest.raises(ZaloError) as caught:
            await CALLS[method](api)
    assert TOKEN not in repr(caught.value)
    return caught.value.fault


@pytest.mark.parametrize("status", [200, None])
@pytest.mark.parametrize(
    ("method", "body", "expected"),
    [
        ("getUpdates", WEBHOOK_SET, Fault.CONFLICT),
        ("getUpdates", UNAUTHORIZED, Fault.TOKEN),
        ("getUpdates", NO_WEBHOOK, Fault.TOKEN),
        ("sendMessage", WEBHOOK_SET, Fault.REFUSED),
        ("sendMessage", UNAUTHORIZED, Fault.TOKEN),
        ("sendMessage", NO_WEBHOOK, Fault.TOKEN),
        ("sendMessage", IDLE, Fault.UNKNOWN),
        ("sendMessage", '{"ok":false,"description":"Quota exceeded","error_code":429}', Fault.QUOTA),
        ("sendMessage", '{"ok":false,"description":"Internal server error","error_code":403}', Fault.AWAY),
        ("sendMessage", '{"ok":false,"description":"?","error_code":504}', Fault.AWAY),
        ("getMe", UNAUTHORIZED, Fault.TOKEN),
    ],
)
async def test_an_error_is_what_its_body_says_whatever_the_status(
    method: str, body: str, expected: Fault, status: int | None
) -> None:
    code = int(body.rpartition(":")[2].rstrip("}"))
    assert await fault(method, body, status or code) is expected


@pytest.mark.parametrize("status", [200, 408])
async def test_nothing_new_and_no_webhook_are_no_errors(status: int) -> None:
    async with answering(IDLE, status) as api:
        assert await api.get_updates() == []
    async with answering(NO_WEBHOOK, status) as api:
        assert await api.get_webhook() == ""


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ("<html>502 Bad Gateway</html>", 502, Fault.AWAY),
        ("<html>sign in to the network</html>", 200, Fault.AWAY),
        ("<html>no such page</html>", 404, Fault.AWAY),
        ("", 429, Fault.QUOTA),
        ("", 401, Fault.TOKEN),
        ("", 302, Fault.AWAY),
        ("[1]", 200, Fault.AWAY),
        ("{}", 200, Fault.AWAY),
        ('{"ok":false}', 200, Fault.AWAY),
        ('{"ok":false}', 401, Fault.TOKEN),
        ('{"ok":false,"error_code":"401"}', 200, Fault.TOKEN),
    ],
)
@pytest.mark.parametrize("method", ["getUpdates", "sendMessage"])
async def test_where_the_body_says_nothing_the_status_decides(
    method: str, body: str, status: int, expected: Fault
) -> None:
    assert await fault(method, body, status, "text/html") is expected


async def test_ok_is_ok_whatever_the_status() -> None:
    async with answering('{"ok":true,"result":{"message_id":"82599fa3","date":1}}', 500) as api:
        assert await api.send_message("c", "chào") == "82599fa3"


@pytest.mark.parametrize("body", ['{"ok":true}', '{"ok":true,"result":null}', '{"ok":true,"result":[]}'])
async def test_a_message_that_was_taken_without_an_id_was_taken(body: str) -> None:
    async with answering(body) as api:
        assert await api.send_message("c", "chào") == ""


async def test_a_sign_of_typing_has_no_result() -> None:
    async with answering('{"ok":true}') as api:
        await api.send_typing("c")


@pytest.mark.parametrize("result", ["null", "[]", "{}", '{"name": 1}'])
async def test_a_bot_without_an_id_is_no_answer(result: str) -> None:
    assert await fault("getMe", f'{{"ok":true,"result":{result}}}') is Fault.AWAY


async def test_the_documented_bot_is_read() -> None:
    bot = '{"id":"1459","account_name":"bot.VDKyGxQvc","account_type":"BASIC","can_join_groups":false}'
    async with answering(f'{{"ok":true,"result":{bot}}}') as api:
        me = await api.get_me()
    assert (me.id, me.name, me.account_type, me.can_join_groups) == ("1459", "bot.VDKyGxQvc", "BASIC", False)


async def test_what_the_platform_says_is_told_without_the_token_and_not_at_length() -> None:
    body = f'{{"ok":false,"description":"No such token {TOKEN} {"x" * 500}","error_code":400}}'
    async with answering(body) as api:
        with pytest.raises(ZaloError) as caught:
            await api.send_message("c", "chào")
    assert caught.value.reason.startswith("sendMessage: 400 No such token *** xxx")
    assert len(caught.value.reason) < 200


@pytest.mark.parametrize(
    ("result", "ok"),
    [
        ('{"url":"u","updated_at":1}', True),
        ('{"url":"u","verification":{"ok":true,"outcome":"webhook.ok"}}', True),
        ('{"url":"u","verification":{"ok":false,"outcome":"webhook.http.403","status_code":403,"hint":"?"}}', False),
        ("null", True),
    ],
)
async def test_a_webhook_is_set_and_may_not_have_been_verified(result: str, ok: bool) -> None:
    async with answering(f'{{"ok":true,"result":{result}}}') as api:
        tried = await api.set_webhook("https://bot.example.vn", SecretStr("secret-of-ours"))
    assert tried.ok is ok


async def test_a_poll_waits_longer_than_the_platform_does_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_api, "POLL_SLACK", -0.9)
    async with platform(TOKEN, switches=Switches(idle_seconds=60)) as zalo:
        api = ZaloApi(ZaloBotSettings(base_url=zalo.address, poll_seconds=1), SecretStr(TOKEN))
        with pytest.raises(ZaloError) as caught:
            await api.get_updates()
        assert caught.value.fault is Fault.UNKNOWN
        assert zalo.requests[0].params == {"timeout": 1}
