"""No secret leaves the program, whoever writes it: our lines, libraries, errors that nobody caught."""

import asyncio
import gc
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
import structlog
from aiohttp import ClientSession, web
from telegram import Bot
from telegram.error import TelegramError

from bot import masking
from bot.log import Handler, configure
from bot.masking import hide, mask
from bot.setting_tables import LogSettings

ROOT = Path(__file__).parent.parent.parent
TOKEN = "123456789:AAtheSecretHalf-of_a_token"
AWKWARD = 'pass "word"\\ với dấu/+?'
SECRETS = (TOKEN, TOKEN.split(":")[1], quote(TOKEN, safe=""), AWKWARD, quote(AWKWARD), json.dumps(AWKWARD)[1:-1])

log = structlog.get_logger("a module of ours")


@pytest.fixture(autouse=True)
def hidden() -> None:
    hide((TOKEN, AWKWARD))


def log_everything(form: str) -> None:
    """In this format; libraries too, which are quiet otherwise."""
    configure(LogSettings.model_validate({"level": "debug", "format": form}))
    for library in ("httpx", "httpcore", "aiohttp", "asyncio", "telegram"):
        logging.getLogger(library).setLevel(logging.DEBUG)


both_forms = pytest.mark.parametrize("form", ["json", "console"])


@pytest.fixture
def written(capfd: pytest.CaptureFixture[str]) -> Iterator[list[str]]:
    """What was written until now, checked at the end of the test: something was, and no secret."""
    lines: list[str] = []
    yield lines
    out = "".join(lines) + "".join(capfd.readouterr())
    assert masking.MASK in out
    assert [secret for secret in SECRETS if secret.lower() in out.lower()] == []


@asynccontextmanager
async def platform(status: int) -> AsyncIterator[str]:
    """A platform on loopback that answers everything with this status; its address."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "description": "Unauthorized", "error_code": status}, status=status)

    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.mark.parametrize("text", SECRETS)
def test_a_secret_is_masked_in_every_form_in_which_it_is_written(text: str) -> None:
    assert mask(f"before {text} after") == "before *** after"


def test_a_short_part_of_a_token_is_no_secret_by_itself() -> None:
    hide(("123:at",))
    assert mask("look at 123:at") == "look at ***"


def test_nothing_is_masked_where_nothing_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(masking, "_forms", set())
    hide(("", ""))
    assert mask("look") == "look"


@both_forms
def test_a_line_of_ours_is_masked_in_its_event_its_values_and_its_traceback(form: str, written: list[str]) -> None:
    log_everything(form)
    try:
        try:
            raise ValueError(f"cannot open https://platform.test/bot{TOKEN}/getMe")
        except ValueError as error:
            raise RuntimeError(AWKWARD) from error
    except RuntimeError as error:
        error.add_note(quote(TOKEN, safe=""))
        log.error(f"event {TOKEN}", value=AWKWARD, inner={"token": TOKEN}, exc_info=error)


@both_forms
def test_a_line_of_a_library_is_masked_in_its_arguments_and_its_traceback(form: str, written: list[str]) -> None:
    log_everything(form)
    try:
        raise OSError(TOKEN)
    except OSError:
        logging.getLogger("some.library").exception("calling %s %r", TOKEN, {"key": AWKWARD}, stack_info=True)


@both_forms
def test_a_line_that_cannot_be_formatted_shows_none_of_its_values(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    log_everything(form)
    (ours,) = (handler for handler in logging.getLogger().handlers if isinstance(handler, Handler))
    ours.handle(logging.makeLogRecord({"name": "some.library", "msg": "%d of %d", "args": (TOKEN,)}))
    said = capfd.readouterr().err
    assert "a log line of some.library could not be written" in said
    assert TOKEN.split(":")[1] not in said


@both_forms
async def test_httpx_says_no_token_whether_the_platform_answers_or_not(form: str, written: list[str]) -> None:
    log_everything(form)
    async with platform(404) as address, httpx.AsyncClient() as client:
        response = await client.get(f"{address}/bot{TOKEN}/getMe", params={"key": AWKWARD})
        try:
            response.raise_for_status()
        except httpx.HTTPError as error:
            log.warning("refused", exc_info=error)
    async with httpx.AsyncClient() as client:
        try:
            await client.get(f"http://127.0.0.1:1/bot{TOKEN}/getMe")
        except httpx.HTTPError as error:
            log.warning("out of reach", url=str(error.request.url), exc_info=error)


@both_forms
async def test_aiohttp_says_no_token_whether_the_platform_answers_or_not(form: str, written: list[str]) -> None:
    log_everything(form)
    async with platform(500) as address, ClientSession() as client:
        for url in (f"{address}/bot{TOKEN}/getMe", f"http://127.0.0.1:1/bot{quote(TOKEN, safe='')}/getMe"):
            try:
                (await client.get(url, raise_for_status=True)).close()
            except Exception as error:
                log.warning("failed", url=url, error=repr(error), exc_info=error)


@both_forms
async def test_the_telegram_library_says_no_token_whether_the_platform_answers_or_not(
    form: str, written: list[str]
) -> None:
    log_everything(form)
    async with platform(401) as refusing:
        for base in (refusing, "http://127.0.0.1:1"):
            bot = Bot(TOKEN, base_url=f"{base}/bot")
            try:
                await bot.initialize()
            except TelegramError as error:
                log.warning("failed", bot=repr(bot.base_url), exc_info=error)
            await bot.shutdown()


@both_forms
async def test_an_error_of_a_task_that_nobody_awaits_is_masked(form: str, written: list[str]) -> None:
    log_everything(form)

    async def fail() -> None:
        raise RuntimeError(TOKEN)

    task = asyncio.create_task(fail())
    await asyncio.wait([task])
    del task
    gc.collect()
    loop = asyncio.get_running_loop()
    loop.call_exception_handler({"message": f"callback failed at {TOKEN}", "exception": OSError(AWKWARD)})


@both_forms
def test_an_error_of_a_thread_is_masked(form: str, written: list[str]) -> None:
    log_everything(form)

    def fail() -> None:
        raise RuntimeError(TOKEN)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


@both_forms
def test_an_error_where_none_can_be_raised_is_masked(form: str, written: list[str]) -> None:
    log_everything(form)

    class Careless:
        def __del__(self) -> None:
            raise RuntimeError(TOKEN)

    Careless()
    gc.collect()


@both_forms
def test_an_error_that_ends_the_program_is_masked_and_still_a_failure(written: list[str], form: str) -> None:
    script = (
        "from bot.log import Handler, configure\n"
        "from bot.masking import hide\n"
        "from bot.setting_tables import LogSettings\n"
        f"configure(LogSettings(format={form!r})); hide([{TOKEN!r}])\n"
        "import sys; raise RuntimeError('bot' + sys.argv[1])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, TOKEN], capture_output=True, text=True, cwd=ROOT, env=os.environ, check=False
    )
    assert ended.returncode == 1
    assert "error not caught" in ended.stderr
    written += [ended.stdout, ended.stderr]
