"""A notice with a picture: kept once, sent where pictures can be sent, said where not."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.pictures import TakingPictures
from knowledge.announcing.draft import from_json, to_json
from knowledge.memory import Transaction, announcements, file_readings, history, kept_files, outbox, outbox_files
from knowledge.memory.file_readings import NOTICE, FileReading
from knowledge.memory.outbox_files import FileHead
from knowledge.messages import Attachment
from knowledge.texts import say
from tests.files import PICTURE
from tests.handlers.announcing_talk import MONDAY, Announcing
from tests.handlers.conftest import Talk
from tests.talk import CHAT


@pytest.fixture
def announcing(talk: Talk) -> Announcing:
    return Announcing(talk)


PHOTO = Attachment("photo.jpg", "image/jpeg", 5000, 20_000_000, "id-1")


def fetched(announcing: Announcing, content: bytes = PICTURE.content) -> list[str]:
    """The job fetches what is wanted; what it says."""
    before = len(announcing.lines())

    async def fetch(reading: FileReading) -> bytes:
        return content

    pictures = TakingPictures(announcing.store, {"console": fetch}, lambda: MONDAY)

    async def work() -> None:
        running = asyncio.create_task(pictures.run(lambda: None))
        async with asyncio.timeout(5):
            while announcing.store.call(file_readings.waiting, NOTICE):  # noqa: ASYNC110
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(work())
    return announcing.lines()[before:]


def show_picture(announcing: Announcing) -> int:
    """The administrator's draft has the picture; its number."""

    def put(tx: Transaction) -> int:
        number = kept_files.keep(tx, PICTURE)
        draft = announcements.draft_of(tx, 1)
        assert draft is not None
        shown = from_json(draft).showing(number)
        announcements.put_draft(tx, 1, to_json(shown), MONDAY, number)
        return number

    return announcing.store.call(put)


def count(announcing: Announcing, table: str, where: str = "1 = 1") -> int:
    def find(tx: Transaction) -> int:
        row = tx.first(f"SELECT COUNT(*) FROM {table} WHERE {where}")
        return int(row[0]) if row else 0

    return announcing.store.call(find)


def test_a_picture_is_shown_before_and_sent_where_that_can_be_and_kept_once(announcing: Announcing) -> None:
    announcing("/thongbao BNG, BCA, VTV: Kính mời họp")
    show_picture(announcing)
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    assert announcing.store.call(history.since, CHAT)[-1].file == FileHead(
        PICTURE.name, "image/png", len(PICTURE.content)
    )
    announcing.press("Gửi")
    announcing.work()
    waiting = announcing.waiting()
    files = {agency: announcing.store.call(outbox_files.of_row, row.id) for agency, row in waiting.items()}
    assert files == {"bng": PICTURE, "bca": PICTURE, "vtv": None}
    assert "không gửi được trên Zalo" in waiting["vtv"].reply.text
    assert "Zalo" not in waiting["bng"].reply.text
    claimed = announcing.store.call(outbox.claim, waiting["bng"], MONDAY)
    assert claimed is not None
    assert claimed.reply.file == PICTURE
    assert count(announcing, "kept_file") == 1
    assert count(announcing, "outbox_file", "kept IS NOT NULL AND LENGTH(content) = 0") == 2


def test_a_picture_is_forgotten_with_the_last_that_has_it(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    show_picture(announcing)
    assert announcing.store.call(kept_files.forget_unused, MONDAY) == 0
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    announcing.press("Gửi")
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    assert announcing.store.call(kept_files.forget_unused, MONDAY) == 0
    later = MONDAY + timedelta(days=40)
    announcing.store.call(announcements.forget, later)
    assert announcing.store.call(kept_files.forget_unused, MONDAY) == 0
    announcing.store.call(outbox.forget, later)
    assert announcing.store.call(kept_files.forget_unused, MONDAY) == 1


def test_a_picture_can_be_left_out_again(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    show_picture(announcing)
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    announcing.press("Bỏ hình")
    announcing.press("Gửi")
    announcing.work()
    assert announcing.store.call(outbox_files.of_row, announcing.waiting()["bng"].id) is None


def test_a_photo_with_the_text_under_it_is_fetched_and_goes_with_the_notice(announcing: Announcing) -> None:
    announcing("/thongbao BNG, VTV")
    said = announcing.sends(PHOTO, "Kính mời họp", event="unsupported")
    assert "Đã nhận hình “photo.jpg”, đang tải.\nGửi lúc nào?" in said
    assert fetched(announcing) == ["Hình “photo.jpg” đã kèm vào thông báo."]
    shown = announcing.press("Viết tiếp")
    assert "Gửi lúc nào" in shown
    assert "Kính mời họp" in announcing.press("Ngay khi xác nhận")
    announcing.press("Gửi")
    announcing.work()
    file = announcing.store.call(outbox_files.of_row, announcing.waiting()["bng"].id)
    assert file is not None
    assert (file.name, file.media_type, file.content) == ("photo.jpg", "image/png", PICTURE.content)


def test_a_photo_under_the_whole_notice_in_one_line_is_enough(announcing: Announcing) -> None:
    assert announcing.sends(PHOTO, "/thongbao BNG: Kính mời họp", event="unsupported").startswith("Đã nhận hình")
    fetched(announcing)
    assert "gửi tới 1 nơi: Bộ Ngoại giao" in announcing.press("Viết tiếp")


def test_nothing_goes_out_while_its_picture_is_still_coming(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    announcing.press("Thêm hình")
    announcing.sends(PHOTO)
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    assert "đang tải nên chưa gửi" in announcing.press("Gửi")
    fetched(announcing)
    announcing.press("Viết tiếp")
    assert "Đang gửi thông báo số 1" in announcing.press("Gửi")


def test_a_file_on_the_page_stands_with_its_name_which_is_no_text(announcing: Announcing) -> None:
    announcing("/thongbao BNG")
    said = announcing.sends(replace(PHOTO, name="họp.png", media_type="image/png"), "họp.png")
    assert "Vui lòng gửi nội dung thông báo" in said
    fetched(announcing)
    assert "Nội dung" not in announcing("/thongbao")


@pytest.mark.parametrize("content", [b"GIF89a" + bytes(50), b"<svg onload=alert(1)>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_whatever_it_is_called(announcing: Announcing, content: bytes) -> None:
    announcing("/thongbao BNG")
    announcing.sends(PHOTO)
    assert "không phải hình JPEG hoặc PNG" in fetched(announcing, content)[0]
    assert count(announcing, "kept_file") == 0


def test_what_cannot_be_fetched_or_is_too_large_is_said(announcing: Announcing) -> None:
    announcing("/thongbao BNG")
    assert "không quá 10,0 MB" in announcing.sends(replace(PHOTO, size=11_000_000))
    announcing("/thongbao BNG")
    announcing.sends(PHOTO)
    assert "Chưa lấy được hình" in fetched(announcing, b"")[0]


def test_a_photo_of_who_writes_no_notice_is_what_it_was_before(announcing: Announcing) -> None:
    assert announcing.sends(PHOTO, "xin chào", event="unsupported") == say("vi", "press.unsupported")
    assert announcing.store.call(file_readings.waiting, NOTICE) == []
    announcing("/thongbao BNG")
    announcing.press("Để sau")
    assert announcing.sends(PHOTO, event="unsupported") == say("vi", "press.unsupported")


def test_a_picture_of_a_draft_that_is_given_up_is_not_fetched(announcing: Announcing) -> None:
    announcing("/thongbao BNG")
    announcing.sends(PHOTO)
    announcing("/thongbao")
    announcing.press("Bỏ bản này")
    assert announcing.store.call(file_readings.waiting, NOTICE) == []
