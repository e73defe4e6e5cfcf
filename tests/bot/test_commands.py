"""The command line as a person or a script uses it: what comes out, and one clear line when something is wrong."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.facts import DOCUMENTS
from knowledge.amending.edits import edit_value
from knowledge.changes.change import SYSTEM
from knowledge.changes.kinds import KINDS
from knowledge.changes.making import Changes
from knowledge.memory import DATABASE, open_store
from knowledge.memory.lock import RunningLock
from knowledge.memory.migrations import MIGRATIONS, Migration, migrate

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-11-22"
SECRET = "123456:the-secret-half"


@dataclass(frozen=True)
class Ended:
    code: int | str | None
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Ttdn = Callable[..., Ended]


@pytest.fixture
def ttdn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ttdn:
    """Runs a command in this process on a data folder of the test's own."""
    monkeypatch.setenv("TTDN_DATA__FOLDER", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*args: str, typed: str = "") -> Ended:
        monkeypatch.setattr(sys, "argv", ["ttdn", *args])
        monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ended(ended.value.code, said.out, said.err)

    return run


def process(*args: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    env = os.environ | {"TTDN_DATA__FOLDER": str(folder)} | environment
    command = [sys.executable, "-m", "bot", *args]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=ROOT, text=True, encoding="utf-8"
    )


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.startswith("ttdn: ") and "Traceback" not in text


def test_a_question_is_answered_as_a_text_that_a_person_reads(ttdn: Ttdn) -> None:
    ended = ttdn("ask", "--as-of", DAY, "Bộ Ngoại giao chủ trì nhiệm vụ nào?")
    assert (ended.code, ended.err) == (0, "")
    assert ended.lines[0].startswith("Bộ Ngoại giao chủ trì 5 nhiệm vụ")


def test_a_question_needs_no_quotation_marks_and_can_be_answered_for_a_program(ttdn: Ttdn) -> None:
    answer = json.loads(ttdn("ask", "--json", "--as-of", DAY, "Bộ", "Ngoại", "giao", "chủ", "trì", "gì").out)
    assert (answer["kind"], len(answer["tasks"])) == ("tasks", 5)
    assert set(answer) == {"kind", "tasks", "via_group", "via_succession", "archived", "options", "text"}


def test_a_batch_keeps_the_order_and_lines_of_one_session_are_one_conversation(ttdn: Ttdn) -> None:
    questions = [
        {"id": "a", "session": "s", "text": "Bộ Ngoại giao chủ trì nhiệm vụ nào?"},
        {"id": "b", "session": None, "text": "còn phối hợp?"},
        {"id": "c", "session": "s", "text": "còn phối hợp?"},
        {"id": "d", "text": "còn phối hợp?"},
    ]
    typed = "\n\n".join(json.dumps(question) for question in questions)
    answers = [json.loads(line) for line in ttdn("ask", "--batch", "--as-of", DAY, typed=typed).lines]
    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert len(answers[2]["tasks"]) == 14
    assert answers[1]["kind"] == answers[3]["kind"] == "clarify"


def test_a_batch_from_windows_may_begin_with_a_mark(ttdn: Ttdn) -> None:
    ended = ttdn("ask", "--batch", typed='\ufeff{"id": 1, "text": "chào"}')
    assert (ended.code, len(ended.lines)) == (0, 1)


@pytest.mark.parametrize(
    "line", ["[" * 100_000, "not json", "[]", '{"id": 1}', '{"id": 1, "text": 2}', '{"text": "x"}']
)
def test_a_wrong_line_of_a_batch_is_named(ttdn: Ttdn, line: str) -> None:
    ended = ttdn("ask", "--batch", typed='{"id": 1, "text": "chào"}\n' + line)
    assert ended.code == 1
    assert "line 2" in ended.err
    assert is_one_line(ended.err)
    assert len(ended.lines) == 1


def test_the_day_asked_for_decides_what_is_over(ttdn: Ttdn) -> None:
    question = ("ask", "--json", "Nhiệm vụ nào đã hết hạn?")
    early, late = (json.loads(ttdn(*question, "--as-of", day).out)["tasks"] for day in ("2024-06-01", "2027-01-01"))
    assert len(early) < len(late)


def test_tasks_for_a_program_have_every_particular_by_its_official_name(ttdn: Ttdn) -> None:
    tasks = [json.loads(line) for line in ttdn("tasks", "--json", "--document", "47/NQ-CP").lines]
    assert len(tasks) == 56
    task = next(task for task in tasks if task["id"] == "47/NQ-CP 2.6")
    assert task["lead"] == ["Bộ Ngoại giao"]
    assert (task["period"], task["first_year"], task["last_year"]) == ("2024 - 2026", 2024, 2026)
    assert list(task) == (
        "id number title group group_title lead coordinate lead_collectives coordinate_collectives"
        " period first_year last_year recurring"
    ).split(" ")


def test_what_officials_set_of_a_task_stands_behind_the_documents_words(ttdn: Ttdn, tmp_path: Path) -> None:
    store = open_store(tmp_path / DATABASE)
    value = edit_value({"named": ["bca"], "collectives": []}, "QĐ 9/QĐ-TTg", "phân công lại", date(2026, 11, 22))
    store.call(Changes(KINDS).make, "task", "47/NQ-CP 2.6 lead", value, SYSTEM, datetime(2026, 11, 22, tzinfo=UTC))
    store.close()
    tasks = [json.loads(line) for line in ttdn("tasks", "--json", "--agency", "BCA", "--role", "lead").lines]
    task = next(task for task in tasks if task["id"] == "47/NQ-CP 2.6")
    assert task["lead"] == ["Bộ Ngoại giao"]
    assert task["amendments"] == [{
        "field": "lead", "basis": "QĐ 9/QĐ-TTg", "reason": "phân công lại", "agency": "", "was": ["Bộ Ngoại giao"],
        "now": ["Bộ Công an"], "since": "2026-11-22",
    }]  # fmt: skip


def test_tasks_of_the_draft_carry_the_symbol_of_the_document_it_became(ttdn: Ttdn) -> None:
    drafts = [json.loads(line) for line in ttdn("tasks", "--json", "--draft").lines]
    assert {task["id"].rsplit(" ", 1)[0] for task in drafts} == {"47/NQ-CP"}
    assert len(drafts) == 56


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--agency", "BNG", "--role", "lead"), {"2.6", "3.5", "3.6", "4.3", "5.6"}),
        (("--agency", "Bộ Ngoại giao", "--role", "lead", "--due", "2026"), {"2.6"}),
        (("--agency", "BNG", "--role", "lead", "--year", "2029"), {"3.5", "3.6", "4.3", "5.6"}),
        (("--agency", "BNG", "--role", "lead", "--recurring"), {"5.6"}),
    ],
)
def test_tasks_can_be_chosen_by_agency_role_and_years(ttdn: Ttdn, options: tuple[str, ...], ids: set[str]) -> None:
    lines = ttdn("tasks", "--document", "47/NQ-CP", *options).lines
    assert {line.split()[1] for line in lines} == ids
    assert max(map(len, lines)) < 160


def test_one_task_is_shown_whole(ttdn: Ttdn) -> None:
    out = ttdn("show", "47/NQ-CP  3.6").out
    assert "Thực hiện Đề án Ngày Tôn vinh tiếng Việt trong cộng đồng người Việt Nam ở nước ngoài" in out
    assert "Bộ Giáo dục và Đào tạo" in out


def test_drafts_and_finals_are_compared_task_by_task_also_from_files(ttdn: Ttdn, tmp_path: Path) -> None:
    same = ttdn("compare", "47/NQ-CP", "47/NQ-CP").lines
    assert same[:1] == ["1.1: no difference"]
    assert len(same) == 57
    changed = (DOCUMENTS / "47-NQ-CP.txt").read_text(encoding="utf-8")
    changed = changed.replace("Triển khai Chiến lược Ngoại giao văn hóa", "Thực hiện Chiến lược Ngoại giao văn hóa")
    (tmp_path / "sau.txt").write_text(changed, encoding="utf-8")
    lines = ttdn("compare", "47/NQ-CP", str(tmp_path / "sau.txt")).lines
    assert [line for line in lines if "no difference" not in line] == [
        "3.5: title: Triển khai Chiến lược Ngoại giao văn hóa đến năm 2030"
        " → Thực hiện Chiến lược Ngoại giao văn hóa đến năm 2030",
        "1 of 56 tasks differ",
    ]


def test_check_says_what_there_is_and_makes_nothing(ttdn: Ttdn, tmp_path: Path) -> None:
    ended = ttdn("check")
    assert ended.code == 0
    assert "56 tasks, 56 draft tasks" in ended.out
    assert "none yet" in ended.out
    assert list(tmp_path.iterdir()) == []


def test_check_sees_a_running_program_and_its_messages(ttdn: Ttdn, tmp_path: Path) -> None:
    open_store(tmp_path / DATABASE).close()
    assert "not running" in ttdn("check").out
    lock = RunningLock.take(tmp_path)
    out = ttdn("check").out
    lock.release()
    assert "Program: running" in out
    assert "0 waiting, 0 given up" in out


def test_check_names_what_is_wrong_and_fails(ttdn: Ttdn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(tmp_path / DATABASE)
    store.call(migrate, (*MIGRATIONS, Migration("Newer.", ())))
    store.close()
    ended = ttdn("check")
    assert ended.code == 1
    assert "newer version" in ended.out
    monkeypatch.setenv("TTDN_WEB__PORT", "tám")
    ended = ttdn("check")
    assert "web.port" in ended.out
    assert is_one_line(ended.err)


PORTAL = {"ADDRESS": "https://hoidap.example.gov.vn", "HEADER": "X-Remote-User", "PROXIES": '["127.0.0.1"]'}


@pytest.mark.parametrize("started", [("run",), ("check",)])
def test_a_busy_port_behind_a_portal_is_named(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch, started: tuple[str, ...]
) -> None:
    for name, value in PORTAL.items():
        monkeypatch.setenv(f"TTDN_WEB__PORTAL__{name}", value)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("TTDN_WEB__PORT", port)
        ended = ttdn(*started)
    assert ended.code == 1
    assert f"web.port {port}: the port is busy" in ended.out + ended.err
    assert is_one_line(ended.err)


@pytest.mark.parametrize("started", [("run",), ("check",)])
def test_a_proxy_that_is_no_address_is_named(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch, started: tuple[str, ...]
) -> None:
    for name, value in (PORTAL | {"PROXIES": '["ten"]'}).items():
        monkeypatch.setenv(f"TTDN_WEB__PORTAL__{name}", value)
    ended = ttdn(*started)
    assert ended.code == 1
    assert 'web.portal.proxies (TTDN_WEB__PORTAL__PROXIES): "ten" is not an IP address' in ended.out + ended.err
    assert is_one_line(ended.err)


def test_check_speaks_the_language_of_the_terminal(ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "56 nhiệm vụ" in ttdn("check").out


def test_check_says_which_messengers_are_on_and_what_the_others_need(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = ttdn("check").out
    assert "Telegram: off; TTDN_TELEGRAM_TOKEN in the environment switches it on" in out
    assert "Who is answered: anyone" in out
    monkeypatch.setenv("TTDN_TELEGRAM_TOKEN", SECRET)
    monkeypatch.setenv("TTDN_ZALO_BOT_SECRET", "a secret alone")
    ended = ttdn("check")
    assert "Telegram: on (polling)" in ended.out
    assert "Zalo Bot: off because TTDN_ZALO_BOT_TOKEN is not set, although TTDN_ZALO_BOT_SECRET is" in ended.out
    assert "members who were invited" in ended.out
    assert ended.code == 0


@pytest.mark.parametrize("started", [("run",), ("check",)])
def test_a_messenger_that_is_half_set_up_is_named_with_what_it_lacks(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch, started: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TTDN_ZALO_OA_REFRESH_TOKEN", SECRET)
    ended = ttdn(*started)
    assert ended.code == 1
    said = ended.out + ended.err
    assert "zalo_oa.webhook_address (TTDN_ZALO_OA__WEBHOOK_ADDRESS" in said
    assert "TTDN_ZALO_OA_SECRET_KEY" in said
    assert is_one_line(ended.err)


@pytest.mark.parametrize("started", [("run",), ("check",)])
def test_a_file_with_a_secret_that_cannot_be_read_is_named(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch, started: tuple[str, ...]
) -> None:
    monkeypatch.setenv("TTDN_TELEGRAM_TOKEN_FILE", "/absent/token")
    ended = ttdn(*started)
    assert ended.code == 1
    assert "TTDN_TELEGRAM_TOKEN_FILE: /absent/token cannot be read" in ended.out + ended.err
    assert is_one_line(ended.err)


@pytest.mark.parametrize("started", [("run",), ("check",)])
def test_a_secret_in_the_settings_file_is_warned_of_and_never_shown(
    ttdn: Ttdn, tmp_path: Path, started: tuple[str, ...]
) -> None:
    file = tmp_path / "my.toml"
    file.write_text(f'[telegram]\ntoken = "{SECRET}"\n', encoding="utf-8")
    lock = RunningLock.take(tmp_path)  # so that `run` ends by itself
    ended = ttdn(*started, "--config", str(file))
    lock.release()
    said = ended.out + ended.err
    assert "telegram.token" in said
    assert "TTDN_TELEGRAM_TOKEN" in said
    assert SECRET.split(":")[1] not in said


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("bogus",), "bogus"),
        (("ask",), "give one question"),
        (("ask", "--batch", "chào"), "give one question"),
        (("ask", "chào", "--as-of", "22/11/2026"), "2026-11-22"),
        (("ask", "--nope"), "--nope"),
        (("tasks", "--agency", "Bộ Không Có"), "Bộ Không Có"),
        (("tasks", "--document", "1/X"), "47/NQ-CP, 1486/QĐ-TTg"),
        (("tasks", "--draft", "--document", "1486/QĐ-TTg"), "no draft annex"),
        (("tasks", "--role", "chủ"), "chủ"),
        (("show", "47/NQ-CP 9.9"), "47/NQ-CP 1.1"),
        (("compare", "47/NQ-CP", "absent.txt"), "absent.txt"),
        (("compare", str(DOCUMENTS / "cong-van-2024.txt"), "47/NQ-CP"), "cong-van-2024.txt"),
        (("tasks", "--config", "absent.toml"), "absent.toml"),
        (("--config", "absent.toml"), "absent.toml"),
    ],
)
def test_an_error_is_one_clear_line_and_a_non_zero_exit(ttdn: Ttdn, args: tuple[str, ...], said: str) -> None:
    ended = ttdn(*args)
    assert ended.code not in (0, None)
    assert ended.out == ""
    assert said in ended.err
    assert is_one_line(ended.err)


def test_a_second_start_on_the_same_data_is_refused_in_one_line(ttdn: Ttdn, tmp_path: Path) -> None:
    lock = RunningLock.take(tmp_path)
    ended = ttdn("run")
    lock.release()
    assert ended.code == 1
    assert "already running" in ended.err
    assert is_one_line(ended.err)


def test_an_address_for_others_without_a_portal_is_refused_in_one_line(
    ttdn: Ttdn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TTDN_WEB__HOST", "0.0.0.0")
    ended = ttdn()
    assert ended.code == 1
    assert "web.host" in ended.err
    assert is_one_line(ended.err)


def test_a_database_that_may_not_be_used_does_not_keep_a_question_from_its_answer(ttdn: Ttdn, tmp_path: Path) -> None:
    (tmp_path / DATABASE).mkdir()
    assert ttdn("ask", "--as-of", DAY, "Bộ Ngoại giao chủ trì nhiệm vụ nào?").lines[0].startswith("Bộ Ngoại giao")


def test_help_names_every_command(ttdn: Ttdn) -> None:
    ended = ttdn("--help")
    assert ended.code == 0
    assert [word for word in ("run", "ask", "tasks", "show", "compare", "check") if f"  {word} " not in ended.out] == []


def test_output_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    with process("tasks", folder=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii") as running:
        out, err = running.communicate(timeout=30)
    assert "Phổ biến, quán triệt" in out
    assert err == ""


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_refused(ttdn: Ttdn, day: str) -> None:
    ended = ttdn("ask", "--as-of", day, "nhiệm vụ hết hạn tuần tới")
    assert ended.code == 2
    assert "--as-of" in ended.err
    assert is_one_line(ended.err)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("args", [("ask", "chào"), ("tasks", "--json"), ("--help",)])
def test_an_output_that_cannot_be_written_is_one_clear_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    env = os.environ | {"TTDN_DATA__FOLDER": str(tmp_path)}
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "bot", *args]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, env=env, cwd=ROOT, text=True, timeout=30)
    assert ended.returncode == 1
    assert "standard output" in ended.stderr
    assert is_one_line(ended.stderr)


def test_a_reader_that_goes_away_is_not_an_error_to_shout_about(tmp_path: Path) -> None:
    with process("tasks", "--json", folder=tmp_path) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 1
