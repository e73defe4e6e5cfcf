"""The log of an office with notices to thousands of chats and documents of a thousand tasks is shown at once."""

from io import BytesIO
from time import process_time

import pytest
from openpyxl import load_workbook

from knowledge.changes.change import Author, Change, Value
from knowledge.memory import Store, Transaction, history, journal, outbox_files
from knowledge.messages import Chat
from tests.handlers.office_talk import Office, office_talk
from tests.questions.asking import at_nine
from tests.stores import store

__all__ = ["store"]

MONDAY = at_nine(2026, 11, 23)
LAN = Chat("console", "lan")
QUICK = 0.7
"""Seconds of the processor; it was over three."""


@pytest.fixture
def office(store: Store) -> Office:
    return office_talk(store)


def announced(agency: str, chats: int) -> Value:
    to: list[Value] = [{"agency": agency, "chat": chat, "language": "vi", "person": chat} for chat in range(chats)]
    at = "2026-11-23T02:00:00.000000+00:00"
    return {"asked_in": 3, "at": at, "language": "vi", "missing": [], "picture": None, "text": "Họp", "to": to}


def published(version: int, tasks: int) -> Value:
    task: dict[str, Value] = {
        "title": "Xây dựng kế hoạch thông tin đối ngoại. " * 4,
        "lead": {"named": [{"id": "bng"}]},
        "extra": {},
    }
    return {"version": version, "symbol": "99/QĐ-TTg", "tasks": [{"number": str(n), **task} for n in range(tasks)]}


def write(tx: Transaction, notices: int, versions: int, agency: str = "bng") -> None:
    """As they are confirmed one after another."""
    lan = Author(2, "console")
    for number in range(notices):
        change = Change("announcement", f"announcement:{number + 1}", None, announced(agency, 3500))
        journal.add(tx, change, lan, MONDAY)
    for version in range(1, versions + 1):
        before = published(version - 1, 1000) if version > 1 else None
        journal.add(tx, Change("document", "99/QĐ-TTg", before, published(version, 1000)), lan, MONDAY)


def sheet(office: Office, sender: str) -> list[list[object]]:
    """The rows of the file under the last page, without its head."""
    chat = Chat("console", sender)
    assert "trong tệp kèm theo" in office.choose("Xuất .xlsx", sender)
    kept = office.store.call(outbox_files.of_row, office.store.call(history.since, chat)[-1].id)
    assert kept is not None
    made = load_workbook(BytesIO(kept.content)).active
    assert made is not None
    return [[cell.value for cell in row] for row in made.iter_rows(min_row=2)]


@pytest.mark.parametrize("sender", ["lan", "hoa"])
def test_neither_the_page_nor_the_file_reads_all_that_was_changed(office: Office, sender: str) -> None:
    office.store.call(write, 60, 20)
    began = process_time()
    page = office("/nhatky", sender)
    read = process_time()
    rows = sheet(office, sender)
    assert (read - began < QUICK, process_time() - read < QUICK) == (True, True)
    assert "văn bản 99/QĐ-TTg: bản 19, 1000 nhiệm vụ → bản 20, 1000 nhiệm vụ." in page
    assert len(rows) == 80
    assert rows[-1][4] == "thông báo số 1: không có → “Họp” tới 3500 nơi, 09:00 23/11/2026"


def test_an_officer_finds_what_is_about_the_agency_and_nothing_else(office: Office) -> None:
    office.store.call(write, 1, 1)
    office.store.call(write, 1, 0, "vtv")
    office("/nhatky", "hoa")
    assert [row[0] for row in sheet(office, "hoa")] == [2, 1]
    office("/nhatky")
    assert [row[0] for row in sheet(office, "lan")] == [3, 2, 1]


def test_what_an_older_version_wrote_down_reads_the_same(office: Office) -> None:
    office.store.call(write, 2, 2)
    office("/nhatky", "hoa")
    made = sheet(office, "hoa")
    office.store.call(lambda tx: tx.change("DELETE FROM change_brief"))
    for _ in range(2):
        office("/nhatky", "hoa")
        assert sheet(office, "hoa") == made


def test_the_chain_holds_only_as_long_as_each_is_listed_as_what_it_is(office: Office) -> None:
    office.store.call(write, 1, 1)
    assert office.store.call(journal.first_broken) is None
    office.store.call(lambda tx: tx.change("UPDATE change_brief SET will = '{}' WHERE change = 2"))
    assert office.store.call(journal.first_broken) == 2
