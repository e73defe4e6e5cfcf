"""ttdn simulate: every reminder of a span of days, for people, as CSV and as a calendar file."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from bot.commands.simulate import COLUMNS, simulate
from knowledge.memory import DATABASE, Transaction, chats, completions, open_store, reminders, wishes
from knowledge.memory.wishes import Wishes
from knowledge.messages import Chat
from tests.talk import NOW, message

GROUP = Chat("telegram", "-100777", group=True)


@pytest.fixture(autouse=True)
def in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(simulate, ["--data", str(folder), *arguments])


NOVEMBER = ("--from", "2026-11-23", "--to", "2026-11-30", "--agency", "BNG")


def test_each_row_says_when_to_whom_what_and_why(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, *NOVEMBER, "--csv").output)))
    assert list(rows[0]) == list(COLUMNS)
    assert [(row["send_at"], row["step"], row["due"], row["advised"]) for row in rows] == [
        ("2026-11-26T08:00:00+07:00", "T-3", "2026-11-29", "2026-11-27"),
        ("2026-11-27T08:00:00+07:00", "T0", "2026-11-29", "2026-11-27"),
        ("2026-11-30T08:00:00+07:00", "T+1", "2026-11-29", "2026-11-27"),
    ]
    assert "nên làm xong chậm nhất thứ Sáu 27/11/2026" in rows[0]["why"]


def test_a_row_keeps_its_form(tmp_path: Path) -> None:
    """Other programs read it."""
    lines = run(tmp_path, "--from", "2026-12-31", "--to", "2027-01-01", "--agency", "BNG", "--csv").output.splitlines()
    assert lines[0] == "send_at,agency,chat,kind,obligation,step,due,advised,why"
    assert lines[1] == (
        "2026-12-31T08:00:00+07:00,bng,bng,lead,47/NQ-CP 2.6,T0,2026-12-31,2026-12-31,"
        '"ngày cuối 31/12/2026; văn bản chỉ ghi năm, tạm lấy 31/12/2026"'
    )
    assert lines[2:] == []


def test_what_a_chat_has_set_is_reckoned_with(tmp_path: Path) -> None:
    def write(tx: Transaction) -> None:
        chats.seen(tx, replace(message("", chat=GROUP), chat_title="Vụ Báo chí"), NOW)
        chats.bind(tx, GROUP, "bng", 1, NOW)
        wishes.put(tx, GROUP, Wishes(first=time(9, 30)), 1, NOW)
        reminders.put_off(tx, "bng", "tt02-bao-cao-nam 2026", date(2026, 11, 27), 1, NOW)

    with closing(open_store(tmp_path / DATABASE)) as store:
        store.call(write)
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, *NOVEMBER[:4], "--csv").output)))
    assert [(row["send_at"], row["chat"], row["step"]) for row in rows] == [
        ("2026-11-27T09:30:00+07:00", "Vụ Báo chí", "again 2026-11-27"),
        ("2026-11-30T09:30:00+07:00", "Vụ Báo chí", "T+1"),
    ]
    assert rows[0]["why"].startswith("được lùi đến ngày này")


def test_what_an_agency_without_a_chat_has_done_is_reckoned_with(tmp_path: Path) -> None:
    december = ("--from", "2026-12-01", "--to", "2027-01-10", "--agency", "BNG", "--csv")
    assert "47/NQ-CP 2.6" in run(tmp_path, *december).output
    with closing(open_store(tmp_path / DATABASE)) as store:
        store.call(completions.add, "bng", "47/NQ-CP 2.6 2026", "123/BC-BNG", 1, NOW)
    rows = list(csv.DictReader(io.StringIO(run(tmp_path, *december).output)))
    assert {row["chat"] for row in rows} == {"bng"}
    assert "47/NQ-CP 2.6" not in {row["obligation"] for row in rows}


def test_the_same_can_be_read_by_a_calendar_program(tmp_path: Path) -> None:
    found = Calendar.from_ical(run(tmp_path, *NOVEMBER, "--ics").output)
    events = list(found.walk("VEVENT"))
    assert len({str(event["uid"]) for event in events}) == 3
    assert str(events[0]["summary"]).startswith("Báo cáo thông tin đối ngoại năm 2026")


def test_people_read_a_line_each(tmp_path: Path) -> None:
    lines = run(tmp_path, *NOVEMBER).output.splitlines()
    assert lines[0].startswith("2026-11-26 08:00  bng  T-3  Báo cáo thông tin đối ngoại năm 2026")


def test_all_agencies_at_once(tmp_path: Path) -> None:
    output = run(tmp_path, "--from", "2026-11-26", "--to", "2026-11-26", "--every-agency", "--csv").output
    told = {row["agency"] for row in csv.DictReader(io.StringIO(output))}
    assert {"bng", "byt", "btc"} <= told
    assert "btttt" not in told


@pytest.mark.parametrize(("arguments", "said"), [
    (("--from", "2026-12-01", "--to", "2026-11-01", "--every-agency"), "--to must not be before --from"),
    (("--from", "hôm nay", "--to", "2026-11-01", "--every-agency"), "is no day such as"),
    (("--from", "2026-11-01", "--to", "2026-12-01"), "no agency has a chat yet"),
    (("--from", "2026-11-01", "--to", "2026-12-01", "--agency", "Bộ Không Có"), "no agency is called"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_with_what_to_do(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code != 0
    assert said in result.output
