"""A notice with a picture: kept once, sent where pictures can be sent, said where not."""

from datetime import timedelta

import pytest

from knowledge.announcing.draft import from_json, to_json
from knowledge.memory import Transaction, announcements, history, kept_files, outbox, outbox_files
from knowledge.memory.outbox_files import FileHead
from tests.files import PICTURE
from tests.handlers.announcing_talk import MONDAY, Announcing
from tests.handlers.conftest import Talk
from tests.talk import CHAT


@pytest.fixture
def announcing(talk: Talk) -> Announcing:
    return Announcing(talk)


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
    assert announcing.store.call(kept_files.forget_unused) == 0
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    announcing.press("Gửi")
    announcing.work()
    announcing.arrives("bng")
    announcing.work()
    assert announcing.store.call(kept_files.forget_unused) == 0
    later = MONDAY + timedelta(days=40)
    announcing.store.call(announcements.forget, later)
    assert announcing.store.call(kept_files.forget_unused) == 0
    announcing.store.call(outbox.forget, later)
    assert announcing.store.call(kept_files.forget_unused) == 1


def test_a_picture_can_be_left_out_again(announcing: Announcing) -> None:
    announcing("/thongbao BNG: Kính mời họp")
    show_picture(announcing)
    announcing("/thongbao")
    announcing.press("Viết tiếp")
    announcing.press("Bỏ hình")
    announcing.press("Gửi")
    announcing.work()
    assert announcing.store.call(outbox_files.of_row, announcing.waiting()["bng"].id) is None
