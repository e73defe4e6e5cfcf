"""`ttdn check --online` against platforms on this machine: who we are there, what is wrong, what to do about it."""

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import tokens
from bot.__main__ import main
from bot.channels.zalo_oa_tokens import FILE, Pair, write_pair
from bot.clock import utc_now
from bot.commands.check_online import find_online
from bot.commands.findings import Finding
from bot.masking import mask
from bot.settings import Settings
from bot.tokens import SECRET_NAMES
from knowledge.texts import LANGUAGES
from tests.talk import NOW

SECRET = "123456:AAtheSecretHalf"
TELEGRAM = {"TTDN_TELEGRAM_TOKEN": SECRET}
ZALO_BOT = {"TTDN_ZALO_BOT_TOKEN": SECRET}
ZALO_OA = {"TTDN_ZALO_OA_REFRESH_TOKEN": "the-refresh-token"}
ALL = TELEGRAM | ZALO_BOT | ZALO_OA
ACCESS = "the-access-token"
HOOK = "https://bot.example.gov.vn"
NO_WEBHOOK = {"ok": False, "description": "Not Found", "error_code": 404}


def ok(**result: object) -> dict[str, object]:
    return {"ok": True, "result": result}


class Platform:
    """All three in one: answers by the last part of the path, and remembers who asked with what."""

    def __init__(self) -> None:
        self.address = ""
        self.date = NOW
        self.hangs = asyncio.Event()
        self.hanging: set[str] = set()
        self.status: dict[str, int] = {}
        self.asked: list[str] = []
        self.answers: dict[str, Any] = {
            "telegram/getMe": ok(
                username="ttdn_bot",
                first_name="Hỏi đáp",
                can_join_groups=True,
                can_read_all_group_messages=False,
                supports_inline_queries=True,
            ),
            "telegram/getWebhookInfo": ok(url="", pending_update_count=0),
            "zalo/getMe": ok(account_name="bot.abc", account_type="BASIC", can_join_groups=True),
            "zalo/getWebhookInfo": NO_WEBHOOK,
            "oa/getoa": {"error": 0, "data": {"name": "Vụ Thông tin", "is_verified": True, "package_name": "Nâng cao"}},
            "oa/message": {"error": 0, "data": [{"product_type": "cs", "total": 2000, "remain": 1234}]},
        }

    async def answer(self, request: web.Request) -> web.Response:
        what = self._what(request)
        self.asked.append(what)
        if what in self.hanging:
            await self.hangs.wait()
        body = self.answers[what]
        if what.startswith("oa/") and request.headers.get("access_token") != ACCESS:
            body = {"error": -216, "message": "Access token is invalid"}
        headers = {"Date": format_datetime(self.date, usegmt=True)} if self.date else {}
        text = body if isinstance(body, str) else json.dumps(body)
        return web.Response(text=text, status=self.status.get(what, 200), headers=headers)

    def _what(self, request: web.Request) -> str:
        first, *_, last = request.path.strip("/").split("/")
        if first == "oa":
            return f"oa/{last}"
        assert request.path == f"/{first}/bot{SECRET}/{last}"
        assert request.method == {"telegram": "GET", "zalo": "POST"}[first]
        return f"{first}/{last}"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRET_NAMES:
        monkeypatch.delenv(name, raising=False)


@asynccontextmanager
async def listening(platform: Platform) -> AsyncIterator[Platform]:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", platform.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    platform.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield platform
    finally:
        platform.hangs.set()
        await runner.cleanup()


def settings_for(address: str, folder: Path, bots: Mapping[str, object]) -> Settings:
    """`bots` are settings of Telegram and the Zalo bot."""
    return Settings.model_validate(
        {
            "data": {"folder": folder},
            "telegram": {"base_url": f"{address}/telegram", **bots},
            "zalo_bot": {"base_url": f"{address}/zalo", **bots},
            "zalo_oa": {"base_url": f"{address}/oa"},
        }
    )


def store_access(folder: Path, token: str = ACCESS) -> None:
    write_pair(folder / FILE, Pair(token, "other-refresh-token", NOW, 90000, "0"))


async def found(
    platform: Platform,
    environment: dict[str, str],
    folder: Path,
    *,
    spoken: str = "en",
    tell: Callable[[str], object] = lambda line: None,
    answer_seconds: float = 5,
    quiet_seconds: float = 5,
    bots: Mapping[str, object] | None = None,
) -> list[Finding]:
    async with listening(platform):
        return await find_online(
            settings_for(platform.address, folder, bots or {}),
            tokens.load(environment),
            spoken,
            lambda: NOW,
            tell,
            answer_seconds=answer_seconds,
            quiet_seconds=quiet_seconds,
        )


def lines(findings: list[Finding], mark: str = "") -> str:
    return "\n".join(finding.text for finding in findings if not mark or finding.mark == mark)


@pytest.mark.parametrize("spoken", LANGUAGES)
async def test_what_is_well_is_told_in_the_language_of_the_terminal_and_no_token_is(
    tmp_path: Path, spoken: str
) -> None:
    store_access(tmp_path)
    findings = await found(Platform(), ALL, tmp_path, spoken=spoken)
    said = lines(findings)
    assert {finding.mark for finding in findings} == {"fine"}
    assert [
        part for part in ("@ttdn_bot", "/hoi", "bot.abc", "BASIC", "Vụ Thông tin", "1234") if part not in said
    ] == []
    assert ("đồng hồ" in said) == (spoken == "vi")
    assert [secret for secret in (SECRET, "AAtheSecretHalf", ACCESS, "the-refresh-token") if secret in said] == []


async def test_only_what_is_on_is_asked_in_a_fixed_order(tmp_path: Path) -> None:
    platform = Platform()
    assert "No messenger is on" in lines(await found(platform, {}, tmp_path))
    assert platform.asked == []
    said = lines(await found(platform, ZALO_BOT, tmp_path))
    assert "Telegram" not in said
    order = [line.split(":")[0] for line in lines(await found(platform, ALL, tmp_path)).splitlines()]
    assert order == sorted(order)  # Telegram, Zalo Bot, Zalo OA


@pytest.mark.parametrize("off", [timedelta(seconds=29), timedelta(seconds=-29)])
async def test_a_clock_that_is_half_a_minute_off_is_right(tmp_path: Path, off: timedelta) -> None:
    platform = Platform()
    platform.date = NOW + off
    assert "right (off by 29 seconds)" in lines(await found(platform, TELEGRAM, tmp_path), "fine")


@pytest.mark.parametrize("off", [timedelta(seconds=31), timedelta(days=-400)])
async def test_a_clock_that_is_off_by_more_is_wrong_whichever_way(tmp_path: Path, off: timedelta) -> None:
    platform = Platform()
    platform.date = NOW + off
    wrong = lines(await found(platform, ALL, tmp_path), "wrong")
    assert wrong.count(f"off by {round(abs(off.total_seconds()))} seconds; have it set by the network (NTP)") == 3


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"ok": False, "error_code": 401, "description": "Unauthorized"}, 401),
        ({"ok": False, "error_code": 404, "description": "Not Found"}, 404),
        ({"ok": False, "error_code": 401, "description": "Unauthorized"}, 200),  # as Zalo was seen to say it
    ],
)
async def test_a_token_that_is_refused_is_named_by_its_variable(
    tmp_path: Path, answer: dict[str, object], status: int
) -> None:
    platform = Platform()
    platform.answers["telegram/getMe"] = platform.answers["zalo/getMe"] = answer
    platform.status = {"telegram/getMe": 401 if status == 200 else status, "zalo/getMe": status}
    wrong = lines(await found(platform, TELEGRAM | ZALO_BOT, tmp_path), "wrong")
    assert "check TTDN_TELEGRAM_TOKEN in the environment, and get a new one from @BotFather" in wrong
    assert "check TTDN_ZALO_BOT_TOKEN in the environment, and get a new one from Zalo Bot Creator" in wrong
    assert platform.asked.count("telegram/getWebhookInfo") == 0


async def test_permissions_that_are_missing_are_told_with_what_to_do(tmp_path: Path) -> None:
    platform = Platform()
    me = {"can_join_groups": False, "can_read_all_group_messages": True, "supports_inline_queries": False}
    platform.answers["telegram/getMe"] = ok(username="ttdn_bot", **me)
    platform.answers["zalo/getMe"] = ok(account_name="bot.abc", account_type="BASIC", can_join_groups=False)
    warnings = lines(await found(platform, TELEGRAM | ZALO_BOT, tmp_path), "warning")
    for wanted in ("/setjoingroups", "/setprivacy", "/setinline", "ask Zalo to open them"):
        assert wanted in warnings


async def test_a_webhook_that_is_in_the_way_of_polling_is_told_by_its_host_alone_and_left_alone(tmp_path: Path) -> None:
    platform = Platform()
    info = ok(url="https://other.example/secret-path")
    platform.answers |= {"telegram/getWebhookInfo": info, "zalo/getWebhookInfo": info}
    findings = await found(platform, TELEGRAM | ZALO_BOT, tmp_path)
    wrong = lines(findings, "wrong")
    assert wrong.count("a webhook leads to other.example, so polling gets no messages") == 2
    assert "secret-path" not in lines(findings)
    assert set(platform.asked) == {"telegram/getMe", "telegram/getWebhookInfo", "zalo/getMe", "zalo/getWebhookInfo"}


async def test_a_webhook_is_compared_with_the_one_that_is_set(tmp_path: Path) -> None:
    platform, mode = Platform(), {"mode": "webhook", "webhook_address": HOOK}
    assert (
        lines(await found(platform, TELEGRAM | ZALO_BOT, tmp_path, bots=mode), "warning").count("no webhook yet") == 2
    )
    platform.answers["telegram/getWebhookInfo"] = ok(url=f"{HOOK}/telegram")
    platform.answers["zalo/getWebhookInfo"] = ok(url="https://other.example/zalo-bot")
    findings = await found(platform, TELEGRAM | ZALO_BOT, tmp_path, bots=mode)
    assert "Telegram: the webhook leads to bot.example.gov.vn" in lines(findings, "fine")
    assert f"Zalo Bot: the webhook leads to other.example, not to {HOOK}/zalo-bot" in lines(findings, "wrong")


async def test_what_telegram_says_of_its_calls_is_told_while_it_is_recent(tmp_path: Path) -> None:
    platform, mode = Platform(), {"mode": "webhook", "webhook_address": HOOK}
    for age, failing in ((timedelta(minutes=5), True), (timedelta(days=2), False)):
        platform.answers["telegram/getWebhookInfo"] = ok(
            url=f"{HOOK}/telegram",
            pending_update_count=3,
            last_error_date=int((NOW - age).timestamp()),
            last_error_message="Wrong response from the webhook: 502 Bad Gateway",
        )
        findings = await found(platform, TELEGRAM, tmp_path, bots=mode)
        assert ("502 Bad Gateway" in lines(findings, "wrong")) == failing
        assert "3 messages wait" in lines(findings)


async def test_an_official_account_is_not_asked_with_its_refresh_token(tmp_path: Path) -> None:
    platform = Platform()
    findings = await found(platform, ZALO_OA, tmp_path)
    assert "no access token is stored yet" in lines(findings, "warning")
    assert "clock of this machine is right" in lines(findings, "fine")
    assert platform.asked == ["oa/getoa"]


@pytest.mark.parametrize(
    ("answers", "mark", "said"),
    [
        ({"oa/getoa": {"error": -220, "message": "expired"}}, "warning", "the stored access token is no longer good"),
        ({"oa/getoa": {"error": -240, "message": "shut down"}}, "wrong", "says error -240: shut down"),
        ({"oa/getoa": {"error": 0, "data": {"name": "Vụ", "is_verified": False}}}, "warning", "not verified"),
        ({"oa/message": {"error": 0, "data": [{"remain": 0}]}}, "wrong", "no consultation messages are left"),
        ({"oa/message": {"error": -209, "message": "not supported"}}, "fine", "does not say how many"),
        ({"oa/message": {"error": 0, "data": "x"}}, "fine", "does not say how many"),
    ],
)
async def test_what_keeps_an_official_account_from_sending_is_told(
    tmp_path: Path, answers: dict[str, Any], mark: str, said: str
) -> None:
    platform = Platform()
    platform.answers |= answers
    store_access(tmp_path)
    assert said in lines(await found(platform, ZALO_OA, tmp_path), mark)


@pytest.mark.parametrize("content", ["{", "[]", '{"access_token": 5}', "\ud800".encode("utf-8", "surrogatepass")])
async def test_a_stored_token_that_cannot_be_read_is_as_none(tmp_path: Path, content: str | bytes) -> None:
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "zalo-oa.token.json").write_bytes(raw)
    assert "no access token is stored yet" in lines(await found(Platform(), ZALO_OA, tmp_path), "warning")


@pytest.mark.parametrize("body", ["<html>blocked</html>", "[]", "", '"ok"', "[" * 100_000])
async def test_an_answer_that_is_not_the_platforms_is_told_with_its_status(tmp_path: Path, body: str) -> None:
    platform = Platform()
    platform.answers["telegram/getMe"] = body
    platform.status["telegram/getMe"] = 502
    wrong = lines(await found(platform, TELEGRAM, tmp_path), "wrong")
    assert "could not be asked (the answer cannot be read, HTTP 502)" in wrong
    assert "set telegram.proxy, telegram.base_url" in wrong


@pytest.mark.parametrize("result", [None, [], "x", {"username": None, "url": 5, "last_error_date": 10**30}])
async def test_an_answer_of_another_shape_is_no_accident(tmp_path: Path, result: object) -> None:
    platform = Platform()
    for what in ("telegram/getMe", "telegram/getWebhookInfo", "zalo/getMe", "zalo/getWebhookInfo"):
        platform.answers[what] = {"ok": True, "result": result}
    platform.answers |= {"oa/getoa": {"error": 0, "data": result}, "oa/message": {"error": 0, "data": result}}
    store_access(tmp_path)
    assert len(await found(platform, ALL, tmp_path)) > 6


async def test_a_platform_out_of_reach_is_told_and_the_others_are_asked(tmp_path: Path) -> None:
    platform = Platform()
    settings = {"base_url": "http://127.0.0.1:1"}
    findings = await found(platform, TELEGRAM | ZALO_OA, tmp_path, bots=settings)
    assert "Telegram: 127.0.0.1:1 could not be asked (Connect call failed" in lines(findings, "wrong")
    assert "Zalo OA" in lines(findings)
    assert SECRET not in lines(findings)


async def test_one_that_does_not_answer_is_waited_for_aloud_and_then_given_up_alone(tmp_path: Path) -> None:
    platform, told = Platform(), list[str]()
    platform.hanging = {"zalo/getMe"}
    findings = await found(
        platform, TELEGRAM | ZALO_BOT, tmp_path, tell=told.append, answer_seconds=0.6, quiet_seconds=0.2
    )
    assert told == ["Waiting for Zalo Bot to answer..."]
    assert "Zalo Bot: 127.0.0.1" in lines(findings, "wrong")
    assert "no answer in 1 second" in lines(findings, "wrong")
    assert "@ttdn_bot" in lines(findings, "fine")


async def test_the_command_says_all_of_it_and_fails_when_something_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    platform = Platform()
    platform.date = utc_now()
    platform.answers["telegram/getMe"] = ok(username="ttdn_bot", first_name=f"\x1b[2J {SECRET}", can_join_groups=True)

    def ttdn(*args: str) -> int | str | None:
        monkeypatch.setattr(sys, "argv", ["ttdn", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code

    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    monkeypatch.setenv("TTDN_TELEGRAM_TOKEN", SECRET)
    async with listening(platform):
        monkeypatch.setenv("TTDN_TELEGRAM__BASE_URL", f"{platform.address}/telegram")
        assert await asyncio.to_thread(ttdn, "check", "--online", "--data", str(tmp_path)) == 0
        said = capsys.readouterr()
        assert "Telegram: bot @ttdn_bot" in said.out
        assert "chú ý  Telegram: chưa hỏi được bằng @bot" in said.out
        assert "\x1b" not in said.out
        assert mask(SECRET) == "***"
        assert "AAtheSecretHalf" not in said.out + said.err
        platform.date = utc_now() - timedelta(minutes=5)
        assert await asyncio.to_thread(ttdn, "check", "--online", "--data", str(tmp_path)) == 1
        said = capsys.readouterr()
        assert re.search(r"LỖI    Telegram: đồng hồ của máy này lệch 30\d giây", said.out)
        assert said.err == "ttdn: có 1 lỗi\n"
