"""ttdn audit verify proves that nothing was altered; ttdn audit list shows what there is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import cli
from bot.commands.invite import invite
from knowledge.changes.change import Author
from knowledge.changes.making import Changes
from knowledge.memory import DATABASE, journal, open_store
from tests.talk import NOW


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    monkeypatch.delenv("TTDN_TELEGRAM_TOKEN", raising=False)


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["audit", *arguments, "--data", str(folder)])


def change_something(folder: Path, times: int) -> str:
    """Returns the last hash."""
    store = open_store(folder / DATABASE)
    try:
        for number in range(times):
            store.call(Changes({}).make, "alias", "x", number, Author(1, "telegram"), NOW)
        last = store.call(journal.last)
        return last.hash if last else ""
    finally:
        store.close()


def test_what_nobody_altered_is_whole_and_the_last_hash_is_said(tmp_path: Path) -> None:
    digest = change_something(tmp_path, 3)
    result = run(tmp_path, "verify")
    assert (result.exit_code, result.output) == (0, f"Nhật ký nguyên vẹn: 3 thay đổi, mã cuối {digest}\n")


def test_a_database_without_changes_is_whole(tmp_path: Path) -> None:
    change_something(tmp_path, 0)
    assert run(tmp_path, "verify").output == "Nhật ký nguyên vẹn: 0 thay đổi, mã cuối -\n"


@pytest.mark.parametrize("statement", [
    "UPDATE change SET after = '7' WHERE id = 2", "DELETE FROM change WHERE id = 2",
    "UPDATE change SET person = 2 WHERE id = 2",
])  # fmt: skip
def test_what_was_altered_is_named_and_ends_with_1(tmp_path: Path, statement: str) -> None:
    change_something(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as database, database:
        database.execute(statement)
    result = run(tmp_path, "verify")
    assert result.exit_code == 1
    assert "thay đổi số 2 không khớp" in result.output


def test_without_a_database_that_is_said_and_none_is_made(tmp_path: Path) -> None:
    result = run(tmp_path, "verify")
    assert result.exit_code == 1
    assert "no database yet" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_code_from_the_command_line_is_in_the_log_without_its_letters(tmp_path: Path) -> None:
    made = CliRunner().invoke(invite, ["--data", str(tmp_path), "--role", "owner"]).output
    code = made.splitlines()[0]
    listed = run(tmp_path, "list", "--limit", "5").output
    assert "mã mời số 1: không có → người phụ trách chương trình, 1 lần" in listed
    assert "chương trình (dòng lệnh)" in listed
    assert code not in listed
    assert run(tmp_path, "verify").exit_code == 0
