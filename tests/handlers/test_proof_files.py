"""The document by which something is done is sent as a file, kept with the record, and shown to who may see it."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.reporting import proof_taking
from jobs.pictures import TakingPictures
from jobs.proofs import keep_proof
from jobs.schedule import Times, forget_old
from knowledge.changes.change import canonical
from knowledge.memory import Store, file_readings, history, journal, kept_files, outbox_files, people, proof_files
from knowledge.memory.file_readings import PROOF, FileReading
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
    assert office.store.call(kept_files.forget_unused, office.now) == 0
    by(office, "hoa", "/nop phát ngôn số 47/BC-BNG ngày 22/11/2026")
    by(office, "hoa", "1")
    assert by(office, "hoa", "/tep") == "Chưa có tệp văn bản nào."


def test_sending_it_is_a_change_in_the_log_that_is_taken_back(office: Talk) -> None:
    attached(office)
    log = by(office, "lan", "/nhatky")
    assert "tệp văn bản của Bộ Ngoại giao: Báo cáo công tác phát ngôn" in log
    assert "báo cáo.pdf" not in log
    kept = office.store.call(journal.newest)
    assert "pdf" not in "".join(canonical(each.change.after) for each in kept)
    by(office, "hoa", "/hoantac")
    assert "Đã trở lại như trước" in by(office, "hoa", "1")
    assert by(office, "hoa", "/tep") == "Chưa có tệp văn bản nào."
    assert office.store.call(kept_files.forget_unused, office.now - timedelta(days=30)) == 0
    assert office.store.call(kept_files.forget_unused, office.now + timedelta(days=1)) == 1


def replaced(talk: Talk) -> None:
    """The file on record has taken the place of another."""
    attached(talk)
    by(talk, "hoa", "/tep")
    by(talk, "hoa", "1")
    by(talk, "hoa", "Gửi tệp khác thay")
    by(talk, "hoa", "", replace(LETTER, name="mới.pdf"))
    assert "Đã kèm tệp “mới.pdf”" in fetched(talk, "hoa", b"%PDF-1.7 moi")


def night(talk: Talk, days: int) -> None:
    talk.later(timedelta(days=days))
    talk.store.call(forget_old, talk.now, Times(timedelta(days=400), timedelta(days=1)))


def test_the_file_before_is_there_for_who_takes_the_change_back_the_next_day(office: Talk) -> None:
    replaced(office)
    night(office, 1)
    by(office, "hoa", "/hoantac")
    assert "Đã trở lại như trước" in by(office, "hoa", "1")
    assert "(báo cáo.pdf, " in by(office, "hoa", "/tep")
    night(office, 1)
    by(office, "hoa", f"/hoantac {office.store.call(journal.newest)[0].id}")
    assert "Đã trở lại như trước" in by(office, "hoa", "1")
    assert "(mới.pdf, " in by(office, "hoa", "/tep")


def test_a_file_that_is_forgotten_takes_the_place_of_none(office: Talk) -> None:
    replaced(office)
    night(office, 40)
    by(office, "hoa", "/hoantac")
    assert "tệp đó không còn" in by(office, "hoa", "1")
    assert "(mới.pdf, " in by(office, "hoa", "/tep")


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


def test_what_is_too_large_or_too_much_is_refused_before_it_is_fetched(
    office: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof_taking, "MOST_KEPT", 2 * LETTER.size - 1)
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    assert "quá lớn" in by(office, "hoa", "", replace(LETTER, size=15_000_000))
    kept = office.store.call(kept_files.keep, PDF_FILE)
    office.store.call(proof_files.put, "bca", "47/NQ-CP 4.3 2030", "1/BC", kept, office.now)
    by(office, "hoa", "/nop phát ngôn")
    by(office, "hoa", "Kèm tệp văn bản")
    assert "Chỗ lưu tệp đã đầy" in by(office, "hoa", "", LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []


def test_a_file_of_who_has_recorded_nothing_goes_its_way(office: Talk) -> None:
    assert by(office, "hoa", "", LETTER).startswith("Để kèm tệp văn bản, vui lòng ghi nhận bằng /nop hoặc /xong trước")
    assert by(office, "minh", "", LETTER).startswith("Tệp chỉ dùng để nhập văn bản")
    assert "Chỉ cán bộ đầu mối" in by(office, "minh", RECORD, LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []


@pytest.mark.parametrize("between", ["/tiendo 3.5", "/nop", "/xong 3.5"])
def test_a_command_gives_up_the_file_that_was_asked_for(office: Talk, between: str) -> None:
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    by(office, "hoa", between)
    assert "đang tải" not in by(office, "hoa", "", LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []


@pytest.mark.parametrize("caption", ["/xong 2.6 99/BC-BNG ngày 2/11/2026"])
def test_a_command_under_a_file_is_obeyed_whatever_was_asked_for(office: Talk, caption: str) -> None:
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    assert "đang tải" in by(office, "hoa", caption, LETTER)
    assert "vào văn bản 99/BC-BNG" in fetched(office, "hoa")


def test_a_question_leaves_the_file_asked_for(office: Talk) -> None:
    by(office, "hoa", RECORD)
    by(office, "hoa", "Kèm tệp văn bản")
    by(office, "hoa", "hạn của nhiệm vụ 3.5 là bao giờ?")
    assert "đang tải" in by(office, "hoa", "", LETTER)


@pytest.mark.parametrize("between", ["/nhaptailieu", "hạn của nhiệm vụ 3.5 là bao giờ?"])
def test_the_document_of_an_administrator_is_read_as_such(office: Talk, between: str) -> None:
    by(office, "lan", "/xong 2.6 12/BC-BNG ngày 20/11/2026 @bng")
    by(office, "lan", "Kèm tệp văn bản")
    by(office, "lan", between)
    by(office, "lan", "", LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []
    assert len(office.store.call(file_readings.waiting)) == 1


def test_an_administrator_is_told_with_what_the_file_goes(office: Talk) -> None:
    by(office, "lan", "/xong 2.6 12/BC-BNG ngày 20/11/2026 @bng")
    by(office, "lan", "Kèm tệp văn bản")
    said = by(office, "lan", "", LETTER)
    assert "Tệp sẽ kèm vào: 2.6" in said
    assert "12/BC-BNG" in said


def test_a_file_for_one_document_never_becomes_that_of_another(office: Talk) -> None:
    office.make("chi", "officer", "bng")
    by(office, "hoa", "/xong 2.6 5/BC-BNG ngày 20/11/2026")
    by(office, "hoa", "Kèm tệp văn bản")
    by(office, "lan", "/xong 2.6 6/BC-BNG ngày 21/11/2026 @bng")
    by(office, "lan", "1")
    assert "theo văn bản 5/BC-BNG ngày 20/11/2026 đã thay đổi" in by(office, "hoa", "", LETTER)
    assert office.store.call(file_readings.waiting, PROOF) == []


def test_the_choice_of_before_is_not_for_the_document_of_now(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 5/BC-BNG ngày 20/11/2026")
    by(office, "lan", "/xong 2.6 6/BC-BNG ngày 21/11/2026 @bng")
    by(office, "lan", "1")
    assert "nay theo văn bản 6/BC-BNG" in by(office, "hoa", "Kèm tệp văn bản")
    assert "Vui lòng gửi tệp" in by(office, "hoa", "Kèm tệp văn bản")


def test_of_two_files_for_one_document_the_later_one_takes_no_place_unseen(office: Talk) -> None:
    office.make("chi", "officer", "bng")
    attached(office)
    for who in ("hoa", "chi"):
        by(office, who, "/tep")
        by(office, who, "1")
        by(office, who, "Gửi tệp khác thay")
        by(office, who, "", replace(LETTER, name=f"{who}.pdf"))
    assert "tệp khác" in fetched(office, "chi", b"%PDF-1.7 hai")
    assert "(hoa.pdf, " in by(office, "chi", "/tep")
    by(office, "chi", "1")
    by(office, "chi", "Gửi tệp khác thay")
    by(office, "chi", "", replace(LETTER, name="chi.pdf"))
    assert "Đã kèm tệp “chi.pdf”" in fetched(office, "chi", b"%PDF-1.7 ba")


def test_who_sent_a_file_meanwhile_is_named_before_it_is_asked_for(office: Talk) -> None:
    attached(office)
    by(office, "hoa", "/tep")
    by(office, "hoa", "1")
    by(office, "lan", "/tep")
    by(office, "lan", "1")
    by(office, "lan", "Gửi tệp khác thay")
    by(office, "lan", "", replace(LETTER, name="lan.pdf"))
    fetched(office, "lan", b"%PDF-1.7 hai")
    assert "Trong lúc đó người dùng số 3 đã đổi" in by(office, "hoa", "Gửi tệp khác thay")


@pytest.mark.parametrize("caption", ["/xong", "/xong 3.5", "/nop", "/tiendo 3.5 50% đã trình", "/xong 2.6 hủy"])
def test_a_file_that_is_not_taken_is_said_to_be_so(office: Talk, caption: str) -> None:
    by(office, "hoa", "/xong 2.6 5/BC-BNG ngày 20/11/2026")
    said = by(office, "hoa", caption, LETTER)
    assert "Tệp “báo cáo.pdf” chưa được nhận" in said
    assert office.store.call(file_readings.waiting, PROOF) == []


def test_another_document_on_record_takes_no_file_under_this_one(office: Talk) -> None:
    by(office, "hoa", "/xong 2.6 5/BC-BNG ngày 20/11/2026")
    said = by(office, "hoa", "/xong 2.6 14/BC-BNG ngày 20/11/2026", LETTER)
    assert said.endswith("chọn “Kèm tệp văn bản” rồi gửi lại.")
    assert office.store.call(file_readings.waiting, PROOF) == []


def test_the_same_document_on_record_takes_its_file(office: Talk) -> None:
    by(office, "hoa", RECORD)
    assert "đang tải" in by(office, "hoa", RECORD, LETTER)
    assert "Đã kèm tệp" in fetched(office, "hoa")


def test_a_sentence_under_a_file_is_recorded_with_it(office: Talk) -> None:
    said = by(office, "hoa", "nhiệm vụ 2.6 xong rồi, báo cáo số 15/BC-BNG ngày 20/11/2026", LETTER)
    assert "Đã ghi nhận hoàn thành: 2.6" in said
    assert "đang tải" in said


def test_a_command_under_a_file_in_a_group_is_answered_and_the_file_refused(office: Talk) -> None:
    office.count += 1
    group = message(
        "/xong 2.6 14/BC-BNG ngày 20/11/2026", str(office.count), sender="hoa", chat=Chat("console", "g", group=True)
    )
    said = office.give(replace(group, file=LETTER))
    assert said is not None
    assert "Đã ghi nhận hoàn thành: 2.6" in said
    assert said.endswith("Tệp chỉ nhận trong trò chuyện riêng.")


def test_a_file_is_removed_by_a_choice_under_it_and_that_can_be_taken_back(office: Talk) -> None:
    attached(office)
    by(office, "lan", "/tep")
    by(office, "lan", "1")
    assert "Đã xóa tệp của văn bản 46/BC-BNG" in by(office, "lan", "Xóa tệp")
    assert by(office, "hoa", "/tep") == "Chưa có tệp văn bản nào."
    by(office, "lan", "1")
    assert "Đã trở lại như trước" in by(office, "lan", "1")
    assert "(báo cáo.pdf, " in by(office, "hoa", "/tep")


def test_the_file_of_a_record_that_was_taken_back_is_forgotten_after_a_month(office: Talk) -> None:
    attached(office)
    by(office, "hoa", "/nop phát ngôn số 47/BC-BNG ngày 22/11/2026")
    by(office, "hoa", "1")
    night(office, 20)
    assert office.store.call(proof_files.size_of_all) == len(PDF)
    night(office, 40)
    assert office.store.call(proof_files.size_of_all) == 0


def test_the_file_of_a_record_that_stands_is_kept(office: Talk) -> None:
    attached(office)
    night(office, 300)
    assert "(báo cáo.pdf, " in by(office, "hoa", "/tep")


def test_what_is_kept_only_to_take_a_change_back_makes_room(office: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    attached(office)
    monkeypatch.setattr(proof_taking, "MOST_KEPT", 2 * LETTER.size - 1)
    by(office, "hoa", "/tep")
    by(office, "hoa", "1")
    by(office, "hoa", "Xóa tệp")
    office.later(timedelta(minutes=1))
    by(office, "hoa", "/nop phát ngôn")
    by(office, "hoa", "Kèm tệp văn bản")
    assert "đang tải" in by(office, "hoa", "", LETTER)
