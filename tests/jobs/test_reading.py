"""Files are read beside everything else: what comes of it is told, stopped or not, and nothing of a file is left."""

import asyncio
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from jobs.reading import MOST_DRAFTS
from knowledge.memory import Store, drafts, file_readings, people
from tests.desk import Desk
from tests.importing.hostile import FILES
from tests.importing.word import add_table, as_bytes, new_document

HEAD = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
HELD_UP = ("packed.pdf", "huge.docx", "bomb.docx")


@pytest.fixture
def desk(store: Store) -> Desk:
    made = Desk(store)
    made.make("lan", "admin")
    return made


def annex() -> bytes:
    document = new_document("99/QĐ-TTg")
    table = add_table(document, HEAD)
    for row in (
        ("2.3", "Xây dựng đề án truyền thông", "Bộ Ngoại giao", "Bộ Công Thương", "Quý I/2027", "Đề án"),
        ("2.4", "Tổ chức tuần lễ văn hoá", "Bộ Ngoại giao", "Cục Chưa Từng Biết", "Hằng năm", ""),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return as_bytes(document)


def changed(sheet: bytes, row: int, column: int, value: object, title: str = "") -> bytes:
    book = openpyxl.load_workbook(BytesIO(sheet))
    book.active.cell(row, column).value = value
    book.active.title = title or book.active.title
    made = BytesIO()
    book.save(made)
    return made.getvalue()


async def test_a_file_becomes_a_draft_that_outlives_a_restart(desk: Desk) -> None:
    said = await desk.read("phụ lục.docx", annex())
    assert said.text.startswith(
        "Bản nháp số 1, từ tệp phụ lục.docx (giữ đến 22/12/2026)\nQuyết định 99/QĐ-TTg, ngày 15/01/2025"
    )
    assert "Đọc được 2 nhiệm vụ" in said.text
    again = Desk(desk.store)
    assert again.say("/nhaptailieu 1").text == said.text
    assert desk.store.call(file_readings.waiting) == []


async def test_a_sheet_that_was_sent_out_is_taken_back_by_the_numbers(desk: Desk) -> None:
    await desk.read("phụ lục.docx", annex())
    desk.press("Sửa bằng Excel")
    sheet = desk.file()
    assert sheet.name == "Ban nhap 1 99-QĐ-TTg.xlsx"
    back = changed(changed(sheet.content, 2, 5, "30/6/2027"), 3, 4, "=HYPERLINK(1)")
    said = await desk.read(sheet.name, back)
    assert said.text.startswith("Đã nhận lại bảng của bản nháp số 1: thêm 0, bỏ 0, đổi 2 nhiệm vụ.")
    assert "Quyết định 99/QĐ-TTg, ngày 15/01/2025" in said.text
    assert "Thời hạn: 30/6/2027 (30/6/2027)" in desk.say("/nhaptailieu 1 2.3").text
    assert len(desk.store.call(drafts.all_heads)) == 1


async def test_what_was_decided_of_agencies_holds_in_a_sheet_that_comes_back_unchanged(desk: Desk) -> None:
    await desk.read("phụ lục.docx", annex())
    desk.say("/nhaptailieu 1 cơ quan 1 là Bộ Tài chính")
    desk.press("Sửa bằng Excel")
    said = await desk.read("a.xlsx", desk.file().content)
    assert "thêm 0, bỏ 0, đổi 0 nhiệm vụ" in said.text
    assert "Cơ quan chưa có trong danh mục" not in said.text


async def test_a_sheet_of_an_older_version_or_of_a_draft_that_is_gone_is_not_taken(desk: Desk) -> None:
    await desk.read("phụ lục.docx", annex())
    desk.press("Sửa bằng Excel")
    sheet = desk.file().content
    desk.say("/nhaptailieu 1 2.3 hạn 30/6/2027")
    assert (await desk.read("a.xlsx", sheet)).text.startswith("Bảng này là của bản nháp số 1 trước khi được sửa")
    assert "30/6/2027" in desk.say("/nhaptailieu 1 2.3").text
    gone = changed(sheet, 2, 5, "2027", "Bản nháp 77-1")
    assert (await desk.read("a.xlsx", gone)).text.startswith("Không có bản nháp số 77")


async def test_numbers_and_days_in_cells_of_a_sheet_are_read_as_they_are_seen(desk: Desk) -> None:
    await desk.read("phụ lục.docx", annex())
    desk.press("Sửa bằng Excel")
    said = await desk.read("a.xlsx", changed(desk.file().content, 2, 1, "2.5"))
    assert "thêm 1, bỏ 1, đổi 0 nhiệm vụ" in said.text


def others_in(folder: Path) -> set[str]:
    """What lies there besides the database."""
    return {path.name for path in folder.rglob("*") if "sqlite" not in path.name}


@pytest.mark.parametrize("name", [name for name in FILES if name not in HELD_UP])
async def test_a_hostile_file_gets_its_sentence_and_leaves_nothing(desk: Desk, tmp_path: Path, name: str) -> None:
    make, why = FILES[name]
    before = others_in(tmp_path)
    said = (await desk.read(name, make())).text
    assert name in said
    assert "Bản nháp" not in said
    if why != "too_large":
        assert len(desk.fetched) == 1
    assert desk.store.call(drafts.all_heads) == []
    assert desk.store.call(file_readings.waiting) == []
    assert others_in(tmp_path) == before


async def test_a_reading_is_stopped_and_nothing_is_said_of_it_any_more(desk: Desk) -> None:
    desk.hold = asyncio.Event()
    desk.send("chậm.docx", annex())
    work = asyncio.create_task(desk.reading.run(lambda: None))
    while not desk.fetched:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert desk.press("Dừng đọc").text == "Đã dừng đọc chậm.docx; không giữ lại gì của tệp này."
    desk.reading.look()
    await asyncio.sleep(0.05)
    desk.hold.set()
    await desk.reading.settled()
    work.cancel()
    assert desk.last().text.startswith("Đã dừng đọc")
    assert desk.store.call(drafts.all_heads) == []


async def test_what_takes_long_is_said_to_be_still_read_and_can_be_stopped_there_too(store: Store) -> None:
    desk = Desk(store, patience=0.05)
    desk.make("lan", "admin")
    desk.hold = asyncio.Event()
    desk.send("chậm.docx", annex())
    work = asyncio.create_task(desk.reading.run(lambda: None))
    while "Vẫn đang đọc" not in desk.last().text:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    assert [each.label for each in desk.last().buttons] == ["Dừng đọc"]
    desk.hold.set()
    await desk.reading.settled()
    work.cancel()
    assert desk.last().text.startswith("Bản nháp số 1")


async def test_a_program_that_was_killed_while_reading_reads_it_when_it_starts_again(desk: Desk) -> None:
    desk.send("phụ lục.docx", annex())
    again = Desk(desk.store, files=desk.files)
    assert (await again.settled()).text.startswith("Bản nháp số 1")


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(desk: Desk) -> None:
    desk.send("mất.docx", b"x")
    desk.files.clear()
    assert (await desk.settled()).text == "Chưa lấy được tệp mất.docx. Vui lòng gửi lại."


async def test_a_person_has_only_so_many_drafts(desk: Desk) -> None:
    for _ in range(MOST_DRAFTS):
        desk.bring()
    said = await desk.read("phụ lục.docx", annex())
    assert said.text.startswith(f"Đã có {MOST_DRAFTS} bản nháp của anh/chị.")
    assert len(desk.store.call(drafts.all_heads)) == MOST_DRAFTS


async def test_who_was_erased_meanwhile_leaves_no_reading_and_no_name_at_a_draft(desk: Desk) -> None:
    desk.send("phụ lục.docx", annex())
    desk.bring()
    desk.store.call(people.erase, 1)
    assert desk.store.call(file_readings.waiting) == []
    assert [head.person for head in desk.store.call(drafts.all_heads)] == [0]
