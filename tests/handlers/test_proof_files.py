"""The document by which something is done is sent as a file, kept with the record, and shown to who may see it."""

import asyncio
from dataclasses import replace

import pytest

from handlers.reporting.proof_files import MOST_KEPT
from jobs.pictures import TakingPictures
from jobs.proofs import keep_proof
from knowledge.memory import Store, file_readings, history, kept_files, outbox_files, people, proof_files
from knowledge.memory.file_readings import PROOF, FileReading
from knowledge.memory.proof_files import ProofFile
from knowledge.messages import Attachment, Chat, File
from tests.conversations.play import services
from tests.handlers.conftest import Talk
from tests.questions.asking import at_nine
from tests.talk import message

PDF = b"%PDF-1.7 bao cao"
LETTER = Attachment("báo cáo.pdf", "application/pdf", len(PDF), 20_000_000, "id-1")
PDF_FILE = File("a.pdf", "application/pdf", PDF)
RECORD = "/nop phát ngôn số 46/BC-BNG ngày 21/11/2026"


@pytest.fixture
def office(store: Store) -> Talk:
    """Hoa speaks for Bộ Ngoại giao, Tú for Bộ Công an, Lan is an administrator."""
    talk = Talk(store)
    talk.services = services(members_only=False, changing=True)
    talk.now = at_nine(2026, 11, 22)
    talk.make("hoa", "officer", "bng")
    talk.make("tú", "officer", "bca")
    talk.make("lan", "admin")
    return talk


def by(talk: Talk, who: str, text: str, file: Attachment | None = None) -> str:
    talk.count += 1
    said = message(text, str(talk.count), sender=who, chat=Chat("console", who))
    return talk.give(replace(said, file=file)) or ""


def fetched(talk: Talk, who: str, content: bytes = PDF) -> str:
    """The job fetches what is wanted; what it says last."""

    async def fetch(reading: FileReading) -> bytes:
        return content

    taking = TakingPictures(talk.store, {"console": fetch}, lambda: talk.now, {PROOF: keep_proof})

    async def work() -> None:
        running = asyncio.create_task(taking.run(lambda: None))
        async with asyncio.timeout(5):
            while talk.store.call(file_readings.waiting, PROOF):  # noqa: ASYNC110
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(work())
    return talk.store.call(history.since, Chat("console", who))[-1].reply.text


def attached(talk: Talk) -> None:
    by(talk, "hoa", RECORD)
    by(talk, "hoa", "Kèm tệp văn bản")
    by(talk, "hoa", "", LETTER)
    assert "Đã kèm tệp “báo cáo.pdf” vào văn bản 46/BC-BNG" in fetched(talk, "hoa")


def test_it_is_asked_for_under_the_record_and_kept_with_it(office: Talk) -> None:
    by(office, "hoa", RECORD)
    asked = by(office, "hoa", "Kèm tệp văn bản")
    assert asked.startswith("Vui lòng gửi tệp văn bản của ")
    assert "Zalo không gửi được tệp" in asked
    assert by(office, "hoa", "báo cáo.pdf", LETTER) == "Đã nhận tệp “báo cáo.pdf”, đang tải."
    assert fetched(office, "hoa") == "Đã kèm tệp “báo cáo.pdf” vào văn bản 46/BC-BNG ngày 21/11/2026. Xem lại: /tep"


def test_it_comes_with_the_command_as_what_stands_under_it(office: Talk) -> None:
    said = by(office, "hoa", RECORD, LETTER)
    assert said.startswith("Đã ghi nhận nộp báo cáo: Báo cáo công tác phát ngôn")
    assert said.endswith("Đã nhận tệp “báo cáo.pdf”, đang tải.")
    assert "Đã kèm tệp" in fetched(office, "hoa")


def test_it_comes_with_the_answer_and_never_in_its_place(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6")
    assert by(office, "hoa", "báo cáo.pdf", LETTER) == "Vui lòng gửi số và ngày văn bản trước, rồi gửi tệp."
    said = by(office, "hoa", "12/BC-BNG ngày 20/11/2026", LETTER)
    assert said.startswith("Đã ghi nhận hoàn thành: 2.6")
    assert "Đã kèm tệp" in fetched(office, "hoa")


def test_its_officers_and_administrators_see_it_and_nobody_else(office: Talk) -> None:
    attached(office)
    for who in ("hoa", "lan"):
        assert "văn bản 46/BC-BNG ngày 21/11/2026 (báo cáo.pdf, " in by(office, who, "/tep")
        by(office, who, "1")
        row = office.store.call(history.since, Chat("console", who))[-1].id
        file = office.store.call(outbox_files.of_row, row)
        assert file is not None
        assert (file.name, file.media_type, file.content) == ("báo cáo.pdf", "application/pdf", PDF)
    assert by(office, "tú", "/tep") == "Chưa có tệp văn bản nào."
    for who in ("tú", "minh"):
        assert "Chỉ cán bộ đầu mối" in by(office, who, "/tep @BNG")


def test_it_goes_with_the_record_and_is_forgotten_then(office: Talk) -> None:
    attached(office)
    assert office.store.call(kept_files.forget_unused) == 0
    by(office, "hoa", "/nop phát ngôn số 47/BC-BNG ngày 22/11/2026")
    by(office, "hoa", "1")
    assert by(office, "hoa", "/tep") == "Chưa có tệp văn bản nào."


def test_sending_it_is_a_change_in_the_log_that_is_taken_back(office: Talk) -> None:
    attached(office)
    log = by(office, "lan", "/nhatky")
    assert "tệp văn bản của Bộ Ngoại giao: Báo cáo công tác phát ngôn" in log
    assert "báo cáo.pdf" not in log
    by(office, "hoa", "/hoantac")
    assert "Đã trở lại như trước" in by(office, "hoa", "1")
    assert by(office, "hoa", "/tep") == "Chưa có tệp văn bản nào."
    assert office.store.call(kept_files.forget_unused) == 1


@pytest.mark.parametrize(("content", "said"), [(b"", "Chưa lấy được tệp"), (b"MZ...", "không phải tệp PDF")])
def test_what_is_no_document_is_not_kept(office: Talk, content: bytes, said: str) -> None:
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    by(office, "hoa", "", LETTER)
    assert said in fetched(office, "hoa", content)
    assert office.store.call(proof_files.size_of_all) == 0


def test_what_comes_too_late_or_from_who_reports_no_more_is_not_kept(office: Talk) -> None:
    by(office, "hoa", RECORD, LETTER)
    hoa = next(person for person, name in office.store.call(people.with_roles) if "bng" in person.agencies)
    office.store.call(people.set_role, hoa.id, "member")
    assert "đã thay đổi nên tệp" in fetched(office, "hoa")
    assert office.store.call(proof_files.size_of_all) == 0


def test_what_is_too_large_or_too_much_is_refused_before_it_is_fetched(office: Talk) -> None:
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    assert "quá lớn" in by(office, "hoa", "", replace(LETTER, size=15_000_000))
    full = ProofFile("bca", "47/NQ-CP 4.3 2030", "1/BC", office.store.call(kept_files.keep, PDF_FILE), "a", MOST_KEPT)
    office.store.call(proof_files.put, full, office.now)
    by(office, "hoa", "/nop phát ngôn")
    by(office, "hoa", "Kèm tệp văn bản")
    assert "Chỗ lưu tệp đã đầy" in by(office, "hoa", "", LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []


def test_a_file_of_who_has_recorded_nothing_goes_its_way(office: Talk) -> None:
    assert by(office, "hoa", "", LETTER).startswith("Để kèm tệp văn bản, vui lòng ghi nhận bằng /nop hoặc /xong trước")
    assert by(office, "minh", "", LETTER).startswith("Tệp chỉ dùng để nhập văn bản")
    assert "Chỉ cán bộ đầu mối" in by(office, "minh", RECORD, LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []
