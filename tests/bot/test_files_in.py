"""Files that people send on Telegram and on the page: fetched for admins only, when they are wanted, and never kept."""

import asyncio
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser as Chromium
from playwright.async_api import expect

from bot.channels import telegram_files
from knowledge.memory import Store, drafts, file_readings
from tests.bot.browsing import ask, expect_to_fit, opened, replies
from tests.bot.reading_files import Running, reading
from tests.bot.telegram_talk import telegram
from tests.bot.wire import Browser, browser, new_id, texts
from tests.fakes.telegram import TOKEN, TelegramFake
from tests.fakes.telegram_faults import Page, Refuse
from tests.fakes.telegram_people import Person, group
from tests.jobs.test_reading import annex

__all__ = ["telegram"]

ADMINS_ONLY = "Tệp chỉ dùng để nhập văn bản"


def document(name: str = "phụ lục.docx", size: int = 100, file_id: str = "tệp-1") -> dict[str, Any]:
    return {"file_id": file_id, "file_unique_id": "u", "file_name": name, "mime_type": "x/y", "file_size": size}


async def drafts_of(store: Store) -> list[str]:
    return [head.file for head in await store.run(drafts.all_heads)]


async def as_admin(fake: TelegramFake, program: Running) -> Person:
    lan = Person(fake, 7)
    await lan.says("xin chào")
    await fake.sent(1)
    await program.make_all("admin")
    return lan


async def test_an_admin_sends_a_document_on_telegram_and_gets_a_draft(tmp_path: Path, telegram: TelegramFake) -> None:
    async with reading(tmp_path, telegram) as program:
        lan = await as_admin(telegram, program)
        telegram.platform.files["tệp-1"] = annex()
        await lan.posts(document=document())
        sent = await telegram.sent(3)
        assert sent[1].text.startswith("Đã nhận phụ lục.docx, đang đọc")
        assert sent[1].labels() == [["Dừng đọc"]]
        assert sent[2].text.startswith("Bản nháp số 1, từ tệp phụ lục.docx")
        assert await drafts_of(program.store) == ["phụ lục.docx"]


RECORD = "/nop phát ngôn số 46/BC-BNG ngày 21/11/2026"
LETTER = b"%PDF-1.7 bao cao"


async def test_an_officer_sends_the_document_of_a_report_on_telegram_with_its_number_below(
    tmp_path: Path, telegram: TelegramFake
) -> None:
    async with reading(tmp_path, telegram) as program:
        hoa = Person(telegram, 7)
        await hoa.says("xin chào")
        await telegram.sent(1)
        await program.make_all_officers()
        telegram.platform.files["tệp-1"] = LETTER
        await hoa.posts(document=document("bc.pdf"), caption=RECORD)
        sent = await telegram.sent(3)
        assert sent[1].text.startswith("Đã ghi nhận nộp báo cáo")
        assert sent[2].text.startswith("Đã kèm tệp “bc.pdf” vào văn bản 46/BC-BNG")
        await hoa.says("/tep")
        await telegram.sent(4)
        await hoa.says("1")
        shown = (await telegram.sent(5))[4]
        assert shown.text.startswith("Báo cáo công tác phát ngôn")
        assert shown.file is not None
        assert shown.file.content == LETTER


async def test_an_officer_sends_the_document_of_a_report_on_the_page(tmp_path: Path) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person:
        await person.history()
        await person.post("xin chào")
        await person.answered()
        await program.make_all_officers()
        await person.post(RECORD)
        await person.answered(2)
        await person.post("Kèm tệp văn bản")
        await person.answered(3)
        id_ = new_id()
        assert await person.post("bc.pdf", id_, **announced(LETTER, "bc.pdf")) == (200, {"id": id_, "wanted": True})
        assert await upload(person, id_, LETTER) == 200
        assert texts(await person.answered(5))[-1].startswith("Đã kèm tệp “bc.pdf” vào văn bản 46/BC-BNG")


async def test_nobody_elses_document_is_fetched_from_telegram(tmp_path: Path, telegram: TelegramFake) -> None:
    async with reading(tmp_path, telegram) as program:
        lan = Person(telegram, 7)
        await lan.posts(document=document(), caption="/nhaptailieu 1")
        assert (await telegram.sent(1))[0].text.startswith(ADMINS_ONLY)
        chat = group(telegram)
        await lan.posts(chat, document=document())
        await lan.posts(chat, document=document(), caption="@ttdn_bot xem giúp")
        await telegram.acknowledged()
        assert "getfile" not in telegram.names()
        assert await program.store.run(file_readings.waiting) == []
        assert len(telegram.platform.sent) == 1


async def test_what_telegram_lets_no_bot_fetch_is_refused_by_its_size(tmp_path: Path, telegram: TelegramFake) -> None:
    async with reading(tmp_path, telegram) as program:
        lan = await as_admin(telegram, program)
        await lan.posts(document=document("lớn.pdf", 25_000_000))
        assert "nặng 25,0 MB; ở đây chỉ nhận tệp đến 20,0 MB" in (await telegram.sent(2))[1].text
        assert "getfile" not in telegram.names()


@pytest.mark.parametrize("fault", [Refuse(400, "Bad Request: file is too big"), Page(502)])
async def test_what_telegram_does_not_give_is_asked_for_again_and_no_secret_is_logged(
    tmp_path: Path,
    telegram: TelegramFake,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    fault: Refuse | Page,
) -> None:
    monkeypatch.setattr(telegram_files, "PAUSE", 0.01)
    async with reading(tmp_path, telegram) as program:
        lan = await as_admin(telegram, program)
        telegram.break_down("getFile", fault)
        await lan.posts(document=document())
        assert (await telegram.sent(3))[2].text == "Chưa lấy được tệp phụ lục.docx. Vui lòng gửi lại."
    assert TOKEN not in "".join(capfd.readouterr())


async def test_a_cut_connection_is_tried_again(
    tmp_path: Path, telegram: TelegramFake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_files, "PAUSE", 0.01)
    async with reading(tmp_path, telegram) as program:
        lan = await as_admin(telegram, program)
        telegram.platform.files["tệp-1"] = annex()
        telegram.plan("getFile", Page(502))
        await lan.posts(document=document())
        assert (await telegram.sent(3))[2].text.startswith("Bản nháp số 1")


def announced(content: bytes, name: str = "phụ lục.docx", size: int | None = None) -> dict[str, Any]:
    return {"file": {"name": name, "type": "x/y", "size": len(content) if size is None else size}}


async def upload(person: Browser, id_: str, content: bytes) -> int:
    headers = {"Origin": person.address, "Content-Type": "application/octet-stream"}
    async with person.http.post(f"{person.address}/uploads/{id_}", data=BytesIO(content), headers=headers) as response:
        return response.status


async def as_admin_on_page(person: Browser, program: Running) -> None:
    await person.history()
    await person.post("xin chào")
    await person.answered()
    await program.make_all("admin")


async def test_an_admin_sends_a_file_on_the_page_and_gets_a_draft(tmp_path: Path) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person:
        await as_admin_on_page(person, program)
        id_, content = new_id(), annex()
        assert await person.post("phụ lục.docx", id_, **announced(content)) == (200, {"id": id_, "wanted": True})
        assert await upload(person, id_, content) == 200
        said = texts(await person.answered(3))
        assert said[2] == "phụ lục.docx"
        assert said[-1].startswith("Bản nháp số 1, từ tệp phụ lục.docx")
        assert await upload(person, id_, content) == 404


async def test_bytes_that_nobody_wants_are_not_taken(tmp_path: Path) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person, browser(program.address) as other:
        await person.history()
        await other.history()
        id_ = new_id()
        status, body = await person.post("a.docx", id_, **announced(b"x"))
        assert (status, body["wanted"]) == (200, False)
        assert texts(await person.answered())[-1].startswith(ADMINS_ONLY)
        assert await upload(person, id_, b"x" * 1_000_000) == 404
        await program.make_all("admin")
        id_ = new_id()
        assert (await person.post("a.docx", id_, **announced(b"x")))[1]["wanted"]
        assert await upload(other, id_, b"x") == 404
        assert await upload(person, new_id(), b"x") == 404


async def test_a_file_of_sixty_megabytes_is_refused_whatever_size_was_announced(tmp_path: Path) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person:
        await as_admin_on_page(person, program)
        status, body = await person.post("lớn.docx", **announced(b"", "lớn.docx", 60_000_000))
        assert (status, body["wanted"]) == (200, False)
        said = texts(await person.answered(2))[-1]
        assert said.startswith("Tệp lớn.docx nặng 60,0 MB; ở đây chỉ nhận tệp đến 30,0 MB.")
        id_ = new_id()
        assert (await person.post("nhỏ.docx", id_, **announced(b"", "nhỏ.docx", 10)))[1]["wanted"]
        assert await upload(person, id_, b"x" * 31_000_000) == 413
        assert await drafts_of(program.store) == []


async def test_a_file_that_never_comes_is_given_up(tmp_path: Path) -> None:
    async with reading(tmp_path, idle=0.1) as program, browser(program.address) as person:
        await as_admin_on_page(person, program)
        await person.post("a.docx", new_id(), **announced(b"x"))
        assert texts(await person.answered(3))[-1] == (
            "Tệp phụ lục.docx chưa được tải lên hết nên không đọc. Vui lòng gửi lại."
        )
        assert await program.store.run(file_readings.waiting) == []


@pytest.mark.parametrize("file", [{"name": "a"}, {"name": "a", "type": "", "size": -1}, {"name": 1}, "a", []])
async def test_what_is_no_file_is_refused_in_a_sentence(tmp_path: Path, file: object) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person:
        await person.history()
        status, body = await person.post("a.docx", new_id(), file=file)
        assert status == 400
        assert "file" in body["error"]


async def test_what_was_announced_before_a_restart_can_be_sent_after_it(tmp_path: Path) -> None:
    async with reading(tmp_path) as program, browser(program.address) as person:
        await as_admin_on_page(person, program)
        id_, content = new_id(), annex()
        await person.post("a.docx", id_, **announced(content))
        cookies = list(person.http.cookie_jar)
    async with reading(tmp_path) as program, browser(program.address) as person:
        person.http.cookie_jar.update_cookies({cookie.key: cookie.value for cookie in cookies})
        assert await upload(person, id_, content) == 200
        assert texts(await person.answered(3))[-1].startswith("Bản nháp số 1")


@pytest.mark.asyncio(loop_scope="session")
async def test_on_a_phone_a_file_is_chosen_uploaded_and_answered(chromium: Chromium, tmp_path: Path) -> None:
    small = {"viewport": {"width": 320, "height": 568}}
    async with reading(tmp_path) as program, opened(chromium, program.address, **small) as tab:
        await ask(tab, "xin chào")
        await expect(replies(tab)).to_have_count(1)
        await program.make_all("admin")
        async with tab.expect_file_chooser() as waiting:
            await tab.get_by_role("button", name="Chọn tệp văn bản").click()
        chooser = await waiting.value
        await chooser.set_files({"name": "phụ lục.docx", "mimeType": "x/y", "buffer": annex()})
        await expect(tab.locator(".message.mine .line").last).to_have_text("phụ lục.docx")
        await expect(replies(tab).last).to_contain_text("Bản nháp số 1, từ tệp phụ lục.docx", timeout=20_000)
        await expect(tab.locator(".mine .mark").last).to_have_attribute("data-state", "uploaded")
        await expect(tab.get_by_role("button", name="Công bố")).to_be_visible()
        await expect_to_fit(tab)
        await tab.get_by_role("button", name="Sửa bằng Excel").click()
        async with tab.expect_download() as download:
            await tab.get_by_role("link", name="Tải tệp: Ban nhap 1").click()
        content = await asyncio.to_thread((await (await download.value).path()).read_bytes)
        async with tab.expect_file_chooser() as waiting:
            await tab.get_by_role("button", name="Chọn tệp văn bản").click()
        await (await waiting.value).set_files({"name": "a.xlsx", "mimeType": "x/y", "buffer": content})
        await expect(replies(tab).last).to_contain_text("Đã nhận lại bảng của bản nháp số 1", timeout=20_000)


@pytest.mark.asyncio(loop_scope="session")
async def test_a_stranger_who_chooses_a_file_uploads_nothing(chromium: Chromium, tmp_path: Path) -> None:
    async with reading(tmp_path) as program, opened(chromium, program.address) as tab:
        asked: list[str] = []
        tab.on("request", lambda request: asked.append(request.url))
        await tab.locator("#file").set_input_files({"name": "a.docx", "mimeType": "x/y", "buffer": b"x"})
        await expect(replies(tab).last).to_contain_text(ADMINS_ONLY)
        assert not [url for url in asked if "/uploads/" in url]
