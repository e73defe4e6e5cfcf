"""The operator sees what is internal; who reads it on the page depends on who can reach the page."""

import sys
from pathlib import Path

import pytest

from bot import facts
from bot.__main__ import main
from bot.building import make_parts
from bot.commands import check
from bot.setting_tables import DataSettings, PortalSettings, WebSettings
from bot.settings import Settings
from handlers import router
from knowledge.memory import Store, history
from knowledge.messages import Chat
from tests.internal import NOTE, SINGLE, flag
from tests.stores import store
from tests.talk import NOW, message

__all__ = ["store"]

PORTAL = PortalSettings(address="https://hoidap.example.gov.vn", header="X-Remote-User", proxies=["127.0.0.1"])


@pytest.fixture
def flagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks 2.6 and 4.4 of Nghị quyết 47/NQ-CP are internal."""
    documents = flag(tmp_path / "documents", SINGLE)
    for module in (facts, check):
        monkeypatch.setattr(module, "DOCUMENTS", documents)
    monkeypatch.setenv("TTDN_DATA__FOLDER", str(tmp_path / "data"))


def ttdn(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str) -> str:
    monkeypatch.setattr(sys, "argv", ["ttdn", *args])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


@pytest.mark.usefixtures("flagged")
@pytest.mark.parametrize(
    "args",
    [
        ("ask", "2.6 là gì"),
        ("show", "47/NQ-CP 2.6"),
        ("tasks", "--document", "47/NQ-CP", "--json"),
        ("simulate", "--from", "2026-12-17", "--to", "2026-12-17", "--agency", "Bộ Ngoại giao"),
    ],
)
def test_the_commands_show_everything(
    args: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "báo chí nước ngoài" in ttdn(monkeypatch, capsys, *args)


@pytest.mark.usefixtures("flagged")
def test_check_counts_what_is_internal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "Internal: 0 documents, 2 tasks, 0 reporting duties and deadlines" in ttdn(monkeypatch, capsys, "check")


@pytest.mark.usefixtures("flagged")
@pytest.mark.parametrize(
    ("web", "reads"), [(WebSettings(port=0), True), (WebSettings(port=8080, portal=PORTAL), False)]
)
def test_the_page_shows_it_to_who_sits_at_the_machine_and_not_to_all_whom_a_portal_lets_in(
    store: Store, tmp_path: Path, web: WebSettings, reads: bool
) -> None:
    parts = make_parts(Settings(data=DataSettings(folder=tmp_path), web=web), store, lambda: NOW)
    chat = Chat("web", "an")
    store.call(router.handle, parts.services, message("nhiệm vụ 2.6", chat=chat), NOW)
    answer = store.call(history.since, chat)[-1].reply.text
    assert ("báo chí nước ngoài" in answer, NOTE in answer) == (reads, not reads)
