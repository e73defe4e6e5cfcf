"""ttdn import, as people start it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.memory import DATABASE, open_store
from knowledge.reading.drafts.draft import Flag, Reason
from knowledge.texts import LANGUAGES, say
from tests.desk import Desk
from tests.importing.score import score
from tests.importing.word_families import roman_restarts_with_extra_columns


def ttdn(*args: str | Path, data: Path, language: str = "C") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "import", *map(str, args), "--data", str(data)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env={"LC_ALL": language, "PATH": ""}, check=False
    )


@pytest.fixture
def annex(tmp_path: Path) -> Path:
    file = tmp_path / "phụ lục.docx"
    file.write_bytes(roman_restarts_with_extra_columns().content)
    return file


def test_the_draft_is_one_object(annex: Path, tmp_path: Path) -> None:
    ended = ttdn(annex, "--dry-run", "--json", data=tmp_path / "data")
    assert (ended.returncode, ended.stderr) == (0, "")
    draft = json.loads(ended.stdout)
    assert set(draft) == {"document", "groups", "tasks", "problems"}
    assert draft["document"]["symbol"] == "12/QĐ-TTg"
    assert len({task["id"] for task in draft["tasks"]}) == len(draft["tasks"])
    found = score(draft, roman_restarts_with_extra_columns().gold)
    assert found.right == found.rows
    assert draft["tasks"][0]["extra"]["Cấp trình"] == "Thủ tướng Chính phủ"
    assert all(problem["place"] and problem["reason"] for problem in draft["problems"])
    assert not (tmp_path / "data").exists()


def test_without_json_it_says_what_was_found_and_what_is_doubtful(annex: Path, tmp_path: Path) -> None:
    ended = ttdn(annex, "--dry-run", data=tmp_path / "data", language="vi_VN.UTF-8")
    assert "Quyết định 12/QĐ-TTg, ngày 15/01/2025" in ended.stdout
    assert "Đọc được 15 nhiệm vụ trong 3 nhóm" in ended.stdout
    assert not (tmp_path / "data").exists()


def test_what_is_not_only_tried_is_kept_as_a_draft_that_admins_find_in_the_chat(annex: Path, tmp_path: Path) -> None:
    ended = ttdn(annex, data=tmp_path / "data", language="vi_VN.UTF-8")
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[-1].startswith("Đã lưu thành bản nháp số 1. Người quản trị gửi /nhaptailieu 1")
    assert json.loads(ttdn(annex, "--json", data=tmp_path / "data").stdout)["draft"] == 2
    store = open_store(tmp_path / "data" / DATABASE)
    desk = Desk(store)
    desk.make("lan", "admin")
    assert "Đọc được 15 nhiệm vụ trong 3 nhóm" in desk.say("/nhaptailieu 1").text
    assert "1. phụ lục.docx: Quyết định 12/QĐ-TTg, 15 nhiệm vụ, dòng lệnh" in desk.say("/nhaptailieu").text
    store.close()


def test_a_file_that_cannot_be_read_ends_with_code_2_and_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"")
    ended = ttdn(file, "--json", data=tmp_path / "data")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "ttdn: The file a.pdf is empty.\n"


def test_every_flag_and_reason_is_said_in_both_languages() -> None:
    for language in LANGUAGES:
        assert all(say(language, f"draft.{each}") for each in (*Flag, *Reason))
