"""How much was asked and how it was answered, as numbers that name nobody."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from knowledge.memory import Store, Transaction, asked_counts
from tests.handlers.learning_talk import ADMIN, GROUP, Learning


@pytest.fixture
def talk(store: Store) -> Learning:
    talk = Learning(store)
    talk.later(timedelta(days=-3))
    talk("bộ ngoại giao chủ trì nhiệm vụ nào")
    talk("giá vàng hôm nay")
    talk.later(timedelta(days=3))
    talk("bộ ngoại giao phối hợp nhiệm vụ nào", chat=GROUP)
    talk("nhiệm vụ 2.99")
    return talk


def answered_in(talk: Learning, *seconds: float) -> None:
    day = talk.now.date()
    for each in seconds:
        talk.store.call(asked_counts.answered, day, "console", each)


def test_questions_are_shown_by_day_channel_kind_and_agency_with_the_share_that_was_answered(talk: Learning) -> None:
    answered_in(talk, *[0.2] * 18, 3.04, 9.0)
    shown = talk.admin("/thongke")
    assert all(f"\n\n{head}\n" in shown for head in ("Theo ngày:", "Theo kênh:", "Theo loại trả lời:"))
    for line in (
        "Từ 16/11/2026 đến 22/11/2026: 4 câu hỏi.",
        "Trả lời được: 2 (50,0%).",
        "Thời gian trả lời: một nửa trong 0,2 giây, 95% trong 3 giây.",
        "- 19/11/2026: 2",
        "- 22/11/2026: 2",
        "- console: 4",
        "- danh sách nhiệm vụ: 2",
        "- chưa có thông tin: 1",
        "- trả lời chưa chắc: 1",
        "- Bộ Ngoại giao: 2",
    ):
        assert line in shown.split("\n"), (line, shown)


def test_a_week_or_thirty_days_are_shown(talk: Learning) -> None:
    talk.later(timedelta(days=10))
    assert "chưa có câu hỏi nào" in talk.admin("/thongke")
    assert "4 câu hỏi" in talk.choose("30 ngày qua")
    assert "chưa có câu hỏi nào" in talk.choose("7 ngày qua")
    assert "4 câu hỏi" in talk.admin("/thongke 30 ngày")


def test_the_file_has_a_row_a_day_and_one_for_each_number(talk: Learning) -> None:
    answered_in(talk, 0.2)
    talk.admin("/thongke")
    talk.choose("Xuất .xlsx")

    def content(tx: Transaction) -> bytes:
        return bytes(tx.rows("SELECT content FROM outbox_file")[-1][0])

    days, everything = load_workbook(BytesIO(talk.store.call(content))).worksheets
    rows = list(days.values)
    assert rows[1] == ("19/11/2026", "console", 2, 1, None, None)
    assert rows[2] == ("22/11/2026", "console", 2, 1, 0.2, 0.2)
    assert ("22/11/2026", "console", "Bộ Ngoại giao", "danh sách nhiệm vụ", 1) in list(everything.values)


def test_only_an_admin_in_private_sees_them(talk: Learning) -> None:
    talk.make("lan", "officer", "bng")
    assert "câu hỏi" not in (talk("/thongke") or "")
    assert "4 câu hỏi" not in (talk("/thongke", chat=GROUP, sender=ADMIN.id) or "")


def test_no_words_and_nobody_are_in_what_is_counted(talk: Learning) -> None:
    def kept(tx: Transaction) -> str:
        return str([tx.rows(f"SELECT * FROM {table}") for table in ("asked_count", "answer_time")])

    answered_in(talk, 0.2)
    said = talk.store.call(kept)
    assert not [word for word in ("vàng", "lan", "nhóm", "phòng") if word in said]


def test_a_day_of_many_answers_is_few_numbers_that_tell_the_times_well_enough(talk: Learning) -> None:
    answered_in(talk, *(each / 1000 for each in range(1, 2000)))
    day = talk.now.date()
    times = talk.store.call(asked_counts.times, day, day)
    assert len(times) < 220
    pairs = [(seconds, n) for _, _, seconds, n in times]
    assert asked_counts.share(pairs, 0.5) == pytest.approx(1.0, rel=0.05)
    assert asked_counts.share(pairs, 0.95) == pytest.approx(1.9, rel=0.05)
    assert asked_counts.share([], 0.5) is None


def test_days_before_a_day_can_be_forgotten(talk: Learning) -> None:
    last = talk.now.date() - timedelta(days=1)
    assert talk.store.call(asked_counts.forget, last) == 2
