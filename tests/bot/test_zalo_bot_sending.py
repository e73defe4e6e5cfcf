"""What becomes of an answer when Zalo does not take it, or nobody knows whether it did; and no secret gets out."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.building import make_messengers
from bot.channels import SendError, waiting, zalo_api, zalo_polling
from bot.channels.zalo_bot import ZaloBot
from bot.log import configure
from bot.setting_tables import LogSettings
from bot.settings import Settings
from bot.tokens import Tokens
from bot.web import WebServer
from jobs.learned_rate import START
from knowledge.memory import Store
from knowledge.messages import Chat, Reply
from knowledge.texts import say
from tests.bot.telegram_talk import nothing_found
from tests.bot.zalo_bots import SECRET, Heard, Time, channel, listening, running, settings
from tests.fakes.zalo_bot import WAIT, Plan, Platform, Switches, Trouble, hex_id, platform
from tests.stores import store
from tests.talk import NOW

__all__ = ["store"]

LAN = Chat("zalo_bot", hex_id("lan"))
QUICK = 0.01


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """And locks of the test's own."""
    monkeypatch.setattr(zalo_polling, "FLOOR", QUICK)
    monkeypatch.setattr(waiting, "FIRST_PAUSE", QUICK)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest_asyncio.fixture(params=["errors by status", "errors with 200"])
async def zalo(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    async with platform(switches=Switches(errors="200" if "200" in request.param else "status")) as made:
        made.write("chào")
        yield made


async def failure(sender: ZaloBot, chat: Chat = LAN, text: str = "chào") -> SendError:
    with pytest.raises(SendError) as caught:
        await sender.send(chat, Reply(text), 1, False)
    return caught.value


async def test_what_is_sent_is_proved_by_the_platforms_id(zalo: Platform) -> None:
    proof = await channel(zalo).send(LAN, Reply("**Bộ Ngoại giao** {chủ trì} <b>"), 1, False)
    assert [(each.id, each.text) for each in zalo.sent] == [(proof, "**Bộ Ngoại giao** {chủ trì} <b>")]
    assert zalo.requests[-1].params == {"chat_id": LAN.id, "text": zalo.sent[0].text}, "plain text, nothing else"


@pytest.mark.parametrize(
    ("trouble", "expected", "told"),
    [
        (400, {"permanent": True}, ""),
        (401, {"retry_after": 300.0}, "TTDN_ZALO_BOT_TOKEN"),
        (404, {"retry_after": 300.0}, "TTDN_ZALO_BOT_TOKEN"),
        (403, {}, "out of reach"),
        (408, {"delivered_unknown": True}, "out of reach"),
        (429, {"retry_after": 2.0}, "quota"),
        (500, {}, "out of reach"),
        (504, {}, "out of reach"),
        ("html", {}, "out of reach"),
        ("not json", {}, "out of reach"),
        ("cut", {"delivered_unknown": True}, "out of reach"),
    ],
)
async def test_what_goes_wrong_says_what_to_do_next(
    zalo: Platform, trouble: Trouble, expected: dict[str, Any], told: str
) -> None:
    sender = channel(zalo)
    zalo.go_wrong("sendMessage", trouble)
    error = await failure(sender)
    nothing = {"permanent": False, "gone": False, "retry_after": None, "delivered_unknown": False, "new_chat_id": None}
    assert {name: getattr(error, name) for name in nothing} == nothing | expected
    assert told in sender.status.trouble
    assert sender.status.reachable == ("out of reach" not in told)
    await sender.send(LAN, Reply("chào"), 1, False)
    assert (sender.status.reachable, sender.status.trouble, sender.status.contact) == (True, "", NOW)


async def test_a_platform_that_hangs_may_have_taken_it(zalo: Platform) -> None:
    zalo.go_wrong("sendMessage", "hang")
    assert (await failure(channel(zalo, timeout_seconds=0.1))).delivered_unknown


async def test_a_platform_that_is_slow_is_waited_for(zalo: Platform) -> None:
    zalo.go_wrong("sendMessage", "slow")
    assert await channel(zalo).send(LAN, Reply("chào"), 1, False)


async def test_a_platform_that_is_not_there_has_taken_nothing() -> None:
    async with platform() as gone:
        sender = channel(gone)
    error = await failure(sender)
    assert (error.delivered_unknown, error.permanent) == (False, False)


async def test_a_proxy_that_is_not_there_has_passed_on_nothing(zalo: Platform) -> None:
    error = await failure(channel(zalo, proxy="http://127.0.0.1:1"))
    assert (error.delivered_unknown, zalo.sent) == (False, [])


async def test_a_proxy_gets_every_request(zalo: Platform) -> None:
    sender = channel(zalo, base_url="http://bot-api.example.vn", proxy=zalo.address)
    await sender.send(LAN, Reply("chào"), 1, False)
    assert len(zalo.sent) == 1


async def test_a_chat_that_is_not_known_is_given_up(zalo: Platform) -> None:
    error = await failure(channel(zalo), Chat("zalo_bot", "0" * 20))
    assert (error.permanent, error.reason) == (True, "sendMessage: 400 chat_id is not known to this bot")


async def test_the_months_quota_which_looks_like_too_much_at_once_ends_sending_for_an_hour() -> None:
    async with platform(plan=Plan(messages=1)) as zalo:
        for name in ("lan", "minh", "hoa"):
            zalo.write("chào", name)
        sender = channel(zalo)
        await sender.send(LAN, Reply("một"), 1, False)
        held = []
        for number in range(9):
            error = await failure(sender, Chat("zalo_bot", hex_id(("lan", "minh", "hoa")[number % 3])))
            held.append((sender.free_at(NOW) - NOW).total_seconds())
        assert held == [1, 2, 4, 8, 16, 32, 60, 3600, 3600]
        assert error.reason == "quota used up: sendMessage: 429 Quota exceeded"
        assert error.retry_after == 7200


async def test_too_much_at_once_holds_everybody_back_and_is_remembered_as_too_fast(zalo: Platform) -> None:
    told: list[float | None] = []

    async def remember(limit: float | None) -> None:
        told.append(limit)

    sender = ZaloBot(settings(zalo), SecretStr(zalo.token), SecretStr(""), Time(), remember=remember)
    zalo.go_wrong("sendMessage", 429, 429)
    zalo.write("chào", "minh")
    for name, seconds in (("lan", 1), ("minh", 2)):
        assert (await failure(sender, Chat("zalo_bot", hex_id(name)))).retry_after == 2 * seconds
        assert sender.free_at(NOW) == NOW + timedelta(seconds=seconds)
    await sender.send(LAN, Reply("chào"), 1, False)
    assert told == [START]
    later = NOW + timedelta(minutes=1)
    assert sender.pace(LAN, later) == later
    assert sender.free_at(later) == later + timedelta(seconds=2 / START)


async def test_what_was_learned_of_the_speed_outlives_a_restart(zalo: Platform, store: Store) -> None:
    def start() -> ZaloBot:
        tokens = Tokens(zalo_bot_token=SecretStr(zalo.token), zalo_bot_secret=SECRET)
        found = Settings(zalo_bot=settings(zalo, mode="webhook", webhook_address="https://bot.example.gov.vn"))
        [made] = make_messengers(found, tokens, WebServer(port=0), store, Time(), nothing_found)
        assert isinstance(made, ZaloBot)
        return made

    zalo.go_wrong("sendMessage", 429)
    await failure(start())
    again = start()
    assert again.pace(LAN, NOW) == NOW
    assert again.free_at(NOW) == NOW + timedelta(seconds=1 / (0.9 * START))


@pytest.mark.parametrize("asks", ["body", "header"])
async def test_the_time_that_the_platform_asks_for_is_kept_wherever_it_says_it(
    asks: Literal["body", "header"], zalo: Platform
) -> None:
    zalo.switches.asks_to_wait = asks
    zalo.go_wrong("sendMessage", 429)
    sender = channel(zalo)
    assert (await failure(sender)).retry_after == WAIT
    assert sender.free_at(NOW) == NOW + timedelta(seconds=WAIT)


@pytest.mark.parametrize("said", ["sớm", "-1", "1e99", "true", "[]", "{}", "null"])
async def test_a_time_to_wait_that_is_none_is_as_if_nothing_was_said(said: str) -> None:
    body = (
        f'{{"ok":false,"error_code":429,"parameters":{{"retry_after":{said if said != "sớm" else json.dumps(said)}}}}}'
    )

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body, headers={"Retry-After": said}, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server, platform() as zalo:
        sender = channel(zalo, base_url=str(server.make_url("")))
        assert (await failure(sender)).retry_after == 2


async def test_an_answer_that_may_have_arrived_is_sent_once_more_and_says_so(tmp_path: Path, zalo: Platform) -> None:
    zalo.go_wrong("sendMessage", "cut")
    async with running(tmp_path, zalo) as bot:
        await zalo.until_sent(1)
        await bot.until_trouble("out of reach")
        bot.clock.later(minutes=1)
        zalo.write("hai", "minh")  # whatever is written makes delivery look what is due
        sent = await zalo.until_sent(3)
    texts = [each.text for each in sent if each.chat == LAN.id]
    assert texts == ["hỏi chào", f"{say('vi', 'delivery.repeat')}\nhỏi chào"]


async def test_a_longest_part_that_is_repeated_is_taken_too(zalo: Platform) -> None:
    sender = channel(zalo)
    for language in ("vi", "en"):
        part = sender.parts(Reply("ế" * 4000, language=language))[0]
        assert await sender.send(LAN, part, 1, True)


async def test_a_chat_gets_one_message_a_second_and_all_together_ten_until_more_is_learned(zalo: Platform) -> None:
    sender = channel(zalo)
    assert sender.pace(LAN, NOW) == NOW
    assert sender.pace(LAN, NOW) == NOW + timedelta(seconds=1)
    others = [Chat("zalo_bot", str(number)) for number in range(12)]
    for number, other in enumerate(others, start=1):
        assert sender.pace(other, NOW + timedelta(seconds=(number - 0.5) / START)) > NOW
        assert sender.pace(other, at := NOW + timedelta(seconds=number / START)) == at


TROUBLES: tuple[Trouble, ...] = ("hang", "html", "cut", "not json", 400, 401, 403, 404, 408, 429, 500)


async def test_whatever_fails_no_log_error_or_status_holds_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(zalo_api, "POLL_SLACK", -0.9)
    monkeypatch.setattr(waiting, "LONGEST_PAUSE", QUICK)
    configure(LogSettings(level="debug"))
    shown: list[str] = []
    async with platform() as zalo:
        zalo.write("chào")
        for method in ("getMe", "getUpdates", "sendMessage"):
            zalo.go_wrong(method, *TROUBLES)
        async with listening(zalo, Heard(), timeout_seconds=0.1, poll_seconds=1) as sender:
            for _ in TROUBLES:
                shown += everything_about(await failure(sender), sender)
            await zalo.until("getUpdates", len(TROUBLES) + 1)
    shown += everything_about(await failure(sender), sender)
    assert {"ZaloError", "SendError"} <= {word for text in shown for word in ("ZaloError", "SendError") if word in text}
    logged = capsys.readouterr().err
    assert "zalo bot in trouble" in logged
    assert not [text for text in (*shown, logged) if zalo.token in text or zalo.token.partition(":")[2] in text]


async def test_a_server_that_is_none_of_the_web_is_told_without_the_token(zalo: Platform) -> None:
    """The HTTP client's error about it holds the whole address."""

    async def say_nonsense(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-server\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(say_nonsense, "127.0.0.1", 0)
    async with server:
        sender = channel(zalo, base_url=f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        error = await failure(sender)
    assert not [text for text in everything_about(error, sender) if zalo.token in text]
    assert error.delivered_unknown


@pytest.mark.parametrize("token", ["không-phải", "a/b?c#d", "two\nlines", "1:" + "x" * 9000, "%2e%2e"])
async def test_a_token_that_is_none_is_told_as_such_and_not_shown(zalo: Platform, token: str) -> None:
    zalo.token, real = token, zalo.token
    sender = channel(zalo)
    zalo.token = real
    error = await failure(sender)
    assert not [text for text in everything_about(error, sender) if token in text]
    assert sender.status.trouble


def everything_about(error: BaseException, sender: ZaloBot) -> list[str]:
    """What a log, a debugger or a person could be shown of the error, of what it came from, and of the channel."""
    shown = [*traceback.format_exception(error), repr(sender), repr(vars(sender)), repr(vars(sender._api))]
    shown += [repr(sender.status), repr(sender.identity)]
    came_from: BaseException | None = error
    while came_from:
        shown += [repr(came_from), str(came_from), repr(vars(came_from))]
        came_from = came_from.__cause__ or came_from.__context__
    return shown
