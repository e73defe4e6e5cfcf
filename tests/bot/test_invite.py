"""ttdn invite prints a code that works once, says what it does, and refuses what makes no sense."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from bot.commands.invite import invite
from knowledge.memory import DATABASE, invites, open_store
from knowledge.memory.invites import GROUP, PERSON, Invite
from tests.talk import NOW


@pytest.fixture(autouse=True)
def no_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TTDN_TELEGRAM_TOKEN", raising=False)
    monkeypatch.setenv("LANG", "vi_VN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(invite, ["--data", str(folder), *arguments])


def used(folder: Path, code: str, *, in_group: bool = False) -> Invite | None:
    store = open_store(folder / DATABASE)
    try:
        letters = invites.code_in(code)
        assert letters is not None
        return store.call(invites.use, letters, NOW, in_group=in_group)
    finally:
        store.close()


def test_a_code_for_an_officer_names_the_agency_and_works(tmp_path: Path) -> None:
    result = run(tmp_path, "--role", "officer", "--agency", "BNG", "--days", "30")
    code, said = result.output.strip().splitlines()
    assert "cán bộ đầu mối của Bộ Ngoại giao" in said
    assert used(tmp_path, code) == Invite(PERSON, "officer", "bng")
    assert used(tmp_path, code) is None


def test_a_code_for_a_group_binds_it(tmp_path: Path) -> None:
    result = run(tmp_path, "--group", "--agency", "Bộ Công Thương", "--uses", "2")
    code, said = result.output.strip().splitlines()
    assert "gửi /gan kèm mã này để gắn nhóm với Bộ Công Thương" in said
    assert [used(tmp_path, code, in_group=True) for _ in range(3)] == [*[Invite(GROUP, "", "bct")] * 2, None]


@contextmanager
def proxy_to_telegram() -> Iterator[str]:
    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {"ok": True, "result": {"username": "ttdn_bot"}} if "api.telegram.test" in self.path else {}
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("arguments", "how"), [
    (("--role", "member"), "start"), (("--group", "--agency", "BNG"), "startgroup")
])  # fmt: skip
def test_a_link_for_telegram_is_made_through_the_proxy_that_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], how: str
) -> None:
    with proxy_to_telegram() as proxy:
        monkeypatch.setenv("TTDN_TELEGRAM_TOKEN", "123456:secret-secret-secret")
        monkeypatch.setenv("TTDN_TELEGRAM__BASE_URL", "http://api.telegram.test")
        monkeypatch.setenv("TTDN_TELEGRAM__PROXY", proxy)
        code, _, link = run(tmp_path, *arguments).output.strip().splitlines()
    assert link == f"https://t.me/ttdn_bot?{how}={code}"


def test_where_telegram_does_not_answer_the_code_is_printed_all_the_same_and_no_token(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTDN_TELEGRAM_TOKEN", "123456:secret-secret-secret")
    monkeypatch.setenv("TTDN_TELEGRAM__BASE_URL", "http://127.0.0.1:9")
    result = run(tmp_path, "--role", "owner")
    assert "Chưa hỏi được Telegram" in result.output
    assert "secret" not in result.output


@pytest.mark.parametrize(("arguments", "said"), [
    ((), "give --role"), (("--role", "officer"), "--agency is needed"), (("--group",), "--agency is needed"),
    (("--role", "admin", "--agency", "BNG"), "leave --agency out"),
    (("--role", "member", "--group", "--agency", "BNG"), "give --role"),
    (("--role", "officer", "--agency", "Bộ Không Có"), "no agency is called"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_with_what_to_do(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code != 0
    assert said in result.output
